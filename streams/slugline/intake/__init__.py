"""Intake: raw bytes to stories. Pure: no clock, no environment, no logging."""

from slugline.intake.formats.raw import LIMIT, read

__all__ = ["LIMIT", "read"]
