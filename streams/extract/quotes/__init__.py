"""Quote events: what is said in a story, and who says it.

The way from text to event, a module each: marks -> cues -> pieces -> speakers -> resolution; ``paragraph`` and ``phrases``
are how the modules see a paragraph, ``refusals`` says what is no speech, ``places`` folds repeats together.
"""

from collections.abc import Iterable

from spacy.tokens import Doc

from schemas.events import QuoteEvent, Span, StoryRef, Words
from schemas.identity import event_id
from schemas.story import Story
from streams.extract import entities
from streams.extract.quotes import captions, marks, paragraph, pieces, refusals, speakers
from streams.extract.quotes.cast import Cast
from streams.extract.quotes.floor import Floor
from streams.extract.quotes.marks import Quoted
from streams.extract.quotes.paragraph import Line
from streams.extract.quotes.resolution import Resolver
from streams.extract.quotes.speakers import Attributed

SILENT = frozenset(("boilerplate", "byline", "dateline", "section"))


def extract(story: Story, doc: Doc) -> Iterable[QuoteEvent]:
    """Yield one event per thing said, in text order; boilerplate, bylines and datelines yield nothing."""
    for one in attributed(story, doc):
        yield _event(story, one)


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


def _event(story: Story, one: Attributed) -> QuoteEvent:
    text, said, who = story.text, one.said, one.who
    cue = said.cue
    line = said.line
    spans = tuple(Span(start=start, end=end) for start, end in said.pieces)
    character = who.character if who is not None else None
    cue_words = None
    if cue is not None:
        start, end = line.start[cue.words[0]], line.end[cue.words[1] - 1]
        cue_words = Words(start=start, end=end, text=text[start:end])
    speaker = None
    if who is not None and who.end > who.start:
        speaker = Words(start=who.start, end=who.end, text=text[who.start : who.end])
    return QuoteEvent(
        id=event_id("quote", story.uri, story.version, spans[0].start),
        story=StoryRef(uri=story.uri, version=story.version),
        kind=said.kind,
        text=" ... ".join(text[span.start : span.end] for span in spans),
        pieces=spans,
        cue=cue_words,
        speaker=speaker,
        speaker_name=character.name if character is not None else None,
        speaker_entity=character.entity_id if character is not None else None,
        attribution=one.attribution,
        confidence=0.5,
        zone=line.zone.kind,
        places=(),
    )
