"""Invented wire copy with a known cast: what is said in it, a line for each quote.

The names are given, not found, so that a table of rules of quotes holds whatever the model reads. A line is
``kind | words, pieces joined by " ... " | cue | speaker's words | attribution, name | zones``; "-" stands for
none, and the zone is left out where it is the body alone.
"""

import re
from collections.abc import Iterable, Iterator
from typing import get_args

from slugline import quotes
from slugline.reading.reader import Reader
from slugline.records.events import EntityEvent, EntityType, Links, Mention, QuoteEvent, StoryRef
from slugline.records.ids import event_id
from slugline.records.story import Story, Zone
from slugline.records.zones import ZoneKind

CAST: dict[str, EntityType] = {
    "Anna Keller": "PERSON",
    "Robert Klein": "PERSON",
    "Peter Holm": "PERSON",
    "Ruth Sand": "PERSON",
    "Harbour Board": "ORG",
    "Baltic Times": "ORG",
    "Tidewater Bank": "ORG",
    "Health Ministry": "ORG",
    "Odense": "GPE",
    "Danes": "NORP",
}
"""Who is in every story that names them; a last name alone is the person's too."""


def story(text: str) -> Story:
    """Return paragraphs as a story: one that begins "caption: " is a caption, and so on; the rest is body."""
    words, zones = "", []
    for paragraph in text.split("\n\n"):
        kind = next((kind for kind in get_args(ZoneKind) if paragraph.startswith(f"{kind}: ")), None)
        told = paragraph.removeprefix(f"{kind}: ")
        zones.append(Zone(kind=kind or "body", start=len(words), end=len(words) + len(told)))
        words += told + "\n\n"
    return zoned(words, zones)


def zoned(text: str, zones: Iterable[Zone], uri: str = "urn:test:invented", version: int = 1) -> Story:
    """Return a usable English story with just these zones, and nothing else known of it."""
    return Story(
        uri=uri,
        version=version,
        status="usable",
        headline=None,
        byline=(),
        dateline=None,
        published=None,
        language="en",
        source=None,
        slugline=None,
        text=text,
        zones=tuple(zones),
    )


def entities(told: Story, cast: dict[str, EntityType]) -> Iterator[EntityEvent]:
    """Yield an event for everybody of ``cast`` whom the story names."""
    for name, kind in cast.items():
        last = name.split()[-1] if kind == "PERSON" else name
        pattern = rf"\b{re.escape(name)}\b|\b{re.escape(last)}\b"
        found = [(match.start(), match.end()) for match in re.finditer(pattern, told.text)]
        mentions = tuple(
            Mention(start=start, end=end, text=told.text[start:end], zone="body") for start, end in found
        )
        if mentions:
            yield EntityEvent(
                id=event_id("entity", name),
                story=StoryRef(uri=told.uri, version=told.version),
                entity_id=name.lower(),
                name=name,
                type=kind,
                role=None,
                links=Links(iso3166=None, geonames=None, wikidata=None),
                mentions=mentions,
                count=len(mentions),
                salience=0.5,
            )


def heard(text: str, reader: Reader, more: dict[str, EntityType]) -> list[QuoteEvent]:
    """Return the quote events of an invented story; ``more`` are added to the cast."""
    told = story(text)
    (reading,) = reader.read([told])
    return list(quotes.extract(reading, list(entities(told, {**CAST, **more}))))


def line(event: QuoteEvent) -> str:
    """Return an event as a line of a table."""
    cue, speaker = (words.text if words is not None else "-" for words in (event.cue, event.speaker))
    who = f"{event.attribution}, {event.speaker_name}" if event.speaker_name else event.attribution
    zones = (
        "" if (event.zone, event.places) == ("body", ()) else f" | {', '.join((event.zone, *event.places))}"
    )
    stance = "" if event.stance == "said" else f" | {event.stance}"
    return f"{event.kind} | {event.text} | {cue} | {speaker} | {who}{zones}{stance}"
