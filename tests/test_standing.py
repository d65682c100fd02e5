"""What stands on a feed, by the fold that a consumer does."""

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

import slugline
from slugline.records.codec import encode
from slugline.records.dead_letter_headers import to_headers
from slugline.records.story import emptied
from tests.records.records import ENRICHED, LETTER, QUOTE, RETRACTION, TREND

IDS = {one: f"00000000-0000-5000-8000-00000000000{number}" for number, one in enumerate("abc")}


def message(feed: str, record: Any, key: str = "urn:x:1") -> slugline.Message[Any]:
    return slugline.Message(
        feed=slugline.FEEDS[feed], partition=0, offset=0, timestamp=0, key=key.encode(),
        value=None if record is None else encode(record), headers=(),
    )  # fmt: skip


def quotes(words: str) -> list[slugline.Message[Any]]:
    """Letters are quotes of one story, with a text that counts up; capitals take back, "-" is no value."""
    found = []
    for place, letter in enumerate(words):
        identity = IDS.get(letter.lower(), "")
        if letter == "-":
            found.append(message("quotes", None))
        elif letter.isupper():
            found.append(message("quotes", replace(RETRACTION, id=identity)))
        else:
            found.append(message("quotes", replace(QUOTE, id=identity, text=f"{letter}{place}")))
    return found


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ("", []),
        ("ab", ["a0", "b1"]),
        ("aba", ["b1", "a2"]),
        ("abA", ["b1"]),
        ("abAa", ["b1", "a3"]),
        ("aAA", []),
        ("Aa", ["a1"]),
        ("abc-", []),
        ("ab-a", ["a3"]),
        ("aA-b", ["b3"]),
    ],
)
def test_what_stands_of_quotes(words: str, stands: list[str]) -> None:
    found = slugline.current(quotes(words))
    assert [quote.text for quote in found.values()] == stands
    assert all(identity == quote.id for identity, quote in found.items())


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0), (2, 1, 0)])
def test_of_a_thing_in_two_partitions_the_later_record_counts(order: tuple[int, ...]) -> None:
    there = [
        replace(message("quotes", replace(QUOTE, id=IDS["a"], text="old")), partition=0, timestamp=10),
        replace(message("quotes", replace(QUOTE, id=IDS["a"], text="new")), partition=1, timestamp=30),
        replace(message("quotes", None), partition=2, timestamp=20),
    ]
    assert [one.text for one in slugline.current(there[at] for at in order).values()] == ["new"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_records_of_the_same_time_that_of_the_higher_partition_counts(order: tuple[int, ...]) -> None:
    """As in the SQL of docs/consuming.md: who reads the same feed holds the same."""
    there = [
        replace(message("quotes", replace(QUOTE, text=f"in {part}")), partition=part, timestamp=10)
        for part in (0, 1)
    ]
    assert [one.text for one in slugline.current(there[at] for at in order).values()] == ["in 1"]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_what_takes_back_does_so_in_its_own_partition(order: tuple[int, ...]) -> None:
    """A story was moved from 0 to 1, and the stories feed read again from its start."""
    there = [
        replace(message("enriched", ENRICHED), partition=0, timestamp=30),
        replace(message("enriched", None), partition=0, timestamp=40),
        replace(message("enriched", replace(ENRICHED, version=9)), partition=1, timestamp=10),
        replace(message("enriched", replace(ENRICHED, version=9)), partition=1, timestamp=20),
    ]
    if order.index(0) < order.index(1) and order.index(2) < order.index(3):
        found = slugline.current(there[at] for at in order)
        assert [one.version for one in found.values()] == [9]


def test_a_value_that_is_not_there_takes_its_own_key_only() -> None:
    other = message("quotes", replace(QUOTE, id=IDS["b"]), key="urn:x:2")
    found = slugline.current([*quotes("a"), other, message("quotes", None)])
    assert found.keys() == {IDS["b"]}


def test_stories_stand_by_their_uri() -> None:
    newer, other = replace(ENRICHED, version=9), replace(ENRICHED, uri="urn:x:2")
    told = [message("enriched", one) for one in (ENRICHED, other, newer)]
    assert slugline.current(told) == {other.uri: other, newer.uri: newer}
    assert slugline.current([*told, message("enriched", None)]) == {}
    killed = emptied(replace(newer, status="canceled"))
    assert slugline.current([*told, message("enriched", killed)])[killed.uri] == killed


def test_trends_stand_by_their_id() -> None:
    newer = replace(TREND, stories=9)
    assert slugline.current([message("trends", one) for one in (TREND, newer)]) == {newer.id: newer}


def test_where_nothing_replaces_anything_it_says_so() -> None:
    letter = replace(message("dlq", None), value=LETTER.value, headers=tuple(to_headers(LETTER)))
    with pytest.raises(ValueError, match="a DeadLetter replaces no other"):
        slugline.current([letter])
    with pytest.raises(slugline.SchemaError):
        slugline.current([replace(message("quotes", None), value=b"{}")])
