"""The worker's life: signals, health, the roles it plays, and how it ends.

``main`` is what `slugline worker` calls; ``python -m slugline.runtime.worker`` is the same without it.
"""

import asyncio
import contextlib
import logging
import os
import signal
import sys
import threading
from collections.abc import Coroutine, Mapping
from typing import Any

from aiokafka.errors import KafkaError

from slugline import broker, loading
from slugline.errors import ModelError
from slugline.feed_names import feed_name
from slugline.metrics import Metrics
from slugline.records.feeds import ENRICHED, IMPRINTS, STORIES
from slugline.release import VERSION
from slugline.runtime import alerts_role, chains_role, logs, odd_headers, traces, trends_role
from slugline.runtime.broker_contact import BrokerContact
from slugline.runtime.broker_refusals import FORBIDDEN, crash
from slugline.runtime.delivery import Undeliverable
from slugline.runtime.faust_app import has_compiled_streams
from slugline.runtime.halt import Halt
from slugline.runtime.health import Health
from slugline.runtime.reader_pool import PoolBroken
from slugline.runtime.readiness import Readiness
from slugline.runtime.stories_role import StoriesRole
from slugline.runtime.watched_task import CutOff, watched
from slugline.settings import Role, Settings, SettingsError, exposed, load
from slugline.watchlist_file import WatchlistError

OK, FAILED, UNFIT = 0, 1, 2
"""Exit codes: stopped as asked; ended by itself, to be started again; settings that cannot work."""
LAST_RESORT = 3.0
"""Seconds beyond the drain after which the process ends, whatever still hangs."""

log = logging.getLogger("slugline.worker")


def main(settings: Settings) -> int:
    """Run a worker until SIGTERM or SIGINT, and return its exit code: OK, FAILED or UNFIT.

    The process is to end with it: what hangs then is ended LAST_RESORT seconds after the drain.
    """
    outage = logs.begin(settings)
    if warning := exposed():
        log.warning("%s", warning)
    if not has_compiled_streams():
        log.error(
            "Faust's compiled stream is missing, and the pure one can lose stories at a rebalance: "
            "install faust-streaming from a wheel, and unset NO_CYTHON"
        )
        return UNFIT
    try:
        trends_role.plan_of(settings)
        chains_role.check(settings)
        alerts_role.check(settings)
        traces.check(settings)
        broker.client(settings)
        if "stories" in settings.roles:
            loading.check(settings.model)
    except SettingsError as error:
        log.error("%s", error)
        return UNFIT
    except ModelError as error:
        log.error("%s; SLUGLINE_MODEL names it", error)
        return UNFIT
    odd_headers.install()
    return asyncio.run(_life(settings, outage))


async def _life(settings: Settings, outage: logs.Outage) -> int:
    """Run a worker; then nothing changes its exit code, also who asks once more as the interpreter ends."""
    code = await Worker(settings, outage).run()
    for number in ENDING:
        asyncio.get_running_loop().remove_signal_handler(number)
        signal.signal(number, signal.SIG_IGN)
    return code


CLOSING_SECONDS = 10.0
"""That a role of a worker which has failed has to close its clients."""
AGAIN_SECONDS = 3.0
"""Between two cancellations of a task: in that time its clients are closed where brokers answer. A supervisor
may wait for no longer than ten seconds in all."""
ENDING = (signal.SIGTERM, signal.SIGINT)
READS = {"stories": STORIES, "trends": ENRICHED, "chains": IMPRINTS}
"""The feed of each role of which it is told how far behind it is by partition."""


