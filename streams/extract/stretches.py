"""What of a Doc is read, and what was found written back: stretches of tokens, sentences, entities."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from schemas.story import Story
from streams.extract import sentences
from streams.extract.encoder import Features
from streams.extract.recogniser import Recogniser

UNREAD = frozenset({"boilerplate"})
BEGIN, INSIDE, OUTSIDE = 3, 1, 2
"""spaCy's values of ENT_IOB."""

Stretch: TypeAlias = tuple[int, int]
Numbers: TypeAlias = NDArray[np.int64]
Found: TypeAlias = list[tuple[int, int, str]]
"""Entities as (first token, end token, label)."""


def mark(story: Story, doc: Doc) -> tuple[list[Stretch], Numbers]:
    """Return the stretches of tokens to read and the tokens that begin a sentence, as indices.

    A stretch is a zone, or all body zones between two zones of another kind: the running text of a story is
    one.
    """
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
    begins = [at for zone in zones for at in sentences.starts(story.text, zone.start, zone.end)]
    return stretches, np.unique(np.searchsorted(offsets, begins))


def recognise(
    recogniser: Recogniser, docs: Sequence[Doc], marks: Sequence[tuple[Sequence[Stretch], Numbers]]
) -> list[Found]:
    """Return each Doc's entities as (first token, end token, label), found in the stretches of all Docs
    at once.
    """
    texts, blanks, ends = [], [], []
    for doc, (stretches, starts) in zip(docs, marks, strict=True):
        table: Features = np.asarray(doc.to_array([*recogniser.columns, "IS_SPACE"]), dtype=np.uint64)
        last = np.zeros(len(doc) + 1, dtype=bool)
        last[starts] = True
        for start, end in stretches:
            texts.append(table[start:end, :-1])
            blanks.append(table[start:end, -1] != 0)
            ends.append(last[start + 1 : end + 1].copy())
            ends[-1][-1] = True
    if not texts:
        return [[] for _ in docs]
    found = iter(recogniser(texts, np.concatenate(blanks), np.concatenate(ends)))
    return list(_shared_out(found, [stretches for stretches, _ in marks]))


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


def write(doc: Doc, starts: Numbers, entities: Found) -> None:
    """Set sentence starts and entities on ``doc``."""
    if not len(doc):
        return
    values = np.zeros((len(doc), 3), dtype=np.uint64)
    values[:, 0] = np.uint64(2**64 - 1)
    values[starts[starts < len(doc)], 0] = 1
    values[0, 0] = 1
    values[:, 1] = OUTSIDE
    strings = doc.vocab.strings
    for start, end, label in entities:
        values[start:end, 1] = INSIDE
        values[start, 1] = BEGIN
        values[start:end, 2] = strings[label]
    doc.from_array(["SENT_START", "ENT_IOB", "ENT_TYPE"], values)  # type: ignore[arg-type]  # it wants uint64
