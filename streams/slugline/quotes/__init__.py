"""Quote events: what is said in a story, and who says it.

A story walks through the modules one way, and each imports only from those before it:

words, tags         what a word is: closed lists, endings, the word before
quote_marks         which stretches stand between marks, whatever marks the desk used or forgot
paragraph           a paragraph as tagged items: words, signs, each quotation as one item; its sentences
phrases, subjects   the noun phrase beside a verb, and whose a verb is
openers, cues       the words that say something was said, with their subject and what opens the content
extent, pieces      which words of the sentence are the content: the things said, with kind and evidence
refusals            quoted words that nobody says
person_names        persons' names: titles, sex, what can be one
phrase_names        the names by which a phrase may be resolved, none of them from its description
cast                the people and bodies a story names, settled before anything is resolved
floor, resolution   who has spoken so far, and whom a speaker's words therefore mean
attribution         who said what no cue attributes
quote_events        parts put together, repeats folded in, confidence given
"""

from collections.abc import Iterable, Iterator, Sequence

from slugline.quotes import attribution, cues, paragraph, pieces, quote_events, quote_marks, refusals
from slugline.quotes.attribution import Attributed
from slugline.quotes.cast import Cast
from slugline.quotes.floor import Floor
from slugline.quotes.paragraph import Line
from slugline.quotes.phrases import Range
from slugline.quotes.pieces import Said
from slugline.quotes.quote_marks import Quoted
from slugline.quotes.resolution import Resolver
from slugline.reading.reading import Reading
from slugline.records.events import EntityEvent, QuoteEvent
from slugline.records.story import Story

Paragraph = tuple[Line, list[Said]]
"""A paragraph and what is said in it."""
SILENT = frozenset(("boilerplate", "byline", "dateline", "editor_note", "section"))
"""Zones in which nobody speaks."""


def extract(reading: Reading, entities: Sequence[EntityEvent]) -> Iterable[QuoteEvent]:
    """Yield one event per thing said, in text order; boilerplate, bylines and datelines yield nothing.

    ``entities`` are the story's entity events: a speaker who is one of them gets its name and id.
    """
    story = reading.story
    drafts = quote_events.drafts(attributed(reading, entities))
    return quote_events.events(story, quote_events.fold(story.text, drafts))


def attributed(reading: Reading, entities: Sequence[EntityEvent]) -> list[Attributed]:
    """Return everything said in the story with its speaker, before it is put into events."""
    paragraphs = said(reading)
    return attribution.attribute(reading.story.text, paragraphs, settled(reading.story, entities, paragraphs))


def said(reading: Reading) -> list[Paragraph]:
    """Return each paragraph that may quote somebody, with what is said in it."""
    text = reading.story.text
    paragraphs: list[Paragraph] = []
    for zone in reading.story.zones:
        if zone.kind in SILENT:
            continue
        kept: list[Quoted] = []
        dropped: list[Quoted] = []
        for quoted in quote_marks.pair(text, zone.start, zone.end):
            heading = zone.kind == "body" and refusals.crosshead(text, zone.start, zone.end, quoted)
            refused = heading or refusals.shape(text, quoted, zone.kind == "headline")
            (dropped if refused else kept).append(quoted)
        line = paragraph.read(reading, zone, len(paragraphs), kept, dropped)
        found = pieces.post(text, line)
        if found is None:
            found = [one for sentence in line.sentences for one in pieces.build(line, sentence)]
        if refusals.credited(text, zone):
            found = [one for one in found if one.quotations]
        paragraphs.append((line, found))
    return paragraphs


def settled(story: Story, entities: Sequence[EntityEvent], paragraphs: list[Paragraph]) -> Resolver:
    """Return the Resolver of a story: its cast is settled and stays as it is, nobody has spoken yet."""
    lines = [line for line, _ in paragraphs]
    cast = Cast(story.text, entities, lines, _speakers(paragraphs))
    captions = [(zone.start, zone.end) for zone in story.zones if refusals.credited(story.text, zone)]
    return Resolver(story.text, cast, Floor(story.text, cast, lines, captions))


def _speakers(paragraphs: list[Paragraph]) -> Iterator[tuple[Line, Range]]:
    """Yield the phrases that name who may speak, in the order of the text."""
    for line, said in paragraphs:
        yield from ((line, one.subject) for one in said if one.subject is not None)
        announcer = cues.announcer(line) if line.low[-1:] == [":"] else None
        if announcer is not None:
            yield line, announcer
