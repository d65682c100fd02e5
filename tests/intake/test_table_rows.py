"""CSV and Parquet to stories: a table in, a story for each row out."""

from io import BytesIO

import pytest

from slugline.intake.formats import csv_rows, parquet_rows
from slugline.intake.formats.start import start_of
from slugline.intake.refused import Refused
from slugline.records.story import Story

HEAD = "id,title,publication,author,date,content\n"
ROW = (
    '17283,Fire in Ostvik,Coastal,Kari Moe,2026-11-03,"Fire shut the '
    'harbour.\n\n""All is lost,"" she said."\n'
)


def stories(text: str, encoding: str = "utf-8") -> list[Story]:
    return [one for one in csv_rows.read(text.encode(encoding)) if isinstance(one, Story)]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (HEAD + ROW, "utf-8"),
        (HEAD + ROW, "utf-8-sig"),
        (HEAD + ROW, "utf-16"),
        (HEAD + ROW.replace("\n", "\r\n"), "utf-8"),
        ((HEAD + ROW).replace("17283,", "17283;").replace(",", ";").replace("lost;", "lost,"), "utf-8"),
        (HEAD.replace(",", "\t") + ROW.replace(",", "\t").replace("lost\t", "lost,"), "utf-8"),
        (HEAD + "\n" + ROW + ",,,,,\n", "utf-8"),
    ],
)
def test_rows(text: str, encoding: str) -> None:
    (story,) = stories(text, encoding)
    assert (story.uri, story.headline, story.byline, story.published, story.source) == (
        "17283", "Fire in Ostvik", ("Kari Moe",), "2026-11-03", "Coastal",
    )  # fmt: skip
    assert (
        story.text.replace("\r", "") == 'Fire in Ostvik\n\nFire shut the harbour.\n\n"All is lost," she said.'
    )


def test_windows_encoding() -> None:
    (story,) = stories(HEAD + ROW.replace("Ostvik", "Østvik") + "\n" * 10, "cp1252")
    assert story.headline == "Fire in Østvik"


def test_a_row_that_cannot_be_read_is_refused_alone() -> None:
    found = list(csv_rows.read((HEAD + "1,,Coastal,,,\n" + ROW).encode()))
    assert [type(one) for one in found] == [Refused, Story]
    assert isinstance(found[0], Refused)
    assert found[0].data == b'{"id":"1","publication":"Coastal"}'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "a,b\n1,2\n",
            r"CSV without a text column: name it with SLUGLINE_FIELDS=its_name=body \(columns: a, b\)",
        ),
        ("id,date,kop\n1,2,3\n", "columns: id, date, kop"),
    ],
)
def test_what_is_refused(text: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        list(csv_rows.read(text.encode()))


def test_columns_that_the_user_names() -> None:
    rows = list(
        csv_rows.split(BytesIO(b"nr,kop,stuk\n7,Brand,Het brandde.\n"), {"kop": "headline", "Stuk": "body"})
    )
    assert rows == [b'{"nr":"7","slugline:headline":"Brand","slugline:body":"Het brandde."}']


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + ROW, True),
        ('"title";"text"\n"a";"b"\n', True),
        ("url\ttitle\tbody\n", True),
        ("title,text", True),
        ("Title: a story, and its text, by Kari Moe\n", False),
        ("Fire, text and title\nIt burned.\n", False),
        ("a,b,c\n", False),
        ("title\n", False),
        ("The port, the author said, is shut.\n", False),
        ("", False),
        ("title,date\n", True),
        ("author,date,source\n", False),
    ],
)
def test_sniff(text: str, expected: bool) -> None:
    assert csv_rows.sniff(start_of(text.encode())) is expected


