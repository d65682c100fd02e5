"""Around names: what stands beside one tells of its bearer - an office, an age, a sex, a death -, that words
are a name which the model did not read, or cut, and what a short name in brackets stands for."""

import re
from collections.abc import Iterable, Iterator, Set

from slugline.quotes.paragraph import Line
from slugline.quotes.person_names import ANY_TITLE, COMMON, RANK, TITLES, Sex, sex_of_name
from slugline.reading import tags
from slugline.reading.tags import (
    ADVERB,
    CAPITAL,
    COORDINATOR,
    ENDS_IN_S,
    FUNCTION,
    MAY_BE_VERB,
    PERSON,
    PREPOSITION,
    SPEAKS,
    VERB,
    WALL,
    WORD,
    alone,
)


def _any(*groups: frozenset[str]) -> str:
    """Return a pattern for one word of the groups."""
    return rf"(?:{'|'.join(sorted(frozenset().union(*groups)))})"


BESIDE = _any(FUNCTION["before an apposition"])
APPOSITION = re.compile(
    rf",\s+(?!{_any(FUNCTION['coordinator'])}\b)"
    rf"(?:(?:{BESIDE}|{_any(FUNCTION['who'])} {_any(FUNCTION['being'])})\s+)?([^,.;:\"“”]{{3,90}})"
)
"""What stands behind a name in apposition: "Ann Roe, the mayor of Lund,"."""
COPULA = re.compile(rf"\s{_any(FUNCTION['being'])}\s{BESIDE}\s([^,.;:\"“”]{{3,60}})")
"""What somebody is told to be: "Ann Roe is the director of the museum"."""
DESCRIPTION = re.compile(rf"(?:\b{BESIDE}|['’]s)\s([^,.;:\"“”]{{3,70}}),\s{_any(FUNCTION['the'])}?\s?$", re.I)
"""What stands before a name in apposition: "the mayor of Lund, Ann Roe,"."""
SOURCE = re.compile(rf"\b{_any(FUNCTION['according'])}\s\w+\s$", re.I)
"""What stands before such a description of a source: "according to the mayor, Ann Roe"."""
NEAR_SOURCE = 24
"""How many characters before a description that may begin."""
NEAR_COMMA = 4 + max(map(len, FUNCTION["the"]))
"""How many characters before such a name the comma may stand."""
OFFICE_OF = re.compile(
    rf"\s(?:[a-z]+\s){{1,3}}{_any(FUNCTION['what somebody became'])}\s(?:{BESIDE}\s)?([^,.;:\"“”]{{3,40}})"
)
"""What somebody becomes: "Ann Roe took over as coach of Odense"."""
BECAME = re.compile(
    rf"\s(?:{_any(FUNCTION['be'])}\s)?{_any(FUNCTION['becoming'])}\s(?:{BESIDE}\s)?([^,.;:\"“”]{{3,40}})"
)
"""What somebody became: "Ann Roe was appointed coach of Odense"."""
YEARS = FUNCTION["ending of an age"]
AGE = re.compile(rf",\s(?:{_any(FUNCTION['before an age'])}\s)?(\d{{1,3}})\b")
PART = re.compile(r"[\w.'’-]+")
DIED = re.compile(
    r"(?:,[^,.;:\"“”]{1,60},|\s+\([^()]{1,30}\))?\s+"
    rf"(?:{_any(FUNCTION['died'])}\b|{_any(FUNCTION['be'], FUNCTION['having'])}\s(?:\w+\s){{0,2}}?"
    rf"(?:{_any(FUNCTION['was killed'], FUNCTION['died'])}\b"
    rf"|(?:{_any(FUNCTION['before dead'])}\s)?{_any(FUNCTION['dead'])}\b))"
)
"""What follows the name of somebody who died in the story."""
DEATH_OF = re.compile(
    rf"\b(?:{_any(FUNCTION['end of'])} {_any(FUNCTION['of'])}|{_any(FUNCTION['late'])})"
    rf"(?! {_any(FUNCTION['preposition'], FUNCTION['day'], FUNCTION['month'], FUNCTION['time'])}\b)"
    r" (?:[\w.'’-]+ ){0,4}$",
    re.I,
)
"""What comes before it."""
BODILY = re.compile(
    rf"\s(?:{'|'.join(FUNCTION['said'])})\s(?:(?:{'|'.join(FUNCTION['before a time phrase'])})\s\w+\s)?"
    rf"(?:(?:{'|'.join(FUNCTION['that'])})\s)?(?:{'|'.join(FUNCTION['owner of a thing'])})\b"
)
"""What follows the name of a body: "said on Monday that its"."""
SAYS = _any(FUNCTION["says-beside-name"])
IT = _any(frozenset(word.capitalize() for word in FUNCTION["it"]))
OPENING_MARKS = "“‘\"'("
"""Marks that may stand before the first word of an office."""
JOINED = _any(frozenset(word.capitalize() for word in FUNCTION["joins clauses"]))
ITSELF = re.compile(
    rf"\s{SAYS}\s[^.!?\"“”\n]{{1,200}}[.!?]\s+(?:{IT}|{JOINED}\s{_any(FUNCTION['it'])})\s{SAYS}\b"
)
"""What follows it: "said the pier was safe. It said", "... And it said"."""
WITHIN_TITLE = FUNCTION["within a title"]
BEFORE_TITLE = FUNCTION["before a title"]
NO_OFFICE = VERB | MAY_BE_VERB | ADVERB | COORDINATOR | SPEAKS
"""Words that stand in no office before a name."""
ARTICLE = FUNCTION["article"]
PARTICLES = FUNCTION["name particle"]
LONGEST_NAME = 5
"""How many words a name may have."""
OFFICE = 9
"""How many items before a name the office may begin that it stands beside ("The mayor of Lund, Ann Roe,")."""

