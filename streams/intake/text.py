"""Plain text to a story."""

from schemas.story import Story, Zone
from streams.intake.blocks import blocks
from streams.intake.naming import made_up_uri


def read_text(text: str, *, uri: str | None = None) -> Story:
    """Return ``text``, taken as it stands, as a story: every offset counts code points into it."""
    return Story(
        uri=uri if uri is not None else made_up_uri(text),
        version=1,
        status="usable",
        headline=None,
        byline=(),
        dateline=None,
        published=None,
        language="und",
        source=None,
        slugline=None,
        text=text,
        zones=tuple(Zone(kind="body", start=block.start, end=block.end) for block in blocks(text)),
    )
