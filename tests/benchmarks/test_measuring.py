from pathlib import Path

import pytest

from benchmarks import bench
from benchmarks.bcubed import Grouping, b_cubed
from benchmarks.hot_spots import chosen, place
from benchmarks.newswire import invent
from benchmarks.scale import Size, needed
from benchmarks.versus import show


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


@pytest.mark.parametrize(
    ("ratio", "p95", "well"), [(0.85, 0.25, True), (1.1, 0.05, True), (0.84, 0.1, False), (1.0, 0.26, False)]
)
def test_what_a_change_may_cost(
    ratio: float, p95: float, well: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {
        "rates": [100.0, 100.0 * ratio], "ratio": ratio, "own_cpu": [0.001, 0.002], "half": 50.0,
        "p95_acknowledged": [9.0, p95], "p95_consumer": [9.0, 9.0],
    }  # fmt: skip
    assert show(found) is well
    assert ("NOT within" in capsys.readouterr().out) is not well


@pytest.mark.parametrize(
    ("file", "line", "name", "shown"),
    [
        ("/home/a/streams/slugline/quotes/cues.py", 7, "cue", "slugline/quotes/cues.py:7 cue"),
        ("/v/lib/site-packages/thinc/model.py", 3, "predict", "thinc/model.py:3 predict"),
        ("/usr/lib/python3.11/re.py", 9, "sub", "re.py:9 sub"),
        ("~", 0, "<built-in method len>", "<built-in method len>"),
    ],
)
def test_where_a_hot_function_is(file: str, line: int, name: str, shown: str) -> None:
    assert place((file, line, name)) == shown


def test_the_stories_that_are_profiled(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.txt", "b.txt")]
    for file in files:
        file.write_text(file.name)
    assert chosen(files, 1) == ([["a.txt"]] * 3, "the files")
    lists, source = chosen([], 2)
    assert [len(each) for each in lists] == [1, 2, 2]
    assert source in ("wikinews", "demo")


def test_what_more_cores_need() -> None:
    size = Size(
        workers=1, rate=70.0, join=5.0, own=0.002, reading=0.014, broker=0.001, taken=2_000.0, sent=33_000.0
    )
    need = needed(100, size)
    assert round(need.rate) == 7_143
    assert (need.processes, need.workers, need.partitions) == (4, 25, 50)
    assert round(need.written / 1e6) == 750, "35 kB a story, three times"
    assert (need.brokers, round(need.broker_cores)) == (8, 21)
    assert {role: share > 1 for role, share in need.ceilings.items()} == {"chains": True, "alerts": True}
    assert needed(1, size).brokers == 3, "as many as there are replicas"


def test_where_more_stories_are_asked_for_than_there_are_each_round_has_its_share(shared: Path) -> None:
    lists, source = bench.texts(2, 1_000_000)
    assert source == "wikinews" and len(lists) == 3 and all(lists)
    assert not {*lists[1]} & {*lists[2]}
