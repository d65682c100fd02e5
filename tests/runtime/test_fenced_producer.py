"""One transaction for each send: whole, or not at all; what fails is never committed."""

import asyncio
import gc
from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import (
    GroupAuthorizationFailedError,
    IllegalOperation,
    InvalidProducerEpoch,
    KafkaConnectionError,
    KafkaError,
    KafkaTimeoutError,
    MessageSizeTooLargeError,
    ProducerFenced,
    TopicAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
)
from aiokafka.structs import OffsetAndMetadata

from slugline.runtime import fenced_producer, transactions
from slugline.runtime.broker_refusals import FORBIDDEN, crash
from slugline.runtime.delivery import Undeliverable
from slugline.runtime.fenced_producer import FencedProducer
from slugline.runtime.processed import Record
from slugline.runtime.transactions import PartitionLost
from slugline.settings import Settings

RECORDS = [
    Record(feed=feed, key=b"k", value=b"%d" % number, headers=[], partition=partition)
    for number, (feed, partition) in enumerate([("f", 0), ("g", 0), ("f", 0), ("f", 1)])
]
OFFSETS = [10, 10, 11, 10]
"""Of RECORDS where each feed's next one is 10."""


class Batch(list[str]):
    """aiokafka's batch as far as it is used: the values, as many as there is room for."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def append(self, *, value: bytes, **_more: object) -> Any:  # type: ignore[override]  # aiokafka's name
        if len(self) == self.room:
            return None
        super().append(value.decode())
        return object()


class Client:
    """aiokafka's producer as far as it is used; what it raises is laid out beforehand."""

    def __init__(self, **trouble: Any) -> None:
        self.trouble = trouble
        self.calls: list[str] = []
        self.room = 100
        self.ends: Counter[tuple[str, int]] = Counter()
        self._sender = SimpleNamespace(close=self._stop)
        self._txn_manager = None
        self._message_accumulator = SimpleNamespace(_batches={})
        self.client = SimpleNamespace(close=self._close)

    async def _close(self) -> None:
        self.calls.append("close")

    def _do(self, call: str) -> None:
        self.calls.append(call)
        error = self.trouble.pop(call, None)
        if error is not None:
            raise error

    async def start(self) -> None:
        self._do("start")

    async def _stop(self) -> None:
        self._do("stop")

    async def begin_transaction(self) -> None:
        self._do("begin")

    async def commit_transaction(self) -> None:
        self._do("commit")

    async def send_offsets_to_transaction(self, _offsets: object, _group: str) -> None:
        self._do("offsets")

    def create_batch(self) -> Batch:
        return Batch(self.room)

    async def send_batch(self, batch: Batch, feed: str, *, partition: int) -> "asyncio.Future[Any]":
        self._do(f"send{batch[0]}")
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        error = self.trouble.get(f"batch{batch[0]}")
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(SimpleNamespace(offset=10 + self.ends[feed, partition]))
            self.ends[feed, partition] += len(batch)
        return future


class Group:
    """A membership that answers as it is told: `holds` by the heartbeats there are, `confirm` by asking."""

    def __init__(self, *, holds: bool = True, confirms: tuple[bool, ...] = ()) -> None:
        self.held = holds
        self.confirms = list(confirms)

    def holds(self, _generation: int) -> bool:
        return self.held

    async def confirm(self, _generation: int) -> bool:
        return self.confirms.pop(0) if self.confirms else True


def producer(
    clients: list[Client], group: Group | None = None, *, monkeypatch: pytest.MonkeyPatch
) -> FencedProducer:
    left = list(clients)
    monkeypatch.setattr(fenced_producer, "transactional", lambda _settings, _name: left.pop(0))
    monkeypatch.setattr(fenced_producer, "PAUSE", 0.0)
    membership: Any = group or Group()
    return FencedProducer(Settings(), 0, 1, membership)


