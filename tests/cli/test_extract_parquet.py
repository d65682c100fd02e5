"""Parquet through the commands: as a file, packed and through a pipe."""

import gzip
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

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


def published(*arguments: str, piped: bytes | None = None) -> dict[str, object]:
    code = "import sys; from slugline.cli.root import run; sys.exit(run(sys.argv[1:]))"
    line = [sys.executable, "-c", code, "publish", "--dry-run", *arguments]
    done = subprocess.run(line, input=piped, capture_output=True, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_a_table_is_read_from_a_file_an_archive_and_a_pipe(table: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(table)
    (tmp_path / "b.parquet.gz").write_bytes(gzip.compress(table))
    (tmp_path / "c").write_bytes(table)
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("a.parquet", table)
    assert published(*map(str, sorted(tmp_path.iterdir())))["would_publish"] == 12
    assert published("-", piped=table)["would_publish"] == 3
