"""The trends: enriched stories into tallies, tallies into counts, counts out on a timer.

A consumer group of its own on a plain aiokafka consumer, not Faust: state is rebuilt by reading the feed
again, so every assignment must seek before anything is fetched (docs/adr/0003-trends.md). It keeps nothing
on disk, may stop at any moment, and no story ever waits for it.
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from slugline import broker, closing
from slugline.feed_names import feed_name
from slugline.folds.trends.counted import CountedChain
from slugline.folds.trends.plan import Plan
from slugline.metrics import Metrics
from slugline.records.feeds import CHAINS, DAY, ENRICHED, TALLIES, TRENDS
from slugline.runtime import group_access
from slugline.runtime.broker_contact import BrokerContact, sight
from slugline.runtime.chains_feed import ChainsFeed, chains_consumer
from slugline.runtime.same_feeds import SameFeeds
from slugline.runtime.starting_anew import again_and_again, group_consumer
from slugline.runtime.trends_loop import TrendsLoop
from slugline.runtime.trends_seek import TrendFeeds
from slugline.settings import Settings, SettingsError

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
    plan = plan_of(settings)
    if problem := too_short(plan, settings):
        log.warning("%s", problem)

    async def turn() -> None:
        reads = (ENRICHED, TALLIES, *((CHAINS,) if settings.chains else ()))
        await contact.wait_for_feeds(reads, (TALLIES, TRENDS), log)
        await group_access.check(settings, settings.trends_group)
        same = SameFeeds(settings, reads, (TRENDS,))
        async with (
            same.watched(log, contact.turned) as turned,
            _clients(settings) as (consumer, producer),
            _chains(settings, metrics) as chains,
        ):
            contact.begin(partial(sight, consumer, [producer]))
            names = TrendFeeds.of(settings, same)
            await TrendsLoop(plan, names, consumer, producer, metrics, turned, chains).run()

    await again_and_again(turn, contact, metrics.trend_restarts, log, "trends")


@asynccontextmanager
async def _clients(settings: Settings) -> AsyncIterator[tuple[AIOKafkaConsumer, AIOKafkaProducer]]:
    producer = AIOKafkaProducer(**broker.client(settings), acks="all", linger_ms=5, max_batch_size=256 * 1024)
    consumer = group_consumer(settings, settings.trends_group)
    async with closing.running(producer), closing.running(consumer):
        yield consumer, producer


@asynccontextmanager
async def _chains(settings: Settings, metrics: Metrics) -> AsyncIterator[ChainsFeed[CountedChain] | None]:
    """Give what hears of the chains; None where stories are not chained."""
    if not settings.chains:
        yield None
        return
    consumer = chains_consumer(settings)
    async with closing.running(consumer):
        yield ChainsFeed(settings, consumer, CountedChain, metrics.trend_skips, log)
