"""Stories and events as a person reads them, in wide and narrow terminals."""

from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from slugline.cli.printing import render_events, terminal
from slugline.records.chain_event import ChainEvent
from slugline.records.events import (
    EntityEvent,
    Links,
    Mention,
    PathStep,
    QuoteEvent,
    QuoteKind,
    Span,
    StoryRef,
    TopicEvent,
    TrendEvent,
    Window,
    Words,
)
from slugline.records.ids import event_id
from slugline.records.story import Dateline, EnrichedStory, Pipeline, SkipReason
from tests.records.records import ALERT, CHAIN

REF = StoryRef(uri="urn:test:1", version=2)


def entity(name: str, count: int, role: str | None = None, iso: str | None = None) -> EntityEvent:
    mention = Mention(start=0, end=3, text="abc", zone="body")
    links = Links(iso3166=iso, geonames=None, wikidata=None)
    return EntityEvent(
        id=event_id("entity", name),
        story=REF,
        entity_id=f"person:{name}",
        name=name,
        type="PERSON",
        role=role,
        links=links,
        mentions=(mention,) * count,
        count=count,
        salience=0.5,
    )


def quote(at: int, kind: QuoteKind, text: str, speaker: str | None) -> QuoteEvent:
    words = Words(start=0, end=2, text="she") if speaker else None
    return QuoteEvent(
        id=event_id("quote", at),
        story=REF,
        kind=kind,
        text=text,
        pieces=(Span(start=at, end=at + 5),),
        cue=None,
        speaker=words,
        speaker_name=speaker,
        speaker_entity=None,
        attribution="explicit" if speaker else "none",
        confidence=0.5,
        zone="body",
        places=(),
    )


def topic(*names: str, score: float = 0.5) -> TopicEvent:
    path = tuple(PathStep(qcode=f"medtop:{sum(map(ord, name)):08}", name=name) for name in names)
    return TopicEvent(
        id=event_id("topic", *names),
        story=REF,
        qcode=path[-1].qcode,
        name=names[-1],
        path=path,
        wikidata=None,
        score=score,
        rank=1,
        primary=False,
        release="2025-10-09",
    )


def story(
    quotes: tuple[QuoteEvent, ...] = (),
    entities: tuple[EntityEvent, ...] = (),
    topics: tuple[TopicEvent, ...] = (),
    headline: str | None = "Bridge [reopens] :smile:",
    skipped: SkipReason | None = None,
) -> EnrichedStory:
    return EnrichedStory(
        uri="urn:test:1",
        version=2,
        status="usable",
        headline=headline,
        byline=("Ana Paz", "Bo Lind"),
        dateline=Dateline(place="LIMA", date=None),
        published="2026-01-02",
        language="en",
        source="Costa Wire",
        slugline=None,
        text="The bridge over the river opened again on Friday, the city said. " * 3,
        zones=(),
        entities=entities,
        quotes=quotes,
        topics=topics,
        skipped=skipped,
        pipeline=Pipeline(version="1", model="m"),
    )


def shown(enriched: EnrichedStory, width: int = 100, quotes: int = 50, longest: int = 1000) -> list[str]:
    console = Console(width=width, markup=False, highlight=False, emoji=False)
    with console.capture() as captured:
        terminal.show(console, render_events.story(enriched, quotes=quotes, longest=longest))
    return captured.get().splitlines()


def test_a_story_with_everything() -> None:
    enriched = story(
        quotes=(quote(3, "direct", "It holds,", "Ana Paz"), quote(9, "indirect", "it is safe", None)),
        entities=(entity("Ana Paz", 2, role="Mayor"), entity("Peru", 1, iso="PE")),
        topics=(topic("politics", "transport"), topic("politics")),
    )
    assert shown(enriched) == [
        "Bridge [reopens] :smile:",
        "  LIMA · 2026-01-02 · by Ana Paz, Bo Lind · Costa Wire · urn:test:1 v2",
        "  about politics › transport 0.50",
        "  names Ana Paz (Mayor) ×2, Peru (PE)",
        "  says  “It holds,” — Ana Paz",
        "        it is safe — nobody named",
    ]


