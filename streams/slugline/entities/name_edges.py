"""Spans of names mended at their edges: no article, title, possessive, figure or half a bracket belongs to a
name.
"""

import re
from collections.abc import Iterator

from slugline.entities.countries import country_of, nation_of
from slugline.entities.head_words import kind_by_head
from slugline.entities.known_names import is_common, is_family, is_given, kind_by_name
from slugline.entities.name_forms import fold, is_title, is_title_head
from slugline.lang.vocabulary import CLASSES as WORDS
from slugline.lang.word_lists import alternation

OPENING = " \t\r\n\"'“”‘’`´([{«»•·-–—*/|,.;:"
CLOSING = ' \t\r\n"“”‘`´({[«»•·-–—*/|,;:'
PREFIX = re.compile(rf"{alternation(WORDS['prefix'])}[-‑](?=[A-Z])", re.I)
WING = re.compile(r"(?<=[A-Z])\([A-Z]{1,3}\)(?!\w)|(?<=\w)\([A-Z]\)(?!\w)")
"""Behind a party's name, without a blank: the wing of it, as in "JD(S)", "CPI(ML)", "Congress(I)"."""
FIGURE = re.compile(r"(?: [-+]?\d[\w.,/%–-]*)+$")
THING_BEFORE = re.compile(
    rf"(?<!\w)({alternation(word.title() for word in WORDS['storm'])}"
    rf"|{alternation(word.upper() for word in WORDS['ship'])}) $"
)
"""Before the name of a storm or ship, and part of it."""
SCORE = re.compile(r" \d{1,3}[-–]\d{1,3}$")
OWNER = re.compile(r"['’‘]s?\s+(?=[A-Z])")
DOTTED = re.compile(rf"(?:\w\.)+\w\.$|\b{alternation(WORDS['dotted'])}\.$")
IN_PLACE = re.compile(rf" {alternation(WORDS['in'])} ([A-ZÀ-Þ][\w ’'-]+)$")
WORD = re.compile(r"\S+")
LISTED = frozenset(("GPE", "LOC", "ORG"))
SHORT = 7
"""Letters from which on a name in capitals is no acronym."""
OF_COUNTRY = re.compile(rf"\b{alternation(WORDS['at a site'] | WORDS['of'])} $")
ASIDE = re.compile(r" [-–—] ([a-z]+)")
TAIL = 2
"""Letters of words that are syllables of names as well."""
BLANK = re.compile(r" (?=[A-ZÀ-Þ])")
NAME_TOO = WORDS["title and name"]
NAME_FOLLOWS = re.compile(r" [A-ZÀ-Þ][\w’'-]+")
BETWEEN = re.compile(rf"\s?[-–/]\s?|,? {alternation(WORDS['plain-and'])} |, ")
KIND_BEHIND = re.compile(rf" {alternation(WORDS['kind-behind-name'])}$")
ARTICLES = WORDS["article"] | WORDS["determiner-before-name"]
LINKS = WORDS["link"]


def mended(text: str, start: int, end: int, label: str) -> Iterator[tuple[int, int]]:
    """Yield the name or names that ``text[start:end]``, found as ``label``, is made of; nothing if it is
    none.
    """
    line = re.search(r"[\n\r\t]", text[start:end].strip())
    if line:
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end = start + line.start()
    start, end = _trimmed(text, start, end)
    bracket = text.find("(", start, end)
    if bracket > start and text.find(")", bracket, end) < 0:
        start, end = _trimmed(text, start, bracket)
    if wing := WING.match(text, end):
        end = wing.end()
    start = _without_lead(text, start, end, label)
    if label == "PERSON":
        start = behind_title(text, start, end)
        end = _before_aside(text, start, end)
    if label in ("PERSON", "GPE", "ORG", "NORP"):
        figure = FIGURE.search(text[start:end])
        score = figure and SCORE.search(figure.group())
        if figure and figure.start() > 0 and (score or label != "ORG" or len(figure.group()) >= 4):
            end = start + figure.start()
        generic = KIND_BEHIND.search(text[start:end])
        if generic:
            end = start + generic.start()
    if label in ("WORK_OF_ART", "LAW", "EVENT", "ORG", "FAC"):
        while (space := text.rfind(" ", start, end)) > 0 and text[space + 1 : end] in LINKS:
            end = space
    if label == "ORG":
        end = _without_office(text, start, end)
    thing = THING_BEFORE.search(text, max(0, start - 12), start)
    if start >= end:
        return
    if thing and text[start].isupper():
        start = thing.start(1)
    split = _owner(text, start, end) or _compound(text, start, end, label) or _listed(text, start, end, label)
    split = split or _national(text, start, end, label)
    if split:
        yield from (_trimmed(text, start, split[0]), _trimmed(text, split[1], end))
    elif any(char.isalpha() for char in text[start:end]):
        yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in OPENING:
        start += 1
    while end > start and text[end - 1] in CLOSING:
        end -= 1
    if end - start > 2 and text[end - 1] in "sS" and text[end - 2] in "'’‘´":
        end -= 2
    elif end - start > 1 and text[end - 1] in "'’":
        end -= 1
    if end - start > 2 and text[end - 1] == "." and not DOTTED.search(text[start:end]):
        end -= 1
    if text[end : end + 1] == "." and kind_by_name(text[start : end + 1], ".") == "GPE":
        end += 1
    if end - start > 1 and text[end - 1] == ")" and "(" not in text[start:end]:
        end -= 1
    prefix = PREFIX.match(text, start, end)
    return (prefix.end() if prefix else start), end


