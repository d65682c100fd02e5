"""The commands that speak to Kafka, on the embedded broker: what one writes another reads."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from slugline.cli.demo.embedded_broker import EmbeddedBroker
from slugline.cli.kafka import connect
from slugline.cli.problem import Exit
from slugline.cli.root import run
from slugline.kinds import FEEDS
from slugline.records.codec import encode
from slugline.records.dead_letter import DeadLetter
from slugline.records.dead_letter_headers import ATTEMPTS, to_headers
from slugline.records.events import TrendEvent
from slugline.records.feeds import DEAD_LETTERS, HELD, QUOTES, STORIES, TRENDS
from slugline.records.held_headers import HeldUntil
from slugline.records.held_headers import to_headers as to_held_headers
from slugline.settings import Settings
from tests.records.record_types import of_a_later_release
from tests.records.records import QUOTE, RETRACTION

Out = pytest.CaptureFixture[str]


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with EmbeddedBroker() as tansu:
        monkeypatch.setenv("SLUGLINE_BROKERS", tansu.address)
        assert run(["feeds", "create"]) == Exit.OK
        yield tansu.address


def out(capsys: Out) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def story(number: int, body: str = "The dam at Orvale held, the ministry said on Tuesday.") -> dict[str, str]:
    return {"uri": f"urn:test:{number}", "headline": f"Dam {number}", "body_text": body, "type": "text"}


def test_feeds_are_made_once_and_listed(broker: str, capsys: Out) -> None:
    assert run(["feeds", "create"]) == Exit.OK
    assert capsys.readouterr() == ("", "all feeds are there already\n")
    assert run(["feeds", "list"]) == Exit.OK
    assert [(row["name"], row["partitions"], row["records"]) for row in out(capsys)] == [
        (feed.name, 8, 0) for feed in FEEDS
    ]


def test_missing_feeds_are_told(capsys: Out) -> None:
    with EmbeddedBroker() as tansu:
        for line in ("tail quotes", "publish -", "status", "dlq list"):
            assert run([*line.split(), "-b", tansu.address]) == Exit.NO_FEED
            assert f"on {tansu.address}; make the feeds: slugline feeds create\n" in capsys.readouterr().err
        assert run(["feeds", "list", "-b", tansu.address]) == Exit.NO_FEED


def test_what_is_published_is_tailed(broker: str, tmp_path: Path, capsys: Out) -> None:
    (tmp_path / "1.json").write_text(json.dumps(story(1), indent=2))
    (tmp_path / "2.jsonl").write_bytes(
        encode(story(2)) + b"\n{broken\n" + encode({"id": "urn:test:3", "text": "Rain fell.\n"})
    )
    (tmp_path / "3.txt").write_text("")
    capsys.readouterr()
    assert run(["publish", str(tmp_path)]) == Exit.PARTLY
    captured = capsys.readouterr()
    summary = json.loads(captured.out)
    assert (summary["published"], summary["skipped"]) == (3, {"not-json": 1, "empty": 1})
    assert [line.split(": ")[:3] for line in captured.err.splitlines()] == [
        ["skipped", f"{tmp_path}/2.jsonl:2", "not-json"],
        ["skipped", f"{tmp_path}/3.txt", "empty"],
    ]
    assert run(["tail", "stories", "--from", "start", "--stop"]) == Exit.OK
    found = {row["key"]: row for row in out(capsys)}
    assert set(found) == {"urn:test:1", "urn:test:2", "urn:test:3"}
    assert found["urn:test:1"]["value"] == (tmp_path / "1.json").read_text()
    assert json.loads(found["urn:test:3"]["value"])["text"] == "Rain fell.\n"
    assert found["urn:test:1"]["headers"]["traceparent"].startswith("00-")


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (("--from", "start"), 6),
        (("--from", "-15m"), 6),
        (("--from", "end"), 0),
        (("--from", "start", "-n", "4"), 4),
    ],
)
def test_where_tail_begins_and_ends(
    options: tuple[str, ...], count: int, broker: str, tmp_path: Path, capsys: Out
) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(b"\n".join(encode(story(1)) for _ in range(6)))  # one key: one partition, one batch
    assert run(["publish", str(path)]) == Exit.OK
    capsys.readouterr()
    assert run(["tail", "stories", "--stop", *options]) == Exit.OK
    assert [row["offset"] for row in out(capsys)] == list(range(count))


def test_unchecked_and_dry_run(broker: str, tmp_path: Path, capsys: Out) -> None:
    path = tmp_path / "broken.json"
    path.write_bytes(b'{"broken')
    capsys.readouterr()
    assert run(["publish", "--unchecked", "--dry-run", str(path)]) == Exit.OK
    assert [(row["published"], row["would_publish"]) for row in out(capsys)] == [(0, 1)]
    held = tmp_path / "held.jsonl"
    items = (
        {"id": "a", "text": "A.", "pubstatus": "withheld"},
        {"id": "b", "text": "B.", "embargoed": "2191-01-01"},
        {"id": "c", "text": "C.", "embargoed": "2001-01-01T00:00:00Z"},
    )
    held.write_bytes(b"\n".join(map(encode, items)))
    assert run(["publish", "--dry-run", str(held)]) == Exit.OK
    assert [row["held"] for row in out(capsys)] == [{"withheld": 1, "embargoed until 2191-01-01": 1}]
    assert run(["publish", "--unchecked", str(path)]) == Exit.OK
    assert [row["published"] for row in out(capsys)] == [1]
    assert run(["tail", "stories", "--from", "start", "--stop"]) == Exit.OK
    assert [(row["key"], row["value"]) for row in out(capsys)] == [(None, '{"broken')]


def test_a_story_kafka_would_not_take_is_refused(
    broker: str, tmp_path: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLUGLINE_MAX_STORY_BYTES", "4000000")
    path = tmp_path / "long.json"
    path.write_text(json.dumps(story(1, "Water rose again on Friday. " * 80_000)))
    capsys.readouterr()
    assert run(["publish", str(path)]) == Exit.PARTLY
    captured = capsys.readouterr()
    assert json.loads(captured.out)["skipped"] == {"too-large": 1}
    assert captured.err.endswith("bytes; the feed takes 2,097,152 (max.message.bytes)\n")


def test_dead_letters_are_listed_shown_and_replayed(broker: str, capsys: Out) -> None:
    letter = DeadLetter(
        key=b"urn:test:9", value=b"{oops", feed=STORIES.name, partition=1, offset=17, timestamp=1_900_000_000,
        step="intake", reason="not-json", detail="line 1 column 2", attempts=2,
    )  # fmt: skip
    connect.run(connect.settings(broker), lambda settings: _send(settings, letter))
    capsys.readouterr()
    assert run(["dlq", "list"]) == Exit.OK
    [listed] = out(capsys)
    assert run(["dlq", "list", "--reason", "empty"]) == Exit.OK
    assert capsys.readouterr() == ("", "no dead letters\n")
    assert run(["dlq", "show", listed["id"]]) == Exit.OK
    assert out(capsys) == [listed]
    assert (listed["key"], listed["value"], listed["headers"]["dlq_offset"]) == ("urn:test:9", "{oops", "17")
    assert run(["dlq", "show", "7:99"]) == Exit.FAILED
    assert "error: no dead letter 7:99; slugline dlq list has them all\n" in capsys.readouterr().err
    assert run(["dlq", "replay", "--all", "--dry-run"]) == Exit.OK
    assert run(["dlq", "replay", listed["id"]]) == Exit.OK
    assert [row["replayed"] for row in out(capsys)] == [False, True]
    assert run(["tail", "stories", "--from", "start", "--stop"]) == Exit.OK
    [replayed] = out(capsys)
    assert (replayed["key"], replayed["value"], replayed["headers"]) == (
        "urn:test:9",
        "{oops",
        {ATTEMPTS: "2"},
    )


def test_a_dead_letter_without_its_bytes_is_not_replayed(broker: str, capsys: Out) -> None:
    letter = DeadLetter(
        key=b"urn:test:9", value=None, feed=STORIES.name, partition=1, offset=17, timestamp=1_900_000_000,
        step="intake", reason="wrong-type", detail="story 2 of 3", attempts=1, item=2,
    )  # fmt: skip
    connect.run(connect.settings(broker), lambda settings: _send(settings, letter))
    capsys.readouterr()
    assert run(["dlq", "replay", "--all"]) == Exit.PARTLY
    told = capsys.readouterr()
    assert told.out == ""
    assert "does not hold its bytes" in told.err
    assert run(["tail", "stories", "--from", "start", "--stop"]) == Exit.OK
    assert out(capsys) == [], "it would take back the story of its key"


def test_a_file_of_several_stories_is_as_many_records(broker: str, tmp_path: Path, capsys: Out) -> None:
    path = tmp_path / "several.json"
    path.write_text(json.dumps([story(1), {"uri": [], "headline": "x"}, story(2)], indent=1))
    capsys.readouterr()
    assert run(["publish", str(path)]) == Exit.PARTLY
    told = capsys.readouterr()
    assert json.loads(told.out)["published"] == 2
    assert told.err.startswith(f"skipped: {path}#1: wrong-type: uri")
    assert run(["tail", "stories", "--from", "start", "--stop"]) == Exit.OK
    assert sorted(row["key"] for row in out(capsys)) == ["urn:test:1", "urn:test:2"]


@pytest.mark.parametrize(("output", "mark", "times"), [("json", "\n", 5), ("pretty", "not a record", 3)])
def test_tail_goes_on_over_what_it_cannot_read_and_counts_it(
    output: str, mark: str, times: int, broker: str, capsys: Out
) -> None:
    later = encode(of_a_later_release(TrendEvent))
    values = (later, b"\xff", b"{\n", later, b"")

    async def send(settings: Settings) -> None:
        async with connect.producer(settings) as producer:
            for value in values:
                await producer.send_and_wait(TRENDS.name, value, partition=0)

    connect.run(connect.settings(broker), send)
    capsys.readouterr()
    assert run(["tail", "trends", "--from", "start", "--stop", "-o", output]) == Exit.OK
    captured = capsys.readouterr()
    assert captured.out.count(mark) == times
    assert captured.err == "warning: 3 of the records could not be read\n"


def test_status_tells_what_waits_and_nothing_of_it(broker: str, capsys: Out) -> None:
    until = [4_102_444_800_000, 4_102_441_200_000, 4_102_437_600_000]

    async def send(settings: Settings) -> None:
        async with connect.producer(settings) as producer:
            for number, moment in enumerate(until):
                told = to_held_headers(HeldUntil(until_ms=moment, version=1, versioned=True))
                await producer.send_and_wait(
                    HELD.name, b"Secret words", key=b"urn:x:%d" % number, headers=told
                )
            await producer.send_and_wait(HELD.name, None, key=b"urn:x:2")

    connect.run(connect.settings(broker), send)
    capsys.readouterr()
    assert run(["status"]) == Exit.OK
    told = capsys.readouterr().out
    assert "ecret" not in told
    assert [row for row in map(json.loads, told.splitlines()) if "held" in row] == [
        {"group": "slugline-stories", "feed": HELD.name, "held": 2, "next": "2099-12-31T23:00:00+00:00",
         "lag": 0}
    ]  # fmt: skip


def test_tail_shows_what_stands(broker: str, capsys: Out) -> None:
    quotes = [replace(QUOTE, id=f"00000000-0000-5000-8000-00000000000{number}") for number in range(3)]
    newer, gone = replace(quotes[0], text="Newer words."), replace(RETRACTION, id=quotes[1].id)

    async def send(settings: Settings) -> None:
        async with connect.producer(settings) as producer:
            for value in (*map(encode, (*quotes, newer, gone)), b"{}"):
                await producer.send_and_wait(QUOTES.name, value, key=b"k")

    connect.run(connect.settings(broker), send)
    capsys.readouterr()
    assert run(["tail", "quotes", "--current"]) == Exit.OK
    captured = capsys.readouterr()
    stands = [json.loads(line) for line in captured.out.splitlines()]
    assert [(one["id"], one["text"]) for one in stands] == [
        (quotes[2].id, QUOTE.text), (newer.id, "Newer words."),
    ]  # fmt: skip
    assert captured.err == "warning: 1 of the records could not be read\n"
    assert run(["tail", "quotes", "--from", "start", "--stop"]) == Exit.OK
    assert capsys.readouterr().out.count('"retracted":') == 1
    assert run(["tail", "dlq", "--current"]) == Exit.USAGE


def test_status_is_behind_without_a_worker(broker: str, tmp_path: Path, capsys: Out) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(b"\n".join(encode(story(number)) for number in range(20)))
    assert run(["publish", str(path)]) == Exit.OK
    capsys.readouterr()
    assert run(["status"]) == Exit.OK
    rows = out(capsys)
    assert sum(row["lag"] for row in rows if row["feed"] == STORIES.name) == 20
    assert run(["status", "--max-lag", "19"]) == Exit.BEHIND
    assert capsys.readouterr().err == (
        "no worker is in the group slugline-stories: no story gets done\n"
        "behind: slugline-stories has 20 records to do; is a worker running?\n"
    )


async def _send(settings: Settings, letter: DeadLetter) -> None:
    async with connect.producer(settings) as producer:
        await producer.send_and_wait(
            DEAD_LETTERS.name, letter.value, key=letter.key, headers=to_headers(letter)
        )
