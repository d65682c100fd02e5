import asyncio
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.errors import GroupAuthorizationFailedError

from slugline.metrics import Metrics
from slugline.runtime.offset_gaps import LastOffsets, OffsetGap
from slugline.runtime.partition_lag import SHORT_SECONDS, Expiry, Lag, Place, Shortened, lag
from slugline.runtime.passed_over import LOOKS, PassedOver
from slugline.runtime.watchdog import State, Watchdog, state
from slugline.settings import Settings
from tests.patience import until


@pytest.mark.parametrize(
    ("notes", "gaps"),
    [
        # (partition, offset, generation) ... -> (start, end) of the gaps
        ([(0, 5, 1), (0, 6, 1), (0, 7, 1)], []),
        ([(0, 5, 1), (0, 7, 1)], [(6, 7)]),
        ([(0, 5, 1), (0, 9, 1), (0, 10, 1), (0, 12, 1)], [(6, 9), (11, 12)]),
        ([(0, 5, 1), (1, 9, 1), (0, 6, 1), (1, 10, 1)], []),
        ([(0, 5, 1), (0, 90, 2), (0, 91, 2)], []),  # another worker had the partition in between
        ([(0, 5, 1), (0, 90, 2), (0, 92, 2)], [(91, 92)]),
        ([(0, 5, 1), (0, 3, 1), (0, 4, 1), (0, 5, 1)], []),  # read again from the last commit
        ([(0, 700, None), (0, 702, None)], [(701, 702)]),
    ],
)
def test_gaps(notes: list[tuple[int, int, int | None]], gaps: list[tuple[int, int]]) -> None:
    offsets = LastOffsets()
    found = [gap for part, offset, gen in notes if (gap := offsets.note("f", part, offset, gen)) is not None]
    assert [(gap.start, gap.end) for gap in found] == gaps


def test_a_gap_names_its_place() -> None:
    assert str(OffsetGap(feed="f", partition=3, start=6, end=9)) == "f/3 offsets 6 to 8"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place(done=4, end=10, oldest=50_000), Lag(records=6, seconds=50.0)),
        (Place(done=10, end=10), Lag(records=0, seconds=0.0)),
        (Place(done=3), None),
        (Place(end=5), Lag(records=5, seconds=0.0)),
        (Place(done=9, end=7), Lag(records=0, seconds=0.0)),  # done since the end was told
        (Place(done=4, start=8, end=10), Lag(records=2, seconds=0.0)),  # retention took four of the six
        (Place(done=4, start=10, end=10, position=10), Lag(records=0, seconds=0.0)),
        (Place(start=90, end=100), Lag(records=10, seconds=0.0)),
        # a marker of a transaction stands at the end, and is no record
        (Place(done=6, end=7, position=7, handed=5), Lag(records=0, seconds=0.0)),
        (Place(done=6, end=9, position=7, handed=5), Lag(records=2, seconds=0.0)),
        (Place(done=6, end=9, position=9, handed=7), Lag(records=3, seconds=0.0)),  # not all is done yet
        (Place(done=6, end=9, position=9, handed=6, oldest=99_000), Lag(records=3, seconds=1.0)),
    ],
)
def test_lag_of_a_partition(place: Place, expected: Lag | None) -> None:
    assert lag(place, 100.0) == expected


@pytest.mark.parametrize(
    ("begun", "taken", "start", "position", "lost"),
    [
        # where the group began, offsets taken; where the log starts, where the client is -> lost
        (50, [50, 51, 52], 100, None, None),  # retention is past us, and we have read it all the same
        (50, [100, 101], 100, None, (50, 100)),
        (50, [50, 51, 100], 100, None, (52, 100)),
        (50, [50, 51, 120], 100, None, (52, 100)),  # the first of what is left were markers
        (50, [50, 52, 54], 40, None, None),  # transactions
        (None, [100, 101], 100, None, None),  # a new group, that never was to read them
        (50, [], 100, 100, (50, 100)),  # nothing is left, and nothing comes
        (50, [], 50, 50, None),
        (None, [], 100, 100, None),
    ],
)
def test_what_retention_removed(
    begun: int | None, taken: list[int], start: int, position: int | None, lost: tuple[int, int] | None
) -> None:
    expiry = Expiry()
    expiry.begin(3, begun)
    for offset in taken:
        expiry.took(3, offset)
    positions = {} if position is None else {3: position}
    assert expiry.lost({3: start}, positions) == ({3: range(*lost)} if lost else {})
    assert expiry.lost({3: start}, positions) == {}, "told once"
    if lost:
        expiry.took(3, max(start, *taken, 0) + 1)
        assert expiry.lost({3: start}, {}) == {}


@pytest.mark.parametrize(
    ("place", "untouched"),
    [
        (Place(), True),
        (Place(done=5, handed=5), True),
        (Place(done=25, handed=5), True),  # the start of the log was committed after a loss
        (Place(done=5, handed=6), False),
        (Place(handed=0), False),
        (Place(done=5, handed=5, oldest=1_000), False),
    ],
)
def test_a_partition_that_nothing_came_of(place: Place, untouched: bool) -> None:
    assert place.untouched is untouched


def test_what_is_lost_after_a_loss_is_told_too() -> None:
    expiry = Expiry()
    expiry.begin(0, 5)
    assert expiry.lost({0: 10}, {0: 10}) == {0: range(5, 10)}
    assert expiry.lost({0: 12}, {0: 12}) == {0: range(10, 12)}
    expiry.forget(0)
    expiry.begin(0, 12)
    assert expiry.lost({0: 12}, {0: 12}) == {}


