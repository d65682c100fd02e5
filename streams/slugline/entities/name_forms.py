"""Forms of a name: folded for comparison, without titles, with the role that stands around it."""

import re
from functools import lru_cache

from slugline.lang.letters import without_diacritics
from slugline.lang.vocabulary import CLASSES as WORDS
from slugline.lang.word_lists import alternation

POSSESSIVE = re.compile(r"(?:['’]s?|['’])$", re.I)
ARTICLE = re.compile(rf"^{alternation(WORDS['the'])}\s+", re.I)
PARTICLES = WORDS["particle"]
CORPORATE = WORDS["corporate"]
THING = re.compile(rf"^{alternation(WORDS['storm'] | WORDS['ship'])} (?=[^ ]+(?: [^ ]+)?$)")
TITLE = WORDS["office"] | WORDS["title-part"]
GENERATION = WORDS["generation-of-name"]


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return ``text`` for comparison: without case, diacritics, possessive, leading article and dots.

    >>> fold("The U.N.'s")
    'un'
    """
    if not text.isascii():
        text = text.replace("’", "'").replace("‘", "'")
        text = without_diacritics(text)
    text = ARTICLE.sub("", POSSESSIVE.sub("", text))
    return " ".join(text.replace(".", "").replace("-", " ").casefold().split())


def is_all_capitals(text: str) -> bool:
    """Return whether ``text`` is a name of more than five letters all in capitals."""
    return text.isupper() and len(text) > 5


def in_title_case(text: str, label: str) -> str:
    """Return an all-capitals name in title case, anything else and an acronym as it is.

    Of one word it may be an acronym: up to three letters for people and places, up to seven for others.
    """
    longest = 3 if label in ("PERSON", "GPE", "LOC") else 7
    if not text.isupper() or (" " not in text and len(text) <= longest):
        return text
    return " ".join(word.lower() if word.lower() in PARTICLES else word.title() for word in text.split())


def is_title(word: str) -> bool:
    """Return whether ``word`` (any case, perhaps with a dot) can stand in a title before a name."""
    bare = word.rstrip(".").casefold()
    return bare in TITLE or ("-" in bare and all(part in TITLE for part in bare.split("-")))


def is_title_head(word: str) -> bool:
    """Return whether ``word`` names a title or office by itself: "minister", "Mr.", but not "former"."""
    return word.rstrip(".").casefold() in WORDS["office"]


def initials(text: str) -> set[str]:
    """Return the acronyms an organisation's full name may have: {"who"} for "World Health Organization"."""
    parts = [part for part in re.split(r"[\s\-/]+", fold(text)) if part]
    if len(parts) < 2:
        return set()
    strong = "".join(part[0] for part in parts if part not in PARTICLES)
    every = "".join(part[0] for part in parts)
    bare = "".join(part[0] for part in parts if part not in PARTICLES and part not in CORPORATE)
    return {form for form in (strong, every, bare) if len(form) > 1}


def core(folded: str) -> str:
    """Return a folded organisation name without its corporate form: "home depot inc" -> "home depot"."""
    parts = folded.replace(",", "").split()
    while len(parts) > 1 and parts[-1] in CORPORATE:
        parts.pop()
    return " ".join(parts)


def generation_of(folded: str) -> str:
    """Return the last word of a folded person's name where it is "jr" and the like, else "".

    >>> generation_of("robert hale jr"), generation_of("jr")
    ('jr', '')
    """
    *first, last = folded.replace(",", "").split() or [""]
    return last if first and last in GENERATION else ""


def is_storm_or_ship(folded: str) -> bool:
    """Return whether a folded name says that it is a storm's or a ship's: "typhoon mawar", "hms dovrel"."""
    return bool(THING.match(folded))


def without_kind(folded: str) -> str:
    """Return a storm's or ship's folded name without the word that says so."""
    return THING.sub("", folded)


def parts_of(folded: str) -> list[str]:
    """Return the words of a folded person's name without "Jr" and the like."""
    parts = folded.replace(",", "").split()
    while len(parts) > 1 and parts[-1] in GENERATION:
        parts.pop()
    return parts
