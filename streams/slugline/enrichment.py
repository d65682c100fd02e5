"""One story into its events: runs the extractors, so that one that fails costs only its own kind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Final

from slugline import kinds as table
from slugline.kinds import KINDS, Kind
from slugline.reading import MIN_CONFIDENCE, plain_letters, reach
from slugline.reading.reading import Reading
from slugline.reading.running_case import as_written
from slugline.records.marks import Open
from slugline.records.story import Copy, EnrichedStory, Pipeline, SkipReason, Story
from slugline.release import VERSION

if TYPE_CHECKING:
    from slugline.reading.reader import Reader

ADVISORY: Final = "advisory"
"""The signal of what is a note to editors and no story, a kill in copy among them, and why it is skipped."""


MOST_SURE: Final = 5_000
"""Quotes of one story that go out: a mebibyte of nothing but speakers has twenty thousand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An extractor that raised: which kind of event is missing, and why."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What came of a story."""

    enriched: EnrichedStory
    failures: tuple[Failure, ...] = ()
    held: Mapping[str, int] = field(default_factory=dict)
    """How many events were too unsure to go out, by the name of their kind."""


def enrich(stories: Sequence[Story], reader: "Reader", kinds: Sequence[Kind] = KINDS) -> list[Split]:
    """Return a Split per story, in order. About 8 stories at a time are fastest.

    A story that is not usable, is a note to editors, has no text or is not in the model's language comes back
    without events and says why.
    """
    made_by = pipeline(reader)
    reasons = [skip_reason(story, reader.language) for story in stories]
    usable = [story for story, reason in zip(stories, reasons, strict=True) if reason is None]
    within = [reach.within(story) for story in usable]
    plain = [plain_letters.plain(story) for story in within]
    readings = reader.read([one.story if one else story for one, story in zip(plain, within, strict=True)])
    splits = (split(reading, made_by, kinds, reader.min_confidence) for reading in readings)
    told = (_told_of_origin(one, way) if way else one for one, way in zip(splits, plain, strict=True))
    done = (
        one if part is story else _told_of_whole(one, story)
        for one, part, story in zip(told, within, usable, strict=True)
    )
    return [
        next(done) if reason is None else Split(enriched=_enriched(story, made_by, {}, skipped=reason))
        for story, reason in zip(stories, reasons, strict=True)
    ]


def _told_of_origin(found: Split, plain: plain_letters.Plain) -> Split:
    """Return what was ``found`` in plain letters, told of the story as it came."""
    own: dict[str, Any] = {field.name: getattr(plain.origin, field.name) for field in fields(Copy)}
    events: dict[str, Any] = {kind.plural: plain.back(getattr(found.enriched, kind.plural)) for kind in KINDS}
    return replace(found, enriched=replace(found.enriched, **own, **events))


def _told_of_whole(found: Split, story: Story) -> Split:
    """Return what was ``found`` in the part of ``story`` that is read, told of all of it."""
    enriched = replace(found.enriched, text=story.text, zones=story.zones, truncated=True)
    return replace(found, enriched=enriched)


def pipeline(reader: "Reader") -> Pipeline:
    """Return what makes the events, with all that decides about them."""
    marks = [reader.model]
    marks += [f"confidence {reader.min_confidence:g}"] if reader.min_confidence != MIN_CONFIDENCE else []
    marks += [f"gazetteer {reader.authority.digest}"] if reader.authority else []
    return Pipeline(version=VERSION, model=", ".join(marks))


def skip_reason(story: Story, language: str) -> Open[SkipReason] | None:
    """Return why no events are to be looked for in ``story`` by a model of ``language``; None if they are."""
    if story.status != "usable":
        return story.status
    if ADVISORY in story.signals:
        return ADVISORY
    if not story.text.strip():
        return "no-text"
    spoken = story.language.split("-")[0]
    return None if spoken in (language, "und") else "language"


def split(
    reading: Reading,
    made_by: Pipeline,
    kinds: Iterable[Kind] = KINDS,
    min_confidence: float = MIN_CONFIDENCE,
) -> Split:
    """Return the story with all events that the ``kinds`` find in it, and a Failure for each that raised.

    A kind that needs one that raised goes on without its events. Of a ``sure`` kind no event goes out whose
    confidence is below ``min_confidence``, and no more than the first MOST_SURE: a story that has more is
    ``truncated``.
    """
    held: dict[str, int] = {}
    found: dict[str, tuple[Any, ...]] = {}
    failures: list[Failure] = []
    truncated = False
    for kind in kinds:
        try:
            events = kind.extract(reading, *(found.get(need, ()) for need in kind.needs))
            if kind.sure:
                found[kind.name], held[kind.name], more = _sure(events, min_confidence)
                truncated |= more
            else:
                found[kind.name] = tuple(events)
        except Exception as error:  # any: one extractor must not cost the story its other events
            failures.append(Failure(kind=kind.plural, detail=f"{type(error).__name__}: {error}"))
    lists = {kind.plural: found.get(kind.name, ()) for kind in kinds}
    story = reading.story
    if reading.written is not None:
        story = replace(story, text=reading.written)
        lists = as_written(lists, story.text)
    enriched = _enriched(story, made_by, lists)
    enriched = replace(enriched, truncated=True) if truncated else enriched
    return Split(enriched=enriched, failures=tuple(failures), held=held)


def _sure(events: Iterable[Any], min_confidence: float) -> tuple[tuple[Any, ...], int, bool]:
    """Return the first of the ``events`` that are sure enough, how many are not, and whether there are more.

    They are taken as they come: all the quotes of a text without end would take hundreds of megabytes.
    """
    sure: list[Any] = []
    unsure, more = 0, False
    for event in events:
        if event.confidence < min_confidence:
            unsure += 1
        elif len(sure) < MOST_SURE:
            sure.append(event)
        else:
            more = True
    return tuple(sure), unsure, more


def _enriched(
    story: Story,
    made_by: Pipeline,
    found: Mapping[str, tuple[Any, ...]],
    skipped: Open[SkipReason] | None = None,
) -> EnrichedStory:
    """Return the enriched record; a kind of the table that is not in ``found`` has found nothing."""
    shared: dict[str, Any] = {one.name: getattr(story, one.name) for one in fields(Copy)}
    lists: dict[str, Any] = {kind.plural: () for kind in KINDS} | dict(found)
    return table.EnrichedStory(**shared, **lists, skipped=skipped, pipeline=made_by)
