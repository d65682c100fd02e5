"""Intake: raw bytes to stories. Pure: no clock, no environment, no logging."""

from slugline.intake.record import LIMIT, items, only, read

__all__ = ["LIMIT", "items", "only", "read"]
