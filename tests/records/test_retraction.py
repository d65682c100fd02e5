from dataclasses import fields, replace

import pytest

from slugline.records import codec
from slugline.records.held_headers import HeldUntil, from_headers, to_headers
from slugline.records.retraction import first_words
from slugline.records.schema_error import SchemaError
from slugline.records.story import KEPT, EnrichedStory, Link, Status, emptied
from tests.records.records import ENRICHED

WORDS = "The harbour of Valletta reopened on Monday, and the first ferries left before noon"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mara Quill", "Mara Quill"),
        ("", ""),
        (" The  harbour\nreopened ", "The harbour reopened"),
        ("x" * 80, "x" * 80),
        ("x" * 81, "x" * 77 + "..."),
        (WORDS, "The harbour of Valletta reopened on Monday, and the first ferries left before..."),
        ("a" * 76 + " bcd efg", "a" * 76 + "..."),
        ("a" * 73 + " bcd efg", "a" * 73 + " bcd..."),
        ("a" * 74 + " bcd efg", "a" * 74 + "..."),
    ],
)
def test_first_words(text: str, said: str) -> None:
    assert first_words(text) == said
    assert len(said) <= 80
    assert first_words(said) == said


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_of_a_story_taken_back_nothing_is_left_of_what_it_said(status: Status) -> None:
    links = (Link(rel="replaces", uri="urn:b"),)
    story = replace(
        ENRICHED, status=status, signals=("kill",), links=links, editor_note="see above", urgency=3
    )
    left = emptied(story)
    assert (left.text, left.skipped, left.headline, left.entities) == ("", status, None, ())
    for field in fields(EnrichedStory):
        if field.name in KEPT:
            assert getattr(left, field.name) == getattr(story, field.name)
        elif field.name not in ("text", "skipped"):
            assert not getattr(left, field.name)
    told = codec.encode(left).decode()
    assert not [words for words in ("Valletta", "Quill", "Sande", "see above") if words in told]
    assert codec.decode(EnrichedStory, told) == left


@pytest.mark.parametrize(
    "held",
    [
        HeldUntil(until_ms=1_933_409_700_000, version=3, versioned=True),
        HeldUntil(until_ms=1_933_409_700_123, version=1, versioned=False, moment=1_933_000_000_001),
        HeldUntil(until_ms=253_402_300_799_999, version=2**53, versioned=True, moment=-1),
    ],
)
def test_the_headers_of_a_held_story(held: HeldUntil) -> None:
    assert from_headers([("traceparent", None), *to_headers(held), ("other", b"\xff")]) == held


def test_they_are_there_to_be_read() -> None:
    told = dict(to_headers(HeldUntil(until_ms=1_933_409_700_000, version=3, versioned=True)))
    assert told == {
        "slugline_held_until": b"2031-04-08T10:15:00Z",
        "slugline_version": b"3",
        "slugline_versioned": b"true",
    }


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("slugline_held_until", b"soon"),
        ("slugline_held_until", b"2031-04-07"),
        ("slugline_held_until", None),
        ("slugline_moment", b"\xff"),
        ("slugline_version", b"0"),
        ("slugline_version", b"9" * 500),
    ],
)
def test_headers_that_say_nothing(name: str, data: bytes | None) -> None:
    sent = [*to_headers(HeldUntil(until_ms=0, version=1, versioned=True)), (name, data)]
    with pytest.raises(SchemaError, match="expected") as caught:
        from_headers(sent)
    assert caught.value.where == name