def test_quotes_in_marks_go_first_when_there_are_too_many() -> None:
    quotes = (
        quote(1, "indirect", "one", "A B"),
        quote(2, "direct", "two", None),
        quote(3, "mixed", "three", "A B"),
        quote(4, "direct", "four", "A B"),
    )
    assert shown(story(quotes), quotes=2)[2:] == [
        "  says  “three” — A B",
        "        “four” — A B",
        "        and 2 more quotes",
    ]


def test_a_long_quote_is_cut_at_a_word() -> None:
    lines = shown(story((quote(1, "direct", "the river rose over the quay", "A B"),)), longest=20)
    assert lines[-1] == "  says  “the river rose ...” — A B"


@pytest.mark.parametrize("reason", ["language", "canceled"])
def test_a_story_without_events_says_why(reason: SkipReason) -> None:
    assert shown(story(skipped=reason))[2:] == [f"  skipped {reason}: no events looked for"]


def test_a_story_without_headline_is_called_by_its_first_words() -> None:
    assert shown(story(headline=None))[0] == (
        "The bridge over the river opened again on Friday, the city said. The bridge o..."
    )


@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    enriched = story(
        (quote(3, "direct", "It holds, and it will hold for years to come", "Ana Paz"),),
        (
            entity("Ana Paz", 2, role="Mayor of the city"),
            entity("Pneumonoultramicroscopicsilicovolcanoconiosis", 1),
        ),
    )
    lines = shown(enriched, width)
    assert max(map(len, lines)) <= width
    assert "".join("".join(lines).split()).count("Pneumonoultra") == 1


def chain(**more: Any) -> ChainEvent:
    return replace(CHAIN, **more)


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (entity("Ana Paz", 2, role="Mayor"), "Ana Paz (Mayor) ×2  urn:test:1 v2"),
        (quote(3, "direct", "It holds,", "Ana Paz"), "“It holds,” — Ana Paz  urn:test:1 v2"),
        (
            replace(quote(3, "indirect", "it leaks", "Ana Paz"), stance="denied"),
            "it leaks — Ana Paz (denied)  urn:test:1 v2",
        ),
        (topic("politics", "transport"), "politics › transport 0.50  urn:test:1 v2"),
        (
            replace(ALERT, headline="Port shut", story=replace(ALERT.story, uri="urn:test:1", version=2)),
            "Harbour moved  Port shut  any[0].text: harbour  urn:test:1 v2",
        ),
        (
            TrendEvent(
                id=event_id("trend", 1),
                window=Window(start="2026-01-01", end="2026-01-02"),
                kind="speaker",
                key="person:ana paz",
                name="Ana Paz",
                stories=7,
                previous=2,
                score=1.25,
            ),
            "Ana Paz  speaker  7 stories, 2 before, score 1.2  2026-01-01 to 2026-01-02",
        ),
        (
            chain(),
            "update of urn:wire:örnek:2031-04-07:0041, 25% new  "
            "7de2a188-a767-5461-96bd-bc48c744536a, 2 stories  urn:wire:örnek:2031-04-07:0042 v3",
        ),
        (
            chain(relation="first", follows=None, size=1),
            "first  7de2a188-a767-5461-96bd-bc48c744536a, 1 story  urn:wire:örnek:2031-04-07:0042 v3",
        ),
        (
            chain(relation="withdrawn", status="canceled"),
            "- canceled  7de2a188-a767-5461-96bd-bc48c744536a  urn:wire:örnek:2031-04-07:0042 v3",
        ),
        (
            chain(relation="withdrawn", status="deleted", chain=None),
            "- deleted  in no chain any more  urn:wire:örnek:2031-04-07:0042 v3",
        ),
        (
            chain(relation="merged", merged_into="00000000-0000-5000-8000-000000000001"),
            "= merged  7de2a188-a767-5461-96bd-bc48c744536a is 00000000-0000-5000-8000-000000000001 now  "
            "urn:wire:örnek:2031-04-07:0042 v3",
        ),
    ],
)
def test_events_are_one_line(
    event: EntityEvent | QuoteEvent | TopicEvent | TrendEvent | ChainEvent, line: str
) -> None:
    console = Console(width=200, markup=False)
    with console.capture() as captured:
        terminal.show(console, render_events.event(event))
    assert captured.get() == f"{line}\n"
