"""Unread names: people whose names the model tends to miss or to cut, told by what stands around them."""

import re
from collections.abc import Iterable, Iterator

from slugline.quotes import words
from slugline.quotes.paragraph import Line
from slugline.quotes.person_names import ANY_TITLE, COMMON, RANK, sex_of_name
from slugline.quotes.tags import CAPITAL, ENDS_IN_S, FUNCTION, PERSON, PREPOSITION, VERB, WALL, WORD

ARTICLE = FUNCTION["article"]
PARTICLES = FUNCTION["name particle"]
LONGEST = 5
"""How many words a name may have."""
OFFICE = 9
"""How many items before a name the office may begin that it stands beside ("The mayor of Lund, Ann Roe,")."""

RUN = re.compile(r"\w+")
CAPITAL_RUN = re.compile(r"[A-Z](?<!\w.)\w*")
RUN_OR_SIGN = re.compile(r"\w+|(?<=\w)[^\w\s]")
EDGE = re.compile(r"\b")


def find(line: Line) -> Iterator[tuple[int, int]]:
    """Yield the offsets of people's names in a paragraph for which their surroundings speak."""
    tags = line.tags
    for first, last in line.sentences:
        free = first
        for at in range(first, last):
            if at < free or not (tags[at] & CAPITAL or "-" in line.text[at]):  # no other word can begin one
                continue
            free = _name_end(line, at, last)
            if free - at > 1 and _told(line, first, at, free):
                yield line.start[at], line.end[free - 1]


def _name_end(line: Line, at: int, last: int) -> int:
    """Return the item behind the name that begins at item ``at``; ``at`` if none does."""
    if not _plain(line, at) or line.low[at].partition("-")[0] in PARTICLES:
        return at
    stop = name = at + 1
    while stop < min(last, at + LONGEST) and (_plain(line, stop) or line.low[stop] in PARTICLES):
        stop += 1
        if line.low[stop - 1] not in PARTICLES or line.capital(stop - 1):
            name = stop
    return name if name >= last or not line.capital(name) else at


def _plain(line: Line, at: int) -> bool:
    """Return whether a word can be a part of a name: "Roe", "el-Sayed", no noun and no abbreviation."""
    particle, _, rest = line.text[at].partition("-")
    named = line.capital(at) or (particle in PARTICLES and rest[:1].isupper())
    low = line.low[at]
    return named and not (
        line.text[at].isupper()
        or low in COMMON
        or low in ANY_TITLE
        or low in words.nouns()
        or not line.text[at][0].isalpha()
        or line.text[at].count("-") > 1
    )


def _told(line: Line, first: int, at: int, stop: int) -> bool:
    """Return whether what stands around a name tells that a person bears it."""
    given = sex_of_name(line.text[at]) is not None
    titled = at > first and (line.has(at - 1, PERSON) or line.low[at - 1] in ANY_TITLE)
    if _ranked(line, first, at) or _of_office(line, first, at, stop):
        return True
    if any(line.low[item].partition("-")[0] in PARTICLES for item in range(at + 1, stop)):
        return given or titled or _apposed(line, stop)
    return at == first and given and stop - at == 2 and stop < len(line) and line.has(stop, VERB)


def _apposed(line: Line, stop: int) -> bool:
    """Return whether an age, or somebody's occupation, stands behind a name ("Jan ten Brink, a nurse")."""
    after = line.low[stop : stop + 2]
    if len(after) < 2 or after[0] != ",":
        return False
    told = range(stop + 2, min(len(line), stop + OFFICE))
    return after[1].isdigit() or (after[1] in ARTICLE and any(line.has(item, PERSON) for item in told))


def _ranked(line: Line, first: int, at: int) -> bool:
    """Return whether a rank in capitals stands before a name, and an occupation before it."""
    if at - 2 < first or not line.has(at - 2, PERSON):
        return False
    rank = line.text[at - 1]
    return rank.isalpha() and rank.isupper() and len(rank) in RANK


def _of_office(line: Line, first: int, at: int, stop: int) -> bool:
    """Return whether a name stands between commas behind an office ("The mayor of Lund, Ann Roe,")."""
    if at - first < 3 or at - first > OFFICE or stop >= len(line):
        return False
    if line.low[at - 1] != "," or line.low[stop] != "," or line.low[first] not in ARTICLE:
        return False
    office = range(first + 1, at - 1)
    return any(line.has(item, PERSON) for item in office) and not any(
        line.has(item, VERB | WALL) for item in office
    )


def standing(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where one of ``names`` (single words) stands as a word of its own, in order; of two that begin
    there the first by the alphabet."""
    table: dict[str, list[str]] = {}
    runs = CAPITAL_RUN
    for name in sorted(names):
        run = RUN.match(name)
        if run is None:
            runs = RUN_OR_SIGN
        elif runs is CAPITAL_RUN and CAPITAL_RUN.match(name) is None:
            runs = RUN
        table.setdefault(run[0] if run else name[0], []).append(name)
    free = 0
    for word in runs.finditer(text):
        start = word.start()
        for name in table.get(word[0], ()) if start >= free else ():
            end = start + len(name)
            if text.startswith(name, start) and EDGE.match(text, end):
                free = end
                yield start, end
                break


def sentence_noun(line: Line, at: int) -> bool:
    """Return whether a plural at the beginning of a sentence is more likely a noun than a name."""
    begins = at == 0 or not line.has(at - 1, WORD)
    return begins and line.has(at, ENDS_IN_S) and at + 1 < len(line) and line.has(at + 1, PREPOSITION)
