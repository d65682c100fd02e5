"""Plain text to a story."""

import re
from collections.abc import Iterator

from slugline.intake.control_characters import check
from slugline.intake.formats import other_files, xml_by_name
from slugline.intake.formats.found import Found, story
from slugline.intake.formats.start import Start
from slugline.intake.formats.text_encoding import decoded
from slugline.intake.refused import Refused
from slugline.records.story import Status, Story

_MARKUP = re.compile(
    r"\s*<(?:\?xml|!doctype|html|newsitem|newsmessage|packageitem|nitf|rss|feed|article)\b", re.IGNORECASE
)
_ELEMENT = re.compile(r"\s*<([A-Za-z][\w:.-]{0,60})(?:\s[^<>]{0,2000})?>")
"""A root of XML of any name, without a declaration."""


def sniff(start: Start) -> bool:
    """Say yes to everything: what is no other format is plain text, or refused."""
    return True


def read(data: bytes) -> Iterator[Story]:
    """Yield ``data`` as one story. Raises Refused for markup, garbage and a text without a word."""
    other_files.refuse(data)
    text = decoded(data)
    xml_by_name.refuse(text)
    if markup := _MARKUP.match(text):
        check(text)
        raise Refused("unknown-format", f"markup ({markup[0].strip()[:20]}) of no format that is read here")
    element = _ELEMENT.match(text)
    if element and text.rstrip().endswith(f"</{element[1]}>"):
        check(text)
        raise Refused("unknown-format", f"markup (<{element[1][:30]}>) of no format that is read here")
    yield read_text(text)


def read_text(
    text: str,
    *,
    uri: str | None = None,
    version: int | None = None,
    status: Status = "usable",
    embargoed: str | None = None,
) -> Story:
    """Return ``text``, taken as it stands, as a story: every offset counts code points into it.

    Raises Refused for garbage and a text without a word.
    """
    return story(Found(uri=uri, version=version, body=text, status=status, embargoed=embargoed))
