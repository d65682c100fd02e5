"""The deliveries of a watchlist: begun, ended and begun again, whatever goes wrong beside them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from slugline.folds.watchlists.rules import Webhook
from slugline.metrics import Metrics
from slugline.runtime.webhooks import Webhooks
from slugline.settings import Settings
from tests.patience import until

NOBODY = Settings(brokers="127.0.0.1:9")
DESK = Webhook(name="desk", url="https://example.org/", secret_env="DESK")


@asynccontextmanager
async def running(watchlist: Any, metrics: Metrics) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(Webhooks(watchlist, NOBODY, metrics).run())
    try:
        yield task
    finally:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


def watchlist(keys: dict[str, tuple[bytes, ...]]) -> Any:
    return SimpleNamespace(list=SimpleNamespace(webhook=(DESK,)), keys=keys, tells=lambda rule, name: True)


async def test_a_fault_is_told_and_counted_and_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    metrics, rules = Metrics(), watchlist({})
    async with running(rules, metrics) as task:
        await until(lambda: metrics.alert_restarts._value.get() == 1)
        assert "the webhooks start anew in 1 s" in caplog.text
        rules.keys["desk"] = (b"k",)
        await until(lambda: "webhook desk starts anew" in caplog.text)  # it was begun, and has no broker
        assert not task.done()


async def test_a_library_that_cancels_what_it_waits_for_ends_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Cancels(dict[str, Any]):
        def __missing__(self, name: str) -> Any:
            raise asyncio.CancelledError

    metrics, rules = Metrics(), watchlist(Cancels())
    async with running(rules, metrics) as task:
        await until(lambda: metrics.alert_restarts._value.get() >= 1)
        rules.keys["desk"] = (b"k",)
        await until(lambda: "webhook desk starts anew" in caplog.text)
        assert not task.done()


async def test_a_delivery_that_ended_is_begun_again() -> None:
    metrics, rules = Metrics(), watchlist({"desk": (b"k",)})
    webhooks = Webhooks(rules, NOBODY, metrics)
    task = asyncio.create_task(webhooks.run())
    try:
        await until(lambda: webhooks._running)
        ((_, first),) = webhooks._running.items()
        first.cancel()
        await until(lambda: [one for one in webhooks._running.values() if one is not first])
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
