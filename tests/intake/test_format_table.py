"""The table of formats: what is what, by name, by content and by its first line."""

import pytest

from slugline.intake import read
from slugline.intake.formats import table
from slugline.intake.formats.table import FORMATS, SUFFIXES, by_content, by_first_line, by_suffix
from slugline.intake.refused import Refused
from slugline.records.story import Story


def test_every_name_and_suffix_is_there_once() -> None:
    suffixes = [suffix for row in FORMATS for suffix in row.suffixes]
    assert len({row.name for row in FORMATS}) == len(FORMATS)
    assert len(set(suffixes)) == len(suffixes)
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)
    assert {".txt", ".ninjs.gz"} < set(SUFFIXES)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.txt", "text"), ("A.JSON.GZ", "ninjs"), ("a.ninjs", "ninjs"), ("a.jsonl", "jsonl"),
        ("b.json/a.ndjson.gz", "jsonl"), ("a.txt.bak", None), ("a", None),
    ],
)  # fmt: skip
def test_by_suffix(name: str, expected: str | None) -> None:
    found = by_suffix(name)
    assert (found.name if found else None) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"It rained.", "text"), (b"", "text"), (b"[BONN] It rained.", "text"), (b"<p>", "text"),
        (b'{"id": "a", "text": "It rained."}', "ninjs"), (b"\xef\xbb\xbf\n {", "ninjs"), (b'["a"]', "ninjs"),
        (b"[[", "ninjs"), (b"[ {", "ninjs"), (b"[]", "ninjs"), (b"\xff{", "ninjs"),
    ],
)  # fmt: skip
def test_by_content_and_never_by_lines(data: bytes, expected: str) -> None:
    assert by_content(data).name == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b'{"a": 1}\r\n', "jsonl"), (b"\xef\xbb\xbf {...} \n", "jsonl"), (b"{}\n", None), (b"{\n", None),
        (b'"a": 1}\n', None), (b"It rained.\n", None),
    ],
)  # fmt: skip
def test_by_first_line(line: bytes, expected: str | None) -> None:
    found = by_first_line(line)
    assert (found.name if found else None) == expected


@pytest.mark.parametrize(
    ("data", "form", "reason"),
    [
        (b"It rained.", "ninjs", "not-json"),
        (b"[BONN] It rained.", "ninjs", "not-json"),
        (b"", "ninjs", "empty"),
        (b"\xff\xfe{", "ninjs", "not-utf8"),
        (b'{"a": "b\0"}', "text", "control-characters"),
        (b"{}", "text", "missing-text"),
        (b"<rss>It rained.</rss>", "text", "unknown-format"),
    ],
)
def test_the_format_named_is_the_one_read(data: bytes, form: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read(data, form=form)
    assert refused.value.reason == reason


def test_text_that_looks_like_json_is_read_as_text_where_that_is_asked_for() -> None:
    assert read(b'{"a": "It rained."}', form="text").text == '{"a": "It rained."}'


STORY = read(b"It rained.")
ODD = Refused("missing-text", "item 2")


@pytest.mark.parametrize(
    ("items", "told"),
    [([ODD], "item 2"), ([], "with no story"), ([STORY, STORY], "several"), ([STORY, ODD], "several")],
)
def test_a_record_holds_one_story(
    items: list[Story | Refused], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = table.Format("many", (), lambda start: True, lambda data: iter(items), "")
    monkeypatch.setitem(table.BY_NAME, "many", row)
    with pytest.raises(Refused, match=told):
        read(b"x", form="many")
