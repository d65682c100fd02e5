"""Hostile input: the same by its number anywhere, tried the whole way, and no dearer than it is long."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ops.fuzz import __main__ as command
from ops.fuzz import growth
from ops.fuzz.growth import grows, too_dear
from ops.fuzz.inputs import record
from ops.fuzz.measured import Cost, measured
from ops.fuzz.shapes import KIB, WRAPS, Shape, shapes, word
from ops.fuzz.trial import tried
from slugline.intake import LIMIT
from slugline.reading.reader import Reader
from tests.work import calls

KEPT = Path(__file__).resolve().parents[2] / "ops" / "fuzz" / "kept.tsv"
SHORT, LONG = 4, 16
"""KiB: a text five times as long (one of them is spared) may take six times the calls."""


def test_a_number_has_one_input() -> None:
    assert [record(3, number) for number in range(50)] == [record(3, number) for number in range(50)]
    assert record(3, 1) != record(4, 1)
    assert len({record(3, number) for number in range(50)}) > 45


def test_units_are_new_each_time_or_the_same() -> None:
    assert Shape("{word} x", ",").text(20) == f"{word(0)} x,{word(1)} x,{word(2)} x,"
    assert len({word(number) for number in range(5_000)}) == 5_000
    assert {shape.wrap for shape in shapes()} == set(WRAPS)
    assert all(len(shape.record(2 * KIB)) < 20 * KIB for shape in shapes())


@pytest.mark.parametrize("block", range(4))
def test_whatever_comes_is_refused_or_read(reader: Reader, block: int) -> None:
    for number in range(block * 40, block * 40 + 40):
        assert tried(reader, number, record(7, number)).fault == ""


@pytest.mark.dear
@pytest.mark.parametrize("line", KEPT.read_text().splitlines())
def test_those_that_cost_most_so_far(reader: Reader, line: str) -> None:
    seed, number = map(int, line.split("\t"))
    assert tried(reader, number, record(seed, number)).fault == ""


@pytest.mark.dear
@pytest.mark.parametrize(
    ("unit", "between", "wrap"),
    [
        ("{name} said.", " ", "json"),
        ("{name} said.", "\n", "json"),
        ("John {last}", ". ", "json"),
        ("{name} Smith said", ". ", "json"),
        ("Smith", " said. ", "json"),
        ("{cap} Corp", " ", "json"),
        ("{name} ({letters})", "\n\n", "json"),
        ("“{cap} {cap}”", " ", "json"),
        ("{loud}: yes?", "\n", "json"),
        ("{name}: I know", "\n", "json"),
        ("“{word}” {name} said. ", "", "json"),
        ("{town}, {town}", " ", "json"),
        ("“{name} “", "", "json"),
        ("a@b.co", " ", "plain"),
        ("Jan. 5, 2026", " ", "plain"),
        ("<p>{name} said", "", "html"),
        ("<i><b>", "", "html"),
        ("{name}", ",", "csv-raw"),
        ("=?utf-8?q?a?=", " ", "mail-head"),
    ],
)
def test_work_grows_with_the_length(reader: Reader, unit: str, between: str, wrap: str) -> None:
    shape = Shape(unit, between, wrap)
    records = [shape.record(size * KIB, first=size * 10_000) for size in (1, SHORT, LONG)]
    _, short, long = (calls(_try(reader, record)) for record in records)  # the first loads what is kept
    assert long < 6 * short + 20_000


def _try(reader: Reader, record: bytes) -> Callable[[], object]:
    return lambda: tried(reader, 0, record)


@pytest.mark.dear
@pytest.mark.parametrize(
    "shape",
    [
        Shape('"', ""),
        Shape("<", "", "plain"),
        Shape("\u3000", "\n"),
        Shape("\r\n", " ", "iptc7901"),
        Shape("<", "\n", "rss"),
        Shape("<br>", "", "html"),
        Shape("{name} said {name} said", " "),
    ],
    ids=str,
)
def test_a_mebibyte_takes_bounded_memory(reader: Reader, shape: Shape) -> None:
    data = shape.record(LIMIT)
    tried(reader, 0, shape.record(8 * KIB))
    cost = measured(lambda: tried(reader, 0, data), seconds=60, mib=1_000)
    assert cost.fault == ""
    assert cost.mib < 150


COST = Cost(1.0, 10.0, "")


@pytest.mark.parametrize(
    ("costs", "dear", "fast"),
    [
        ({64: COST, 256: Cost(4.0, 30.0, "")}, False, False),
        ({64: COST, 256: Cost(6.0, 30.0, "")}, True, True),
        ({64: Cost(0.1, 1.0, ""), 256: Cost(1.6, 1.0, "")}, False, False),
        ({256: Cost(0.4, 1.0, ""), 1024: Cost(6.4, 1.0, "")}, False, True),
        ({1024: Cost(21.0, 10.0, "")}, True, False),
        ({1024: Cost(1.0, 151.0, "")}, True, False),
        ({64: Cost(0.9, 50.0, "")}, False, False),
        ({64: Cost(0.9, float("nan"), "too long")}, True, False),
    ],
)
def test_what_is_too_dear_and_what_grows_too_fast(costs: dict[int, Cost], dear: bool, fast: bool) -> None:
    assert (too_dear(costs), grows(costs)) == (dear, fast)


def test_figures_are_kept_and_not_found_again(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    into = tmp_path / "figures.jsonl"
    options = ["--sizes", "2", "--only", "csv 'é' + ' '", "--all", "--into", str(into)]
    monkeypatch.setattr("sys.argv", ["ops.fuzz.growth", *options])
    monkeypatch.setattr(growth, "_reader", lambda: reader)
    assert growth.main() == 0
    found = into.read_text()
    assert found.startswith("[\"csv '\\u00e9' + ' '\", 2, ")
    told = capsys.readouterr().out
    monkeypatch.setattr(growth, "_reader", None)  # nobody asks for it
    assert growth.main() == 0
    assert (into.read_text(), capsys.readouterr().out) == (found, told)


def test_what_takes_too_long_or_too_much_is_told() -> None:
    assert measured(lambda: [0] * 10**9, seconds=5, mib=100).fault.startswith("MemoryError")
    assert measured(_for_ever, seconds=1, mib=100).fault == "too long"


def _for_ever() -> None:
    while True:
        pass


def test_a_fault_is_found_and_told(reader: Reader) -> None:
    class Fragile(Reader):
        def read(self, stories: object) -> list[object]:  # type: ignore[override]  # it never returns
            raise IndexError("beyond")

    fragile = Fragile(reader.nlp)
    assert tried(fragile, 4, Shape("{name} said.", " ").record(2 * KIB)).fault == "IndexError: beyond"


def test_the_command_tells_what_it_did(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["ops.fuzz", "--count", "50", "--jobs", "1", "--short"])
    monkeypatch.setattr(command, "BLOCK", 50)
    monkeypatch.setattr(command, "load", lambda: reader)
    assert command.main() == 0
    assert "seed 1: 50 inputs" in capsys.readouterr().out


def test_it_starts_as_a_command() -> None:
    run = [sys.executable, "-m", "ops.fuzz", "--help"]
    done = subprocess.run(run, capture_output=True, text=True, check=True, cwd=KEPT.parents[2])
    assert done.stdout.startswith("usage: python -m ops.fuzz")
