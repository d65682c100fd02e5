"""What stands of an alert when it is sent: a webhook that was gone is not told what is off by then."""

from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from slugline import broker
from slugline.records.codec import parse
from slugline.records.schema_error import SchemaError
from slugline.runtime.starting_anew import FETCH_BYTES
from slugline.settings import Settings

POLL_MS = 500


class Newest:
    """Reads the alerts feed ahead of who sends it, and remembers of each alert its last record.

    Its consumer is in no group. It is paused but for what has come: asked for the end of a feed, a broker
    answers behind a fetch that waits for more.
    """

    def __init__(self, settings: Settings, part: TopicPartition) -> None:
        """It reads nothing until `begin`."""
        self._part = part
        self._last: dict[str, int] = {}
        """By the id of an alert, the offset of its last record, if that is ahead of who sends."""
        self.consumer = AIOKafkaConsumer(
            **broker.client(settings),
            enable_auto_commit=False,
            isolation_level="read_committed",
            fetch_max_bytes=FETCH_BYTES,
            max_partition_fetch_bytes=FETCH_BYTES,
        )
        """To be started, and closed, by whoever has it."""

    def begin(self, offset: int) -> None:
        """Begin to read at an ``offset``, anew if need be."""
        self.consumer.assign([self._part])
        self.consumer.pause(self._part)
        self.consumer.seek(self._part, offset)
        self._last.clear()

    async def data(self, record: Any) -> dict[str, Any] | None:
        """Return what a ``record`` has to say by now; None: what it says was taken back.

        Where its alert says something else since, that, with the cause that the record has. Raises
        KafkaError, and SchemaError for what is no JSON.
        """
        own = _parsed(record)
        name = str(own.get("id"))
        await self._read_on()
        last = self._last.get(name, -1)
        if last <= record.offset:
            self._last.pop(name, None)
            return own
        if "retracted" in own:
            return own
        newer = await self._at(last)
        if newer is None:
            return own
        return None if "retracted" in newer else newer | {"cause": own.get("cause")}

    async def _read_on(self) -> None:
        """Read all that is there now."""
        end = (await self.consumer.end_offsets([self._part]))[self._part]
        if await self.consumer.position(self._part) >= end:
            return
        self.consumer.resume(self._part)
        try:
            while await self.consumer.position(self._part) < end:
                for record in (await self.consumer.getmany(timeout_ms=POLL_MS)).get(self._part, ()):
                    try:
                        self._last[str(_parsed(record).get("id"))] = record.offset
                    except SchemaError:
                        continue  # it is told when it is to be sent
        finally:
            self.consumer.pause(self._part)

    async def _at(self, offset: int) -> dict[str, Any] | None:
        """Return what stands at an ``offset``; None where nothing does any more."""
        ahead = await self.consumer.position(self._part)
        self.consumer.seek(self._part, offset)
        self.consumer.resume(self._part)
        try:
            while await self.consumer.position(self._part) < ahead:
                found = await self.consumer.getmany(timeout_ms=POLL_MS, max_records=1)
                for record in found.get(self._part, ()):
                    return _parsed(record) if record.offset == offset else None
            return None
        finally:
            self.consumer.pause(self._part)
            self.consumer.seek(self._part, ahead)


def _parsed(record: Any) -> dict[str, Any]:
    value = parse(record.value or b"")
    return value if isinstance(value, dict) else {}
