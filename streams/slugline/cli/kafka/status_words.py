"""Saying of a story that it is killed, withheld or let go: to each partition where it stands."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, ConsumerRecord

from slugline import feed_reader
from slugline.cli.kafka import connect
from slugline.cli.problem import Problem
from slugline.feed_names import feed_name
from slugline.folds.register.parted import is_note
from slugline.intake.formats.slugline_status import written
from slugline.records.codec import decode
from slugline.records.feeds import ENRICHED, HELD, REGISTER, STORIES, Feed
from slugline.records.register_row import RegisterRow
from slugline.records.schema_error import SchemaError
from slugline.records.status_word import StatusWord
from slugline.settings import Settings

PATIENCE = 60.0
"""Seconds that workers may take to act."""
SHOWN = {"canceled": ("canceled", "deleted"), "withheld": ("withheld", "canceled", "deleted")}
"""The statuses of a story that a word is done with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a story stands in one partition, before anything is said of it."""

    partition: int | None
    """None: it is not known, and the word goes where its uri leads."""
    status: str | None = None
    version: int | None = None
    waits: bool = False
    """Whether a version of it waits for the end of its embargo."""
    row: RegisterRow | None = None

    def outlives(self, word: StatusWord) -> bool:
        """Tell whether ``word`` changes nothing of the story: what is killed is not withheld.

        Nor can be let go what was only noted here, for versions that may come.
        """
        if word.status == "released" and self.row is not None and not self.waits and is_note(self.row):
            return True
        killed = word.status == "withheld" and self.status in ("canceled", "deleted")
        if word.version is None:
            return killed and not self.waits  # what waits is newer
        numbered = self.row is not None and self.row.versioned
        return killed and not (numbered and word.version > (self.version or 0))


async def standings(settings: Settings, uri: str) -> list[Standing]:
    """Return how the story stands, by partition; one without a partition where it is not known.

    It looks through the register and the held feed: of a million stories that takes half a minute.
    """
    key = uri.encode()
    rows = await _last(settings, REGISTER, key)
    held = await _last(settings, HELD, key)
    found = []
    for partition in sorted(rows.keys() | held.keys()):
        row = _row(rows.get(partition))
        status, version = (row.status, row.version) if row else (None, None)
        found.append(
            Standing(
                partition=partition, status=status, version=version, waits=partition in held, row=row
            )
        )  # fmt: skip
    return found or [Standing(partition=None)]


async def send(settings: Settings, word: StatusWord, where: list[Standing], wait: bool) -> list[int]:
    """Say ``word`` in the partitions ``where`` the story stands, and return where it stands on the feed.

    With ``wait`` return only when the workers have acted in all of them, but for those where there is nothing
    to be done. Raises Problem where they do not.
    """
    async with _seen(settings, word) as seen, connect.producer(settings) as producer:
        told = [
            await producer.send_and_wait(
                feed_name(STORIES, settings), written(word), key=word.uri.encode(), partition=one.partition
            )
            for one in where
        ]
        partitions = [one.partition for one in told]
        if wait:
            try:
                async with asyncio.timeout(PATIENCE):
                    await seen(
                        {at for one, at in zip(where, partitions, strict=True) if not one.outlives(word)}
                    )
            except TimeoutError:
                raise Problem(
                    f"no worker has acted on it in {PATIENCE:.0f} s",
                    "",
                    "see whether one runs: slugline status",
                ) from None
    return partitions


@asynccontextmanager
async def _seen(settings: Settings, word: StatusWord) -> AsyncIterator["_Seen"]:
    """Yield what waits until the feeds show ``word``, from where they end now."""
    async with feed_reader.consumer(settings) as one:
        parts = [
            part for feed in (ENRICHED, REGISTER) for part in await feed_reader.partitions(settings, feed)
        ]
        for part, (_, end) in (await feed_reader.extent(one, parts)).items():
            one.seek(part, end)
        yield _Seen(one, word)


class _Seen:
    def __init__(self, one: AIOKafkaConsumer, word: StatusWord) -> None:
        self._one = one
        self._word = word

    async def __call__(self, partitions: set[int]) -> None:
        """Return when the story shows what was said of it in all ``partitions``."""
        left = set(partitions)
        while left:
            for batch in (await self._one.getmany(timeout_ms=200)).values():
                left -= {record.partition for record in batch if self._shows(record)}

    def _shows(self, record: ConsumerRecord) -> bool:
        if record.key != self._word.uri.encode():
            return False
        try:
            value = json.loads(record.value) if record.value else {"status": "deleted"}
        except ValueError:
            return False
        return value.get("status") in SHOWN.get(self._word.status, ("usable",))


async def _last(settings: Settings, feed: Feed, key: bytes) -> Mapping[int, ConsumerRecord]:
    """Return the last record of ``key`` on ``feed`` by partition, where that has a value."""
    found: dict[int, ConsumerRecord] = {}
    async with aclosing(feed_reader.batches(settings, feed, "start", follow=False)) as arriving:
        async for batch in arriving:
            found |= {record.partition: record for record in batch if record.key == key}
    return {partition: record for partition, record in found.items() if record.value is not None}


def _row(record: ConsumerRecord | None) -> RegisterRow | None:
    try:
        return None if record is None else decode(RegisterRow, record.value)
    except SchemaError:
        return None  # of a later release
