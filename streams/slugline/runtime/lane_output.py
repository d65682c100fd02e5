"""Where a lane's records go: fenced by transactions; where the broker has none, guarded as can be."""

from collections.abc import Sequence

from slugline.runtime.delivery import Delivery, delivered
from slugline.runtime.fenced_producer import FencedProducer
from slugline.runtime.membership import Membership
from slugline.runtime.processed import Record
from slugline.runtime.transactions import PartitionLost


class GuardedOutput:
    """Sends what the membership allows, in order, what is kept for ourselves last.

    A worker that is stopped between the look and the send may still be too late, and a story's records may go
    out in part; they come again, and the register is written only behind them.
    """

    def __init__(
        self, delivery: Delivery, membership: Membership, generation: int, last: Sequence[str]
    ) -> None:
        """``last`` names the feeds that are written when the broker has all the others."""
        self._delivery = delivery
        self._membership = membership
        self._generation = generation
        self._last = frozenset(last)

    async def start(self) -> None:
        """Look once. Raises PartitionLost."""
        await self._look()

    async def send(self, records: Sequence[Record]) -> list[int]:
        """Deliver ``records``, those of the last feeds last, and return their offsets as they were given."""
        offsets = [-1] * len(records)
        for late in (False, True):
            places = [at for at, record in enumerate(records) if (record.feed in self._last) is late]
            if places:
                await self._look()
                sent = await self._delivery.send([records[at] for at in places])
                await delivered(sent)
                for at, future in zip(places, sent, strict=True):
                    offsets[at] = future.result().offset
        return offsets

    async def raw(self, records: Sequence[Record]) -> None:
        """Deliver records to the stories feed."""
        if records:
            await self._look()
            await delivered(await self._delivery.send(records))

    async def stop(self) -> None:
        """Nothing is kept open."""

    async def _look(self) -> None:
        held = self._membership.holds(self._generation)
        if not held and not await self._membership.confirm(self._generation):
            raise PartitionLost("the group has gone on")


class FencedOutput(GuardedOutput):
    """One transaction a `send`, by the partition's own producer; what goes to the stories feed is guarded."""

    def __init__(
        self, producer: FencedProducer, delivery: Delivery, membership: Membership, generation: int
    ) -> None:
        """``producer`` is this lane's alone."""
        super().__init__(delivery, membership, generation, ())
        self._producer = producer

    async def start(self) -> None:
        """Shut out whoever had the partition before. Raises PartitionLost."""
        await self._producer.start()

    async def send(self, records: Sequence[Record]) -> list[int]:
        """Deliver ``records`` whole or not at all."""
        return await self._producer.send(records)

    async def stop(self) -> None:
        """Close the producer; what is in flight is dropped."""
        await self._producer.stop()
