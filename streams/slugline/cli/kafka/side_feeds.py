"""Side feeds: an installation beside the live one, with the raw stories of a stretch and a worker of its own.

They have the live feeds' names behind a prefix that nothing live has. What a worker would have made of these
stories, kills and late versions included, it makes there by the very rules of a worker: it is one.
"""

import math
import re
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import replace

from aiokafka import TopicPartition

from slugline import broker, feed_reader
from slugline.cli.kafka import connect
from slugline.cli.problem import Exit, Problem
from slugline.feed_names import feed_name
from slugline.feed_reader import Start
from slugline.records.feeds import STORIES
from slugline.settings import Settings, table

LABEL = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
IN_FLIGHT = 500
"""Stories on their way to the broker, at most."""


def beside(settings: Settings, label: str) -> Settings:
    """Return the settings of the side feeds of a ``label``. Raises Problem for a label that cannot be one."""
    if not LABEL.fullmatch(label):
        fix = "it is up to 40 of a-z, 0-9, - and _, and begins with a letter or digit"
        raise Problem(f"{label!r} is no label", "--pipeline", fix, Exit.USAGE)
    prefix = f"{settings.feed_prefix}replay.{label}."
    return replace(
        settings,
        feed_prefix=prefix,
        group=f"{prefix}slugline-stories",
        trends_group=f"{prefix}slugline-trends",
        roles=("stories",),
        chains=False,
        group_instance=None,
        http_host="127.0.0.1",
        http_port=0,
    )


def environ(side: Settings, given: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of the worker of the ``side`` feeds: ``given``, but for what is theirs."""
    told = {row.name: row.variable for row in table()}
    values = {
        "brokers": side.brokers,
        "feed_prefix": side.feed_prefix,
        "group": side.group,
        "trends_group": side.trends_group,
        "roles": "stories",
        "chains": "false",
        "group_instance": "",
        "http_host": side.http_host,
        "http_port": "0",
        "log_format": "text",
    }
    return {**given, **{told[name]: value for name, value in values.items()}}


async def make(settings: Settings, side: Settings) -> None:
    """Create the side feeds, with as many partitions as the live ones. Raises Problem if there are some."""
    parts = await feed_reader.partitions(settings, STORIES)
    there = [name for name in await broker.list_feeds(settings) if name.startswith(side.feed_prefix)]
    if there:
        fix = f"take another label, or delete the topics that begin with {side.feed_prefix}"
        raise Problem(f"there are side feeds of this label: {there[0]}", "--pipeline", fix, Exit.USAGE)
    await broker.create_feeds(replace(side, partitions=len(parts)))


async def copy(settings: Settings, side: Settings, start: Start, end: Start) -> int:
    """Copy the raw stories from ``start`` to before ``end``, each into its partition; return how many."""
    since = start if isinstance(start, int) else 0
    until = end if isinstance(end, int) else math.inf
    feed, count, sent = feed_name(STORIES, side), 0, []
    async with (
        connect.producer(side) as producer,
        aclosing(feed_reader.records(settings, STORIES, start, follow=False)) as records,
    ):
        async for one in records:
            if not since <= one.timestamp < until:  # publishers' clocks differ, so no end of a partition
                continue
            sent.append(
                await producer.send(
                    feed, one.value, key=one.key, headers=list(one.headers), partition=one.partition,
                    timestamp_ms=one.timestamp,
                )
            )  # fmt: skip
            count += 1
            if len(sent) >= IN_FLIGHT:
                for future in sent:
                    await future
                sent.clear()
        for future in sent:
            await future
    return count


async def left(side: Settings) -> int:
    """Return how many raw stories the worker of the ``side`` feeds has still to do."""
    parts = await feed_reader.partitions(side, STORIES)
    async with feed_reader.consumer(side, side.group) as one:
        committed: dict[TopicPartition, int | None] = {part: await one.committed(part) for part in parts}
        reach = await feed_reader.extent(one, parts)
    return sum(max(0, end - max(first, committed[part] or 0)) for part, (first, end) in reach.items())
