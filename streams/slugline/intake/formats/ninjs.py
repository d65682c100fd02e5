"""ninjs (IPTC's news in JSON) to a story: its text is put together from headline, standfirst and body."""

from collections.abc import Sequence

from slugline.intake.formats import json_fields, ninjs_credits, ninjs_fields, ninjs_media, ninjs_metadata
from slugline.intake.formats.composed import without
from slugline.intake.formats.found import Found, story
from slugline.intake.formats.html_paragraphs import Paragraph, line, looks_like_html, paragraphs
from slugline.intake.formats.json_fields import Item, wrong
from slugline.intake.formats.ninjs_fields import Body, Generation, Spelling
from slugline.intake.formats.ninjs_metadata import with_metadata
from slugline.intake.formats.publication_states import standing
from slugline.intake.formats.statuses import where_usable
from slugline.intake.formats.terms import one_line
from slugline.intake.refused import Refused
from slugline.records.codec import Json
from slugline.records.story import Status, Story


def read_item(value: Json) -> Story:
    """Return the story in a parsed JSON ``value``. Raises Refused.

    The text is the headline, the standfirst where a headline has that role, and the body, parted by blank
    lines; HTML becomes its text. Byline, dateline, descriptions and notes are metadata and stay out of it,
    but for captions: of an item that is a picture, and of the pictures that go with a text. A withheld or
    canceled item may have no text at all.
    """
    if not isinstance(value, dict):
        raise wrong("", "an object", value)
    try:
        return _read(value)
    except Refused as refused:
        refused.name(lambda: _uri(value), lambda: json_fields.version(value))
        raise


def _read(value: Item) -> Story:
    shape = ninjs_fields.generation(value)
    if shape is None:
        why = f"no field for a text or a headline in it: it has {_some_keys(value)}"
        raise Refused("unknown-format", why)
    spelling = ninjs_fields.SPELLINGS[shape]
    ninjs_fields.check_type(value)
    status, held = standing(value, ninjs_fields.status(value, spelling))
    found = where_usable(status, lambda: story(_found(value, shape, status, held)))
    return found or story(_identified(value, spelling, status))


def _found(item: Item, shape: Generation, status: Status, held: str | None) -> Found:
    spelling = ninjs_fields.SPELLINGS[shape]
    media = ninjs_media.signal_of(item)
    body = _captioned(item, status) if media else _body(ninjs_fields.body(item, shape))
    headline, standfirst = (one and line(one) for one in ninjs_fields.headlines(item, shape))
    return with_metadata(
        Found(
            uri=_uri(item),
            version=json_fields.version(item),
            status=status,
            headline=headline,
            standfirst=standfirst,
            byline=ninjs_credits.byline(item, spelling),
            dateline=ninjs_credits.dateline(item),
            published=json_fields.moment(item, *spelling.published),
            modified=json_fields.moment(item, *spelling.modified),
            language=json_fields.text(item, "language"),
            source=ninjs_credits.source(item, spelling),
            slugline=json_fields.text(item, "slugline"),
            body=body if media else _with_captions(_without(headline, body), item),
            embargoed=held,
        ),
        item,
    )


def _identified(item: Item, spelling: Spelling, status: Status) -> Found:
    """Return of an ``item`` that is taken back, and that cannot be read wholly, which it is and from when."""
    return with_metadata(
        Found(
            uri=_uri(item),
            version=where_usable(status, lambda: json_fields.version(item)),
            status=status,
            published=where_usable(status, lambda: json_fields.moment(item, *spelling.published)),
            modified=where_usable(status, lambda: json_fields.moment(item, *spelling.modified)),
            source=where_usable(status, lambda: ninjs_credits.source(item, spelling)),
            slugline=where_usable(status, lambda: json_fields.text(item, "slugline")),
        ),
        item,
    )


def _uri(item: Item) -> str | None:
    """Return the item's uri; of an address that ends in another id of it, without what the request added."""
    given = json_fields.identity(item, "uri", "guid")
    address, mark, _ = (given or "").partition("?")
    if mark and address.strip("/").rpartition("/")[2] in set(ninjs_metadata.alt_ids(item)):
        return address
    return given


def _captioned(item: Item, status: Status) -> list[Paragraph]:
    """Return the caption of an item that is no text. Raises Refused where it has none."""
    found = ninjs_media.captions(item)
    if not found and status == "usable":
        raise Refused("unknown-format", f"type: {item.get('type')!r:.40} without a caption")
    return found


def _without(headline: str | None, body: str | Sequence[Paragraph]) -> str | Sequence[Paragraph]:
    return body if isinstance(body, str) else without(headline, body)


def _with_captions(body: str | Sequence[Paragraph], item: Item) -> str | Sequence[Paragraph]:
    """Return ``body`` with the captions of the pictures that go with it, those not in it, behind it."""
    more = ninjs_media.sent_with(item)
    if not more:
        return body
    whole = [Paragraph(body, None)] if isinstance(body, str) else list(body)
    known = {one_line(one.text) for one in whole}
    return [*whole, *(one for one in more if one.text not in known)]


def _body(body: Body | None) -> str | Sequence[Paragraph]:
    if body is None:
        return ()
    if body.html or (body.html is None and looks_like_html(body.text)):
        return paragraphs(body.text)
    return body.text


def _some_keys(item: Item) -> str:
    return "the keys " + ", ".join(sorted(key[:30] for key in item)[:6]) if item else "no keys"
