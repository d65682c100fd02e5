"""Persons' names: without titles, their sex, and whether a name can be a person's."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal

from slugline.lang.chosen import LISTS
from slugline.lang.letters import without_diacritics
from slugline.lang.vocabulary import CLASSES, sorts
from slugline.reading import tags

Sex = Literal["m", "f"]


def _titles(sex: str) -> Iterator[str]:
    """Yield the titles of a sex (or none, "n") as they are written before a name, in lower case."""
    dotted = CLASSES["dotted-title"]
    for title in sorts("title")[sex]:
        if title not in dotted:
            yield title
        if title in dotted or title in CLASSES["abbr"]:
            yield f"{title}."


TITLES = {sex: frozenset(_titles(sex)) for sex in ("m", "f", "n")}
ANY_TITLE = TITLES["m"] | TITLES["f"] | TITLES["n"]
NAMES = {sex: LISTS.classed("given_names.txt", sex) for sex in ("m", "f")}
ANY_NAME = NAMES["m"] | NAMES["f"]
BODY = CLASSES["body"]
COMMON = frozenset().union(
    *(CLASSES[name] for name in ("determiner", "pronoun", "preposition", "start", "day", "month"))
)
BEFORE_BUSINESS = CLASSES["before a business"]
CHIEF = CLASSES["title before a last name"]
GENERATION = CLASSES["generation"]
FLAG = CLASSES["flag"]
RANK = range(3, 5)
"""So many letters has a rank in capitals."""
GERUND = tuple(CLASSES["ending of a gerund"])
POSSESSIVE = re.compile(r"['’‘]s?$")
NICKNAMED = re.compile(
    r"""\b([A-Z](?:[\w’-]{1,20}|\.)) ["“‘']([\w.’ -]{1,23}[\w’])["”’'] """
    r"((?:[a-z]{2,3} ){0,2}[A-Z][\w’-]{1,24}(?: [A-Z][\w’-]{1,24})?)"
)
"""A first name, a nickname between marks, a last name."""


def nicknamed(text: str) -> list[tuple[int, int, str]]:
    """Return where people stand with a nickname, and their names without it, in the order of the text.

    >>> nicknamed('Then Lars "Dutch" Reyes won.')
    [(5, 23, 'Lars Reyes')]
    """
    return [(*found.span(), f"{found[1]} {found[3]}") for found in NICKNAMED.finditer(text)]


def overlapped(
    calls: Sequence[tuple[int, int, str]], spans: Iterable[tuple[int, int]]
) -> tuple[int, int, str] | None:
    """Return the first of the ``calls``, as `nicknamed` returns them, that one of the ``spans`` overlaps."""
    found = len(calls)
    for start, end in spans if calls else ():
        at = bisect_right(calls, start, key=lambda row: row[1])
        if at < found and calls[at][0] < end:
            found = at
    return calls[found] if found < len(calls) else None


def without_nickname(name: str) -> str:
    """Return a name without the nickname between marks that it has.

    >>> without_nickname('Lars "Dutch" Reyes')
    'Lars Reyes'
    """
    return NICKNAMED.sub(r"\1 \3", name)


@lru_cache(maxsize=1 << 13)
def plain(name: str) -> str:
    """Return a name in lower case without titles in front, possessive and Jr.

    >>> plain("Dr. Keith Ahamad's")
    'keith ahamad'
    """
    parts = POSSESSIVE.sub("", name).replace("’", "'").lower().split()
    while len(parts) > 1 and parts[0] in ANY_TITLE:
        parts.pop(0)
    while len(parts) > 1 and parts[-1].strip(".") in GENERATION:
        parts.pop()
    return " ".join(part.strip(",") for part in parts)


def with_generation(name: str) -> str:
    """Return a name as `plain` does, with Jr or Sr behind it.

    >>> with_generation("Mr. Frank Bell Jr.")
    'frank bell jr'
    """
    return " ".join((plain(name), *generation(name)))


def generation(name: str) -> list[str]:
    """Return the Jr or Sr at the end of a name, in lower case and without a dot, if there is one."""
    last = name.lower().split()[-1:]
    return [part.strip(".") for part in last if part.strip(".") in GENERATION]


def other_person(name: str, known: str) -> bool:
    """Return whether two full names with one last name are those of two people."""
    mine, theirs = plain(name).split(), plain(known).split()
    if len(mine) < 2 or len(theirs) < 2 or mine[-1] != theirs[-1]:
        return False
    if mine == theirs:
        return bool(generation(name) and generation(known)) and generation(name) != generation(known)
    if mine[0][:1] == theirs[0][:1] and (
        min(len(mine[0]), len(theirs[0])) < 3 or mine[0][:2] == theirs[0][:2]
    ):
        return False
    alike = mine[0] in theirs or theirs[0] in mine or bool(nicknames(mine[0]) & nicknames(theirs[0]))
    return not alike and all(part.isalpha() for part in (mine[0], theirs[0]))