RUN = re.compile(r"\w+")
CAPITAL_RUN = re.compile(r"[A-Z](?<!\w.)\w*")
EDGE = re.compile(r"\b")
OPEN = re.compile(r"\s\w")
"""What goes on behind a name without a comma: what stands before its own comma told of somebody else."""
BRACKETS = re.compile(r"(?<=\w)\s\((?P<short>[A-Z][\w&.-]{1,14})\)")


def body(text: str, end: int) -> bool:
    """Return whether what follows a name at offset ``end`` tells that a body bears it."""
    return BODILY.match(text, end) is not None or ITSELF.match(text, end) is not None


def roles(text: str, start: int, stop: int, *, person: bool) -> set[str]:
    """Return the words, in lower case, of what the bearer of the name in ``text[start:stop]`` is."""
    found: set[str] = set()
    if person:
        found.update(word.lower() for word in text[start:stop].split()[:-1])
        found.update(_titles_before(text[max(0, start - 90) : start]))
    told = (
        APPOSITION.match(text, stop),
        COPULA.match(text, stop),
        _description(text, start, stop),
        OFFICE_OF.match(text, stop),
        BECAME.match(text, stop),
    )
    for match in told:
        if match is not None:
            found.update(word.lower() for word in PART.findall(match.group(1))[:14])
    found |= {age for age in map(described_age, found) if age is not None}
    age = AGE.match(text, stop)
    return found | {age.group(1)} if age is not None else found


def described_age(word: str) -> str | None:
    """Return the number in "43-year-old"; None for other words."""
    number, _, rest = word.partition("-")
    return number if number.isdigit() and rest in YEARS else None


def _description(text: str, start: int, stop: int) -> re.Match[str] | None:
    """Return what stands before a name in apposition to it; None behind "according to the mayor,", where
    the name may be of whom he tells."""
    if text.find(",", max(0, start - NEAR_COMMA), start) < 0 or OPEN.match(text, stop):
        return None
    found = DESCRIPTION.search(text, max(0, start - 90), start)
    if found is None or SOURCE.search(text, max(0, found.start() - NEAR_SOURCE), found.start()):
        return None
    return found


def died(text: str, start: int, end: int) -> bool:
    """Return whether the words beside the name in ``text[start:end]`` tell that its bearer is dead."""
    return DIED.match(text, end) is not None or DEATH_OF.search(text, max(0, start - 60), start) is not None


def role_sex(told: Set[str]) -> Sex | None:
    """Return the sex that the words of somebody's offices tell ("wife", "chairman"), if all agree."""
    found = {tags.nouns()[role] for role in told if tags.nouns().get(role) in ("m", "f")}
    return None if len(found) != 1 else "m" if "m" in found else "f"


def _titles_before(before: str) -> list[str]:
    """Return the words of an office or occupation that run up to a name, the nearest first."""
    found: list[str] = []
    for marked in reversed(before.split()):
        word = marked.lstrip(OPENING_MARKS) or marked
        low = word.lower()
        office = low in tags.nouns() or low in ANY_TITLE
        if not word[-1].isalnum() and low not in TITLES["n"]:
            break
        if not (office or word[0].isupper() or low in WITHIN_TITLE or found):
            break
        if low in WITHIN_TITLE and (not found or _somebody(found[-1])):
            break
        if word.islower() and low not in WITHIN_TITLE and alone(low)[1] & NO_OFFICE:
            break
        if len(found) > 6 or (low in BEFORE_TITLE and found):
            break
        found.append(low)
    return found


def _somebody(word: str) -> bool:
    """Return whether a word is a noun or title of one person: behind "of" it is another's."""
    return tags.nouns().get(word) in ("m", "f", "p") or word in ANY_TITLE


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
    while stop < min(last, at + LONGEST_NAME) and (_plain(line, stop) or line.low[stop] in PARTICLES):
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
        or low in tags.nouns()
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
        if run is None:  # "(Roe)": what begins with a sign is no word
            continue
        if CAPITAL_RUN.match(name) is None:
            runs = RUN
        table.setdefault(run[0], []).append(name)
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


def abbreviated(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset where the full name ends and the short one, for each word alone in brackets."""
    for match in BRACKETS.finditer(text):
        yield match.start(), match["short"]


def stands_for(short: str, full: str) -> bool:
    """Return whether the letters of a short name come in this order in the full one.

    >>> stands_for("PG&E", "Pacific Gas and Electric Company"), stands_for("Ohio", "Harbour Board")
    (True, False)
    """
    if " " not in full.strip():
        return False
    rest = iter(full.lower())
    return all(letter in rest for letter in short.lower() if letter.isalnum())
