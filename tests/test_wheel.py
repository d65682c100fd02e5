"""What a user installs: the built wheel, opened."""

import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[1]
NEEDED = ("pyproject.toml", "README.md", "LICENSE", ".gitignore", "schemas", "streams")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """Build it from a copy, without network, as pip does once it has hatchling."""
    source = tmp_path_factory.mktemp("source")
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=LEFT_OUT)
        else:
            shutil.copy(ROOT / name, source / name)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(source / "dist")]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = (source / "dist").glob("*.whl")
    return ZipFile(built)


def committed() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "schemas", "streams"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("needs the git repository")
    names = [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    return [f"slugline/{name}" if name.startswith("schemas/") else name for name in names]


def test_nothing_but_the_one_package_is_inside(wheel: ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert tops == {"slugline", f"slugline-{project['version']}.dist-info"}


def test_every_committed_file_of_theirs_is_inside(wheel: ZipFile) -> None:
    inside = set(wheel.namelist())
    assert [name for name in committed() if name.removeprefix("streams/") not in inside] == []


@pytest.mark.parametrize(
    ("pattern", "least"),
    [
        ("slugline/py.typed", 1),
        ("slugline/schemas/v1/*.schema.json", 7),
        ("slugline/schemas/asyncapi.json", 1),
        ("slugline/schemas/examples/*/*.json", 14),
        ("slugline/lang/en/*", 5),
        ("slugline/topics/data/*", 3),
        ("*/licenses/LICENSE", 1),
    ],
)
def test_the_data_is_inside(wheel: ZipFile, pattern: str, least: int) -> None:
    assert sum(fnmatch(name, pattern) for name in wheel.namelist()) >= least


def test_the_command_is_declared(wheel: ZipFile) -> None:
    (entry,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "slugline = slugline.cli:main" in wheel.read(entry).decode()


def test_it_runs_from_the_wheel_alone(wheel: ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path)
    code = "import slugline.enrichment as e; print(e.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == str(tmp_path / "slugline" / "enrichment.py")