def _without_lead(text: str, start: int, end: int, label: str) -> int:
    """Return where the name begins behind articles, sentence openers and titles."""
    while True:
        space = text.find(" ", start, end)
        if space < 0:
            return start
        word = text[start:space]
        lower = word.lower()
        rest = text[space + 1 : end]
        opener = lower in ARTICLES or (
            lower in LINKS and (rest[:1].isupper() or rest.partition(" ")[0] in WORDS["the"])
        )
        opener = opener or (label == "PERSON" and is_common(lower) and lower not in WORDS["name-and-word"])
        title = (label == "PERSON" and (is_title(word) or is_title(word.removesuffix("s")))) or lower.rstrip(
            "."
        ) in WORDS["always-title"]
        if (not opener and not title) or not rest[:1].isalpha():
            return start
        if kind_by_name(text[start:end], fold(text[start:end])) and lower not in WORDS["the"]:
            return start
        start = space + 1


def behind_title(text: str, start: int, end: int) -> int:
    """Return where a person's name begins behind a title within ("Marsk Governor Ana Dovrel"), unless a given
    name that is no place stands before it ("Ana Major Dovrel").
    """
    if text.count(" ", start, end) < 2:
        return start
    words = [(at.start() + start, at.group()) for at in WORD.finditer(text[start:end])]
    inner = [index for index, (_, word) in enumerate(words[1:-1], 1) if _is_office(words[index - 1][1], word)]
    if not inner:
        return start
    first = text[start : words[inner[0]][0] - 1]
    if is_given(fold(words[0][1])) and kind_by_name(first, fold(first)) != "GPE":
        return start
    return words[inner[-1] + 1][0]


def _before_aside(text: str, start: int, end: int) -> int:
    """Return where a person's name ends before a dash with blanks around it and a word that is no name ("Ana
    Dovrel - the"). Copy that was cut into tokens has such dashes within names: "Moon Jae - in".
    """
    aside = ASIDE.search(text, start, end)
    word = aside[1] if aside else ""
    return aside.start() if aside and is_common(word) and (len(word) != TAIL or word in ARTICLES) else end


def _is_office(before: str, word: str) -> bool:
    """Return whether ``word`` within a name is an office, behind ``before``: no name, and no part of one."""
    folded = fold(word)
    return (
        is_title_head(word.removesuffix("s"))
        and not (is_given(folded) or is_family(folded) or folded in NAME_TOO)
        and before[:1].isupper()
    )


def without_titles(text: str, start: int, end: int) -> int:
    """Return where a person's name begins behind the titles in front of it ("Uncle Archie", "Although Mr
    Palmer").
    """
    return _without_lead(text, start, end, "PERSON")


def _without_office(text: str, start: int, end: int) -> int:
    """Return where an organisation's name ends: before an office ("Tosa President") and before a place it is
    in.
    """
    place = IN_PLACE.search(text, start, end)
    if place and kind_by_name(place[1], fold(place[1])) == "GPE":
        end = place.start()
    if NAME_FOLLOWS.match(text, end) and is_title_head(text[text.rfind(" ", start, end) + 1 : end]):
        while (space := text.rfind(" ", start, end)) > 0 and is_title(text[space + 1 : end]):
            end = space
    return end


def _compound(text: str, start: int, end: int, label: str) -> tuple[int, int] | None:
    """Return where to part "Egyptian-Israeli" or "Parsis and Gujaratis": the end of one, the start of the
    other.
    """
    if label in ("WORK_OF_ART", "LAW", "EVENT") or not BETWEEN.search(text, start, end):
        return None
    if kind_by_name(text[start:end], fold(text[start:end])):
        return None
    for match in BETWEEN.finditer(text, start, end):
        parts = (text[start : match.start()], text[match.end() : end])
        if all(kind_by_name(part, fold(part)) in ("NORP", "GPE", "LOC") for part in parts):
            return match.span()
    return None


def _listed(text: str, start: int, end: int, label: str) -> tuple[int, int] | None:
    """Return where to part two short names with a comma between ("Dovrel, Marsk"), unless that is one."""
    comma = text.find(", ", start, end)
    if label not in LISTED or comma < 0 or kind_by_name(text[start:end], fold(text[start:end])):
        return None
    parts = [text[start:comma], text[comma + 2 : end]]
    short = all(part[:1].isupper() and part.count(" ") < 2 and "," not in part for part in parts)
    return (comma, comma + 2) if short and parts[1].lower().rstrip(".") not in WORDS["corporate"] else None


def _owner(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where to part "Sudan's Blue Nile" or "Ministry of Tides' Kelp Bureau": the end of the owner and
    the start of what is owned.
    """
    match = OWNER.search(text, start, end)
    if not match:
        return None
    owner = text[start : match.start()]
    folded = fold(owner)
    several = "s" in match.group().casefold() or " " in text[match.end() : end]  # not "Workers' Union"
    body = several and (kind_by_head(folded) == "ORG" or (owner.isupper() and len(owner) < SHORT))
    return (match.start(), match.end()) if body or kind_by_name(owner, folded) else None


def _national(text: str, start: int, end: int, label: str) -> tuple[int, int] | None:
    """Return where to part a people before a person ("Kuwaiti Ana Dovrel"), or a country ("envoy to" "Kenya
    Ana Dovrel").
    """
    if label not in ("PERSON", "ORG") or text.count(" ", start, end) < 2:
        return None
    if label == "ORG" and kind_by_head(fold(text[start:end])):
        return None
    for space in (match.start() + start for match in BLANK.finditer(text[start:end])):
        first, rest = text[start:space], text[space + 1 : end]
        folded = fold(first)
        if is_given(folded) or is_family(folded):
            continue
        country = country_of(folded) and OF_COUNTRY.search(text, max(0, start - 12), start)
        if (country or nation_of(folded)) and is_given(fold(rest).partition(" ")[0]):
            return (space, space + 1)
    return None
