"""Zones: which stretch of a story's text has which role."""
