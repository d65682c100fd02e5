"""Entities: who and what a story names."""
