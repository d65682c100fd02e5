"""Invented leads and the topics a desk would give them: the table is ``leads.toml``."""

import tomllib
from pathlib import Path
from typing import TypedDict

import pytest

from slugline.intake.formats.plain_text import read_text
from slugline.reading.reading import Reading
from slugline.topics import extract


class Row(TypedDict):
    """A lead with the names of its topics."""

    topics: list[str]
    text: str


TABLE: dict[str, list[Row]] = tomllib.loads(Path(__file__).with_name("leads.toml").read_text("utf-8"))
NOTHING = [
    "Editors: this file replaces the one sent at 0915.",
    "Test. Test. Please ignore.",
    "Qwrt zzxv plomk drrin.",
    "12 34 56 78",
]


@pytest.mark.parametrize("row", TABLE["top"], ids=lambda row: row["topics"][0])
def test_every_top_is_found(row: Row) -> None:
    assert next(iter(extract(Reading(story=read_text(row["text"]))))).name == row["topics"][0]


@pytest.mark.parametrize("row", TABLE["deeper"], ids=lambda row: row["topics"][0])
def test_concepts_below_the_top_are_found(row: Row) -> None:
    assert row["topics"][0] in {event.name for event in extract(Reading(story=read_text(row["text"])))}


@pytest.mark.parametrize("row", TABLE["both"], ids=lambda row: row["topics"][0])
def test_a_lead_with_two_topics_gets_both(row: Row) -> None:
    tops = [event.name for event in extract(Reading(story=read_text(row["text"]))) if len(event.path) == 1]
    assert sorted(tops[:2]) == row["topics"]


@pytest.mark.parametrize("text", NOTHING)
def test_a_lead_without_a_topic_gets_none(text: str) -> None:
    assert list(extract(Reading(story=read_text(text)))) == []
