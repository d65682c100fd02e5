"""Text from outside on a terminal: names of files, stories, records and messages move no cursor there."""

import io
import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.table import Table
from rich.text import Text

from slugline import shown_text
from slugline.cli.printing import render_records, terminal
from slugline.cli.problem import Exit
from slugline.cli.root import run
from slugline.records.dead_letter import DeadLetter
from slugline.records.dead_letter_headers import to_headers
from slugline.records.feeds import DEAD_LETTERS, STORIES
from tests.cli.test_screen_records import record

UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff"
    r"\ud800-\udfff\U000e0000-\U000e0fff]"
)
HOSTILE = "a\x1b[31mred\x1b]0;title\x07b\x9b2Jc\u202edc\u2028e\rover\x7fz\u200b\ufeff\U000e0041\U000e007f"


@pytest.mark.parametrize(
    ("text", "line", "lines", "in_json"),
    [
        ("plain “text” — naïve", *["plain “text” — naïve"] * 3),
        ("\x1b[31m", r"\x1b[31m", r"\x1b[31m", r"\u001b[31m"),
        ("\x1b]0;t\x07", r"\x1b]0;t\x07", r"\x1b]0;t\x07", r"\u001b]0;t\u0007"),
        ("\x9b2J", r"\x9b2J", r"\x9b2J", r"\u009b2J"),
        ("a\u202eb", r"a\u202eb", r"a\u202eb", r"a\u202eb"),
        ("a\nb\tc", r"a\nb\tc", "a\nb\tc", "a\nb\tc"),
        ("a\r\nb", r"a\r\nb", "a\\r\nb", "a\\u000d\nb"),
        ("\udc80", r"\udc80", r"\udc80", r"\udc80"),
        ("שלום 北京 نص", *["שלום 北京 نص"] * 3),
        ("a\u200bb\ufeff", r"a\u200bb\ufeff", r"a\u200bb\ufeff", r"a\u200bb\ufeff"),
        ("co\xadop", r"co\xadop", r"co\xadop", r"co\u00adop"),
        ("a\U000e0069", r"a\U000e0069", r"a\U000e0069", r"a\udb40\udc69"),
        ("a\u200cb\u200dc\ufe0f", *[r"a\u200cb\u200dc\ufe0f"] * 3),
        ("می\u200cخواهم क्\u200dष", *["می\u200cخواهم क्\u200dष"] * 3),
        ("م\u200c\u200c", *["م\u200c" + r"\u200c"] * 3),  # one is spelling, more hide something
        ("👩\u200d🚒 ❤\ufe0f\u200d🔥 1\ufe0f\u20e3", *["👩\u200d🚒 ❤\ufe0f\u200d🔥 1\ufe0f\u20e3"] * 3),
        ("👩\u200d", *["👩" + r"\u200d"] * 3),
        ("x\u3164\u2800", *[r"x\u3164" + "\u2800"] * 3),
    ],
)
def test_what_is_not_to_be_shown_is_escaped(text: str, line: str, lines: str, in_json: str) -> None:
    assert (shown_text.line(text), shown_text.lines(text), shown_text.in_json(text)) == (line, lines, in_json)


def test_what_unicode_calls_format_is_escaped_or_to_be_seen() -> None:
    seen = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
    every = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in ("Cf", "Zl", "Zp")]
    assert [one for one in every if shown_text.lines(one) == one] == list(seen)


@given(st.text())
def test_any_text_is_safe_and_json_says_the_same(text: str) -> None:
    assert not UNSAFE.search(shown_text.lines(text))
    assert not UNSAFE.search(shown_text.line(text)) and "\n" not in shown_text.line(text)
    assert json.loads(shown_text.in_json(json.dumps(text, ensure_ascii=False))) == text


@given(st.text(alphabet=st.characters(max_codepoint=0x206F), max_size=40))
def test_whatever_is_printed_is_safe(text: str) -> None:
    table = Table.grid()
    table.add_row(Text(text), text)
    for what in (text, Text(text, style="red"), table):
        console = terminal.Safe(file=io.StringIO(), width=60, markup=False, highlight=False)
        terminal.show(console, what)
        console.print(what)
        assert isinstance(console.file, io.StringIO)
        assert not UNSAFE.search(console.file.getvalue())


