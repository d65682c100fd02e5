"""Alerts: which rules of a watchlist are met, once for each chain of stories, and taken back in the end."""
