"""``slugline extract``: files in, enriched stories out, in order, whatever the number of processes."""

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import spacy

from slugline.cli.problem import Exit
from slugline.cli.root import run
from slugline.records.codec import decode
from slugline.records.story import EnrichedStory

TEXT = (
    "VALDORA, Portugal — Harbour master Ines Tavarela said on Monday that pier {n} would stay shut.\n\n"
    '"Nobody goes out today," Tavarela told reporters in Lisbon.\n'
)
STORIES = [{"id": f"urn:test:{n}", "text": TEXT.format(n=n)} for n in range(45)]
NINJS = {"uri": "urn:test:n", "headline": "Pier shut", "body_text": TEXT.format(n=7), "type": "text"}

Out = pytest.CaptureFixture[bytes]
Write = Callable[[str, bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return make


def lines(*items: object) -> bytes:
    return b"".join(
        (item if isinstance(item, bytes) else json.dumps(item).encode()) + b"\n" for item in items
    )


def test_all_of_a_compressed_file_comes_in_order(write: Write, capsysbinary: Out) -> None:
    """Of two processes too: tests/cli/test_foreign_folder.py."""
    path = write("wire.jsonl.gz", gzip.compress(lines(*STORIES)))
    assert run(["extract", "-p", "1", str(path)]) == Exit.OK
    captured = capsysbinary.readouterr()
    found = [decode(EnrichedStory, line) for line in captured.out.splitlines()]
    assert [(one.uri, one.text) for one in found] == [(s["id"], s["text"]) for s in STORIES]
    assert {quote.speaker_name for one in found for quote in one.quotes if quote.kind == "direct"} == {
        "Ines Tavarela"
    }
    assert captured.err == b""


def test_bad_lines_are_told_and_the_rest_goes_on(write: Write, capsysbinary: Out) -> None:
    bad = (b"{nonsense", {"id": "x", "text": 7}, b"\xff", b"[]")
    path = write("wire.jsonl", lines(STORIES[0], *bad, b"", NINJS))
    assert run(["extract", str(path), "-p", "1"]) == Exit.PARTLY
    captured = capsysbinary.readouterr()
    assert [json.loads(line)["uri"] for line in captured.out.splitlines()] == ["urn:test:0", "urn:test:n"]
    told = captured.err.decode().splitlines()
    assert [line.split(": ")[:3] for line in told] == [
        ["error", f"{path}:2", "not-json"],
        ["error", f"{path}:3", "wrong-type"],
        ["error", f"{path}:4", "not-utf8"],
        ["error", f"{path}:5", "unknown-format"],
    ]


@pytest.mark.parametrize(
    ("name", "data", "options", "text"),
    [
        ("a.txt", TEXT.encode(), (), TEXT),
        ("a.json", json.dumps(NINJS, indent=2).encode(), (), "Pier shut\n\n" + TEXT.format(n=7)),
        ("a.jsonl", lines(STORIES[3]), (), STORIES[3]["text"]),
        ("a.dump", lines(STORIES[3]), ("--format", "jsonl"), STORIES[3]["text"]),
        ("a.dump", lines(STORIES[3]), ("--format", "text"), lines(STORIES[3]).decode()),
    ],
)
def test_formats(
    name: str, data: bytes, options: tuple[str, ...], text: str, write: Write, capsysbinary: Out
) -> None:
    assert run(["extract", str(write(name, data)), *options]) == Exit.OK
    [line] = capsysbinary.readouterr().out.splitlines()
    assert decode(EnrichedStory, line).text.strip() == text.strip()


def test_a_json_file_of_another_kind_is_refused(write: Write, capsysbinary: Out) -> None:
    path = write("a.json", TEXT.encode())
    assert run(["extract", str(path)]) == Exit.PARTLY
    assert capsysbinary.readouterr().err.decode() == f"error: {path}: not-json: ninjs starts with {{\n"


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_json_is_an_object_or_an_array(count: int, write: Write, capsysbinary: Out) -> None:
    path = write("a.jsonl", lines(*STORIES[:count]))
    assert run(["extract", str(path), "-o", "json"]) == Exit.OK
    out = capsysbinary.readouterr().out
    value: Any = json.loads(out) if out else []
    items = value if isinstance(value, list) else [value]
    assert [item["uri"] for item in items] == [story["id"] for story in STORIES[:count]]
    assert isinstance(value, list) == (count != 1)


def test_pretty_says_who_said_what(write: Write, capsysbinary: Out) -> None:
    assert run(["extract", str(write("a.json", json.dumps(NINJS).encode())), "-o", "pretty"]) == Exit.OK
    out = capsysbinary.readouterr().out.decode()
    assert out.startswith("Pier shut\n")
    assert "— Ines Tavarela" in out
    assert "\x1b" not in out
    assert not any(line.endswith(" ") for line in out.splitlines())


def test_each_story_of_a_pipe_comes_out_at_once() -> None:
    command = [sys.executable, "-m", "slugline.cli", "extract", "-p", "1", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None and process.stdout is not None
        for story in STORIES[:2]:  # the second goes in only after the first has come out
            process.stdin.write(lines(story))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["uri"] == story["id"]
        process.stdin.close()
    assert process.returncode == 0


def test_an_unknown_model_is_told(write: Write, capsysbinary: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLUGLINE_MODEL", "xx_nothing")
    assert run(["extract", str(write("a.txt", TEXT.encode()))]) == Exit.USAGE
    error = capsysbinary.readouterr().err.decode()
    assert error.startswith("error: cannot load the model xx_nothing: it is not installed; SLUGLINE_MODEL; ")
    assert error.count("\n") == 1


def test_a_model_of_another_language_is_told(
    write: Write, capsysbinary: Out, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spacy.blank("de").to_disk(tmp_path / "model")
    monkeypatch.setenv("SLUGLINE_MODEL", str(tmp_path / "model"))
    assert run(["extract", str(write("a.txt", TEXT.encode()))]) == Exit.USAGE
    error = capsysbinary.readouterr().err.decode()
    assert "reads the language 'de'" in error
    assert error.endswith("; SLUGLINE_MODEL\n") and error.count("\n") == 1


@pytest.mark.parametrize("large", [False, True])
def test_a_line_for_each_story_of_a_file(
    large: bool, write: Write, capsysbinary: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    if large:
        monkeypatch.setattr("slugline.cli.commands.extract.LARGE", 10)
    several = [NINJS, {"uri": [], "headline": "Rain"}, {**NINJS, "uri": "urn:test:m"}]
    path = write("several.json", json.dumps(several, indent=1).encode())
    assert run(["extract", "-p", "1", "-o", "jsonl", str(path)]) == Exit.PARTLY
    captured = capsysbinary.readouterr()
    assert [json.loads(line)["uri"] for line in captured.out.splitlines()] == ["urn:test:n", "urn:test:m"]
    assert captured.err.decode().startswith(f"error: {path}#1: wrong-type: uri")
