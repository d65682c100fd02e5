"""A role that fails starts anew again and again, and says why once."""

import asyncio
import logging
from typing import Any

import pytest
from aiokafka.errors import GroupAuthorizationFailedError
from prometheus_client import CollectorRegistry, Counter

from slugline.runtime import starting_anew
from slugline.runtime.delivery import Undeliverable

log = logging.getLogger("slugline.trends")
GROUP = GroupAuthorizationFailedError("trends")
MAY_NOT_WRITE = Undeliverable("not allowed to write")


class Contact:
    """One that says nothing of partitions, and keeps what it was told."""

    def __init__(self) -> None:
        self.ended: list[str] = []

    async def fewer_partitions(self) -> str:
        return ""

    def end(self, why: str, *, refused: bool) -> None:
        assert refused
        self.ended.append(why)


async def told(caplog: pytest.LogCaptureFixture, *errors: Exception) -> list[str]:
    """Return what is logged where the turns end by ``errors``, one after the other."""
    left = [*errors]
    contact: Any = Contact()
    over = asyncio.Event()

    async def turn() -> None:
        if not left:
            over.set()
            await asyncio.Event().wait()
        raise left.pop(0)

    restarts = Counter("restarts", "Restarts", registry=CollectorRegistry())
    task = asyncio.create_task(starting_anew.again_and_again(turn, contact, restarts, log, "trends"))
    await over.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert len(contact.ended) == len(errors), "it is said to /readyz each time"
    assert restarts._value.get() == len(errors)
    return [message.partition(": ")[2] for message in caplog.messages]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting_anew, "FIRST_PAUSE", 0.0)


async def test_the_same_reason_is_told_once_and_another_at_once(caplog: pytest.LogCaptureFixture) -> None:
    lines = await told(caplog, GROUP, GROUP, GROUP, MAY_NOT_WRITE, MAY_NOT_WRITE, GROUP)
    assert [line[:26] for line in lines] == [
        "not allowed to be in the g", "not allowed to write", "not allowed to be in the g",
    ]  # fmt: skip


async def test_the_same_reason_is_told_again_after_a_while(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(starting_anew, "SAID_AGAIN", 0.0)
    assert len(await told(caplog, GROUP, GROUP)) == 2


async def test_the_same_reason_is_told_again_where_it_went_well_for_long(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(starting_anew, "LONGEST_PAUSE", -1.0)  # any turn was a long one
    assert len(await told(caplog, GROUP, GROUP)) == 2
