"""The role that enriches stories: all that it takes, wired together in one place."""

import asyncio
import logging
from collections.abc import Awaitable
from typing import Any
from weakref import WeakSet

from slugline import broker
from slugline.feed_names import feed_name
from slugline.kinds import KINDS
from slugline.metrics import Metrics
from slugline.records.feeds import DEAD_LETTERS, ENRICHED, HELD, IMPRINTS, REGISTER, STORIES, Feed
from slugline.runtime import group_access
from slugline.runtime.broker_contact import BrokerContact, sight
from slugline.runtime.delivery import Delivery, feed_limits
from slugline.runtime.faust_app import App, build
from slugline.runtime.feed_partition import PartitionReader
from slugline.runtime.fenced_producer import FencedProducer, has_transactions
from slugline.runtime.halt import Halt
from slugline.runtime.lane_context import Limits, Output
from slugline.runtime.lane_output import FencedOutput, GuardedOutput
from slugline.runtime.made_anew import FeedWatch
from slugline.runtime.membership import Membership
from slugline.runtime.reader_pool import ReaderPool
from slugline.runtime.same_feeds import SameFeeds
from slugline.runtime.splitter import DRAIN_SHARE, Splitter
from slugline.runtime.traces import traces
from slugline.runtime.watchdog import Watchdog
from slugline.runtime.watched_task import is_cancelled, watched
from slugline.settings import Settings

OUTPUTS = (*(kind.feed for kind in KINDS), ENRICHED)
WRITTEN = (*OUTPUTS, REGISTER, HELD, DEAD_LETTERS)
NEEDED = (STORIES, *WRITTEN)
"""The feeds of every worker that enriches stories; where stories are chained also that of the imprints.

All are written to, the stories feed with what is unpacked, and with word for other partitions.
"""
READ = (STORIES, REGISTER, HELD)
log = logging.getLogger("slugline.worker")


