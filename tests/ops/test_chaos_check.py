"""The check of the chaos finds what is wrong: tables of small feeds."""

import json
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest

from ops.chaos.check import RANK, check, fold
from ops.chaos.faults import Plan
from ops.chaos.run import LONG, SHORT
from ops.chaos.stories import KILLS, WITHHELD, wire


@dataclass(frozen=True)
class Row:
    partition: int
    key: bytes | None
    value: bytes | None


def row(value: Any, uri: str = "a", partition: int = 0) -> Row:
    return Row(partition, uri.encode(), None if value is None else json.dumps(value).encode())


def raw(version: int, status: str = "usable") -> Row:
    return row({"uri": "a", "version": str(version), "pubstatus": status})


def word() -> Row:
    return row({"slugline_status": {"uri": "a", "status": "canceled", "if_known": True}}, partition=1)


def told(version: int, status: str = "usable", ids: str = "", partition: int = 0) -> Row:
    quotes = [event(one) for one in ids]
    return row({"uri": "a", "version": version, "status": status, "quotes": quotes}, partition=partition)


def event(one: str, text: str = "", gone: bool = False) -> dict[str, Any]:
    return {"id": one, "story": {"uri": "a"}} | ({"retracted": text} if gone else {"text": text})


def events(ids: str) -> list[Row]:
    """A small letter is an event, a capital one takes it back."""
    return [row(event(one.lower(), gone=one.isupper())) for one in ids]


@pytest.mark.parametrize(
    ("came", "enriched", "quotes", "wrong"),
    [
        ([raw(1)], [told(1, ids="x")], "x", set()),
        ([raw(1), word()], [told(1, ids="x")], "x", set()),
        ([raw(1)], [told(1, ids="x"), told(1, ids="x")], "xx", set()),
        ([raw(1)], [], "", {"lost", "wrong"}),
        ([raw(1), raw(2)], [told(1, ids="xy"), told(2, ids="y")], "xyXy", set()),
        ([raw(1), raw(2)], [told(1, ids="xy"), told(2, ids="y")], "xyy", {"differ"}),
        ([raw(1), raw(2)], [told(2, ids="y")], "y", {"lost"}),
        ([raw(2), raw(1)], [told(2, ids="y")], "y", set()),
        ([raw(2), raw(1)], [told(2, ids="y"), told(1)], "yY", {"wrong", "back"}),
        ([raw(2), raw(1)], [told(2, ids="y"), told(1), told(2, ids="y")], "yYy", {"back"}),
        ([raw(1), raw(1, "canceled")], [told(1, ids="x"), told(1, "canceled")], "xX", set()),
        ([raw(1), raw(1, "canceled")], [told(1, ids="x"), told(1, "withheld")], "xX", {"wrong"}),
        ([raw(1), raw(1, "canceled")], [told(1, ids="x"), row(None)], "xX", {"wrong"}),
        ([raw(1), raw(1, "canceled")], [told(1, ids="x")], "x", {"wrong"}),
        ([raw(1, "canceled"), raw(1)], [], "", set()),
        ([raw(1, "canceled"), raw(1)], [told(1, "canceled")], "", set()),
        ([raw(1, "canceled"), raw(1)], [told(1, ids="x")], "x", {"wrong"}),
        ([raw(1, "withheld"), raw(2)], [told(1, "withheld"), told(2, ids="x")], "x", set()),
        ([raw(1)], [told(1, ids="x")], "", {"differ"}),
        ([raw(1)], [told(1)], "x", {"differ"}),
        ([raw(1)], [told(1, partition=1)], "", {"stray"}),
    ],
)
def test_what_is_wrong_is_found(came: list[Row], enriched: list[Row], quotes: str, wrong: set[str]) -> None:
    report = check(came, enriched, {"quotes": events(quotes)})
    assert {name for name, found in report.faults().items() if found} == wrong
    assert report.ok == (not wrong)


def test_an_event_that_says_something_else_on_its_feed_is_found() -> None:
    report = check([raw(1)], [told(1, ids="x")], {"quotes": [row(event("x", "other words"))]})
    assert [words.rpartition("x ")[2] for words in report.differ] == [
        "says one thing on the feed and another in its story"
    ]


def test_what_is_taken_back_and_said_again_stands() -> None:
    assert fold(events("xyXYy")).keys() == {"y"}


@pytest.mark.parametrize("chaos", [LONG, SHORT])
def test_the_wire_is_what_it_says(chaos: Any) -> None:
    made = wire(chaos.stories, chaos.uris, seed=7)
    assert made == wire(chaos.stories, chaos.uris, seed=7) != wire(chaos.stories, chaos.uris, seed=8)
    assert (len(made), len({one.uri for one in made})) == (chaos.stories, chaos.uris)
    counts = Counter(one.status for one in made)
    assert counts.keys() == RANK.keys()
    assert counts["canceled"] >= 0.9 * KILLS * chaos.stories
    assert counts["withheld"] >= 0.8 * WITHHELD * chaos.stories
    assert len({one.value for one in made}) < chaos.stories, "some come again"
    late = sum(two.version < one.version for one, two in pairwise(made))
    assert late > 0.1 * chaos.stories, "in any order"
    assert {one.partition(4) for one in made} == {0, 1, 2, 3}


def test_faults_come_in_an_order_by_chance() -> None:
    plan = Plan(kills=3, pauses=2, brokers=1, joins=1)
    assert Counter(plan.order(1)) == {"kill": 3, "pause": 2, "broker": 1, "join": 1}
    assert plan.order(1) == plan.order(1) != plan.order(2)
