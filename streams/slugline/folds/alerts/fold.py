"""The alerts as a fold: stories that meet rules and what chains say of them in; alerts and retractions out.

All that it holds of stories is in the rows it gives out (`MetStory`): put back, they make the same fold.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from slugline.folds.alerts.alert_rows import Standing
from slugline.folds.alerts.ties import HeardChain, Tie, Ties
from slugline.records.alert_event import AlertCause, AlertEvent, AlertFound, MetRule, MetStory
from slugline.records.events import StoryRef
from slugline.records.ids import event_id
from slugline.records.marks import Open
from slugline.records.retraction import Retraction, RetractionReason, first_words

MOVING: Final = ("update", "correction")
"""What a story must be to its chain to be told again; copies, pick-ups, repeats and translations are not."""
SLACK_MS: Final = 2_000
"""What goes out in one transaction is not stamped at one moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A version of a story that stands, and by what it meets which rules.

    ``partition`` is that of the enriched feed, ``came`` when its record was written, milliseconds since 1970.
    """

    story: StoryRef
    headline: str | None
    published: str | None
    partition: int
    came: int
    met: Mapping[str, tuple[AlertFound, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Out:
    """A record for the alerts feed, and the rule it is of."""

    rule: str
    record: AlertEvent | Retraction


@dataclass(slots=True, kw_only=True)
class Changes:
    """What is to be written: rows by uri, None where one is over, and what is told, in this order."""

    rows: dict[str, MetStory | None] = field(default_factory=dict)
    out: list[Out] = field(default_factory=list)

    def __iadd__(self, other: "Changes") -> "Changes":
        """Add what comes after."""
        self.rows |= other.rows
        self.out += other.out
        return self


NONE: Final = Changes()


class Alerts:
    """Which alerts stand, and by which stories."""

    def __init__(self, novelty: Callable[[str], float], ties: Ties | None, wait_ms: int) -> None:
        """``novelty`` is, by rule, how much must be new in a take to be told again.

        Without ``ties`` stories are not chained: each is told once. With them a story waits to be chained,
        ``wait_ms`` after its record was written at most.
        """
        self._novelty = novelty
        self._ties = ties
        self._wait_ms = wait_ms
        self._standing = Standing()
        self._waiting: dict[str, None] = {}

    def __len__(self) -> int:
        """Return how many stories meet rules."""
        return len(self._standing.rows)

    @property
    def waiting(self) -> int:
        """How many of them wait to be chained."""
        return len(self._waiting)

    @property
    def alerts(self) -> Collection[str]:
        """The ids of the alerts that stand."""
        return self._standing.alerts

    def restore(self, rows: Mapping[str, MetStory]) -> None:
        """Put back, all at once, what stands by the rows that were written."""
        self._set(dict(rows))

    def story(self, seen: Seen) -> Changes:
        """Take a version that stands; what it meets no longer is taken back at once, what is new may wait."""
        uri = seen.story.uri
        old = self._standing.rows.get(uri)
        if not seen.met:
            return self._gone(uri, seen.story, "corrected") if old else NONE
        before = {one.rule: one for one in old.rules} if old else {}
        rules = tuple(
            replace(before[rule], found=found) if rule in before else MetRule(rule=rule, found=found)
            for rule, found in seen.met.items()
        )
        row = MetStory(
            story=seen.story, headline=seen.headline, published=seen.published, partition=seen.partition,
            came=seen.came, waits=True, chain=old.chain if old else None,
            relation=old.relation if old else None, new=old.new if old else None,
            order=old.order if old else None, placed=old.placed if old else None, rules=rules,
        )  # fmt: skip
        tie = self._ties.of(uri) if self._ties else None
        tell: dict[str, AlertCause] = {}
        if self._ties is None or (tie is not None and _of(tie, row)):
            row = self._resolved(row, tie, tell)
        return self._put({uri: row}, seen.story, "corrected", tell)

    def gone(
        self, uri: str, partition: int, story: StoryRef | None, reason: Open[RetractionReason]
    ) -> Changes:
        """Take that a story stands no longer in a ``partition``; ``story`` is the version that says so.

        One that stands in another partition by now, where it was moved, is not meant.
        """
        row = self._standing.rows.get(uri)
        if row is None or row.partition != partition:
            return NONE
        return self._gone(uri, story or row.story, reason)

    def chain(self, record: HeardChain, moment: int) -> Changes:
        """Take what the chains say, written at ``moment``."""
        assert self._ties is not None
        tie = self._ties.take(record, moment)
        if record.relation == "merged":
            return self._merged(record)
        row = self._standing.rows.get(record.story.uri)
        if row is None or tie is None or not _of(tie, row):
            return NONE
        if not _is_fresh(tie, row):
            return NONE  # it was read before
        if not row.waits and tie.version != row.story.version:
            return NONE  # its own version is on its way
        tell: dict[str, AlertCause] = {}
        return self._put({record.story.uri: self._resolved(row, tie, tell)}, None, "merged", tell)

    def tick(self, now: int) -> Changes:
        """Have those that waited long enough told without what the chains would say."""
        changes = Changes()
        late = [uri for uri in self._waiting if self._standing.rows[uri].came + self._wait_ms <= now]
        for uri in late:
            row, tell = self._standing.rows[uri], dict[str, AlertCause]()
            changes += self._put({uri: self._resolved(row, None, tell)}, None, "merged", tell)
        return changes

    def keep(self, rules: Collection[str]) -> Changes:
        """Take back what is told by rules that are none of ``rules``."""
        rows: dict[str, MetStory | None] = {}
        for uri, row in self._standing.rows.items():
            kept = tuple(one for one in row.rules if one.rule in rules)
            if len(kept) < len(row.rules):
                rows[uri] = replace(row, rules=kept) if kept else None
        return self._put(rows, None, "unwatched", {})

    def forget(self, before: int) -> Changes:
        """Let go of stories that came ``before``: nothing is told, and they are never taken back."""
        old: dict[str, MetStory | None] = {
            uri: None for uri, row in self._standing.rows.items() if row.came < before
        }
        self._set(old)
        return Changes(rows=old)

    def _resolved(self, row: MetStory, tie: Tie | None, tell: dict[str, AlertCause]) -> MetStory:
        """Return ``row`` with its alerts, and note in ``tell`` which are news, and why."""
        known = tie or (self._ties.of(row.story.uri) if self._ties else None)
        chain, placed = self._ties.place(known) if self._ties and known else (row.chain, row.placed)
        own = tie if tie is not None and tie.version == row.story.version else None
        moves = own.new if own is not None and _is_fresh(own, row) and _moving(own, row) else -1.0
        key, rules = chain or row.story.uri, []
        for one in row.rules:
            there = self._standing.alert(one.rule, key)
            alert = there or (one.alert if one.alert and self._standing.alone(one.alert) else None)
            if alert is None:
                alert = self._name(one.rule, key)
                tell[alert] = "met"
            # else it was told before it was known that its chain has an alert
            elif (row.waits or one.alert == there) and moves >= self._novelty(one.rule):
                tell[alert] = "moved"
            told = self._standing.last + 1 if alert in tell else one.told
            rules.append(MetRule(rule=one.rule, found=one.found, alert=alert, told=told))
        row = replace(row, waits=False, chain=chain, placed=placed, rules=tuple(rules))
        return row if own is None else replace(row, relation=own.relation, new=own.new, order=own.order)

    def _name(self, rule: str, key: str) -> str:
        """Return the id of a new alert; not one that is told under another chain's name by now."""
        name, number = event_id("alert", rule, key), 0
        while name in self._standing.alerts:
            number += 1
            name = event_id("alert", rule, key, number)
        return name

    def _merged(self, record: HeardChain) -> Changes:
        """Have all stories of a chain that is another one be of that."""
        chain = record.merged_into
        if record.chain is None or chain is None or chain == record.chain:
            return NONE
        rows: dict[str, MetStory | None] = {}
        for uri in sorted(self._standing.of(record.chain)):
            row = self._standing.rows[uri]
            if row.placed is not None and row.placed < record.order:  # else of a new chain of that name
                rules = tuple(
                    replace(one, alert=one.alert and (self._standing.alert(one.rule, chain) or one.alert))
                    for one in row.rules
                )
                rows[uri] = replace(row, chain=chain, placed=record.order, rules=rules)
        return self._put(rows, None, "merged", {})

    def _gone(self, uri: str, story: StoryRef, reason: Open[RetractionReason]) -> Changes:
        return self._put({uri: None}, story, reason, {})

    def _put(
        self,
        rows: Mapping[str, MetStory | None],
        story: StoryRef | None,
        reason: Open[RetractionReason],
        tell: Mapping[str, AlertCause],
    ) -> Changes:
        """Let ``rows`` hold; return those that are other ones, and what that changes on the alerts feed.

        ``story`` is the version by which alerts end, None: they end by none.
        """
        met = {one.rule for row in rows.values() if row for one in row.rules}
        told = [self._standing.rows.get(uri) for uri in rows] + list(rows.values())
        touched = dict.fromkeys(one.alert for row in told if row for one in row.rules if one.alert)
        before = {alert: self._standing.event(alert) for alert in touched}
        changes = Changes(rows={uri: row for uri, row in rows.items() if row != self._standing.rows.get(uri)})
        self._set(changes.rows)
        for alert, was in before.items():
            now = self._standing.event(alert, tell.get(alert, "changed"))
            if now is not None and (alert in tell or now != was):
                changes.out.append(Out(rule=now.rule, record=now))
            elif now is None and was is not None:
                why = "merged" if was.rule in met else reason
                ref = story or was.story
                back = Retraction(id=alert, story=ref, retracted=first_words(was.rule), reason=why)
                changes.out.append(Out(rule=was.rule, record=back))
        return changes

    def _set(self, rows: Mapping[str, MetStory | None]) -> None:
        self._standing.put(rows)
        for uri, row in rows.items():
            self._waiting.pop(uri, None)
            if row is not None and row.waits:
                self._waiting[uri] = None


def _of(tie: Tie, row: MetStory) -> bool:
    """Tell whether a tie was made of this version of a story, or of a later one."""
    return tie.moment >= row.came - SLACK_MS


def _is_fresh(tie: Tie, row: MetStory) -> bool:
    return row.order is None or tie.order > row.order


def _moving(tie: Tie, row: MetStory) -> bool:
    """Tell whether a version may be news: also one of which the chains no longer know the version before."""
    return tie.relation in MOVING or (tie.relation == "first" and row.order is not None)
