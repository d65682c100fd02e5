"""The trends: enriched stories into tallies, tallies into counts, counts out on a timer.

A consumer group of its own on a plain aiokafka consumer, not Faust: state is rebuilt by reading the feed
again, so every assignment must seek before anything is fetched (docs/adr/0003-trends.md). It keeps nothing
on disk, may stop at any moment, and no story ever waits for it.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from slugline import broker, closing
from slugline.feed_names import feed_name
from slugline.folds.trends.plan import Plan
from slugline.metrics import Metrics
from slugline.records.feeds import DAY, ENRICHED, TALLIES, TRENDS
from slugline.runtime.broker_contact import BrokerContact, sight
from slugline.runtime.trends_loop import TrendsLoop
from slugline.runtime.trends_seek import TrendFeeds
from slugline.runtime.watched_task import is_cancelled
from slugline.settings import Settings, SettingsError

FETCH_BYTES = 8 * 1024 * 1024
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0

log = logging.getLogger("slugline.trends")


def plan_of(settings: Settings) -> Plan:
    """Return what is to be counted. Raises SettingsError where windows and hop do not fit."""
    plan = Plan(
        lengths=tuple(sorted({round(1000 * length) for length in settings.trend_windows})),
        hop=round(1000 * settings.trend_hop),
    )
    if not plan.lengths or plan.hop > plan.lengths[0]:
        raise SettingsError(
            "SLUGLINE_TREND_HOP must not be longer than the shortest of SLUGLINE_TREND_WINDOWS"
        )
    return plan


def too_short(plan: Plan, settings: Settings) -> str | None:
    """Return what is wrong where the tallies feed keeps less than the windows need, else None."""
    keeps = TALLIES.retention_ms
    if keeps is None or plan.horizon <= keeps:
        return None
    feed = feed_name(TALLIES, settings)
    needs = f"needs {plan.horizon / DAY:.1f} days of {feed}, made to keep {keeps / DAY:.0f}"
    return f"SLUGLINE_TREND_WINDOWS {needs}: counts made anew after a restart or a rebalance may be too low"


async def run(settings: Settings, metrics: Metrics, contact: BrokerContact) -> None:
    """Count trends until cancelled; whatever goes wrong, start anew and rebuild.

    ``contact`` is told of the clients. Raises SettingsError at once for settings that do not fit.
    """
    plan, pause = plan_of(settings), FIRST_PAUSE
    if problem := too_short(plan, settings):
        log.warning("%s", problem)
    while True:
        started = time.monotonic()
        try:
            await contact.wait_for_feeds(settings, (ENRICHED, TALLIES, TRENDS), log.info)
            async with _clients(settings) as (consumer, producer):
                contact.begin(partial(sight, consumer, [producer]))
                loop = TrendsLoop(plan, TrendFeeds.of(settings), consumer, producer, metrics, contact.turned)
                await loop.run()
        # trends must never cost a story: not the worker, only the counts start anew, whatever goes wrong
        except (Exception, asyncio.CancelledError) as error:
            if is_cancelled():
                raise
            why = str(error) or type(error).__name__
            contact.end(f"starting anew: {why}")
            log.warning("trends start anew in %.0f s: %s", pause, why)
            metrics.trend_restarts.inc()
        await asyncio.sleep(pause)
        long = time.monotonic() - started > 10 * LONGEST_PAUSE
        pause = FIRST_PAUSE if long else min(2 * pause, LONGEST_PAUSE)


@asynccontextmanager
async def _clients(settings: Settings) -> AsyncIterator[tuple[AIOKafkaConsumer, AIOKafkaProducer]]:
    session = round(1000 * settings.session_timeout)
    producer = AIOKafkaProducer(**broker.client(settings), acks="all", linger_ms=5, max_batch_size=256 * 1024)
    consumer = AIOKafkaConsumer(
        **broker.client(settings),
        group_id=settings.trends_group,
        enable_auto_commit=False,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        session_timeout_ms=session,
        heartbeat_interval_ms=session // 3,
        rebalance_timeout_ms=session,
        fetch_max_bytes=FETCH_BYTES,
        max_partition_fetch_bytes=FETCH_BYTES,
    )
    async with closing.running(producer), closing.running(consumer):
        yield consumer, producer
