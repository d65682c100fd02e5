"""Beside a name: what the words around it tell of its bearer - an office, an age, a sex, a death."""

import re
from collections.abc import Set

from slugline.quotes import words
from slugline.quotes.person_names import ANY_TITLE, TITLES, Sex
from slugline.quotes.tags import (
    ADVERB,
    COORDINATOR,
    FUNCTION,
    MAY_BE_VERB,
    SPEAKS,
    VERB,
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
NEAR_COMMA = 3 + max(map(len, FUNCTION["the"]))
"""How many characters before such a name the comma may stand."""
OFFICE_OF = re.compile(
    rf"\s(?:[a-z]+\s){{1,3}}{_any(FUNCTION['what somebody became'])}\s(?:{BESIDE}\s)?([^,.;:\"“”]{{3,40}})"
)
"""What somebody becomes: "Ann Roe took over as coach of Odense"."""
AGE = re.compile(rf",\s(?:{_any(FUNCTION['before an age'])}\s)?(\d{{1,3}})\b")
WORD = re.compile(r"[\w.'’-]+")
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
ITSELF = re.compile(rf"\s{SAYS}\s[^.!?\"“”\n]{{1,200}}[.!?]\s+{IT}\s{SAYS}\b")
"""What follows it: "said the pier was safe. It said"."""
WITHIN_TITLE = FUNCTION["within a title"]
BEFORE_TITLE = FUNCTION["before a title"]
NO_OFFICE = VERB | MAY_BE_VERB | ADVERB | COORDINATOR | SPEAKS
"""Words that stand in no office before a name."""


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
        DESCRIPTION.search(text, max(0, start - 90), start)
        if text.find(",", max(0, start - NEAR_COMMA), start) >= 0
        else None,
        OFFICE_OF.match(text, stop),
    )
    for match in told:
        if match is not None:
            found.update(word.lower() for word in WORD.findall(match.group(1))[:14])
    age = AGE.match(text, stop)
    return found | {age.group(1)} if age is not None else found


def died(text: str, start: int, end: int) -> bool:
    """Return whether the words beside the name in ``text[start:end]`` tell that its bearer is dead."""
    return DIED.match(text, end) is not None or DEATH_OF.search(text, max(0, start - 60), start) is not None


def role_sex(told: Set[str]) -> Sex | None:
    """Return the sex that the words of somebody's offices tell ("wife", "chairman"), if all agree."""
    found = {words.nouns()[role] for role in told if words.nouns().get(role) in ("m", "f")}
    return None if len(found) != 1 else "m" if "m" in found else "f"


def _titles_before(before: str) -> list[str]:
    """Return the words of an office or occupation that run up to a name, the nearest first."""
    found: list[str] = []
    for word in reversed(before.split()):
        low = word.lower()
        office = low in words.nouns() or low in ANY_TITLE
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
    return words.nouns().get(word) in ("m", "f", "p") or word in ANY_TITLE
