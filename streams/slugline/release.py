"""Slugline: wire stories in, entity, quote and topic events out."""

from importlib.metadata import version

VERSION = version("slugline")
"""The installed version of Slugline."""
