"""When the log tells that a role is not ready: once, with the reason, and when it is over."""

import asyncio
import logging

import pytest

from slugline import broker
from slugline.metrics import Metrics
from slugline.records.feeds import ENRICHED, TALLIES
from slugline.runtime import feed_rights
from slugline.runtime.broker_contact import BrokerContact, Sight
from slugline.runtime.readiness import ASK_EVERY, LASTS, Readiness, Spell
from slugline.settings import load

AWAY = "no broker has answered for {} s"


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        ([("starting", 99), ("", 9), ("", 9)], []),
        ([("", 1), ("reading the register", LASTS - 1), ("", 9)], []),
        ([("", 1), (AWAY.format(13), LASTS), (AWAY.format(18), 9), (AWAY.format(27), 9), (AWAY.format(36), 9),
              ("", 9)],
             [f"not ready: {AWAY.format(36)}", "ready again after 32 s"]),
        ([("", 1), (AWAY.format(13), LASTS), (AWAY.format(18) + ": no broker at x:9 (refused)", 9), ("", 9)],
         [f"not ready: {AWAY.format(18)}: no broker at x:9 (refused)", "ready again after 14 s"]),
        ([("", 1), (AWAY.format(13) + ": x:9 (refused)", LASTS), (AWAY.format(18) + ": x:9 (refused)", 9),
              (AWAY.format(27) + ": x:9 (expired)", 9), (AWAY.format(36) + ": x:8 (refused)", 9)],
         [f"not ready: {AWAY.format(18)}: x:9 (refused)", f"not ready: {AWAY.format(27)}: x:9 (expired)"]),
        ([("", 1), ("a", 9), ("a", 9), ("b", 2), ("c", 9), ("c", 1), ("a", 9), ("a", 9), ("", 1)],
         ["not ready: a", "not ready: c", "ready again after 48 s"]),
        ([("", 1), *[("a", 4), ("b", 4)] * 4, ("", 1)], ["not ready: b", "ready again after 32 s"]),
        ([("", 1), ("stopping", 9), ("stopping", 9)], []),
    ],
    ids=[
        "starting", "a rebalance", "once", "why", "another cause", "another reason", "reasons that change",
        "stopping",
    ],
)  # fmt: skip
def test_what_is_told_of_a_spell(seen: list[tuple[str, float]], told: list[str]) -> None:
    spell, now, lines = Spell(), 100.0, []
    for why, seconds in seen:
        lines.append(spell.line(why, now)[1])
        now += seconds
    assert [line for line in lines if line] == told


