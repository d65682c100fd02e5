"""Hostile and damaged input: shapes that grow, and a million seeded inputs, through intake and reading."""
