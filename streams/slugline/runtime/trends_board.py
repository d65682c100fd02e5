"""Which partitions of the tallies feed this worker counts, and how far each has been read."""

from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass

from slugline.folds.trends.chained import Chaining
from slugline.folds.trends.counted import CountedChain
from slugline.folds.trends.fold import Fold
from slugline.folds.trends.plan import Plan
from slugline.records.events import TrendEvent
from slugline.records.tally import Tally


@dataclass(slots=True)
class Seat:
    """One partition: its counts, the next offset to read, and the offset from which they are complete."""

    fold: Fold
    next: int
    complete: int

    @property
    def ready(self) -> bool:
        """Whether all that was in the feed when the partition was given to this worker has been read."""
        return self.next >= self.complete


class TrendsBoard:
    """The seats by partition. Knows neither Kafka nor the clock."""

    def __init__(self, plan: Plan, chained: bool = False) -> None:
        """Begin without partitions; ``chained`` says whether it will be told of chains."""
        self._plan = plan
        self._chaining = Chaining() if chained else None
        self.seats: dict[int, Seat] = {}

    def give(self, ranges: dict[int, tuple[int, int]]) -> dict[int, int]:
        """Have exactly the partitions in ``ranges``: (first offset of the windows, end of the feed) each.

        Returns where to read on. The counts are a fold of the feed and of nothing else: so a partition that
        this worker already had goes on where it was, whoever had it in between; the others begin anew.
        """
        before, self.seats = self.seats, {}
        for partition, (first, end) in ranges.items():
            seat = before.get(partition)
            if seat is None or not first <= seat.next <= end:
                seat = Seat(fold=Fold(self._plan, self._chaining), next=first, complete=end)
            seat.complete = end
            self.seats[partition] = seat
        return {partition: seat.next for partition, seat in self.seats.items()}

    def apply(self, partition: int, offset: int, tally: Tally | None, now: int) -> None:
        """Take in one record, None if it cannot be read; what is not ours, or known, is passed over."""
        seat = self.seats.get(partition)
        if seat is None or offset < seat.next:
            return
        if tally is not None:
            seat.fold.apply(tally, now)
        seat.next = offset + 1

    def chain(self, record: CountedChain, written: int) -> None:
        """Take in what the chains say of a story, or of two of them; ``written`` is the record's time."""
        if self._chaining is not None:
            with self._moved(self._chaining.stirred(record)):
                self._chaining.take(record, written)

    @contextmanager
    def _moved(self, uris: Set[str]) -> Iterator[None]:
        """Let stories be counted by the chains they are in behind the block."""
        for seat in self.seats.values():
            seat.fold.lift(uris)
        yield
        for seat in self.seats.values():
            seat.fold.lower(uris)

    def reached(self, partition: int, position: int) -> None:
        """Take in that all before ``position`` has been read: in some offsets there is no record."""
        seat = self.seats.get(partition)
        if seat is not None:
            seat.next = max(seat.next, position)

    def report(self, now: int) -> Iterator[list[TrendEvent]]:
        """Yield what changed, one list for each partition that is completely read."""
        if self._chaining is not None and (over := self._chaining.over(now - self._plan.horizon)):
            with self._moved(self._chaining.beside(over)):
                self._chaining.let_go(over)
        for _, seat in sorted(self.seats.items()):
            if seat.ready:
                yield seat.fold.report(now)

    def stories(self) -> int:
        """Return how many stories are held; every partition knows of each."""
        return max((len(seat.fold) for seat in self.seats.values()), default=0)
