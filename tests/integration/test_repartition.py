"""``slugline feeds repartition`` with a worker: stories in two partitions are brought together."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer

from ops.kafka.server import KafkaServer
from slugline import broker, consume
from slugline.broker import create_feeds
from slugline.cli.kafka import repartition
from slugline.cli.problem import Exit
from slugline.cli.root import run
from slugline.intake.formats.slugline_status import written
from slugline.kinds import KINDS
from slugline.records.feeds import ENRICHED, HELD, REGISTER, STORIES
from slugline.records.status_word import StatusWord
from slugline.runtime.partitioners import Publishers
from slugline.runtime.processed import UNPACKED_FROM, UNPACKED_ITEM
from slugline.settings import Settings
from tests.integration import wire
from tests.integration.processes import Worker, settings
from tests.patience import wait_until

Out = pytest.CaptureFixture[str]
PARTITIONS = 3
PUBLISHERS = Publishers(PARTITIONS)
AGREED, DISPUTED = (
    [one for one in range(100, 200) if len(PUBLISHERS.possible(wire.uri(one).encode())) == many]
    for many in (1, 2)
)
"""Stories that murmur2 and CRC-32 put into one partition, and into two."""


def uri(number: int) -> str:
    return wire.uri(AGREED[number])


def story(number: int, *version: int, **more: Any) -> bytes:
    return wire.story(AGREED[number], *version, **more)


def home(number: int) -> int:
    return Publishers(PARTITIONS).home(uri(number).encode())


def publish(chosen: Settings, records: Sequence[tuple[int, int, bytes | None]]) -> None:
    """Publish values of stories by number, each ``away`` partitions from where it belongs."""

    async def work() -> None:
        async with AIOKafkaProducer(**broker.client(chosen), acks="all") as producer:
            for number, away, value in records:
                place = (home(number) + away) % PARTITIONS
                await producer.send_and_wait(STORIES.name, value, key=uri(number).encode(), partition=place)

    asyncio.run(work())


def standing(chosen: Settings, feed: Any) -> dict[tuple[str, int], Any]:
    """Return what stands on a compacted feed, by uri and partition."""
    found = {}
    for one in consume(feed, brokers=chosen.brokers):
        found[(one.key or b"").decode(), one.partition] = json.loads(one.value) if one.value else None
    return {place: value for place, value in found.items() if value is not None}


def events(chosen: Settings) -> set[str]:
    """Return the ids that stand by the fold of the event feeds, in the order in which they were written."""
    left: set[str] = set()
    for kind in KINDS:
        for one in sorted(consume(kind.feed, brokers=chosen.brokers), key=lambda one: one.timestamp):
            event = json.loads(one.value or b"")
            (left.discard if "retracted" in event else left.add)(event["id"])
    return left


def events_by_partition(chosen: Settings) -> set[str]:
    """Return the ids that stand by the fold of docs/consuming.md, in which a partition speaks for itself."""
    left: set[tuple[str, int]] = set()
    for kind in KINDS:
        for one in consume(kind.feed, brokers=chosen.brokers):
            event = json.loads(one.value or b"")
            (left.discard if "retracted" in event else left.add)((event["id"], one.partition))
    return {name for name, _ in left}


def told(capsys: Out) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.kafka
def test_a_story_that_another_partitioner_puts_elsewhere_is_stopped_by_a_kill_before_it(
    tmp_path: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = killed, replaced, back = DISPUTED[:3]
    names = [wire.uri(one) for one in numbers]
    homes = {one: PUBLISHERS.home(one.encode()) for one in names}
    others = {one: next(iter(PUBLISHERS.possible(one.encode()) - {homes[one]})) for one in names}
    with KafkaServer() as server:
        chosen = settings(server.address, partitions=PARTITIONS)
        asyncio.run(create_feeds(chosen))
        monkeypatch.setenv("SLUGLINE_BROKERS", server.address)

        async def send(records: Sequence[tuple[str, int, bytes]]) -> None:
            async with AIOKafkaProducer(**broker.client(chosen), acks="all") as producer:
                for key, place, value in records:
                    await producer.send_and_wait(STORIES.name, value, key=key.encode(), partition=place)

        with Worker(server.address, tmp_path) as worker:
            worker.ready()
            kill = wire.story(killed, 2, pubstatus="canceled")
            links = {one: {"type": "text", "rel": "replaces", "uri": one} for one in names[1:]}
            asyncio.run(
                send([(names[0], homes[names[0]], kill), (uri(0), home(0), story(0, associations=links))])
            )
            noted = {(one, place) for one in names for place in (homes[one], others[one])}
            wait_until(lambda: standing(chosen, REGISTER).keys() == noted | {(uri(0), home(0))})
            late = [(killed, 1), (replaced, 1), (back, 2)]
            asyncio.run(send([
                (wire.uri(one), others[wire.uri(one)], wire.story(one, version)) for one, version in late
            ]))  # fmt: skip
            wait_until(lambda: (names[2], others[names[2]]) in standing(chosen, ENRICHED))
            out = {one[0] for one, row in standing(chosen, ENRICHED).items() if row["status"] == "usable"}
            assert out == {uri(0), names[2]}, "and what has a higher number came back"
            assert run(["feeds", "repartition"]) == Exit.OK
            assert told(capsys) == [], "a note is no story in two partitions"
            assert worker.metric("slugline_split_uris_total") == 0
            assert worker.terminate() == 0


@pytest.mark.kafka
def test_the_newest_stays_where_it_belongs(
    tmp_path: Path,
    capsys: Out,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with KafkaServer() as broker:
        chosen = settings(broker.address, partitions=PARTITIONS)
        asyncio.run(create_feeds(chosen))
        monkeypatch.setenv("SLUGLINE_BROKERS", broker.address)
        with Worker(broker.address, tmp_path) as worker:
            worker.ready()
            assert run(["feeds", "repartition"]) == Exit.OK
            assert told(capsys) == []
            sent = [
                (1, 0, story(1)), (1, 1, story(1, 2)),  # the newest is away from home
                (2, 1, story(2)), (2, 2, story(2, 2)),  # both are
                (3, 0, story(3, 3)), (3, 1, story(3, 2)),  # the newest is at home
                (4, 0, story(4, 1)), (4, 1, story(4, 2, pubstatus="canceled")),  # it was killed elsewhere
                (5, 1, story(5)),  # in one partition alone
            ]  # fmt: skip
            publish(chosen, sent)
            wait_until(lambda: len(standing(chosen, REGISTER)) == len(sent))
            assert run(["feeds", "repartition", "--dry-run"]) == Exit.OK
            before = told(capsys)
            assert [(one["uri"], one["version"], one["done"]) for one in before] == [
                (uri(1), 2, None), (uri(2), 2, None), (uri(3), 3, None), (uri(4), 2, None),
            ]  # fmt: skip
            assert len(standing(chosen, REGISTER)) == len(sent), "nothing was changed"

            assert run(["feeds", "repartition"]) == Exit.OK
            assert [(one["uri"], one["stays"], one["done"]) for one in told(capsys)] == [
                (uri(number), home(number), True) for number in (1, 2, 3, 4)
            ]
            stands = {
                (uri(number), home(number)): (version, status)
                for number, version, status in (
                    (1, 2, "usable"), (2, 2, "usable"), (3, 3, "usable"), (4, 2, "canceled"),
                )
            }  # fmt: skip
            stands[uri(5), (home(5) + 1) % PARTITIONS] = (1, "usable")
            for feed in (REGISTER, ENRICHED):
                rows = standing(chosen, feed)
                assert {place: (row["version"], row["status"]) for place, row in rows.items()} == stands
            whole = standing(chosen, ENRICHED).values()
            ids = {event["id"] for one in whole for kind in KINDS for event in one[kind.plural]}
            wait_until(lambda: events(chosen) == ids)

            assert run(["feeds", "repartition"]) == Exit.OK
            assert told(capsys) == [], "once"

            moved = [(number, 0, story(number, 9, pubstatus="canceled")) for number in (1, 2, 3)]
            publish(chosen, moved)
            wait_until(lambda: [one["version"] for one in standing(chosen, ENRICHED).values()].count(9) == 3)
            (left,) = [one for one in standing(chosen, ENRICHED).values() if one["status"] == "usable"]
            ids = {event["id"] for kind in KINDS for event in left[kind.plural]}
            assert events(chosen) == events_by_partition(chosen) == ids, "killed where it was, too"

            publish(chosen, [(6, 0, story(6)), (6, 1, story(6, 2))])
            wait_until(lambda: len(standing(chosen, REGISTER)) == len(stands) + 2)
            assert worker.terminate() == 0
        monkeypatch.setattr(repartition, "PATIENCE", 1.0)
        assert run(["feeds", "repartition"]) == Exit.PARTLY
        (line,) = told(capsys)
        assert (line["uri"], line["done"]) == (uri(6), False), "without a worker it says what was not done"
        assert len(standing(chosen, REGISTER)) == len(stands) + 2


def test_what_was_unpacked_acts_though_it_was_there() -> None:
    trace, address = ("traceparent", b"00-1"), (UNPACKED_FROM, b"wire.stories.raw.v1/0/1")
    record = SimpleNamespace(value=b"x", headers=(address, (UNPACKED_ITEM, b"0/9"), trace))
    assert repartition._again(record, all_headers=True).headers == [address, trace]
    assert repartition._again(record).headers == [trace]


@pytest.mark.kafka
def test_what_waits_waits_where_it_belongs(
    tmp_path: Path,
    capsys: Out,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with KafkaServer() as broker:
        chosen = settings(broker.address, partitions=PARTITIONS)
        asyncio.run(create_feeds(chosen))
        monkeypatch.setenv("SLUGLINE_BROKERS", broker.address)

        def embargoed(number: int, version: int = 2) -> bytes:
            return story(number, version, embargoed="2191-01-01T00:00:00Z")

        with Worker(broker.address, tmp_path) as worker:
            worker.ready()
            # at home, and before: what comes behind a kill on another partition is told nothing of it
            killed = [(number, 0, story(number, 2, pubstatus="canceled")) for number in (1, 2)]
            publish(chosen, [(2, 0, None), *killed])
            wait_until(lambda: [row["version"] for row in standing(chosen, REGISTER).values()] == [2, 2])
            sent = [
                (1, 1, embargoed(1)),  # held, and killed at home
                (2, 1, embargoed(2)),  # the same, killed behind a null
                (3, 1, embargoed(3)), (3, 0, story(3)),  # held, and an older one stands at home
                (4, 1, embargoed(4)),  # held where its uri does not belong
                (5, 1, story(5)), (5, 1, embargoed(5)),  # and one stands there, too
                (6, 0, story(6)), (6, 0, embargoed(6)),  # all at home
                (7, 1, embargoed(7, 5)), (7, 0, story(7, 3, pubstatus="canceled")),  # an older one is killed
                (8, 0, embargoed(8)), (8, 1, story(8, 3)),  # a newer one went out elsewhere
            ]  # fmt: skip
            publish(chosen, sent)
            wait_until(lambda: len(standing(chosen, REGISTER)) == 7 and held(chosen) == 8)
            assert run(["feeds", "repartition", "--dry-run"]) == Exit.OK
            assert [(one["uri"], one["waits"]) for one in told(capsys)] == [
                (uri(number), number in (3, 4, 5, 7)) for number in (1, 2, 3, 4, 5, 7, 8)
            ]
            assert run(["feeds", "repartition"]) == Exit.OK
            assert [(one["uri"], one["stays"], one["done"]) for one in told(capsys)] == [
                (uri(number), home(number), True) for number in (1, 2, 3, 4, 5, 7, 8)
            ]
            assert run(["feeds", "repartition"]) == Exit.OK
            assert told(capsys) == [], "once"
            worker.kill()
            publish(chosen, [(number, away, release(number)) for number in range(1, 9) for away in range(3)])
            worker.start()
            worker.ready()
            expected = {
                1: (2, "canceled"), 2: (2, "canceled"), 3: (2, "usable"), 4: (2, "usable"), 5: (2, "usable"),
                6: (2, "usable"), 7: (5, "usable"), 8: (3, "usable"),
            }  # fmt: skip
            stands = {(uri(number), home(number)): one for number, one in expected.items()}
            wait_until(lambda: out_now(chosen) == stands, lambda: str(out_now(chosen)))
            assert held(chosen) == 0
            out: dict[str, list[tuple[int, str, int]]] = {}
            for one in consume(ENRICHED, brokers=chosen.brokers):
                if one.value:
                    row = json.loads(one.value)
                    out.setdefault(row["uri"], []).append((row["version"], row["status"], one.partition))
            for number in (1, 2):
                assert (2, "usable") not in {one[:2] for one in out.get(uri(number), [])}, "it was killed"
            for number in (3, 4, 5, 6):
                once = [one for one in out[uri(number)] if one[0] == 2]
                assert once == [(2, "usable", home(number))], "exactly once, and where it belongs"
            assert worker.terminate() == 0


def out_now(chosen: Settings) -> dict[tuple[str, int], tuple[int, str]]:
    """Return version and status of the stories that are out, by uri and partition."""
    rows = standing(chosen, ENRICHED)
    return {place: (row["version"], row["status"]) for place, row in rows.items()}


def held(chosen: Settings) -> int:
    """Return how many stories wait."""
    found = {}
    for one in consume(HELD, brokers=chosen.brokers):
        found[one.key, one.partition] = one.value
    return sum(value is not None for value in found.values())


def release(number: int) -> bytes:
    """Return the word by which the time of a story comes."""
    return written(StatusWord(uri=uri(number), status="released"))
