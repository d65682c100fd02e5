"""A command that is ended by SIGTERM leaves a terminal as it found it, and no process behind."""

import asyncio
import gc
import os
import pty
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from slugline.cli import termination
from slugline.cli.kafka import connect
from slugline.cli.problem import Exit
from slugline.settings import Settings

HIDES, SHOWS = b"\x1b[?25l", b"\x1b[?25h"
SLOW = """
import sys, time, click
from slugline.cli import root
from slugline.cli.printing import terminal
class Half:
    def __del__(self):
        self.what_it_never_got
@click.command("slow")
def slow():
    {work}
root.root.add_command(slow)
root.COMMANDS["slow"] = "s"
root.Commands.get_command = lambda *_: slow
sys.exit(root.run(["slow"]))
"""
WORK = {
    "bar": "with terminal.progress(terminal.err(), 'publishing', 9): time.sleep(60)",
    "status": "with terminal.out().status('waiting'): time.sleep(60)",
    "asyncio": "import asyncio; from slugline.cli.kafka import connect\n"
    "    from slugline.settings import Settings\n"
    "    with terminal.out().status('waiting'): connect.run(Settings(), lambda _: asyncio.sleep(60))",
    "half made": "half = Half(); terminal.out().show_cursor(False); time.sleep(60)",
    "as it begins": "terminal.out().show_cursor(False); time.sleep(60)",
}


def until_told(ours: int, words: bytes) -> bytes:
    said = b""
    while words not in said:
        said += os.read(ours, 4096)
    return said


def rest(ours: int) -> bytes:
    said = b""
    try:
        while piece := os.read(ours, 4096):
            said += piece
    except OSError:  # how a pseudo-terminal says that nobody writes any more
        pass
    return said


def on_a_terminal(*command: str, ignoring: bool = False) -> tuple[subprocess.Popen[bytes], int]:
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"},
        preexec_fn=(lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)) if ignoring else None,
    )  # fmt: skip
    os.close(theirs)
    return child, ours


@pytest.mark.parametrize("ignoring", [False, True], ids=["", "where Ctrl-C is ignored"])
@pytest.mark.parametrize(
    ("sig", "code"), [(signal.SIGTERM, Exit.TERMINATED), (signal.SIGINT, Exit.INTERRUPTED)]
)
@pytest.mark.parametrize("work", WORK)
def test_the_cursor_is_back(work: str, sig: signal.Signals, code: Exit, ignoring: bool) -> None:
    if ignoring and sig == signal.SIGINT:
        return
    child, ours = on_a_terminal(sys.executable, "-c", SLOW.format(work=WORK[work]), ignoring=ignoring)
    said = until_told(ours, HIDES)
    child.send_signal(sig)
    said += rest(ours)
    os.close(ours)
    assert child.wait() == code, said
    assert said.rfind(SHOWS) > said.rfind(HIDES)
    assert said.rstrip().endswith(b"stopped")


def test_publish_that_is_ended_by_sigterm(tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"{number}.txt").write_text(f"Harbour {number}\n\nThe ferry left on Monday.\n")
    child, ours = on_a_terminal(
        sys.executable, "-m", "slugline.cli", "publish", "--dry-run", "--rate", "1", str(tmp_path)
    )
    said = until_told(ours, HIDES)
    child.terminate()
    said += rest(ours)
    os.close(ours)
    assert child.wait() == Exit.TERMINATED, said
    assert said.rfind(SHOWS) > said.rfind(HIDES)


def test_another_thread_than_the_main_one_hears_no_signal() -> None:
    heard = []

    def listen() -> None:
        with termination.heard() as one:
            heard.append(one.came)

    thread = threading.Thread(target=listen)
    thread.start()
    thread.join()
    assert heard == [False]


def test_nothing_is_said_of_work_that_ctrl_c_came_before(
    monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(asyncio, "run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        connect.run(Settings(), lambda _: asyncio.sleep(0))
    gc.collect()
    assert [str(one.message) for one in recwarn] == []
