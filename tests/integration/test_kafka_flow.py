"""Against Apache Kafka: stories go through whole, in order, with what is broken set aside."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import NewTopic

from ops.kafka.server import KafkaServer
from slugline.broker import FEED_BYTES, admin, create_feeds
from slugline.records.codec import decode
from slugline.records.dead_letter_headers import from_record
from slugline.records.feeds import DEAD_LETTERS, ENRICHED, ENTITIES, STORIES
from slugline.records.story import EnrichedStory
from slugline.runtime.delivery import feed_limits
from tests.integration import ledger
from tests.integration.processes import Worker, settings
from tests.integration.tap import committed, left, publish, tap
from tests.integration.wire import story, uri

pytestmark = pytest.mark.kafka


@pytest.fixture
def kafka() -> Iterator[KafkaServer]:
    with KafkaServer() as server:
        yield server


async def test_round_trip_of_500_stories(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    published = [(number, version) for version in (1, 2, 3, 4, 5) for number in range(100)]
    with Worker(kafka.address, tmp_path, processes=2) as worker:
        worker.ready()
        await publish(chosen, [(uri(n).encode(), story(n, v)) for n, v in published])
        async with tap(chosen) as found:
            await found.until(lambda: len(found.records[ENRICHED.name]) >= 500)
            await found.settle()
        assert worker.metric('slugline_stories_total{outcome="enriched"}') == 500
        assert worker.terminate() == 0
    assert ledger.check(found, [(uri(n), v) for n, v in published]) == 0, "no repeats without a failure"
    assert await committed(chosen) == 500


async def test_poison_between_good_records(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    poison: dict[bytes, tuple[bytes, str]] = {
        b"broken": (b'{"uri": "urn:x",, }', "not-json"),
        b"mixed": (b"Gen\xe8ve, le caf\xc3\xa9", "not-utf8"),
        b"deep": (b'{"a":' * 2000 + b"1" + b"}" * 2000, "too-deep"),
        b"blank": (b" \n ", "empty"),
        b"bytes": (bytes(range(1, 32)) * 40, "control-characters"),
        b"wordless": (story(900, headline=None, body_text=None), "missing-text"),
    }
    records: list[tuple[bytes | None, bytes | None]] = []
    for number, (key, (value, _)) in enumerate(poison.items()):
        records += [(uri(number).encode(), story(number)), (key, value), (b"gone", None)]
    began = time.time() - 1
    with Worker(kafka.address, tmp_path) as worker:
        await publish(chosen, records)
        async with tap(chosen) as found:
            await found.until(lambda: len(found.records[ENRICHED.name]) >= len(poison))
            await found.until(lambda: len(found.records[DEAD_LETTERS.name]) >= len(poison))
            await found.settle()
        assert worker.metric('slugline_skips_total{reason="tombstone"}') == len(poison)
        assert worker.terminate() == 0
    assert ledger.check(found, [(uri(number), 1) for number in range(len(poison))]) == 0
    letters = [from_record(r.key, r.value, r.headers) for r in found.records[DEAD_LETTERS.name]]
    assert {one.key: (one.value, one.reason) for one in letters} == poison
    for one in letters:
        assert (one.feed, one.step, one.attempts) == (STORIES.name, "intake", 1)
        assert one.detail
        assert began <= one.timestamp / 1000 <= time.time()
    assert await left(chosen) == 0, "dead letters and tombstones are done with too, and who is told of these"


async def test_an_output_too_long_for_its_feed_is_a_dead_letter(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address)
    async with admin(chosen) as connected:
        await connected.create_topics(
            [NewTopic(ENRICHED.name, 4, 1, topic_configs={"max.message.bytes": "9000"})]
        )
    await create_feeds(chosen)
    assert await feed_limits(chosen, [ENRICHED, ENTITIES]) == {ENRICHED.name: 9000, ENTITIES.name: FEED_BYTES}
    long, full = story(1, paragraphs=200), story(3, paragraphs=20)
    with Worker(kafka.address, tmp_path) as worker:
        await publish(
            chosen,
            [(uri(1).encode(), long), (uri(2).encode(), story(2, paragraphs=1)), (uri(3).encode(), full)],
        )
        async with tap(chosen) as found:
            await found.until(lambda: found.uris() == {uri(2), uri(3)})
            await found.until(lambda: len(found.records[DEAD_LETTERS.name]) == 1)
            await found.settle()
        assert worker.terminate() == 0
    (record,) = found.records[DEAD_LETTERS.name]
    dead = from_record(record.key, record.value, record.headers)
    assert (dead.key, dead.value, dead.step, dead.reason) == (
        uri(1).encode(), long, "send", "output-too-large",
    )  # fmt: skip
    assert dead.detail.startswith(f"{ENRICHED.name}: a record of ")
    assert "9,000 are allowed, the least of SLUGLINE_MAX_RECORD_BYTES and max.message.bytes" in dead.detail
    (told,) = [line for line in worker.lines() if "below SLUGLINE_MAX_RECORD_BYTES" in line]
    assert f"(2,000,000): {ENRICHED.name} 9,000; " in told, "at the start, in one line"
    assert found.uris() == {uri(2), uri(3)}
    assert uri(1) not in found.uris(ENTITIES.name), "nothing of it goes out"
    whole = {one.uri: one.truncated for one in ledger.stories(found)}
    assert whole == {uri(2): False, uri(3): True}, (
        "of one with many events as many go out as there is room for"
    )
    assert await committed(chosen) == 3


async def test_records_of_several_stories_and_of_other_keys_are_unpacked(
    kafka: KafkaServer, tmp_path: Path
) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    bad = b'{"uri":[],"headline":"Talks"}'
    packed = [
        b"[" + b",".join((story(number, version), bad, story(number, version + 1))) + b"]"
        for version in (1, 3)
        for number in range(5)
    ]
    expected = [(uri(number), version) for number in range(5) for version in (1, 2, 3, 4)]
    with Worker(kafka.address, tmp_path) as worker:
        await publish(chosen, [(b"all in one partition", value) for value in packed])
        async with tap(chosen) as found:
            await found.until(lambda: len(found.records[ENRICHED.name]) >= 20 and ledger.complete(found))
            await publish(chosen, [(None, story(7)), (b"strange", story(8))])
            await found.until(lambda: len(found.records[ENRICHED.name]) >= 22 and ledger.complete(found))
            await found.settle()
        assert worker.metric('slugline_stories_total{outcome="unpacked"}') == 12
        assert worker.metric('slugline_unpacked_records_total{why="several"}') == 20
        assert worker.metric('slugline_unpacked_records_total{why="key"}') == 2
        assert worker.terminate() == 0
    assert ledger.check(found, [*expected, (uri(7), 1), (uri(8), 1)]) == 0, "in order, and no repeats"
    letters = [from_record(r.key, r.value, r.headers) for r in found.records[DEAD_LETTERS.name]]
    assert {(one.value, one.reason, one.item) for one in letters} == {(bad, "wrong-type", 1)}
    assert len(letters) == len(packed)
    assert await committed(chosen) == 12 + 22


async def test_a_worker_that_comes_before_its_broker_waits(tmp_path: Path) -> None:
    with KafkaServer() as server:
        server.stop()
        with Worker(server.address, tmp_path) as worker:
            worker.says("waiting for Kafka")
            assert worker.get("/livez")[0] == 200
            assert worker.get("/readyz")[0] == 503
            server.start()
            worker.says("waiting for feeds")
            chosen = settings(server.address)
            await create_feeds(chosen)
            worker.ready()
            await publish(chosen, [(None, story(1))])
            async with tap(chosen) as found:
                await found.until(lambda: len(found.records[ENRICHED.name]) == 1)
            assert len(worker.lines()) < 15, "\n".join(worker.lines())
            assert worker.terminate() == 0
    assert decode(EnrichedStory, found.records[ENRICHED.name][0].value).uri == uri(1)


async def test_transaction_markers_are_holes_without_records(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address, partitions=1)
    await create_feeds(chosen)
    producer = AIOKafkaProducer(bootstrap_servers=kafka.address, transactional_id="publisher")
    await producer.start()
    for number in range(6):
        async with producer.transaction():
            await producer.send(STORIES.name, story(number), key=uri(number).encode())
    await producer.stop()
    with Worker(kafka.address, tmp_path) as worker:
        async with tap(chosen) as found:
            await found.until(lambda: len(found.records[ENRICHED.name]) >= 6)
        assert worker.terminate() == 0
    assert ledger.check(found, [(uri(number), 1) for number in range(6)]) == 0
