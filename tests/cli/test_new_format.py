"""A format is a module and a row: one is added to a copy of the sources, and every command has it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sources import copied

MODULE = '''
"""Telegrams: TELEX, a uri, a line end and the text; several of them, each ended by NNNN."""

from slugline.intake.formats.plain_text import read_text
from slugline.intake.formats.text_encoding import decoded
from slugline.intake.refused import Refused


def sniff(start):
    return start.text.startswith("TELEX ")


def read(data):
    for number, one in enumerate(decoded(data).split("NNNN")[:-1], 1):
        first, _, text = one.strip().partition("\\n")
        name = first.removeprefix("TELEX ")
        yield read_text(text, uri=name) if text else Refused("missing-text", f"telegram {number}: no text")
'''
ROW = 'Format("telex", (".tlx",), telex.sniff, telex.read, "telegrams that end in NNNN"),'
ONE = "TELEX urn:x:7\nThe port of Odesa reopened on Monday, officials said.\nNNNN\n"


@pytest.fixture(scope="module")
def streams(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources with one more module and one more row."""
    copy = copied(tmp_path_factory.mktemp("new"), "streams") / "streams"
    formats = copy / "slugline" / "intake" / "formats"
    (formats / "telex.py").write_text(MODULE, "utf-8")
    table = (formats / "table.py").read_text("utf-8")
    start = "from slugline.intake.formats.start import"
    table = table.replace(start, f"from slugline.intake.formats import telex\n{start}")
    (formats / "table.py").write_text(
        table.replace("FORMATS = checked((", f"FORMATS = checked(({ROW}"), "utf-8"
    )
    return copy


def slugline(streams: Path, *args: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "slugline.cli", *args],
        env={**os.environ, "PYTHONPATH": str(streams)}, cwd=streams.parent,
        input=stdin, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("command", ["extract", "publish"])
def test_the_help_has_it(streams: Path, command: str) -> None:
    told = " ".join(slugline(streams, command, "--help").stdout.split())
    assert "[auto|telex|" in told
    assert "telex: telegrams that end in NNNN" in told


def test_it_is_read_by_name_by_suffix_and_by_content(streams: Path, tmp_path: Path) -> None:
    (tmp_path / "named").write_text(ONE.replace(":7", ":1"), "utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.tlx").write_text(ONE.replace(":7", ":2"), "utf-8")
    (tmp_path / "folder" / "a.txt.old").write_text(ONE.replace(":7", ":3"), "utf-8")
    by_name = slugline(streams, "publish", "--dry-run", "--format", "telex", str(tmp_path / "named"))
    others = slugline(streams, "extract", "-p", "1", str(tmp_path / "folder"), "-", stdin=ONE)
    assert (by_name.returncode, others.returncode) == (0, 0), by_name.stderr + others.stderr
    assert json.loads(by_name.stdout)["would_publish"] == 1
    found = [json.loads(line) for line in others.stdout.splitlines()]
    assert [one["uri"] for one in found] == ["urn:x:2", "urn:x:3", "urn:x:7"]
    assert {one["text"] for one in found} == {ONE.splitlines()[1]}


def test_what_it_refuses_is_told(streams: Path) -> None:
    done = slugline(streams, "publish", "--dry-run", "-", stdin="TELEX urn:x:7\nNNNN\n")
    assert done.returncode == 5
    assert "missing-text: telegram 1: no text" in done.stderr
