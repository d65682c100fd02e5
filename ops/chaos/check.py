"""The check: what stands on the feeds in the end, against what the raw feed says in its order. Pure."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from slugline.intake.formats.slugline_status import FIELD

RANK = {"usable": 0, "withheld": 1, "canceled": 2}
"""Of one version the higher one stands, whichever came first."""

Mark = tuple[int, int]
"""Version and rank of the status: what is newer."""


class Row(Protocol):
    """A Kafka record, in the order of its partition."""

    @property
    def partition(self) -> int:
        """Where it stands."""

    @property
    def key(self) -> bytes | None:
        """The story's uri."""

    @property
    def value(self) -> bytes | None:
        """None takes back what stood under the key."""


@dataclass(slots=True)
class Report:
    """What was found; all but the first block must be empty."""

    records: int = 0
    uris: int = 0
    enriched: int = 0
    retractions: int = 0
    events: Counter[str] = field(default_factory=Counter)
    """Events that stand, by kind."""

    lost: list[str] = field(default_factory=list)
    """Versions that were not late and never came out."""
    wrong: list[str] = field(default_factory=list)
    """Stories whose last enriched record is not the newest version."""
    back: list[str] = field(default_factory=list)
    """Enriched records that stand behind a newer one of their story."""
    differ: list[str] = field(default_factory=list)
    """Events that stand on their feed and not in the enriched story, or the other way, or otherwise."""
    stray: list[str] = field(default_factory=list)
    """Records on another partition than their story's raw records."""

    def faults(self) -> dict[str, list[str]]:
        """Return what must be empty, by name."""
        return {name: getattr(self, name) for name in ("lost", "wrong", "back", "differ", "stray")}

    @property
    def ok(self) -> bool:
        """Whether all is as it must be."""
        return not any(self.faults().values())


def check(raw: Sequence[Row], enriched: Sequence[Row], events: Mapping[str, Sequence[Row]]) -> Report:
    """Compare the feeds; ``events`` has the rows of each feed of events by its name in enriched stories."""
    raw = [row for row in raw if FIELD not in _json(row)]  # from one partition to another
    report = Report(records=len(raw), enriched=len(enriched))
    due, newest, homes = _due(raw)
    report.uris = len(newest)
    last = _last(enriched, report)
    seen = {(story["uri"], _mark(story)) for story in map(_json, enriched) if story}
    report.lost = [f"{uri} v{mark[0]}" for uri, mark in due if mark[1] == 0 and (uri, mark) not in seen]
    let_out = {uri for uri, mark in due if mark[1] == 0}
    for uri, mark in newest.items():
        found = last.get(uri)
        if found is None and (mark[1] == 0 or uri in let_out):
            report.wrong.append(f"{uri}: nothing, and {mark} is newest")
        elif found is not None and _mark(found) != mark:
            report.wrong.append(f"{uri}: {_mark(found)} stands, and {mark} is newest")
    for kind, rows in events.items():
        _compare(kind, fold(rows), last.values(), report)
        report.retractions += sum(1 for row in rows if _takes_back(_json(row)))
    for name, rows in {"enriched": enriched, **events}.items():
        for row in rows:
            uri = (row.key or b"").decode()
            if row.partition != homes.get(uri, row.partition):
                report.stray.append(f"{uri} on {name} {row.partition}, its stories on {homes[uri]}")
    return report


def fold(rows: Iterable[Row]) -> dict[str, Any]:
    """Return the events that stand, by id: each replaces that of its id, and a retraction takes it away."""
    found: dict[str, Any] = {}
    for row in rows:
        value = _json(row)
        if _takes_back(value):
            found.pop(value["id"], None)
        elif value:
            found[value["id"]] = value
    return found


def _due(raw: Sequence[Row]) -> tuple[list[tuple[str, Mark]], dict[str, Mark], dict[str, int]]:
    """Return what was newest when it came, what is newest of each story, and its partition."""
    due: list[tuple[str, Mark]] = []
    newest: dict[str, Mark] = {}
    homes: dict[str, int] = {}
    for row in raw:
        item = _json(row)
        uri, mark = item["uri"], (int(item["version"]), RANK[item["pubstatus"]])
        homes[uri] = row.partition
        if mark > newest.get(uri, (0, 0)):
            newest[uri] = mark
            due.append((uri, mark))
    return due, newest, homes


def _last(enriched: Sequence[Row], report: Report) -> dict[str, Any]:
    """Return the last enriched story of each uri."""
    last: dict[str, Any] = {}
    for row in enriched:
        story = _json(row)
        if story is None:
            last.pop((row.key or b"").decode(), None)
            continue
        before = last.get(story["uri"])
        if before is not None and _mark(story) < _mark(before):
            report.back.append(f"{story['uri']}: {_mark(story)} behind {_mark(before)}")
        last[story["uri"]] = story
    return last


def _compare(kind: str, stand: Mapping[str, Any], stories: Iterable[Any], report: Report) -> None:
    inside = {event["id"]: event for story in stories for event in story[kind]}
    report.events[kind] = len(stand)
    for identity in stand.keys() | inside.keys():
        if identity not in stand:
            report.differ.append(f"{kind}: {identity} is in its story and not on the feed")
        elif identity not in inside:
            uri = stand[identity]["story"]["uri"]
            report.differ.append(f"{kind}: {identity} of {uri} is on the feed and not in its story")
        elif stand[identity] != inside[identity]:
            report.differ.append(f"{kind}: {identity} says one thing on the feed and another in its story")


def _mark(story: Any) -> Mark:
    return story["version"], RANK.get(story["status"], len(RANK))


def _takes_back(value: Any) -> bool:
    return value is not None and "retracted" in value


def _json(row: Row) -> Any:
    return None if row.value is None else json.loads(row.value)
