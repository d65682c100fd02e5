"""Started in a folder that holds Python files of the user's own, nothing of ours imports them."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from slugline.records.codec import encode
from tests.records.records import ENRICHED

COMMAND = str(Path(sys.executable).with_name("slugline"))
MODULE = (sys.executable, "-m", "slugline.cli")
TRAPS = (
    "schemas/__init__.py", "streams.py", "json.py", "logging.py", "pickle.py", "socket.py", "signal.py",
    "click.py", "spacy.py", "aiokafka/__init__.py", "encodings_of_mine.py",
)  # fmt: skip
"""What the folder holds: names of ours of old, of the standard library, of what we depend on."""
TRAP = (
    "open({marker!r}, 'a').write(__name__ + '\\n')\nraise ImportError('a module of the user: ' + __name__)\n"
)
STORY = (
    "VALDORA, Portugal — Harbour master Ines Tavarela said on Monday that pier {n} would stay shut.\n\n"
    '"Nobody goes out today," Tavarela told reporters in Lisbon.\n'
)


class Folder:
    """A folder with traps: a marker says which was imported."""

    def __init__(self, path: Path, traps: Sequence[str]) -> None:
        self.path = path / "project"
        self.marker = path / "imported"
        for name in traps:
            trap = self.path / name
            trap.parent.mkdir(parents=True, exist_ok=True)
            trap.write_text(TRAP.format(marker=str(self.marker)))

    @property
    def imported(self) -> str:
        return self.marker.read_text() if self.marker.exists() else ""

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.path, capture_output=True, text=True, check=False, env=environment(self.path)
        )


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder that also has a slugline.py: for what needs no ``python -m``."""
    return Folder(tmp_path, (*TRAPS, "slugline.py"))


def environment(tmp: Path) -> dict[str, str]:
    outside = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONSAFEPATH")
    }
    return {
        **outside,
        "COLUMNS": "100",
        "SLUGLINE_BROKERS": "127.0.0.1:9",
        "TMPDIR": str(tmp),
        "SLUGLINE_PROCESSES": "1",
    }


def wire(path: Path, count: int) -> str:
    lines = [
        json.dumps({"id": f"urn:test:{n}", "language": "en", "text": STORY.format(n=n)}) for n in range(count)
    ]
    (path / "wire.jsonl").write_text("\n".join(lines))
    return "wire.jsonl"


def test_the_traps_work(folder: Folder) -> None:
    assert folder.run(sys.executable, "-c", "import json").returncode == 1
    assert folder.imported == "json\n"


@pytest.mark.parametrize(
    "args", [("--help",), ("config",), ("worker", "--help"), ("topics", "football"), ("publish", "--help")]
)
def test_light_commands(args: Sequence[str], folder: Folder, tmp_path: Path) -> None:
    done = folder.run(COMMAND, *args)
    assert (done.returncode, done.stderr, folder.imported) == (0, "", "")
    without = Folder(tmp_path / "again", TRAPS)  # -m looks for slugline itself in the folder, before we run
    again = without.run(*MODULE, *args)
    assert (again.stdout, again.stderr, without.imported) == (done.stdout, "", "")


def test_as_a_module_without_the_folder_on_the_path(folder: Folder) -> None:
    done = folder.run(sys.executable, "-P", "-m", "slugline.cli", "extract", "--help")
    assert (done.returncode, done.stderr, folder.imported) == (0, "", "")


def test_extract_in_two_processes(folder: Folder) -> None:
    done = folder.run(COMMAND, "extract", "-p", "2", wire(folder.path, 45))
    assert (done.returncode, done.stderr, folder.imported) == (0, "", "")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["uri"] for one in found] == [f"urn:test:{n}" for n in range(45)]
    assert {quote["speaker_name"] for one in found for quote in one["quotes"]} == {"Ines Tavarela"}


def test_the_demo_to_its_end(folder: Folder) -> None:
    """What it shows: tests/cli/test_demo.py."""
    done = folder.run(COMMAND, "demo")
    assert (done.returncode, done.stderr, folder.imported) == (0, "", ""), done.stdout
    assert re.search("worker .*ready in", done.stdout)
    assert re.search(r"^stories +\d+ in ", done.stdout, re.MULTILINE)
    assert done.stdout.endswith("worker and broker stopped\n")
    assert "still running" not in done.stdout
    assert len(done.stdout.splitlines()) <= 55, "a screenful"
    assert len(re.findall("^  says  ", done.stdout, re.MULTILINE)) == 3
    assert re.search(
        r"^and \d\d more stories with events; .+ slugline demo --all$", done.stdout, re.MULTILINE
    )


POOL = """
import asyncio
from slugline.runtime.reader_pool import PoolBroken, ReaderPool
from slugline.settings import Settings

async def main():
    pool = ReaderPool(Settings(processes=1, model="xx_nothing"))
    try:
        await pool.start()
    except PoolBroken as told:
        print(told)
    finally:
        pool.stop()

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_the_pool_of_a_worker(folder: Folder, tmp_path: Path) -> None:
    """As ``slugline worker`` starts it, whose own path has the folder of the command and not this one.

    Its process has imported all but the model when it says that there is none.
    """
    (tmp_path / "elsewhere").mkdir()
    script = tmp_path / "elsewhere" / "worker.py"
    script.write_text(POOL)
    done = folder.run(sys.executable, str(script))
    assert (done.returncode, folder.imported) == (0, ""), done.stderr
    assert done.stdout.startswith("cannot load the model xx_nothing")


def test_a_consumer_beside_folders_of_those_names(tmp_path: Path) -> None:
    folder = Folder(tmp_path, ("schemas/__init__.py", "streams.py"))
    (folder.path / "record.json").write_bytes(encode(ENRICHED))
    (folder.path / "consumer.py").write_text(
        "import slugline\n"
        "from pathlib import Path\n"
        "story = slugline.decode('enriched', Path('record.json').read_bytes())\n"
        "print(type(story).__module__, story.quotes[0].speaker_name)\n"
    )
    done = folder.run(sys.executable, "consumer.py")
    assert (done.returncode, done.stderr, folder.imported) == (0, "", "")
    assert done.stdout == "slugline.records.story Mara Quill\n"


def test_pythonpath_of_the_user_counts(folder: Folder, tmp_path: Path) -> None:
    """A name of the user's where he says it is: so his own spaCy pipelines are found."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "xx_own.py").write_text("raise ImportError('half a pipeline')\n")
    (folder.path / "story.txt").write_text(STORY.format(n=1))
    env = environment(folder.path) | {"PYTHONPATH": str(tmp_path / "own"), "SLUGLINE_MODEL": "xx_own"}
    done = subprocess.run(
        [COMMAND, "extract", "-p", "2", "story.txt"], cwd=folder.path, capture_output=True, text=True, env=env
    )
    assert done.returncode == 2
    assert done.stderr.startswith("error: cannot load the model xx_own"), done.stderr
