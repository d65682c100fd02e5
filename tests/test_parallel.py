"""Work in processes: in order, in a window, and gone when nobody wants more."""

import math
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from slugline.child_python import COMMAND, safe_path
from slugline.parallel import AHEAD, ProcessDiedError, in_order
from slugline.records.codec import parse
from slugline.records.schema_error import SchemaError
from tests.patience import PATIENCE, wait_until


def children() -> set[str]:
    """Return the processes that this one has started and not yet waited for."""
    found: set[str] = set()
    for path in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):  # a thread that ends at this moment
            found.update(path.read_text().split())
    return found


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    before = children()
    yield
    assert children() <= before


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_order(processes: int) -> None:
    assert list(in_order(math.factorial, range(30), processes)) == [(n, math.factorial(n)) for n in range(30)]


def test_only_a_window_is_taken() -> None:
    taken = 0

    def jobs() -> Iterator[int]:
        nonlocal taken
        for taken in range(1, 1_000_000):  # noqa: B007 because the count is what is looked at
            yield 0

    with closing(in_order(abs, jobs(), 2)) as results:
        for _ in range(3):
            next(results)
    assert taken <= 2 * AHEAD + 2


@pytest.mark.parametrize(
    ("work", "job", "told"),
    [
        (os._exit, 3, "a process ended with code 3: it said nothing"),
        (signal.raise_signal, signal.SIGKILL, "a process was killed: out of memory?"),
        (signal.raise_signal, signal.SIGTERM, "a process was ended by signal 15 (Terminated)"),
    ],
)
def test_how_a_process_ended_is_told(work: Callable[[Any], Any], job: Any, told: str) -> None:
    with pytest.raises(ProcessDiedError) as caught:
        list(in_order(work, [job] * 3, 2))
    assert str(caught.value).startswith(told)


def test_a_process_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "pickle.py").write_text("raise ImportError('no pickle today')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(ProcessDiedError, match=r"code 1: ImportError: no pickle today$"):
        list(in_order(abs, [1], 2))


def test_work_that_cannot_be_found_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "slugline_test_work.py").write_text("def work(job):\n    return job\n")
    monkeypatch.syspath_prepend(tmp_path)
    from slugline_test_work import work  # type: ignore[import-not-found]  # it was made just now

    assert list(in_order(work, [7], 2)) == [(7, 7)]
    (tmp_path / "slugline_test_work.py").write_text("raise RuntimeError('half a file')")
    with pytest.raises(RuntimeError, match="half a file"):
        list(in_order(work, [7], 2))


@pytest.mark.parametrize(
    ("work", "job", "error"),
    [(math.sqrt, -1, ValueError), (parse, b"{", SchemaError), (compile, "x", TypeError)],
)
def test_what_the_work_raises_comes_out(work: Callable[[Any], Any], job: Any, error: type) -> None:
    with pytest.raises(error) as caught:
        list(in_order(work, [job], 2))
    assert "in _answer" in "".join(caught.value.__notes__)


def test_what_the_work_prints_does_not_harm(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(in_order(print, ["a line"], 2)) == [("a line", None)]
    assert capsys.readouterr() == ("", "a line\n")


SCRIPT = """
import time
from pathlib import Path
from slugline.parallel import in_order

results = in_order(time.sleep, [0, 600, 600], 2)
next(results)
print(*[path.read_text() for path in Path("/proc/self/task").glob("*/children")], flush=True)
next(results)
"""


def test_it_ends_with_its_parent_and_needs_no_guard_for_the_main_module(tmp_path: Path) -> None:
    path = tmp_path / "script.py"
    path.write_text(SCRIPT)
    with subprocess.Popen([sys.executable, str(path)], stdout=subprocess.PIPE, text=True) as script:
        assert script.stdout is not None
        pids = script.stdout.readline().split()
        script.kill()
    assert len(pids) == 2
    wait_until(lambda: not any(runs(pid) for pid in pids))


INTERRUPTED = """
import signal
from itertools import repeat
from pathlib import Path
from slugline.parallel import in_order

signal.signal(signal.SIGINT, signal.default_int_handler)  # started with & from a script it is ignored
for _ in in_order(abs, repeat(1), 2):
    print(*[path.read_text() for path in Path("/proc/self/task").glob("*/children")], flush=True)
"""


def test_ctrl_c_between_results_ends_the_processes() -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", INTERRUPTED], stdout=pipe, stderr=pipe, text=True) as script:
        assert script.stdout is not None
        pids = next(pids for line in script.stdout if len(pids := line.split()) == 2)
        script.send_signal(signal.SIGINT)
        _, error = script.communicate(timeout=PATIENCE)
    assert error.splitlines()[-1] == "KeyboardInterrupt"
    wait_until(lambda: not any(runs(pid) for pid in pids))


def runs(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("before", [None, "1"])
def test_children_are_safe_in_the_block_only(before: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    if before:
        monkeypatch.setenv("PYTHONSAFEPATH", before)
    with safe_path():
        assert os.environ["PYTHONSAFEPATH"] == "1"
    assert os.environ.get("PYTHONSAFEPATH") == before


def test_no_child_looks_into_the_working_directory(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('imported')")
    done = subprocess.run([*COMMAND, "-c", "import json"], cwd=tmp_path, check=False)
    assert done.returncode == 0
