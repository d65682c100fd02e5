"""A role with a consumer group of its own, which starts anew whatever goes wrong: no story waits for it.

It runs on a plain aiokafka consumer, not Faust, and commits its own offsets.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError
from prometheus_client import Counter

from slugline import broker
from slugline.runtime.broker_contact import BrokerContact
from slugline.runtime.broker_refusals import FORBIDDEN, crash
from slugline.runtime.delivery import Undeliverable
from slugline.runtime.transactions import PartitionLost
from slugline.runtime.watched_task import is_cancelled
from slugline.settings import Settings

FETCH_BYTES = 8 * 1024 * 1024
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
UNTAKEN = (Undeliverable, PartitionLost, KafkaError)
SAID_AGAIN = 600.0
"""Seconds after which the same reason is told again; `/readyz` and the metrics say it all the time."""
REFUSALS = (Undeliverable, *FORBIDDEN)
"""What is refused again at the next try, until somebody has mended it."""


async def again_and_again(
    turn: Callable[[], Awaitable[None]],
    contact: BrokerContact,
    restarts: Counter,
    log: logging.Logger,
    what: str,
) -> None:
    """Do ``turn`` until cancelled, with growing pauses between.

    That ``what`` starts anew is told, but the same reason not at each try.
    """
    pause, told, told_at = FIRST_PAUSE, "", 0.0
    while True:
        started = time.monotonic()
        try:
            await turn()
        # it must never cost a story: not the worker, only this role starts anew, whatever goes wrong
        except (Exception, asyncio.CancelledError) as error:
            if is_cancelled():
                raise
            why = crash(error) if isinstance(error, FORBIDDEN) else str(error) or type(error).__name__
            if isinstance(error, UNTAKEN):  # a client's error names no feed that has lost partitions
                why = await contact.fewer_partitions() or why
            contact.end(f"starting anew: {why}", refused=isinstance(error, REFUSALS))
            again = why == told and time.monotonic() - told_at < SAID_AGAIN
            log.log(
                logging.DEBUG if again else logging.WARNING,
                "%s start anew in %.0f s: %s", what, pause, why,
            )  # fmt: skip
            if not again:
                told, told_at = why, time.monotonic()
            restarts.inc()
        await asyncio.sleep(pause)
        long = time.monotonic() - started > 10 * LONGEST_PAUSE
        told = "" if long else told
        pause = FIRST_PAUSE if long else min(2 * pause, LONGEST_PAUSE)


def group_consumer(settings: Settings, group: str, **more: Any) -> AIOKafkaConsumer:
    """Return a consumer of committed records in a ``group``, not yet started; ``more`` is aiokafka's."""
    session = round(1000 * settings.session_timeout)
    return AIOKafkaConsumer(
        **broker.client(settings),
        group_id=group,
        enable_auto_commit=False,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        session_timeout_ms=session,
        heartbeat_interval_ms=session // 3,
        rebalance_timeout_ms=session,
        fetch_max_bytes=FETCH_BYTES,
        max_partition_fetch_bytes=FETCH_BYTES,
        **more,
    )
