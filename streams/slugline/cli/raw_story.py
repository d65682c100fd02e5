"""One raw input through intake: to its stories, or to the Kafka records that are published for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from slugline import intake
from slugline.cli.input_files import Raw, fault_of_ours
from slugline.intake.formats import slugline_story
from slugline.intake.formats.table import AUTO, BY_NAME, by_content
from slugline.intake.refused import Refused
from slugline.records.story import Story
from slugline.runtime.telling import embargo_end


@dataclass(frozen=True, slots=True)
class Item:
    """One story of a raw input, or why it cannot be read."""

    where: str
    """The input; where it holds several, with the number of this one from 0: ``wire.json#3``."""
    story: Story | Refused
    alone: bool
    """Whether it is all that is in the input."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A Kafka record to be: the story's uri as key, and what a worker reads as that story."""

    key: bytes | None
    value: bytes
    held: str | None = None
    """Why a worker will make no events of it, if that is so: its status, or its embargo."""


def items(raw: Raw, limit: int) -> Iterator[Item]:
    """Yield what is in ``raw``, each story of at most ``limit`` bytes; what cannot be read is an item too."""
    if raw.refused:
        yield Item(raw.where, Refused(*raw.refused), True)
        return
    held: Story | Refused | None = None
    number = 0
    try:
        for number, one in enumerate(intake.items(raw.data, form=raw.form, limit=limit)):
            if held is not None:
                yield Item(f"{raw.where}#{number - 1}", held, False)
            held = one
    except Refused as refused:
        if held is not None:
            yield Item(f"{raw.where}#{number}", held, False)
        yield Item(raw.where, refused, held is None)
        return
    except Exception as error:  # any: whatever is wrong with one input must not cost the others
        if held is not None:
            yield Item(f"{raw.where}#{number}", held, False)
        yield Item(raw.where, Refused(*fault_of_ours(error)), held is None)
        return
    if held is not None:
        yield Item(raw.where if number == 0 else f"{raw.where}#{number}", held, number == 0)


def parcels(raw: Raw, limit: int) -> Iterator[tuple[str, Parcel | Refused]]:
    """Yield what to publish for each story of ``raw``, with where it stands, or why it cannot be read.

    A story that is alone goes out in its own bytes, unless a worker, which is not told the format, would read
    another one in them. What is read of any other goes out as it was read, all of it.
    """
    for item in items(raw, limit):
        if isinstance(item.story, Refused):
            yield item.where, item.story
            continue
        value = raw.data.strip() if raw.form != AUTO and BY_NAME[raw.form].lines else raw.data
        if not item.alone or not _holds(value, raw.form, item.story, limit):
            value = slugline_story.written(item.story)
        yield item.where, Parcel(item.story.uri.encode(), value, _held(item.story))


def _held(story: Story) -> str | None:
    if story.status in ("withheld", "canceled"):
        return story.status
    until = embargo_end(story.embargoed)
    if until is not None and until > round(datetime.now(UTC).timestamp() * 1000):
        return f"embargoed until {story.embargoed}"
    return None


def _holds(value: bytes, form: str, story: Story, limit: int) -> bool:
    """Tell whether a worker reads ``story`` in ``value``, which was read in the format named ``form``."""
    if form == AUTO or by_content(value).name == form:
        return True
    try:
        return intake.read(value, limit=limit) == story
    except Refused:
        return False
