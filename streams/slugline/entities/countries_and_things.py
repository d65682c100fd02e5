"""Names of countries that are things in some stories: "Turkey prices rose before Thanksgiving"."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from slugline.entities.countries import country_of, nation_of
from slugline.entities.name_forms import fold
from slugline.entities.name_spans import NameSpan
from slugline.lang.chosen import LISTS

WORD = re.compile(r"[^\W\d_]+")
LAST = re.compile(r"([^\W\d_]+)[ -]$")
NEXT = re.compile(r"[ -]([^\W\d_]+)")
OPENS = re.compile(r"(?:[.!?:\n]\W*|^\W*)$")


class Thing(NamedTuple):
    """What tells the thing from the country: words before and behind its name, words of its stories."""

    before: frozenset[str]
    behind: frozenset[str]
    story: frozenset[str]


@cache
def _things() -> Mapping[str, Thing]:
    rows = (line.split("\t") for line in LISTS.lines("namesakes.tsv"))
    return {name: Thing(*(frozenset(words.split(";")) - {""} for words in lists)) for name, *lists in rows}


def without_namesakes(text: str, spans: Sequence[NameSpan], lower: set[str]) -> list[NameSpan]:
    """Return ``spans`` without those that are things; ``lower`` are the story's words in lower case.

    A mention is the thing by a word beside it, or where it opens a sentence of a story that tells of the
    thing and names nothing else of the country.
    """
    things = _things()
    named = {name: things[name] for span in spans if (name := _name(span)) in things}
    if not named:
        return list(spans)
    codes = {
        known.code
        for span in spans
        if (form := fold(span.text)) not in named and (known := country_of(form) or nation_of(form))
    }
    told = {
        name
        for name, thing in named.items()
        if (country := country_of(name))
        and country.code not in codes
        and (name in lower or thing.story & {word.lower() for word in WORD.findall(text)})
    }
    return [
        span
        for span in spans
        if span.entry
        or (name := _name(span)) not in named
        or not (_beside(text, span, named[name]) or (name in told and _opens(text, span)))
    ]


def _name(span: NameSpan) -> str:
    return fold(span.text.rpartition(" ")[2])


def _beside(text: str, span: NameSpan, thing: Thing) -> bool:
    first = fold(span.text).rpartition(" ")[0]
    before = LAST.search(text, max(0, span.start - 20), span.start)
    behind = NEXT.match(text, span.end)
    if first:
        return first in thing.before
    return bool(
        (before and before[1].lower() in thing.before) or (behind and behind[1].lower() in thing.behind)
    )


def _opens(text: str, span: NameSpan) -> bool:
    return bool(OPENS.search(text, max(0, span.start - 4), span.start))
