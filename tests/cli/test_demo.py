"""The demo, run as a newcomer runs it: what it shows, how it ends, and that nothing of it is left."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path

import pytest

from slugline.cli.problem import Exit
from tests.patience import PATIENCE, wait_until

DEMO = (sys.executable, "-m", "slugline.cli", "demo")


def environment(tmp_path: Path) -> dict[str, str]:
    """Mark whatever is started with a folder of its own; name a broker that must not be touched."""
    own = {"TMPDIR": str(tmp_path), "SLUGLINE_BROKERS": "127.0.0.1:9", "COLUMNS": "100"}
    return {**os.environ, **own, "SLUGLINE_PROCESSES": "1"}


def left_over(tmp_path: Path) -> list[int]:
    """Return the processes that carry the mark."""
    found: list[int] = []
    for entry in Path("/proc").glob("[0-9]*/environ"):
        try:
            if str(tmp_path).encode() in entry.read_bytes():
                found.append(int(entry.parent.name))
        except OSError:
            continue  # it ended meanwhile, or is not ours
    return found


@contextmanager
def running(tmp_path: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A demo that Ctrl-C reaches, whatever this process does with it, and that ends with the block."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's `&` has it ignored
    pipe = subprocess.PIPE
    with subprocess.Popen(
        (*DEMO, *options), env=environment(tmp_path), stdout=pipe, stderr=pipe, text=True
    ) as demo:
        signal.signal(signal.SIGINT, before)
        try:
            yield demo
        finally:
            demo.kill()


def wait_until_gone(tmp_path: Path) -> None:
    """Wait until there is no process any more that carries the mark."""
    wait_until(lambda: not left_over(tmp_path), lambda: f"left over: {left_over(tmp_path)}")


def test_the_whole_demo_kept_running_until_ctrl_c(tmp_path: Path) -> None:
    """That it ends by itself where nobody says --keep: tests/cli/test_foreign_folder.py."""
    with running(tmp_path, "--all", "--keep") as demo:
        assert demo.stdout is not None
        try:
            told = list(takewhile(lambda line: line != "in another terminal:\n", demo.stdout))
            tries = [demo.stdout.readline() for _ in range(3)]
            broker, metrics = (line.split()[1] for line in told[-2:])
            host, port = broker.split(":")
            socket.create_connection((host, int(port)), timeout=PATIENCE).close()
            with urllib.request.urlopen(metrics, timeout=PATIENCE) as answer:
                assert b"slugline_stories_total" in answer.read()
            page = told[-3].split()[1]
            with urllib.request.urlopen(page, timeout=PATIENCE) as answer:
                assert b"<title>Slugline: the wire</title>" in answer.read()
        except OSError as away:
            demo.send_signal(signal.SIGINT)
            raise AssertionError("\n".join(demo.communicate(timeout=PATIENCE))) from away
        finally:
            demo.send_signal(signal.SIGINT)
        rest, error = demo.communicate(timeout=PATIENCE)
    assert "still running; Ctrl-C ends it\n" in told
    assert all(f" -b {broker}" in line for line in tries), tries
    assert (demo.returncode, error) == (0, ""), rest
    assert rest.endswith("worker and broker stopped\n")
    shows_the_whole("".join(told))
    wait_until_gone(tmp_path)


def shows_the_whole(text: str) -> None:
    """Check what is shown: each kind of event, a dead letter, a summary whose sums are right."""
    assert "\x1b" not in text
    assert not any(line.endswith(" ") for line in text.splitlines())
    assert "At least 19 dead as ferry capsizes off Philippine island of Samar\n" in text
    assert re.search(r"^  says  “.+", text, re.MULTILINE)
    assert re.search(r"^  names .+", text, re.MULTILINE)
    assert re.search(r"^  about .+", text, re.MULTILINE)
    assert re.search(r"^dead letter  not-json  [^—]+?\swire\.stories\.raw\.v1 \d+:\d+$", text, re.MULTILINE)
    figures = re.search(r"(\d+) with events, (\d+) without events [^)]+\),\s+(\d+) dead letters", text)
    reasons = re.search(r"without events \(([^)]+)\)", text)
    stories = re.search(r"^stories +(\d+) in [\d.]+ s, [\d.]+ a second", text, re.MULTILINE)
    assert figures and stories
    assert sum(map(int, figures.groups())) == int(stories[1])
    assert int(figures[1]) >= 20 and int(figures[3]) >= 3
    assert reasons and sum(map(int, re.findall(r"\d+", reasons[1]))) == int(figures[2])
    assert re.search(r"^events +\d{2,} entities · \d{2,} quotes · \d{2,} topics", text, re.MULTILINE)
    assert re.search(r"^latency +p50 [\d.]+ s, p95 [\d.]+ s", text, re.MULTILINE)
    assert re.search(r"^trends +\w.+ in \d+ stories", text, re.MULTILINE)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_stopped_while_it_starts(how: signal.Signals, tmp_path: Path) -> None:
    with running(tmp_path) as demo:
        assert demo.stdout is not None and demo.stderr is not None
        for line in demo.stdout:
            if "feeds" in line:
                break
        # demo, broker, worker, and a shell that watches over each of the two
        wait_until(lambda: len(left_over(tmp_path)) >= 5, lambda: str(left_over(tmp_path)))
        demo.send_signal(how)
        error = demo.stderr.read()
    assert demo.returncode == (Exit.INTERRUPTED if how == signal.SIGINT else -signal.SIGKILL)
    assert error == ("\nstopped\n" if how == signal.SIGINT else "")
    wait_until_gone(tmp_path)


def test_a_worker_that_fails_is_shown(tmp_path: Path) -> None:
    env = environment(tmp_path) | {"SLUGLINE_MODEL": "xx_nothing"}
    done = subprocess.run(DEMO, env=env, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == Exit.FAILED
    assert "xx_nothing" in done.stdout.splitlines()[-1]
    assert re.fullmatch(r"error: the worker ended with code 2; pid \d+; .+\n", done.stderr)
    wait_until_gone(tmp_path)
    port = re.search(r"on 127\.0\.0\.1:(\d+)", done.stdout)
    assert port
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(port[1]))) != 0
