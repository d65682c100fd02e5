"""The soak: one worker at half its load for an hour on Apache Kafka, and whether anything grows meanwhile."""
