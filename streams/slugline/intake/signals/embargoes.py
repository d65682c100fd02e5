"""Embargoes in copy: "EMBARGOED UNTIL 00:01 GMT TUESDAY 31 DECEMBER 2030" above a story."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from slugline.intake.signals.embargo_moments import (
    first_word,
    is_moment,
    is_year,
    tells_date,
    tells_time,
    tells_when,
    until,
)
from slugline.lang.zone_words import ZoneWords

LONGEST = 220
"""Code points; a longer block is a paragraph about an embargo."""

_WORDS = ZoneWords("embargoes")
_ONE = rf"{_WORDS.alternation('embargoed')}(?!\w|-\w)\s*[:–—-]?\s*"
_FRONTS = (
    rf"(?:{_WORDS.alternation('fronts')}[\s:;.,!/|*_()\[\]–—-]+){{0,3}}"
    rf"(?:{_WORDS.alternation('these')}(?:\s\w+){{0,3}}\s{_WORDS.alternation('copies')}"
    rf"\s{_WORDS.alternation('are')}\s)?"
)
_LABEL = re.compile(rf"(?i)[\[(*_\s]*{_FRONTS}(?P<label>{_ONE})")
_INSIDE = re.compile(rf"(?i)(?<!\w)(?P<label>{_ONE})")
_MARK = re.compile(r"\s*[\])*]+\s*[:–—-]?\s*|\s*:\s+|\s*(?:--|[–—|])\s*|\s+-\s+|(?<=[A-Za-z\d])-(?=[A-Z])")
_SENTENCE = re.compile(r"(?<=[^.\s]{2}\.)\s+(?=[A-Z])|[;\n]\s*")
_ENDS = re.compile(r"[:;.,!/|*()\[\]–—-]\s*$")
_HELD_ALONE = _WORDS.words("held_alone")
_UNTIL = re.compile(rf"(?i)(?<!\w){_WORDS.alternation('until')}(?!\w)")
_FOR = re.compile(rf"(?i)\s{_WORDS.alternation('until_too')}\s*$")
_STRONG = re.compile(rf"(?i){_WORDS.alternation('strong')}")
_EVENTS = _WORDS.words("events")
_NO_EVENTS = _WORDS.words("no_events")
_WITH_MOMENT = _WORDS.words("events_with_moment")
_SENTENCES = _WORDS.words("sentences")
_PLAIN = _SENTENCES | _WORDS.words("plain_words")
_MOST_WORDS = 14


@dataclass(frozen=True, slots=True)
class Embargo:
    """Until when, RFC 3339; None where no day is told or can be reckoned: held until someone says."""

    until: str | None
    waits: bool = False
    """Whether it is until something happens: of a moment nothing is told that can be reckoned."""


def embargo(text: str, published: str | None = None) -> Embargo | None:
    """Return the embargo that ``text`` as a whole is; None if it is copy.

    A weekday without a date is the next one from ``published`` on, a day without a year the next such day.
    A day without a time is held to the end of the day before, in the zone told. Until a speech, or what
    else cannot be reckoned ("TOMORROW 6 AM"), it is held without an end.
    """
    if len(text) > LONGEST or "\n\n" in text:
        return None
    label = _LABEL.match(text)
    if not label:
        return _at_end(text, published) if _INSIDE.search(text) else None
    rest = text[label.end() :]
    if _is_news(label["label"], rest, _SENTENCES):
        return None
    if is_moment(rest):
        found = until(rest, published)
        return Embargo(found, found is None and bool(_UNTIL.search(text)) and bool(rest.strip(" .])*")))
    first = _SENTENCE.split(rest, 1)[0]
    if is_moment(first) and tells_when(first):
        return Embargo(until(first, published))
    if in_front(text, published):
        return None  # there are words behind it
    return _waits(label["label"], rest, published) or _at_end(text, published)


def _at_end(text: str, published: str | None) -> Embargo | None:
    """Return the embargo behind words and a mark: "MINISTRY OF TRADE - EMBARGOED UNTIL 0600 GMT MON"."""
    for label in _INSIDE.finditer(text):
        rest = text[label.end() :]
        if (
            not label["label"].isupper()
            or not _is_strong(label["label"])
            or not _ENDS.search(text[: label.start()])
        ):
            continue
        if is_moment(rest) and tells_when(rest):
            return Embargo(until(rest, published))
    return None


def _waits(label: str, rest: str, published: str | None) -> Embargo | None:
    """Return the embargo until something happens, or until a time that is written as nobody knows.

    In capitals anything may follow "EMBARGOED UNTIL"; in small letters a word for what is waited for, or a
    time of day, and no sentence.
    """
    word = first_word(rest)
    strong = _is_strong(label)
    said = strong or _UNTIL.search(label + rest[: rest.casefold().find(word)])
    if not said or word in _NO_EVENTS or not (strong or word in _EVENTS):
        return None
    head, _, tail = rest.rpartition(",")
    tells = is_moment(tail) and tells_when(tail)
    if not label.isupper() and not tells:
        sentence = rest.rstrip(" ])*")[-1:] == "." or len(rest.split()) > _MOST_WORDS
        if sentence or not (tells_time(rest) or (strong and word in _EVENTS)):
            return None
    dated = tells and word in _WITH_MOMENT and tells_time(tail) and not any(map(str.isdigit, head))
    found = until(tail, published) if dated else None
    return Embargo(found, found is None)


def _is_news(label: str, rest: str, plain: Collection[str]) -> bool:
    """Tell whether it is news of an embargo that ends: "Embargo till 2031", "Embargo ends Friday".

    ``plain`` are words that anybody may use: they hold a story in capitals, before a colon, a time or a date.
    """
    words = label.strip(" \t:–—-").casefold()
    if words in _SENTENCES and not rest.strip(" .])*"):
        return True
    if label.isupper() or _is_strong(label):
        return False
    if is_year(rest):
        return True
    return words in plain and label.rstrip()[-1:] != ":" and not (tells_time(rest) or tells_date(rest))


def _is_strong(label: str) -> bool:
    return bool(_STRONG.match(label) and (_UNTIL.search(label) or _FOR.search(label)))


def within(sentence: str, published: str | None = None) -> Embargo | None:
    """Return the embargo that a ``sentence`` of a note ends with: "This story is embargoed until 6 May."."""
    for label in _INSIDE.finditer(sentence[:LONGEST]):
        rest = sentence[label.end() :]
        if tells_when(rest) and is_moment(rest):
            return Embargo(until(rest, published))
        word = first_word(rest)
        if word in _EVENTS and _is_strong(label["label"]):
            return Embargo(None, waits=True)
    return None


def in_front(headline: str, published: str | None = None) -> tuple[Embargo, int] | None:
    """Return the embargo that ``headline`` begins with, and where its own words begin.

    A mark parts the two: "EMBARGOED UNTIL 0600 GMT MON 9 NOV: Gold rises". Without a moment only some words
    hold a story, and only in capitals: "EMBARGOED: Gold rises".
    """
    label = _LABEL.match(headline)
    if not label:
        return None
    for mark in _MARK.finditer(headline, label.end(), LONGEST):
        told = headline[label.end() : mark.start()]
        if not _words(headline[mark.end() :]) or _is_news(label["label"], told, _PLAIN):
            continue
        if tells_when(told) and is_moment(told):
            return Embargo(until(told, published)), mark.end()
        if first_word(told) in _EVENTS and (held := _waits(label["label"], told, published)):
            return held, mark.end()
    alone = label["label"].strip(" \t[(*_:–—-")
    marked = label[0].rstrip()[-1:] in ":–—-" or headline[label.end() : label.end() + 1] in ("]", ")", "*")
    if not (alone.isupper() and alone.casefold() in _HELD_ALONE and marked) or headline.isupper():
        return None
    if not _words(headline[label.end() :]):
        return None
    rest = headline[label.end() :]
    return Embargo(None), len(headline) - len(rest.lstrip(" ])*:–—-"))


def _words(text: str) -> bool:
    """Whether ``text`` has words that are no moment's: a headline's own."""
    return len(text[:LONGEST].split()) >= 2 and not is_moment(text[:LONGEST])
