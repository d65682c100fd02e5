"""Two runs over the same stories: what counts as different."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.equal_events import differences, main

STORY = {"uri": "urn:x", "quotes": [{"id": "1"}, {"id": "2"}], "pipeline": {"version": "1"}}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"pipeline": {"version": "2"}}, []),
        ({"quotes": [{"id": "1"}]}, [("quotes", "-", {"id": "2"})]),
        ({"quotes": [{"id": "2"}, {"id": "1"}]}, [("quotes", "order", None)]),
        ({"uri": "urn:y"}, [("uri", "-", "urn:x"), ("uri", "+", "urn:y")]),
        ({"numbers": [9]}, [("numbers", "-", None), ("numbers", "+", 9)]),
    ],
)
def test_differences(change: dict[str, Any], found: list[Any]) -> None:
    assert list(differences(STORY, {**STORY, **change})) == found


def test_the_exit_code_says_whether_all_is_equal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = tmp_path / "before.jsonl", tmp_path / "after.jsonl"
    before.write_text(json.dumps(STORY) + "\n")
    after.write_text(json.dumps({**STORY, "pipeline": {}}) + "\n")
    assert main([str(before), str(after)]) == 0
    after.write_text(json.dumps({**STORY, "quotes": []}) + "\n")
    assert main([str(before), str(after), "--show", "1"]) == 1
    assert 'after.jsonl:1 quotes - {"id": "1"}' in capsys.readouterr().out
