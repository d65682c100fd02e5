"""JSON lines: each line of a file is an item."""

from collections.abc import Iterator

from slugline.intake.formats.json_items import read_value
from slugline.intake.formats.json_parsing import parsed
from slugline.intake.formats.start import Start
from slugline.intake.formats.text_encoding import decoded
from slugline.intake.refused import Refused
from slugline.records.story import Story


def sniff(line: Start) -> bool:
    """Tell whether the first line is a JSON object that ends where the line does."""
    begun = line.text.startswith("{") and not line.text.startswith("{\\")  # RTF
    return begun and line.end.endswith("}") and len(line.text.rstrip()) > 2


def read(line: bytes) -> Iterator[Story | Refused]:
    """Yield the story in ``line``: ninjs, or ``{"id", "text"}``. Raises Refused."""
    yield from read_value(parsed(decoded(line)))
