"""The compiled package, which stands in PYTHONPATH: it is what is tested, and says what the sources say."""

import gzip
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks.equal_events import compare
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "streams" / "slugline" / "cli" / "demo" / "stories"
INVENTED = ROOT / "tests" / "quality" / "stories"
SLUGLINE = str(Path(sys.executable).with_name("slugline"))
pytestmark = pytest.mark.compiled


@pytest.mark.parametrize("room", ["entities.places", "lang.vocabulary", "quotes.subjects", "reading.tokens"])
def test_the_rooms_under_test_are_compiled(room: str) -> None:
    file = import_module(f"slugline.{room}").__file__
    assert file is not None and Path(file).suffix in (".so", ".pyd")


def extracted(stories: Path, into: Path, *, compiled: bool) -> Path:
    """Return the file of what ``slugline extract`` says of a file of JSON lines, or of a folder's files."""
    environment = {name: value for name, value in os.environ.items() if compiled or name != "PYTHONPATH"}
    files = (
        sorted(str(one) for one in stories.iterdir() if one.is_file())
        if stories.is_dir()
        else ["--format", "jsonl", str(stories)]
    )
    command = [SLUGLINE, "extract", "-p", "1", "-o", "jsonl", *files]
    with into.open("wb") as out:
        done = subprocess.run(
            command, env=environment, stdout=out, stderr=subprocess.PIPE, timeout=PATIENCE, check=False
        )
    assert done.returncode == 0, done.stderr.decode()
    return into


def same(stories: Path, tmp_path: Path) -> bool:
    ours = extracted(stories, tmp_path / "compiled", compiled=True)
    theirs = extracted(stories, tmp_path / "sources", compiled=False)
    assert ours.stat().st_size > 0
    return not compare(theirs, ours, show=3)["stories that differ"]


@pytest.mark.parametrize("folder", [DEMO, INVENTED / "seen", INVENTED / "kept"])
def test_they_say_the_same_of_invented_stories(folder: Path, tmp_path: Path) -> None:
    assert same(folder, tmp_path)


@pytest.mark.parametrize("name", ["quotes/ggt_dev", "quotes/polnear_dev"])
def test_they_say_the_same_of_real_stories(name: str, shared: Path, tmp_path: Path) -> None:
    stories = tmp_path / "stories.jsonl"
    stories.write_bytes(gzip.decompress((shared / "eval" / f"{name}.jsonl.gz").read_bytes()))
    assert same(stories, tmp_path)
