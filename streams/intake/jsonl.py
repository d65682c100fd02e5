"""One line of a JSON lines file to a story."""

from schemas.story import Story
from streams.intake.control import check
from streams.intake.fields import wrong
from streams.intake.item import read_item
from streams.intake.raw import LIMIT, decoded, parsed
from streams.intake.refused import Refused
from streams.intake.text import read_text


def read_line(line: bytes, *, limit: int = LIMIT) -> Story:
    """Return the story in ``line``: ``{"id", "text"}``, or a ninjs item.

    Of the first form the id (a text or a whole number, if any) becomes the uri, the text is taken as it
    stands; other fields do not matter. Raises Refused like ``streams.intake.read``.
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
