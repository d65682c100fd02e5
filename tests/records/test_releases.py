"""Records of an invented later release and of an invented earlier one, of every feed, can be read."""

from dataclasses import dataclass, field, fields
from typing import Any, Literal

import pytest

from slugline.kinds import ALL_FEEDS
from slugline.records import codec
from slugline.records.marks import Count, Open
from slugline.records.retraction import Retraction
from tests.records.record_types import (
    NEW,
    has_default,
    of_a_later_release,
    of_an_earlier_release,
    of_this_release,
    records_in,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    size: Count
    colour: Open[Literal["red", "blue"]] = "blue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Toy:
    """What the records of the feeds may become: no field of theirs has a default yet."""

    name: str
    inner: Inner
    many: tuple[Inner, ...]
    since: str | None = None
    more: tuple[Inner, ...] = field(default_factory=tuple)


KINDS: list[type[Any]] = [*(feed.record for feed in ALL_FEEDS if feed.record), Retraction, Toy]


def plain(kind: type[Any], value: Any) -> Any:
    return codec.parse(codec.encode(codec.build(kind, value)))


def without_new_fields(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_new_fields(one) for name, one in value.items() if name != NEW}
    return [without_new_fields(one) for one in value] if isinstance(value, list) else value


def texts(value: Any) -> list[str]:
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return [text for one in inner for text in texts(one)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_of_this_release_comes_back_whole(kind: type[Any]) -> None:
    value = of_this_release(kind)
    assert plain(kind, value) == value


@pytest.mark.parametrize("kind", KINDS)
def test_a_later_release_is_read_without_its_fields_and_with_its_values(kind: type[Any]) -> None:
    value = of_a_later_release(kind)
    assert plain(kind, value) == without_new_fields(value) != value


@pytest.mark.parametrize("kind", KINDS)
def test_an_earlier_release_gets_the_defaults(kind: type[Any]) -> None:
    record = codec.build(kind, of_an_earlier_release(kind))
    for one in fields(kind):
        if has_default(one):
            default = one.default_factory() if callable(one.default_factory) else one.default
            assert getattr(record, one.name) == default


def test_the_toy_shows_that_defaults_reach_down() -> None:
    value = of_an_earlier_release(Toy)
    assert value == {"name": "text", "inner": {"size": 1}, "many": [{"size": 1}]}
    inner = {"size": 1, "colour": "blue"}
    assert plain(Toy, value) == {"name": "text", "inner": inner, "many": [inner], "since": None, "more": []}


def test_no_record_and_no_open_list_is_forgotten() -> None:
    found = {record for kind in KINDS for record in records_in(kind)}
    assert {"StoryRef", "Span", "Mention", "Links", "PathStep", "Thing", "Zone", "Pipeline"} <= {
        record.__name__ for record in found
    }
    new_values = {kind.__name__: texts(of_a_later_release(kind)).count(NEW) for kind in KINDS}
    assert new_values == {
        "EntityEvent": 4, "QuoteEvent": 6, "TopicEvent": 1, "TrendEvent": 1, "Tally": 1, "DeadLetter": 1,
        "EnrichedStory": 16, "RegisterRow": 1, "Retraction": 2, "Toy": 3, "ChainEvent": 3, "StoryImprint": 3,
        "AlertEvent": 3, "MetStory": 2,
    }  # fmt: skip
