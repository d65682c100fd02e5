"""Whether a record that nobody can read may hold a story under an embargo."""

import re
from collections.abc import Collection

from slugline.lang.zone_words import ZoneWords


def shortest(words: Collection[str]) -> tuple[str, ...]:
    """Return those of ``words`` in which no other begins a word: where none of these is, none of all is.

    >>> shortest({"embarg*", "embargoed", "under embargo", "hold until"})
    ('embarg', 'hold until')
    """
    bare = {one.rstrip("*") for one in words}
    return tuple(sorted(one for one in bare if not any(f" {other}" in f" {one}" for other in bare - {one})))


_WORDS = ZoneWords("embargoes")
_SPOKEN = shortest(_WORDS.words("embargoed") | _WORDS.words("spoken_of"))
_BEGINNING = 6
_BEGINNINGS = frozenset(words[:_BEGINNING] for words in _SPOKEN)
"""Many begin alike, and a text of 1 MiB is to be searched for few."""
_NOTHING = re.compile(
    rf"""(?i)["']{_WORDS.alternation("spoken_of")}["']\s*:\s*(?:null|""|false|\[\s*\]|\{{\s*\}})"""
)
_MOST_LOOKS = 1_000


def may_be_embargoed(value: bytes | None) -> bool:
    """Tell whether a record that cannot be read may hold a story under an embargo: it has such a word.

    A field without a value says nothing. Of UTF-16 the Latin letters are found too. Takes some milliseconds
    for a record of 1 MiB, whatever is in it: the loop of a worker waits for it.
    """
    text = (value or b"").replace(b"\0", b"").decode("utf-8", "replace").casefold()
    begun = {one: text.find(one) >= 0 for one in _BEGINNINGS}
    return any(begun[words[:_BEGINNING]] and _speaks(text, words) for words in _SPOKEN)


def _speaks(text: str, words: str) -> bool:
    """Tell whether ``words`` begin a word, and are no name of a field without a value."""
    at = text.find(words)
    for _ in range(_MOST_LOOKS):
        if at < 0:
            return False
        before = text[max(0, at - 1) : at]
        nothing = _NOTHING.match(text, at - 1) if before in ("'", '"') else None
        if nothing is None and not (before.isalnum() or before == "_"):
            return True
        at = text.find(words, at + 1 if nothing is None else nothing.end())
    return True  # so often it may well be
