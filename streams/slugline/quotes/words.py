"""The word lists of ``lexicon/quotes``, loaded once: verbs with their forms, nouns for speakers, names,
closed classes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from slugline.lang import en


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that reports. ``frames`` maps a frame letter (see verbs.txt) to the verb's class in that
    frame."""

    lemma: str
    particle: str
    frames: MappingProxyType[str, str]
    prepositions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Form:
    """What a word can be: forms of one verb, each of "base", "s", "past", "part", "ing"."""

    verb: Verb
    tenses: frozenset[str]


def _groups(name: str) -> Iterator[tuple[str, str]]:
    """Yield (heading, word) for a file whose lines are ``[heading]`` or words."""
    heading = ""
    for line in en.lines(f"quotes/{name}.txt"):
        if line.startswith("["):
            heading = line[1 : line.index("]")]
        else:
            yield from ((heading, word) for word in line.split())


@cache
def groups(name: str) -> dict[str, frozenset[str]]:
    """Return the file ``name`` as a set of words for each heading."""
    lists: dict[str, set[str]] = {}
    for heading, word in _groups(name):
        lists.setdefault(heading, set()).add(word)
    return {heading: frozenset(entries) for heading, entries in lists.items()}


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    rows = (line.split() for line in en.lines("quotes/irregular.txt"))
    return {lemma: (past, part) for lemma, past, part in rows}


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
    doubled = double or lemma in ("put", "cut", "beg", "forget", "begin")
    silent = lemma.endswith("e") and not lemma.endswith("ee")
    ing = (lemma + lemma[-1] if doubled else lemma[:-1] if silent and lemma != "see" else lemma) + "ing"
    return {"base": lemma, "s": third, "past": past, "part": part, "ing": ing}


@cache
def verb_forms() -> dict[str, tuple[Form, ...]]:
    """Return for each word that can be a form of a reporting verb what it can be; verbs with a particle
    come first."""
    frames: dict[str, dict[str, str]] = {}
    prepositions: dict[str, set[str]] = {}
    for heading, entry in _groups("verbs"):
        kind, letters, *rest = heading.split()
        known = frames.setdefault(entry, {})
        extra = prepositions.setdefault(entry, set())
        if "," in letters or letters in ("of", "for", "about", "to", "on"):
            letters, rest = "p", [letters]
        for letter in letters:
            known.setdefault(letter, kind)
        for words in rest:
            extra.update(words.split(","))
            known.setdefault("p", kind)
    table: dict[str, dict[str, tuple[Verb, set[str]]]] = {}
    for entry, known in frames.items():
        lemma, _, particle = entry.partition("+")
        verb = Verb(lemma, particle, MappingProxyType(known), frozenset(prepositions[entry]))
        for tense, form in inflect(lemma).items():
            table.setdefault(form, {}).setdefault(entry, (verb, set()))[1].add(tense)
    return {
        word: tuple(
            sorted(
                (Form(verb, frozenset(tenses)) for verb, tenses in rows.values()),
                key=lambda f: not f.verb.particle,
            )
        )
        for word, rows in table.items()
    }


@cache
def nouns() -> dict[str, str]:
    """Return for each noun its letter in nouns.txt; plurals of people's nouns are "g", of other nouns
    theirs."""
    table: dict[str, str] = {}
    for heading, word in _groups("nouns"):
        table.setdefault(word, heading)
    for heading, word in _groups("nouns"):
        if heading in "mfpod":
            plural = word[:-3] + "men" if word.endswith("man") else inflect(word)["s"]
            table.setdefault(plural, "g" if heading in "mfp" else heading + "s")
    return table
