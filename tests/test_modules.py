"""Tests by module: all that is run without the option is run with it, and a process imports what it runs."""

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTED = """
import os
from pathlib import Path

with Path({notes!r}).open("a") as notes:
    notes.write(f"{{__name__}} {{os.getpid()}}\\n")
"""
CONFTEST = """
import pytest


@pytest.fixture(scope="session")
def dear():
    with NOTES.open("a") as notes:
        notes.write("dear\\n")
    yield
"""
TESTS = """
import pytest


@pytest.fixture(scope="module")
def shared():
    return []


@pytest.mark.parametrize("number", range(3))
def test_numbers(number, dear):
    assert number < 2


def test_first(shared, dear):
    shared.append(1)


async def test_second(shared):
    assert {alone} or shared == [1]


class TestOfAClass:
    def test_in_it(self):
        assert True


@pytest.mark.kafka
def test_left_out():
    assert False


for_all = test_by_another_name = lambda: None
"""
MODULES = {
    "tests/test_one.py": TESTS.format(alone=False),
    "tests/test_two.py": TESTS.format(alone=False),
    "tests/test_broken.py": "import nothing_of_the_kind\n\n\ndef test_it():\n    pass\n",
    "tests/test_skips.py": "import pytest\n\npytest.skip('all of it', allow_module_level=True)\n",
    "tests/integration/test_later.py": "import pytest\n\n\n@pytest.mark.kafka\ndef test_it():\n    pass\n",
    "tests/integration/test_alone.py": TESTS.format(alone=True),
}


def run(folder: Path, *more: str) -> tuple[set[tuple[str, str]], list[str], str]:
    """Return how each test ended, what was noted, and all that was printed."""
    notes = folder / "notes"
    notes.unlink(missing_ok=True)
    noted = NOTED.format(notes=str(notes))
    (folder / "tests/integration").mkdir(parents=True, exist_ok=True)
    (folder / "pytest.ini").write_text("[pytest]\nasyncio_mode = auto\nmarkers =\n  kafka: not here\n")
    (folder / "conftest.py").write_text(
        CONFTEST.replace("NOTES", f"__import__('pathlib').Path({str(notes)!r})")
    )
    for name, text in MODULES.items():
        (folder / name).write_text(f"{noted}\n{text}")
    plugins = [arg for name in ("modules", "order") for arg in ("-p", f"tests.{name}")]
    command = (
        sys.executable,
        "-m",
        "pytest",
        *plugins,
        "-p",
        "no:cacheprovider",
        "-q",
        "-rA",
        "-m",
        "not kafka",
    )
    ended = subprocess.run(
        [*command, "--import-mode=importlib", f"--rootdir={folder}", *more, str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    outcomes = set(re.findall(rf"^(PASSED|FAILED|ERROR) \S+{folder.name}/(\S+)", ended.stdout, re.MULTILINE))
    return outcomes, notes.read_text().split("\n")[:-1], ended.stdout


@pytest.fixture(scope="module")
def eager(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    outcomes, _, output = run(tmp_path_factory.mktemp("eager"), "--continue-on-collection-errors")
    assert len(outcomes) == 3 * 7 + 1, output
    return outcomes


@pytest.mark.parametrize("processes", [(), ("-n", "2", "--dist", "loadscope")], ids=["alone", "two"])
def test_it_runs_what_is_run_without_it(
    processes: Sequence[str], eager: set[tuple[str, str]], tmp_path: Path
) -> None:
    outcomes, noted, output = run(tmp_path, "--by-module", *processes)
    assert outcomes == eager, output
    assert re.search(r"^3 failed, 18 passed, 1 skipped, .*1 error in ", output, re.MULTILINE)
    imports = [one.partition(" ")[0].rpartition(".")[2] for one in noted if one != "dear"]
    once = [name for name in imports if name not in ("test_alone", "test_later")]
    assert sorted(once) == ["test_broken", "test_one", "test_skips", "test_two"]
    assert noted.count("dear") <= (2 if processes else 1), "what the session shares outlives a module"


def test_with_x_it_ends_with_the_first_that_fails(tmp_path: Path) -> None:
    outcomes, _, output = run(tmp_path, "--by-module", "-x", "--deselect", "tests/test_broken.py")
    assert [how for how, _ in outcomes].count("FAILED") == 1, output
