"""Invented stories with all their quotes (stories.json): what is found must not fall below
what has been reached."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from slugline.records.events import QuoteEvent
from tests.quotes.conftest import Told

STORIES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("stories.json").read_text("utf-8"))
LEAST_FOUND = 0.97
LEAST_RIGHT = 0.95
LEAST_NAMED = 0.95


def bare(words: str) -> str:
    """Return the words without marks and signs, for comparison."""
    return " ".join(re.findall(r"\w+", words))


def matching(wanted: dict[str, Any], events: list[QuoteEvent], text: str) -> QuoteEvent | None:
    """Return the event with just the wanted pieces."""
    pieces = [bare(piece) for piece in wanted["pieces"]]
    for event in events:
        if [bare(text[piece.start : piece.end]) for piece in event.pieces] == pieces:
            return event
    return None


def test_the_gold_is_in_the_text() -> None:
    for story in STORIES:
        for quote in story["quotes"]:
            for words in (*quote["pieces"], quote["speaker"]):
                assert words in story["text"], (story["id"], words)


@pytest.mark.parametrize("story", STORIES, ids=[story["id"] for story in STORIES])
def test_nothing_is_told_that_nobody_said(story: dict[str, Any], told: Told) -> None:
    text = story["text"]
    wanted = [bare(piece) for quote in story["quotes"] for piece in quote["pieces"]]
    for event in told(text):
        for piece in event.pieces:
            assert bare(text[piece.start : piece.end]) in wanted, (event.cue, text[piece.start : piece.end])


def test_the_share_found_and_right_stays(told: Told) -> None:
    count = found = kind = named = 0
    missing = []
    for story in STORIES:
        events = told(story["text"])
        for quote in story["quotes"]:
            count += 1
            event = matching(quote, events, story["text"])
            if event is None:
                missing.append(quote["pieces"])
                continue
            found += 1
            kind += event.kind == quote["kind"]
            named += event.speaker_name == quote["name"] if quote["name"] else event.speaker is not None
    assert found / count >= LEAST_FOUND, missing
    assert kind / found >= LEAST_RIGHT
    assert named / found >= LEAST_NAMED
