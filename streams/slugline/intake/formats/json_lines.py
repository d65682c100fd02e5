"""JSON lines: each line of a file is ``{"id", "text"}`` or a ninjs item."""

from collections.abc import Iterator

from slugline.intake.control_characters import check
from slugline.intake.formats.json_fields import wrong
from slugline.intake.formats.json_parsing import parsed
from slugline.intake.formats.ninjs import read_item
from slugline.intake.formats.plain_text import read_text
from slugline.intake.formats.text_encoding import decoded
from slugline.intake.refused import Refused
from slugline.records.story import Story


def sniff(start: str) -> bool:
    """Tell whether the first line is a JSON object that ends where the line does."""
    line = start.strip()
    return line.startswith("{") and line.endswith("}") and len(line) > 2


def read(line: bytes) -> Iterator[Story]:
    """Yield the story in ``line``. Raises Refused.

    Of ``{"id", "text"}`` the id (a text or a whole number, if any) becomes the uri, the text is taken as it
    stands; other fields do not matter.
    """
    item = parsed(decoded(line))
    if not isinstance(item, dict) or "text" not in item:
        yield read_item(item)
        return
    text, name = item["text"], item.get("id")
    if not isinstance(text, str):
        raise wrong("text", "a string", text)
    if name is not None and (isinstance(name, bool) or not isinstance(name, (str, int))):
        raise wrong("id", "a string", name)
    check(text, "text")
    if not any(map(str.isalnum, text)):
        raise Refused("missing-text", "text: no word in it")
    uri = str(name).strip() if name is not None else ""
    if not uri.isprintable():
        raise Refused("control-characters", f"id: {uri[:80]!r}")
    yield read_text(text, uri=uri or None)
