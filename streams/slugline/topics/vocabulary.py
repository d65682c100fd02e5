"""The IPTC Media Topics: active concepts of one release, their tree, and the search in it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parent / "data" / "vocabulary.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One concept: its code, English name, the codes from the top down to it, its Wikidata item."""

    qcode: str
    name: str
    path: tuple[str, ...]
    wikidata: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All active concepts of a release by code, in order of code; ``narrower`` gives a concept's children."""

    release: str
    concepts: dict[str, Concept]
    narrower: dict[str | None, tuple[str, ...]]

    @property
    def tops(self) -> tuple[str, ...]:
        """The codes of the 17 top-level topics."""
        return self.narrower[None]


@cache
def load() -> Vocabulary:
    """Return the vocabulary shipped with the package."""
    data = json.loads(SOURCE.read_text("utf-8"))
    broader: dict[str, str | None] = {code: parent for code, _, parent, _ in data["concepts"]}
    narrower: dict[str | None, list[str]] = {}
    for code, parent in broader.items():
        narrower.setdefault(parent, []).append(code)
    return Vocabulary(
        release=data["release"],
        concepts={
            code: Concept(qcode=code, name=name, path=_path(code, broader), wikidata=wikidata)
            for code, name, _, wikidata in data["concepts"]
        },
        narrower={parent: tuple(codes) for parent, codes in narrower.items()},
    )


def search(words: str, vocabulary: Vocabulary) -> list[str]:
    """Return the codes whose name or code holds every one of ``words``, in any case, in order of the tree."""
    wanted = words.lower().split()
    return [
        code
        for code in walk(vocabulary)
        if all(word in f"{code} {vocabulary.concepts[code].name}".lower() for word in wanted)
    ]


def tree(words: str | None = None, vocabulary: Vocabulary | None = None) -> Iterator[str]:
    """Yield the lines of the tree: two blanks a level, then code and name.

    With ``words`` only the concepts that hold all of them, each below its ancestors; without any, no line.
    """
    known = load() if vocabulary is None else vocabulary
    shown = set(known.concepts)
    if words and words.strip():
        shown = {step for code in search(words, known) for step in known.concepts[code].path}
    for code in walk(known):
        if code in shown:
            concept = known.concepts[code]
            yield f"{'  ' * (len(concept.path) - 1)}{code}  {concept.name}"


def walk(vocabulary: Vocabulary, below: Iterable[str] | None = None) -> Iterator[str]:
    """Yield all codes in order of the tree: a concept, then what is below it."""
    for code in vocabulary.tops if below is None else below:
        yield code
        yield from walk(vocabulary, vocabulary.narrower.get(code, ()))


def _path(code: str, broader: dict[str, str | None]) -> tuple[str, ...]:
    steps = [code]
    while (parent := broader[steps[-1]]) is not None:
        steps.append(parent)
    return tuple(reversed(steps))
