"""When the log tells that a role is not ready: once, with the reason, and when it is over."""

import asyncio
import logging

import pytest

from slugline import broker
from slugline.metrics import Metrics
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

    async def missing(_settings: object) -> list[str]:
        return gone

    monkeypatch.setattr(broker, "missing_feeds", missing)
    settings, _ = load({"SLUGLINE_BROKERS": "k:9092"})
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
