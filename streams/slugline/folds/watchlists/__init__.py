"""Watchlists: rules of what somebody wants to be told of, and which of them a story meets."""
