"""Whether a JSON item is out, by its fields for that: its state, flags, and until when it is held."""

from slugline.intake.formats.embargo_fields import embargoed, latest, out_at, says_when
from slugline.intake.formats.foreign_names import fold, parts
from slugline.intake.formats.json_fields import Item
from slugline.intake.formats.statuses import status_of, where_usable, word_of
from slugline.intake.formats.terms import LONGEST_NAME
from slugline.intake.refused import Refused
from slugline.lang.zone_words import ZoneWords
from slugline.records.codec import Json
from slugline.records.story import Status

_STATES = ZoneWords("field_names").words("states")
_WITH_EMBARGO = ZoneWords("statuses").words("ends_with_embargo")
_WHEN_OUT = ZoneWords("statuses").words("ends_when_out")
_WORDS = ZoneWords("embargoes")
_FLAGS_IN, _FLAGS_OUT = _WORDS.words("flags_in"), _WORDS.words("flags_out")
_YES, _NO = _WORDS.words("yes"), _WORDS.words("no")
_MOST_CARRIED = 50
"""Fields around the items that say whether they are out."""


def standing(item: Item, given: Status | None = None) -> tuple[Status, str | None]:
    """Return the status of ``item`` and until when it is held. Raises Refused for an embargo that is none.

    What is canceled stays so, and a draft is withheld. What is scheduled, embargoed or not out is usable from
    the moment that a field names, and withheld where none does. ``given`` is the status by a field that goes
    before those for the state, which then only hold an item. What else services put there ("ok", "published",
    200) says nothing.
    """
    fields = [(fold(name), value) for one in parts(item) for name, value in one.items() if name]
    states = [value for name, value in fields if name in _STATES]
    words = {word_of(value) for value in states}
    said = {status_of(value) for value in states if word_of(value) not in _WITH_EMBARGO | _WHEN_OUT}
    draft = any(name in _FLAGS_IN and _is(value, _YES) for name, value in fields)
    status: Status = "withheld" if "withheld" in said or draft else "usable"
    if given == "canceled" or (given is None and "canceled" in said):
        status = "canceled"
    held = where_usable(status, lambda: embargoed(item))
    if status != "usable":
        return status, held
    if not words.isdisjoint(_WHEN_OUT):
        held = latest(one for one in (held, out_at(item)) if one)
    waits = not words.isdisjoint(_WITH_EMBARGO | _WHEN_OUT) or any(
        value is False if name in _STATES else name in _FLAGS_OUT and _is(value, _NO)
        for name, value in fields
    )
    return "withheld" if waits and held is None else "usable", held


def carried(outer: Item) -> Item:
    """Return the fields of ``outer``, around an item or a list of items, that hold what is in it, too.

    A text is cut: one that long is no state and no moment, cut or not. Raises Refused for more fields than
    anybody has, as each of thousands of items would be held against each.
    """
    found = {
        name: value.strip()[:LONGEST_NAME] if isinstance(value, str) else value
        for name, value in outer.items()
        if name and value and (says_when(name) or (fold(name) in _STATES and isinstance(value, str)))
    }
    if len(found) > _MOST_CARRIED:
        raise Refused("wrong-type", f"{len(found):,} fields around the items that say whether they are out")
    return found


def _is(value: Json, words: frozenset[str]) -> bool:
    """Tell whether a flag is one of ``words``, as a word, a number or a truth value."""
    return isinstance(value, str | int) and str(value).strip().casefold() in words
