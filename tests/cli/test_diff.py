"""``slugline diff``: two files, and what stands beside side feeds."""

import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from slugline.cli.problem import Exit
from slugline.cli.root import run
from slugline.records.codec import encode
from tests.records.records import ENRICHED

OTHER = "00000000-0000-5000-8000-000000000009"
Out = pytest.CaptureFixture[str]


def stories(count: int) -> list[Any]:
    return [replace(ENRICHED, uri=f"urn:test:{number}") for number in range(count)]


def written(path: Path, records: Sequence[Any]) -> str:
    data = b"".join(encode(one) + b"\n" for one in records)
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return str(path)


def changed(story: Any) -> Any:
    """Without its first entity, with another speaker, and two topics more."""
    quote = replace(story.quotes[0], id=OTHER, speaker_name="Ana Silva")
    topic = replace(story.topics[0], id=OTHER, name="weather", qcode="medtop:17000000")
    snow = replace(topic, id=OTHER.replace("9", "8"), name="snow")
    topics = (*story.topics, topic, snow)
    return replace(story, entities=story.entities[1:], quotes=(quote, *story.quotes[1:]), topics=topics)


def test_files_are_compared_by_uri_and_version(tmp_path: Path, capsys: Out) -> None:
    old = stories(5)
    new = [changed(old[0]), old[1], replace(old[2], version=9), replace(old[4], uri="urn:test:new")]
    before = written(tmp_path / "before.jsonl", [replace(old[0], headline="Out of date"), *old])
    after = written(tmp_path / "after.jsonl.gz", new)
    assert run(["diff", before, after]) == Exit.OK
    told = capsys.readouterr()
    lines = [json.loads(line) for line in told.out.splitlines()]
    assert {one["uri"] for one in lines} == {"urn:test:0"}
    assert [(one["kind"], one["way"], one["what"]) for one in lines] == [
        ("entities", "went", old[0].entities[0].name),
        ("quotes", "moved", lines[1]["what"]),
        ("topics", "came", "weather"),
        ("topics", "came", "snow"),
    ]
    assert lines[1]["moved"] == {"speaker_name": [old[0].quotes[0].speaker_name, "Ana Silva"]}
    assert "2 stories compared, 1 differ" in told.err
    for count, words in ((1, "in another version"), (2, "only before"), (1, "only after")):
        assert f"{count:6,}  {words}, not compared" in told.err
    assert "quotes: 0 went, 0 came, 1 moved" in told.err
    assert "(speaker_name 1)" in told.err


def test_people_see_a_sample_from_several_stories(tmp_path: Path, capsys: Out) -> None:
    old = stories(9)
    before = written(tmp_path / "before.jsonl", old)
    after = written(tmp_path / "after.jsonl", [changed(one) for one in old])
    assert run(["diff", before, after, "-o", "pretty", "--sample", "2"]) == Exit.OK
    told = capsys.readouterr()
    assert told.out.count("topics came") == told.out.count("entities went") == 2
    assert told.out.count("-> Ana Silva") == 2
    assert "9 stories compared, 9 differ" in told.err


def test_two_equal_files_differ_in_nothing(tmp_path: Path, capsys: Out) -> None:
    name = written(tmp_path / "same.jsonl", stories(3))
    assert run(["diff", name, name]) == Exit.OK
    told = capsys.readouterr()
    assert told.out == ""
    assert "3 stories compared, 0 differ" in told.err
    assert f"entities: 0 went, 0 came, 0 moved, {3 * len(ENRICHED.entities)} as before" in told.err


def test_a_line_that_is_no_story_is_told(tmp_path: Path, capsys: Out) -> None:
    name = written(tmp_path / "same.jsonl", stories(1))
    broken = tmp_path / "broken.jsonl"
    broken.write_bytes(Path(name).read_bytes() + b"{}\n")
    assert run(["diff", name, str(broken)]) == Exit.PARTLY
    assert f"{broken}, line 2: " in capsys.readouterr().err
    assert run(["diff", name, str(tmp_path / "nowhere")]) == Exit.USAGE
    assert "No such file" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["one"], ["one", "two", "--pipeline", "next"], ["a", "b", "c"]])
def test_it_wants_two_files_or_a_label(arguments: list[str], capsys: Out) -> None:
    assert run(["diff", *arguments]) == Exit.USAGE
    assert "name two files, BEFORE and AFTER, or --pipeline LABEL" in capsys.readouterr().err


@pytest.mark.parametrize("killed", ["before", "after", "both"])
def test_nothing_is_shown_of_what_is_killed(killed: str, tmp_path: Path, capsys: Out) -> None:
    (usable,) = stories(1)
    gone = replace(usable, status="canceled", headline=None, text="", entities=(), quotes=(), topics=())
    before, after = (gone if killed in (name, "both") else usable for name in ("before", "after"))
    names = written(tmp_path / "before.jsonl", [before]), written(tmp_path / "after.jsonl", [after])
    assert run(["diff", *names, "-o", "json"]) == Exit.OK
    told = capsys.readouterr()
    assert (told.out, "     1  killed or withheld, not compared" in told.err) == ("", True)
