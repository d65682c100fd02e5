"""Tables as one test: every row runs, and each that fails is named and shown."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TESTS = """
import asyncio
import pytest

NUMBERS = pytest.mark.parametrize("number", range(10), ids=[f"row {n}" for n in range(10)])
FORMS = pytest.mark.parametrize(("form", "other"), [("a", 1), ("b", 2)])


@pytest.fixture(scope="module")
def three():
    return 3


@FORMS
@NUMBERS
def test_whole(number, form, other, three):
    assert (number + 1) % three or form == "a", f"it is {number}"


@NUMBERS
def test_leaves_files(number, tmp_path):
    assert number


@NUMBERS
def test_skips(number):
    if number == 5:
        pytest.skip("no five here")
    assert number < 7


@pytest.mark.parametrize("number", [*range(9), pytest.param(9, marks=pytest.mark.xfail(strict=True))])
def test_marked(number):
    assert number < 9


@pytest.mark.parametrize("three", range(5), indirect=True)
def test_of_a_fixture(three):
    assert three


@pytest.mark.parametrize("number", range(4))
def test_few(number):
    assert True
"""
FOLDED = ["test_whole", "test_skips"]


@pytest.fixture(scope="module", params=[["--whole-tables"], []], ids=["whole", "in rows"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[bool, str]:
    folder = tmp_path_factory.mktemp("tables")
    (folder / "test_it.py").write_text(TESTS)
    command = (sys.executable, "-m", "pytest", "-p", "tests.tables", "-p", "no:cacheprovider", "-q", "-rA")
    ended = subprocess.run(
        [*command, f"--rootdir={folder}", *request.param, str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return bool(request.param), ended.stdout


def test_each_row_that_fails_is_named_and_shown(told: tuple[bool, str]) -> None:
    whole, output = told
    failed = {"row 2-b-2", "row 5-b-2", "row 8-b-2"}
    if whole:
        assert "3 of 20 rows failed: row 2-b-2, row 5-b-2, row 8-b-2" in output
        assert set(re.findall(r"^--- test_whole\[(.*)\] ---$", output, re.MULTILINE)) == failed
        assert "3 of 10 rows failed: row 7, row 8, row 9" in output
    else:
        assert set(re.findall(r"^FAILED .*::test_whole\[(.*)\]", output, re.MULTILINE)) == failed
    assert {number for number in range(10) if f"AssertionError: it is {number}\n" in output} == {2, 5, 8}
    assert output.count("AssertionError: it is") >= 3


def test_a_row_that_skips_ends_no_table(told: tuple[bool, str]) -> None:
    assert all(f"test_skips[row {number}]" in told[1] for number in (7, 8, 9))


def test_what_a_row_may_leave_behind_stays_a_test_of_its_own(told: tuple[bool, str]) -> None:
    whole, output = told
    apart = re.findall(r"^(?:PASSED|FAILED|XFAIL|ERROR) .*::(\w+)\[", output, re.MULTILINE)
    alone = {"test_leaves_files": 10, "test_marked": 10, "test_of_a_fixture": 5, "test_few": 4}
    assert {name: apart.count(name) for name in alone} == alone
    assert [name in apart for name in FOLDED] == [not whole] * 2


def test_with_x_a_table_ends_with_its_first_row_that_fails(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(TESTS)
    command = (sys.executable, "-m", "pytest", "-p", "tests.tables", "-p", "no:cacheprovider", "-x")
    ended = subprocess.run(
        [*command, f"--rootdir={tmp_path}", "--whole-tables", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "1 of 20 rows failed: row 2-b-2\n" in ended.stdout
