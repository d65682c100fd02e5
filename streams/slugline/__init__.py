"""Slugline: wire stories in, entity, quote and topic events out."""
