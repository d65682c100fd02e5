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
IDS = [f"00000000-0000-5000-8000-00000000000{number}" for number in range(7)]


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAPER, re.DOTALL)


def records() -> list[tuple[int, int, int, Any]]:
    """Partition, timestamp, offset and record, of one partition after the other.

    Quotes that stand, are replaced, are taken back, come again, and are taken back before they came; and of a
    story that was brought from partition 1 to 0: one that is taken back there later than it came here, one
    that was not, and is the older one, one that is there alone, and one that came in both at the same time.
    """
    first, second, third, moved, both, left, tied = (replace(QUOTE, id=one) for one in IDS)
    gone = {one: replace(RETRACTION, id=one) for one in IDS}
    here = [
        first, second, replace(first, text="In other words"), gone[IDS[1]], gone[IDS[1]], gone[IDS[2]],
        third, gone[IDS[0]], replace(first, text="Said after all"), second, gone[IDS[1]], moved, both,
        replace(tied, text="As it was"),
    ]  # fmt: skip
    there = [
        (0, replace(moved, text="As it was")), (1, replace(both, text="As it was")), (2, left),
        (3, replace(first, text="As it was")), (23, tied), (50, gone[IDS[0]]), (51, gone[IDS[3]]),
    ]  # fmt: skip
    return [
        *((0, 10 + number, 1_000 + number, one) for number, one in enumerate(here)),
        *((1, time, number, one) for number, (time, one) in enumerate(there)),
    ]


@pytest.fixture
def stands() -> dict[str, Any]:
    messages: list[slugline.Message[Any]] = [
        slugline.Message(
            feed=slugline.FEEDS["quotes"], partition=part, offset=at, timestamp=time, key=b"k",
            value=encode(one), headers=(),
        )
        for part, time, at, one in records()
    ]  # fmt: skip
    found = {one: json.loads(encode(record)) for one, record in slugline.current(messages).items()}
    assert found.keys() == {IDS[0], *IDS[2:]}
    assert "As it was" not in {one["text"] for one in found.values()}
    return found


@pytest.fixture(params=["in order", "the other partition first"])
def rows(request: pytest.FixtureRequest) -> list[tuple[int, int, int, Any]]:
    later = 1 if request.param == "in order" else 0
    return sorted(records(), key=lambda row: row[0] == later)


def test_the_python(stands: dict[str, Any], rows: list[tuple[int, int, int, Any]]) -> None:
    [code] = blocks("python")
    assert len(code.splitlines()) <= 11, "ten lines"
    space: dict[str, Any] = {"json": json}
    exec(code, space)
    assert space["fold"]({}, [(part, time, encode(one)) for part, time, _, one in rows]) == stands


def test_the_upsert(stands: dict[str, Any], rows: list[tuple[int, int, int, Any]]) -> None:
    create, insert, delete, select = blocks("sql")[0].split(";")[:4]
    with sqlite3.connect(":memory:") as table:
        table.execute(create)
        for part, time, _, one in rows:
            told = {
                "id": one.id, "uri": one.story.uri, "version": one.story.version,
                "value": encode(one).decode(), "partition": part, "timestamp": time,
            }  # fmt: skip
            table.execute(delete if isinstance(one, Retraction) else insert, told)
        found = table.execute(select.replace("*", "id, value", 1)).fetchall()
    assert len(found) == len(stands)
    assert {one: json.loads(value) for one, value in found} == stands


@pytest.mark.parametrize(("number", "file"), [(0, "table.sql"), (1, "clickhouse.sql")])
def test_the_recipes_have_the_same_sql(number: int, file: str) -> None:
    recipes = Path(__file__).resolve().parents[1] / "ops" / "sinks"
    assert blocks("sql")[number] == (recipes / file).read_text("utf-8")


def test_the_table_that_replaces_by_place(
    stands: dict[str, Any], rows: list[tuple[int, int, int, Any]]
) -> None:
    """Its engine keeps the row of the highest place, FINAL leaves out the retracted.

    A real ClickHouse is asked in tests/ops/test_sinks.py.
    """
    create, insert, select = (one.strip() for one in blocks("sql")[1].split(";")[:3])
    columns = re.findall(r"(\w+) (\w+)[,)]", create)
    assert "ReplacingMergeTree(place, retracted) ORDER BY (id, part)" in create
    assert re.findall(r"\{\w+:(\w+)\}", insert) == [kind for _, kind in columns]
    assert select == "SELECT * FROM quotes FINAL ORDER BY written DESC, part DESC LIMIT 1 BY id"
    table: dict[tuple[str, int], tuple[int, bool, int, Any]] = {}
    for part, time, place, one in rows:
        row = place, isinstance(one, Retraction), time, json.loads(encode(one))
        table[one.id, part] = max(row, table.get((one.id, part), row), key=lambda kept: kept[0])
    left = sorted(
        (((time, key[1]), key[0], value) for key, (_, gone, time, value) in table.items() if not gone),
        key=lambda kept: kept[0],
    )
    assert {one: value for _, one, value in left} == stands


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
