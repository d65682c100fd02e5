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
_FIELD = re.compile(r'"[^"]{1,80}"\s{0,9}:')
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_ROOT = re.compile(r"(?:<[?!][^>]{0,400}>\s{0,80}){0,4}<([A-Za-z][\w.:-]{0,80})[\s>]")


def may_be_embargoed(value: bytes | None) -> bool:
    """Tell whether a record that cannot be read may hold a story under an embargo: it has such a word.

    A field without a value says nothing. An item that is cut off may have had the word behind the cut. Of
    UTF-16 the Latin letters are found too. Takes some milliseconds for a record of 1 MiB, of nothing but
    signs some tens: the loop of a worker waits for it.
    """
    text = (value or b"").replace(b"\0", b"").decode("utf-8", "replace").strip("\ufeff \t\r\n")
    told = text.casefold()
    begun = {one: told.find(one) >= 0 for one in _BEGINNINGS}
    spoken = any(begun[words[:_BEGINNING]] and _speaks(told, words) for words in _SPOKEN)
    return spoken or _is_cut_off(text)


def _is_cut_off(text: str) -> bool:
    """Tell whether JSON that has a field ends within an object or a list, or XML without its root's end."""
    if text.startswith(("{", "[")):
        if _FIELD.search(text) is None:
            return False
        bare = _STRING.sub("", text)
        return sum(map(bare.count, "{[")) > sum(map(bare.count, "}]"))
    root = _ROOT.match(text)
    return root is not None and f"</{root[1]}" not in text


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
