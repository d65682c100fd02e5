from dataclasses import dataclass, fields
from math import inf, nan
from typing import Annotated, Literal

import pytest

from slugline.records import codec
from slugline.records.errors import SchemaError
from slugline.records.marks import Bounds, Count, Moment, Pattern, Unit
from slugline.records.story import EnrichedStory
from tests.records import records


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    number: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    flag: bool = False
    count: Count = 0
    share: Unit = 0.0
    free: float = 0.0
    maybe: float | None = None
    word: Literal["one", "two"] = "one"
    text: Annotated[str, Pattern("^[a-z]*$"), Bounds(None, None)] = ""
    raw: bytes = b""
    inner: Inner | None = None
    many: tuple[Inner, ...] = ()
    moment: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    first: int
    second: int


@pytest.mark.parametrize(
    ("data", "where", "problem"),
    [
        (b"", "", "not JSON"),
        (b"\xff", "", "not JSON"),
        (b'"\xed\xa0\x80"', "", "not JSON"),
        (b'{"text": "\\ud800"}', "", "not JSON"),
        (b"\xef\xbb\xbf{}", "", "BOM"),
        (b"{} {}", "", "unexpected content after document"),
        (b'{"free": NaN}', "", "not JSON"),
        (b'{"free": Infinity}', "", "not JSON"),
        (b'{"free": 1e999}', "", "infinity"),
        (b"[" * 2000 + b"]" * 2000, "", "depth limit exceeded"),
        (b'{"inner":' * 2000 + b"1" + b"}" * 2000, "", "depth limit exceeded"),
        (b"[]", "", "expected an object, found array"),
        (b"null", "", "expected an object, found null"),
        (b'{"flag": 1}', "flag", "expected a boolean, found integer"),
        (b'{"flag": null}', "flag", "expected a boolean, found null"),
        (b'{"count": true}', "count", "expected an integer, found boolean"),
        (b'{"count": 1.0}', "count", "expected an integer, found number"),
        (b'{"count": 18446744073709551616}', "count", "expected an integer, found number"),
        (b'{"count": "1"}', "count", "expected an integer, found string"),
        (b'{"count": -1}', "count", "-1 is below 0"),
        (b'{"share": false}', "share", "expected a number, found boolean"),
        (b'{"share": 1.0000001}', "share", "1.0000001 is above 1"),
        (b'{"word": "three"}', "word", "expected one of one, two; found 'three'"),
        (b'{"word": ["one"]}', "word", "expected one of one, two; found array"),
        (b'{"text": "A"}', "text", "'A' does not match ^[a-z]*$"),
        (b'{"text": "a\\n"}', "text", "does not match"),
        (b'{"text": "' + b"X" * 500 + b'"}', "text", "'" + "X" * 40 + "...' does not match"),
        (b'{"raw": "a"}', "raw", "not base64"),
        (b'{"raw": "\xc3\xa9"}', "raw", "not base64"),
        (b'{"inner": {}}', "inner.number", "missing"),
        (b'{"inner": {"number": "1"}}', "inner.number", "expected a number, found string"),
        (b'{"many": [{"number": 1}, {"number": 1, "x": 2}]}', "many[1].x", "Inner has no such field"),
        (b'{"many": {"number": 1}}', "many", "expected an array, found object"),
        (b'{"": 1}', "", "Sample has no such field"),
        (b'{"moment": "2031-04-07T10:00:00"}', "moment", "does not match"),
        ('{"moment": "٢٠٣١-٠٤-٠٧"}'.encode(), "moment", "does not match"),
    ],
    ids=lambda value: value[:40].decode("utf-8", "replace") if isinstance(value, bytes) else "",
)
def test_what_does_not_fit_is_refused_with_its_address(data: bytes, where: str, problem: str) -> None:
    with pytest.raises(SchemaError) as caught:
        codec.decode(Sample, data)
    assert (caught.value.where, problem in str(caught.value)) == (where, True), str(caught.value)


@pytest.mark.parametrize(
    ("data", "field", "value"),
    [
        (b'{"share": 1}', "share", 1.0),
        (b'{"free": 18446744073709551616}', "free", 2.0**64),
        (b'{"free": -0.0}', "free", 0.0),
        (b'{"count": 18446744073709551615}', "count", 2**64 - 1),
        (b'{"count": 1, "count": 2}', "count", 2),
        (b'{"raw": "/wA="}', "raw", b"\xff\x00"),
        (b'{"inner": null}', "inner", None),
        (b'{"many": [{"number": 1}]}', "many", (Inner(number=1.0),)),
        (b'{"moment": "2031-04-07T10:00:00.5+05:30"}', "moment", "2031-04-07T10:00:00.5+05:30"),
    ],
)
def test_what_fits(data: bytes, field: str, value: object) -> None:
    found = getattr(codec.decode(Sample, data), field)
    assert found == value
    assert type(found) is type(value)


def test_of_several_missing_fields_the_first_is_named() -> None:
    with pytest.raises(SchemaError, match="first: missing"):
        codec.decode(Needs, b"{}")


@pytest.mark.parametrize(
    ("record", "where"),
    [
        (Sample(free=nan), "free"),
        (Sample(maybe=-inf), "maybe"),
        (Sample(share=inf), "share"),
        (Sample(inner=Inner(number=nan)), "inner.number"),
        (Sample(many=(Inner(number=0.0), Inner(number=inf))), "many[1].number"),
        (Sample(text="\ud800"), ""),
        (Sample(count=2**70), ""),
        ({"odd": {1, 2}}, ""),
    ],
)
def test_what_json_cannot_carry_is_not_written(record: object, where: str) -> None:
    with pytest.raises(SchemaError) as caught:
        codec.encode(record)
    assert caught.value.where == where


def test_equal_records_give_equal_bytes_in_the_order_of_the_fields() -> None:
    data = codec.encode(records.ENRICHED)
    assert data == codec.encode(codec.decode(EnrichedStory, data))
    value = codec.parse(data)
    assert isinstance(value, dict)
    assert list(value) == [field.name for field in fields(EnrichedStory)]
