"""What the alerts write: rows, alerts, and how far the enriched stories are done, in one transaction."""

import asyncio
from collections.abc import Iterator, Mapping

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.structs import OffsetAndMetadata

from slugline import broker
from slugline.feed_names import feed_name
from slugline.folds.alerts.fold import Changes, Out
from slugline.metrics import Metrics
from slugline.records.alert_event import AlertEvent
from slugline.records.cloudevents import headers
from slugline.records.codec import encode
from slugline.records.feeds import ALERTS, MET
from slugline.runtime.processed import Record
from slugline.runtime.transactions import begin, close, transact, transactional
from slugline.settings import Settings

AT = "slugline_at"
"""Header of a row: partition/offset of the enriched record that made it what it is."""
OF = "slugline_of"
"""Header of a row: which enriched feed that record stands on."""


class AlertsOutput:
    """The producer of whoever tells the alerts.

    With ``transactions`` it shuts out whoever told them before as it starts, and what it writes stands or
    falls together. A broker without has records first, and how far they go behind them: what was told last
    before a worker died may be told once more.
    """

    def __init__(
        self, settings: Settings, consumer: AIOKafkaConsumer, metrics: Metrics, *, transactions: bool
    ) -> None:
        """``consumer`` is of the group whose offsets are committed."""
        self._settings = settings
        self._consumer = consumer
        self._metrics = metrics
        self._transactions = transactions
        self._alerts, self._met = feed_name(ALERTS, settings), feed_name(MET, settings)
        self.producer = (
            transactional(settings, settings.alerts_group)
            if transactions
            else AIOKafkaProducer(**broker.client(settings), acks="all")
        )

    async def start(self) -> None:
        """Connect. Raises KafkaError, and Undeliverable where the broker does not let us."""
        await begin(self.producer)

    async def stop(self) -> None:
        """Close it soon, whatever it still has to send."""
        await close(self.producer)

    async def write(
        self, changes: Changes, places: Mapping[str, str], offsets: Mapping[TopicPartition, int], note: str
    ) -> None:
        """Write ``changes`` and ``offsets``, with a ``note`` beside them: which enriched feed it is.

        ``places`` are the addresses of enriched records by uri. Raises PartitionLost, Undeliverable and
        KafkaError.
        """
        records = [*self._rows(changes, places, note), *map(self._told, changes.out)]
        done = {part: OffsetAndMetadata(offset, note) for part, offset in offsets.items()}
        if self._transactions:
            await transact(self.producer, records, done, self._settings.alerts_group)
        else:
            sent = [
                await self.producer.send(
                    one.feed, one.value, key=one.key, headers=one.headers, partition=one.partition
                )
                for one in records
            ]
            await asyncio.gather(*sent)
            await self._consumer.commit(done)
        for record in records:
            size = len(record.key or b"") + len(record.value or b"")
            self._metrics.produced_bytes.labels(record.feed).inc(size)
        for out in changes.out:
            cause = out.record.cause if isinstance(out.record, AlertEvent) else "retracted"
            self._metrics.alerts.labels(cause).inc()

    def _rows(self, changes: Changes, places: Mapping[str, str], feed: str) -> Iterator[Record]:
        for uri, row in changes.rows.items():
            at = [(AT, places[uri].encode()), (OF, feed.encode())] if uri in places else []
            value = None if row is None else encode(row)
            yield Record(feed=self._met, key=uri.encode(), value=value, headers=at, partition=0)

    def _told(self, out: Out) -> Record:
        value = encode(out.record)
        time = out.record.published if isinstance(out.record, AlertEvent) else None
        return Record(
            feed=self._alerts, key=out.rule.encode(), value=value, partition=0,
            headers=headers(out.record, ALERTS, time=time, value=value),
        )  # fmt: skip