class Worker:
    """One life of a worker."""

    def __init__(self, settings: Settings, outage: logs.Outage) -> None:
        """Nothing is started yet."""
        self._settings = settings
        self._outage = outage
        self._metrics = Metrics(
            [feed_name(feed, settings) for feed in broker.own_feeds(settings) if feed is not STORIES]
        )
        waiting: dict[Role, str] = {}
        self._contacts = {
            role: BrokerContact(role, settings, self._metrics, waiting=waiting)
            for role in sorted(set(settings.roles))
        }
        self._readiness = Readiness(settings, self._contacts, self._why_not_ready)
        self._health = Health(settings.http_host, settings.http_port, self._metrics, self._readiness.told)
        self._stories: StoriesRole | None = None
        self._chains: chains_role.ChainsRole | None = None
        self._alerts: alerts_role.AlertsRole | None = None
        self._over = asyncio.Event()
        self._halt = Halt(self._fail, self._over.is_set)
        self._reloading: asyncio.Task[None] | None = None
        self._code = OK

    async def run(self) -> int:
        """Play the roles until asked to stop or until it cannot go on; return the exit code."""
        for number in ENDING:
            asyncio.get_running_loop().add_signal_handler(number, self._asked, number)
        if self._settings.gazetteer or "alerts" in self._contacts:
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self._reload)
        try:
            address = await self._health.start()
        except (OSError, UnicodeError) as error:  # a name that cannot be one of a host is the latter
            where = f"{self._settings.http_host}:{self._settings.http_port}"
            log.error("cannot listen on %s: %s", where, getattr(error, "strerror", None) or error)
            return FAILED
        log.info("slugline %s, process %d; metrics and health on %s", VERSION, os.getpid(), address)
        roles = {
            "stories": self._play_stories, "trends": self._play_trends, "chains": self._play_chains,
            "alerts": self._play_alerts,
        }  # fmt: skip
        playing = [
            watched(roles[role](), f"the role {role}", self._halt, may_end=True) for role in self._contacts
        ]
        try:
            await self._until_over()
            await asyncio.gather(*playing, return_exceptions=True)
        finally:
            await self._health.stop()
        log.info("ended with exit code %d", self._code)
        return self._code

    async def _until_over(self) -> None:
        while not self._over.is_set():
            if words := self._outage.over():
                log.info("%s", words)
            self._readiness.look()
            for role, contact in self._contacts.items():
                if contact.silent and role in READS:
                    self._metrics.lag_is_unknown(feed_name(READS[role], self._settings))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._over.wait(), 1.0)
        self._readiness.stop()

    def _why_not_ready(self) -> Mapping[str, str]:
        """Return for each role why it is not ready; empty where it is."""
        if self._over.is_set():
            return dict.fromkeys(self._contacts, "stopping")
        reasons: dict[str, str] = {role: one.why_not_ready() for role, one in self._contacts.items()}
        more = {"stories": self._stories, "chains": self._chains, "alerts": self._alerts}
        return reasons | {role: one.why_not_ready for role, one in more.items() if one is not None}

    async def _play_stories(self) -> None:
        self._stories = StoriesRole(self._settings, self._metrics, self._contacts["stories"], self._halt)
        starting = asyncio.create_task(self._stories.start())
        over = asyncio.create_task(self._over.wait())
        await asyncio.wait({starting, over}, return_when=asyncio.FIRST_COMPLETED)
        begun = starting.done() and not starting.cancelled() and starting.exception() is None
        if begun:
            await over
        try:
            await _ended(starting)
            await starting
        except asyncio.CancelledError:
            self._halt(CutOff("the role stories ended: a library cancelled it as it began"))
        except FORBIDDEN as error:
            self._fail(crash(error))
        except (
            PoolBroken,
            Undeliverable,
            broker.UnreachableError,
            broker.UnevenFeedsError,
            KafkaError,
        ) as error:
            self._fail(str(error))
        except Exception as error:
            log.exception("the worker did not start")
            self._fail(repr(error))
        finally:
            over.cancel()
        try:
            async with asyncio.timeout(self._patience):
                await self._stories.stop(drain=begun and self._code == OK)
        except TimeoutError:
            self._fail(f"the stories in flight were not done within {self._patience:g} s")

    @property
    def _patience(self) -> float:
        """Seconds for the end: who has failed has nothing to finish, and clients to close that may hang."""
        return self._settings.drain if self._code == OK else min(self._settings.drain, CLOSING_SECONDS)

    async def _play_trends(self) -> None:
        """Count trends until the end. They start anew by themselves; that they end alone ends a worker."""
        await self._until_end(
            trends_role.run(self._settings, self._metrics, self._contacts["trends"]), "the trends"
        )

    async def _play_chains(self) -> None:
        """Chain stories until the end, in the same way."""
        self._chains = chains_role.ChainsRole(self._settings, self._metrics, self._contacts["chains"])
        await self._until_end(self._chains.run(), "the chains")

    async def _play_alerts(self) -> None:
        """Tell alerts until the end, in the same way."""
        try:
            self._alerts = alerts_role.AlertsRole(self._settings, self._metrics, self._contacts["alerts"])
        except WatchlistError as error:  # it was good a moment ago
            self._fail(f"SLUGLINE_WATCHLIST: {error}")
            return
        await self._until_end(self._alerts.run(), "the alerts")

    async def _until_end(self, work: Coroutine[Any, Any, None], what: str) -> None:
        """Have ``work`` done until the worker ends."""
        working = watched(work, what, self._halt)
        await self._over.wait()
        await _ended(working)
        await asyncio.gather(working, return_exceptions=True)

    def _reload(self) -> None:
        """Have authority files and watchlist read anew; while that goes on another wish changes nothing."""
        if self._reloading is None or self._reloading.done():
            self._reloading = asyncio.create_task(self._reloaded())

    async def _reloaded(self) -> None:
        if self._alerts is not None:
            await self._alerts.reload()
        if self._stories is not None and self._settings.gazetteer:
            await self._stories.reload()

    def _asked(self, number: int) -> None:
        if not self._over.is_set():
            log.info("%s: finishing the stories in flight", signal.Signals(number).name)
        self._end()

    def _fail(self, reason: str) -> None:
        log.error("%s", reason)
        self._code = FAILED
        self._end()

    def _end(self) -> None:
        """Begin to end; see to it that the process does, even if a library blocks the event loop for ever."""
        if self._over.is_set():
            return
        self._over.set()
        last = threading.Timer(self._patience + LAST_RESORT, os._exit, (FAILED,))
        last.daemon = True
        last.start()


async def _ended(task: asyncio.Task[Any]) -> None:
    """Cancel ``task`` until it is done.

    Once is not enough: up to Python 3.11 ``asyncio.wait_for``, by which clients connect to brokers, forgets
    a cancellation that comes as its work ends, and who waits for Kafka would go on waiting. Between two it
    has time to close its clients.
    """
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=AGAIN_SECONDS)


if __name__ == "__main__":
    try:
        chosen, _ = load()
    except SettingsError as problem:
        sys.exit(f"error: {problem}")
    sys.exit(main(chosen))
