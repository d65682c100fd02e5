"""Invented enriched stories for the tests of the board and of the page."""

from slugline.records.chain_event import ChainEvent, ChainRelation
from slugline.records.codec import encode
from slugline.records.events import (
    EntityEvent,
    Links,
    Mention,
    PathStep,
    QuoteEvent,
    Span,
    Stance,
    StoryRef,
    TopicEvent,
    Words,
)
from slugline.records.ids import event_id
from slugline.records.story import EnrichedStory, Pipeline, Zone, emptied

NO_LINKS = Links(iso3166=None, geonames=None, wikidata=None)
QUAYS = "20000001"


def story(
    uri: str = "urn:test:1",
    headline: str | None = "Harbour reopens",
    body: str = "The harbour of Valdora reopened on Monday, port chief Mara Quill said.",
    *,
    version: int = 1,
    source: str | None = "Example Wire",
    slug: str | None = "HARBOUR",
    urgency: int | None = None,
    signals: tuple[str, ...] = (),
    people: tuple[str, ...] = (),
    said: tuple[tuple[str, str], ...] = (),
    stance: Stance = "said",
    topics: tuple[tuple[str, ...], ...] = (),
) -> EnrichedStory:
    """Return a story; ``people`` and who ``said`` what must stand in its text, topics are paths of names."""
    text = f"{headline}\n\n{body}" if headline else body
    of = StoryRef(uri=uri, version=version, source=source, urgency=urgency)
    begin = len(text) - len(body)
    return EnrichedStory(
        uri=uri,
        version=version,
        status="usable",
        headline=headline,
        byline=(),
        dateline=None,
        published="2031-04-07T10:15:00Z",
        language="en",
        source=source,
        slugline=slug,
        text=text,
        zones=(
            *([Zone(kind="headline", start=0, end=len(headline))] if headline else []),
            Zone(kind="body", start=begin, end=len(text)),
        ),
        urgency=urgency,
        signals=signals,  # type: ignore[arg-type]  # any text is one of an open list
        entities=tuple(_person(of, text, name, at) for at, name in enumerate(people)),
        quotes=tuple(_quote(of, text, name, words, stance) for name, words in said),
        topics=tuple(_topic(of, path, rank) for rank, path in enumerate(topics, 1)),
        skipped=None,
        pipeline=Pipeline(version="0.2.0", model="test"),
    )


def _person(of: StoryRef, text: str, name: str, at: int) -> EntityEvent:
    start = text.index(name)
    return EntityEvent(
        id=event_id("entity", of.uri, name),
        story=of,
        entity_id=f"PERSON:{name.casefold()}",
        name=name,
        type="PERSON",
        role=None,
        links=NO_LINKS,
        mentions=(Mention(start=start, end=start + len(name), text=name, zone="body"),),
        count=1,
        salience=1 / (at + 1),
    )


def _quote(of: StoryRef, text: str, name: str, words: str, stance: Stance) -> QuoteEvent:
    start, speaker = text.index(words), text.index(name)
    return QuoteEvent(
        id=event_id("quote", of.uri, words, name),
        story=of,
        kind="direct",
        text=words,
        pieces=(Span(start=start, end=start + len(words)),),
        cue=None,
        speaker=Words(start=speaker, end=speaker + len(name), text=name),
        speaker_name=name,
        speaker_entity=f"PERSON:{name.casefold()}",
        attribution="explicit",
        confidence=0.93,
        zone="body",
        places=(),
        stance=stance,
    )


def _topic(of: StoryRef, path: tuple[str, ...], rank: int) -> TopicEvent:
    steps = tuple(
        PathStep(qcode=f"medtop:{(sum(map(ord, name)) * 7919) % 10**8:08}", name=name) for name in path
    )
    return TopicEvent(
        id=event_id("topic", of.uri, *path),
        story=of,
        qcode=steps[-1].qcode,
        name=path[-1],
        path=steps,
        wikidata=None,
        score=0.9 / rank,
        rank=rank,
        primary=rank == 1,
        release="2025-10-09",
    )


def killed(one: EnrichedStory, status: str = "canceled", version: int | None = None) -> EnrichedStory:
    """Return what stands of a story that is killed."""
    from dataclasses import replace

    changed = replace(one, status=status, version=version or one.version)  # type: ignore[arg-type]
    return emptied(changed)


def tie(
    uri: str, chain: str, relation: ChainRelation = "update", *, into: str | None = None, order: int = 1
) -> ChainEvent:
    """Return what the chains feed says of a story, or that ``chain`` is ``into`` now."""
    return ChainEvent(
        id=event_id("chain", uri),
        chain=chain,
        story=StoryRef(uri=uri, version=1),
        status="usable",
        relation=relation,
        follows=None,
        new=0.4,
        new_paragraphs=(),
        size=2,
        sources=(),
        merged_into=into,
        published=None,
        arrived="2031-04-07T10:15:00Z",
        order=order,
    )


def value(one: EnrichedStory) -> bytes:
    """Return the record of a story."""
    return encode(one)


def quill(uri: str, name: str = "Mara Quill", words: str = "The pier stays") -> EnrichedStory:
    """Return a story in which ``name`` says ``words``."""
    body = f"{words}, {name} said."
    return story(uri, f"Head {uri}", body, people=(name,), said=((name, words),), topics=(("ports",),))
