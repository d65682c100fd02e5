"""All webhooks of the watchlist that holds: a delivery for each, begun and ended as the watchlist changes."""

import asyncio
import logging

from slugline.folds.watchlists.rules import Webhook
from slugline.metrics import Metrics
from slugline.runtime.starting_anew import FIRST_PAUSE, LONGEST_PAUSE
from slugline.runtime.watched_task import is_cancelled
from slugline.runtime.watchlist_in_force import WatchlistInForce
from slugline.runtime.webhook_delivery import WebhookDelivery
from slugline.settings import Settings

LOOK_SECONDS = 0.5
log = logging.getLogger("slugline.webhooks")


class Webhooks:
    """Runs beside the alerts; whatever goes wrong here, they go on."""

    def __init__(self, watchlist: WatchlistInForce, settings: Settings, metrics: Metrics) -> None:
        """Nothing is begun yet."""
        self._watchlist = watchlist
        self._settings = settings
        self._metrics = metrics
        self._running: dict[tuple[Webhook, tuple[bytes, ...]], asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Go on until cancelled; a fault in here is told, counted as one of the alerts, and tried again."""
        pause = FIRST_PAUSE
        try:
            while True:
                try:
                    await self._look()
                    await asyncio.sleep(LOOK_SECONDS)
                    pause = FIRST_PAUSE
                # nobody waits for this: it must not end, whatever goes wrong, and without a word least of all
                except (Exception, asyncio.CancelledError):
                    if is_cancelled():
                        raise
                    log.exception("the webhooks start anew in %.0f s", pause)
                    self._metrics.alert_restarts.inc()
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, LONGEST_PAUSE)
        finally:
            await self._end(list(self._running))

    async def _look(self) -> None:
        """Have those run that are to, also where one has ended, and no others."""
        wanted = {(one, self._watchlist.keys[one.name]) for one in self._watchlist.list.webhook}
        await self._end([one for one, task in self._running.items() if one not in wanted or task.done()])
        for one in wanted - self._running.keys():
            self._running[one] = asyncio.create_task(self._again_and_again(*one))

    async def _end(self, ended: list[tuple[Webhook, tuple[bytes, ...]]]) -> None:
        tasks = [self._running.pop(one) for one in ended]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        names = {webhook.name for webhook, _ in self._running}
        for webhook, _ in ended:
            if webhook.name not in names:
                self._metrics.drop_webhook(webhook.name)

    async def _again_and_again(self, webhook: Webhook, keys: tuple[bytes, ...]) -> None:
        pause = FIRST_PAUSE
        name = webhook.name

        def wanted(rule: str) -> bool:
            return self._watchlist.tells(rule, name)

        while True:
            try:
                await WebhookDelivery(webhook, keys, wanted, self._settings, self._metrics).run()
            # one webhook must never cost another, nor the alerts, whatever goes wrong
            except (Exception, asyncio.CancelledError) as error:
                if is_cancelled():
                    raise
                why = str(error) or type(error).__name__
                log.warning("webhook %s starts anew in %.0f s: %s", name, pause, why)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
