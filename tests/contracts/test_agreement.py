"""The codec and the JSON Schemas must say the same of any record, right or wrong."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from msgspec import Meta

from ops.contracts.build import DESCRIBED, json_schema
from slugline.records import codec
from slugline.records.feeds import Feed
from slugline.records.schema_error import SchemaError

RECORDS = DESCRIBED
VALIDATORS = {feed.name: Draft202012Validator(json_schema(feed)) for feed in RECORDS}

SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    str: st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    bytes: st.binary(max_size=8),
    NoneType: st.none(),
}


def anything(kind: Any) -> st.SearchStrategy[Any]:
    """Build values of a field type: any text UTF-8 can carry, any number within its bounds."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return marked(*parts)
    if origin in (Union, UnionType):
        return st.one_of(*map(anything, parts))
    if origin is tuple:
        return st.lists(anything(parts[0]), max_size=2).map(tuple)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind, include_extras=True)
        return st.builds(kind, **{field.name: anything(hints[field.name]) for field in fields(kind)})
    return SCALARS[kind]


def marked(kind: Any, *marks: Meta) -> st.SearchStrategy[Any]:
    for mark in marks:
        if mark.pattern is not None:
            return st.sampled_from(fitting(mark.pattern))
        if mark.examples is not None:
            return st.sampled_from(mark.examples) | SCALARS[str]
        if mark.ge is not None and kind is float:
            return st.floats(mark.ge, mark.le, allow_nan=False, allow_infinity=False)
        if mark.ge is not None:
            return st.integers(int(mark.ge), int(mark.le) if mark.le is not None else 2**63 - 1)
    return anything(kind)


@cache
def fitting(pattern: str) -> list[str]:
    """Return texts that fit a pattern, drawn anew in each run: to draw one takes longer than a record."""
    found: list[str] = []

    @settings(max_examples=40, deadline=None, database=None, phases=[Phase.generate])
    @given(st.from_regex(pattern))
    def draw(text: str) -> None:
        found.append(text)

    draw()
    return found


@pytest.mark.parametrize("feed", RECORDS, ids=lambda feed: feed.event)
def test_any_record_comes_back_equal_and_fits_the_schema(feed: Feed) -> None:
    assert feed.record is not None

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(anything(feed.record))
    def check(record: Any) -> None:
        data = codec.encode(record)
        assert codec.decode(type(record), data) == record
        assert codec.encode(codec.decode(type(record), data)) == data
        assert not list(VALIDATORS[feed.name].iter_errors(codec.parse(data)))

    check()


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every (container, key) in a JSON value."""
    inner = list(
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, one in inner:
        yield value, key
        yield from places(one)


ODD = st.sampled_from(
    [
        None, True, False, 0, 1, -1, 2**70, 0.5, -0.5, 1.5, "", "usable", "medtop:01000000", "2031-04-07",
        "AA==", "A", [], {}, [None], {"start": 0, "end": 1}, {"uri": "u", "version": 1},
    ]
)  # fmt: skip


@pytest.mark.parametrize("feed", RECORDS, ids=lambda feed: feed.event)
def test_of_a_record_with_one_odd_value_both_say_the_same(feed: Feed) -> None:
    assert feed.record is not None
    kind = feed.record

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(anything(kind), ODD, st.randoms(use_true_random=False), st.sampled_from(["put", "drop", "add"]))
    def check(record: Any, odd: Any, random: Any, how: str) -> None:
        value = codec.parse(codec.encode(record))
        container, key = random.choice(list(places(value)))
        if how == "add" and isinstance(container, dict):
            container[random.choice(["start", "name", "mood"])] = odd
        elif how == "drop":
            del container[key]
        else:
            container[key] = odd
        fits = not list(VALIDATORS[feed.name].iter_errors(value))
        try:
            codec.build(kind, value)
        except SchemaError as error:
            assert not fits, f"only the codec refuses it: {error}"
        else:
            assert fits, "only the schema refuses it"

    check()
