"""Names the model did not see: known ones, acronyms, people behind a title, and others the story names
elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter

from slugline.entities.capitals import Capital, capitals
from slugline.entities.geonames import towns_named
from slugline.entities.head_words import kind_by_head
from slugline.entities.known_names import is_common, is_given, is_stopped, kind_by_name
from slugline.entities.name_edges import WING
from slugline.entities.name_forms import POSSESSIVE, fold, is_title, is_title_head
from slugline.entities.name_spans import NameSpan, ZoneKinds
from slugline.entities.not_names import is_chamber
from slugline.lang.vocabulary import CLASSES as WORDS
from slugline.lang.word_lists import alternation
from slugline.records.story import Story

TOO_MANY = 12
"""Capitalised words in a row that are no name any more but a list or a shout."""
TOWN = 15_000
LONGEST = 6
"""Words of the longest name looked for."""
ACRONYM = re.compile(r"[A-Z][A-Z&]{1,6}s?(?:-[A-Z0-9]{1,2})?|[A-Z]\.(?:[A-Z]\.)+")
VIRUS = re.compile(rf"{alternation(WORDS['virus'])}(?:-19)?\b", re.I)
EPIDEMIC = re.compile(rf"(?<![\w-]){alternation(WORDS['epidemic'])}(?![\w’'-]*\w)")
BY_START = attrgetter("start")
TELLS = WORDS["names"]
SAID = re.compile(rf",? {alternation(TELLS | WORDS['names-after'])}\b")
TITLES = frozenset(word.title() for word in WORDS["always-title"])
OF = re.compile(rf" {alternation(WORDS['of'])} (?:{alternation(WORDS['the'])} )?")
BEFORE_A_PERSON = re.compile(rf"\b{alternation(TELLS | TITLES)} $")


def find_missed(story: Story, spans: Sequence[NameSpan]) -> list[NameSpan]:
    """Return the names that ``spans`` (in order, not overlapping) lack, in order."""
    words = list(capitals(story))
    known = {span.text: span.label for span in spans}
    for span in spans:
        if span.label == "PERSON" and " " in span.text:
            known.setdefault(span.text.rsplit(" ", 1)[1], "PERSON")
    zones = ZoneKinds(story)
    taken = [(span.start, span.end) for span in spans]
    found: list[NameSpan] = []
    at = 0
    for low, high in _free(words, taken):
        at = low
        while at < high:
            size, label = _name(story.text, words, at, high, known)
            if size:
                start, end = words[at].start, words[at + size - 1].end
                virus = VIRUS.match(story.text, start)
                end = virus.end() if virus else _without_possessive(story.text, start, end)
                wing = WING.match(story.text, end)
                end = wing.end() if wing else end
                found.append(NameSpan(start, end, story.text[start:end], label, zones.at(start)))
            at += max(size, 1)
    return sorted(
        [*found, *_epidemics(story, zones, [*taken, *((one.start, one.end) for one in found)])], key=BY_START
    )


def _epidemics(story: Story, zones: ZoneKinds, taken: Sequence[tuple[int, int]]) -> Iterator[NameSpan]:
    """Yield the epidemics that the text names in lower case, outside of the ``taken`` spans."""
    for match in EPIDEMIC.finditer(story.text):
        start, end = match.span()
        if not any(low < end and start < high for low, high in taken):
            yield NameSpan(start, end, match[0], "EVENT", zones.at(start))


def _without_possessive(text: str, start: int, end: int) -> int:
    """Return where ``text[start:end]`` ends without "'s", unless that belongs to the name ("McDonald's")."""
    whole = text[start:end]
    owner = POSSESSIVE.sub("", whole)
    belongs = kind_by_name(whole, fold(whole)) and not kind_by_name(owner, fold(owner))
    return end if belongs else start + len(owner)


def _free(words: Sequence[Capital], taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield stretches of ``words`` (as indices, end exclusive) that run on and touch none of the ``taken``
    spans.
    """
    begin = None
    index = 0
    for at, word in enumerate(words):
        while index < len(taken) and taken[index][1] <= word.start:
            index += 1
        busy = index < len(taken) and taken[index][0] < word.end
        if begin is not None and (busy or not word.joined):
            yield begin, at
            begin = None
        if not busy and begin is None:
            begin = at
    if begin is not None:
        yield begin, len(words)


def _behind_an_office(text: str, start: int) -> bool:
    """Return whether a word for an office stands directly before, in lower case ("policy chief")."""
    word = text[text.rfind(" ", max(0, start - 24), max(0, start - 1)) + 1 : start]
    return word.endswith(" ") and word.islower() and is_title_head(word[:-1])


def _name(text: str, words: Sequence[Capital], at: int, high: int, known: dict[str, str]) -> tuple[int, str]:
    """Return how many words from ``words[at]`` on are a name, and its type; 0 if none is."""
    first = words[at]
    for size in range(min(LONGEST, high - at), 0, -1):
        name = text[first.start : words[at + size - 1].end]
        if name in known:
            return size, known[name]
        folded = fold(name)
        kind = kind_by_name(name, folded)
        if kind and not (
            size == 1 and (is_common(folded) or (first.opens and kind == "ORG" and not name.isupper()))
        ):
            return size, kind
    if first.loud:
        return 0, ""
    if is_chamber(text, first.start, first.end):
        return 1, "ORG"
    if ACRONYM.fullmatch(first.text):
        word = is_stopped(fold(first.text)) or is_title(first.text)
        if not word or WING.match(text, first.end):
            return 1, "ORG"
    run = 1
    while run < TOO_MANY and at + run < high and words[at + run].close and not is_title(words[at + run].text):
        run += 1
    if run == TOO_MANY:
        return 0, ""
    if is_common(first.text.lower()) or is_title(first.text) or is_stopped(fold(first.text)):
        return 0, ""
    end = words[at + run - 1].end
    towns = () if first.opens or is_given(fold(first.text)) else towns_named(fold(text[first.start : end]))
    if towns and towns[0].people >= TOWN:
        return run, "GPE"
    if run in (2, 3) and _behind_an_office(text, first.start):
        return run, "PERSON"
    if run <= 3 and (
        SAID.match(text, end, end + 14) or BEFORE_A_PERSON.search(text, max(0, first.start - 12), first.start)
    ):
        return run, "PERSON"
    if run > 1 and is_given(fold(first.text)):
        return run, "PERSON"
    head = kind_by_head(fold(text[first.start : end])) if run > 1 else None
    if head in ("ORG", "LAW", "EVENT"):
        run += _of_what(text, words, at + run, high)
    return (run, head) if head else (0, "")


def _of_what(text: str, words: Sequence[Capital], at: int, high: int) -> int:
    """Return how many words from ``words[at]`` on say what the name before is of: "Plan" "of Action"."""
    if at >= high or not OF.match(text, words[at - 1].end, words[at].start):
        return 0
    run = 1
    while run < LONGEST and at + run < high and words[at + run].close and not is_title(words[at + run].text):
        run += 1
    return run if run < LONGEST else 0
