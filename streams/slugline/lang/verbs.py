"""Verbs with all their forms: what ``verbs.txt`` says of a verb that reports, for each word it can be."""

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from slugline.lang import chosen
from slugline.lang.chosen import LISTS


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

    @property
    def tenseless(self) -> bool:
        """Return whether it may stand behind who is heard: "heard Klein say", "heard Klein saying"."""
        return not self.tenses.isdisjoint(("base", "ing"))


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    """Return past tense and past participle of the verbs that have them in their row, by lemma."""
    found: dict[str, tuple[str, str]] = {}
    for entry, classes in LISTS.entries("verbs.txt").items():
        for given in classes:
            if given.startswith("past:"):
                past, _, part = given.removeprefix("past:").partition(",")
                found[entry.partition("+")[0]] = (past, part or past)
    return found


def inflect(lemma: str) -> dict[str, str]:
    """Return the forms of a verb by tense."""
    return chosen.inflect(lemma, *_irregular().get(lemma, ("", "")))


@cache
def participles() -> frozenset[str]:
    """Return the irregular participles that are no other form of their verb: "seen", not "held"."""
    return frozenset(part for lemma, (past, part) in _irregular().items() if part not in (lemma, past))


def _verb(entry: str, classes: frozenset[str]) -> Verb:
    lemma, _, particle = entry.partition("+")
    frames: dict[str, str] = {}
    opened: set[str] = set()
    for given in classes:
        kind, _, rest = given.partition(":")
        if "=" in given or kind == "past":
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
    for entry, classes in LISTS.entries("verbs.txt").items():
        verb = _verb(entry, classes)
        if not verb.frames:
            continue
        tenses: dict[str, set[str]] = {}
        for tense, word in inflect(verb.lemma).items():
            tenses.setdefault(word, set()).add(tense)
        for word, its in tenses.items():
            table.setdefault(word, []).append(Form(verb, frozenset(its)))
    return {
        word: tuple(sorted(forms, key=lambda form: not form.verb.particle)) for word, forms in table.items()
    }
