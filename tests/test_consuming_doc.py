"""docs/consuming.md: its Python and its SQL do what they say, on the same records."""

import json
import re
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import slugline
from slugline.broker import COMPACTION_LAG_MS
from slugline.kinds import ALL_FEEDS, KINDS
from slugline.records.codec import decode, encode
from slugline.records.feeds import DAY, DEAD_LETTERS, STORIES
from slugline.records.retraction import LONGEST, Retraction
from slugline.records.status_word import StatusWord
from tests.records.records import QUOTE, RETRACTION

PAPER = (Path(__file__).resolve().parents[1] / "docs" / "consuming.md").read_text("utf-8")
IDS = [f"00000000-0000-5000-8000-00000000000{number}" for number in range(3)]


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAPER, re.DOTALL)


def records() -> list[Any]:
    """Quotes that stand, are replaced, are taken back, come again, and are taken back before they came."""
    first, second, third = (replace(QUOTE, id=one) for one in IDS)
    gone = {one: replace(RETRACTION, id=one) for one in IDS}
    return [
        first, second, replace(first, text="In other words"), gone[IDS[1]], gone[IDS[1]], gone[IDS[2]],
        third, gone[IDS[0]], replace(first, text="Said after all"), second, gone[IDS[1]],
    ]  # fmt: skip


@pytest.fixture
def stands() -> dict[str, Any]:
    messages: list[slugline.Message[Any]] = [
        slugline.Message(
            feed=slugline.FEEDS["quotes"], partition=0, offset=0, timestamp=0, key=b"k", value=encode(one),
            headers=(),
        )
        for one in records()
    ]  # fmt: skip
    found = {one: json.loads(encode(record)) for one, record in slugline.current(messages).items()}
    assert found.keys() == {IDS[0], IDS[2]}
    return found


def test_the_python(stands: dict[str, Any]) -> None:
    [code] = blocks("python")
    assert len(code.splitlines()) <= 11, "ten lines"
    space: dict[str, Any] = {"json": json}
    exec(code, space)
    assert space["fold"]({}, [(b"k", encode(one)) for one in records()]) == stands


def test_the_upsert(stands: dict[str, Any]) -> None:
    create, insert, delete = blocks("sql")[0].split(";")[:3]
    with sqlite3.connect(":memory:") as table:
        table.execute(create)
        for one in records():
            value = encode(one).decode()
            told = {"id": one.id, "uri": one.story.uri, "version": one.story.version, "value": value}
            table.execute(delete if isinstance(one, Retraction) else insert, told)
        found = dict(table.execute("SELECT id, value FROM quotes").fetchall())
    assert {one: json.loads(value) for one, value in found.items()} == stands


def test_the_table_that_replaces_by_place(stands: dict[str, Any]) -> None:
    """No ClickHouse here: its engine keeps the row of the highest place, FINAL leaves out the retracted."""
    create, insert, select = (one.strip() for one in blocks("sql")[1].split(";")[:3])
    columns = re.findall(r"(\w+) (\w+)[,)]", create)
    assert "ReplacingMergeTree(place, retracted) ORDER BY id" in create
    assert re.findall(r"\{\w+:(\w+)\}", insert) == [kind for _, kind in columns]
    assert select == "SELECT * FROM quotes FINAL"
    table: dict[str, tuple[int, bool, Any]] = {}
    for place, one in enumerate(records()):
        row = place, isinstance(one, Retraction), json.loads(encode(one))
        table[one.id] = max(row, table.get(one.id, row), key=lambda kept: kept[0])
    assert {one: value for one, (_, gone, value) in table.items() if not gone} == stands


def test_the_values_shown_are_what_they_are() -> None:
    retraction, word = blocks("json")
    assert decode(Retraction, retraction).reason == "corrected"
    assert slugline.read(word).status == "canceled"
    assert decode(StatusWord, json.dumps(json.loads(word)["slugline_status"])).version is None


def test_every_feed_is_named_and_the_days_are_right() -> None:
    assert [feed.name for feed in ALL_FEEDS if feed.name not in PAPER] == []
    assert {kind.feed.retention_ms for kind in KINDS} == {30 * DAY} == {DEAD_LETTERS.retention_ms}
    assert (STORIES.retention_ms, COMPACTION_LAG_MS, LONGEST) == (7 * DAY, DAY, 80)
    assert f"max.compaction.lag.ms={COMPACTION_LAG_MS}" in PAPER
