"""Sending stories to Kafka: in order, at most so fast, with a bounded number in flight."""

import asyncio
import secrets
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from aiokafka import AIOKafkaProducer

from slugline.broker import FEED_BYTES
from slugline.cli import input_files
from slugline.cli.printing import terminal
from slugline.cli.problem import Exit, Problem
from slugline.cli.raw_story import Parcel, parcels
from slugline.intake.refused import Refused

Say = Callable[[int, float], None]

IN_FLIGHT = 500
"""Stories sent and not yet acknowledged, at most."""

PATIENCE = 20.0
"""Seconds a broker may take to acknowledge a story."""

HEADROOM = 512
"""Bytes that a record takes besides its key and value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to publish, and how."""

    files: Sequence[input_files.Input]
    """None stands for stdin."""
    form: str = "auto"
    encoding: str | None = None
    """Python's name of the files' encoding, where the user gave one."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """The user's own names of fields and columns, theirs to ours."""
    limit: int = 1_048_576
    """Bytes of the longest story."""
    room: int = FEED_BYTES
    """Bytes that the feed takes of a record."""
    rate: float | None = None
    """Stories a second, at most."""
    loop: bool = False
    unchecked: bool = False
    """Whether what cannot be read is sent all the same."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A story on its way; ``future`` is done when it is acknowledged, which is due by ``until``."""

    future: asyncio.Future[object]
    length: int
    until: float

    @property
    def left(self) -> float:
        """Seconds until it is overdue."""
        return self.until - time.monotonic()


@dataclass(slots=True)
class Tally:
    """What became of the stories so far."""

    published: int = 0
    bytes: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    """How many for each reason."""
    held: Counter[str] = field(default_factory=Counter)
    """How many of those published workers will hold, for each reason."""
    started: float = field(default_factory=time.monotonic)


async def publish(plan: Plan, feed: str, producer: AIOKafkaProducer | None, tally: Tally, say: Say) -> None:
    """Send the stories of ``plan`` and count them in ``tally``; without a ``producer`` only check them.

    ``feed`` is what the stories feed is called on the cluster.

    ``say`` hears after each raw input how many stories are to go out, and the bytes read so far.
    """
    sent: deque[Sent] = deque()
    due = time.monotonic()
    async for raw in _arrivals(plan):
        out = 0
        for ready in _checked(raw, plan, tally):
            if plan.rate:
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                due = max(due + 1 / plan.rate, time.monotonic() - 1)
            if producer is not None:
                sent.append(await _send(ready, feed, producer))
            else:
                _count(tally, len(ready.value))
            out += 1
            while len(sent) >= IN_FLIGHT or (sent and (sent[0].future.done() or sent[0].left <= 0)):
                await _acknowledged(sent, tally)
        say(out, raw.position)
    while sent:
        await _acknowledged(sent, tally)


async def _arrivals(plan: Plan) -> AsyncIterator[input_files.Raw]:
    raws = _raws(plan)
    if None in plan.files:  # a pipe may keep us waiting, and what was sent must get out meanwhile
        while (raw := await asyncio.to_thread(next, raws, None)) is not None:
            yield raw
    else:
        for raw in raws:
            yield raw
            await asyncio.sleep(0)


def _raws(plan: Plan) -> Iterator[input_files.Raw]:
    yield from input_files.read(plan.files, plan.form, plan.limit, plan.encoding, plan.fields)
    while plan.loop:
        yield from input_files.read(plan.files, plan.form, plan.limit, plan.encoding, plan.fields)


def _checked(raw: input_files.Raw, plan: Plan, tally: Tally) -> Iterator[Parcel]:
    """Yield what to send; what cannot be read or is too large is told and counted."""
    for where, ready in parcels(raw, plan.limit):
        if isinstance(ready, Refused):
            data = raw.data if where == raw.where else ready.data
            if not plan.unchecked or raw.refused or data is None:
                _skip(where, ready, tally)
                continue
            ready = Parcel(None, data)
        length = len(ready.value) + len(ready.key or b"") + HEADROOM
        if length > plan.room:
            detail = f"a record of {length:,} bytes; the feed takes {plan.room:,} (max.message.bytes)"
            _skip(where, Refused("too-large", detail), tally)
        else:
            if ready.held:
                tally.held[ready.held] += 1
            yield ready


def _skip(where: str, refused: Refused, tally: Tally) -> None:
    terminal.tell(f"skipped: {where}: {refused}", "yellow")
    tally.skipped[refused.reason] += 1


async def _send(ready: Parcel, feed: str, producer: AIOKafkaProducer) -> Sent:
    trace = f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"  # W3C trace context
    headers = [("traceparent", trace.encode())]
    try:
        async with asyncio.timeout(PATIENCE):
            future = await producer.send(feed, ready.value, key=ready.key, headers=headers)
    except TimeoutError as error:
        raise _silent() from error
    return Sent(future, len(ready.value), time.monotonic() + PATIENCE)


async def _acknowledged(sent: deque[Sent], tally: Tally) -> None:
    first = sent.popleft()
    try:
        await asyncio.wait_for(first.future, max(0.0, first.left))
    except TimeoutError as error:
        raise _silent() from error
    _count(tally, first.length)


def _silent() -> Problem:
    text = f"the broker has acknowledged nothing for {PATIENCE:.0f} s"
    return Problem(text, "", "see whether it is up: slugline feeds list", Exit.NO_BROKER)


def _count(tally: Tally, length: int) -> None:
    tally.published += 1
    tally.bytes += length
