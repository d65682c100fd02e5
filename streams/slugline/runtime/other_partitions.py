"""Feeds that have other partitions than when the worker began: somebody made them anew, or added some."""

from collections.abc import Mapping
from typing import Any


def other_partitions(cluster: Any, feed: str, before: int) -> str:
    """Return what to say where the ``feed`` has not as many partitions as ``before``: uris move among them.

    ``cluster`` is what a client of aiokafka's knows of the brokers. Of a feed unknown to it nothing is said.
    """
    now = len(cluster.partitions_for_topic(feed) or ())
    return (
        f"{feed} has {now} partitions now and had {before}: it is to be read anew"
        if now not in (0, before)
        else ""
    )


def fewer_partitions(there: Mapping[str, int], before: Mapping[str, int]) -> str:
    """Return what to say of a feed that has fewer partitions than ``before``.

    ``there`` is how many each has. What belongs to those that are gone would wait for ever. More of them do
    no harm: partitions are added to one feed after the other.
    """
    for feed, count in before.items():
        if there.get(feed, count) < count:
            return (
                f"{feed} has {there[feed]} partitions now and had {count}: it was made anew; "
                f"`kafka-topics.sh --alter --partitions {count}` gives it as many again"
            )
    return ""
