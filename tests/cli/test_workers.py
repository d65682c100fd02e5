"""How many workers a group has, and what they counted, as ``slugline status`` tells it."""

import asyncio
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import generate_latest

from ops.kafka.config import free_port
from ops.kafka.server import KafkaServer
from slugline.broker import create_feeds
from slugline.cli.demo.embedded_broker import EmbeddedBroker
from slugline.cli.kafka.workers import counted
from slugline.cli.problem import Exit
from slugline.cli.root import run
from slugline.metrics import Metrics
from slugline.records.feeds import STORIES
from tests.integration.processes import Worker, settings
from tests.integration.tap import publish
from tests.integration.wire import story, uri
from tests.patience import until

Out = pytest.CaptureFixture[str]


def test_what_workers_counted_is_added_up() -> None:
    one, other = Metrics(), Metrics()
    one.verdicts.labels("stale").inc(3)
    one.verdicts.labels("take-back").inc()
    one.verdicts.labels("first").inc(900)
    one.retractions.labels("corrected").inc(5)
    other.verdicts.labels("stale").inc(1_234_567)
    other.retractions.labels("canceled").inc(2)
    one.expired.inc(100)
    other.expired.inc(3)
    pages = [generate_latest(each.registry).decode() for each in (one, other)]
    assert {name: count for name, count in counted(pages).items() if count} == {
        "stale": 1_234_570, "take-back": 1, "retractions": 7, "expired": 103,
    }  # fmt: skip
    assert counted(["slugline_versions_total{} x\n", ""]) == {}


@pytest.mark.parametrize(
    "server",
    [
        pytest.param(EmbeddedBroker, marks=pytest.mark.dear),
        pytest.param(KafkaServer, marks=pytest.mark.kafka),
    ],
)
async def test_status_tells_of_workers_and_of_what_became_of_versions(
    server: Callable[[], AbstractContextManager[Any]],
    tmp_path: Path,
    capsys: Out,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    port = free_port()
    with server() as running:
        chosen = settings(running.address)
        await create_feeds(chosen)
        monkeypatch.setenv("SLUGLINE_BROKERS", running.address)
        monkeypatch.setenv("SLUGLINE_HTTP_PORT", str(port))

        async def status() -> tuple[set[Any], list[Any], str]:
            assert await asyncio.to_thread(run, ["status"]) == Exit.OK
            captured = capsys.readouterr()
            rows = [json.loads(line) for line in captured.out.splitlines()]
            alive = {row["workers"] for row in rows if row["feed"] == STORIES.name and "workers" in row}
            return alive, [row["versions"] for row in rows if "versions" in row], captured.err

        with Worker(running.address, tmp_path, http_port=port) as worker:
            await asyncio.to_thread(worker.ready)
            versions = [story(1, number, paragraphs=1) for number in (3, 2, 1)]
            await publish(chosen, [(uri(1).encode(), value) for value in versions])
            await until(lambda: worker.metric('slugline_versions_total{action="stale"}') == 2)
            alive, counts, said = await status()
            assert (alive, said) == ({1}, "")
            assert counts == [
                {"stale": 2, "republish": 0, "reread": 0, "reinstate": 0, "take_back": 0, "retractions": 0}
            ]
            assert worker.terminate() == 0
        alive, counts, said = await status()
        assert counts == []
        if server is EmbeddedBroker:
            return  # it forgets a member that has left only later
        assert alive == {0}
        assert said == "no worker is in the group slugline-stories: no story gets done\n"
