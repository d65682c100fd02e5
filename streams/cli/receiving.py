"""One raw input through intake: to a Story, or to what goes to Kafka for it."""

from dataclasses import dataclass

from schemas.codec import parse
from schemas.errors import SchemaError
from schemas.story import Story
from streams.cli.inputs import Raw
from streams.intake.refused import Refused
from streams.intake.text import read_text


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
        try:
            value = parse(raw.data)
        except SchemaError as error:
            raise Refused("not-json", str(error)) from error
        if not isinstance(value, dict):
            raise Refused("wrong-type", "not an object")
        return read_text(str(value["text"]), uri=str(value["id"]))
    return read_text(raw.data.decode())


def parcel(raw: Raw, limit: int) -> Parcel:
    """Return what to publish for ``raw``. Raises Refused."""
    story = to_story(raw, limit)
    return Parcel(story.uri.encode(), raw.data.strip() if raw.form == "jsonl" else raw.data)
