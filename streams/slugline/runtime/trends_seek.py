"""Where to read when partitions are given: stories from the last commit, tallies from the windows on."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition

from slugline.feed_names import feed_name
from slugline.metrics import Metrics
from slugline.records.feeds import ENRICHED, TALLIES, TRENDS
from slugline.runtime.feed_identity import is_another
from slugline.runtime.same_feeds import SameFeeds
from slugline.runtime.trends_board import TrendsBoard
from slugline.settings import Settings

UNKNOWN = "-"
"""In the place of a feed's id where brokers do not tell it."""

log = logging.getLogger("slugline.trends")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendFeeds:
    """What the feeds of the trends are called on this cluster."""

    enriched: str
    tallies: str
    trends: str
    ids: str
    """Which enriched feed and which tallies they are: this is committed beside each offset."""

    @property
    def enriched_id(self) -> str | None:
        """Which enriched feed it is, in short; None where brokers do not tell."""
        known = self.ids.split()[0]
        return None if known == UNKNOWN else known.rpartition("/")[2][:8]

    @classmethod
    def of(cls, settings: Settings, same: SameFeeds) -> Self:
        """Return them as ``settings`` have it; ``same`` knows which they are."""
        return cls(
            ids=" ".join(same.id_of(feed) or UNKNOWN for feed in (ENRICHED, TALLIES)),
            enriched=feed_name(ENRICHED, settings),
            tallies=feed_name(TALLIES, settings),
            trends=feed_name(TRENDS, settings),
        )


class TrendsSeek(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka publishes no types
    """Seeks before the first fetch of an assignment; aiokafka fetches nothing until this is done."""

    def __init__(
        self,
        consumer: AIOKafkaConsumer,
        board: TrendsBoard,
        feeds: TrendFeeds,
        horizon: int,
        clock: Callable[[], int],
        metrics: Metrics,
    ) -> None:
        """``horizon`` is how far back tallies matter, ``clock`` the time; both in milliseconds."""
        self._consumer = consumer
        self._board = board
        self._feeds = feeds
        self._horizon = horizon
        self._clock = clock
        self._metrics = metrics
        self.sought: dict[TopicPartition, int] = {}
        """How far each assigned partition of the stories is committed, as far as this worker knows; of the
        tallies, where it began."""
        self.failure: Exception | None = None
        """What went wrong while seeking: aiokafka only logs it, and would then count from a wrong place."""

    def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Let the lag of the partitions go; their counts stay until it is known who gets them."""
        self.sought = {}
        for partition in revoked:
            self._metrics.drop(partition.topic, partition.partition)

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Seek in every partition."""
        try:
            await self._seek(set(assigned))
        except Exception as error:  # told to the loop, which starts the trends anew
            self.failure = error

    async def _seek(self, assigned: set[TopicPartition]) -> None:
        self._metrics.rebalances.labels("trends").inc()
        self._metrics.assigned.labels("trends").set(len(assigned))
        ends = await self._consumer.end_offsets(assigned) if assigned else {}
        first = await self._first_offsets(ends)
        sought = await self._committed([one for one in assigned if one.topic == self._feeds.enriched])
        for partition, committed in sought.items():
            self._consumer.seek(partition, max(committed, first[partition]))
        tallies = {p.partition: (first[p], ends[p]) for p in assigned if p.topic == self._feeds.tallies}
        for number, offset in self._board.give(tallies).items():
            self._consumer.seek(TopicPartition(self._feeds.tallies, number), offset)
            sought[TopicPartition(self._feeds.tallies, number)] = offset
        self.sought = sought

    async def _committed(self, parts: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
        """Return how far stories are counted: not at all where they, or their tallies, are on a new feed."""
        found = await self._consumer._coordinator.fetch_committed_offsets(parts) if parts else {}
        committed = {part: max(found[part].offset, 0) if part in found else 0 for part in parts}
        if anew := [part for part in found if _others(found[part].metadata, self._feeds.ids)]:
            names = f"{self._feeds.enriched} or {self._feeds.tallies}"
            log.warning("%s was made anew: stories are counted anew, as far back as windows go", names)
            committed |= dict.fromkeys(anew, 0)
        return committed

    async def _first_offsets(self, ends: dict[TopicPartition, int]) -> dict[TopicPartition, int]:
        """Return the first offset whose record is not older than the horizon; the end where there is none."""
        since = max(self._clock() - self._horizon, 0)
        found = await self._consumer.offsets_for_times(dict.fromkeys(ends, since)) if ends else {}
        return {
            partition: end if found.get(partition) is None else min(found[partition].offset, end)
            for partition, end in ends.items()
        }


def _others(before: str | None, now: str) -> bool:
    """Tell whether one of two feeds is surely another one ``now``."""
    return any(is_another(*pair) for pair in zip((before or "").split(), now.split(), strict=False))
