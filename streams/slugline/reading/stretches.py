"""What of a text the model reads: stretches of tokens, and where sentences begin; what it found, as names."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from slugline.reading import sentences
from slugline.reading.reading import Name
from slugline.reading.recogniser import Recogniser
from slugline.reading.word_rows import Features
from slugline.records.story import Story

UNREAD = frozenset({"boilerplate", "editor_note"})

AT_ONCE = 4_000
"""Words that the model reads at once: up to nine kilobytes for each. Eight stories have about so many."""

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
    at once, or of so many as have AT_ONCE words.
    """
    tables: list[Features] = []
    ends: list[NDArray[np.bool_]] = []
    near: list[NDArray[np.bool_]] = []
    columns: list[int | str] = [*recogniser.columns, "IS_SPACE", "SHAPE"]
    for doc, one in zip(docs, marks, strict=True):
        tables.append(np.asarray(doc.to_array(columns), dtype=np.uint64))
        ends.append(np.zeros(len(doc) + 1, dtype=bool))
        ends[-1][one.firsts] = True
        near.append(recogniser.name_words(tables[-1][:, -1], one.firsts))
    found: list[Found] = [[] for _ in docs]
    for parts in _together(marks):
        texts = [tables[number][start:end, :-2] for number, start, end in parts]
        blank = np.concatenate([tables[number][start:end, -2] != 0 for number, start, end in parts])
        last = np.concatenate([ends[number][start + 1 : end + 1] for number, start, end in parts])
        last[np.cumsum([len(text) for text in texts]) - 1] = True
        looked_at = np.concatenate([near[number][start:end] for number, start, end in parts])
        _share_out(iter(recogniser(texts, blank, last, looked_at)), parts, found)
    return found


def _together(marks: Sequence[Marks]) -> Iterator[list[tuple[int, int, int]]]:
    """Yield (number of the Doc, first token, end token) of what is read at once; what is longer is cut where
    a sentence begins.
    """
    parts: list[tuple[int, int, int]] = []
    words = 0
    for number, (stretches, _, firsts) in enumerate(marks):
        for start, end in stretches:
            while start < end:
                stop = _stop(firsts, start, end)
                if words + stop - start > AT_ONCE and parts:
                    yield parts
                    parts, words = [], 0
                parts.append((number, start, stop))
                words += stop - start
                start = stop
    if parts:
        yield parts


def _stop(firsts: Numbers, start: int, end: int) -> int:
    if end - start <= AT_ONCE:
        return end
    before = int(firsts[np.searchsorted(firsts, start + AT_ONCE, side="right") - 1])
    return before if before > start else start + AT_ONCE


def _share_out(
    found: Iterator[tuple[int, int, str]], parts: Sequence[tuple[int, int, int]], shares: Sequence[Found]
) -> None:
    """Add to each Doc's share the entities of its parts, counted in its own tokens."""
    base = 0
    entity = next(found, None)
    for number, start, end in parts:
        while entity and entity[0] < base + end - start:
            shares[number].append((entity[0] - base + start, entity[1] - base + start, entity[2]))
            entity = next(found, None)
        base += end - start


def named(doc: Doc, found: Found) -> Iterator[Name]:
    """Yield what was found in ``doc`` as names, in code points."""
    if found:
        table = np.asarray(doc.to_array(["IDX", "LENGTH"]), dtype=np.int64)
        starts, ends = table[:, 0], table[:, 0] + table[:, 1]
        for first, end, label in found:
            yield Name(start=int(starts[first]), end=int(ends[end - 1]), label=label)
