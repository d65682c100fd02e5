"""Intake: raw bytes to stories. Pure: no clock, no environment, no logging."""

from slugline.intake.record import LIMIT, items, read, the_story

__all__ = ["LIMIT", "items", "read", "the_story"]
