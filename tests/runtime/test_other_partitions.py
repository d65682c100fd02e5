"""Feeds with other partitions than when the worker began."""

from types import SimpleNamespace
from typing import Any

import pytest

from slugline.runtime.other_partitions import fewer_partitions, other_partitions


def cluster(**feeds: int) -> Any:
    known = {feed: set(range(count)) for feed, count in feeds.items()}
    return SimpleNamespace(partitions_for_topic=known.get)


@pytest.mark.parametrize(
    ("now", "said"),
    [(4, ""), (8, "raw has 8 partitions now and had 4"), (2, "raw has 2 partitions now and had 4")],
)
def test_a_feed_that_is_read_has_as_many_as_it_had(now: int, said: str) -> None:
    assert other_partitions(cluster(raw=now), "raw", 4).partition(":")[0] == said
    assert other_partitions(cluster(), "raw", 4) == "", "it is not known yet, or not any more"


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (4, ""),
        (8, ""),
        (
            2,
            "quotes has 2 partitions now and had 4: it was made anew; "
            "`kafka-topics.sh --alter --partitions 4` gives it as many again",
        ),
    ],
)
def test_a_feed_that_is_written_has_no_fewer_than_it_had(now: int, said: str) -> None:
    there = {"raw": 4, "topics": 8, "quotes": now}
    assert fewer_partitions(there, dict.fromkeys(("topics", "gone", "quotes"), 4)) == said
