"""Chaos: stories in any order while workers and brokers are killed, paused, join and leave; then the check.

``python -m ops.chaos`` (`make chaos`) runs it on an Apache Kafka of its own and says what came of it.
"""