def untitled(name: str) -> str:
    """Return a name as written without titles in front and possessive at the end."""
    parts = POSSESSIVE.sub("", name.strip()).split()
    while len(parts) > 1 and parts[0].lower() in ANY_TITLE:
        parts.pop(0)
    return " ".join(parts)


@lru_cache(maxsize=1 << 13)
def nicknames(first: str) -> frozenset[str]:
    """Return the first names, in lower case, that may be the same person's as ``first``."""
    rows = (frozenset(line.split()) for line in LISTS.lines("nicknames.txt"))
    return frozenset((first,)).union(*(row for row in rows if first in row))


def unflagged(name: str) -> str:
    """Return a name without the flag of an alert that the model took for a part of it ("URGENT Ann Roe")."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.isupper() and first.lower() in FLAG else name


def bare(name: str) -> tuple[str, frozenset[str]]:
    """Return a person's name without titles and what the person is in front of it, and the latter.

    >>> bare("Baker Yann Le Goff")
    ('Yann Le Goff', frozenset({'baker'}))
    >>> bare("Baker Mayfield")
    ('Baker Mayfield', frozenset())
    """
    clean = untitled(name)
    first, *rest = clean.split()
    if len(rest) > 1 and tags.nouns().get(first.lower()) == "p" and rest[0].lower() not in GENERATION:
        return " ".join(rest), frozenset((first.lower(),))
    return clean, frozenset()


def bare_body(name: str) -> tuple[str, frozenset[str]]:
    """Return a body's name without what it is in front of it, and the latter.

    >>> bare_body("Carmaker Lindal Motors")
    ('Lindal Motors', frozenset({'carmaker'}))
    """
    first, *rest = name.split()
    other = any(part.lower() in BODY or part.lower() in tags.nouns() for part in rest)
    if len(rest) > 1 and first.lower() in BEFORE_BUSINESS and not other:
        return " ".join(rest), frozenset((first.lower(),))
    return name, frozenset()


def looks_like_person(name: str) -> bool:
    """Return whether a name that the model did not read is a person's: two or three plain words, or a
    known first name."""
    parts = name.split()
    if any(
        part.lower() in BODY or part.lower() in tags.nouns() or (len(part) > 2 and part.isupper())
        for part in parts
    ):
        return False
    if parts[0].lower() in COMMON:
        return False
    return 1 < len(parts) < 4 or parts[0].lower() in ANY_NAME


def typed(name: str, kind: str) -> tuple[str, str]:
    """Return the name and type to go by: the model takes some people for bodies or places, and the other
    way round."""
    parts = name.split()
    if kind == "PERSON":
        odd = (
            len(name) > 40
            or any(sign in name for sign in "/0123456789@")
            or any(len(part) > 2 and part.isupper() for part in parts)
        )
        odd = odd or (parts[-1].isupper() and len(parts) > 1 and len(parts[-1]) > 1)
        odd = odd or (len(parts) == 1 and (parts[0].lower() in COMMON or parts[0].endswith(".")))
        odd = odd or (parts[0].endswith(GERUND) and len(parts) > 1)
        given = len(parts) > 1 and parts[0].lower() in ANY_NAME
        body = not given and any(tags.nouns().get(part.lower(), "-")[0] in "od" for part in parts)
        return name, (
            "ORG"
            if (odd and not (name.isupper() and len(parts) > 1)) or body or parts[-1].lower() in BODY
            else kind
        )
    if kind not in ("ORG", "FAC", "GPE", "LOC", "PRODUCT", "WORK_OF_ART", "NORP"):
        return name, kind
    if (
        len(parts) > 1
        and parts[-2].lower() in CHIEF
        and parts[-1][:1].isupper()
        and parts[-1].lower() not in tags.nouns()
    ):
        return parts[-1], "PERSON"
    first = parts[0].lower()
    given = first in ANY_NAME
    plain_words = all(
        part[:1].isupper() and part.lower() not in tags.nouns() and part.lower() not in BODY for part in parts
    )
    return name, ("PERSON" if given and len(parts) in (2, 3) and plain_words and kind != "GPE" else kind)


def unranked(name: str) -> str:
    """Return a name of somebody in an office without the rank in capitals in front of it.

    >>> unranked("CSP Huda")
    'Huda'
    """
    first, *rest = name.split()
    rank = first.isalpha() and first.isupper() and len(first) in RANK
    plain_rest = all(
        part[:1].isupper() and not part.isupper() and part.lower() not in tags.nouns() for part in rest
    )
    return " ".join(rest) if rest and rank and plain_rest else name


def sex_of_name(name: str) -> Sex | None:
    """Return the sex that the first name tells."""
    first = without_diacritics(name.lower().split()[0]) if name else ""
    if first.split("-")[0] in NAMES["m"]:
        return "m"
    if first.split("-")[0] in NAMES["f"]:
        return "f"
    return None