async def test_one_that_may_not_start_says_so_once_until_it_may(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    refused = [Client(start=TransactionalIdAuthorizationFailed("desk-0")) for _ in range(3)]
    one = producer([*refused, Client()], monkeypatch=monkeypatch)
    seen: list[str] = []

    async def sleep(_seconds: float) -> None:
        seen.append(one.waits)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    await one.start()
    says = "partition 0: no producer yet: not allowed to use transactions as desk-0: "
    assert [line.startswith(says) for line in seen] == [True] * 3
    assert [line.startswith(says) for line in caplog.messages] == [True]
    assert one.waits == ""
    assert one.client is not None


async def test_offsets_come_back_in_order_behind_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    one = producer([client], monkeypatch=monkeypatch)
    await one.start()
    assert await one.send(RECORDS) == OFFSETS
    assert client.calls == ["start", "begin", "send0", "send1", "send3", "commit"]
    await one.stop()
    assert client.calls[-2:] == ["stop", "close"]
    with pytest.raises(PartitionLost, match="no producer"):
        await one.send(RECORDS)


async def test_what_has_no_room_in_one_batch_goes_out_in_several(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    client.room = 1
    one = producer([client], monkeypatch=monkeypatch)
    await one.start()
    assert await one.send(RECORDS) == OFFSETS
    sent = [call for call in client.calls if call.startswith("send")]
    assert sorted(sent) == ["send0", "send1", "send2", "send3"]
    assert sent.index("send0") < sent.index("send2"), "what is for one feed keeps its order"


@pytest.mark.parametrize(
    ("trouble", "outcome", "committed"),
    [
        ({"batch1": KafkaTimeoutError()}, PartitionLost, False),
        ({"batch3": ProducerFenced()}, PartitionLost, False),
        ({"batch0": MessageSizeTooLargeError()}, Undeliverable, False),
        ({"send1": MessageSizeTooLargeError()}, Undeliverable, False),
        ({"send3": KafkaTimeoutError()}, PartitionLost, False),
        ({"begin": AssertionError()}, PartitionLost, False),
        ({"begin": IllegalOperation()}, PartitionLost, False),
        ({"begin": ProducerFenced()}, PartitionLost, False),
        ({"commit": InvalidProducerEpoch()}, PartitionLost, True),
        ({"commit": ProducerFenced()}, PartitionLost, True),
        ({"commit": AssertionError()}, PartitionLost, True),
    ],
)
async def test_what_goes_wrong_is_never_committed(
    trouble: dict[str, Exception], outcome: type[Exception], committed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(**trouble)
    one = producer([client], monkeypatch=monkeypatch)
    await one.start()
    with pytest.raises(outcome):
        await one.send(RECORDS)
    assert ("commit" in client.calls) is committed


async def test_a_feed_that_may_not_be_written_to_is_told_by_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    one = producer([Client(batch1=TopicAuthorizationFailedError())], monkeypatch=monkeypatch)
    await one.start()
    with pytest.raises((Undeliverable, PartitionLost), match=r"TopicAuthorization|may not|ACL|allow"):
        await one.send(RECORDS)


def ended(cause: Exception) -> KafkaError:
    """As aiokafka tells that its sender ended."""
    error = KafkaError("Unexpected error during batch delivery")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (ended(TopicAuthorizationFailedError()), "not allowed to read wire.enriched.v1: it lacks READ"),
        (GroupAuthorizationFailedError("desk"), "not allowed to be in the group desk: it lacks READ"),
    ],
)
async def test_offsets_that_may_not_be_committed_are_told_in_one_line(error: KafkaError, says: str) -> None:
    offsets = {TopicPartition("wire.enriched.v1", number): OffsetAndMetadata(7, "") for number in range(2)}
    client: Any = Client(offsets=error)
    with pytest.raises(FORBIDDEN) as refused:
        await transactions.transact(client, RECORDS, offsets, "desk")
    assert crash(refused.value).startswith(says)
    assert "commit" not in client.calls


@pytest.mark.parametrize(
    ("group", "may"),
    [
        (Group(holds=True), True),
        (Group(holds=False, confirms=(True, True, True)), True),
        (Group(holds=False, confirms=(True, True, False)), False),
    ],
    ids=["heartbeats", "asked", "gone"],
)
async def test_it_looks_at_the_group_before_it_sends(
    group: Group, may: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    one = producer([client], group, monkeypatch=monkeypatch)
    await one.start()
    if may:
        assert await one.send(RECORDS) == OFFSETS
    else:
        with pytest.raises(PartitionLost, match="gone on"):
            await one.send(RECORDS)
        assert client.calls == ["start"]


@pytest.mark.parametrize(("confirms", "calls"), [((False,), []), ((True, False), ["start"])])
async def test_a_late_start_is_noticed(
    confirms: tuple[bool, ...], calls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    one = producer([client], Group(confirms=confirms), monkeypatch=monkeypatch)
    with pytest.raises(PartitionLost, match="gone on"):
        await one.start()
    assert client.calls == calls


async def test_a_start_that_is_tried_again_is_never_late(monkeypatch: pytest.MonkeyPatch) -> None:
    clients = [Client(start=KafkaConnectionError()), Client()]
    one = producer(clients, Group(confirms=(True, False)), monkeypatch=monkeypatch)
    with pytest.raises(PartitionLost, match="gone on"):
        await one.start()
    assert clients[1].calls == [], "it would have shut out today's owner"


async def test_a_broker_that_is_away_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    clients = [Client(start=KafkaConnectionError()), Client(start=OSError("no route")), Client()]
    one = producer(clients, monkeypatch=monkeypatch)
    await one.start()
    assert [client.calls[-1] for client in clients] == ["close", "close", "start"]


async def test_one_that_is_given_up_while_it_starts_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(start=asyncio.CancelledError())
    one = producer([client], monkeypatch=monkeypatch)
    with pytest.raises(asyncio.CancelledError):
        await one.start()
    assert client.calls[-1] == "close"
    assert one.client is None


async def test_what_a_sender_that_failed_leaves_behind_is_told_by_nobody() -> None:
    complaints: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
    producer = transactions.transactional(Settings(), "desk-0")
    transaction = producer._txn_manager
    transaction.set_pid_and_epoch(1, 0)
    transaction.begin_transaction()
    transaction.fatal_error(TopicAuthorizationFailedError("f"))
    accumulator = producer._message_accumulator
    accumulator._txn_manager = None  # it would ask for a transaction
    for partition in range(3):
        accumulator._append_batch(accumulator.create_builder(), TopicPartition("f", partition))
    accumulator.fail_all(KafkaError("Unexpected error during batch delivery"))
    for batches in accumulator._batches.values():
        for batch in batches:
            batch.future.exception()  # who sent looks at this one
    await transactions.close(producer)
    del producer, transaction, accumulator, batches, batch
    gc.collect()
    await asyncio.sleep(0)
    assert complaints == []


async def test_one_that_is_closed_leaves_no_task_that_waits_for_what_is_never_sent() -> None:
    """A batch is left where its partition could not be added to the transaction: ACLs forbid the feed."""
    complaints: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
    producer = transactions.transactional(Settings(), "desk-0")
    accumulator = producer._message_accumulator
    accumulator._txn_manager = None  # it would ask for a transaction
    accumulator._append_batch(accumulator.create_builder(), TopicPartition("f", 0))
    producer._sender._sender_task = sending = asyncio.create_task(asyncio.Event().wait())
    await asyncio.sleep(0)
    await transactions.close(producer)
    assert sending.cancelled()
    del producer, accumulator, sending
    gc.collect()
    await asyncio.sleep(0)
    assert complaints == []


async def test_what_is_refused_as_it_is_closed_is_told_by_nobody() -> None:
    """Of several partitions that are refused one ends the worker, and the others are on their way then."""
    complaints: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
    producer = transactions.transactional(Settings(), "desk-0")
    producer._txn_manager.set_pid_and_epoch(1, 0)
    producer._txn_manager.begin_transaction()

    async def send(transaction: Any) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            transaction.fatal_error(TopicAuthorizationFailedError("f"))

    producer._sender._sender_task = asyncio.create_task(send(producer._txn_manager))
    await asyncio.sleep(0)
    await transactions.close(producer)
    del producer
    gc.collect()
    await asyncio.sleep(0)
    assert complaints == []
