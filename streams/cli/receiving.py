"""One raw input through intake: to a Story, or to what goes to Kafka for it."""

from dataclasses import dataclass

from schemas.story import Story
from streams import intake
from streams.cli.inputs import Raw
from streams.intake.jsonl import read_line
from streams.intake.refused import Refused


@dataclass(frozen=True, slots=True)
class Parcel:
    """A Kafka record to be: the story's uri as key, the bytes as they stand."""

    key: bytes | None
    value: bytes


def to_story(raw: Raw, limit: int) -> Story:
    """Return the story in ``raw``. Raises Refused."""
    if raw.refused:
        raise Refused(*raw.refused)
    if raw.form == "jsonl":
        return read_line(raw.data)
    if raw.form == "ninjs" and not raw.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        raise Refused("not-json", "ninjs starts with {")
    return intake.read(raw.data, limit=limit)


def parcel(raw: Raw, limit: int) -> Parcel:
    """Return what to publish for ``raw``. Raises Refused."""
    story = to_story(raw, limit)
    return Parcel(story.uri.encode(), raw.data.strip() if raw.form == "jsonl" else raw.data)
