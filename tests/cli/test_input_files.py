"""Files, folders and stdin: what is found in them, and what cannot be read."""

import gzip
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from slugline.cli import input_files
from slugline.cli.input_files import Raw, find, read, size
from slugline.cli.problem import Problem
from slugline.cli.story_folders import Skipped, in_folder

LIMIT = 1000
TWO = b'{"id": "a", "text": "One."}\n\n{"id": "b", "text": "Two."}\n'


def raws(path: Path, form: str = "auto") -> list[Raw]:
    return list(read([path], form, LIMIT))


@pytest.mark.parametrize(
    ("name", "data", "form", "expected"),
    [
        ("a.jsonl", TWO, "auto", [(":1", "jsonl"), (":3", "jsonl")]),
        ("a.ndjson", TWO, "auto", [(":1", "jsonl"), (":3", "jsonl")]),
        ("a.jsonl.gz", gzip.compress(TWO, mtime=0), "auto", [(":1", "jsonl"), (":3", "jsonl")]),
        ("a.dump", TWO, "auto", [(":1", "jsonl"), (":3", "jsonl")]),
        ("a.dump", b'\xef\xbb\xbf{"id": "a", "text": "x"}', "auto", [(":1", "jsonl")]),
        ("a.dump", b'{\n"uri": "a"}', "auto", [("", "auto")]),
        ("a.json", b'{"uri": "a"}', "auto", [("", "ninjs")]),
        ("a.json", TWO, "jsonl", [(":1", "jsonl"), (":3", "jsonl")]),
        ("a.txt", b"{not json}", "auto", [("", "text")]),
        ("a.txt.gz", gzip.compress(b"Rain.", mtime=0), "auto", [("", "text")]),
        ("a", b"Rain.", "auto", [("", "auto")]),
        ("a", b"Rain.", "text", [("", "text")]),
        ("a.jsonl", b"", "auto", []),
        ("a.jsonl", b"{}", "auto", [(":1", "jsonl")]),
        ("a.jsonl", b'{\n"uri": "a"\n}\n{\n"uri": "b"}', "auto", [("", "auto")]),
        ("a.jsonl", b'\xef\xbb\xbf[\n{"uri": "a"}]', "auto", [("", "auto")]),
        ("a.json", b"{" + b"\n" * LIMIT + b"}", "auto", [("", "ninjs")]),
        ("a.txt", b"", "auto", [("", "text")]),
    ],
)
def test_what_a_file_holds(
    name: str, data: bytes, form: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert [(raw.where, raw.form) for raw in raws(path, form)] == [(f"{path}{w}", f) for w, f in expected]


def test_data_and_positions_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(TWO * 3)
    found = list(read([path, path], "auto", LIMIT))
    assert b"\n".join(raw.data.strip() + b"\n" for raw in found[:2]) == TWO
    assert found[-1].position == size([path, path]) == 2 * len(TWO * 3)


@pytest.mark.parametrize(
    ("name", "data", "reason", "where"),
    [
        ("a.jsonl.gz", gzip.compress(TWO, mtime=0)[:-9], "unknown-format", ""),
        ("a.jsonl.gz", b"plain", "unknown-format", ""),
        ("a.txt", b"x" * (LIMIT + 1), "too-large", ""),
        ("a.txt", b"x\n" * LIMIT, "too-large", ""),
    ],
)
def test_what_cannot_be_read(name: str, data: bytes, reason: str, where: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    last = raws(path)[-1]
    assert last.refused is not None
    assert (last.refused[0], last.where, last.data) == (reason, f"{path}{where}", b"")


def test_a_line_too_long_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(input_files, "LINE_LIMIT", 30)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"a": 1}\n' + b"x" * 95 + b'\n{"a": 2}\n')
    assert [(raw.data, raw.refused and raw.refused[0]) for raw in raws(path)] == [
        (b'{"a": 1}\n', None),
        (b"", "too-large"),
        (b'{"a": 2}\n', None),
    ]


def test_folders_are_taken_in_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1.json", "c.jsonl.gz", "notes.md", "b/1.ninjs"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = find([str(tmp_path)])
    taken = [str(path.relative_to(tmp_path)) for path in found if isinstance(path, Path)]
    assert taken == ["a/1.json", "b/1.ninjs", "b/2.txt", "c.jsonl.gz"]


def test_stdin_is_read_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(TWO)

    monkeypatch.setattr("sys.stdin", Stdin)
    assert [raw.where for raw in read(find(["-"]), "auto", LIMIT)] == ["stdin:1", "stdin:3"]
    assert size(find(["-"])) is None


@pytest.mark.parametrize(
    ("make", "told"),
    [(lambda path: None, "no such file"), (lambda path: path.mkdir(), "no stories in the folder")],
)
def test_problems_with_paths(make: Callable[[Path], None], told: str, tmp_path: Path) -> None:
    make(tmp_path / "x")
    with pytest.raises(Problem, match=told):
        find([str(tmp_path / "x")])


def test_what_is_neither_file_nor_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain is due.")
    (tmp_path / "elsewhere").mkdir()
    folder = tmp_path / "stories"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "b.txt").write_text("Rain is due.")
    (folder / "gone.txt").symlink_to(tmp_path / "nowhere")
    (folder / "linked").symlink_to(tmp_path / "elsewhere")
    (folder / "story.txt").symlink_to(tmp_path / "a.txt")
    os.mkfifo(folder / "pipe.txt")
    found = {
        str(one.path.relative_to(folder)) if isinstance(one, Skipped) else str(one.relative_to(folder)): (
            one.why if isinstance(one, Skipped) else None
        )
        for one in in_folder(folder)
    }
    assert found == {
        "gone.txt": "a link to nothing",
        "linked": "a link to a folder is not followed",
        "pipe.txt": "no file",
        "story.txt": None,
        "sub/b.txt": None,
    }
