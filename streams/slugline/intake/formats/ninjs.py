"""ninjs (IPTC's news in JSON) to a story: its text is put together from headline, standfirst and body."""

import re
from collections.abc import Iterator
from dataclasses import replace

from slugline.intake.control_characters import check
from slugline.intake.formats import json_fields, ninjs_credits, ninjs_fields
from slugline.intake.formats.html_paragraphs import looks_like_html, paragraphs
from slugline.intake.formats.json_fields import Item, wrong
from slugline.intake.formats.json_parsing import parsed
from slugline.intake.formats.ninjs_fields import Body
from slugline.intake.formats.text_encoding import decoded
from slugline.intake.language import as_language, language_of
from slugline.intake.refused import Refused
from slugline.intake.story_uri import made_up_uri
from slugline.intake.zones.blocks import Block, blocks
from slugline.intake.zones.layout import Layout, lay_out
from slugline.records.codec import Json
from slugline.records.story import Dateline, Story, Zone
from slugline.records.zones import ZoneKind

GAP = "\n\n"

_JSON = re.compile(r"\s*(?:\{|\[\s*[\[{\"\]])")


def sniff(start: str) -> bool:
    """Tell whether it starts like JSON: what is JSON and no ninjs is refused rather than taken for text."""
    return _JSON.match(start) is not None


def read(data: bytes) -> Iterator[Story]:
    """Yield the story in an item. Raises Refused."""
    text = decoded(data)
    if not sniff(text):
        raise Refused("not-json", "ninjs starts with {")
    yield read_item(parsed(text))


def read_item(value: Json) -> Story:
    """Return the story in a parsed JSON ``value``. Raises Refused.

    The text is the headline, the standfirst where a headline has that role, and the body, parted by blank
    lines; HTML becomes its text. Byline, dateline, descriptions and notes are metadata and stay out of it. A
    withheld or canceled item may have no text at all.
    """
    if not isinstance(value, dict):
        raise wrong("", "an object", value)
    shape = ninjs_fields.generation(value)
    if shape is None:
        raise Refused("unknown-format", f"JSON, but no ninjs item: it has {_some_keys(value)}")
    spelling = ninjs_fields.SPELLINGS[shape]
    ninjs_fields.check_type(value)
    status = ninjs_fields.status(value, spelling)
    body = ninjs_fields.body(value, shape)
    headline, standfirst = (_line(one) for one in ninjs_fields.headlines(value, shape))
    text, head, found = _compose(headline, standfirst, body)
    if status == "usable" and not any(map(str.isalnum, text[head[-1].end if head else 0 :])):
        raise Refused("missing-text", "no body, or a body without a word in it")
    layout = lay_out(text, found, headline)
    zones = (*head, *layout.zones)
    uri = json_fields.text(value, "uri", "guid")
    if uri is not None and not uri.isprintable():
        raise Refused("control-characters", f"uri: {uri[:80]!r}")
    return Story(
        uri=uri.strip() if uri else made_up_uri(text),
        version=json_fields.version(value),
        status=status,
        headline=headline or layout.headline,
        byline=ninjs_credits.byline(value, spelling) or layout.byline,
        dateline=_dateline(ninjs_credits.dateline(value), layout),
        published=json_fields.moment(value, *spelling.published) or layout.published,
        language=as_language(json_fields.text(value, "language")) or language_of(text, zones),
        source=ninjs_credits.source(value, spelling) or layout.source,
        slugline=json_fields.text(value, "slugline"),
        text=text,
        zones=zones,
        embargoed=ninjs_fields.embargoed(value, spelling),
    )


def _compose(
    headline: str | None, standfirst: str | None, body: Body | None
) -> tuple[str, tuple[Zone, ...], list[Block]]:
    """Return the text, the zones of what stands above the body, and the body's blocks."""
    text = ""
    head: list[Zone] = []
    parts: tuple[tuple[ZoneKind, str | None], ...] = (("headline", headline), ("standfirst", standfirst))
    for kind, part in parts:
        if part:
            head.append(Zone(kind=kind, start=len(text), end=len(text) + len(part)))
            text += part + GAP
    if body is None:
        return text.rstrip(), tuple(head), []
    if body.html or (body.html is None and looks_like_html(body.text)):
        return _with_html(text, head, body.text)
    return text + body.text, tuple(head), [_moved(block, len(text)) for block in blocks(body.text)]


def _with_html(text: str, head: list[Zone], source: str) -> tuple[str, tuple[Zone, ...], list[Block]]:
    pieces = paragraphs(source)
    found: list[Block] = []
    at = len(text)
    for piece in pieces:
        found += (replace(_moved(block, at), role=piece.role) for block in blocks(piece.text))
        at += len(piece.text) + len(GAP)
    whole = text + GAP.join(piece.text for piece in pieces)
    check(whole, "body")
    return whole, tuple(head), found


def _moved(block: Block, by: int) -> Block:
    return replace(block, start=block.start + by, end=block.end + by)


def _line(text: str | None) -> str | None:
    """A headline as one line of plain text."""
    if text is None:
        return None
    if "<" in text or "&" in text:
        text = " ".join(piece.text for piece in paragraphs(text))
    return " ".join(text.split()) or None


def _dateline(given: Dateline | None, layout: Layout) -> Dateline | None:
    if given and layout.dateline:
        return Dateline(place=given.place or layout.dateline.place, date=given.date or layout.dateline.date)
    return given or layout.dateline


def _some_keys(item: Item) -> str:
    return "the keys " + ", ".join(sorted(key[:30] for key in item)[:6]) if item else "no keys"
