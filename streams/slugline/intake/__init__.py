"""Intake: raw bytes to stories. Pure: no clock, no environment, no logging."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slugline.intake.record import LIMIT, items, read, the_story

__all__ = ["LIMIT", "items", "read", "the_story"]


def __getattr__(name: str) -> object:
    """Import the formats when they are asked for: who only names a refusal or a date has no use for them."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from slugline.intake import record

    return getattr(record, name)
