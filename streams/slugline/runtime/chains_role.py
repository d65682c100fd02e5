"""The chains: imprints of stories in, what each story is to its chain out.

A consumer group of its own on a plain aiokafka consumer, not Faust: offsets are committed in the transaction
of what comes of the records, and a window is put together again before anything new is read
(docs/adr/0012-chains.md). It may stop at any moment, and no story ever waits for it.
"""

import logging
from typing import TYPE_CHECKING

from slugline import broker, closing
from slugline.metrics import Metrics
from slugline.records.feeds import CHAIN_FEEDS, CHAINS, IMPRINTS
from slugline.runtime import group_access
from slugline.runtime.broker_contact import BrokerContact, sight
from slugline.runtime.same_feeds import SameFeeds
from slugline.runtime.starting_anew import again_and_again, group_consumer
from slugline.settings import Settings, SettingsError

if TYPE_CHECKING:
    from slugline.runtime.chains_loop import ChainsLoop

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
        await again_and_again(
            self._turn, self._contact, self._metrics.chain_restarts, log, "the chains"
        )  # fmt: skip

    async def _turn(self) -> None:
        from slugline.runtime.chains_loop import ChainsLoop  # brings numpy, which no other role needs

        await self._contact.wait_for_feeds(CHAIN_FEEDS, (CHAINS,), log)
        await broker.own_partitions(self._settings, CHAIN_FEEDS)
        await group_access.check(self._settings, self._settings.chains_group)
        consumer = group_consumer(self._settings, self._settings.chains_group, max_poll_interval_ms=IDLE_MS)
        try:
            feeds = SameFeeds(self._settings, (IMPRINTS,), (CHAINS,))
            async with feeds.watched(log, self._contact.turned) as turned, closing.running(consumer):
                loop = ChainsLoop(self._settings, consumer, self._metrics, turned)
                self._loop = loop
                self._contact.begin(lambda: sight(consumer, loop.producers))
                await loop.run()
        finally:
            self._loop = None
