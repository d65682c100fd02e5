"""What an item's own fields say of its state: the same words in every format."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from slugline.intake.refused import Refused
from slugline.lang.zone_words import ZoneWords
from slugline.records.codec import Json
from slugline.records.marks import Open
from slugline.records.story import Status

T = TypeVar("T")

_WORDS = ZoneWords("statuses")
_STATUSES: Mapping[str, Status] = MappingProxyType(
    {
        **dict.fromkeys(_WORDS.words("usable"), "usable"),
        **dict.fromkeys(_WORDS.words("withheld"), "withheld"),
        **dict.fromkeys(_WORDS.words("canceled"), "canceled"),
    }
)
_BY_SIGNAL: Mapping[str, Status] = MappingProxyType({"kill": "canceled", "withhold": "withheld"})
_WORST: tuple[Status, ...] = ("canceled", "withheld", "usable")
_MOST = 20
"""Members of a list of statuses that are looked at."""


def tail(code: str | None) -> str:
    """Return the last part of a code in small letters: "stat:usable" and ".../stat/usable" are "usable"."""
    return (code or "").strip().rstrip("/").rpartition("/")[2].rpartition(":")[2].strip().casefold()


def word_of(value: Json) -> str:
    """Return the word for a state that a text is: the letters and digits of a code's last part."""
    return "".join(filter(str.isalnum, tail(value[:1_000]))) if isinstance(value, str) else ""


def status_of(value: Json) -> Status | None:
    """Return the status that ``value`` says, None where it says none that is known.

    It is a word ("canceled"), a code or an address that ends in one ("stat:canceled"), a concept with a code
    or a name, or a list of these, of which the worst counts.
    """
    if isinstance(value, str):
        return _STATUSES.get(word_of(value))
    if isinstance(value, dict):
        named = (status_of(value.get(name)) for name in _WORDS.entries("within"))
        return next((one for one in named if one), None)
    if isinstance(value, list):
        said = {status_of(one) for one in value[:_MOST]}
        return next((one for one in _WORST if one in said), None)
    return None


def with_signals(status: Open[Status], signals: Iterable[str]) -> Open[Status]:
    """Return ``status``, or that of a kill or a withhold among ``signals`` where it is usable."""
    if status != "usable":
        return status
    return next((_BY_SIGNAL[one] for one in signals if one in _BY_SIGNAL), status)


def where_usable(status: str, read: Callable[[], T]) -> T | None:
    """Return what ``read`` returns. Where it raises Refused, a story that is taken back is without it.

    A kill acts whatever else is wrong with it: what stood must not stand on for a date that cannot be read.
    """
    try:
        return read()
    except Refused:
        if status == "usable":
            raise
        return None