def test_parquet() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from datetime import UTC, datetime

    from pyarrow import parquet

    columns = {
        "id": [1, 2], "title": ["Fire in Ostvik", "Rain"], "content": ["Fire shut the harbour.", None],
        "published": [datetime(2026, 11, 3, 9, 12, tzinfo=UTC)] * 2, "authors": [["Kari Moe"], []],
        "embedding": [[0.1, 0.2], [0.3, 0.4]],
    }  # fmt: skip
    out = BytesIO()
    parquet.write_table(pyarrow.table(columns), out)
    data = out.getvalue()
    assert parquet_rows.sniff(start_of(data))
    first, second = [one for one in parquet_rows.read(data) if isinstance(one, Story)]
    assert (first.uri, first.byline, first.published) == ("1", ("Kari Moe",), "2026-11-03T09:12:00+00:00")
    assert (first.text, second.text) == ("Fire in Ostvik\n\nFire shut the harbour.", "Rain")
    for broken in (data[:-20], b"PAR1", data[:200]):
        with pytest.raises(Refused, match="Parquet"):
            list(parquet_rows.read(broken))
    with pytest.raises(Refused, match="without a text column"):
        other = BytesIO()
        parquet.write_table(pyarrow.table({"a": [1]}), other)
        list(parquet_rows.read(other.getvalue()))


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ('id,title,text\n1,A,One ship.\n2,B,"Two ships\n3,C,Three ships.\n', ["1", "row 3"]),
        ('id,title,text\n2,B,"Two ships\n3,C,"Three ships."\n4,D,Four ships.\n', ["row 2", "4"]),
        ('id,title,text\n1,A,"One ""big""\nship."\n2,B,A 5" gun.\n', ["1", "2"]),
    ],
)
def test_a_quote_mark_that_is_never_closed_is_told(table: str, wanted: list[str]) -> None:
    found = list(csv_rows.read(table.encode()))
    said = [one.detail.partition(":")[0] if isinstance(one, Refused) else one.uri for one in found]
    assert said == wanted


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("title,text", ","), ("title\ttext", "\t"), ("title;text", ";"), ("title|text", "|"),
        ("title text", None),
        ("\ufeff title,text \r\n", ","), ('"title" , "text"', ","), ("title,text,", ","), ("title", None),
        ("title,a,b,c,d,text", ","), ("title,a,b,c,d,e,text", None), ("text,a", None),
        ("author,date", None),
        ("title;a;text,b", None), ("summary,id", ","),
        ("id,text!", None), ("id,1text,title", None),
        ("id,title,text," + "x" * 60, ","), ("id,title,text," + "x" * 61, None),
        ("id,title,a.b:/()#-_1", ","),
        ("title,text," + " " * 3_988 + "x", ","), ("title,text," + " " * 3_989 + "x", None),
    ],
)  # fmt: skip
def test_known_columns(line: str, expected: str | None) -> None:
    assert csv_rows.known_columns(line) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id,text\n1,It rained.\n", ['{"id":"1","text":"It rained."}']),
        (" id , text \n1, It rained. \n", ['{"id":"1","text":" It rained. "}']),
        ("id,text,\n1,a,b\n2, ,c\n", ['{"id":"1","text":"a"}', '{"id":"2"}']),
        ("id,text\n1\n1,a,b\n", ['{"id":"1"}', '{"id":"1","text":"a"}']),
        ("id,text\n,\n \n1,a\0b\n", ['{"id":"1","text":"ab"}']),
        ("id,text\n1,a\n\ufeff2,b\n", ['{"id":"1","text":"a"}', '{"id":"2","text":"b"}']),
        ("nr|x|text\n1|2|a,b\n", ['{"nr":"1","x":"2","text":"a,b"}']),
        ("text\na\n", ['{"text":"a"}']),
        ("a b c,text\n1,a\n", ['{"a b c":"1","text":"a"}']),
        ("text,x\n" + "a" * 200_000 + ",b\n", ['{"text":"' + "a" * 200_000 + '","x":"b"}']),
    ],
)  # fmt: skip
def test_rows_are_objects(text: str, expected: list[str]) -> None:
    assert list(csv_rows.split(BytesIO(text.encode()))) == [one.encode() for one in expected]


@pytest.mark.parametrize(
    ("data", "reason", "told"),
    [
        (b"", "unknown-format", r"CSV without a text column: .* \(columns: none\)"),
        (b"a,b,c,d,e,f,g,h,i\n", "unknown-format", r"\(columns: a, b, c, d, e, f, g, h\)"),
        (b"x" * 40 + b",b\n", "unknown-format", r"\(columns: x{30}, b\)"),
        (b"id,text\n1," + b"a" * csv_rows.LONGEST_FIELD + b"aa\n", "unknown-format",
         "CSV that is broken: a field of more than 8,388,608 characters"),
        (b"id,text\n" + b"1,abcdef\n" * 9_000 + b"1,\xff\n", "not-utf8",
         "CSV: byte .* name it with --encoding"),
        (b"id,text\n1,\x81\x8d\x8f\n", "not-utf8", "byte"),
    ],
)  # fmt: skip
def test_tables_that_cannot_be_read(data: bytes, reason: str, told: str) -> None:
    with pytest.raises(Refused, match=told) as refused:
        list(csv_rows.split(BytesIO(data)))
    assert refused.value.reason == reason


def test_only_so_many_columns_are_looked_at() -> None:
    names = ["id", "text", *(f"c{number}" for number in range(999))]
    row = csv_rows.split(BytesIO((",".join(names) + "\n" + ",".join(["x"] * len(names))).encode()))
    assert next(row).count(b'":"') == 1_000  # type: ignore[union-attr]  # a row, by the count
