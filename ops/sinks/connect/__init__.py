"""Kafka Connect's file sink on a feed of events, and the fold of the file: see __main__ and fold."""
