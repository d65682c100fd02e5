"""Stories to readings: one pass per story, zone by zone. What spaCy makes of a text stays in this package."""

import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from slugline.authority.files import indexes
from slugline.lang import choose
from slugline.reading import DEFAULT_MODEL, MIN_CONFIDENCE, inference_ops, word_spans
from slugline.reading.authority_names import AuthorityNames
from slugline.reading.bare_spacy import bare_tokenizer, spacy
from slugline.reading.familiar_words import Familiar
from slugline.reading.reading import Reading, tagged
from slugline.reading.recogniser import Recogniser
from slugline.reading.recogniser import known as is_known
from slugline.reading.running_case import running
from slugline.reading.stretches import Found, Numbers, Stretch, mark, named, recognise
from slugline.reading.tokens import tokenise
from slugline.records.story import Story

LONGEST = 2**31 - 1
"""Characters of the longest text: what a story may have is a setting, and intake's to refuse; spaCy's own
limit of a million is for its parser, which is not run.
"""
UNUSED = ["tagger", "parser", "attribute_ruler", "lemmatizer", "senter", "entity_ruler"]
"""Pipes that entities and sentences do not need here."""


READ = ("LOWER", "NORM", "SHAPE", "IS_SPACE", "LANG")
"""What is read of a word beside the recogniser's columns."""


class Reader:
    """The loaded model: stories in, a Reading each out."""

    def __init__(
        self,
        nlp: Language,
        recogniser: Recogniser | None = None,
        authority: AuthorityNames | None = None,
        min_confidence: float = MIN_CONFIDENCE,
    ) -> None:
        """Take a loaded spaCy pipeline that has ``ner``, its Recogniser if it is one of the known kind, and
        the least confidence (0 to 1) of what is to come of its readings.
        """
        self.nlp = nlp
        self.language: str = nlp.lang or "und"
        self.model = f"{nlp.meta['name']} {nlp.meta['version']}"
        """Name and version of the spaCy pipeline."""
        self.recogniser = recogniser
        self.authority = authority
        self.min_confidence = min_confidence
        self.familiar = Familiar(nlp.tokenizer)

    def read(self, stories: Sequence[Story]) -> list[Reading]:
        """Return a Reading per story, in order: sentences and names zone by zone, boilerplate unread.

        All stories given are read together: about 8 at a time are fastest. What spaCy remembers of them is
        let go again, so memory stays level however many stories follow.
        """
        with self.nlp.memory_zone():
            readings = self._read(stories)
        self.familiar.keep()
        return readings

    def _read(self, stories: Sequence[Story]) -> list[Reading]:
        written = [story.text for story in stories]
        stories = [running(story) for story in stories]
        docs = [tokenise(self.nlp, story.text) for story in stories]
        self.familiar.meet(story.text for story in stories)
        marks = [mark(story, doc) for story, doc in zip(stories, docs, strict=True)]
        if self.recogniser is None:
            found = [
                self._plain(doc, one.stretches, one.firsts) for doc, one in zip(docs, marks, strict=True)
            ]
        else:
            found = recognise(self.recogniser, docs, marks)
        words = [
            word_spans.cut(story, frozenset(one.sentences)) for story, one in zip(stories, marks, strict=True)
        ]
        readings = [
            Reading(
                story=story,
                words=cut,
                tags=tagged(story.text, cut),
                sentences=one.sentences,
                names=tuple(named(doc, names)),
                written=text if story.text is not text else None,
            )
            for story, text, doc, one, cut, names in zip(
                stories, written, docs, marks, words, found, strict=True
            )
        ]
        return [self._known(one) for one in readings] if self.authority else readings

    def _known(self, reading: Reading) -> Reading:
        """Return a reading with the names of the user's authority files, which go before the model's."""
        assert self.authority is not None
        found = self.authority(reading.story, reading.sentences, reading.names)
        return replace(reading, names=found.names, authority=found.entries, sure=found.sure)

    def _plain(self, doc: Doc, stretches: Sequence[Stretch], firsts: Numbers) -> Found:
        """Return the entities that the pipeline's own pipes find in the stretches."""
        norms = np.asarray(doc.to_array(["NORM"]), dtype=np.uint64).reshape(-1)
        begins = np.full(len(doc), -1, dtype=np.int64)
        begins[firsts[firsts < len(doc)]] = 1
        parts = []
        for start, end in stretches:
            part = Doc(
                doc.vocab,
                [token.text for token in doc[start:end]],
                [bool(token.whitespace_) for token in doc[start:end]],
            )
            values = np.stack([norms[start:end], begins[start:end].astype(np.uint64)], axis=1)
            parts.append(part.from_array(["NORM", "SENT_START"], values))  # type: ignore[arg-type]  # it wants uint64
        for _, pipe in self.nlp.pipeline:
            parts = list(pipe.pipe(parts)) if hasattr(pipe, "pipe") else [pipe(part) for part in parts]
        return [
            (ent.start + start, ent.end + start, ent.label_)
            for part, (start, _) in zip(parts, stretches, strict=True)
            for ent in part.ents
        ]


def load(
    model: str = DEFAULT_MODEL, gazetteer: Sequence[Path] = (), min_confidence: float = MIN_CONFIDENCE
) -> Reader:
    """Load an installed spaCy pipeline by its package name, and the user's authority files, in their order.

    Raises GazetteerError where a file is unusable, LanguageError where the pipeline's language is not the
    one that this process reads, OSError where the pipeline is not installed. Warns once where it has to be
    run by plain thinc: it then finds the same, more slowly.
    """
    files = indexes(gazetteer)
    with inference_ops.inference() as fast, bare_tokenizer():
        nlp = spacy.load(model, exclude=UNUSED)  # from files, which have all cases of the tokenizer
    nlp.max_length = LONGEST
    choose(nlp.lang or "und", model)
    ner: Any = nlp.get_pipe("ner")
    if "tok2vec" in nlp.pipe_names and not any(node.name.endswith("-listener") for node in ner.model.walk()):
        nlp.remove_pipe("tok2vec")
    recogniser = Recogniser(ner) if fast and is_known(ner) else None
    if recogniser is not None:
        _forget_flags(nlp, recogniser)
    authority = AuthorityNames(files) if files else None
    if recogniser is None:
        warnings.warn(
            f"{model} runs on plain thinc here, several times as slow", RuntimeWarning, stacklevel=2
        )
    return Reader(nlp, recogniser, authority, min_confidence)


def _forget_flags(nlp: Language, recogniser: Recogniser) -> None:
    """Let the vocabulary tell of a new word only what is read here: the other flags ("like a number") take a
    third of the time that splitting a text takes.
    """
    vocab: Any = nlp.vocab
    getters = vocab.lex_attr_getters
    read = {vocab.strings[name] for name in (*recogniser.columns, *READ)}
    for flag in [one for one in getters if one not in read]:
        del getters[flag]
