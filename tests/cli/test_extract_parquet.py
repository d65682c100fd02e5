"""Parquet through the commands: as a file, packed and through a pipe."""

import gzip
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from slugline.cli.problem import Exit
from slugline.cli.root import run

parquet = pytest.importorskip("pyarrow.parquet")


@pytest.fixture
def table() -> bytes:
    import pyarrow

    held = io.BytesIO()
    rows = {
        "id": ["a", "b", "c"],
        "title": ["Pier shut", "Rain ends", "Dam holds"],
        "text": ["One.", "Two.", None],
    }
    parquet.write_table(pyarrow.table(rows), held)
    return held.getvalue()


LINE = ("publish", "--dry-run")


def test_a_table_is_read_from_a_file_an_archive_and_a_pipe(
    table: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.parquet").write_bytes(table)
    (tmp_path / "b.parquet.gz").write_bytes(gzip.compress(table))
    (tmp_path / "c").write_bytes(table)
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("a.parquet", table)
    assert run([*LINE, *map(str, sorted(tmp_path.iterdir()))]) == Exit.OK
    assert json.loads(capsys.readouterr().out)["would_publish"] == 12
    command = [sys.executable, "-m", "slugline.cli", *LINE, "-"]
    done = subprocess.run(command, input=table, capture_output=True, check=True)
    assert json.loads(done.stdout)["would_publish"] == 3
