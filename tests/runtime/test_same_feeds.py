"""Feeds that are others than they were: told at the second look, and only where brokers surely say so."""

import logging
from collections.abc import Sequence

import pytest

from slugline.records.feeds import ALERTS, ENRICHED
from slugline.runtime.same_feeds import MadeAnewError, SameFeeds
from slugline.settings import Settings
from tests.patience import until

LOG = logging.getLogger("tests.same_feeds")
Told = dict[str, str]


class Brokers:
    """Say at each look what comes next, and at last the same for ever."""

    def __init__(self, *told: Told) -> None:
        self._told = list(told)

    async def __call__(self, _settings: Settings, feeds: Sequence[str]) -> Told:
        assert feeds == [ENRICHED.name, ALERTS.name]
        return self._told.pop(0) if len(self._told) > 1 else self._told[0]


def ids(enriched: str, alerts: str = "c/a") -> Told:
    return {name: one for name, one in ((ENRICHED.name, enriched), (ALERTS.name, alerts)) if one}


async def looks(*told: Told) -> str:
    """Return why a role must start anew by what brokers tell; empty if it need not."""
    feeds = SameFeeds(Settings(), (ENRICHED,), (ALERTS,), Brokers(*told))
    await feeds.begin()
    try:
        for _ in told[1:]:
            await feeds.look(LOG)
    except MadeAnewError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("enriched", "anew"),
    [
        (["c/1", "c/2", "c/2"], True),
        (["c/1", "", "c/2", "c/2"], True),  # it is away for a while
        (["", "c/1", "c/2", "c/2"], True),  # brokers told late which it was
        (["c/1", "c/1", "c/1"], False),
        (["c/1", "c/2", "c/1"], False),  # one broker was behind
        (["c/1", "c/2", "c/1", "c/2"], False),
        (["c/1", "d/2", "d/2"], False),  # of another cluster
        (["", "", "c/1", "c/1"], False),
        (["c/1", "", ""], False),
    ],
)
async def test_what_is_read_and_is_another_one(enriched: list[str], anew: bool) -> None:
    said = await looks(*map(ids, enriched))
    assert said == (f"{ENRICHED.name} was made anew while it was read" if anew else "")


async def test_what_is_only_written_to_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    told = [ids("c/1", alerts) for alerts in ("c/a", "c/b", "c/b", "c/b", "c/b")]
    assert await looks(*told) == ""
    assert caplog.messages == [f"{ALERTS.name} was made anew: what stood there is gone"]


async def test_whatever_ends_the_looking_ends_the_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slugline.runtime.same_feeds.LOOK_SECONDS", 0.01)
    turns: list[None] = []

    async def fails(_settings: Settings, _feeds: Sequence[str]) -> Told:
        if turns:
            raise KeyError("a fault")
        return {}

    def turn() -> bool:
        turned()
        return False

    async with SameFeeds(Settings(), (ENRICHED,), (), fails).watched(
        LOG, lambda: turns.append(None)
    ) as turned:
        turned()
        with pytest.raises(KeyError, match="a fault"):
            await until(turn)
    assert turns
