"""The documents: their examples run, and what they name exists."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer

from slugline import broker
from slugline.cli.demo.embedded_broker import EmbeddedBroker
from slugline.records.codec import encode
from slugline.records.feeds import ENRICHED as ENRICHED_FEED
from slugline.records.feeds import QUOTES
from slugline.settings import Settings
from tests.records.records import ENRICHED, QUOTE

ROOT = Path(__file__).resolve().parents[1]
PAPERS = sorted(
    [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "docs" / "adr").glob("*.md"),
    ]
)
IN_CODE = re.compile(r"```.*?```|``?[^`\n]+``?", re.DOTALL)
PATH = re.compile(r"(?<![\w/.$*-])((?:[\w.-]+/)+[\w.-]*\w|[\w-]+/(?=[`\s,)]))")
MODULE = re.compile(
    r"\b(?:slugline|ops|benchmarks|tests)(?:\.(?!toml\b|py\b|v\d)[a-z_]\w*)+(?!\.v\d)\b(?!\.v\d)"
)
BELOW = ("spacy.*", "thinc.*", "numpy.*", "confection.*", "aiokafka.*", "click.*", "lxml.*", "rich.*")
"""Packages that have types, and many modules."""
TOPS = {path.name for path in ROOT.iterdir() if path.is_dir()}


@pytest.fixture(scope="module")
def kafka() -> Iterator[str]:
    """A broker with an event on the feeds that the examples read."""
    with EmbeddedBroker() as tansu:
        import asyncio

        asyncio.run(_fill(Settings(brokers=tansu.address)))
        yield tansu.address


async def _fill(settings: Settings) -> None:
    await broker.create_feeds(settings)
    async with AIOKafkaProducer(**broker.client(settings)) as producer:
        for feed, record in ((QUOTES, QUOTE), (ENRICHED_FEED, ENRICHED)):
            await producer.send_and_wait(feed.name, encode(record), key=b"urn:test:1")


def blocks(path: Path) -> list[str]:
    """Return the Python examples of a document: fenced as such, or indented in the README."""
    fenced = re.findall(r"```python\n(.*?)```", path.read_text("utf-8"), re.DOTALL)
    indented = re.findall(r"In Python[^\n]*:\n\n((?:    [^\n]*\n|\n)+)", path.read_text("utf-8"))
    return fenced + [re.sub("^    ", "", one, flags=re.MULTILINE) for one in indented]


@pytest.mark.parametrize(("name", "count"), [("docs/python.md", 8), ("README.md", 1)])
def test_the_examples_run(name: str, count: int, kafka: str, tmp_path: Path) -> None:
    examples = blocks(ROOT / name)
    assert len(examples) == count
    (tmp_path / "story.txt").write_text(
        'Rain is due, Mayor Ana Silva said. "Bring a coat," she told reporters.\n'
    )
    (tmp_path / "examples.py").write_text("\n".join(examples))
    outside = {
        variable: value for variable, value in os.environ.items() if not variable.startswith("SLUGLINE_")
    }
    done = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "examples.py"],
        cwd=tmp_path,
        env=outside | {"SLUGLINE_BROKERS": kafka},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Mara Quill" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.dear
def test_the_examples_are_typed(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """A user who runs mypy over them is told of nothing but what has no type by its nature.

    What mypy found out of our sources stays from run to run: it checks what has changed. Those of the
    packages below us, most of all there is to read, it leaves out: `make lint` checks what we make of them,
    and no example uses them.
    """
    cache = pytestconfig.cache
    kept = cache.mkdir("mypy-of-examples") if cache else tmp_path / "cache"
    (tmp_path / "examples.py").write_text("\n".join(blocks(ROOT / "docs" / "python.md")[:1]))
    (tmp_path / "mypy.ini").write_text(f"[mypy]\n[mypy-{','.join(BELOW)}]\nfollow_imports = skip\n")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(kept), "examples.py"],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(ROOT / "streams")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_names_exists(paper: Path) -> None:
    code = " ".join(IN_CODE.findall(paper.read_text("utf-8")))
    assert [path for path in paths(code) if not (ROOT / path).exists()] == []
    assert [name for name in MODULE.findall(code) if not is_there(name)] == []


def paths(code: str) -> set[str]:
    """Return what reads like a path of ours: it begins with a folder at the top."""
    found = (path.rstrip(".") for path in PATH.findall(code))
    return {path for path in found if path.split("/")[0] in TOPS}


def is_there(name: str) -> bool:
    """Whether a dotted name is a module of ours, or something in one."""
    parts = name.split(".")
    root = ROOT / "streams" if parts[0] == "slugline" else ROOT
    while parts:
        path = root.joinpath(*parts)
        if path.is_dir() or path.with_suffix(".py").is_file():
            rest = name.split(".")[len(parts) :]
            source = path.with_suffix(".py") if path.with_suffix(".py").is_file() else path / "__init__.py"
            return not rest or (
                source.is_file() and re.search(rf"\b{rest[0]}\b", source.read_text()) is not None
            )
        parts.pop()
    return False


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("`streams/slugline/records/` and `schemas/v1`", {"streams/slugline/records", "schemas/v1"}),
        ("`python -m ops.contracts.build` in `docs/adr/`.", {"docs/adr"}),
        ("`application/json`, `~/.calfkit/bin`, `schemas/v1/*.schema.json`", {"schemas/v1"}),
    ],
)
def test_paths_are_seen(code: str, found: set[str]) -> None:
    assert {path.rstrip("/") for path in paths(code)} == found


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("slugline.records.codec", True),
        ("slugline.records.codec.encode", True),
        ("slugline.enrich_many", True),
        ("slugline.records.nothing", False),
        ("ops.topics.build_model", True),
    ],
)
def test_modules_are_seen(name: str, there: bool) -> None:
    assert is_there(name) == there
