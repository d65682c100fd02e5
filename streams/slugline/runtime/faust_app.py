"""The Faust app, made by a factory: nothing happens at import. Settings: docs/adr/0001-in-order.md."""

import logging
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import faust
from yarl import URL

from slugline import closing
from slugline.runtime.faust_credentials import credentials
from slugline.settings import Settings

FETCH_BYTES = 2 * 1024 * 1024
"""Of each partition, held before the splitter asks for it; a longer record still comes, alone."""
REQUEST_SECONDS = 40.0
METADATA_MS = 30_000
"""Partitions that are added, and a feed that is made anew, are seen after so long at most."""
HEARTBEAT_SECONDS = 3.0
"""At most: that the group is dealt out anew is heard by a heartbeat, however long a session may last."""
POLL_RECORDS = 128
"""Records that still come of a partition after it was paused, at most."""
BUFFERED = 256
"""Records Faust holds ready. Its default of 4,096 could be 4 GiB of stories of the longest kind."""


class App(faust.App):
    """A Faust app that keeps nothing on disk: there is no table, so its data folder would stay empty."""

    logger = logging.getLogger("faust.app.slugline")  # else it speaks in the name of this module
    drain: Callable[[], Awaitable[None]] | None = None
    """Called before partitions go, at a rebalance and at the end: finishes what is in flight, or drops it."""
    watch: Callable[[Any], None] | None = None
    """Called with the consumer when it is made."""

    def _new_consumer(self) -> Any:
        consumer: Any = super()._new_consumer()
        consumer._thread.on_thread_stop = partial(_thread_stops, consumer._thread)
        if self.watch is not None:
            self.watch(consumer)
        return consumer

    async def _consumer_wait_empty(self, consumer: Any, _logger: Any) -> None:
        """Let the lanes finish, then commit; Faust's own would wait for ever for what a lane has dropped."""
        if self.drain is not None:
            await self.drain()
        await consumer.commit_and_end_transactions()


async def _thread_stops(thread: Any) -> None:
    """Do what Faust's thread of a consumer does as it stops (faust 0.15.3), by an end that comes to one.

    Were a CancelledError of aiokafka's to leave the thread, nobody would be told that it has stopped, and
    the worker would wait for it until its time is up.
    """
    await super(type(thread), thread).on_thread_stop()
    if thread._consumer is not None:
        await closing.stop(thread._consumer)


def build(settings: Settings) -> App:
    """Return a Faust app without agents. Call it inside a running event loop."""
    return App(
        settings.group,
        broker=[URL(f"kafka://{part.strip()}") for part in settings.brokers.split(",")],
        broker_credentials=credentials(settings),
        autodiscover=False,
        web_enabled=False,
        topic_disable_leader=True,
        topic_allow_declare=False,  # feeds are made by `slugline feeds create`, never on the way
        store="memory://",
        value_serializer="raw",
        key_serializer="raw",
        stream_wait_empty=False,  # the lanes see to it, within a time: App._consumer_wait_empty
        broker_max_poll_records=POLL_RECORDS,
        stream_buffer_maxsize=BUFFERED,
        broker_commit_interval=settings.commit_interval,
        broker_session_timeout=settings.session_timeout,
        broker_heartbeat_interval=min(settings.session_timeout / 3, HEARTBEAT_SECONDS),
        broker_rebalance_timeout=settings.session_timeout,
        broker_request_timeout=max(REQUEST_SECONDS, settings.session_timeout),
        consumer_auto_offset_reset="earliest",
        consumer_group_instance_id=settings.group_instance,
        consumer_metadata_max_age_ms=METADATA_MS,
        consumer_max_fetch_size=FETCH_BYTES,
        cython_optimizations=True,
    )


def has_compiled_streams() -> bool:
    """Say whether Faust's compiled stream is there; the pure one acks records it skips at a rebalance."""
    return getattr(sys.modules["faust.streams"], "_CStreamIterator", None) is not None
