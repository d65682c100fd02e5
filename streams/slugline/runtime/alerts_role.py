"""The alerts: enriched stories and what the chains say of them in, which rules are met out.

A consumer group of its own on a plain aiokafka consumer, not Faust: offsets are committed in the transaction
of what comes of the records (docs/adr/0014-alerts.md). It may stop at any moment; no story ever waits for it.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from slugline import broker, closing
from slugline.folds.alerts.ties import HeardChain
from slugline.metrics import Metrics
from slugline.records.feeds import ALERT_FEEDS, CHAINS, ENRICHED, MET
from slugline.runtime import group_access
from slugline.runtime.alerts_loop import AlertsLoop
from slugline.runtime.broker_contact import BrokerContact, sight
from slugline.runtime.chains_feed import ChainsFeed, chains_consumer
from slugline.runtime.fenced_producer import has_transactions
from slugline.runtime.one_takes_all import OneTakesAll
from slugline.runtime.same_feeds import SameFeeds
from slugline.runtime.starting_anew import again_and_again, group_consumer
from slugline.runtime.watchlist_in_force import WatchlistInForce
from slugline.runtime.webhook_addresses import networks
from slugline.runtime.webhook_message import keys
from slugline.runtime.webhooks import Webhooks
from slugline.settings import Settings, SettingsError
from slugline.watchlist_file import WatchlistError, load

IDLE_MS = 24 * 3_600_000
"""Putting the alerts together may take minutes in which nothing is fetched: that is no reason to go."""

log = logging.getLogger("slugline.alerts")


def check(settings: Settings) -> None:
    """Raise SettingsError where the role is asked for, and its watchlist is not there or no good."""
    if "alerts" not in settings.roles:
        return
    if settings.watchlist is None:
        raise SettingsError("SLUGLINE_ROLES has alerts, which needs SLUGLINE_WATCHLIST: a file of rules")
    networks(settings.webhook_networks)
    try:
        for webhook in load(settings.watchlist).webhook:
            keys(webhook)
    except WatchlistError as error:
        raise SettingsError(
            f"SLUGLINE_WATCHLIST: {settings.watchlist}: {error}; `slugline watch RULES --check` tries it"
        ) from error


class AlertsRole:
    """The role, from its start to the end of the worker."""

    def __init__(self, settings: Settings, metrics: Metrics, contact: BrokerContact) -> None:
        """``contact`` is told of the clients. Raises WatchlistError where `check` would."""
        assert settings.watchlist is not None
        self._settings = settings
        self._metrics = metrics
        self._contact = contact
        self._watchlist = WatchlistInForce(settings.watchlist, metrics)
        self._loop: AlertsLoop | None = None
        self._made = asyncio.Event()
        """Whether its feeds are there, and as they must be."""
        self._first: str | None = None
        """Which enriched feed it was when brokers first told."""

    @property
    def why_not_ready(self) -> str:
        """Empty where it does its work, or another worker does."""
        return self._contact.why_not_ready() or (self._loop.why_not_ready if self._loop else "starting")

    async def reload(self) -> None:
        """Read the watchlist anew."""
        await self._watchlist.reload()

    async def run(self) -> None:
        """Tell alerts until cancelled; whatever goes wrong, start anew from what was committed."""
        webhooks = asyncio.create_task(self._send())
        try:
            await again_and_again(
                self._turn, self._contact, self._metrics.alert_restarts, log, "the alerts"
            )  # fmt: skip
        finally:
            webhooks.cancel()
            await asyncio.gather(webhooks, return_exceptions=True)

    async def _send(self) -> None:
        """Tell webhooks once the feeds were made: some brokers make what a consumer asks for, with any
        number of partitions.
        """
        await self._made.wait()
        await Webhooks(self._watchlist, self._settings, self._metrics).run()

    async def _turn(self) -> None:
        settings = self._settings
        chains = (CHAINS,) if settings.chains else ()
        await self._contact.wait_for_feeds((ENRICHED, MET, *chains), ALERT_FEEDS, log)
        await broker.own_partitions(settings, (*ALERT_FEEDS, *chains))
        self._made.set()
        await group_access.check(settings, settings.alerts_group)
        transactions = await has_transactions(settings)
        feeds = SameFeeds(settings, (ENRICHED, *chains), ALERT_FEEDS)
        consumer = group_consumer(
            settings, settings.alerts_group, max_poll_interval_ms=IDLE_MS,
            partition_assignment_strategy=(OneTakesAll,),
        )  # fmt: skip
        try:
            async with (
                feeds.watched(log, self._contact.turned) as turned,
                closing.running(consumer),
                self._heard() as heard,
            ):
                self._first = self._first or feeds.id_of(ENRICHED)
                loop = AlertsLoop(
                    settings, consumer, heard, self._watchlist, self._metrics, turned,
                    first=self._first, transactions=transactions,
                )  # fmt: skip
                self._loop = loop
                self._contact.begin(lambda: sight(consumer, loop.producers))
                await loop.run()
        finally:
            self._loop = None

    @asynccontextmanager
    async def _heard(self) -> AsyncIterator[ChainsFeed[HeardChain] | None]:
        """Give what hears of the chains; None where stories are not chained."""
        if not self._settings.chains:
            yield None
            return
        consumer = chains_consumer(self._settings)
        async with closing.running(consumer):
            yield ChainsFeed(self._settings, consumer, HeardChain, self._metrics.alert_skips, log)
