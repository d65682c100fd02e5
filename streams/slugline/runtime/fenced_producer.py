"""The producer of one partition: a story's records go out whole, and only by who has the partition.

A transactional producer whose id is the group's and the partition's: whoever is given the partition next
starts one of the same id, and from then on the broker takes nothing more from this one, also nothing that
already stood in its buffers. Why, and what was measured: docs/adr/0010-life-of-a-story.md.
"""

import asyncio
import logging
from collections.abc import Sequence

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from slugline.runtime.broker_refusals import REFUSED, refusal
from slugline.runtime.delivery import Undeliverable, answered
from slugline.runtime.membership import Membership
from slugline.runtime.processed import Record
from slugline.runtime.transactions import PartitionLost, close, transact, transactional
from slugline.settings import Settings

PROBE_SECONDS = 15.0
PAUSE, LONGEST_PAUSE = 0.5, 5.0

log = logging.getLogger("slugline.fencing")


def transactional_id(settings: Settings, partition: int) -> str:
    """Return the id that the producer of ``partition`` has, whichever worker it belongs to."""
    return f"{settings.group}-{partition}"


async def has_transactions(settings: Settings) -> bool:
    """Tell whether the broker knows transactions. Waits while none answers.

    Raises Undeliverable where it does, and does not let us: to go on without would be to give up fencing.
    """
    name = f"{settings.group}-probe"

    async def probe() -> None:
        producer = transactional(settings, name)
        try:
            await asyncio.wait_for(producer.start(), PROBE_SECONDS)
        finally:
            await close(producer)

    try:
        await answered(probe, settings)
    except REFUSED as error:
        raise Undeliverable(refusal(error, name)) from error
    except KafkaError as error:
        log.info("the broker has no transactions (%s)", type(error).__name__)
        return False
    return True


class FencedProducer:
    """A transaction for each `send`. Start it once; when it is fenced it stays so."""

    def __init__(self, settings: Settings, partition: int, generation: int, membership: Membership) -> None:
        """``generation`` is the one of the group in which the ``partition`` was given to this worker."""
        self._settings = settings
        self._generation = generation
        self._membership = membership
        self._partition = partition
        self._producer: AIOKafkaProducer | None = None
        self.waits = ""
        """Why it is not started yet, in one line; empty where nothing is in the way."""

    @property
    def client(self) -> AIOKafkaProducer | None:
        """The producer, while it is connected."""
        return self._producer

    async def start(self) -> None:
        """Connect, and shut out whoever had the partition before. Raises PartitionLost."""
        try:
            await self._connect()
        finally:
            self.waits = ""
        # an epoch knows no generation: had this start come late, it would have shut out today's owner
        await self._confirm()

    async def _connect(self) -> None:
        pause = PAUSE
        while self._producer is None:
            await self._confirm()
            producer = transactional(self._settings, transactional_id(self._settings, self._partition))
            try:
                await producer.start()
                self._producer = producer
            except (KafkaError, OSError) as error:
                await close(producer)
                waits = f"partition {self._partition}: no producer yet: {refusal(error)}"
                if waits != self.waits:
                    log.warning("%s", waits)
                self.waits = waits
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
            except BaseException:
                await close(producer)
                raise

    async def _confirm(self) -> None:
        if not await self._membership.confirm(self._generation):
            raise PartitionLost("the group has gone on")

    async def stop(self) -> None:
        """Close it; what is in flight is dropped."""
        producer, self._producer = self._producer, None
        if producer is not None:
            await close(producer)

    async def send(self, records: Sequence[Record]) -> list[int]:
        """Deliver ``records`` in one transaction, and return their offsets.

        Raises PartitionLost, and Undeliverable where the broker will never take one of them.
        """
        producer = self._producer
        if producer is None:
            raise PartitionLost("it has no producer any more")
        if not self._membership.holds(self._generation) and not await self._membership.confirm(
            self._generation
        ):
            raise PartitionLost("the group has gone on")
        return await transact(producer, records)
