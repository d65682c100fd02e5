"""Tags: the words that quotes are told by, and what each word of a paragraph is: told once from closed lists,
endings and the word before.

Rules read them; there is no tagger and no parse.
"""

from functools import cache, lru_cache

from slugline.lang.chosen import LISTS, plural
from slugline.lang.verbs import Form, Verb, participles, verb_forms
from slugline.lang.vocabulary import CLASSES

__all__ = ["Form", "Verb", "verb_forms"]

FUNCTION = CLASSES
"""The closed lists of words, by name."""
NOUNS = {
    "man": "m", "woman": "f", "person": "p", "people": "g", "speaking-body": "o", "document": "d", "crew": "c"
}  # fmt: skip
"""Classes of nouns for whoever and whatever speaks, and their letters."""

(
    QUOTED, WORD, CAPITAL, TERMINAL, DASH, WALL, AUXILIARY, BE, ADVERB, PREPOSITION, SUBORDINATOR,
    COORDINATOR, DETERMINER, POSSESSIVE, SPEAKS, WHEN, REPORTS, VERB, NOUN_HERE, ING, ED, ENDS_IN_S,
    MAN, WOMAN, ANYONE, PEOPLE, BODY, BODIES, DOCUMENT, DOCUMENTS, CREW,
    THAT, TO, WHO, GENITIVE,
    MAY_BE_VERB, _NOUN_AFTER, _PLURAL_AFTER, _ALL, _EXCEPTS,
) = (1 << bit for bit in range(40))  # fmt: skip
PERSON = MAN | WOMAN | ANYONE
"""Nouns for one human being."""
NOUN = PERSON | PEOPLE | BODY | BODIES | DOCUMENT | DOCUMENTS | CREW
"""Nouns for whoever and whatever speaks."""
QUOTATION = QUOTED | WALL
"""The tags of a kept quotation, which is one item."""
REACH = 60
"""How many items a speaker's description may be long."""

_LETTERS = {
    "m": MAN, "f": WOMAN, "p": ANYONE, "g": PEOPLE, "o": BODY, "os": BODIES, "d": DOCUMENT, "ds": DOCUMENTS,
    "c": CREW,
}  # fmt: skip
_CLASSES = {
    "auxiliary": AUXILIARY, "be": BE, "adverb": ADVERB, "preposition": PREPOSITION,
    "subordinator": SUBORDINATOR | WALL,
    "coordinator": COORDINATOR, "determiner": DETERMINER,
    "possessive": POSSESSIVE, "speaking": SPEAKS, "day": WHEN, "month": WHEN, "time": WHEN,
    "that": THAT, "infinitive": TO, "who": WHO, "genitive": GENITIVE,
    "before a noun": _NOUN_AFTER, "before a plural": _PLURAL_AFTER,
    "before an exception": _ALL, "excepts": _EXCEPTS,
}  # fmt: skip
_SIGNS = {
    TERMINAL | WALL: (".", "!", "?", "...", "…"),
    DASH | WALL: ("—", "–", "--", "-", "―"),
    WALL: (",", ";", ":", "(", ")", "[", "]", "•", '"', "/"),
}
_ENDINGS = {
    ING: tuple(FUNCTION["ending of a gerund"]),
    ED: tuple(FUNCTION["ending of a past"]),
    ENDS_IN_S: tuple(FUNCTION["ending of a plural"]),
}
_LY = tuple(FUNCTION["ending of an adverb"])
_CAPITAL_TIMES = FUNCTION["time with a capital"]
_CAPITAL_NAMES = FUNCTION["name in capitals"]


@cache
def nouns() -> dict[str, str]:
    """Return for each noun its letter; plurals of people's nouns are "g", of other nouns theirs with an s."""
    table = {word: letter for of_class, letter in NOUNS.items() for word in CLASSES[of_class]}
    for word, letter in tuple(table.items()):
        if letter in "mfpod":
            table.setdefault(plural(word), "g" if letter in "mfp" else letter + "s")
    return table


@cache
def lands() -> frozenset[str]:
    """Return the names of countries that are one word, in lower case."""
    rows = [line.split("\t") for line in LISTS.lines("countries.tsv")]
    names = (name.lower() for _, name, aliases, *_ in rows for name in (name, *aliases.split(";")))
    return frozenset(name for name in names if name and " " not in name)


@cache
def _listed() -> dict[str, int]:
    table: dict[str, int] = {}
    for name, tag in _CLASSES.items():
        for word in FUNCTION[name]:
            table[word] = table.get(word, 0) | tag
    for tag, signs in _SIGNS.items():
        for sign in signs:
            table[sign] = table.get(sign, 0) | tag
    for noun, letter in nouns().items():
        table[noun] = table.get(noun, 0) | _LETTERS[letter]
    for form in verb_forms():
        table[form] = table.get(form, 0) | REPORTS
    for part in participles():
        table[part] = table.get(part, 0) | ED
    return table


@lru_cache(maxsize=1 << 14)
def alone(word: str) -> tuple[str, int]:
    """Return a word in lower case with straight apostrophes, and the tags it has wherever it stands."""
    low = word.lower().replace("’", "'")
    if low in _CAPITAL_NAMES and word.isupper():
        return word, WORD | CAPITAL
    tags = _listed().get(low, 0)
    if word[-1].isalnum() or word[0].isalnum():
        tags |= WORD
    if word != low and not word.islower():
        tags |= CAPITAL
    elif low.endswith(_LY) and len(low) > 4 and not tags & NOUN:
        tags |= ADVERB
    for tag, endings in _ENDINGS.items():
        if low.endswith(endings):
            tags |= tag
    if low[0].isdigit():
        tags |= _PLURAL_AFTER
    if low in _CAPITAL_TIMES:
        tags &= ~(AUXILIARY if tags & CAPITAL else WHEN)
    return low, tags | _finite(low, tags)


def _finite(low: str, tags: int) -> int:
    """Return the tag of a word that can be a finite verb, or 0."""
    if tags & AUXILIARY:
        return 0 if tags & POSSESSIVE else VERB
    if tags & (CAPITAL | NOUN):
        return 0
    if low in FUNCTION["verb"]:
        return MAY_BE_VERB
    if tags & REPORTS:
        return 0 if tags & ING or low in participles() else MAY_BE_VERB
    return MAY_BE_VERB if low.endswith(_ENDINGS[ED]) and len(low) > 4 else 0


def beside(tags: int, before: int) -> int:
    """Return the tags of a word behind one with the tags ``before``: "claims" is a noun in "the claims",
    "but" a preposition in "everyone but Klein".
    """
    if before & _ALL and tags & _EXCEPTS:
        return tags & ~(COORDINATOR | SUBORDINATOR | WALL) | PREPOSITION
    if before & _NOUN_AFTER or (before & _PLURAL_AFTER and tags & ENDS_IN_S):
        return tags | NOUN_HERE
    return tags | VERB if tags & MAY_BE_VERB else tags
