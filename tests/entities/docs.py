"""Readings built by hand: a text, and the names a model might have found in it."""

import re
from dataclasses import replace

from slugline.entities import extraction
from slugline.entities.name_spans import NameSpan
from slugline.intake.formats.plain_text import read_text
from slugline.reading.reading import Name, Reading
from slugline.records.events import EntityEvent
from slugline.records.story import Zone


def build(text: str, names: str = "") -> Reading:
    """A story of body paragraphs, read: ``names`` ("Kenya=GPE; Ruta=PERSON") are marked where first free."""
    zones = tuple(
        Zone(kind="body", start=line.start(), end=line.end()) for line in re.finditer(r"[^\n]*\S[^\n]*", text)
    )
    marked: list[Name] = []
    for words, _, label in (entry.partition("=") for entry in names.split("; ") if entry):
        start = -1
        while True:
            start = text.index(words, start + 1)
            end = start + len(words)
            if not any(start < other.end and other.start < end for other in marked):
                break
        marked.append(Name(start=start, end=end, label=label))
    story = replace(read_text(text, uri="test:1"), zones=zones)
    return Reading(story=story, names=tuple(sorted(marked, key=lambda name: name.start)))


def found(text: str, names: str = "") -> dict[str, EntityEvent]:
    return {event.name: event for event in extraction.extract(build(text, names))}


def spans(text: str, names: str) -> list[NameSpan]:
    """Spans as extraction works on them: ``names`` ("Kenya=GPE; Ruta=PERSON") in the order of the text."""
    found: list[NameSpan] = []
    end = 0
    for words, _, label in (entry.partition("=") for entry in names.split("; ") if entry):
        start = text.index(words, end)
        end = start + len(words)
        found.append(NameSpan(start, end, words, label, "body"))
    return found
