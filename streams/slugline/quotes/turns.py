"""Turns: paragraphs of a transcript or interview that a labelled speaker says, and who that is."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise

from slugline.lang.letters import without_diacritics
from slugline.quotes import labels
from slugline.quotes.cast import Cast
from slugline.quotes.characters import Character
from slugline.quotes.labels import PARTICLE, Label
from slugline.quotes.person_names import looks_like_person, untitled
from slugline.reading.reading import Reading
from slugline.reading.tags import FUNCTION
from slugline.records.story import Story, Zone

SPOKEN = frozenset(("body", "headline", "standfirst", "bullet"))
FIRST_PERSON = FUNCTION["speaks of himself"]
INTERVIEW = FUNCTION["interview"]
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
MARKS = "\"“„«'‘"
CLOSED = '.!?…"”)]'
ASIDE = "([•"
BETWEEN = 40
"""A paragraph between two turns that is shorter and has no full stop is a heading."""
MOST = 100
"""More speakers have no transcript; it also bounds the work."""
OPENING = 3_000
"""How many characters before the first question tell who is interviewed."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph that somebody with a label says: from ``body`` to the end of ``zone``, offsets in the
    story; ``label`` stands before it or before an earlier paragraph."""

    zone: Zone
    label: Label
    body: int


def find(reading: Reading) -> dict[int, Turn]:
    """Return the turns of a story by where their zones end; none unless it is a transcript or interview.

    It is one if two speakers or more have labels, persons among them, and speak like people: ask, or say
    "I"; or if one has, and is asked in the paragraphs between. So are no results ("Ana Ruiz: 2,345 votes"),
    no places before news, no recipes.
    """
    text = reading.story.text
    zones = list(_zones(reading.story))
    labelled = [(zone, label) for zone in zones if (label := labels.read(text, zone.start, zone.end))]
    labelled = [(zone, label) for zone, label in labelled if text[label.body] not in MARKS]
    if len(labelled) < 2 or len({_key(label) for _, label in labelled}) > MOST:
        return {}
    sure = _sure(reading, labelled)
    told = [row for row in labelled if id(row[1]) in sure] if len(sure) > 1 else []
    if told:
        often = Counter(_key(label) for _, label in labelled)
        told = [
            (zone, label)
            for zone, label in labelled
            if id(label) in sure or label.capitals or often[_key(label)] > 1 or text[zone.end - 1] == "?"
        ]
    starts = {zone.start: label for zone, label in told}
    asked = _asked(text, zones, starts)
    if not _conversation(text, told, len(asked)):
        return {}
    return dict(_turns(text, zones, starts, asked))


def _zones(story: Story) -> Iterator[Zone]:
    """Yield the zones in which somebody may speak; a label that was taken for a dateline goes with its
    paragraph."""
    before: Zone | None = None
    for zone in story.zones:
        if zone.kind in SPOKEN:
            filed = before is not None and before.kind == "dateline" and story.text[before.end - 1] == ":"
            yield Zone(kind=zone.kind, start=before.start, end=zone.end) if before and filed else zone
        before = zone


def _key(label: Label) -> str:
    return label.side or (label.name[-1] if label.name else label.role)


def _sure(reading: Reading, labelled: Sequence[tuple[Zone, Label]]) -> set[int]:
    """Return the labels (by identity) that are surely persons': by themselves, or named in the text or in
    another label."""
    sides = {label.side for _, label in labelled}
    both = {"Q", "A"} <= sides
    text = reading.story.text
    people = {_words(text[name.start : name.end]) for name in reading.names if name.label == "PERSON"}
    full = (label.name for _, label in labelled if label.surely)
    parts = {part for name in {*people, *full} for part in _parts(name)}
    return {
        id(label) for _, label in labelled if (both if label.side else label.surely or label.name in parts)
    }


def _words(name: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in WORD.findall(re.sub(r"['’]s?$", "", name)))


def _parts(name: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield what may stand in a label for a name: its first words, its last, and all of it."""
    for size in range(1, min(len(name), labels.MOST) + 1):
        yield from {name[:size], name[-size:]}


def _asked(text: str, zones: Sequence[Zone], told: Mapping[int, Label]) -> set[int]:
    """Return where the paragraphs without a label begin that ask who has the next one."""
    return {
        zone.start
        for zone, after in pairwise(zones)
        if zone.start not in told and after.start in told and text[zone.end - 1] == "?"
    }


def _conversation(text: str, told: Sequence[tuple[Zone, Label]], asked: int) -> bool:
    """Return whether what has labels is said by people who talk to one another, or who are ``asked``."""
    speakers = {_key(label) for _, label in told}
    if len(speakers) < 2:
        return len(speakers) == 1 and asked > 1 and 2 * asked >= len(told)
    talks = sum(_talks(text[label.body : zone.end]) for zone, label in told)
    again = len(told) > len(speakers) or {"Q", "A"} <= speakers
    return 3 * talks >= len(told) if again else 3 * talks >= 2 * len(told)


def _talks(body: str) -> bool:
    """Return whether words are spoken ones: a question, or of who says them or hears them."""
    return "?" in body or any(word.lower().replace("’", "'") in FIRST_PERSON for word in WORD.findall(body))


