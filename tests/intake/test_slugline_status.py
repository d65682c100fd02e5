"""A status word, said by an operator or by another story: read as a story that says so."""

import json
from typing import Any

import pytest

from slugline.intake import read
from slugline.intake.formats.slugline_status import word_in, written
from slugline.intake.refused import Refused
from slugline.records.status_word import StatusWord

URI = "urn:newsml:wire.example:1"


def value(**fields: Any) -> bytes:
    return json.dumps({"slugline_status": fields}).encode()


@pytest.mark.parametrize(
    ("fields", "version", "versioned", "status", "signal"),
    [
        ({"status": "canceled"}, 1, False, "canceled", "kill"),
        ({"status": "withheld", "version": 3}, 3, True, "withheld", "withhold"),
        ({"status": "released", "reason": None}, 1, False, "released", "release"),
        ({"status": "canceled", "new": {"of": "a later release"}}, 1, False, "canceled", "kill"),
    ],
)
def test_it_is_a_story_without_a_text(
    fields: dict[str, Any], version: int, versioned: bool, status: str, signal: str
) -> None:
    story = read(value(uri=URI, **fields))
    assert (story.uri, story.version, story.versioned, story.status) == (URI, version, versioned, status)
    assert (story.text, story.signals, story.language) == ("", (signal,), "und")


def test_why_is_a_note_to_editors_that_says_nothing_else() -> None:
    story = read(value(uri=URI, status="withheld", reason="KILL the other one, embargoed until Friday"))
    assert (story.status, story.editor_note, story.embargoed) == (
        "withheld", "KILL the other one, embargoed until Friday", None,
    )  # fmt: skip


@pytest.mark.parametrize(
    "word",
    [
        StatusWord(uri=URI, status="canceled"),
        StatusWord(uri=URI, status="released", version=4, reason="cleared", by="urn:x:2", source="VNA"),
        StatusWord(uri=URI, status="withheld", if_known=True),
    ],
)
def test_all_of_it_comes_back(word: StatusWord) -> None:
    assert word_in(written(word)) == word
    assert read(written(word)).uri == URI


@pytest.mark.parametrize(
    "other",
    [b"", b"Rain fell.", b'{"uri": "urn:x:1"}', b'["slugline_status"]', b'"slugline_status"',
     b'{"slugline_status": ', b"slugline_status was the talk of the town.",
     b'{"uri": "urn:x:1", "headline": "slugline_status"}'],
)  # fmt: skip
def test_what_is_none_is_none(other: bytes) -> None:
    assert word_in(other) is None


@pytest.mark.parametrize(
    ("fields", "reason", "told"),
    [
        ({"status": "canceled"}, "wrong-type", "slugline_status.uri: missing"),
        ({"uri": URI}, "wrong-type", "slugline_status.status: missing"),
        ({"uri": URI, "status": "usable"}, "wrong-type", "slugline_status.status: "),
        ({"uri": URI, "status": "canceled", "version": 0}, "wrong-type", "version: expected integer >= 1"),
        ({"uri": URI, "status": "canceled", "version": 2**53}, "wrong-type", "is over 9007199254740991"),
        ({"uri": "", "status": "canceled"}, "control-characters", "slugline_status.uri"),
        ({"uri": "a\nb", "status": "canceled"}, "control-characters", "slugline_status.uri"),
    ],
)
def test_refused(fields: dict[str, Any], reason: str, told: str) -> None:
    for refuse in (read, word_in):
        with pytest.raises(Refused, match=told) as refused:
            refuse(value(**fields))
        assert refused.value.reason == reason
    with pytest.raises(Refused, match="expected"):
        read(b'{"slugline_status": []}')
