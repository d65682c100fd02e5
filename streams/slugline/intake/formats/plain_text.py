"""Plain text to a story."""

import re
from collections.abc import Iterator

from slugline.intake.control_characters import check
from slugline.intake.formats.text_encoding import decoded
from slugline.intake.language import language_of
from slugline.intake.refused import Refused
from slugline.intake.signals import copy_signals
from slugline.intake.story_uri import made_up_uri
from slugline.intake.zones.blocks import blocks
from slugline.intake.zones.layout import lay_out
from slugline.records.story import Story

_MARKUP = re.compile(
    r"\s*<(?:\?xml|!doctype|html|newsitem|newsmessage|packageitem|nitf|rss|feed|article)\b", re.IGNORECASE
)


def sniff(start: str) -> bool:
    """Say yes to everything: what is no other format is plain text, or refused."""
    return True


def read(data: bytes) -> Iterator[Story]:
    """Yield ``data`` as one story. Raises Refused for markup, garbage and a text without a word."""
    text = decoded(data)
    check(text)
    if markup := _MARKUP.match(text):
        raise Refused("unknown-format", f"markup ({markup[0].strip()[:20]}), neither ninjs nor plain text")
    if not any(map(str.isalnum, text)):
        raise Refused("missing-text", "plain text without a word in it")
    yield read_text(text)


def read_text(text: str, *, uri: str | None = None) -> Story:
    """Return ``text``, taken as it stands, as a story: every offset counts code points into it."""
    said = copy_signals.read(blocks(text))
    layout = lay_out(text, said.blocks)
    if said.embargoed is None and "embargo" in said.signals and layout.published:
        said = copy_signals.read(blocks(text), published=layout.published)
    return Story(
        uri=uri if uri is not None else made_up_uri(text),
        version=1,
        status=said.status,
        headline=layout.headline,
        byline=layout.byline,
        dateline=layout.dateline,
        published=layout.published,
        language=language_of(text, layout.zones),
        source=layout.source,
        slugline=said.slug,
        text=text,
        zones=layout.zones,
        editor_note="\n".join(said.notes) or None,
        embargoed=said.embargoed,
        signals=tuple(said.signals),
        take=said.take,
        links=said.links,
    )
