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


def build(source: Path, *options: str) -> Path:
    """Build without network, as pip does once it has hatchling."""
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(source / "dist"), *options]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    [built] = (source / "dist").iterdir()
    return built


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> tuple[ZipFile, ZipFile]:
    """Build it from a copy of the checkout, and from the source archive made of that."""
    source = tmp_path_factory.mktemp("source")
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=LEFT_OUT, symlinks=True)
        else:
            shutil.copy(ROOT / name, source / name)
    other = tmp_path_factory.mktemp("unpacked")
    archive = build(source, "-t", "sdist")
    shutil.unpack_archive(archive, other, filter="data")
    archive.unlink()
    [unpacked] = other.iterdir()
    return ZipFile(build(source, "-t", "wheel")), ZipFile(build(unpacked, "-t", "wheel"))


@pytest.fixture
def wheel(wheels: tuple[ZipFile, ZipFile]) -> ZipFile:
    """The one made of the source archive."""
    return wheels[1]


def test_the_source_archive_lacks_nothing(wheels: tuple[ZipFile, ZipFile]) -> None:
    ours, theirs = ({one.filename: one.CRC for one in wheel.infolist()} for wheel in wheels)
    assert ours == theirs


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


def test_nothing_is_inside_twice_or_for_makers_only(wheel: ZipFile) -> None:
    names = wheel.namelist()
    assert len(names) == len(set(names))
    assert [
        name for name in names if "leads" in name or name.endswith((".pyc", ".pom", "build_model.py"))
    ] == []


def test_its_metadata_says_what_it_is(wheel: ZipFile) -> None:
    [name] = (name for name in wheel.namelist() if name.endswith("METADATA"))
    metadata = wheel.read(name).decode()
    for line in ("Requires-Python: >=3.11", "Classifier: Typing :: Typed", "Project-URL: Source, "):
        assert f"\n{line}" in metadata


def test_the_command_is_declared(wheel: ZipFile) -> None:
    (entry,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "slugline = slugline.cli:main" in wheel.read(entry).decode()


@pytest.mark.dear
def test_it_runs_from_the_wheel_alone(wheel: ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path)
    code = (
        "import slugline; from importlib.resources import files\n"
        "assert (files('slugline') / 'schemas' / 'v1' / 'quote.schema.json').is_file()\n"
        "print(slugline.enrich('Rain, Mayor Ana Silva said.').entities[0].name, slugline.__file__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == f"Ana Silva {tmp_path / 'slugline' / '__init__.py'}"
