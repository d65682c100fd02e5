"""Docs built by hand: a text, and the spans a model might have found in it."""

from dataclasses import replace

import spacy
from spacy.tokens import Doc, Span

from schemas.events import EntityEvent
from schemas.story import Story, Zone
from streams.extract import entities
from streams.intake.text import read_text

NLP = spacy.blank("en")


def build(text: str, spans: str = "") -> tuple[Story, Doc]:
    """A story of body paragraphs and its Doc; ``spans`` ("Kenya=GPE; Ruta=PERSON") are marked where they
    first stand free.
    """
    zones, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            zones.append(Zone(kind="body", start=at, end=at + len(line)))
        at += len(line) + 1
    doc = NLP.make_doc(text)
    marked: list[Span] = []
    for words, _, label in (entry.partition("=") for entry in spans.split("; ") if entry):
        start = -1
        while True:
            start = text.index(words, start + 1)
            span = doc.char_span(start, start + len(words), label=label)
            if span and not any(span.start < other.end and other.start < span.end for other in marked):
                break
        marked.append(span)
    doc.set_ents(marked)
    return replace(read_text(text, uri="test:1"), zones=tuple(zones)), doc


def found(text: str, spans: str = "") -> dict[str, EntityEvent]:
    return {event.name: event for event in entities.extract(*build(text, spans))}
