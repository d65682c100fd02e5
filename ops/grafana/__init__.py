"""The Grafana dashboard: what it shows (panels) and how that becomes the committed file (build)."""
