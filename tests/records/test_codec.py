import gc
from dataclasses import FrozenInstanceError, dataclass, fields, replace
from math import inf, nan
from typing import Annotated, Literal, get_args

import pytest

from slugline.records import codec
from slugline.records.marks import Count, Moment, Open, Unit, Unknown, doc, pattern
from slugline.records.schema_error import SchemaError
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
    grows: Open[Literal["one", "two"]] = "one"
    text: Annotated[str, pattern("^[a-z]*$"), doc("lower case")] = ""
    numbers: tuple[float | None, ...] = ()
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
        (b"[]", "", "expected object, found array"),
        (b"null", "", "expected object, found null"),
        (b'{"flag": 1}', "flag", "expected boolean, found 1"),
        (b'{"flag": null}', "flag", "expected boolean, found null"),
        (b'{"count": true}', "count", "expected integer, found true"),
        (b'{"count": 1.0}', "count", "expected integer, found 1.0"),
        (b'{"count": 18446744073709551616}', "count", "expected integer, found 1.8446744073709552e+19"),
        (b'{"count": "1"}', "count", "expected integer, found '1'"),
        (b'{"count": -1}', "count", "expected integer >= 0, found -1"),
        (b'{"share": false}', "share", "expected number, found false"),
        (b'{"share": 1.0000001}', "share", "expected number <= 1.0, found 1.0000001"),
        (b'{"word": "three"}', "word", "invalid enum value, found 'three'"),
        (b'{"word": ["one"]}', "word", "expected string, found array"),
        (b'{"text": "A"}', "text", "expected string matching regex '^[a-z]*$', found 'A'"),
        (b'{"text": "a\\n"}', "text", "found 'a\\n'"),
        (b'{"text": "' + b"X" * 500 + b'"}', "text", ", found '" + "X" * 40 + "...'"),
        (b'{"raw": "a"}', "raw", "invalid base64 encoded string, found 'a'"),
        (b'{"raw": "\xc3\xa9"}', "raw", "invalid base64"),
        (b'{"inner": {}}', "inner.number", "missing"),
        (b'{"inner": {"number": "1"}}', "inner.number", "expected number, found '1'"),
        (b'{"many": [{"number": 1}, {"x": 2}]}', "many[1].number", "missing"),
        (b'{"grows": null}', "grows", "expected string, found null"),
        (b'{"maybe": "1"}', "maybe", "expected number | null, found '1'"),
        (b'{"inner": 1}', "inner", "expected object | null, found 1"),
        (b'{"many": {"number": 1}}', "many", "expected array, found object"),
        (b'{"moment": "2031-04-07T10:00:00"}', "moment", r"(Z|[+-][0-9]{2}:[0-9]{2}))?$', found '2031"),
        ('{"moment": "٢٠٣١-٠٤-٠٧"}'.encode(), "moment", "matching regex"),
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
        (b'{"grows": "two"}', "grows", "two"),
        (b'{"grows": "three"}', "grows", "three"),
        (b'{"": 1, "flag": true, "x": {"flag": []}}', "flag", True),
        (b'{"many": [{"number": 1, "x": 2}]}', "many", (Inner(number=1.0),)),
        (b'{"moment": "2031-04-07T10:00:00.5+05:30"}', "moment", "2031-04-07T10:00:00.5+05:30"),
    ],
)
def test_what_fits(data: bytes, field: str, value: object) -> None:
    found = getattr(codec.decode(Sample, data), field)
    assert found == value
    assert type(found) is type(value)


def test_what_may_be_missing_takes_its_default_and_a_record_is_frozen() -> None:
    sample = codec.decode(Sample, b"{}")
    assert sample == Sample()
    with pytest.raises(FrozenInstanceError):
        sample.flag = True  # type: ignore[misc]  # frozen for mypy too


def test_mypy_holds_writers_to_the_known_values_and_readers_to_any_text() -> None:
    Sample(grows="three")  # type: ignore[arg-type]  # mypy warns of an ignore that is not needed
    read: Literal["one", "two"] | Unknown = codec.decode(Sample, b'{"grows": "three"}').grows
    assert read not in get_args(Literal["one", "two"])


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
        (Sample(numbers=(0.5, None, nan)), "numbers[2]"),
        (Sample(text="\ud800"), "text"),
        (Sample(count=2**70), "count"),
        (replace(records.ENRICHED, byline=("Ivo", "\udfff")), "byline[1]"),
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


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_is_as_it_was(enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        codec.decode(type(records.ENTITY), codec.encode(records.ENTITY))
        assert gc.isenabled() is enabled
        with pytest.raises(SchemaError):
            codec.decode(type(records.ENTITY), b"{}")
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()
