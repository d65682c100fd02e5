"""CONTRIBUTING's recipe for a new kind, carried out on a copy: one module, one record and one row."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from slugline.cli.demo.embedded_broker import EmbeddedBroker
from tests.integration.processes import Worker
from tests.patience import wait_until
from tests.sources import copied

MODULE = '''\
"""Number events: the figures in a story."""

import re
from collections.abc import Iterable

from slugline.reading.reading import Reading
from slugline.records.events import NumberEvent, StoryRef
from slugline.records.ids import event_id


def extract(reading: Reading) -> Iterable[NumberEvent]:
    """Yield one event per figure, in text order."""
    story = reading.story
    for found in re.finditer("[0-9]+", story.text):
        yield NumberEvent(
            id=event_id("number", story.uri, found.start()),
            story=StoryRef(uri=story.uri, version=story.version),
            start=found.start(),
            text=found[0],
        )
'''
RECORD = '''

@dataclass(frozen=True, slots=True, kw_only=True)
class NumberEvent:
    """One figure of a story."""

    id: Uuid
    story: StoryRef
    start: Offset
    text: str
'''
ROW = """
        Kind(
            name="number", plural="numbers", record=NumberEvent, extract=numerals.extract,
            feed=events_feed("number", "numbers", NumberEvent, "one event per figure of a story"),
        ),
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the source with the kind in it."""
    folder = copied(tmp_path_factory.mktemp("new-kind"), "streams", "schemas", "ops/contracts")
    package = folder / "streams" / "slugline"
    (package / "numerals.py").write_text(MODULE)
    with (package / "records" / "events.py").open("a") as events:
        events.write(RECORD)
    table = package / "kinds.py"
    before, end, after = table.read_text().partition('    )\n)\n"""All kinds')
    assert end
    imports = "from slugline import numerals\nfrom slugline.records.events import NumberEvent\n"
    imports += "from slugline.records.feeds import events_feed\n"
    table.write_text(before.replace("\nKINDS = ", f"\n{imports}\nKINDS = ") + ROW[1:] + end + after)
    return folder


@pytest.fixture(scope="module")
def environ(copy: Path) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("SLUGLINE_")}
    return {**plain, "PYTHONPATH": f"{copy / 'streams'}{os.pathsep}{copy}"}


SEVERAL = """
import sys
from slugline.cli.root import run
for line in {lines!r}:
    if code := run(line):
        sys.exit(f"{{line}}: {{code}}")
    print({end!r}, flush=True)
"""
"""Commands one behind the other in one process, which is there sooner than one for each."""
END = "the end of one"


def python(environ: dict[str, str], *arguments: str) -> str:
    """Run Python on the copy and return what it prints."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=environ["PYTHONPATH"].split(os.pathsep)[1],
        env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def slugline(environ: dict[str, str], *lines: tuple[str, ...]) -> list[str]:
    """Run commands of the copy and return what each prints."""
    *told, rest = python(environ, "-c", SEVERAL.format(lines=lines, end=END)).split(f"{END}\n")
    assert (len(told), rest) == (len(lines), "")
    return told


def found(told: str) -> list[Any]:
    """Return the lines of JSON in what a command has printed."""
    return [json.loads(line) for line in told.splitlines() if line.startswith("{")]


@pytest.fixture(scope="module")
def wire(copy: Path) -> Path:
    """Two stories with figures."""
    path = copy / "wire.jsonl"
    bodies = [
        "The mill at Varo laid off 240 workers on 3 May.",
        "Rain fell on 17 days, Mayor Ana Silva said.",
    ]
    items = [
        {"uri": f"urn:test:{n}", "language": "en", "headline": "Wire", "body_text": text}
        for n, text in enumerate(bodies)
    ]
    path.write_text("\n".join(json.dumps(one) for one in items))
    return path


def test_extract_has_its_events(environ: dict[str, str], wire: Path) -> None:
    first, second = found(python(environ, "-m", "slugline.cli", "extract", "-p", "1", str(wire)))
    assert [event["text"] for event in first["numbers"]] == ["240", "3"]
    assert [event["text"] for event in second["numbers"]] == ["17"]
    assert second["entities"]
    assert second["quotes"]


def test_its_contract_is_written_with_the_others(environ: dict[str, str], copy: Path) -> None:
    python(environ, "-m", "ops.contracts.build")
    schema = json.loads((copy / "schemas" / "v1" / "number.schema.json").read_text())
    assert schema["title"] == "NumberEvent"
    document = json.loads((copy / "schemas" / "asyncapi.json").read_text())
    assert document["channels"]["number"]["address"] == "wire.numbers.v1"
    whole = json.loads((copy / "schemas" / "v1" / "enriched-story.schema.json").read_text())
    assert whole["properties"]["numbers"]["items"] == {"$ref": "#/$defs/NumberEvent"}


@pytest.fixture(scope="module")
def broker() -> Iterator[str]:
    with EmbeddedBroker() as one:
        yield one.address


def test_a_worker_sends_its_events_counts_them_and_tail_shows_them(
    environ: dict[str, str], wire: Path, broker: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = {**environ, "SLUGLINE_BROKERS": broker}
    _, feeds, _ = slugline(chosen, ("feeds", "create"), ("feeds", "list"), ("publish", str(wire)))
    assert "wire.numbers.v1" in {row["name"] for row in found(feeds)}
    monkeypatch.setenv("PYTHONPATH", environ["PYTHONPATH"])
    with Worker(broker, tmp_path, session_timeout=4) as worker:
        worker.ready()
        counted = 'slugline_events_total{kind="number"}'
        wait_until(lambda: worker.metric(counted) >= 3, lambda: "\n".join(worker.lines()))
        assert worker.metric('slugline_produced_bytes_total{feed="wire.numbers.v1"}') > 0
    all_there = ("--from", "start", "--stop")
    numbers, enriched, pretty = slugline(
        chosen,
        ("tail", "numbers", *all_there),
        ("tail", "enriched", *all_there),
        ("tail", "enriched", "-opretty", *all_there),
    )
    assert sorted(event["text"] for event in found(numbers)) == ["17", "240", "3"]
    assert sorted(len(one["numbers"]) for one in found(enriched)) == [1, 2]
    assert "  numbers start 19  text 17\n" in pretty, "rendered without words of its own"


def test_a_row_that_is_half_there_is_told_at_once(
    environ: dict[str, str], copy: Path, tmp_path: Path
) -> None:
    other = tmp_path / "streams"
    shutil.copytree(copy / "streams", other, symlinks=True)
    table = other / "slugline" / "kinds.py"
    table.write_text(table.read_text().replace('feed=events_feed("number"', 'feed=events_feed("figure"'))
    done = subprocess.run(
        [sys.executable, "-m", "slugline.cli", "feeds", "list"], text=True,
        env={**environ, "PYTHONPATH": str(other)}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "kind 'number': on its feed wire.numbers.v1 one record is called 'figure'" in done.stderr