def _turns(
    text: str, zones: Sequence[Zone], told: Mapping[int, Label], asked: Set[int]
) -> Iterator[tuple[int, Turn]]:
    """Yield the turns by where their zones end, with the paragraphs that go on one."""
    last = max(told)
    label: Label | None = None
    for zone in zones:
        own = told.get(zone.start)
        if zone.start in asked:
            label = None
        elif own is not None:
            label = own
            yield zone.end, Turn(zone, own, own.body)
        elif label is not None and _goes_on(text, zone, label, inner=zone.start < last):
            yield zone.end, Turn(zone, label, zone.start)
        elif label is not None and text[zone.start] not in ASIDE:
            label = None


def _goes_on(text: str, zone: Zone, label: Label, *, inner: bool) -> bool:
    """Return whether a paragraph without a label goes on the turn before it; behind the last turn only one
    that speaks of itself does."""
    first, last = text[zone.start], text[zone.end - 1]
    if zone.kind != "body" or first in ASIDE or (last not in CLOSED and zone.end - zone.start < BETWEEN):
        return False
    said = [word.lower() for word in WORD.findall(text, zone.start, zone.end)]
    if first in MARKS or (label.name and label.name[-1] in said) or labels.read(text, zone.start, zone.end):
        return False
    return inner or any(word.replace("’", "'") in FIRST_PERSON for word in said)


def settle(cast: Cast, story: Story, met: Iterable[Label]) -> None:
    """Tell the cast whom each label means, by its offset: full names first, so that others find them."""
    ordered = sorted(
        {label.start: label for label in met}.values(), key=lambda label: (-len(label.name), label.start)
    )
    roles: dict[str, Character] = {}
    bearers = _Bearers(cast, story.text)
    for label in ordered:
        if label.name:
            found = bearers.of(label)
            cast.labelled[label.start] = found
            if found is not None:
                roles.setdefault(label.role, found)
    asked = min((label.start for label in ordered if label.side), default=None)
    answers = _interviewed(cast, story, asked) if asked is not None else None
    for label in ordered:
        if not label.name:
            cast.labelled[label.start] = answers if label.side == "A" else roles.get(label.role)


class _Bearers:
    """Who bears the name of a label."""

    def __init__(self, cast: Cast, text: str) -> None:
        self.cast = cast
        self.text = text
        self.by_part: dict[tuple[str, ...], list[Character]] = {}
        self.seen = 0
        self.in_full = cache(partial(_in_full, text))
        self.written = cache(partial(_written, text))

    def of(self, label: Label) -> Character | None:
        """Return who bears the name: the one the story names most, else somebody new."""
        found = self._called(_bare(label.name))
        if any(one.person for one in found):
            return max(found, key=lambda one: (one.person, len(one.name.split()) > 1, len(one.mentions)))
        own = " ".join(self.text[label.start : label.end].split()[-len(label.name) :])
        whole = self.in_full(labels.cased(own)) if len(label.name) == 1 else self.written(own)
        if whole is None and found and not label.surely:
            return max(found, key=lambda one: len(one.mentions))
        if not label.surely and (whole is None or not looks_like_person(whole)):
            return None
        return self.cast.introduced(whole or self.written(own), (label.end - len(own), label.end))

    def _called(self, name: tuple[str, ...]) -> list[Character]:
        """Return those of the cast, as it has grown so far, who have such a first, last or whole name."""
        for one in self.cast.characters[self.seen :]:
            for part in _parts(_bare(_words(one.name))):
                row = self.by_part.setdefault(part, [])
                if len(row) < MOST:
                    row.append(one)
        self.seen = len(self.cast.characters)
        return self.by_part.get(name, [])


def _bare(name: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(without_diacritics, name))


def _in_full(text: str, last: str) -> str | None:
    """Return the full name that the story gives somebody of a last name whom the model did not read."""
    before = rf"(?<![\w-])(?:[A-Z][\w.'’-]+ )(?:(?:[A-Z][\w.'’-]+|{'|'.join(sorted(PARTICLE))}) ){{0,3}}"
    for match in re.finditer(rf"{before}{re.escape(last)}\b", text):
        name = untitled(match[0])
        if name != last and not name.isupper() and looks_like_person(name):
            return name
    return None


def _written(text: str, name: str) -> str:
    """Return a name in capitals as the story writes it elsewhere, else as names are written."""
    if not name.isupper():
        return name
    same = re.finditer(rf"\b{re.escape(name)}\b", text, re.I)
    return next((match[0] for match in same if not match[0].isupper()), labels.cased(name))


def _interviewed(cast: Cast, story: Story, asked: int) -> Character | None:
    """Return who answers: the one person whom what stands before the first question tells to be interviewed.

    Nobody where it names no one so, or several, as in questions that a newsroom answers itself.
    """
    text = story.text
    writers = {_words(name) for name in story.byline}
    for zone in story.zones:
        if zone.start >= asked or zone.kind in ("byline", "boilerplate") or asked - zone.start > OPENING:
            continue
        said = {word.lower() for word in WORD.findall(text, zone.start, min(zone.end, asked))}
        if not said & INTERVIEW:
            continue
        people = {
            id(full): full
            for start, _, one in cast.within(zone.start, min(zone.end, asked))
            if one.person and (full := cast.full(one, start)) and _words(full.name) not in writers
        }
        if len(people) == 1:
            return next(iter(people.values()))
    return None
