"""What a role sees of the brokers: whether one answers, takes what is sent, and knows this worker.

aiokafka tries again inside, for minutes and without a word to us, so its clients' own state is looked at.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any

from slugline import broker
from slugline.metrics import Metrics
from slugline.records.feeds import Feed
from slugline.runtime import feed_rights
from slugline.runtime.other_partitions import fewer_partitions
from slugline.settings import Role, Settings

NOBODY = "no broker has answered"
MAKES = "`slugline feeds create` makes what is missing"
SHORTEST = 10.0
"""Seconds of silence that are no news whatever the session timeout: a leader may be changing."""
PROVES = 20.0
"""Seconds that a role which brokers refused must be at work again to be ready; otherwise it would be between
two refusals. It writes within them what it has, the trends at a tick of 15 s at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One look at the clients of a role. Times are seconds of a monotonic clock."""

    heard: float | None = None
    """When a broker last answered; None without a connection."""
    oldest: float | None = None
    """Since when the oldest record that was sent waits to be acknowledged; None where none does."""
    unknown: frozenset[str] = frozenset()
    """Feeds that a client needs and brokers do not have, or hide."""
    member: str = ""
    """What the group calls this worker; empty while it does not know it."""


def sight(consumer: Any, producers: Iterable[Any]) -> Sight:
    """Look at an aiokafka consumer, None before there is one, and at producers (aiokafka 0.14's own state).

    Quick, and safe from another thread than the consumer's.
    """
    producers = list(producers)
    clients = [*(one.client for one in producers), *([consumer._client] if consumer else [])]
    heard = [conn._last_action for client in clients for conn in list(client._conns.values())]
    batches = [
        batch._ctime
        for one in producers
        for waiting in (*list(one._message_accumulator._batches.values()),
                        one._message_accumulator._pending_batches)
        for batch in list(waiting)
    ]  # fmt: skip
    unknown = {
        feed
        for one in clients
        for feed in list(one._topics)
        if one.cluster.partitions_for_topic(feed) is None
    }
    coordinator: Any = getattr(consumer, "_coordinator", None)
    known = coordinator is not None and getattr(coordinator, "generation", -1) >= 0
    return Sight(
        heard=max(heard, default=None),
        oldest=min(batches, default=None),
        unknown=frozenset(unknown),
        member=coordinator.member_id if known else "",
    )


class BrokerContact:
    """The contact of one role, looked at once a second; why that role is not ready, and seconds of trouble.

    ``limit`` is how long a broker may be silent, a record wait for its acknowledgement, and a worker stay
    out of its group, before that is told.
    """

    def __init__(
        self,
        role: Role,
        settings: Settings,
        metrics: Metrics,
        clock: Callable[[], float] = monotonic,
        waiting: dict[Role, str] | None = None,
    ) -> None:
        """Before `begin` there are no clients, and the role is not ready.

        ``waiting`` has what each role of the worker waits for before it begins; one of them tells of it.
        """
        self._role: Role = role
        self._waiting = {} if waiting is None else waiting
        self.limit = max(SHORTEST, 1.5 * settings.session_timeout)
        self._trouble = metrics.broker_trouble.labels(role)
        self._evictions = metrics.evictions.labels(role)
        self._clock = clock
        self._look: Callable[[], Sight] | None = None
        self._waits = "starting"
        self._last = clock()
        self._heard = self._last
        self._oldest: float | None = None
        self._turned: float | None = None
        self._member = ""
        self._joined = False
        self._said = ""
        self._settings = settings
        self._had: Mapping[str, int] = {}
        """How many partitions the feeds of the role had when it began."""
        self._there: Mapping[str, int] | None = None  # nobody has asked
        """How many those have that brokers had when they were asked, as one was lacking or nothing taken."""
        self._lacking: dict[str, tuple[float, float]] = {}
        """By feed, when brokers were first and last seen not to have it."""
        self._began = self._last
        self._refused = ""
        self._evicted: float | None = None
        """When the group last let this worker go, or took it in under a new name."""

    async def wait_for_feeds(
        self, reads: tuple[Feed, ...], writes: tuple[Feed, ...], log: logging.Logger
    ) -> None:
        """Do what `broker.wait_for_feeds` does, and have what it waits for be the reason meanwhile.

        Also for leave to read and to write them.
        It is told as a warning: a wrong password is all that a worker's log has of it. Where another role
        waits for the same that one has told it.
        """
        told = False

        def heard(line: str) -> None:
            nonlocal told
            over = line == broker.ALL_THERE
            if told if over else line not in self._waiting.values():
                log.log(logging.INFO if over else logging.WARNING, "%s", line)
                told = True
            self._waits = self._waiting[self._role] = line

        try:
            self._had = await broker.wait_for_feeds(
                self._settings, tuple(dict.fromkeys((*reads, *writes))), heard,
                partial(feed_rights.lacking, self._settings, reads, writes),
            )  # fmt: skip
        finally:
            self._waiting.pop(self._role, None)
        self._waits = "starting"

    def begin(self, look: Callable[[], Sight]) -> None:
        """Go by ``look`` from now on."""
        self._look, self._waits = look, ""
        self._member, self._joined, self._evicted = "", False, None
        self._lacking = {}
        self._heard = self._began = self._clock()
        self._turned = None

    def end(self, why: str, *, refused: bool = False) -> None:
        """The clients are gone; ``why`` is the reason for not being ready until they are back.

        Where brokers ``refused`` what it did, until it has been at work again for `PROVES`.
        """
        self._look, self._waits, self._oldest = None, why, None
        self._refused = why if refused else ""

    @property
    def silent(self) -> bool:
        """Whether no broker has answered for longer than is no news."""
        return self._silent(self._clock()) > 0

    @property
    def untaken(self) -> bool:
        """Whether what was sent waits for its acknowledgement for longer than is no news."""
        return self._untaken(self._clock()) > 0

    def explain(self, why: str) -> None:
        """Note why no broker answers, as far as anybody knows."""
        self._said = why

    @property
    def lacks(self) -> bool:
        """Whether a client has for some time not known of a feed that it needs."""
        return bool(self._lacks(self._clock()))

    def see(self, there: Mapping[str, int]) -> None:
        """Note which feeds brokers have, with how many partitions, where a client waits for one of them."""
        self._there = there

    async def fewer_partitions(self) -> str:
        """Return what to say of a feed of the role that has fewer partitions than when it began."""
        try:
            return fewer_partitions(await broker.list_feeds(self._settings), self._had)
        except broker.UnreachableError:
            return ""

    def turned(self) -> None:
        """Note that a role which reads in a loop has come round once more."""
        self._turned = self._clock()

    def joins(self) -> None:
        """Note that the client is about to join its group, which may wait for a worker that is silent."""
        self._waits = "joining the group"

    def look(self) -> None:
        """Look once."""
        now = self._clock()
        passed, self._last = now - self._last, now
        if self._look is not None:
            self._note(self._look(), now)
        if self._waits.startswith(broker.AWAY) or self._silent(now) or self._untaken(now):
            self._trouble.inc(passed)

    def _note(self, seen: Sight, now: float) -> None:
        self._heard = max(self._heard, seen.heard or 0.0)
        if self._said and not self._silent(now):
            self._said = ""
        self._oldest = seen.oldest
        self._lacking |= {feed: (self._lacking.get(feed, (now,))[0], now) for feed in seen.unknown}
        self._lacking = {
            feed: (first, last)
            for feed, (first, last) in self._lacking.items()
            if now - last <= self.limit  # a client that is made anew has not asked for it yet
        }
        if self._there is not None and not self._untaken(now) and not self._lacks(now):
            self._there = None
        if seen.member != self._member and self._member:
            self._evicted = now
            self._evictions.inc()
        self._member = seen.member
        self._joined = self._joined or bool(seen.member)

    def why_not_ready(self) -> str:
        """Return the reason, empty where there is none."""
        now = self._clock()
        if self._look is None:
            return self._waits
        if silent := self._silent(now):
            return f"{NOBODY} for {silent:.0f} s{self._said and ': '}{self._said}"
        if lacking := self._lacks(now):
            if self._there is None:
                return f"a client waits to hear of {', '.join(lacking)}"
            if known := [feed for feed in lacking if feed in self._there]:
                waits = f"a client waits to hear of {', '.join(known)}, which is there"
                return fewer_partitions(self._there, self._had) or waits
            return f"the brokers have no {', '.join(lacking)}, or hide it: {MAKES}"
        if untaken := self._untaken(now):
            return f"the brokers have not taken what was sent {untaken:.0f} s ago{self._why_untaken()}"
        if self._refused and now - self._began < PROVES:
            return self._refused
        if not self._joined:
            return "joining the group"
        if self._evicted is not None and now - self._evicted < self.limit:
            return f"the group put this worker out {now - self._evicted:.0f} s ago"
        if not self._member:
            return "the group does not know this worker"
        if self._turned is not None and now - self._turned > self.limit:
            return f"it has stood still for {now - self._turned:.0f} s"
        return ""

    def _lacks(self, now: float) -> list[str]:
        return sorted(feed for feed, (first, _) in self._lacking.items() if now - first > self.limit)

    def _why_untaken(self) -> str:
        """Return what is told behind it, as far as brokers were asked."""
        if not self._there:
            return ""
        if gone := broker.absent(self._there, self._settings):
            return f": they have no {', '.join(gone)}, or hide it; {MAKES}"
        fewer = fewer_partitions(self._there, self._had)
        return fewer and f": {fewer}"

    def _silent(self, now: float) -> float:
        silent = now - self._heard if self._look is not None else 0.0
        return silent if silent > self.limit else 0.0

    def _untaken(self, now: float) -> float:
        waits = now - self._oldest if self._oldest is not None else 0.0
        return waits if waits > self.limit else 0.0
