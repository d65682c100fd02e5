"""Apache Kafka on this machine without Docker: the jars by Maven, one broker in KRaft mode."""
