"""The watchlist by which alerts are told: read at the start, and anew when that is asked for."""

import asyncio
import logging
from collections.abc import Mapping
from pathlib import Path

from slugline.entities.town_codes import code_of
from slugline.folds.watchlists.matching import Watch
from slugline.folds.watchlists.rules import Watchlist
from slugline.metrics import Metrics
from slugline.runtime.webhook_message import keys
from slugline.watchlist_file import WatchlistError, load

log = logging.getLogger("slugline.alerts")


class WatchlistInForce:
    """The rules that hold. A new file that is no good leaves them as they are."""

    def __init__(self, path: Path, metrics: Metrics) -> None:
        """Read it. Raises WatchlistError."""
        self._path = path
        self._metrics = metrics
        self._hold(*_read(path))

    def novelty(self, rule: str) -> float:
        """Return how much must be new in a further take to be told again; more than all if it is gone."""
        return self._novelty.get(rule, 2.0)

    def tells(self, rule: str, webhook: str) -> bool:
        """Tell whether a webhook is told of a rule; what is said of one that is gone, all are told."""
        webhooks = self._webhooks.get(rule)
        return webhooks is None or webhook in webhooks

    async def reload(self) -> None:
        """Read the file anew; if it cannot be used say why, and let the rules hold that do."""
        try:
            found = await asyncio.to_thread(_read, self._path)
        except WatchlistError as error:
            log.error("%s: %s; the %d rules of before hold", self._path, error, len(self.names))
            self._metrics.watchlist_reloads.labels("refused").inc()
            self._metrics.watchlist_refused.set(1)
            return
        self._hold(*found)
        log.info("%s is read anew: %d rules", self._path, len(self.names))
        self._metrics.watchlist_reloads.labels("done").inc()

    def _hold(self, found: Watchlist, secrets: Mapping[str, tuple[bytes, ...]]) -> None:
        self.watch = Watch(found.rule, code_of)
        self.names = frozenset(rule.name for rule in found.rule)
        self.list = found
        self.keys = secrets
        self._webhooks = {rule.name: rule.webhooks for rule in found.rule}
        self._novelty = {rule.name: rule.novelty for rule in found.rule}
        self._metrics.watchlist_refused.set(0)
        self._metrics.alert_rules.set(len(found.rule))


def _read(path: Path) -> tuple[Watchlist, Mapping[str, tuple[bytes, ...]]]:
    """Return what is in the file, and the secrets of its webhooks by name. Raises WatchlistError."""
    found = load(path)
    return found, {one.name: keys(one) for one in found.webhook}
