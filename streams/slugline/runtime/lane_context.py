"""What the lanes of a worker have in common: where they read, write, count and ask."""

import asyncio
from collections.abc import Awaitable, Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from slugline.metrics import Metrics
from slugline.runtime.dead_letters import Source
from slugline.runtime.feed_partition import PartitionReader
from slugline.runtime.membership import Membership
from slugline.runtime.partition_state import PartitionState
from slugline.runtime.partitioners import Publishers
from slugline.runtime.processed import Processed, Record
from slugline.runtime.settled import Settled
from slugline.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bytes a record may have: on the output feeds, and on the dead-letter feed."""

    record: int
    dead_letter: int


class Output(Protocol):
    """Where a lane's records go."""

    async def start(self) -> None:
        """Be ready to send. Raises PartitionLost."""

    async def send(self, records: Sequence[Record]) -> list[int]:
        """Deliver ``records`` and return their offsets. Raises PartitionLost or Undeliverable."""

    async def raw(self, records: Sequence[Record]) -> None:
        """Deliver records to the stories feed. Raises PartitionLost or Undeliverable."""

    async def stop(self) -> None:
        """Send nothing more."""


class Finished(Protocol):
    """What is called when a story is done."""

    def __call__(self, source: Source, settled: Settled, sending: float, *, acknowledged: bool) -> None:
        """Note it; ``sending`` is in seconds. A story that had waited is ``acknowledged`` since long."""


class Read(Protocol):
    """What has a record read by a process of the pool."""

    def __call__(
        self, partition: int, source: Source, *, released: bool, look: bool = False
    ) -> "asyncio.Future[Processed]":
        """Return what is going to come of it; ``look``: no more than of which stories it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneContext:
    """Shared by all lanes. ``states`` are those of the partitions that this worker has, by partition."""

    settings: Settings
    metrics: Metrics
    limits: Limits
    membership: Membership
    reader: PartitionReader
    raw_feed: str
    """The stories feed, as the table of feeds names it."""
    partitions: int
    """How many it has."""
    raw_feed_id: str | None
    """A digest of its id; None where the broker does not tell."""
    states: Mapping[int, PartitionState]
    output: Callable[[int, int], Output]
    read: Read
    finished: Finished
    backlog: Callable[[int, Container[str]], Awaitable[bool]]
    """Returns when what stands on the stories feed is done with, for a partition; False: it took too long.

    What touches none of these uris need not be done, where this worker has it.
    """
    behind: Callable[[int], bool]
    """Whether records of a partition wait for long: some may stand behind them that are not fetched yet."""
    publishers: Publishers
    """By which partitioner they put their keys."""
    another_feed: Callable[[int], None]
    """Told of a partition whose register was written last when the stories feed was another one."""
    halt: Callable[[str], None]

    def where(self, uri: str, *, notes: bool = False) -> int | None:
        """Return in which partition of this worker's the story ``uri`` stands or waits; None: in none.

        ``notes``: or in which it was noted that it was killed elsewhere, though nothing of it came there.
        """
        return next((one for one, state in self.states.items() if _has(state, uri, notes)), None)

    def goes_to(self, uri: bytes, beside: Source) -> int:
        """Return the partition of the story ``uri``: where it stands, else where its publisher would put it.

        ``beside`` is a record of that publisher.
        """
        known = self.where(uri.decode(errors="replace"))
        return self.publishers.home(uri, beside.key, beside.partition) if known is None else known

    def twice(self, uri: str, partition: int, *, notes: bool = False) -> int | None:
        """Return another partition of this worker's, as `where`."""
        others = (one for one in self.states.items() if one[0] != partition)
        return next((one for one, state in others if _has(state, uri, notes)), None)


def _has(state: PartitionState, uri: str, notes: bool) -> bool:
    known = state.register.get(uri)
    return uri in state.held or (known is not None and (notes or not known.is_hearsay))
