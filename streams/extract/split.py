"""One story into its events: runs the extractors, so that one that fails costs only its own kind."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, Literal

from spacy.tokens import Doc

from schemas.events import EntityEvent, QuoteEvent, TopicEvent
from schemas.story import Copy, EnrichedStory, Pipeline, SkipReason, Story
from streams.extract import entities, quotes, topics
from streams.extract.reader import Reader

Kind = Literal["entities", "quotes", "topics"]
Event = EntityEvent | QuoteEvent | TopicEvent
Extractor = Callable[[Story, Doc], Iterable[Event]]

EXTRACTORS: Mapping[Kind, Extractor] = MappingProxyType(
    {
        "entities": entities.extract,
        "quotes": quotes.extract,
        "topics": topics.extract,
    }
)
"""The list of extractors: a new kind of event is one file, one schema and one line here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An extractor that raised: which kind of event is missing, and why."""

    kind: Kind
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What came of a story."""

    enriched: EnrichedStory
    failures: tuple[Failure, ...] = ()


def enrich(
    stories: Sequence[Story], reader: Reader, extractors: Mapping[Kind, Extractor] = EXTRACTORS
) -> list[Split]:
    """Return a Split per story, in order. About 8 stories at a time are fastest.

    A story that is not usable, has no text or is not in the model's language comes back without events and
    says why.
    """
    reasons = [skip_reason(story, reader.language) for story in stories]
    to_read = [story for story, reason in zip(stories, reasons, strict=True) if reason is None]
    results: list[Split] = []
    with reader.nlp.memory_zone():
        docs = iter(reader.read(to_read))
        for story, reason in zip(stories, reasons, strict=True):
            if reason is None:
                results.append(split(story, next(docs), reader.pipeline, extractors))
            else:
                results.append(Split(enriched=_enriched(story, reader.pipeline, {}, skipped=reason)))
    reader.familiar.keep()
    return results


def skip_reason(story: Story, language: str) -> SkipReason | None:
    """Return why no events are to be looked for in ``story`` by a model of ``language``; None if they are."""
    if story.status != "usable":
        return story.status
    if not story.text.strip():
        return "no-text"
    spoken = story.language.split("-")[0]
    return None if spoken in (language, "und") else "language"


def split(
    story: Story, doc: Doc, pipeline: Pipeline, extractors: Mapping[Kind, Extractor] = EXTRACTORS
) -> Split:
    """Return the story with all events the extractors find in it, and a Failure for each that raised.

    The result holds nothing of the Doc, so it may outlive the Doc's memory zone.
    """
    found: dict[Kind, tuple[Any, ...]] = {}
    failures: list[Failure] = []
    for kind, extractor in extractors.items():
        try:
            found[kind] = tuple(extractor(story, doc))
        except Exception as error:  # any: one extractor must not cost the story its other events
            failures.append(Failure(kind=kind, detail=f"{type(error).__name__}: {error}"))
    return Split(enriched=_enriched(story, pipeline, found), failures=tuple(failures))


def _enriched(
    story: Story,
    pipeline: Pipeline,
    found: Mapping[Kind, tuple[Any, ...]],
    skipped: SkipReason | None = None,
) -> EnrichedStory:
    shared: dict[str, Any] = {field.name: getattr(story, field.name) for field in fields(Copy)}
    return EnrichedStory(
        **shared,
        entities=found.get("entities", ()),
        quotes=found.get("quotes", ()),
        topics=found.get("topics", ()),
        skipped=skipped,
        pipeline=pipeline,
    )
