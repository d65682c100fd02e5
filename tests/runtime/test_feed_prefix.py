"""Two installations on one broker, told apart by the prefix of their feeds: neither sees the other."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from slugline.cli.demo.embedded_broker import EmbeddedBroker
from slugline.cli.problem import Exit
from slugline.cli.root import run
from slugline.feed_names import feed_name
from slugline.kinds import FEEDS
from slugline.records.feeds import DEAD_LETTERS, ENRICHED, STORIES
from slugline.settings import Settings, load
from tests.integration.processes import Worker
from tests.patience import wait_until

OURS, THEIRS = "staging.", "production-2_"
BODY = 'The ferry to Ostrava Island sails again. "We are glad," Mayor Ana Silva said on Tuesday.'
WIRE = [
    {"uri": f"urn:test:{n}", "language": "en", "headline": "Ferry returns", "body_text": BODY}
    for n in range(3)
]


@pytest.fixture(scope="module")
def broker() -> Iterator[str]:
    with EmbeddedBroker() as one:
        yield one.address


class Command:
    """The command on one broker, of the installation whose prefix is set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, prefix: str, *arguments: str, code: Exit = Exit.OK) -> list[dict[str, Any]]:
        """Run it and return the lines of JSON it prints."""
        self._monkeypatch.setenv("SLUGLINE_FEED_PREFIX", prefix)
        self._capsys.readouterr()
        assert run(arguments) == code
        return [json.loads(line) for line in self._capsys.readouterr().out.splitlines() if line[:1] == "{"]


@pytest.fixture
def command(broker: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    monkeypatch.setenv("SLUGLINE_BROKERS", broker)
    return Command(monkeypatch, capsys)


def until(worker: Worker, series: str) -> None:
    """Wait until a series that begins so is on the page of metrics."""
    wait_until(lambda: series in worker.get("/metrics")[1], lambda: "\n".join(worker.lines()))


def test_two_installations_on_one_broker_do_not_see_each_other(
    command: Command, broker: str, tmp_path: Path
) -> None:
    for prefix in (OURS, THEIRS):
        command(prefix, "feeds", "create")
        listed = [row["name"] for row in command(prefix, "feeds", "list")]
        assert listed == [prefix + feed.name for feed in FEEDS]
    command("", "feeds", "list", code=Exit.NO_FEED)
    wire = tmp_path / "wire.jsonl"
    wire.write_text("\n".join([*map(json.dumps, WIRE), "{broken"]))
    [done] = command(OURS, "publish", "--unchecked", str(wire))
    assert (done["published"], done["feed"]) == (4, OURS + STORIES.name)
    more: dict[str, Any] = {"feed_prefix": OURS, "roles": "stories,trends", "partitions": 8}
    with Worker(broker, tmp_path, session_timeout=4, trend_hop=10, trend_windows="1h", **more) as worker:
        worker.ready()
        until(worker, 'slugline_stories_total{outcome="enriched"} 3')
        until(worker, 'slugline_stories_total{outcome="dead-lettered"} 1')
        until(worker, f'slugline_lag_records{{feed="{OURS}{STORIES.name}"')
        until(worker, f'slugline_lag_records{{feed="{OURS}{ENRICHED.name}"')
        counted = 'slugline_trend_events_total{kind="entity"}'
        wait_until(lambda: worker.metric(counted) > 0, lambda: "\n".join(worker.lines()))
        for feed in (ENRICHED, DEAD_LETTERS):
            assert worker.metric(f'slugline_produced_bytes_total{{feed="{OURS}{feed.name}"}}') > 0
        assert 'feed="wire.' not in worker.get("/metrics")[1]
        assert worker.terminate() == 0
    for name in ("enriched", "entities", "quotes", "trends"):
        assert command(OURS, "tail", name, "--from", "start", "--stop"), name
        assert not command(THEIRS, "tail", name, "--from", "start", "--stop"), name
    rows = command(OURS, "status", "--max-lag", "0")
    assert {(row["group"], row["feed"]) for row in rows} == {
        (f"{OURS}slugline-stories", OURS + STORIES.name),
        (f"{OURS}slugline-trends", OURS + ENRICHED.name),
    }
    assert sum(row["done"] for row in rows if row["feed"] == OURS + STORIES.name) == 4
    [letter] = command(OURS, "dlq", "list")
    assert letter["feed"] == OURS + DEAD_LETTERS.name
    assert letter["headers"]["dlq_feed"] == OURS + STORIES.name
    assert command(OURS, "dlq", "show", letter["id"]) == [letter]
    assert not command(THEIRS, "dlq", "list")
    [replayed] = command(OURS, "dlq", "replay", letter["id"])
    assert (replayed["feed"], replayed["replayed"]) == (OURS + STORIES.name, True)
    assert len(command(OURS, "tail", "stories", "--from", "start", "--stop")) == 5
    assert not command(THEIRS, "tail", "stories", "--from", "start", "--stop")


@pytest.mark.parametrize(
    ("environ", "group", "trends_group"),
    [
        ({}, "slugline-stories", "slugline-trends"),
        ({"SLUGLINE_FEED_PREFIX": "a."}, "a.slugline-stories", "a.slugline-trends"),
        ({"SLUGLINE_FEED_PREFIX": "a.", "SLUGLINE_GROUP": "g"}, "g", "a.slugline-trends"),
        (
            {"SLUGLINE_FEED_PREFIX": "a.", "SLUGLINE_GROUP": "slugline-stories"},
            "slugline-stories",
            "a.slugline-trends",
        ),
    ],
)
def test_default_groups_take_the_prefix_and_those_that_are_set_do_not(
    environ: dict[str, str], group: str, trends_group: str
) -> None:
    settings, _ = load(environ)
    assert (settings.group, settings.trends_group) == (group, trends_group)


def test_a_feed_is_named_by_itself_or_by_its_name() -> None:
    assert feed_name(STORIES, Settings()) == STORIES.name
    assert feed_name(STORIES, Settings(feed_prefix="a.")) == feed_name(
        STORIES.name, Settings(feed_prefix="a.")
    )
