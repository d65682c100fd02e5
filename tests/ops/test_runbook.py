"""The runbook's table of what /readyz says: each row is seen in a real worker by some test."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = (
    (ROOT / "ops" / "runbook.md")
    .read_text("utf-8")
    .partition("## What /readyz says")[2]
    .partition("\n## ")[0]
)
CELLS = [line.split("|")[1] for line in TABLE.splitlines() if line.startswith("| `")]
ROWS = [words for cell in CELLS for words in re.findall(r"`([^`]+)`", cell)]
TESTS = "".join(
    path.read_text("utf-8") for path in sorted((ROOT / "tests" / "integration").glob("test_*.py"))
)


def test_the_table_is_found() -> None:
    assert len(ROWS) > 10


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_seen_in_a_real_worker(row: str) -> None:
    assert row.partition(" ...")[0].partition(": ...")[0] in TESTS
