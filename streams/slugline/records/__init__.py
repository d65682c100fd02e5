"""What crosses Kafka: frozen records, the codec, the table of feeds and the contracts made from it."""
