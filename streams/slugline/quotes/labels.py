"""Labels: what a paragraph begins with - who speaks, in a transcript, or the time of a live blog."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from slugline.quotes.person_names import ANY_NAME, ANY_TITLE
from slugline.reading import tags
from slugline.reading.tags import FUNCTION
from slugline.records.story import Zone

LABEL = re.compile(r"[*_]{0,3}(?P<label>[^\W\d_][^:\n\"“”«»?!;]{0,70}?)[*_]{0,3}\s?:[*_]{0,3}\s+(?=\S)")
SHORT = re.compile(
    rf"(?P<label>{'|'.join(sorted(FUNCTION['question label'] | FUNCTION['answer label']))})[.)]\s+(?=\S)",
    re.I,
)
"""Questions and answers may be marked by a stop too ("Q. Will it last?")."""
DASHED = re.compile(r"(?P<label>[^\W\d_a-z][^:\n\"“”«»?!;a-z]{1,40}?)\s?(?:--|[—–])\s+(?=\S)")
"""A dash stands behind names in capitals only ("ROE -- It will.")."""
WORD = re.compile(r"[^\W\d_](?:[\w.'’-]*\w)?\.?")
MORE = re.compile(r"\s*[,(\[]\s*")
"""What somebody is, behind his name ("ANNA COLE, HOST:")."""
MOST = 5
"""A name has at most so many words."""
SIDES = {
    **dict.fromkeys(FUNCTION["question label"], "Q"),
    **dict.fromkeys(FUNCTION["answer label"], "A"),
}
NOBODY = FUNCTION["no speaker"] | FUNCTION["promotion"]
PARTICLE = FUNCTION["name particle"]

_HALF = "|".join(map(re.escape, sorted(FUNCTION["half of the day"], key=len, reverse=True)))
_CLOCK = "|".join(sorted(FUNCTION["clock"])).upper()
POST = re.compile(
    rf"[\[(]?(?:\d{{1,2}}[:.]\d\d(?::\d\d)?h?(?:\s?(?i:{_HALF})(?!\w))?|\d{{1,2}}\s?(?:{_HALF})(?!\w))"
    rf"(?:\s(?:{_CLOCK})\b)?[\])]?\s?[-–—:|•]?(?:\s+(?=[\"“‘'(\[]?[^\W\d_a-z])|\s*$)"
)
LONGEST_TIME = 40
"""A time has at most so many characters."""
POSTED = frozenset(("body", "bullet"))


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a paragraph; all numbers are offsets into the story.

    ``start`` and ``end`` are those of the name (or "Q", "REPORTER"), ``body`` is where what is said begins.
    ``side`` is "Q" for a question, "A" for its answer, ``name`` the words of the name, without titles and
    in lower case, none where it is a role alone; ``role`` the noun that tells what the speaker is.
    """

    start: int
    end: int
    body: int
    side: str = ""
    name: tuple[str, ...] = ()
    role: str = ""
    capitals: bool = False
    surely: bool = False
    """Whether the label alone tells that a person speaks: a title, a role, a first name."""


def read(text: str, start: int, end: int) -> Label | None:
    """Return the label that the paragraph ``text[start:end]`` begins with, if it can be a speaker's."""
    found = LABEL.match(text, start, end) or SHORT.match(text, start, end) or DASHED.match(text, start, end)
    if found is None or found.end() >= end:
        return None
    label, begin = found["label"], found.start("label")
    side = SIDES.get(label.lower())
    if side:
        return Label(begin, found.end("label"), found.end(), side)
    more = MORE.search(label)
    own = label[: more.start()] if more else label
    parts = WORD.findall(own)
    if not 0 < len(parts) <= MOST or " ".join(parts) != " ".join(own.split()):
        return None
    capitals = all(part.isupper() for part in parts) and len(own) > 1
    if not capitals and not all(part[0].isupper() or part in PARTICLE for part in parts):
        return None
    if any(part.lower() in NOBODY for part in parts):
        return None
    told = [part.lower() for part in WORD.findall(label[more.end() :])] if more else []
    return _of(parts, told, capitals, (begin, begin + len(own.rstrip()), found.end()))


def _of(parts: list[str], told: list[str], capitals: bool, places: tuple[int, int, int]) -> Label:
    """Return the label of these words, with what is told behind them."""
    name = [part.lower() for part in parts]
    titled = False
    while len(name) > 1 and (name[0] in ANY_TITLE or _role(name[0])):
        titled = True
        name.pop(0)
    role = next((word for word in told if _role(word)), "")
    if len(name) == 1 and _role(name[0]):
        return Label(*places, role=name[0], capitals=capitals, surely=True)
    given = len(name) > 1 and name[0] in ANY_NAME
    return Label(
        *places, name=tuple(name), role=role, capitals=capitals, surely=titled or bool(role) or given
    )


def _role(word: str) -> bool:
    """Return whether a noun is one for a person."""
    return tags.nouns().get(word) in ("m", "f", "p")


def cased(name: str) -> str:
    """Return a name in capitals as it is written within a sentence.

    >>> cased("PIETER VAN DER LINDEN-O'NEIL")
    "Pieter van der Linden-O'Neil"
    """
    found = [
        part.lower() if number and part.lower() in PARTICLE else re.sub(r"[^\W\d_]+", _capital, part)
        for number, part in enumerate(name.split())
    ]
    return " ".join(found)


def _capital(part: re.Match[str]) -> str:
    return part[0].capitalize()


def posts(text: str, zones: Iterable[Zone]) -> dict[int, int]:
    """Return for each post by the offset of its zone where its words begin; none unless there are several."""
    found: dict[int, int] = {}
    for zone in zones:
        if zone.kind in POSTED:
            time = POST.match(text, zone.start, min(zone.end, zone.start + LONGEST_TIME))
            if time is not None:
                found[zone.start] = time.end()
    return found if len(found) > 1 else {}
