"""The mutation check: which faults it puts into code, and that it tells a good test from a bad one."""

import subprocess
import sys
from pathlib import Path

import pytest

from ops.mutants.__main__ import needed
from ops.mutants.changes import GONE, changes
from ops.mutants.trials import ROOT

CASES: dict[str, tuple[str, set[str]]] = {
    "comparison": ("x = a < b", {"x = a <= b"}),
    "chain": ("x = a < b <= c", {"x = a <= b <= c", "x = a < b < c"}),
    "membership": ("x = a not in b", {"x = a in b"}),
    "identity": ("x = a is None", {"x = a is not None"}),
    "and": ("x = a and b", {"x = a or b", "x = True and b", "x = a and True"}),
    "or in brackets": ("x = (a or b)", {"x = (a and b)", "x = (False or b)", "x = (a or False)"}),
    "not": ("x = not a", {"x = a"}),
    "number": ("x = -1", {"x = -2"}),
    "limit": ("x = 25", {"x = 12"}),
    "truth": ("x = f(y, quick=True)", {"x = f(y, quick=False)"}),
    "word of a list": ('x = ("a", b)', {f"x = ({GONE}, b)"}),
    "arithmetic": ("x = a + b", {"x = a - b"}),
    "union": ("x = A | B", {"x = (A)", "x = (B)"}),
    "slice": ("x = a[b:c]", {"x = a[b + 1:c]", "x = a[b:c - 1]"}),
    "branch": ("if a:\n    f()", {"if True:\n    f()", "if False:\n    f()", "if a:\n    pass"}),
    "choice": ("x = a if b else c", {"x = a if True else c", "x = a if False else c"}),
    "filter": ("x = [a for a in b if c]", {"x = [a for a in b if True]"}),
    "answer, yes or no": ("def f() -> bool:\n    return a", {"def f() -> bool:\n    return not (a)"}),
    "answer that is nothing": ("def f() -> list[int]:\n    return []", set()),
    "answer, or none": ("def f() -> int | None:\n    return a", {"def f() -> int | None:\n    return None"}),
    "changed variable": ("def f(a):\n    a = g(a)\n    b = a", {"def f(a):\n    pass\n    b = a"}),
    "loop": ("for a in b:\n    continue", {"for a in b:\n    pass"}),
    "cleaning": ("x = a.lower()", {"x = a"}),
    "largest": ("x = max(a)", {"x = min(a)"}),
    "floor of a slice": ("x = max(0, a)", {"x = min(0, a)"}),
    "ends": ("x = a.startswith(b)", {"x = a.endswith(b)"}),
    "pattern": ('x = re.compile("a|b+$")', {f"x = re.compile({rest!r})" for rest in ("b+$", "a|b$", "a|b+")}),
    "how often, and never less again": ('x = re.compile("a++b")', {"x = re.compile('ab')"}),
    "choice in a pattern": ('re.match("(?:a|b)c", x)', {"pass", *(f"re.match('(?:{c})c', x)" for c in "ab")}),
    "other scripts before": ('x = "é" + a', {f"x = {GONE} + a", 'x = "é" - a'}),
    "docstring": ('"""Say what it does."""', set()),
    "annotation": ("def f(a: 'int' = b) -> 'int': ...", set()),
    "public names": ('__all__ = ["a"]', set()),
    "text of an error": ('raise ValueError("no" + a)', {"pass"}),
    "log": ('log.info("read %d", 3)', {"pass"}),
    "guard": ("x = zip(a, b, strict=True)", set()),
    "closed list of a type": ('Kind = Literal["a", "b"]', set()),
    "marked": ("FAR = 24  # no mutant: only a limit of time", set()),
}  # fmt: skip


@pytest.mark.parametrize(("code", "wanted"), CASES.values(), ids=CASES.keys())
def test_the_faults(code: str, wanted: set[str]) -> None:
    source = code.encode()
    assert {change.applied(source).decode() for change in changes(source)} == wanted


@pytest.mark.parametrize(
    ("floor", "count", "least"),
    [(0.80, 150, 120), (0.75, 150, 113), (0.75, 30, 16), (0.75, 3, 0), (0.75, 0, 0)],
)
def test_a_small_sample_may_have_bad_luck(floor: float, count: int, least: int) -> None:
    assert needed(floor, count) == least


TOY = """
def old(age):
    return age >= 66
def count(n):
    while n > 0:
        n -= 1
    return n
"""
TESTS = """
import toy

def test_toy():
    assert toy.old(70) and not toy.old(60)
    assert toy.count(3) == 0
"""
TRIAL = """
from pathlib import Path
from ops.mutants import trials
import toy  # as the tests of another room do, before those of this one run

root = Path.cwd()
room = trials.Room("toy", ("tests", "--import-mode=importlib"), 0.5, root)
ended = trials.trials(room, trials.mutants(room), jobs=2, limit=2)
print(*sorted(str(mutant) for mutant, noticed in ended if not noticed), sep="\\n")
"""


@pytest.mark.dear
def test_a_fault_that_no_test_sees_survives(tmp_path: Path) -> None:
    for name, text in (("streams/toy/__init__.py", TOY), ("tests/test_toy.py", TESTS)):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text)
    path = {"PYTHONPATH": f"{tmp_path / 'streams'}:{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-c", TRIAL], cwd=tmp_path, env=path, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines() == ["streams/toy/__init__.py:3  >= -> >"], done.stderr
