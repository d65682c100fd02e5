"""One line of a JSON lines file to a story."""

from slugline.intake.control_characters import check
from slugline.intake.formats.fields import wrong
from slugline.intake.formats.item import read_item
from slugline.intake.formats.plain_text import read_text
from slugline.intake.formats.raw import LIMIT, decoded, parsed
from slugline.intake.refused import Refused
from slugline.records.story import Story


def read_line(line: bytes, *, limit: int = LIMIT) -> Story:
    """Return the story in ``line``: ``{"id", "text"}``, or a ninjs item.

    Of the first form the id (a text or a whole number, if any) becomes the uri, the text is taken as it
    stands; other fields do not matter. Raises Refused like ``slugline.intake.read``.
    """
    if len(line) > limit:
        raise Refused("too-large", f"{len(line):,} bytes, and {limit:,} are allowed")
    item = parsed(decoded(line))
    if not isinstance(item, dict) or "text" not in item:
        return read_item(item)
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
    return read_text(text, uri=uri or None)
