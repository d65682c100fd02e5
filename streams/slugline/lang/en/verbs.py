"""Reporting verbs with all their forms: what ``verbs.txt`` says of a verb, for each word the verb can be."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from slugline.lang import en

DOUBLED = frozenset(["put", "cut", "beg", "forget", "begin"])
"""Verbs that double their last letter before -ing without showing it in the past tense."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that reports. ``frames`` maps a frame letter (see verbs.txt) to the verb's kind in that frame;
    "p" is the frame of the ``prepositions``.
    """

    lemma: str
    particle: str
    frames: MappingProxyType[str, str]
    prepositions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Form:
    """What a word can be: forms of one verb, each of "base", "s", "past", "part", "ing"."""

    verb: Verb
    tenses: frozenset[str]


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    """Return past tense and past participle of the verbs that have them in their row, by lemma."""
    found: dict[str, tuple[str, str]] = {}
    for entry, classes in en.entries("verbs.txt").items():
        for given in classes:
            if given.startswith("past:"):
                past, _, part = given.removeprefix("past:").partition(",")
                found[entry.partition("+")[0]] = (past, part or past)
    return found


def inflect(lemma: str) -> dict[str, str]:
    """Return the forms of a verb by tense.

    >>> inflect("reply")["past"], inflect("say")["past"], inflect("urge")["ing"]
    ('replied', 'said', 'urging')
    """
    consonant_y = lemma.endswith("y") and lemma[-2] not in "aeiou"
    stem = lemma[:-1] if lemma.endswith("e") or consonant_y else lemma
    hissing = lemma.endswith(("s", "sh", "ch", "x", "z", "o"))
    third = stem + "ies" if consonant_y else lemma + ("es" if hissing else "s")
    past = stem + ("ied" if consonant_y else "ed")
    past, part = _irregular().get(lemma, (past, past))
    double = past.endswith("ed") and len(past) - len(lemma) == 3 and past[-3] == lemma[-1]
    silent = lemma.endswith("e") and not lemma.endswith("ee")
    doubled = double or lemma in DOUBLED
    ing = (lemma + lemma[-1] if doubled else lemma[:-1] if silent else lemma) + "ing"
    return {"base": lemma, "s": third, "past": past, "part": part, "ing": ing}


def _verb(entry: str, classes: frozenset[str]) -> Verb:
    lemma, _, particle = entry.partition("+")
    frames: dict[str, str] = {}
    opened: set[str] = set()
    for given in classes:
        kind, colon, rest = given.partition(":")
        if not colon or kind == "past":
            continue
        letters, _, prepositions = rest.partition("/")
        frames.update(dict.fromkeys(letters, kind))
        if prepositions:
            frames["p"] = kind
            opened.update(prepositions.split(","))
    return Verb(lemma, particle, MappingProxyType(frames), frozenset(opened))


@cache
def verb_forms() -> dict[str, tuple[Form, ...]]:
    """Return for each word that can be a form of a reporting verb what it can be; verbs with a particle
    come first.
    """
    table: dict[str, list[Form]] = {}
    for entry, classes in en.entries("verbs.txt").items():
        verb = _verb(entry, classes)
        tenses: dict[str, set[str]] = {}
        for tense, word in inflect(verb.lemma).items():
            tenses.setdefault(word, set()).add(tense)
        for word, its in tenses.items():
            table.setdefault(word, []).append(Form(verb, frozenset(its)))
    return {
        word: tuple(sorted(forms, key=lambda form: not form.verb.particle)) for word, forms in table.items()
    }


def _beside() -> Iterator[str]:
    for lemma in en.classed("verbs.txt", "beside"):
        forms = inflect(lemma)
        yield from (forms["past"], forms["s"])


@cache
def beside_a_name() -> frozenset[str]:
    """Return the words that, directly beside a name, say that it is who speaks: "said", "adds" ..."""
    return frozenset(_beside())
