"""The same stories have the same records in every process, whatever order they and its sets are in."""

import gzip
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.newswire import invent
from tests.conftest import SHARED
from tests.quality.gold import STORIES

SEEDS = ("1", "2", "3")
EXTRACT = [sys.executable, "-m", "slugline.cli", "extract", "--format", "jsonl", "-o", "jsonl", "-p", "1"]


def copy_of_ours() -> list[str]:
    """The stories of the tests and of the benchmarks, each with its own uri."""
    texts = [path.read_text("utf-8").split("\n---", 1)[0] for path in sorted(STORIES.rglob("*.txt"))]
    texts += [story.text for story in invent(60, seed=11)]
    return [json.dumps({"uri": f"test:same:{at}", "text": text}) for at, text in enumerate(texts)]


def read(lines: list[str], folder: Path, seed: str) -> dict[str, str]:
    """What is extracted of each story in a process whose sets are ordered by ``seed``."""
    given, found = folder / f"{seed}.jsonl", folder / f"{seed}.out"
    given.write_text("\n".join(lines), "utf-8")
    with found.open("wb") as out:
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run([*EXTRACT, given], env=environment, stdout=out, check=True, timeout=3600)
    records = found.read_text("utf-8").splitlines()
    assert len(records) == len(lines)
    return {json.loads(record)["uri"]: record for record in records}


@pytest.mark.dear
@pytest.mark.parametrize("name", ["ours", "worldwide_dev"])
def test_records_hang_on_nothing_but_the_story(name: str, tmp_path: Path) -> None:
    lines = copy_of_ours()
    if name != "ours":
        path = SHARED / "eval" / "entities" / f"{name}.jsonl.gz"
        if not path.is_file():
            pytest.skip(f"{path.name} is not at hand")
        lines = gzip.decompress(path.read_bytes()).decode().splitlines()[:150]
    first = read(lines, tmp_path, SEEDS[0])
    for seed in SEEDS[1:]:
        shuffled = random.Random(seed).sample(lines, len(lines))
        again = read(shuffled, tmp_path, seed)
        differing = [uri for uri, record in first.items() if again[uri] != record]
        assert not differing, f"{len(differing)} of {len(first)} have other records"
