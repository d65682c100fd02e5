import pytest

from slugline.folds.trends.plan import Frame, Plan

PLAN = Plan(lengths=(600, 1800), hop=300)


@pytest.mark.parametrize(
    ("now", "frames"),
    [
        (6000, [(4500, 6300), (4200, 6000), (5700, 6300), (5400, 6000)]),
        (6001, [(4500, 6300), (4200, 6000), (5700, 6300), (5400, 6000)]),
        (6299, [(4500, 6300), (4200, 6000), (5700, 6300), (5400, 6000)]),
        (6300, [(4800, 6600), (4500, 6300), (6000, 6600), (5700, 6300)]),
    ],
)
def test_the_window_that_ends_next_and_the_one_that_ended_last(
    now: int, frames: list[tuple[int, int]]
) -> None:
    assert PLAN.frames(now) == tuple(sorted(Frame(*frame) for frame in frames))


def test_the_horizon_covers_every_window_and_the_one_before_it() -> None:
    for now in range(6000, 6900, 7):
        for frame in PLAN.frames(now):
            assert frame.start - frame.length >= now - PLAN.horizon


def test_the_record_says_when_in_utc() -> None:
    window = Frame(1_933_322_400_000, 1_933_326_000_000).window()
    assert (window.start, window.end) == ("2031-04-07T10:00:00Z", "2031-04-07T11:00:00Z")
