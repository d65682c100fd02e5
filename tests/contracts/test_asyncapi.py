import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from ops.contracts import asyncapi
from slugline.feed_choice import carries_events
from slugline.kinds import ALL_FEEDS, KINDS, Kind
from slugline.records.cloudevents import Record
from slugline.records.cloudevents import headers as event_headers
from slugline.records.dead_letter_headers import to_headers
from slugline.records.feeds import (
    ALERTS,
    CHAINS,
    DEAD_LETTERS,
    ENRICHED,
    ENTITIES,
    QUOTES,
    STORIES,
    TOPICS,
    TRENDS,
    Feed,
)
from slugline.records.retraction import Retraction
from tests.records import records

PACKAGE = Path(__file__).resolve().parents[2] / "schemas"
CHECKER = PACKAGE.parent / "ops" / "asyncapi"
DOCUMENT = asyncapi.document()
JSON_FEEDS = [feed for feed in ALL_FEEDS if feed.record and feed is not DEAD_LETTERS]


def refs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from refs(one)


def test_every_feed_is_a_channel() -> None:
    channels = {channel["address"]: channel for channel in DOCUMENT["channels"].values()}
    assert list(channels) == [feed.name for feed in ALL_FEEDS]
    for feed in ALL_FEEDS:
        binding = channels[feed.name]["bindings"]["kafka"]
        assert (binding["topic"], binding["partitions"]) == (feed.name, feed.partitions or 8)
        assert binding["topicConfiguration"].get("retention.ms") == feed.retention_ms
        assert binding["topicConfiguration"]["cleanup.policy"] == [feed.cleanup]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_feed_of_events_carries_events_and_what_takes_them_back(kind: Kind) -> None:
    name = kind.feed.event
    assert list(DOCUMENT["channels"][name]["messages"]) == [name, f"{name}-retraction"]
    assert len(DOCUMENT["operations"][f"send-{name}"]["messages"]) == 2
    told = DOCUMENT["components"]["messages"][f"{name}-retraction"]
    assert told["name"] == f"slugline.{name}.retracted.v1"
    assert told["payload"] == {"$ref": "#/components/schemas/Retraction"}


def test_every_feed_says_how_it_may_change() -> None:
    said = {one["address"]: one["x-compatibility"] for one in DOCUMENT["channels"].values()}
    assert said.pop(STORIES.name) == "BACKWARD_TRANSITIVE"  # what publishers write is read by later releases
    assert {said.pop(feed.name) for feed in ALL_FEEDS if feed.internal} == {"FULL"}
    assert set(said.values()) == {"FULL_TRANSITIVE"}


def test_what_is_received_and_what_is_sent() -> None:
    actions: dict[str, set[str]] = {}
    for operation in DOCUMENT["operations"].values():
        name = operation["channel"]["$ref"].removeprefix("#/channels/")
        actions.setdefault(DOCUMENT["channels"][name]["address"], set()).add(operation["action"])
    assert actions.pop(STORIES.name) == {"receive"}
    assert {name for name, done in actions.items() if "receive" in done} == {
        ENRICHED.name,
        *(feed.name for feed in ALL_FEEDS if feed.internal),
    }
    assert all("send" in done for done in actions.values())


def test_every_reference_leads_somewhere() -> None:
    for ref in refs(DOCUMENT):
        place: Any = DOCUMENT
        for step in ref.removeprefix("#/").split("/"):
            place = place[step]


@pytest.mark.parametrize("feed", JSON_FEEDS, ids=lambda feed: feed.event)
def test_payloads_say_the_same_as_the_schemas(feed: Feed) -> None:
    message = DOCUMENT["components"]["messages"][feed.event]
    validator = Draft7Validator({**message["payload"], "components": DOCUMENT["components"]})
    for path in (PACKAGE / "examples" / feed.event).glob("*.json"):
        assert validator.is_valid(json.loads(path.read_text("utf-8"))), path
    for path in (PACKAGE / "examples" / feed.event / "later-release").glob("*.json"):
        assert validator.is_valid(json.loads(path.read_text("utf-8"))), path
    for path in (PACKAGE / "examples" / feed.event / "rejected").glob("*.json"):
        assert not validator.is_valid(json.loads(path.read_text("utf-8"))["value"]), path


SENT: list[tuple[Feed, Record]] = [
    (QUOTES, records.RETRACTION),
    (ENTITIES, records.ENTITY),
    (QUOTES, records.QUOTE),
    (TOPICS, records.TOPIC),
    (ENRICHED, records.ENRICHED),
    (TRENDS, records.TREND),
    (CHAINS, records.CHAIN),
    (ALERTS, records.ALERT),
    (ALERTS, records.RETRACTION),
]


@pytest.mark.parametrize(("feed", "record"), SENT, ids=[feed.name for feed, _ in SENT])
def test_the_headers_sent_are_the_headers_described(feed: Feed, record: Record) -> None:
    described = asyncapi.headers(feed, retracted=isinstance(record, Retraction))
    validator = Draft7Validator(described)
    sent = {name: value.decode() for name, value in event_headers(record, feed, time="2031-04-07T10:15:00Z")}
    assert [error.message for error in validator.iter_errors(sent)] == []
    assert set(sent) <= set(described["properties"])
    assert not validator.is_valid({**sent, "ce_type": "slugline.other.v1"})
    for name in described["required"]:
        assert not validator.is_valid({other: text for other, text in sent.items() if other != name})


def test_the_headers_of_a_dead_letter_are_the_headers_described() -> None:
    schema = asyncapi.headers(DEAD_LETTERS)
    sent = {name: value.decode() for name, value in to_headers(records.LETTER)}
    assert [error.message for error in Draft7Validator(schema).iter_errors(sent)] == []
    assert set(sent) == set(schema["required"])
    assert not Draft7Validator(schema).is_valid({**sent, "dlq_offset": "-1"})
    assert Draft7Validator(schema).is_valid({**sent, "dlq_reason": "bored", "dlq_mood": "good"})
    assert not Draft7Validator(schema).is_valid({**sent, "dlq_reason": None})


@pytest.fixture(scope="module")
def node() -> str:
    found = shutil.which("node")
    if not found or not (CHECKER / "node_modules" / "@asyncapi" / "parser").is_dir():
        pytest.skip("needs node and AsyncAPI's parser: npm ci --ignore-scripts --prefix ops/asyncapi")
    return found


def check(node: str, document: Path) -> subprocess.CompletedProcess[str]:
    command = [node, str(CHECKER / "check.mjs"), str(document)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_asyncapis_own_parser_accepts_it(node: str) -> None:
    retracted = [feed for feed in ALL_FEEDS if carries_events(feed)]
    done = check(node, PACKAGE / "asyncapi.json")
    assert (done.returncode, done.stdout.strip()) == (
        0,
        f"AsyncAPI 3.0.0: {len(ALL_FEEDS)} channels, {len(ALL_FEEDS) + len(retracted)} messages",
    )


def test_asyncapis_own_parser_refuses_a_broken_one(node: str, tmp_path: Path) -> None:
    broken = tmp_path / "asyncapi.json"
    broken.write_text((PACKAGE / "asyncapi.json").read_text("utf-8").replace('"send"', '"shout"'), "utf-8")
    done = check(node, broken)
    assert done.returncode == 1
    assert "must be equal to one of the allowed values" in done.stdout
