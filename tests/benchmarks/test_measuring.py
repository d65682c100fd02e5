import pytest

from benchmarks.bcubed import Grouping, b_cubed
from benchmarks.newswire import invent


def test_b_cubed_by_hand() -> None:
    gold: list[Grouping] = [{(0, 1): "a", (2, 3): "a", (4, 5): "b"}]
    assert b_cubed(gold, gold) == (1, 1, 1)
    one = b_cubed(gold, [{(0, 1): 0, (2, 3): 0, (4, 5): 0}])
    assert one == pytest.approx((5 / 9, 1, 5 / 7))
    apart = b_cubed(gold, [{(0, 1): 0, (2, 3): 1, (4, 5): 2}])
    assert apart == pytest.approx((1, 2 / 3, 0.8))


def test_invented_stories_are_equal_for_equal_seeds_and_never_twice_the_same() -> None:
    stories = list(invent(200, seed=5))
    assert stories == list(invent(200, seed=5))
    assert len({story.headline for story in stories}) > 190
    assert stories[0].text != next(invent(1, seed=6)).text
    assert {zone.kind for story in stories for zone in story.zones} >= {"headline", "body"}
