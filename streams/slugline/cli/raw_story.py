"""One raw input through intake: to a Story, or to the Kafka record that is published for it."""

from dataclasses import dataclass

from slugline import intake
from slugline.cli.input_files import Raw
from slugline.intake.formats.table import AUTO, BY_NAME
from slugline.intake.refused import Refused
from slugline.records.codec import encode
from slugline.records.story import Story


@dataclass(frozen=True, slots=True)
class Parcel:
    """A Kafka record to be: the story's uri as key, and what a worker reads as that story."""

    key: bytes | None
    value: bytes


def to_story(raw: Raw, limit: int) -> Story:
    """Return the story in ``raw``, of at most ``limit`` bytes. Raises Refused."""
    if raw.refused:
        raise Refused(*raw.refused)
    return intake.read(raw.data, form=raw.form, limit=limit)


def parcel(raw: Raw, limit: int) -> Parcel:
    """Return what to publish for ``raw``: its bytes as they stand, or a ninjs item where no worker, which is
    not told the format, would read this story in them: {"id", "text"}, or text that looks like JSON.

    Raises Refused for what a worker would refuse.
    """
    story = to_story(raw, limit)
    value = raw.data.strip() if raw.form != AUTO and BY_NAME[raw.form].lines else raw.data
    if not _holds(value, story, limit):
        value = encode({"uri": story.uri, "type": "text", "version": "1", "body_text": story.text})
    return Parcel(intake.read(value, limit=limit).uri.encode(), value)


def _holds(value: bytes, story: Story, limit: int) -> bool:
    """Tell whether a worker reads ``story`` in ``value``."""
    try:
        return intake.read(value, limit=limit).uri == story.uri
    except Refused:
        return False
