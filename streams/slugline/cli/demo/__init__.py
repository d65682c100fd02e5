"""The demo: a broker and a worker of its own, stories in, a summary out."""
