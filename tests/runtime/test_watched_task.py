"""What nobody waits for and ends all the same is told; what was cancelled is not."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from slugline.metrics import Metrics
from slugline.runtime import starting_anew, trends_role, worker
from slugline.runtime.broker_contact import BrokerContact, Sight
from slugline.runtime.delivery import Undeliverable
from slugline.runtime.logs import Outage
from slugline.runtime.membership import Membership
from slugline.runtime.watched_task import watched
from slugline.settings import load
from tests.patience import until


async def done() -> None:
    pass


async def fails() -> None:
    raise KeyError("a")


async def cancelled() -> None:
    """As by a library that cancels what it waits for: nobody has cancelled this task."""
    sleeping = asyncio.create_task(asyncio.sleep(9))
    await asyncio.sleep(0)
    sleeping.cancel()
    await sleeping


@pytest.mark.parametrize(
    ("work", "may_end", "told"),
    [
        (done, False, ["the watch ended"]),
        (done, True, []),
        (fails, False, ["the watch failed: KeyError('a')"]),
        (fails, True, ["the watch failed: KeyError('a')"]),
        (cancelled, False, ["the watch ended: a library cancelled it"]),
        (cancelled, True, ["the watch ended: a library cancelled it"]),
    ],
)
async def test_an_end_is_told(work: Any, may_end: bool, told: list[str]) -> None:
    heard: list[str] = []
    task = watched(work(), "the watch", heard.append, may_end=may_end)
    await asyncio.wait({task})
    await asyncio.sleep(0)
    assert heard == told


async def test_one_that_is_cancelled_is_no_news() -> None:
    heard: list[str] = []
    task = watched(asyncio.sleep(9), "the watch", heard.append)
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait({task})
    await asyncio.sleep(0)
    assert heard == []


async def forbidden() -> None:
    raise Undeliverable("not allowed to write to wire.trends.v1")


@pytest.mark.parametrize("goes_wrong", [cancelled, fails, forbidden])
async def test_the_trends_start_anew_whatever_went_wrong_and_count_it(
    goes_wrong: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting_anew, "FIRST_PAUSE", 0.0)
    settings, metrics = load()[0], Metrics()
    contact: Any = BrokerContact("trends", settings, metrics)

    async def there(*_: object) -> None:
        await goes_wrong()

    contact.wait_for_feeds = there
    counting = asyncio.create_task(trends_role.run(settings, metrics, contact))
    await until(lambda: metrics.trend_restarts._value.get() >= 2)
    assert "starting anew: " in contact.why_not_ready()
    contact.begin(lambda: Sight(member="m"))
    contact.look()
    assert ("starting anew: " in contact.why_not_ready()) is (goes_wrong is forbidden)
    counting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await counting


@pytest.mark.parametrize("role", ["stories", "trends"])
@pytest.mark.parametrize("ends", [done, fails, cancelled])
async def test_a_role_that_ends_by_itself_ends_the_worker(
    role: str, ends: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLUGLINE_ROLES", role)
    monkeypatch.setenv("SLUGLINE_HTTP_PORT", "0")
    monkeypatch.setattr("threading.Timer", lambda *_: SimpleNamespace(start=lambda: None))
    monkeypatch.setattr(trends_role, "run", lambda *_: ends())
    monkeypatch.setattr(
        "slugline.runtime.stories_role.broker.wait_for_feeds", lambda *_: ends_or(ends is done)
    )

    async def ends_or(well: bool) -> None:
        await (cancelled() if well else ends())  # that the feeds are there is no end

    assert await worker.Worker(load()[0], Outage()).run() == worker.FAILED


async def test_a_heartbeat_that_is_cancelled_in_the_consumers_thread_is_no_answer() -> None:
    loop = asyncio.get_running_loop()
    coordinator = SimpleNamespace(_do_heartbeat=cancelled, generation=3)
    thread = SimpleNamespace(thread_loop=loop, _consumer=SimpleNamespace(_coordinator=coordinator))
    app: Any = SimpleNamespace(consumer=SimpleNamespace(_thread=thread))
    assert await Membership(app, 6.0)._beat() is False
