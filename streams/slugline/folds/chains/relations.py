"""What the publisher's own words make of a story: its links and signals."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, Literal

Relation = Literal["first", "update", "correction", "repeat", "copy", "pick-up", "translation"]

BY_LINK: Final[Mapping[str, Relation]] = MappingProxyType[str, Relation](
    {
        "corrects": "correction", "repeats": "repeat", "translation-of": "translation",
        "evolved-from": "update", "updates": "update", "adds-to": "update", "replaces": "update",
    }
)  # fmt: skip
"""What a story is to another one that its publisher links it to."""
_BY_SIGNAL: Final[Mapping[str, Relation]] = MappingProxyType[str, Relation](
    {"correction": "correction", "refile": "correction", "repeat": "repeat"}
)


def by_signal(signals: Iterable[str]) -> Relation | None:
    """Return what the first telling one of its ``signals`` makes of a story."""
    return next((_BY_SIGNAL[one] for one in signals if one in _BY_SIGNAL), None)
