"""Stories under an embargo, as they wait: the record on the held feed, and what a lane knows of it."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from slugline.folds.register import digests
from slugline.folds.register.known import place_of
from slugline.folds.register.verdict import Held
from slugline.records.feeds import HELD
from slugline.records.held_headers import HeldUntil, from_headers, to_headers
from slugline.runtime.dead_letters import Source
from slugline.runtime.processed import Record, Told

ADDRESS, ARRIVED = "slugline_held_from", "slugline_arrived"
"""Headers: where the story came from (feed/partition/offset), and when (milliseconds since 1970 UTC)."""
UNPACKED = "slugline_unpacked"
"""Header: from which records it, and what waited before it, was unpacked, with blanks between."""
NAMES = {"slug": "slugline_slug", "headline": "slugline_headline", "source": "slugline_source"}
"""Headers: digests of the words by which a kill may name it, where it has them."""
FEW = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldStory:
    """A story that waits: what decides about it, and where its bytes are."""

    uri: str
    held: Held
    offset: int
    """Of its record on the held feed; -1 until it is known."""
    unpacked: tuple[str, ...] = ()
    """From which records it, and what waited before it, was unpacked."""
    came: tuple[int, int, int] = (-1, -1, 0)
    """Partition and offset of the record it came in, and when that was written."""

    def came_after(self, source: Source) -> bool:
        """Tell whether it came behind ``source``, a word that is read again: that was not said of it.

        Offsets alone do not tell: a feed that was made anew begins at 0.
        """
        partition, offset, written = self.came
        return partition == source.partition and offset > source.offset and written >= source.timestamp


class HeldStories:
    """Those that wait in one partition, by uri, with a clock: cheap however many they are."""

    def __init__(self) -> None:
        """None waits."""
        self._stories: dict[str, HeldStory] = {}
        self._clock: list[tuple[int, str, int]] = []

    def __len__(self) -> int:
        """Return how many wait."""
        return len(self._stories)

    def __contains__(self, uri: object) -> bool:
        """Tell whether a version of ``uri`` waits."""
        return uri in self._stories

    def get(self, uri: str) -> HeldStory | None:
        """Return the version of ``uri`` that waits."""
        return self._stories.get(uri)

    def put(self, story: HeldStory) -> None:
        """Let a story wait, in place of another version; its clock runs once its place is known."""
        self._stories[story.uri] = story
        if story.offset >= 0:
            self.wind(story, story.held.until_ms)

    def pop(self, uri: str) -> None:
        """Let ``uri`` wait no more, if it does."""
        self._stories.pop(uri, None)

    def wind(self, story: HeldStory, at: int) -> None:
        """Have ``story`` called at a moment, in milliseconds since 1970 UTC."""
        if len(self._clock) > 2 * len(self._stories) + FEW:  # what was replaced, or is gone
            self._clock = [one for one in self._clock if self._is_on(one)]
            heapq.heapify(self._clock)
        heapq.heappush(self._clock, (at, story.uri, story.offset))

    def next(self) -> int | None:
        """Return when the next story is to be called, milliseconds since 1970 UTC; None: no clock runs."""
        while self._clock and not self._is_on(self._clock[0]):
            heapq.heappop(self._clock)
        return self._clock[0][0] if self._clock else None

    def due(self, now: int) -> Iterator[HeldStory]:
        """Call those whose time has come, each once, the first due first; they wait until they are popped."""
        while (at := self.next()) is not None and at <= now:
            yield self._stories[heapq.heappop(self._clock)[1]]

    def _is_on(self, entry: tuple[int, str, int]) -> bool:
        story = self._stories.get(entry[1])
        return story is not None and story.offset == entry[2]


def held_record(told: Told, source: Source, until: int, unpacked: tuple[str, ...] = ()) -> Record:
    """Return what stands on the held feed for a story: the publisher's own bytes, and ``until`` when."""
    held = HeldUntil(until_ms=until, version=told.version, versioned=told.versioned, moment=told.moment)
    headers = [
        *to_headers(held),
        (ADDRESS, source.address.encode()),
        (ARRIVED, str(source.timestamp).encode()),
    ]
    names = {
        "slug": digests.words(told.slug), "headline": told.headline, "source": digests.words(told.source)
    }  # fmt: skip
    headers += [(NAMES[name], digest.encode()) for name, digest in names.items() if digest is not None]
    if unpacked:
        headers.append((UNPACKED, " ".join(unpacked).encode()))
    if source.traceparent is not None:
        headers.append(("traceparent", source.traceparent.encode()))
    return Record(feed=HELD.name, key=told.uri.encode(), value=source.value, headers=headers)


def gone_record(uri: str) -> Record:
    """Return the tombstone of a story that no longer waits."""
    return Record(feed=HELD.name, key=uri.encode(), value=None, headers=[])


def put_forward(record: Record, until: int) -> Record:
    """Return a held ``record`` that waits until another moment, milliseconds since 1970 UTC."""
    told = replace(from_headers(record.headers), until_ms=until)
    new = dict(to_headers(told))
    return replace(
        record, partition=None, headers=[(name, new.get(name, value)) for name, value in record.headers]
    )


def held_of(record: Any) -> HeldStory | None:
    """Return the story that waits by a ``record`` of the held feed; None for one that no longer does."""
    if record.value is None:
        return None
    told = from_headers(record.headers)
    return HeldStory(
        uri=record.key.decode(),
        held=Held(
            version=told.version,
            versioned=told.versioned,
            moment=told.moment,
            until_ms=told.until_ms,
            content=digests.content(record.value),
        ),
        offset=record.offset,
        unpacked=tuple(_header(record, UNPACKED).split()),
        came=(*place_of(_header(record, ADDRESS))[1:], int(_header(record, ARRIVED) or 0)),
    )


def names_of(record: Any) -> dict[str, str | None]:
    """Return the digests by which a kill may name the story of a held ``record``: slug, headline, source."""
    return {name: _header(record, header) or None for name, header in NAMES.items()}


def _header(record: Any, name: str) -> str:
    found = dict(record.headers).get(name) or b""
    return str(found.decode(errors="replace"))


def as_written(record: Any) -> Record:
    """Return a ``record`` of the held feed as it would be written again."""
    headers = [(name, value or b"") for name, value in record.headers]
    return Record(feed=HELD.name, key=record.key, value=record.value, headers=headers)


def source_of(record: Any) -> Source:
    """Return where a story that waited came from, for its dead letter if it becomes one.

    Raises ValueError or KeyError for a record that no worker wrote.
    """
    told = {name: (value or b"").decode() for name, value in record.headers}
    feed, partition, offset = told[ADDRESS].rsplit("/", 2)
    kept = tuple((name, value) for name, value in record.headers if name == "traceparent")
    return Source(
        feed=feed, partition=int(partition), offset=int(offset), timestamp=int(told[ARRIVED]),
        key=record.key, value=record.value, headers=kept,
    )  # fmt: skip
