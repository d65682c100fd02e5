"""``slugline chains``: stories in the order of time in, their chains out, a line each."""

import json
from pathlib import Path
from typing import Any

import pytest

from slugline.cli.problem import Exit
from slugline.cli.root import run
from tests.folds.chains.test_chains import FIRE, OTHER

DAY = "2031-04-07T0{}:00:00Z"
WIRE: list[dict[str, Any]] = [
    {"id": "urn:a", "text": FIRE, "published": DAY.format(1)},
    {"id": "urn:b", "text": OTHER, "published": DAY.format(1)},
    {"id": "urn:c", "text": f"UPDATE 1-{FIRE}\n\nThe mayor blamed a heater that inspectors had found before.",
     "published": DAY.format(2)},
    {"uri": "urn:a", "pubstatus": "canceled", "version": 2},
    {"id": "urn:d", "text": FIRE},
    {"id": "urn:e", "text": FIRE, "published": "2031-04-12T00:00:00Z"},
]  # fmt: skip

Out = pytest.CaptureFixture[str]


def told(capsys: Out, *arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    code = run(["chains", *arguments])
    captured = capsys.readouterr()
    return code, [json.loads(line) for line in captured.out.splitlines()], captured.err


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    path = tmp_path / "wire.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in WIRE))
    return path


def test_a_line_for_each_story(wire: Path, capsys: Out) -> None:
    code, lines, err = told(capsys, str(wire))
    assert (code, err) == (Exit.OK, "")
    assert [(one["id"], one["relation"], one["follows"]) for one in lines] == [
        ("urn:a", "first", None), ("urn:b", "first", None), ("urn:c", "update", "urn:a"),
        ("urn:a", "canceled", None), ("urn:d", "copy", "urn:c"), ("urn:e", "first", None),
    ]  # fmt: skip
    a, b, c, killed, d, e = (one["chain"] for one in lines)
    assert a == c == killed == d
    assert len({a, b, e}) == 3
    assert [one["new"] for one in lines if one["relation"] == "first"] == [1.0, 1.0, 1.0]


def test_the_window_is_chosen(wire: Path, capsys: Out) -> None:
    assert told(capsys, "--window", "120", str(wire))[1][-1]["relation"] != "first"


def test_what_cannot_be_read_is_told(tmp_path: Path, capsys: Out) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(b'{broken\n{"id": "urn:a", "text": "Rain in Oslo on Monday."}\n')
    code, lines, err = told(capsys, str(path))
    assert code == Exit.PARTLY
    assert [one["id"] for one in lines] == ["urn:a"]
    assert "not-json" in err