@pytest.mark.parametrize(
    ("place", "gap"),
    [
        (Place(done=5, position=5, handed=4), None),
        (Place(done=5, position=9, handed=4), (5, 9)),
        (Place(done=5, position=9, handed=5, oldest=1_000), None),  # it is being worked on
        (Place(done=5, position=9, handed=7), None),  # it is on its way to us
        (Place(done=5, start=7, position=9, handed=4), (7, 9)),
        (Place(done=5, start=9, position=9, handed=4), None),
        (Place(start=2, position=9), (2, 9)),
        (Place(position=9), None),
    ],
)
def test_what_the_client_passed_over(place: Place, gap: tuple[int, int] | None) -> None:
    passed = PassedOver("f")
    expected = [OffsetGap(feed="f", partition=3, start=gap[0], end=gap[1])] if gap else []
    found = [passed.look({3: place}) for _ in range(LOOKS + 3)]
    assert found == [*[[]] * (LOOKS - 1), expected, [], [], []], "when it has stood a while, and once"
    if gap:
        assert passed.lacks(gap[0], place)
        assert not passed.lacks(gap[0], replace(place, done=gap[1]))
        assert not passed.lacks(gap[0], replace(place, oldest=1_000))


def test_a_feed_that_stays_shorter_than_what_was_read_was_made_anew() -> None:
    shortened = Shortened()
    assert shortened.look({0: 6, 1: 90}, {0: 40, 1: 90}, 100.0) == []
    assert shortened.look({0: 6, 1: 95}, {0: 40, 1: 91}, 100.0 + SHORT_SECONDS - 1) == []
    assert shortened.look({0: 6, 1: 99}, {0: 40, 1: 99}, 100.0 + SHORT_SECONDS) == [0]


def test_a_broker_that_starts_again_may_tell_of_less_for_a_moment() -> None:
    shortened = Shortened()
    assert shortened.look({0: 6}, {0: 40}, 100.0) == []
    assert shortened.look({0: 40}, {0: 40}, 110.0) == []
    assert shortened.look({0: 6}, {0: 40}, 100.0 + SHORT_SECONDS) == [], "from the beginning"


def test_what_moves_is_on_its_way() -> None:
    passed = PassedOver("f")
    for number in range(20):
        assert passed.look({0: Place(done=number, position=number + 2 + number % 2, handed=number - 1)}) == []


@pytest.mark.parametrize(
    ("waiting", "quiet", "expected"),
    [
        (True, 0.0, "fine"),
        (True, 59.9, "fine"),
        (True, 60.0, "stalled"),
        (True, 119.0, "stalled"),
        (True, 120.0, "dead"),
        (False, 5000.0, "fine"),  # a quiet wire is no stall
    ],
)
def test_the_watchdog(waiting: bool, quiet: float, expected: State) -> None:
    assert state(waiting, quiet, 120.0) == expected


async def fit() -> str:
    return ""


class Signal:
    """Stands in for one of Faust's."""

    def connect(self, _handler: object) -> None:
        pass


@pytest.mark.parametrize(("away", "ends"), [(False, True), (True, False)])
async def test_while_no_broker_answers_nothing_stalls(
    away: bool, ends: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr("slugline.runtime.watchdog.monotonic", lambda: now[0])
    consumer = SimpleNamespace(
        assignment=set, _committed_offset={}, _read_offset={}, _thread=SimpleNamespace(_consumer=None)
    )
    app: Any = SimpleNamespace(crashed=False, consumer=consumer, on_partitions_assigned=Signal())
    progress = SimpleNamespace(done={}, flying={0: {7: 0.0}}, taken=None)
    splitter: Any = SimpleNamespace(progress=progress, in_flight=1, moves=(3, 0), partitions=1)
    halted: list[str] = []
    is_away = [away]
    watchdog = Watchdog(
        app, splitter, Metrics(), Settings(watchdog=120.0), halted.append, lambda: is_away[0], fit
    )
    for second in range(0, 400, 10):
        now[0] = second
        watchdog.look()
    assert bool(halted) is ends
    assert not away or watchdog.state == "fine"
    is_away[0] = False  # from when one answers again the whole time counts
    for second in range(400, 510, 10):
        now[0] = second
        watchdog.look()
    assert bool(halted) is ends
    now[0] = 510
    watchdog.look()
    assert halted == ["stories wait, and none got done for 120 s; in flight: wire.stories.raw.v1/0/7"]


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (None, "the question where the logs end ended: a library cancelled it"),
        (
            GroupAuthorizationFailedError("desk 1"),
            "not allowed to be in the group desk 1: it lacks READ in the brokers' ACLs (kafka-acls.sh --add "
            "--allow-principal User:NAME --operation Read --group 'desk 1')",
        ),
    ],
)
async def test_what_faust_fails_of_is_told_not_what_that_cuts_off(
    reason: Exception | None, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off() -> None:
        raise asyncio.CancelledError

    monkeypatch.setattr("slugline.runtime.watchdog.INTERVAL", 0.001)
    consumer = SimpleNamespace(assignment=cut_off)
    app: Any = SimpleNamespace(
        crashed=reason is not None, crash_reason=reason, consumer=consumer, on_partitions_assigned=Signal()
    )
    splitter: Any = SimpleNamespace(progress=SimpleNamespace(done={}, taken=None))
    halted: list[str] = []
    watchdog = Watchdog(app, splitter, Metrics(), Settings(), halted.append, lambda: False, fit)
    monkeypatch.setattr(watchdog, "look", lambda: None)
    running = asyncio.create_task(watchdog.run())
    await until(lambda: bool(halted))
    running.cancel()
    assert halted == [told]