def test_who_was_told_that_a_role_is_ready_finds_in_the_log_that_it_is_no_more(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Though nothing looked in between: a look comes once a second, and a busy machine stands still."""
    settings, _ = load({"SLUGLINE_BROKERS": "k:9092"})
    now, why = 1000.0, {"stories": ""}
    readiness = Readiness(settings, {}, lambda: dict(why), clock=lambda: now)
    caplog.set_level(logging.INFO, "slugline.worker")
    assert readiness.told() == {"stories": ""}
    why["stories"] = "the group does not know this worker"
    for _ in range(8):
        readiness.look()
        now += 1
    assert caplog.messages == ["stories: not ready: the group does not know this worker"]


async def test_while_no_broker_answers_one_is_asked_why(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now, asked = 1000.0, []

    async def away(_settings: object) -> dict[str, int]:
        asked.append(now)
        raise broker.UnreachableError("no broker at k:9092 (Connect call failed)")

    monkeypatch.setattr(broker, "list_feeds", away)
    settings, _ = load({"SLUGLINE_BROKERS": "k:9092"})
    contact = BrokerContact("stories", settings, Metrics([]), clock=lambda: now)
    contact.begin(lambda: Sight(heard=heard, member="w"))
    readiness = Readiness(
        settings, {"stories": contact}, lambda: {"stories": contact.why_not_ready()}, clock=lambda: now
    )
    caplog.set_level(logging.INFO, "slugline.worker")
    heard = now
    for _ in range(70):
        readiness.look()
        await asyncio.sleep(0)
        now += 1
    assert asked == [1000 + contact.limit + 1, 1000 + contact.limit + 1 + ASK_EVERY]
    heard = now
    readiness.look()
    assert contact.why_not_ready() == ""
    told = [record for record in caplog.records if record.name == "slugline.worker"]
    assert [record.getMessage() for record in told] == [
        f"stories: not ready: no broker has answered for {contact.limit + 1 + LASTS:.0f} s: "
        "no broker at k:9092 (Connect call failed)",
        f"stories: ready again after {70 - contact.limit - 1:.0f} s",
    ]
    readiness.stop()


async def test_where_brokers_take_nothing_feeds_that_are_gone_are_named(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now, gone = 1000.0, ["wire.quotes.v1"]
    settings, _ = load({"SLUGLINE_BROKERS": "k:9092"})
    all_feeds = dict.fromkeys(broker.absent((), settings), 4)

    async def there(_settings: object) -> dict[str, int]:
        return {feed: count for feed, count in all_feeds.items() if feed not in gone}

    monkeypatch.setattr(broker, "list_feeds", there)
    contact = BrokerContact("stories", settings, Metrics([]), clock=lambda: now)
    contact.begin(lambda: Sight(heard=now, member="w", oldest=oldest))
    readiness = Readiness(
        settings, {"stories": contact}, lambda: {"stories": contact.why_not_ready()}, clock=lambda: now
    )
    caplog.set_level(logging.INFO, "slugline.worker")
    readiness.told()
    for sent in (None, 1000.0):
        oldest = sent
        for _ in range(20):
            readiness.look()
            await asyncio.sleep(0)
            now += 1
    says = "they have no wire.quotes.v1, or hide it; `slugline feeds create` makes what is missing"
    assert caplog.messages == [
        f"stories: not ready: the brokers have not taken what was sent 25 s ago: {says}"
    ]
    assert contact.why_not_ready().endswith(says)
    oldest = None
    readiness.look()
    assert contact.why_not_ready() == ""
    oldest, gone = 1000.0, []
    for _ in range(2):
        readiness.look()
        await asyncio.sleep(0)
        now += 1
    assert contact.why_not_ready().endswith(" s ago"), "which feeds were gone then says nothing of now"
    readiness.stop()


@pytest.mark.parametrize("lacks", [False, True], ids=["nothing is taken", "a client does not know it"])
async def test_a_feed_that_has_fewer_partitions_than_before_is_named(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, lacks: bool
) -> None:
    now, count = 1000.0, 4
    settings, _ = load({"SLUGLINE_BROKERS": "k:9092"})

    async def there(_settings: object) -> dict[str, int]:
        return {feed: count if feed == TALLIES.name else 4 for feed in broker.absent((), settings)}

    async def nobody_hidden(*_: object) -> list[str]:
        return []

    async def all_allowed(*_: object) -> str:
        return ""

    monkeypatch.setattr(broker, "list_feeds", there)
    monkeypatch.setattr(broker, "_hidden", nobody_hidden)
    monkeypatch.setattr(feed_rights, "lacking", all_allowed)
    contact = BrokerContact("trends", settings, Metrics([]), clock=lambda: now)
    await contact.wait_for_feeds((ENRICHED,), (TALLIES,), logging.getLogger("slugline.trends"))
    unknown = frozenset({TALLIES.name} if lacks else ())
    oldest = None if lacks else 1000.0
    contact.begin(lambda: Sight(heard=now, member="w", oldest=oldest, unknown=unknown))
    readiness = Readiness(
        settings, {"trends": contact}, lambda: {"trends": contact.why_not_ready()}, clock=lambda: now
    )
    caplog.set_level(logging.INFO, "slugline.worker")
    readiness.told()
    count = 1
    for _ in range(20):
        readiness.look()
        await asyncio.sleep(0)
        now += 1
    says = "wire.trends.tallies.v1 has 1 partitions now and had 4: it was made anew; `kafka-topics.sh"
    assert len(caplog.messages) == 1
    assert says in caplog.messages[0]
    assert await contact.fewer_partitions() in contact.why_not_ready()
    if lacks:
        contact.see(dict.fromkeys(broker.absent((), settings), 4))
        waits = "a client waits to hear of wire.trends.tallies.v1, which is there"
        assert contact.why_not_ready() == waits, "it is not made anew, as far as anybody knows"
    readiness.stop()


SILENT = "no broker has answered for {} s: no broker at x:9 (refused)"


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        (
            [({}, 1), ({"a": SILENT, "b": SILENT}, 9), ({}, 1)],
            ["a, b: not ready: no broker has answered for 6 s: no broker at x:9 (refused)",
             "a, b: ready again after 9 s"],
        ),
        (
            [({}, 1), ({"a": SILENT}, 3), ({"a": SILENT, "b": SILENT}, 9), ({"b": SILENT}, 2), ({}, 1)],
            ["a, b: not ready: no broker has answered for 6 s: no broker at x:9 (refused)",
             "a: ready again after 12 s", "b: ready again after 11 s"],
        ),
        (
            [({}, 1), ({"a": SILENT}, 9), ({"a": SILENT, "b": SILENT}, 9), ({}, 1)],
            ["a: not ready: no broker has answered for 6 s: no broker at x:9 (refused)",
             "a, b: ready again after 18 s"],
        ),
        (
            [({}, 1), ({"a": SILENT}, 9), ({"a": "joining the group"}, 2),
             ({"a": "joining the group", "b": SILENT}, 9)],
            ["a: not ready: no broker has answered for 6 s: no broker at x:9 (refused)",
             "a: not ready: joining the group",
             "b: not ready: no broker has answered for 17 s: no broker at x:9 (refused)"],
        ),
        (
            [({}, 1), ({"a": "starting anew: why"}, 9), ({"a": "waiting for Kafka: no broker"}, 9), ({}, 1)],
            ["a: ready again after 18 s"],
        ),
    ],
    ids=["together", "one later", "one behind what was told", "another outage", "told by the role itself"],
)  # fmt: skip
def test_what_is_so_of_several_roles_is_one_line(
    seen: list[tuple[dict[str, str], int]], told: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    settings, _ = load({"SLUGLINE_BROKERS": "k:9092"})
    now, why = 0.0, {"a": "", "b": ""}
    readiness = Readiness(settings, {}, lambda: dict(why), clock=lambda: now)
    caplog.set_level(logging.INFO, "slugline.worker")
    for reasons, seconds in seen:
        for _ in range(seconds):
            why = {role: reasons.get(role, "").format(round(now)) for role in "ab"}
            readiness.look()
            now += 1
    assert caplog.messages == told
