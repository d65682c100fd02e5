"""What crosses Kafka: frozen records, a strict codec, the table of feeds and the contracts made from it."""
