"""Kafka Connect's own file sink on a feed of quotes, with real jars, and what folds the file."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer

import slugline
from ops.kafka.server import KafkaServer
from ops.sinks import copying
from ops.sinks.connect import __main__ as connect
from ops.sinks.connect.fold import fold
from slugline import broker
from slugline.records.codec import encode
from slugline.records.feeds import QUOTES
from slugline.settings import Settings
from tests.patience import until
from tests.records.records import QUOTE, RETRACTION

IDS = [f"00000000-0000-5000-8000-00000000000{number}" for number in range(3)]
FIRST, SECOND, THIRD = (replace(QUOTE, id=one) for one in IDS)
GONE = [replace(RETRACTION, id=one) for one in IDS]
BEFORE = [FIRST, SECOND, replace(FIRST, text="In other words"), GONE[1], GONE[2]]
AFTER = [THIRD, GONE[0], replace(FIRST, text="Said after all: “yes”"), SECOND, GONE[1]]


def lines(records: list[Any]) -> list[str]:
    return [encode(one).decode() + "\n" for one in records]


def standing() -> dict[str, Any]:
    told: list[slugline.Message[Any]] = [
        slugline.Message(
            feed=QUOTES, partition=0, offset=place, timestamp=0, key=b"k", value=encode(one), headers=()
        )
        for place, one in enumerate([*BEFORE, *AFTER])
    ]
    return {one: json.loads(encode(record)) for one, record in slugline.current(told).items()}


def test_a_file_folds_to_what_stands() -> None:
    """Also one that was written twice from some line on, as after a crash; half a line is not there yet."""
    log = lines([*BEFORE, *AFTER])
    assert len(standing()) == 2
    assert fold(log) == standing()
    for again in range(len(log)):
        assert fold([*log, *log[again:]]) == standing()
    assert fold([*log, lines([GONE[0]])[0].rstrip("\n")]) == standing()


def test_a_line_in_which_connect_was_killed_costs_nothing() -> None:
    """What came after the restart goes on behind what there was of it, and it comes again itself."""
    log = lines([*BEFORE, *AFTER])
    for at, line in enumerate(log):
        for cut in range(1, len(line)):
            assert (
                fold([*log[:at], line[:cut] + log[max(0, at - 1)], *log[max(0, at - 1) + 1 :]]) == standing()
            )
    with pytest.raises(ValueError, match="Expecting"):
        fold(["no record at all\n"])


async def send(settings: Settings, records: list[Any], *, commit: bool) -> None:
    producer = AIOKafkaProducer(**broker.client(settings), transactional_id="slugline-stories-1", acks="all")
    await producer.start()
    await producer.begin_transaction()
    for one in records:
        await producer.send_and_wait(QUOTES.name, encode(one), key=b"k", partition=1)
    await (producer.commit_transaction() if commit else producer.abort_transaction())
    await producer.stop()


@contextmanager
def running(address: str, folder: Path) -> Iterator[Path]:
    """Kafka Connect with the committed files, but for where the broker and the files are."""
    told = {"127.0.0.1:9092": address, "/tmp/": f"{folder}/"}
    files = []
    for name in ("standalone.properties", "quotes.properties"):
        text = (connect.HERE / name).read_text()
        for old, new in told.items():
            text = text.replace(old, new)
        files.append(folder / name)
        files[-1].write_text(text)
    with (folder / "connect.log").open("ab") as log:
        process = subprocess.Popen(connect.command(*files), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        yield folder / "quotes.jsonl"
    finally:
        process.kill()  # as a machine that goes
        process.wait()


class Offsets:
    """A sink that notes the offsets and no rows."""

    def __init__(self) -> None:
        self.noted: dict[int, int] = {}

    def offsets(self) -> dict[int, int]:
        return self.noted

    def take(self, _rows: object, offsets: Mapping[int, int]) -> None:
        self.noted = {**self.noted, **offsets}


@pytest.mark.kafka
async def test_a_recipe_notes_where_it_stands_behind_the_end_of_a_transaction() -> None:
    """Else a partition of which retention removed all, the mark too, would look as if some was not read."""
    with KafkaServer() as kafka:
        settings = Settings(brokers=kafka.address, partitions=2)
        await broker.create_feeds(settings)
        sink = Offsets()
        for commit, count, end in ((True, len(BEFORE), 6), (False, 0, 12), (True, len(BEFORE), 18)):
            await send(settings, BEFORE, commit=commit)
            assert await copying.copy(settings, QUOTES, sink) == count
            assert sink.noted == {0: 0, 1: end}


@pytest.mark.kafka
async def test_kafka_connect_writes_what_is_committed_and_goes_on_after_a_crash(tmp_path: Path) -> None:
    def written(file: Path) -> list[str]:
        return file.read_text("utf-8").splitlines(keepends=True) if file.exists() else []

    def log() -> str:
        return (tmp_path / "connect.log").read_text()[-3000:]

    with KafkaServer() as kafka:
        settings = Settings(brokers=kafka.address, partitions=2)
        await broker.create_feeds(settings)
        await send(settings, BEFORE, commit=True)
        await send(settings, [replace(FIRST, text="Never said")], commit=False)
        with running(kafka.address, tmp_path) as file:
            await until(lambda: len(written(file)) >= len(BEFORE), log)
        await send(settings, AFTER, commit=True)
        with running(kafka.address, tmp_path) as file:
            await until(lambda: written(file)[-1:] == lines(AFTER)[-1:] and len(written(file)) >= 10, log)
        assert fold(written(file)) == standing()
        assert "Never said" not in file.read_text("utf-8")
