"""Recipes that copy a feed into a table, which holds what stands: docs/sinks.md."""
