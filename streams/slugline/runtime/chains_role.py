"""The chains: imprints of stories in, what each story is to its chain out.

A consumer group of its own on a plain aiokafka consumer, not Faust: offsets are committed in the transaction
of what comes of the records, and a window is put together again before anything new is read
(docs/adr/0012-chains.md). It may stop at any moment, and no story ever waits for it.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer

from slugline import broker
from slugline.metrics import Metrics
from slugline.records.feeds import CHAIN_FEEDS
from slugline.runtime.broker_contact import BrokerContact, sight
from slugline.runtime.chains_loop import ChainsLoop
from slugline.settings import Settings, SettingsError

FETCH_BYTES = 8 * 1024 * 1024
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
IDLE_MS = 24 * 3_600_000
"""Putting a window together may take minutes in which nothing is fetched: that is no reason to go."""

log = logging.getLogger("slugline.chains")


def check(settings: Settings) -> None:
    """Raise SettingsError where the role is asked for and stories leave nothing to chain."""
    if "chains" in settings.roles and not settings.chains:
        raise SettingsError(
            "SLUGLINE_ROLES has chains, which needs SLUGLINE_CHAINS=true, here and for all workers that "
            "enrich stories: they write what it reads"
        )


class ChainsRole:
    """The role, from its start to the end of the worker."""

    def __init__(self, settings: Settings, metrics: Metrics, contact: BrokerContact) -> None:
        """``contact`` is told of the clients."""
        self._settings = settings
        self._metrics = metrics
        self._contact = contact
        self._loop: ChainsLoop | None = None

    @property
    def why_not_ready(self) -> str:
        """Empty where it does its work, or another worker does."""
        return self._contact.why_not_ready() or (self._loop.why_not_ready if self._loop else "starting")

    async def run(self) -> None:
        """Chain stories until cancelled; whatever goes wrong, start anew from what was committed."""
        pause = FIRST_PAUSE
        while True:
            started = time.monotonic()
            try:
                await self._contact.wait_for_feeds(self._settings, CHAIN_FEEDS, log.info)
                await broker.own_partitions(self._settings, CHAIN_FEEDS)
                async with _consumer(self._settings) as consumer:
                    self._loop = loop = ChainsLoop(
                        self._settings, consumer, self._metrics, self._contact.turned
                    )  # fmt: skip
                    self._contact.begin(lambda: sight(consumer, loop.producers))  # noqa: B023  # of this turn
                    await loop.run()
            except Exception as error:  # chains must never cost a story: only they start anew
                why = str(error) or type(error).__name__
                self._contact.end(f"starting anew: {why}")
                log.warning("the chains start anew in %.0f s: %s", pause, why)
                self._metrics.chain_restarts.inc()
            self._loop = None
            await asyncio.sleep(pause)
            long = time.monotonic() - started > 10 * LONGEST_PAUSE
            pause = FIRST_PAUSE if long else min(2 * pause, LONGEST_PAUSE)


@asynccontextmanager
async def _consumer(settings: Settings) -> AsyncIterator[AIOKafkaConsumer]:
    session = round(1000 * settings.session_timeout)
    consumer = AIOKafkaConsumer(
        **broker.client(settings),
        group_id=settings.chains_group,
        enable_auto_commit=False,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        session_timeout_ms=session,
        heartbeat_interval_ms=session // 3,
        rebalance_timeout_ms=session,
        max_poll_interval_ms=IDLE_MS,
        fetch_max_bytes=FETCH_BYTES,
        max_partition_fetch_bytes=FETCH_BYTES,
    )
    try:
        await consumer.start()
        yield consumer
    finally:
        await consumer.stop()
