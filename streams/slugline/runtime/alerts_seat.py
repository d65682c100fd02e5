"""What a worker has while it tells alerts, and how it gets it as it was left by whoever told them before."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from slugline.feed_names import feed_name
from slugline.folds.alerts.fold import Alerts
from slugline.folds.alerts.ties import Ties
from slugline.records.alert_event import MetStory
from slugline.records.codec import decode
from slugline.records.feeds import ENRICHED, MET
from slugline.records.schema_error import SchemaError
from slugline.runtime.alerts_output import AT, OF, AlertsOutput
from slugline.runtime.feed_identity import identity, is_another
from slugline.runtime.feed_partition import PartitionReader
from slugline.settings import Settings

NOBODY = "-"
"""In the place of the feed's identity where the broker does not tell."""

log = logging.getLogger("slugline.alerts")


@dataclass(slots=True, kw_only=True)
class Seat:
    """The partitions of the enriched feed while they are ours, and the alerts that belong to them."""

    output: AlertsOutput
    fold: Alerts
    feed: str
    """Which enriched feed it is, as the broker identifies it."""
    begin: dict[TopicPartition, int]
    """Where to go on."""
    new: bool
    """Whether nobody told alerts before: what stands already is told of to nobody."""
    done: dict[TopicPartition, int] = field(default_factory=dict)
    """What is committed."""
    due: float = 0.0
    """When it is to be committed again, though there is nothing to tell."""


@dataclass(slots=True)
class _Kept:
    """What is on the feed of rows."""

    rows: dict[str, MetStory] = field(default_factory=dict)
    upto: dict[int, int] = field(default_factory=dict)
    """By partition of the enriched feed, behind the last record that changed a row."""
    another: bool = False
    """Whether rows are of an enriched feed that is no more."""


async def take_seat(
    settings: Settings,
    consumer: AIOKafkaConsumer,
    parts: Iterable[TopicPartition],
    output: AlertsOutput,
    novelty: Callable[[str], float],
    turned: Callable[[], None],
    first: str | None,
) -> Seat:
    """Return the seat as it was left by whoever had it, whom ``output``, started, has shut out.

    ``turned`` is called now and then; ``first`` is which enriched feed it was when this worker began.
    """
    parts = sorted(parts)
    feed = await identity(settings, feed_name(ENRICHED, settings)) or NOBODY
    found = await consumer._coordinator.fetch_committed_offsets(parts)
    committed = {part: one for part in parts if (one := found.get(part)) is not None and one.offset >= 0}
    kept = await _read(settings, feed, turned)
    ends: dict[TopicPartition, int] = await consumer.end_offsets(parts)
    # brokers forget with a feed what was committed of it; then the rows tell, or what this worker saw
    forgotten = kept.another or is_another(first, feed)
    new = not committed and not kept.upto and not forgotten
    anew = forgotten and not committed
    if new:
        begin = ends
    elif anew or any(is_another(one.metadata, feed) for one in committed.values()):
        log.warning("%s was made anew: it is read from its start", feed_name(ENRICHED, settings))
        begin = dict.fromkeys(parts, 0)
    else:
        # a broker may still tell an offset of before the last transaction, which rows are of
        begin = {
            part: max(committed[part].offset if part in committed else 0, kept.upto.get(part.partition, 0))
            for part in parts
        }
    ties = Ties(round(settings.chain_hours * 3_600_000)) if settings.chains else None
    fold = Alerts(novelty, ties, round(settings.alert_wait * 1000))
    fold.restore(kept.rows)
    log.info("the alerts go on with %d stories that meet rules, %d alerts", len(fold), len(fold.alerts))
    return Seat(output=output, fold=fold, feed=feed, begin=begin, new=new)


async def _read(settings: Settings, feed: str, turned: Callable[[], None]) -> _Kept:
    kept = _Kept()
    async for records in PartitionReader(settings).to_the_end(feed_name(MET, settings), 0, 0):
        turned()
        for record in records:
            _take(kept, feed, record)
        await asyncio.sleep(0)
    return kept


def _take(kept: _Kept, feed: str, record: Any) -> None:
    uri = (record.key or b"").decode(errors="replace")
    told = {name: value.decode(errors="replace") for name, value in record.headers if value is not None}
    partition, _, offset = told.get(AT, "").partition("/")
    if is_another(told.get(OF), feed):
        kept.another = True
    elif partition.isdecimal() and offset.isdecimal():
        kept.upto[int(partition)] = max(kept.upto.get(int(partition), 0), int(offset) + 1)
    try:
        if record.value is None:
            kept.rows.pop(uri, None)
        else:
            kept.rows[uri] = decode(MetStory, record.value)
    except SchemaError as error:
        log.warning("%s/%s/%s is passed over: %s", record.topic, record.partition, record.offset, error)


def now_ms() -> int:
    """Return the time in milliseconds since 1970 UTC."""
    return round(time.time() * 1000)