def test_a_record_forges_no_line() -> None:
    letter = DeadLetter(
        key=None, value=b"x", feed=STORIES.name, partition=0, offset=1, timestamp=0, step="intake",
        reason="not-json", detail="no\n3:9  forged", attempts=1,
    )  # fmt: skip
    one = record(DEAD_LETTERS, b"x", tuple(to_headers(letter)))
    for shown in (
        render_records.dead(one, letter),
        render_records.field("traceparent", b"00-1\n  key: forged"),
    ):
        console = terminal.Safe(file=io.StringIO(), width=400, markup=False, highlight=False)
        console.print(shown)
        assert isinstance(console.file, io.StringIO)
        assert console.file.getvalue().count("\n") == 1


def hostile_files(folder: Path) -> list[str]:
    (folder / "esc\x1b[31mred\n\x9b.txt").write_bytes(b"\0\1\2" * 50)
    (folder / "a.json").write_text(json.dumps({"id": HOSTILE, "text": "x", "pubstatus": HOSTILE}))
    (folder / "b.json").write_text(json.dumps({HOSTILE: 1}))
    (folder / "c.csv").write_text(f"{HOSTILE},other\n1,2\n")
    with zipfile.ZipFile(folder / "d.zip", "w") as archive:
        archive.writestr("../evil\x1b[2J.txt", "A story that leads out of the archive.")
    text = f"The harbour {HOSTILE} opened on Monday, Ines Tavarela said. " + "Ships came in all day. " * 40
    (folder / "e.json").write_text(
        json.dumps({"uri": "urn:e", "headline": "Esc\x1b[1m \u202eshut", "body_text": text})
    )
    return sorted(map(str, folder.iterdir()))


@pytest.mark.parametrize("command", [["extract", "-p", "1", "-o", "pretty"], ["publish", "--dry-run"]])
def test_what_commands_say_of_files_is_safe(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = hostile_files(tmp_path)
    assert run([*command, *paths]) == Exit.PARTLY
    said = capsys.readouterr()
    assert "esc\\x1b[31mred\\n\\x9b.txt" in said.err
    assert "a name that leads out of the archive" in said.err
    assert not UNSAFE.search(said.err + said.out)
    starts = ("error: ", "skipped: ")
    assert all(line.startswith(starts) for line in said.err.splitlines())


@pytest.mark.parametrize("path", ["no\x1b[31m\nsuch.txt", "\u202e.txt"])
def test_what_is_not_there_is_told_in_one_safe_line(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", path]) == Exit.USAGE
    err = capsys.readouterr().err
    assert not UNSAFE.search(err) and err.count("\n") == 1


OUTPUTS = ("pretty", "json", "jsonl")
END = "the end of one"


def test_a_terminal_gets_only_what_rich_sends(tmp_path: Path) -> None:
    paths = hostile_files(tmp_path)
    lines = [["extract", "-p", "1", "-o", output, *paths] for output in OUTPUTS]
    code = (
        "import sys; from slugline.cli.root import run\n"
        f"codes = {{(run(line), print({END!r}, flush=True))[0] for line in {lines!r}}}\n"
        "sys.exit(*codes)"
    )
    ours, theirs = pty.openpty()
    environment = {**os.environ, "NO_COLOR": "1", "TERM": "dumb"}
    child = subprocess.Popen([sys.executable, "-c", code], stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    said = b""
    try:
        while piece := os.read(ours, 65_536):
            said += piece
    except OSError:  # how a pseudo-terminal says that nobody writes any more
        pass
    assert child.wait() == Exit.PARTLY
    os.close(ours)
    *texts, rest = said.decode().replace("\r\n", "\n").split(END)
    assert (len(texts), rest) == (len(OUTPUTS), "\n")
    for text in texts:
        assert "urn:e" in text and r"\x1b" in text
        assert not UNSAFE.search(re.sub(r"\x1b\[\??(?:\d{1,2}m|25[lh])", "", text))
        assert "\x1b[31mred" not in text
