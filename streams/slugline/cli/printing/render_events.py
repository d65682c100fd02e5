"""Enriched stories, events and dead letters as a person reads them."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from slugline.cli.printing import terminal
from slugline.kinds import KINDS
from slugline.records import codec
from slugline.records.alert_event import AlertEvent
from slugline.records.chain_event import ChainEvent
from slugline.records.cloudevents import StoryEvent
from slugline.records.events import EntityEvent, QuoteEvent, TopicEvent, TrendEvent
from slugline.records.retraction import Retraction
from slugline.records.story import EnrichedStory

COLOURS = {
    "PERSON": "magenta",
    "ORG": "cyan",
    "GPE": "green",
    "LOC": "green",
    "FAC": "green",
    "NORP": "yellow",
}
MARKS = {"direct": ("“", "”"), "mixed": ("“", "”"), "indirect": ("", "")}


def story(
    enriched: EnrichedStory,
    entities: int = 12,
    quotes: int = 50,
    topics: int = 5,
    longest: int = 1000,
    address: bool = True,
) -> RenderableType:
    """Return the story's headline, its origin and what was found in it, at most so many of each kind.

    If there are more quotes, those in quote marks are taken first. ``longest`` is the length of a quote in
    code points, ``address`` says whether to show the uri.
    """
    rows = Table.grid(padding=(0, 1))
    rows.add_column(style="dim", no_wrap=True, min_width=5)
    rows.add_column(overflow="fold")
    if enriched.skipped:
        rows.add_row("skipped", Text(f"{enriched.skipped}: no events looked for", style="yellow"))
    if enriched.topics:
        rows.add_row("about", _joined([_topic(one) for one in _deepest(enriched.topics)], topics, "; "))
    if enriched.entities:
        rows.add_row("names", _joined([_entity(event) for event in enriched.entities], entities, ", "))
    for kind in KINDS:
        found = getattr(enriched, kind.plural, ())
        if found and kind.record not in LINES:
            rows.add_row(kind.plural, _joined([_fields(event) for event in found], entities, "; "))
    for label, event in zip(_labels("says"), _best(enriched.quotes, quotes), strict=False):
        rows.add_row(label, terminal.flat(_quote(event, longest)))
    if len(enriched.quotes) > quotes:
        rows.add_row("", Text(f"and {len(enriched.quotes) - quotes} more quotes", style="dim"))
    origin = terminal.flat(Text(" · ".join(_origin(enriched, address)), style="dim"))
    return Group(
        terminal.flat(Text(headline(enriched), style="bold")),
        Padding(Group(origin, rows), (0, 0, 0, 2), expand=False),
    )


def event(record: StoryEvent | TrendEvent | ChainEvent | Retraction) -> RenderableType:
    """Return one event in one line, with the story it is from; a kind without words of its own by its
    fields.
    """
    if isinstance(record, TrendEvent):
        return terminal.flat(_trend(record))
    line = LINES.get(type(record), _fields)(record).copy()
    return terminal.flat(line.append(f"  {record.story.uri} v{record.story.version}", style="dim"))


def headline(enriched: EnrichedStory) -> str:
    """Return the headline, else the first words of the text, else the uri."""
    if enriched.headline:
        return enriched.headline
    words = " ".join(enriched.text[:400].split())
    return (f"{words[:77]}..." if len(words) > 80 else words) or enriched.uri


def _origin(enriched: EnrichedStory, address: bool) -> Iterable[str]:
    dateline = enriched.dateline
    if dateline and dateline.place:
        yield dateline.place
    if enriched.published:
        yield enriched.published
    if enriched.byline:
        yield "by " + ", ".join(enriched.byline)
    if enriched.source:
        yield enriched.source
    if enriched.status != "usable":
        yield enriched.status
    if address or enriched.version > 1:
        yield f"{enriched.uri} v{enriched.version}" if address else f"version {enriched.version}"


def _entity(event: EntityEvent) -> Text:
    text = Text().append(event.name, COLOURS.get(event.type, "yellow"))
    note = ", ".join(part for part in (event.role, event.links.iso3166) if part)
    text.append(f" ({note})" if note else "", style="dim")
    return text.append(f" ×{event.count}" if event.count > 1 else "", style="dim")


def _best(quotes: tuple[QuoteEvent, ...], count: int) -> list[QuoteEvent]:
    ranked = sorted(quotes, key=lambda event: (event.kind == "indirect", event.attribution == "none"))
    return sorted(ranked[:count], key=lambda event: [piece.start for piece in event.pieces])


def _deepest(topics: tuple[TopicEvent, ...]) -> list[TopicEvent]:
    """Return the topics without those that stand in the path of another."""
    above = {step.qcode for event in topics for step in event.path[:-1]}
    return [event for event in topics if event.qcode not in above]


def _quote(event: QuoteEvent, longest: int = 1000) -> Text:
    opening, closing = MARKS.get(event.kind, ("", ""))
    words = " ".join(event.text.split())
    if len(words) > longest:
        words = words[: longest - 4].rsplit(" ", 1)[0] + " ..."
    speaker = event.speaker_name or (event.speaker.text if event.speaker else None)
    text = Text(f"{opening}{words}{closing}")
    text.append(" — ", style="dim").append(speaker or "nobody named", style="magenta" if speaker else "dim")
    return text.append(f" ({event.stance})" if event.stance != "said" else "", style="bold")


def _topic(event: TopicEvent) -> Text:
    path = " › ".join(step.name for step in event.path) or event.name
    text = Text().append(path, "bold blue" if event.primary else "blue")
    return text.append(f" {event.score:.2f}", style="dim")


def _retraction(event: Retraction) -> Text:
    text = Text("- retracted  ").append(event.retracted, "strike")
    return text.append(f"  {event.reason}", style="yellow")


def _chain(event: ChainEvent) -> Text:
    if event.relation == "merged":
        return Text("= merged").append(f"  {event.chain} is {event.merged_into} now", "dim")
    if event.relation == "withdrawn":
        return Text(f"- {event.status}").append(f"  {event.chain or 'in no chain any more'}", "dim")
    text = Text().append(event.relation, "bold" if event.relation == "first" else "cyan")
    if event.follows is not None:
        text.append(f" of {event.follows}, {event.new:.0%} new")
    stories = "1 story" if event.size == 1 else f"{event.size:,} stories"
    return text.append(f"  {event.chain}, {stories}", "dim")


def _alert(event: AlertEvent) -> Text:
    told = event.cause != "changed"
    text = Text().append(event.rule, "bold yellow" if told else "yellow").append(f" {event.cause}", "dim")
    text.append(f"  {event.headline or event.story.uri}", "bold" if told else "")
    for one in event.found:
        text.append(f"  {one.where}: ", "dim").append(one.words)
    return text


def _fields(event: Any) -> Text:
    """Return an event of any kind by its fields, as they are called in its record."""
    text = Text()
    for one in fields(event):
        value = getattr(event, one.name)
        if one.name not in ("id", "story") and value not in (None, (), ""):
            shown = value if isinstance(value, str | int | float) else codec.encode(value).decode()
            text.append("  " if text else "").append(f"{one.name} ", "dim").append(f"{shown}")
    return text


LINES: dict[type, Callable[[Any], Text]] = {
    EntityEvent: _entity,
    QuoteEvent: _quote,
    TopicEvent: _topic,
    Retraction: _retraction,
    ChainEvent: _chain,
    AlertEvent: _alert,
}
"""How one event is said, for the kinds that have words of their own."""


def _trend(event: TrendEvent) -> Text:
    text = Text().append(event.name, "bold").append(f"  {event.kind}", "dim")
    text.append(f"  {event.stories} stories, {event.previous} before, score {event.score:.1f}")
    return text.append(f"  {event.window.start} to {event.window.end}", style="dim")


def _joined(items: list[Text], limit: int, separator: str) -> Text:
    text = terminal.flat(Text(separator).join(items[:limit]))
    more = len(items) - limit
    return text.append(f"{separator}and {more} more", style="dim") if more > 0 else text


def _labels(first: str) -> Iterable[str]:
    yield first
    while True:
        yield ""
