"""A worker that brokers do not let into its group is told so, before it waits there for ever."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.errors import GroupAuthorizationFailedError, KafkaConnectionError, KafkaError, for_code

from slugline import broker
from slugline.runtime import group_access
from slugline.runtime.stories_role import StoriesRole
from slugline.settings import Settings, load

FINE, UNKNOWN_MEMBER, FORBIDDEN, NONE_YET, LOADING = 0, 25, 30, 15, 14


class Brokers:
    """Answers one after the other: to who asks for the coordinator, and to a heartbeat."""

    def __init__(self, *answers: tuple[int, int]) -> None:
        self.answers = list(answers)

    async def find_coordinator(self, group: str) -> int:
        if (code := self.answers[0][0]) != FINE:
            self.answers.pop(0)
            raise for_code(code)
        return 1

    async def _send_request_to_node(self, node: int, request: Any) -> Any:
        return SimpleNamespace(error_code=self.answers.pop(0)[1])


@pytest.mark.parametrize(
    ("answers", "let_in"),
    [
        ([(FINE, UNKNOWN_MEMBER)], True),
        ([(FINE, FINE)], True),
        ([(FINE, FORBIDDEN)], False),
        ([(FORBIDDEN, FINE)], False),
        ([(NONE_YET, FINE), (FINE, LOADING), (FINE, UNKNOWN_MEMBER)], True),
        ([(NONE_YET, FINE), (FINE, FORBIDDEN)], False),
        ([(NONE_YET, FINE)] * group_access.LOOKS, True),
    ],
)
async def test_who_is_let_in(
    answers: list[tuple[int, int]], let_in: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    brokers = Brokers(*answers)

    @asynccontextmanager
    async def admin(_settings: object) -> AsyncIterator[Brokers]:
        yield brokers

    monkeypatch.setattr(broker, "admin", admin)
    monkeypatch.setattr(group_access, "PAUSE", 0.0)
    try:
        await group_access.check(load()[0], "desk")
    except GroupAuthorizationFailedError as error:
        assert not let_in
        assert error.args == ("desk",)
    else:
        assert let_in
    assert brokers.answers == []


async def test_that_a_broker_goes_away_is_no_answer() -> None:
    async def gone(_group: str) -> int:
        raise KafkaConnectionError("gone")

    with pytest.raises(KafkaError, match="gone"):
        await group_access._answer(SimpleNamespace(find_coordinator=gone), "desk")


async def test_brokers_that_go_while_the_model_is_loaded_are_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    did: list[str] = []

    async def check(_settings: Settings, _group: str) -> None:
        did.append("asked")
        if len(did) < 5:
            raise broker.UnreachableError("no broker")

    async def waits(*_: object) -> None:
        did.append("waited")

    monkeypatch.setattr(group_access, "check", check)
    role: Any = StoriesRole.__new__(StoriesRole)
    role._settings, role._contact = Settings(), SimpleNamespace(wait_for_feeds=waits)
    await role._let_in(())
    assert did == ["asked", "waited", "asked", "waited", "asked"]
