"""Intake: raw bytes to stories. Pure: no clock, no environment, no logging."""

from slugline.intake.record import LIMIT, read

__all__ = ["LIMIT", "read"]
