"""What runs Slugline outside Python: image, brokers, Prometheus, Grafana, and what makes their files."""
