"""``slugline replay`` with a real worker, on the embedded broker and on Apache Kafka."""

import asyncio
import json
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer

import slugline
from ops.kafka.server import KafkaServer
from slugline import broker as kafka
from slugline.cli.demo.embedded_broker import EmbeddedBroker
from slugline.cli.kafka import side_feeds
from slugline.cli.problem import Exit, Problem
from slugline.cli.root import run
from slugline.records.codec import decode, encode
from slugline.records.feeds import ENRICHED, STORIES
from slugline.records.story import EnrichedStory
from slugline.settings import Settings, load

Out = pytest.CaptureFixture[str]
SPOKEN = 'The dam at Orvale held, Mayor Ana Silva said on Tuesday. "Nobody was hurt," she told reporters.'


@pytest.fixture(
    params=[pytest.param("embedded", marks=pytest.mark.dear), pytest.param("apache", marks=pytest.mark.kafka)]
)
def live(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    with EmbeddedBroker() if request.param == "embedded" else KafkaServer() as running:
        monkeypatch.setenv("SLUGLINE_BROKERS", running.address)
        monkeypatch.setenv("SLUGLINE_PARTITIONS", "2")
        monkeypatch.setenv("SLUGLINE_PROCESSES", "1")
        monkeypatch.setenv("SLUGLINE_GROUP", "set-by-hand")
        assert run(["feeds", "create"]) == Exit.OK
        yield load()[0]


def raw(number: int, version: int, text: str = SPOKEN, status: str = "usable") -> tuple[bytes, bytes]:
    story = {"uri": f"urn:test:{number}", "version": str(version), "headline": f"Dam {number}",
             "body_text": text, "type": "text", "language": "en", "pubstatus": status}  # fmt: skip
    return f"urn:test:{number}".encode(), json.dumps(story).encode()


async def send(settings: Settings, feed: str, records: list[tuple[bytes, bytes]], moment: int) -> None:
    async with AIOKafkaProducer(**kafka.client(settings)) as producer:
        for key, value in records:
            await producer.send_and_wait(feed, value, key=key, partition=1, timestamp_ms=moment)


def on(feed: str) -> list[slugline.Message[Any]]:
    return list(slugline.consume(feed))


def test_stories_are_read_again_beside_the_live_feeds(
    live: Settings, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    hour = 3_600_000
    now = round(time.time() * 1000)
    old = [raw(1, 1, "Long ago."), raw(2, 1)]
    asyncio.run(send(live, STORIES.name, old, now - 9 * hour))
    new = [raw(1, 2), raw(3, 1), raw(1, 1, "A late old version."), raw(3, 2, status="canceled")]
    asyncio.run(send(live, STORIES.name, new, now - 2 * hour))
    asyncio.run(send(live, STORIES.name, [raw(4, 1)], now))
    raws = len(on("stories"))
    assert run(["replay", "--pipeline", "next", "--from", "-5h", "--to", "-1h"]) == Exit.OK
    assert "4 records of the stories feed" in capsys.readouterr().err
    assert len(on("stories")) == raws
    assert on("enriched") == [], "nothing went to the live feeds"

    monkeypatch.setenv("SLUGLINE_FEED_PREFIX", "replay.next.")
    found = slugline.current(on("enriched"))
    assert {uri: (one.version, one.status) for uri, one in found.items()} == {
        "urn:test:1": (2, "usable"), "urn:test:3": (2, "canceled"),
    }  # fmt: skip
    quotes = slugline.current(on("quotes"))
    assert {one.speaker_name for one in quotes.values()} == {"Ana Silva"}
    assert {one.partition for one in on("enriched")} == {1}

    monkeypatch.delenv("SLUGLINE_FEED_PREFIX")
    story = decode(EnrichedStory, encode(found["urn:test:1"]))
    stood = replace(story, quotes=())
    asyncio.run(
        send(live, ENRICHED.name, [(b"urn:test:1", encode(stood)), (b"urn:test:2", encode(stood))], now)
    )
    assert run(["diff", "--pipeline", "next"]) == Exit.OK
    told = capsys.readouterr()
    lines = [json.loads(line) for line in told.out.splitlines()]
    assert {(one["kind"], one["way"]) for one in lines} == {("quotes", "came")}
    assert len(lines) == len(story.quotes) > 0
    assert "1 stories compared, 1 differ" in told.err

    assert run(["replay", "--pipeline", "next"]) == Exit.USAGE
    assert "there are side feeds of this label" in capsys.readouterr().err


@pytest.mark.parametrize("label", ["", "Next", "../x", "a.b", "x" * 41])
def test_a_label_is_a_plain_word(label: str) -> None:
    with pytest.raises(Problem, match="is no label"):
        side_feeds.beside(Settings(), label)


def test_a_side_worker_is_never_in_a_live_group() -> None:
    """Whatever the environment of the live workers says."""
    given = {"SLUGLINE_GROUP": "desk", "SLUGLINE_ROLES": "stories,trends,chains", "SLUGLINE_CHAINS": "true",
             "SLUGLINE_FEED_PREFIX": "staging.", "SLUGLINE_GROUP_INSTANCE": "slugline-0",
             "SLUGLINE_HTTP_PORT": "9108", "SLUGLINE_MODEL": "en_core_web_lg"}  # fmt: skip
    settings, _ = load(given, None)
    side = side_feeds.beside(settings, "next")
    worker, _ = load(side_feeds.environ(side, given), None)
    assert worker == replace(side, log_format="text")
    assert worker.group == "staging.replay.next.slugline-stories"
    assert (worker.group_instance, worker.roles, worker.model) == (None, ("stories",), "en_core_web_lg")
    assert os.environ.get("SLUGLINE_GROUP") is None
