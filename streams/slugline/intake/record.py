"""A raw record, as it lies on Kafka or in a file, to the stories in it."""

from collections.abc import Iterator, Sequence
from itertools import islice

from slugline.intake.formats.table import AUTO, BY_NAME, MANY, Format, Item, by_content
from slugline.intake.library_faults import as_refused
from slugline.intake.refused import Refused
from slugline.records.story import Story

LIMIT = 1_048_576
"""Bytes of the largest story read unless told otherwise."""

MOST_ITEMS = 10_000
"""Items of one record or file; more are refused, so that what comes of a record stays bounded."""

_UNASKED, _MOST_TIMES = 4, 20
"""A record may hold texts of so many stories as long as one may be, and so many times its own length: what
is packed, or said once and meant for many, would fill memory else."""


def read(value: bytes, *, form: str = AUTO, limit: int = LIMIT) -> Story:
    """Return the story in ``value``, which is in the format named ``form``: by default the one it looks like.

    As `items`, where there is one. Raises Refused for several, too.
    """
    return the_story(list(islice(items(value, form=form, limit=limit), 2)))


def the_story(found: Sequence[Item]) -> Story:
    """Return the story that ``found``, what `items` yielded, is. Raises Refused for several, too."""
    if len(found) != 1:
        raise Refused("unknown-format", "several stories in it, and one is expected")
    if isinstance(found[0], Refused):
        raise found[0]
    return found[0]


def items(value: bytes, *, form: str = AUTO, limit: int = LIMIT) -> Iterator[Item]:
    """Yield what is in ``value``, in order: a Story or, for one that cannot be read among others, a Refused.

    ``form`` names the format; by default it is the one that ``value`` looks like. A Confluent registry prefix
    (a zero byte and four more) and a byte order mark are cut off first. Pure, and bounded in time and memory
    by the length of ``value``. Raises Refused, and nothing else, where the whole cannot be read, with a
    reason of "empty", "too-large" (a text over ``limit`` bytes, or more than the format allows), "not-utf8",
    "control-characters", "not-json", "too-deep", "wrong-type", "missing-text" or "unknown-format" (that is
    also what holds no story).
    """
    data = value[5:] if len(value) > 5 and value[0] == 0 else value
    row = by_content(data) if form == AUTO else BY_NAME[form]
    allowed = max(limit, row.largest)
    if len(value) > allowed:
        raise Refused("too-large", f"{len(value):,} bytes, and {allowed:,} are allowed")
    several, unasked = False, _UNASKED * max(limit, LIMIT)
    most = max(unasked, min(MANY, _MOST_TIMES * len(value)))
    room = most
    for number, item in enumerate(_read(row, data)):
        if number == MOST_ITEMS:
            raise Refused("too-large", f"more than {MOST_ITEMS:,} stories in one {row.name}")
        several = True
        if isinstance(item, Refused):
            yield item
            continue
        room -= len(item.text)
        if room < 0:  # packed, or said once and meant many times
            why = f"{row.name} of {len(value):,} bytes with texts of more than {most:,} characters"
            raise Refused("too-large", why)
        yield _bounded(item, limit)
    if not several:
        raise Refused("unknown-format", f"{row.name} with no story in it")


def _read(row: Format, data: bytes) -> Iterator[Item]:
    """Yield what ``row`` reads in ``data``; what a library raises over it is Refused."""
    try:
        yield from row.read(data)
    except Refused:
        raise
    except Exception as error:  # any: libraries raise what comes, and what is ours goes on as it was
        if (refused := as_refused(error, row.name)) is None:
            raise
        raise refused from error


def _bounded(story: Story, limit: int) -> Item:
    size = len(story.text) if story.text.isascii() else len(story.text.encode())
    if size <= limit:
        return story
    why = f"a text of {size:,} bytes, and {limit:,} are allowed"
    return Refused("too-large", why, None, story.uri, story.version if story.versioned else None)
