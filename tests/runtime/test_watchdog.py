import pytest

from slugline.runtime.offset_gaps import LastOffsets, OffsetGap
from slugline.runtime.watchdog import Lag, State, lags, state


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


def test_lag_by_partition() -> None:
    found = lags(
        ends={0: 10, 1: 10, 2: None, 3: 5, 4: 7},
        done={0: 4, 1: 10, 2: 3, 4: 9},
        oldest={0: {4: 50_000, 5: 20_000}, 1: {}},
        now=100.0,
    )
    assert found == {
        0: Lag(records=6, seconds=50.0),
        1: Lag(records=0, seconds=0.0),
        4: Lag(records=0, seconds=0.0),  # done since the end was told
    }


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