class StoriesRole:
    """The role that enriches stories: pool, producer, Faust app, splitter and the watch over them."""

    def __init__(self, settings: Settings, metrics: Metrics, contact: BrokerContact, halt: Halt) -> None:
        """``contact`` is told of the clients; ``halt`` is called when this cannot go on."""
        self._settings = settings
        self._traces = traces(settings)
        self._metrics = metrics
        self._contact = contact
        self._halt = halt
        self._pool = ReaderPool(settings)
        self._delivery = Delivery(settings, retried=metrics.send_retries.inc)
        self._reader = PartitionReader(settings)
        self._membership: Membership | None = None
        self._fencers: WeakSet[FencedProducer] = WeakSet()
        self._patience = DRAIN_SHARE * settings.session_timeout
        self._app: App | None = None
        self._splitter: Splitter | None = None
        self._watchdog: Watchdog | None = None
        self._watching: list[asyncio.Task[object]] = []
        self._feed_watch = FeedWatch(settings, metrics.rewinds.inc, halt)

    @property
    def why_not_ready(self) -> str:
        """Empty when stories are being taken, else the reason."""
        if why := self._contact.why_not_ready():
            return why
        if self._watchdog is None or self._splitter is None:
            return "starting"
        if why := self._watchdog.why_not_ready:
            return why
        if self._splitter.lanes_ready:
            return ""
        return next((one.waits for one in self._fencers if one.waits), "reading the register")

    async def start(self) -> None:
        """Wait for the broker and the feeds while the model is loaded, then take stories.

        Raises PoolBroken, Undeliverable, UnreachableError, UnevenFeedsError or KafkaError, one of FORBIDDEN
        where brokers do not let it read or into its group.
        """
        loading = asyncio.create_task(self._pool.start())
        try:
            needed = (*NEEDED, IMPRINTS) if self._settings.chains else NEEDED
            await self._contact.wait_for_feeds(READ, needed, log)
            # before the model is there: who is refused hears of it at once
            await self._let_in(needed)
            fenced = await has_transactions(self._settings)
            partitions = await broker.same_partitions(self._settings, needed)
            limits = await self._limits()
            await self._feed_watch.begin()
            same = SameFeeds(self._settings, (), (*WRITTEN, IMPRINTS) if self._settings.chains else WRITTEN)
            await same.begin()
            pipeline = await loading
        finally:
            loading.cancel()
        self._metrics.model.info({"model": pipeline.model})
        log.info("%s in %d processes", pipeline.model, self._pool.size)
        await self._delivery.start()
        if not fenced:
            log.warning(
                "this broker has no transactions: a worker that was paused may still send an old version"
            )
        self._app = app = build(self._settings)
        self._membership = membership = Membership(app, self._settings.session_timeout)
        self._splitter = splitter = Splitter(
            self._settings, self._pool, self._fenced if fenced else self._guarded, membership,
            self._reader, self._metrics, limits, partitions, self._feed_watch, self._halt,
        )  # fmt: skip
        splitter.progress.traces = self._traces
        splitter.attach(app)
        app.drain = self._drain
        app.watch = self._feed_watch.watch
        handler: Any = self._assigned  # Faust's type of a handler takes no method
        app.on_partitions_assigned.connect(handler)
        self._watchdog = Watchdog(
            app, splitter, self._metrics, self._settings, self._halt, lambda: self._contact.silent,
            self._unfit,
        )  # fmt: skip
        self._contact.joins()
        await app.start()
        consumer: Any = app.consumer
        self._contact.begin(lambda: sight(consumer._thread._consumer, self._producers()))
        self._watching = [
            watched(self._watchdog.run(), "the watchdog", self._halt),
            watched(self._feed_watch.run(), "the watch over the stories feed", self._halt),
            watched(same.look_on(log), "the watch over the feeds written to", self._halt),
        ]

    async def _let_in(self, needed: tuple[Feed, ...]) -> None:
        """Return once the group lets it in; brokers that were there a moment ago may have gone.

        Raises GroupAuthorizationFailedError.
        """
        while True:
            try:
                await group_access.check(self._settings, self._settings.group)
            except broker.UnreachableError:
                await self._contact.wait_for_feeds(READ, needed, log)
            else:
                return

    async def reload(self) -> None:
        """Have the processes that read stories follow each other with the authority files as they are now."""
        log.info("SIGHUP: reading the authority files anew")
        if why := await self._pool.reload():
            log.error("the authority files of before stay in use: %s", why)
        else:
            log.info("the authority files are read anew")

    async def stop(self, *, drain: bool) -> None:
        """Stop taking stories. With ``drain`` those in flight are finished and committed first."""
        for task in self._watching:
            task.cancel()
        try:
            self._patience = self._settings.drain if drain else 0.0
            for one in (self._app, self._splitter, self._delivery, self._reader, self._traces):
                if one is not None:
                    await _stopped(one.stop())
        finally:
            self._pool.stop()

    async def _drain(self) -> None:
        if self._splitter is not None:
            await self._splitter.drain(self._patience)

    async def _assigned(self, _app: object, assigned: set[Any], **_more: Any) -> None:
        splitter, app, membership = self._splitter, self._app, self._membership
        assert splitter is not None and app is not None and membership is not None
        feed = feed_name(STORIES, self._settings)
        splitter.assigned(
            {place.partition for place in assigned if place.topic == feed}, app.consumer_generation_id
        )

    def _producers(self) -> list[Any]:
        """Return the producers that are connected."""
        return [*self._delivery.producers, *(one.client for one in self._fencers if one.client is not None)]

    async def _unfit(self) -> str:
        """Return what is wrong with the feeds where brokers take nothing that is sent; they are asked then.

        The producers would find out in five minutes: to them it is a partition whose leader changes.
        """
        return await self._contact.fewer_partitions() if self._contact.untaken else ""

    def _fenced(self, partition: int, generation: int) -> Output:
        assert self._membership is not None
        producer = FencedProducer(self._settings, partition, generation, self._membership)
        self._fencers.add(producer)
        return FencedOutput(producer, self._delivery, self._membership, generation)

    def _guarded(self, _partition: int, generation: int) -> Output:
        assert self._membership is not None
        last = [feed_name(feed, self._settings) for feed in (REGISTER, HELD)]
        return GuardedOutput(self._delivery, self._membership, generation, last)

    async def _limits(self) -> Limits:
        """Return what the feeds take at most, where that is less than what the settings allow; say so."""
        allowed = self._settings.max_record_bytes
        found = await feed_limits(self._settings, NEEDED)
        dead = found.pop(feed_name(DEAD_LETTERS, self._settings), broker.DEAD_LETTER_BYTES)
        if short := {name: limit for name, limit in found.items() if limit < allowed}:
            told = ", ".join(f"{name} {limit:,}" for name, limit in sorted(short.items()))
            log.warning(
                "max.message.bytes of feeds is below SLUGLINE_MAX_RECORD_BYTES (%s): %s; stories with longer "
                "records become dead letters (output-too-large)", f"{allowed:,}", told,
            )  # fmt: skip
        return Limits(record=min([allowed, *found.values()]), dead_letter=dead)


async def _stopped(stopping: Awaitable[object]) -> None:
    """Wait for an end; that a library cuts it off is one, and what is to be stopped next still is."""
    try:
        await stopping
    except asyncio.CancelledError:
        if is_cancelled():
            raise
        log.debug("a library cancelled its own end", exc_info=True)
