"""Quote events: what is said in a story, and who says it.

The way from text to event, a module each: marks -> cues -> pieces -> speakers -> resolution; ``paragraph``
and ``phrases``
are how the modules see a paragraph, ``refusals`` says what is no speech, ``places`` folds repeats together.
"""

from collections.abc import Iterable, Iterator, Sequence

from slugline.quotes import (
    attribution,
    drafts,
    embedded_posts,
    paragraph,
    photo_credits,
    pieces,
    quote_marks,
    refusals,
    repeats,
)
from slugline.quotes.attribution import Attributed
from slugline.quotes.cast import Cast
from slugline.quotes.floor import Floor
from slugline.quotes.paragraph import Line
from slugline.quotes.phrases import Range
from slugline.quotes.quote_marks import Quoted
from slugline.quotes.resolution import Resolver
from slugline.reading.reading import Reading
from slugline.records.events import EntityEvent, QuoteEvent

SILENT = frozenset(("boilerplate", "byline", "dateline", "section"))


def extract(reading: Reading, entities: Sequence[EntityEvent]) -> Iterable[QuoteEvent]:
    """Yield one event per thing said, in text order; boilerplate, bylines and datelines yield nothing.

    ``entities`` are the story's entity events: a speaker who is one of them gets its name and id.
    """
    story = reading.story
    return drafts.events(story, repeats.fold(story.text, drafts.drafts(attributed(reading, entities))))


def attributed(reading: Reading, entities: Sequence[EntityEvent]) -> list[Attributed]:
    """Return everything said in the story with its speaker, before it is put into events."""
    story = reading.story
    paragraphs: list[tuple[Line, list[pieces.Said]]] = []
    for zone in story.zones:
        if zone.kind in SILENT:
            continue
        kept: list[Quoted] = []
        dropped: list[Quoted] = []
        for quoted in quote_marks.pair(story.text, zone.start, zone.end):
            heading = zone.kind == "body" and refusals.crosshead(story.text, zone.start, zone.end, quoted)
            refused = heading or refusals.shape(story.text, quoted, zone.kind == "headline")
            (dropped if refused else kept).append(quoted)
        line = paragraph.read(reading, zone, len(paragraphs), kept, dropped)
        said = embedded_posts.post(story.text, line)
        if said is None:
            said = [one for sentence in line.sentences for one in pieces.build(line, sentence)]
        if photo_credits.credited(story.text, zone):
            said = [one for one in said if one.quotations]
        paragraphs.append((line, said))
    lines = [line for line, _ in paragraphs]
    cast = Cast(story.text, entities, lines, _speakers(paragraphs))
    credited = [(zone.start, zone.end) for zone in story.zones if photo_credits.credited(story.text, zone)]
    resolver = Resolver(story.text, cast, Floor(story.text, cast, lines, credited))
    return attribution.attribute(story.text, paragraphs, resolver)


def _speakers(paragraphs: list[tuple[Line, list[pieces.Said]]]) -> Iterator[tuple[Line, Range]]:
    """Yield the phrases that name who may speak, in the order of the text."""
    for line, said in paragraphs:
        yield from ((line, one.subject) for one in said if one.subject is not None)
        announcer = attribution.announcer(line) if line.low[-1:] == [":"] else None
        if announcer is not None:
            yield line, announcer
