"""The table of formats: what is what, by name, by content and by its first line."""

import pytest

from slugline.intake import items, read, record
from slugline.intake.formats import table
from slugline.intake.formats.start import start_of
from slugline.intake.formats.table import FORMATS, SUFFIXES, by_content, by_first_line, by_suffix
from slugline.intake.refused import Refused
from slugline.records.story import Story


def row(name: str = "a", *suffixes: str) -> table.Format:
    return table.Format(name, suffixes, lambda start: True, lambda data: iter(()), "")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ((row("a"), row("b"), row("a")), "two formats are called 'a'"),
        ((row("auto"),), "two formats are called 'auto'"),
        ((row("a", ".x"), row("b", ".y", ".x")), "format 'b': another has the suffix '.x'"),
        ((row("a", ".X"),), "'.X' is no suffix"),
        ((row("a", "x"),), "'x' is no suffix"),
    ],
)
def test_every_name_and_suffix_is_there_once(rows: tuple[table.Format, ...], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        table.checked(rows)


def test_the_suffixes_of_folders() -> None:
    assert table.checked(FORMATS) is FORMATS
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
        (b"It rained.", "text"), (b"", "text"), (b"[BONN] It rained.", "text"), (b"<p>", "html"),
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
    ("found", "told"),
    [([ODD], "item 2"), ([], "with no story"), ([STORY, STORY], "several"), ([STORY, ODD], "several")],
)
def test_one_story_is_read_where_there_is_one(
    found: list[Story | Refused], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = table.Format("many", (), lambda start: True, lambda data: iter(found), "")
    monkeypatch.setitem(table.BY_NAME, "many", row)
    with pytest.raises(Refused, match=told):
        read(b"x", form="many")


def test_items_come_each_with_its_fate(monkeypatch: pytest.MonkeyPatch) -> None:
    many = table.Format("many", (), lambda start: True, lambda data: iter([STORY, ODD, STORY]), "")
    monkeypatch.setitem(table.BY_NAME, "many", many)
    assert list(items(b"x", form="many")) == [STORY, ODD, STORY]
    assert [isinstance(one, Refused) for one in items(b"x", form="many", limit=9)] == [True] * 3
    monkeypatch.setattr(record, "MOST_ITEMS", 2)
    with pytest.raises(Refused, match="more than 2 stories in one many"):
        list(items(b"x", form="many"))


def test_a_format_may_let_a_file_be_larger_than_a_story(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = table.Format("wide", (), lambda start: True, lambda data: iter([STORY]), "", largest=40)
    monkeypatch.setitem(table.BY_NAME, "wide", wide)
    assert read(b"x" * 40, form="wide", limit=20) == STORY
    with pytest.raises(Refused, match="41 bytes, and 40 are allowed"):
        read(b"x" * 41, form="wide", limit=20)


ROWS = [
    ("jsonl", ".jsonl .ndjson", "JSON lines", ""), ("ninjs", ".json .ninjs", "ninjs", ""),
    ("iptc7901", ".7901", "IPTC 7901", ""), ("anpa", ".anpa", "ANPA 1312", ""),
    ("warc", ".warc .wet", "WARC and WET", "warc"), ("parquet", ".parquet", "Parquet", "jsonl"),
    ("mbox", ".mbox", "mails in one file", "mail"), ("mail", ".eml .mht .mhtml", "a mail", ""),
    ("newsml-g2", "", "NewsML-G2", ""), ("newsml", "", "NewsML 1", ""), ("nitf", "", "NITF", ""),
    ("rss", ".rss .atom", "RSS or Atom", ""), ("html", ".html .htm .xhtml", "a page", ""),
    ("csv", ".csv .tsv", "CSV", "jsonl"), ("text", ".txt", "plain text", ""),
]  # fmt: skip


@pytest.mark.parametrize(("name", "suffixes", "told", "parts"), ROWS)
def test_each_format(name: str, suffixes: str, told: str, parts: str) -> None:
    row = table.BY_NAME[name]
    assert (row.suffixes, row.parts) == (tuple(suffixes.split()), parts)
    assert told in row.help
    assert (row.split is not None) is bool(parts)
    assert row.lines is (name == "jsonl")
    for suffix in row.suffixes:
        for packed in ("", ".gz", ".bz2", ".zst", ".xz"):
            assert by_suffix(f"a{suffix}{packed}") is row
            assert suffix + packed in SUFFIXES


def test_there_are_no_others() -> None:
    assert [row.name for row in FORMATS] == [name for name, *_ in ROWS]
    assert table.OF_SEVERAL == (".xml", ".newsml", ".nitf")
    assert set(table.OF_SEVERAL) < set(SUFFIXES)


@pytest.mark.parametrize(
    ("name", "mebibytes"),
    [
        *((name, 32) for name in ("ninjs", "iptc7901", "anpa", "warc", "parquet", "mbox", "rss", "csv")),
        *((name, 16) for name in ("mail", "newsml-g2", "newsml", "nitf")),
        ("html", 5), ("jsonl", 0), ("text", 0),
    ],
)  # fmt: skip
def test_what_a_record_may_weigh(name: str, mebibytes: int) -> None:
    assert table.BY_NAME[name].largest == mebibytes * 1_048_576
    assert table.LARGEST == 32 * 1_048_576


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"It rained.", None), (b'{"a": 1}', "ninjs"), (b"<p>a", "html"), (b"title,text\n", "csv"),
        (b"<rss>", "rss"), (b"<nitf>", "nitf"), (b"<NewsML>", "newsml"), (b"<newsItem>", "newsml-g2"),
        (b"PAR1", "parquet"), (b"WARC/1.0\r\n", "warc"), (b"From: a\nDate: b\nTo: c\n\nd", "mail"),
    ],
)  # fmt: skip
def test_what_data_surely_are(data: bytes, expected: str | None) -> None:
    found = table.telling(start_of(data))
    assert (found.name if found else None) == expected
