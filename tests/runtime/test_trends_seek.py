"""Where reading starts, with a consumer that knows only numbers; a real one is in test_trends.py."""

from dataclasses import dataclass, field

import pytest
from aiokafka import TopicPartition
from aiokafka.structs import OffsetAndMetadata, OffsetAndTimestamp

from slugline.folds.trends.plan import Plan
from slugline.metrics import Metrics
from slugline.records.feeds import ENRICHED, TALLIES, TRENDS
from slugline.runtime.trends_board import TrendsBoard
from slugline.runtime.trends_seek import TrendFeeds, TrendsSeek

STORIES = TopicPartition(ENRICHED.name, 0)
COUNTS = TopicPartition(TALLIES.name, 0)
NOW, HORIZON = 10_000, 4_000


@dataclass
class Consumer:
    """Each partition has the offsets 0 to 9 with the times 1,000 to 10,000."""

    committed_at: int | None = None
    note: str = ""
    moments: int = 10
    fails: bool = False
    sought: dict[str, int] = field(default_factory=dict)

    async def end_offsets(self, partitions: set[TopicPartition]) -> dict[TopicPartition, int]:
        if self.fails:
            raise TimeoutError("no answer")
        return dict.fromkeys(partitions, self.moments)

    async def offsets_for_times(
        self, times: dict[TopicPartition, int]
    ) -> dict[TopicPartition, OffsetAndTimestamp | None]:
        found = {partition: max(-(-time // 1000) - 1, 0) for partition, time in times.items()}
        return {
            partition: OffsetAndTimestamp(offset, 1000 * (offset + 1)) if offset < self.moments else None
            for partition, offset in found.items()
        }

    @property
    def _coordinator(self) -> "Consumer":
        return self

    async def fetch_committed_offsets(
        self, partitions: list[TopicPartition]
    ) -> dict[TopicPartition, OffsetAndMetadata]:
        assert partitions == [STORIES], "of the tallies no commit is asked for"
        at = self.committed_at
        return {} if at is None else {STORIES: OffsetAndMetadata(at, self.note)}

    def seek(self, partition: TopicPartition, offset: int) -> None:
        self.sought[partition.topic] = offset


def seek_with(consumer: Consumer) -> tuple[TrendsSeek, Metrics]:
    metrics = Metrics()
    board = TrendsBoard(Plan(lengths=(600_000,), hop=300_000))
    feeds = TrendFeeds(enriched=ENRICHED.name, tallies=TALLIES.name, trends=TRENDS.name, ids="c/1 c/2")
    return TrendsSeek(consumer, board, feeds, HORIZON, lambda: NOW, metrics), metrics


@pytest.mark.parametrize(
    ("committed", "moments", "stories_from", "tallies_from"),
    [
        (None, 10, 5, 5),
        (0, 10, 5, 5),
        (3, 10, 5, 5),
        (7, 10, 7, 5),
        (10, 10, 10, 5),
        (None, 4, 4, 4),
        (2, 4, 4, 4),
        (None, 0, 0, 0),
    ],
)
async def test_stories_from_the_commit_and_tallies_from_the_horizon(
    committed: int | None, moments: int, stories_from: int, tallies_from: int
) -> None:
    consumer = Consumer(committed_at=committed, moments=moments)
    seek, metrics = seek_with(consumer)
    await seek.on_partitions_assigned({STORIES, COUNTS})
    assert consumer.sought == {ENRICHED.name: stories_from, TALLIES.name: tallies_from}
    assert seek.failure is None
    assert metrics.assigned.labels("trends")._value.get() == 2


@pytest.mark.parametrize(
    ("note", "begins"),
    [
        ("c/1 c/2", 9),
        ("", 9),
        ("- -", 9),
        ("of another program", 9),
        ("other/7 other/8", 9),
        ("c/0 c/2", 5),
        ("c/1 c/0", 5),
        ("- c/0", 5),
    ],
)
async def test_stories_or_tallies_on_a_feed_made_anew_are_counted_anew(note: str, begins: int) -> None:
    consumer = Consumer(committed_at=9, note=note)
    seek, _ = seek_with(consumer)
    await seek.on_partitions_assigned({STORIES, COUNTS})
    assert consumer.sought == {ENRICHED.name: begins, TALLIES.name: 5}


@pytest.mark.parametrize(
    ("ids", "short"), [("c/12345678-9abc-def0 c/2", "12345678"), ("- c/2", None), ("- -", None)]
)
def test_tallies_tell_which_enriched_feed_they_are_of(ids: str, short: str | None) -> None:
    assert TrendFeeds(enriched="e", tallies="t", trends="r", ids=ids).enriched_id == short


async def test_a_worker_may_be_given_nothing() -> None:
    consumer = Consumer()
    seek, metrics = seek_with(consumer)
    await seek.on_partitions_assigned(set())
    assert (consumer.sought, seek.failure) == ({}, None)
    assert metrics.rebalances.labels("trends")._value.get() == 1


async def test_what_goes_wrong_is_kept_for_the_loop() -> None:
    seek, _ = seek_with(Consumer(fails=True))
    await seek.on_partitions_assigned({STORIES, COUNTS})
    assert isinstance(seek.failure, TimeoutError)


async def test_the_lag_of_a_partition_goes_with_it() -> None:
    seek, metrics = seek_with(Consumer())
    for partition in ("0", "1"):
        metrics.lag_records.labels(ENRICHED.name, partition).set(3)
    seek.on_partitions_revoked([STORIES])
    left = {s.labels["partition"] for m in metrics.lag_records.collect() for s in m.samples}
    assert left == {"1"}
