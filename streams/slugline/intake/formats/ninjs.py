"""ninjs (IPTC's news in JSON) to a story: its text is put together from headline, standfirst and body."""

from collections.abc import Sequence

from slugline.intake.formats import json_fields, ninjs_credits, ninjs_fields
from slugline.intake.formats.found import Found, story
from slugline.intake.formats.html_paragraphs import Paragraph, line, looks_like_html, paragraphs
from slugline.intake.formats.json_fields import Item, wrong
from slugline.intake.formats.ninjs_fields import Body
from slugline.intake.formats.ninjs_metadata import with_metadata
from slugline.intake.refused import Refused
from slugline.records.codec import Json
from slugline.records.story import Story


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
        why = f"no field for a text or a headline in it: it has {_some_keys(value)}"
        raise Refused("unknown-format", why)
    spelling = ninjs_fields.SPELLINGS[shape]
    ninjs_fields.check_type(value)
    status = ninjs_fields.status(value, spelling)
    body = ninjs_fields.body(value, shape)
    headline, standfirst = (one and line(one) for one in ninjs_fields.headlines(value, shape))
    return story(
        with_metadata(
            Found(
                uri=json_fields.text(value, "uri", "guid"),
                version=json_fields.version(value),
                status=status,
                headline=headline,
                standfirst=standfirst,
                byline=ninjs_credits.byline(value, spelling),
                dateline=ninjs_credits.dateline(value),
                published=json_fields.moment(value, *spelling.published),
                language=json_fields.text(value, "language"),
                source=ninjs_credits.source(value, spelling),
                slugline=json_fields.text(value, "slugline"),
                body=_body(body),
                embargoed=ninjs_fields.embargoed(value, spelling),
            ),
            value,
        )
    )


def _body(body: Body | None) -> str | Sequence[Paragraph]:
    if body is None:
        return ()
    if body.html or (body.html is None and looks_like_html(body.text)):
        return paragraphs(body.text)
    return body.text


def _some_keys(item: Item) -> str:
    return "the keys " + ", ".join(sorted(key[:30] for key in item)[:6]) if item else "no keys"
