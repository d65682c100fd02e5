""".ci/run: a script that bash can read, that is executable, and that calls targets the Makefile has."""

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / ".ci" / "run"


def test_bash_can_read_it_and_it_can_be_started() -> None:
    assert subprocess.run(["bash", "-n", str(SCRIPT)], check=False).returncode == 0
    assert os.access(SCRIPT, os.X_OK)


def test_it_runs_every_suite_by_the_makefiles_targets() -> None:
    script = SCRIPT.read_text()
    called = re.findall(r"^make (\S+)", script, re.MULTILINE)
    again = re.findall(r"\|\|.*; make (\S+);", script)
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert called == [
        "install",
        "lint",
        "test",
        "test-page",
        "mutants-short",
        "fuzz-short",
        "test-compiled",
        "test-kafka",
    ]
    assert again == [f"{one}-again" for one in ("test", "test-page", "test-kafka")], "others have one chance"
    assert {*called, *again} <= set(targets)


def test_what_make_test_leaves_out_another_target_of_ci_runs() -> None:
    makefile = (ROOT / "Makefile").read_text()
    left_out = re.findall(r"not (\w+)", makefile.partition("PAGE ")[0].partition("TEST   :=")[2])
    targets = dict(re.findall(r"^([a-z-]+): .*\n((?:\t.*\n)+)", makefile, re.MULTILINE))
    assert left_out == ["kafka", "dear", "chromium", "compiled"]
    assert "$(PAGE)" in targets["test-page"]
    assert "$(KAFKA)" in targets["test-kafka"]
    assert "-m dear" in targets["fuzz-short"]
    assert "tests/compiled" in targets["test-compiled"]


def test_it_stops_at_the_first_failure() -> None:
    script = SCRIPT.read_text()
    assert "\nset -euo pipefail\n" in script
    beside = re.findall(r"&\n(\w+)=\$!\n", script)
    assert len(re.findall(r"[^&]&$", script, re.MULTILINE)) == len(beside)
    assert all(f'\nwait "${one}" || {{' in script for one in beside), "what runs beside is waited for"
