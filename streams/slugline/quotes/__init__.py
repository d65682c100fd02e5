"""Quote events: what is said in a story, and who says it.

A story walks through the modules one way, and each imports only from those before it:

tags                what a word is: closed lists, endings, the word before
quote_marks         which stretches stand between marks, whatever marks the desk used or forgot
person_names        persons' names: titles, sex, what can be one
labels              what a paragraph begins with: who speaks, in a transcript; the time of a post
paragraph           a paragraph as tagged items: words, signs, each quotation as one item; its sentences
times, phrases      phrases of time, and the noun phrase beside a verb
before_verbs        the subject before a verb, over what is inserted between the two
subjects            whose a verb is
openers, cues       the words that say something was said, with their subject and what opens the content
doubts              whether what a cue reports was said at all
phrase_names        the names by which a phrase may be resolved, none of them from its description
extent, pieces      which words of the sentence are the content: the things said, with kind and evidence
refusals            quoted words that nobody says
characters          who may speak, and who has spoken
around_names        what stands beside a name tells: of its bearer, of names the model did not read
cast                the people and bodies a story names, settled before anything is resolved
namesakes           which of several people with one last name is meant
described           whom "the mayor" or "the company" means, and who is never named
floor, resolution   who has spoken so far, and whom a speaker's words therefore mean
signatures          the name behind a dash or below that says whose a quotation is
turns               which paragraphs are turns of a transcript, and whom their labels mean
attribution         who said what no cue attributes, and what goes on over paragraphs
quote_events        parts put together, repeats folded in, confidence given
"""

from collections.abc import Iterable, Iterator, Sequence

from slugline.quotes import (
    attribution,
    cues,
    labels,
    paragraph,
    pieces,
    quote_events,
    quote_marks,
    refusals,
    signatures,
    turns,
)
from slugline.quotes.attribution import Attributed
from slugline.quotes.cast import Cast
from slugline.quotes.floor import Floor
from slugline.quotes.paragraph import Line
from slugline.quotes.phrases import Range
from slugline.quotes.pieces import Said
from slugline.quotes.quote_marks import Quoted
from slugline.quotes.resolution import Resolver
from slugline.quotes.turns import Turn
from slugline.reading.reading import Reading
from slugline.records.events import EntityEvent, QuoteEvent
from slugline.records.story import Story

Paragraph = tuple[Line, list[Said]]
"""A paragraph and what is said in it."""
ALONE = "undersigned"
"""How a name with nothing beside it, below a quotation, signs: only if others tell that it is a person's."""
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
    spoken, posts = turns.find(reading), labels.posts(text, reading.story.zones)
    left_open = False
    for zone in reading.story.zones:
        if zone.kind in SILENT:
            continue
        turn = spoken.get(zone.end)
        if turn is not None:
            paragraphs.append(_turn(reading, turn, len(paragraphs)))
            left_open = False
            continue
        kept: list[Quoted] = []
        dropped: list[Quoted] = []
        for quoted in quote_marks.pair(text, posts.get(zone.start, zone.start), zone.end, left_open):
            heading = zone.kind == "body" and refusals.crosshead(text, zone.start, zone.end, quoted)
            refused = heading or refusals.shape(text, quoted, zone.kind == "headline")
            (dropped if refused else kept).append(quoted)
        left_open = zone.kind == "body" and any(not one.closed for one in kept[-1:])
        line = paragraph.read(reading, zone, len(paragraphs), kept, dropped, posts.get(zone.start))
        found = pieces.post(text, line)
        if found is None:
            found = [one for sentence in line.sentences for one in pieces.build(line, sentence)]
        if refusals.credited(text, zone):
            found = [one for one in found if one.quotations]
        paragraphs.append((line, found))
    return signatures.settle(text, paragraphs)


def _turn(reading: Reading, turn: Turn, number: int) -> Paragraph:
    """Return a paragraph of a transcript: all behind its label is what is said."""
    quoted = Quoted(turn.body, turn.zone.end, turn.body, turn.zone.end)
    line = paragraph.read(reading, turn.zone, number, [quoted], [])
    line.turn = turn.label
    return line, [] if turn.label.side == "Q" else [pieces.turn(line, turn.label, quoted)]


def settled(story: Story, entities: Sequence[EntityEvent], paragraphs: list[Paragraph]) -> Resolver:
    """Return the Resolver of a story: its cast is settled and stays as it is, nobody has spoken yet."""
    lines = [line for line, _ in paragraphs]
    cast = Cast(story.text, entities, lines, _speakers(paragraphs))
    turns.settle(cast, story, [line.turn for line in lines if line.turn is not None])
    captions = [(zone.start, zone.end) for zone in story.zones if refusals.credited(story.text, zone)]
    return Resolver(story.text, cast, Floor(story.text, cast, lines, captions))


def _speakers(paragraphs: list[Paragraph]) -> Iterator[tuple[Line, Range]]:
    """Yield the phrases that name who may speak, in the order of the text."""
    for line, said in paragraphs:
        if line.turn is not None:
            continue
        told = [one for one in said if one.evidence != ALONE]
        yield from ((one.signer or line, one.subject) for one in told if one.subject is not None)
        announcer = cues.announcer(line) if line.low[-1:] == [":"] else None
        if announcer is not None:
            yield line, announcer
