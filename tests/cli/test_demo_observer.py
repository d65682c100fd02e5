"""What the demo counts and times, from records made by hand."""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from aiokafka import ConsumerRecord
from rich.console import Console

from slugline.cli.demo.observer import Seen, quantile
from slugline.cli.demo.summary import next_steps, summary
from slugline.cli.kafka.publisher import Tally
from slugline.records.cloudevents import Headers, fixed
from slugline.records.dead_letter import DeadLetter
from slugline.records.dead_letter_headers import to_headers
from slugline.records.feeds import DEAD_LETTERS, ENRICHED, ENTITIES, QUOTES, STORIES, TOPICS, TRENDS, Feed
from tests.records.record_types import of_a_later_release, of_an_earlier_release

TRACE = ("traceparent", b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")


def record(topic: str, value: bytes | None, headers: Headers, timestamp: int = 1_000_000) -> ConsumerRecord:
    return ConsumerRecord(
        topic=topic,
        partition=0,
        offset=0,
        timestamp=timestamp,
        timestamp_type=0,
        key=b"k",
        value=value,
        checksum=None,
        serialized_key_size=1,
        serialized_value_size=1,
        headers=tuple(headers),
    )


def test_events_and_dead_letters_are_counted() -> None:
    letter = DeadLetter(
        key=b"k",
        value=b"{",
        feed=STORIES.name,
        partition=0,
        offset=3,
        timestamp=1,
        step="intake",
        reason="not-json",
        detail="",
        attempts=1,
    )
    seen = Seen()
    assert seen.take(record(STORIES.name, b"x", [TRACE]), 1000.0) is None
    for feed in (ENTITIES, ENTITIES, QUOTES):
        assert seen.take(record(feed.name, b"{}", []), 1001.0) is None
    assert seen.take(record(ENTITIES.name, None, []), 1001.0) is None  # a tombstone is no event
    assert seen.take(record(QUOTES.name, b"{}", [*fixed(QUOTES, retracted=True)]), 1001.0) is None
    assert seen.take(record(DEAD_LETTERS.name, b"{", to_headers(letter)), 1002.5) == letter
    assert (seen.events, seen.reasons) == ({"entities": 2, "quotes": 1}, {"not-json": 1})
    assert (seen.first, seen.last, seen.records) == (1000.0, 1002.5, 7)
    assert seen.taken_back == 1
    assert seen.sent == {"0af7651916cd43dd8448eb211c80319c": 1000.0}


def test_it_is_settled_when_all_that_was_counted_has_come() -> None:
    story = json.dumps(of_a_later_release(ENRICHED.record) | {"skipped": None}).encode()
    due = [record(feed.name, b"{}", []) for feed in (ENTITIES, QUOTES, TOPICS)]  # it holds one of each
    seen = Seen(outcomes=Counter({"enriched": 1, "skipped": 1}))
    assert not seen.settled()
    seen.take(record(ENRICHED.name, story, []), 1001.0)
    for one in due:
        assert not seen.settled()
        seen.take(one, 1001.0)
    assert seen.settled()
    seen.outcomes["dead-lettered"] += 1
    assert not seen.settled()
    seen.reasons["not-json"] += 1
    assert seen.settled()


@pytest.mark.parametrize("feed", [TRENDS, ENRICHED, DEAD_LETTERS], ids=lambda feed: feed.name)
def test_what_cannot_be_read_is_counted_and_what_another_release_wrote_is_read(feed: Feed) -> None:
    seen = Seen()
    for value in (b"", b"{}", b"\xff", b"[]"):
        assert seen.take(record(feed.name, value, [("dlq_offset", b"x")]), 1001.0) is None
    assert (seen.unread, seen.records) == (4, 4)
    if feed is not DEAD_LETTERS:
        for made in (of_a_later_release, of_an_earlier_release):
            seen.take(record(feed.name, json.dumps(made(feed.record)).encode(), []), 1001.0)
    assert seen.unread == 4
    console = Console(width=80)
    with console.capture() as captured:
        console.print(summary(seen, Tally(published=8)))
    assert re.search("^unreadable +4 records", captured.get(), re.MULTILINE)


@pytest.mark.parametrize(
    ("values", "share", "result"),
    [([], 0.5, 0.0), ([3.0], 0.95, 3.0), ([4.0, 1.0, 3.0, 2.0], 0.5, 3.0), ([1.0] * 19 + [9.0], 0.95, 9.0)],
)
def test_quantile(values: list[float], share: float, result: float) -> None:
    assert quantile(values, share) == result


@pytest.mark.parametrize("width", [40, 80])
def test_the_summary_adds_up_and_fits(width: int) -> None:
    seen = Seen(
        events=Counter(entities=1200, quotes=30),
        reasons=Counter({"not-json": 2}),
        first=10.0,
        last=14.0,
        skips=Counter(language=1, withheld=0),
        outcomes=Counter({"enriched": 5, "skipped": 1, "dead-lettered": 2}),
        latencies=[0.5, 1.0, 2.0],
    )
    console = Console(width=width)
    with console.capture() as captured:
        console.print(summary(seen, Tally(published=8)))
    lines = captured.get().splitlines()
    assert max(map(len, lines)) <= width
    text = " ".join(captured.get().split())
    assert "stories 8 in 4.0 s, 2.0 a second" in text
    assert "5 with events, 1 without events (1 language), 2 dead letters" in text
    assert "events 1,200 entities · 30 quotes · 0 topics" in text
    assert "latency p50 1.00 s, p95 2.00 s" in text
    assert "dead letters 2 not-json" in text


@pytest.mark.parametrize("on_the_path", [True, False])
def test_next_steps_name_the_addresses_and_commands_that_work_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_the_path: bool
) -> None:
    program = tmp_path / "bin" / "slugline"
    program.parent.mkdir()
    program.touch(mode=0o755)
    monkeypatch.setattr(sys, "executable", str(program.with_name("python")))
    monkeypatch.setenv("PATH", str(program.parent) if on_the_path else "")
    monkeypatch.chdir(tmp_path)
    console = Console(width=100)
    with console.capture() as captured:
        console.print(next_steps("127.0.0.1:1", "http://127.0.0.1:2/metrics", None))
    text = captured.get()
    assert "http://127.0.0.1:2/metrics" in text
    called = "slugline" if on_the_path else "bin/slugline"
    assert f"  {called} status -b 127.0.0.1:1\n" in text
    assert f" | {called} publish -b 127.0.0.1:1 -\n" in text
