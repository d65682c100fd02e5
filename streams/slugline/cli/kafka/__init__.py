"""Kafka for the command: connecting, reading a feed, publishing."""
