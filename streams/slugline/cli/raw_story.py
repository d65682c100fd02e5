"""One raw input through intake: to a Story, or to the Kafka record that is published for it."""

from dataclasses import dataclass

from slugline import intake
from slugline.cli.input_files import Raw
from slugline.intake.formats.jsonl import read_line
from slugline.intake.formats.plain_text import read_text
from slugline.intake.formats.raw import decoded
from slugline.intake.refused import Refused
from slugline.records.codec import encode
from slugline.records.story import Story

BLANKS = b"\xef\xbb\xbf \t\r\n"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A Kafka record to be: the story's uri as key, and what a worker reads as that story."""

    key: bytes | None
    value: bytes


def to_story(raw: Raw, limit: int) -> Story:
    """Return the story in ``raw``, of at most ``limit`` bytes. Raises Refused."""
    if raw.refused:
        raise Refused(*raw.refused)
    if raw.form == "jsonl":
        return read_line(raw.data, limit=limit)
    like_json = raw.data.lstrip(BLANKS)[:1] in (b"{", b"[")
    if raw.form == "ninjs" and not like_json:
        raise Refused("not-json", "ninjs starts with {")
    if raw.form == "text" and like_json:
        return read_text(decoded(raw.data))
    return intake.read(raw.data, limit=limit)


def parcel(raw: Raw, limit: int) -> Parcel:
    """Return what to publish for ``raw``: its bytes as they stand, and for {"id", "text"} a ninjs item.

    Raises Refused for what a worker would refuse.
    """
    story = to_story(raw, limit)
    value = raw.data.strip() if raw.form == "jsonl" else raw.data
    if raw.form == "jsonl" and _is_bare(story, value, limit):
        value = encode({"uri": story.uri, "type": "text", "version": "1", "body_text": story.text})
    return Parcel(intake.read(value, limit=limit).uri.encode(), value)


def _is_bare(story: Story, line: bytes, limit: int) -> bool:
    """Whether ``line`` is {"id", "text"}, which is no ninjs item."""
    try:
        return intake.read(line, limit=limit).uri != story.uri
    except Refused:
        return True
