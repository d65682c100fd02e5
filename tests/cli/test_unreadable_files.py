"""A file that cannot be read costs itself: it is told and counted, and the others go on."""

import errno
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from slugline import intake
from slugline.cli.problem import Exit
from slugline.cli.root import run

Out = pytest.CaptureFixture[str]
Break = Callable[[Path, pytest.MonkeyPatch], str]
GOOD = {"a.json": "urn:a", "z.json": "urn:z"}


def unopened(path: Path, patch: pytest.MonkeyPatch) -> str:
    """Take the right to read it, also from whoever may read all."""
    real = Path.open

    def opened(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self == path:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(self, *args, **kwargs)

    patch.setattr(Path, "open", opened)
    return "cannot be read: Permission denied"


def unread(path: Path, patch: pytest.MonkeyPatch) -> str:
    """Let the disk fail when it is read."""
    real = Path.open

    class Failing(io.BytesIO):
        def readinto(self, buffer: Any) -> int:
            raise OSError(errno.EIO, "Input/output error")

        read = readline = read1 = readinto  # type: ignore[assignment]  # whichever is called

    def opened(self: Path, *args: Any, **kwargs: Any) -> Any:
        return Failing() if self == path else real(self, *args, **kwargs)

    patch.setattr(Path, "open", opened)
    return "cannot be read: Input/output error"


def faulty(path: Path, patch: pytest.MonkeyPatch) -> str:
    """Let a mistake of ours show in it."""
    real = intake.items

    def items(value: bytes, **kwargs: Any) -> Any:
        if b"urn:m" in value:
            raise TypeError("a mistake of ours")
        return real(value, **kwargs)

    patch.setattr(intake, "items", items)
    return "internal-error: TypeError: a mistake of ours"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, uri in {**GOOD, "m.json": "urn:m"}.items():
        story = {"uri": uri, "type": "text", "body_text": "It rained in Ostvik on Monday."}
        (tmp_path / name).write_text(json.dumps(story))
    return tmp_path


@pytest.mark.parametrize("breaks", [unopened, unread, faulty])
@pytest.mark.parametrize("command", [("publish", "--dry-run"), ("extract", "-p", "1"), ("chains",)])
def test_the_others_of_a_folder_go_on(
    command: tuple[str, ...], breaks: Break, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    why = breaks(folder / "m.json", monkeypatch)
    assert run([*command, str(folder)]) == Exit.PARTLY
    told = capsys.readouterr()
    assert f"{folder / 'm.json'}: " in told.err and why in told.err
    lines = [json.loads(line) for line in told.out.splitlines()]
    if command[0] == "publish":
        assert (lines[0]["would_publish"], sum(lines[0]["skipped"].values())) == (2, 1)
    else:
        assert [line.get("uri") or line["id"] for line in lines] == list(GOOD.values())


def test_a_folder_that_may_be_listed_and_no_more(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    real = Path.is_file

    def is_file(self: Path) -> bool:
        if self.name == "m.json":
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return real(self)

    monkeypatch.setattr(Path, "is_file", is_file)
    assert run(["publish", "--dry-run", str(folder)]) == Exit.PARTLY
    assert "m.json: unknown-format: cannot be read: Permission denied" in capsys.readouterr().err


def test_one_that_is_alone_ends_the_command(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    unopened(folder / "m.json", monkeypatch)
    assert run(["publish", "--dry-run", str(folder / "m.json")]) == Exit.USAGE
    assert "error: cannot read: Permission denied" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("gone.jsonl", None, "No such file"),
        ("cut.jsonl.gz", gzip.compress(b"\n" * 90_000)[:-9], "ended before"),
        ("bad.jsonl.gz", gzip.compress(b"\n" * 90)[:10] + b"\xff" * 40, "invalid"),
    ],
)
def test_watch_goes_on_behind_a_file_that_cannot_be_read(
    name: str, data: bytes | None, why: str, tmp_path: Path, capsys: Out
) -> None:
    (tmp_path / "rules.toml").write_text('[[rule]]\nname = "Rain"\nany = [{ text = "rain" }]\n')
    (tmp_path / "good.jsonl").write_text("\n")
    if data is not None:
        (tmp_path / name).write_bytes(data)
    files = [str(tmp_path / one) for one in ("rules.toml", name, "good.jsonl")]
    assert run(["watch", *files]) == Exit.PARTLY
    told = capsys.readouterr().err
    assert f"{name}: cannot be read" in told and why in told and "0 stories, 1 rules" in told
