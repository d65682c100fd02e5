"""The alerts to one webhook: in their order, each until it is taken or is a dead letter.

A consumer group for each webhook, with offsets that are committed behind that: at least once, whoever dies,
and a webhook that is slow or gone holds up itself only. What was taken back by then is not sent.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from slugline import broker, closing
from slugline.feed_names import feed_name
from slugline.folds.watchlists.rules import Webhook
from slugline.metrics import Metrics
from slugline.records.codec import encode, parse
from slugline.records.dead_letter import DeadLetter
from slugline.records.dead_letter_headers import to_headers
from slugline.records.feeds import ALERTS, DEAD_LETTERS
from slugline.records.schema_error import SchemaError
from slugline.runtime.starting_anew import group_consumer
from slugline.runtime.webhook_endpoint import Answer, Endpoint, pause
from slugline.runtime.webhook_message import message
from slugline.runtime.webhook_newest import Newest
from slugline.settings import Settings

POLL_MS = 500
IDLE_MS = 20 * 24 * 3_600_000
"""Trying again may take days in which nothing is fetched: that is no reason to go."""
WEBHOOK = "slugline_webhook"
"""Header of a dead letter: which webhook did not take it."""
LONGEST_REASON = 400

Wanted = Callable[[str], bool]
"""Tells whether alerts of a rule go to this webhook."""
log = logging.getLogger("slugline.webhooks")


class WebhookDelivery:
    """Sends to one webhook until cancelled."""

    def __init__(
        self, webhook: Webhook, keys: tuple[bytes, ...], wanted: Wanted, settings: Settings, metrics: Metrics
    ) -> None:
        """``keys`` sign; ``wanted`` is asked of the rule of each record."""
        self._webhook = webhook
        self._keys = keys
        self._wanted = wanted
        self._settings = settings
        self._metrics = metrics
        self._part = TopicPartition(feed_name(ALERTS, settings), 0)

    async def run(self) -> None:
        """Send what comes. Raises KafkaError and whatever else goes wrong."""
        group = f"{self._settings.alerts_group}-{self._webhook.name}"
        consumer = group_consumer(self._settings, group, max_poll_interval_ms=IDLE_MS)
        endpoint = Endpoint(self._webhook, self._keys, self._settings)
        try:
            async with closing.running(consumer):
                newest = Newest(self._settings, self._part)
                async with closing.running(newest.consumer):
                    consumer.subscribe([self._part.topic])
                    await self._run(consumer, endpoint, newest)
        finally:
            await endpoint.close()

    async def _run(self, consumer: AIOKafkaConsumer, endpoint: Endpoint, newest: Newest) -> None:
        begun = False
        while True:
            if self._part not in consumer.assignment():
                begun = False
            elif not begun:
                begun = True
                newest.begin(await self._begin(consumer))
            found = await consumer.getmany(timeout_ms=POLL_MS, max_records=1)
            for record in found.get(self._part, ()):
                if begun and await self._deliver(record, consumer, endpoint, newest):
                    await consumer.commit({self._part: record.offset + 1})

    async def _begin(self, consumer: AIOKafkaConsumer) -> int:
        """Go to where it went on the last time, and return that; a new webhook is not sent what was told."""
        offset = await consumer.committed(self._part)
        if offset is None:
            offset = (await consumer.end_offsets([self._part]))[self._part]
            await consumer.commit({self._part: offset})
        consumer.seek(self._part, offset)
        return int(offset)

    async def _deliver(
        self, record: Any, consumer: AIOKafkaConsumer, endpoint: Endpoint, newest: Newest
    ) -> bool:
        """Return whether it is done with: sent, not for this webhook, or a dead letter."""
        try:
            message(record)
            if not self._is_news(record):
                return True
        except SchemaError as error:
            log.warning("%s/%s/%s is passed over: %s", record.topic, record.partition, record.offset, error)
            return True
        name, began, tries = self._webhook.name, time.monotonic(), 0
        waiting = self._metrics.webhook_waiting.labels(name)
        try:
            while self._part in consumer.assignment():  # else it is another worker's
                tries += 1
                data = await newest.data(record)
                if data is None:
                    log.debug("webhook %s: %d was taken back before it was sent", name, record.offset)
                    return True
                sent = message(record, data)
                answer = await endpoint.send(sent)
                if not answer.why:
                    self._metrics.webhooks.labels(name, "delivered").inc()
                    return True
                wait = pause(tries, answer.wish)
                gone = time.monotonic() - began
                if answer.final or gone + wait > self._settings.webhook_give_up:
                    await self._dead(record, data, answer, tries)
                    return True
                level = logging.WARNING if tries == 1 else logging.DEBUG
                log.log(level, "webhook %s: %s; %s is tried again", name, answer.why, sent.id)
                self._metrics.webhooks.labels(name, "retried").inc()
                waiting.set(gone + wait)
                await asyncio.sleep(wait)
            return False
        finally:
            waiting.set(0)

    def _is_news(self, record: Any) -> bool:
        value = parse(record.value or b"")
        quiet = isinstance(value, dict) and value.get("cause") == "changed"
        return self._wanted((record.key or b"").decode(errors="replace")) and (
            not quiet or self._webhook.changes
        )

    async def _dead(self, record: Any, data: dict[str, Any], answer: Answer, tries: int) -> None:
        letter = dead_letter(self._webhook.name, record, data, answer, tries)
        async with closing.running(AIOKafkaProducer(**broker.client(self._settings), acks="all")) as producer:
            await producer.send_and_wait(
                feed_name(DEAD_LETTERS, self._settings), letter.value, key=letter.key,
                headers=[*to_headers(letter), (WEBHOOK, self._webhook.name.encode())],
            )  # fmt: skip
        log.error("webhook %s: a dead letter: %s", self._webhook.name, letter.detail)
        self._metrics.webhooks.labels(self._webhook.name, "dead-lettered").inc()
        self._metrics.dead_letters.labels("undeliverable").inc()


def dead_letter(webhook: str, record: Any, data: dict[str, Any], answer: Answer, tries: int) -> DeadLetter:
    """Return what is left of a record that a ``webhook`` did not take: the ``data`` sent of it, and why."""
    story = data.get("story")
    told = story if isinstance(story, dict) else {}
    uri, version = told.get("uri"), told.get("version")
    detail = f"webhook {webhook} did not take it in {tries} tries: {answer.why}"[:LONGEST_REASON]
    return DeadLetter(
        key=record.key, value=record.value if data == parse(record.value) else encode(data),
        feed=record.topic, partition=record.partition,
        offset=record.offset, timestamp=max(0, record.timestamp), step="webhook", reason="undeliverable",
        detail=detail, attempts=tries, uri=uri if isinstance(uri, str) else None,
        version=version if isinstance(version, int) and version > 0 else None,
    )  # fmt: skip
