"""The thin shell around Faust and Kafka: a worker and the roles it plays."""
