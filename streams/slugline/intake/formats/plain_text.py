"""Plain text to a story."""

from slugline.intake.language import language_of
from slugline.intake.story_uri import made_up_uri
from slugline.intake.zones.blocks import blocks
from slugline.intake.zones.zoning import lay_out
from slugline.records.story import Story


def read_text(text: str, *, uri: str | None = None) -> Story:
    """Return ``text``, taken as it stands, as a story: every offset counts code points into it."""
    layout = lay_out(text, blocks(text))
    return Story(
        uri=uri if uri is not None else made_up_uri(text),
        version=1,
        status="usable",
        headline=layout.headline,
        byline=layout.byline,
        dateline=layout.dateline,
        published=layout.published,
        language=language_of(text, layout.zones),
        source=layout.source,
        slugline=None,
        text=text,
        zones=layout.zones,
    )
