"""What of a text the model reads: stretches of tokens, and where sentences begin; what it found, as names."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from slugline.reading import sentences
from slugline.reading.encoder import Features
from slugline.reading.reading import Name
from slugline.reading.recogniser import Recogniser
from slugline.records.story import Story

UNREAD = frozenset({"boilerplate", "editor_note"})

Stretch: TypeAlias = tuple[int, int]
Numbers: TypeAlias = NDArray[np.int64]
Found: TypeAlias = list[tuple[int, int, str]]
"""Entities as (first token, end token, label)."""


class Marks(NamedTuple):
    """What is to be read of a story."""

    stretches: list[Stretch]
    """A zone each, or all body zones between two of another kind: the running text of a story is one."""
    sentences: tuple[int, ...]
    """The offsets at which sentences begin."""
    firsts: Numbers
    """The tokens that begin a sentence, as indices."""


def mark(story: Story, doc: Doc) -> Marks:
    """Return what of ``story``, tokenised as ``doc``, is to be read."""
    offsets: Numbers = np.asarray(doc.to_array(["IDX"]), dtype=np.int64).reshape(-1)
    zones = [zone for zone in story.zones if zone.start < zone.end]
    bounds = np.searchsorted(offsets, [edge for zone in zones for edge in (zone.start, zone.end)]).tolist()
    stretches: list[Stretch] = []
    last = ""
    for zone, start, end in zip(zones, bounds[::2], bounds[1::2], strict=True):
        if zone.kind == last == "body" and stretches:
            stretches[-1] = (stretches[-1][0], end)
        elif zone.kind not in UNREAD and start < end:
            stretches.append((start, end))
        last = zone.kind
    begins = sentences.cut(story)
    return Marks(stretches, begins, np.unique(np.searchsorted(offsets, begins)))


def recognise(recogniser: Recogniser, docs: Sequence[Doc], marks: Sequence[Marks]) -> list[Found]:
    """Return each Doc's entities as (first token, end token, label), found in the stretches of all Docs
    at once.
    """
    texts, blanks, ends = [], [], []
    for doc, (stretches, _, firsts) in zip(docs, marks, strict=True):
        table: Features = np.asarray(doc.to_array([*recogniser.columns, "IS_SPACE"]), dtype=np.uint64)
        last = np.zeros(len(doc) + 1, dtype=bool)
        last[firsts] = True
        for start, end in stretches:
            texts.append(table[start:end, :-1])
            blanks.append(table[start:end, -1] != 0)
            ends.append(last[start + 1 : end + 1].copy())
            ends[-1][-1] = True
    if not texts:
        return [[] for _ in docs]
    found = iter(recogniser(texts, np.concatenate(blanks), np.concatenate(ends)))
    return list(_shared_out(found, [one.stretches for one in marks]))


def _shared_out(
    found: Iterator[tuple[int, int, str]], stretches: Sequence[Sequence[Stretch]]
) -> Iterator[Found]:
    """Yield each Doc's share of the entities, counted in its own tokens."""
    base = 0
    entity = next(found, None)
    for parts in stretches:
        share = []
        for start, end in parts:
            while entity and entity[0] < base + end - start:
                share.append((entity[0] - base + start, entity[1] - base + start, entity[2]))
                entity = next(found, None)
            base += end - start
        yield share


def named(doc: Doc, found: Found) -> Iterator[Name]:
    """Yield what was found in ``doc`` as names, in code points."""
    if found:
        table = np.asarray(doc.to_array(["IDX", "LENGTH"]), dtype=np.int64)
        starts, ends = table[:, 0], table[:, 0] + table[:, 1]
        for first, end, label in found:
            yield Name(start=int(starts[first]), end=int(ends[end - 1]), label=label)
