"""What a role lacks is told before it begins, as far as brokers tell."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.errors import IncompatibleBrokerVersion

from slugline import broker
from slugline.records.feeds import ENRICHED, HELD, REGISTER, STORIES, Feed
from slugline.runtime import feed_metadata, feed_rights
from slugline.runtime.feed_metadata import NOT_TOLD
from slugline.settings import Settings, load

ALL = 0b1101_1111_1000
"""What Kafka tells of a feed to who may do everything with it."""
DESCRIBE, READ, WRITE = 1 << 8, 1 << 3, 1 << 4
FORBIDDEN = 29


def answering(monkeypatch: pytest.MonkeyPatch, allowed: dict[Feed, int], error: int = 0) -> list[bytes]:
    """Have brokers tell what is ``allowed`` with feeds; return what they are asked."""
    asked: list[bytes] = []

    async def send(question: Any) -> Any:
        asked.append(question.build(feed_metadata._Asked).encode())
        topics: list[Any] = [(error, feed.name, 1, 2, False, [], bits, {}) for feed, bits in allowed.items()]
        return SimpleNamespace(cluster_id="c", topics=topics)

    @asynccontextmanager
    async def admin(_settings: object) -> AsyncIterator[Any]:
        yield SimpleNamespace(_send_request=send)

    monkeypatch.setattr(broker, "admin", admin)
    return asked


@pytest.mark.parametrize(
    ("allowed", "says"),
    [
        ({STORIES: ALL, REGISTER: ALL, ENRICHED: ALL}, ""),
        ({STORIES: ALL, REGISTER: ALL, ENRICHED: DESCRIBE | WRITE}, ""),
        (
            {STORIES: ALL, REGISTER: ALL, ENRICHED: DESCRIBE | READ},
            "not allowed to write to wire.enriched.v1: it lacks WRITE in the brokers' ACLs",
        ),
        (
            {STORIES: DESCRIBE | WRITE, REGISTER: ALL, ENRICHED: ALL},
            "not allowed to read wire.stories.raw.v1: it lacks READ in the brokers' ACLs",
        ),
        (
            {STORIES: ALL, REGISTER: DESCRIBE, ENRICHED: DESCRIBE},
            "not allowed to read wire.stories.register.v1: it lacks READ in the brokers' ACLs; not allowed "
            "to write to wire.stories.register.v1, wire.enriched.v1: it lacks WRITE in the brokers' ACLs",
        ),
        ({STORIES: NOT_TOLD, REGISTER: 0, ENRICHED: NOT_TOLD}, ""),
        ({STORIES: ALL}, ""),
    ],
)
async def test_what_is_lacking(allowed: dict[Feed, int], says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch, allowed)
    assert await feed_rights.lacking(load()[0], (STORIES, REGISTER), (REGISTER, ENRICHED)) == says
    assert len(asked) == 1
    # no feed is to be made of it; rights with the cluster do not matter, those with feeds do
    assert asked[0].endswith(bytes([False, False, True, 0]))


async def test_of_a_feed_that_is_hidden_or_gone_others_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, {STORIES: NOT_TOLD}, error=FORBIDDEN)
    assert await feed_rights.lacking(load()[0], (STORIES,), ()) == ""


@pytest.mark.parametrize("error", [IncompatibleBrokerVersion("old"), broker.UnreachableError("gone")])
async def test_brokers_that_do_not_tell_stop_nobody(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def admin(_settings: object) -> Any:
        raise error

    monkeypatch.setattr(broker, "admin", admin)
    assert await feed_rights.lacking(load()[0], (STORIES,), (HELD,)) == ""


async def test_it_is_said_while_it_is_waited_for_and_goes_on_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = ["not allowed to write to wire.enriched.v1", "not allowed to write to wire.enriched.v1", ""]

    async def there(_settings: Settings) -> dict[str, int]:
        return {ENRICHED.name: 4}

    async def lacking() -> str:
        return answers.pop(0)

    said: list[str] = []
    monkeypatch.setattr(broker, "list_feeds", there)
    monkeypatch.setattr(broker, "FIRST_PAUSE", 0.0)
    assert await broker.wait_for_feeds(load()[0], (ENRICHED,), said.append, lacking) == {ENRICHED.name: 4}
    assert said == ["not allowed to write to wire.enriched.v1", broker.ALL_THERE]
    assert answers == []
