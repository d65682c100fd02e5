"""Quote events: what is said in a story, and who says it.

The way from text to event, a module each: marks -> cues -> pieces -> speakers -> resolution; ``paragraph``
and ``phrases``
are how the modules see a paragraph, ``refusals`` says what is no speech, ``places`` folds repeats together.
"""

from collections.abc import Iterable

from spacy.tokens import Doc

from schemas.events import QuoteEvent
from schemas.story import Story
from streams.extract import entities
from streams.extract.quotes import (
    captions,
    events,
    marks,
    paragraph,
    pieces,
    places,
    posts,
    refusals,
    speakers,
)
from streams.extract.quotes.cast import Cast
from streams.extract.quotes.floor import Floor
from streams.extract.quotes.marks import Quoted
from streams.extract.quotes.paragraph import Line
from streams.extract.quotes.resolution import Resolver
from streams.extract.quotes.speakers import Attributed

SILENT = frozenset(("boilerplate", "byline", "dateline", "section"))


def extract(story: Story, doc: Doc) -> Iterable[QuoteEvent]:
    """Yield one event per thing said, in text order; boilerplate, bylines and datelines yield nothing."""
    return events.events(story, places.fold(story.text, events.drafts(attributed(story, doc))))


def attributed(story: Story, doc: Doc) -> list[Attributed]:
    """Return everything said in the story with its speaker, before it is put into events."""
    paragraphs: list[tuple[Line, list[pieces.Said]]] = []
    for zone in story.zones:
        if zone.kind in SILENT:
            continue
        kept: list[Quoted] = []
        dropped: list[Quoted] = []
        for quoted in marks.pair(story.text, zone.start, zone.end):
            heading = zone.kind == "body" and refusals.crosshead(story.text, zone.start, zone.end, quoted)
            refused = heading or refusals.shape(story.text, quoted, zone.kind == "headline")
            (dropped if refused else kept).append(quoted)
        line = paragraph.read(story.text, zone, len(paragraphs), kept, dropped)
        said = posts.post(story.text, line)
        if said is None:
            said = [one for sentence in line.sentences for one in pieces.build(line, sentence)]
        if captions.credited(story.text, zone):
            said = [one for one in said if one.quotations]
        paragraphs.append((line, said))
    cast = Cast(story.text, entities.extract(story, doc))
    for line, _ in paragraphs:
        cast.introduce(line)
    lines = [line for line, _ in paragraphs]
    credited = [(zone.start, zone.end) for zone in story.zones if captions.credited(story.text, zone)]
    resolver = Resolver(story.text, cast, Floor(story.text, cast, lines, credited))
    return speakers.attribute(story.text, paragraphs, resolver)
