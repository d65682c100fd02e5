"""The built model: what weighs for which concept, kept in one file."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from slugline.topics.terms import Matcher, parse
from slugline.topics.vectors import Floats, Vectors, read
from slugline.topics.vocabulary import Vocabulary
from slugline.topics.vocabulary import load as load_vocabulary

ARTEFACT = Path(__file__).parent / "data" / "model.npz"
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What the build script makes of lexicon and leads. Arrays are in order of ``tops`` and ``concepts``."""

    tops: tuple[str, ...]
    concepts: tuple[str, ...]
    terms: tuple[str, ...]
    term_of: NDArray[np.int32]
    """For each weight the term it belongs to, in order; a term may speak for several concepts."""
    term_concept: NDArray[np.int32]
    term_weight: Floats
    centre: Floats
    """Mean vector of the training text: what all news has in common."""
    weights: Floats
    """256 x tops."""
    bias: Floats
    about: Floats
    """tops x 256, unit length: what the tops' own words mean."""
    fingerprint: str
    """Hash of the sources it was built from."""


def save(model: Model, path: Path = ARTEFACT) -> None:
    """Write the model; equal models give equal bytes."""
    head = {
        "version": VERSION,
        "fingerprint": model.fingerprint,
        "tops": model.tops,
        "concepts": model.concepts,
        "terms": model.terms,
    }
    text = np.frombuffer(json.dumps(head, ensure_ascii=False).encode(), np.uint8)
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            head=text,
            term_of=model.term_of,
            term_concept=model.term_concept,
            term_weight=model.term_weight,
            centre=model.centre,
            weights=model.weights,
            bias=model.bias,
            about=model.about,
        )


def load(path: Path = ARTEFACT) -> Model:
    """Return the model of ``path``. Raises ValueError where it is of another version."""
    with np.load(path) as arrays:
        head = json.loads(arrays["head"].tobytes())
        if head["version"] != VERSION:
            raise ValueError(f"{path.name}: version {head['version']}, this code reads {VERSION}")
        return Model(
            tops=tuple(head["tops"]),
            concepts=tuple(head["concepts"]),
            terms=tuple(head["terms"]),
            fingerprint=head["fingerprint"],
            **{name: arrays[name] for name in arrays.files if name != "head"},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """All that is needed to read a story: vocabulary, model, word vectors, matcher."""

    vocabulary: Vocabulary
    model: Model
    vectors: Vectors
    matcher: Matcher
    top_of: NDArray[np.intp]
    """For each of the model's concepts the place of its top."""


@cache
def tools() -> Tools:
    """Return the tools with the model shipped with the package; made once, about 0.2 s."""
    known, model = load_vocabulary(), load()
    return Tools(
        vocabulary=known,
        model=model,
        vectors=read(),
        matcher=Matcher([parse(term) for term in model.terms]),
        top_of=np.array([model.tops.index(known.concepts[code].path[0]) for code in model.concepts]),
    )
