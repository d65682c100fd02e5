"""The reading: all the text side knows of one story before any extractor runs. Made once, never changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from slugline.authority import Entry
from slugline.reading import sentences, word_spans
from slugline.reading.tags import alone
from slugline.reading.word_spans import Span
from slugline.records.story import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A stretch of the text that the model, or the user's authority file, takes for a name.

    ``start`` and ``end`` are code points into the story's text, end exclusive; ``label`` is the model's
    (OntoNotes: PERSON, ORG, GPE ...); ``entry`` is the key in `Reading.authority`, "" for the model's own.
    """

    start: int
    end: int
    label: str
    entry: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One story, read. Extractors take it, and the events of the kinds they need, and nothing else.

    ``words`` are the (start, end) of words and signs, ``sentences`` the offsets at which sentences begin,
    both zone by zone, in code points into the text: one cut, by rule, for whoever reads words or sentences.
    ``tags`` are what each of the words is wherever it stands, bits of `slugline.reading.tags`.
    The model's own tokens stay with the model. ``names`` are in the order of the text and do not overlap;
    ``authority`` has the entries of the user's files that are meant, by their key, ``sure`` how sure that is.
    """

    story: Story
    words: tuple[Span, ...] = ()
    tags: tuple[int, ...] = ()
    sentences: tuple[int, ...] = ()
    names: tuple[Name, ...] = ()
    authority: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))
    sure: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    written: str | None = None
    """The story's text where it is in capitals: ``story`` has it in running case then, letter for letter."""


def unnamed(story: Story) -> Reading:
    """Return the Reading of a story as far as it needs no model: without names."""
    begins = sentences.cut(story)
    words = word_spans.cut(story, frozenset(begins))
    return Reading(story=story, words=words, tags=tagged(story.text, words), sentences=begins)


def tagged(text: str, words: Iterable[Span]) -> tuple[int, ...]:
    """Return what each of the ``words`` of a text is wherever it stands."""
    return tuple(alone(text[start:end])[1] for start, end in words)
