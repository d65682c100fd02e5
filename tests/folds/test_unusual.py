from math import sqrt

import pytest

from slugline.folds.trends.unusual import unusual


@pytest.mark.parametrize(
    ("stories", "previous", "total", "previous_total", "score"),
    [
        (5, 5, 100, 100, 0.0),
        (0, 0, 0, 0, 0.0),
        (10, 0, 99, 99, sqrt(2) * (sqrt(10.375) - sqrt(0.375))),
        (0, 10, 99, 99, -sqrt(2) * (sqrt(10.375) - sqrt(0.375))),
        (20, 10, 199, 99, 2 * (sqrt(20.375) - sqrt(20.75)) / sqrt(3)),
    ],
)
def test_the_formula(stories: int, previous: int, total: int, previous_total: int, score: float) -> None:
    assert unusual(stories, previous, total, previous_total) == pytest.approx(score, abs=5e-5)


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ((9, 1, 100, 100), (8, 1, 100, 100)),
        ((9, 1, 100, 100), (9, 2, 100, 100)),
        ((90, 10, 1000, 1000), (9, 1, 100, 100)),
        ((9, 1, 100, 100), (9, 1, 300, 100)),
        ((3, 0, 20, 20), (30, 28, 200, 200)),
        ((3, 0, 20, 20), (40, 0, 60, 0)),
    ],
)
def test_what_is_more_unusual(more: tuple[int, int, int, int], less: tuple[int, int, int, int]) -> None:
    assert unusual(*more) > unusual(*less)
