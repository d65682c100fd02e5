"""The role of the alerts: in which order it begins."""

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from slugline import broker
from slugline.metrics import Metrics
from slugline.runtime import alerts_role, group_access
from slugline.runtime.alerts_role import AlertsRole
from slugline.settings import Settings


async def test_nothing_is_asked_for_webhooks_before_the_feeds_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some brokers make what is asked for: the feed of the alerts with any number of partitions."""
    rules = tmp_path / "rules.toml"
    rules.write_text('[[rule]]\nname = "Strike"\nany = [{ text = "dock strike" }]\n')
    said: list[str] = []
    there, sending = asyncio.Event(), asyncio.Event()

    class Contact:
        async def wait_for_feeds(self, *_: object) -> None:
            said.append("waiting")
            await there.wait()
            said.append("there")

    class Sends:
        def __init__(self, *_: object) -> None:
            said.append("webhooks")

        async def run(self) -> None:
            sending.set()

    async def partitions(*_: object) -> None:
        said.append("as they must be")

    async def for_ever(*_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(alerts_role, "Webhooks", Sends)
    monkeypatch.setattr(broker, "own_partitions", partitions)
    monkeypatch.setattr(group_access, "check", for_ever)
    contact: Any = Contact()
    role = AlertsRole(Settings(watchlist=rules, roles=("alerts",)), Metrics(), contact)
    running = asyncio.create_task(role.run())
    for _ in range(20):
        await asyncio.sleep(0)
    assert said == ["waiting"]
    there.set()
    await sending.wait()
    assert said == ["waiting", "there", "as they must be", "webhooks"]
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
