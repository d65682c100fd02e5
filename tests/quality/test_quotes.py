"""Quotes against the development stories and the seed, by the measure that comes with them."""

import gzip
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from slugline import quotes
from slugline.entities import extraction
from slugline.intake.formats.plain_text import read_text
from slugline.reading.reader import Reader
from slugline.records.events import QuoteEvent

Found = list[tuple[dict[str, Any], list[QuoteEvent]]]


@pytest.fixture(scope="module")
def score(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "eval/score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(path: Path, reader: Reader, every: int = 1) -> Found:
    """Return gold and quotes of every so many-th story of a development set."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        golds = [json.loads(line) for number, line in enumerate(lines) if number % every == 0]
    found: Found = []
    for at in range(0, len(golds), 8):
        batch = golds[at : at + 8]
        stories = [read_text(gold["text"], uri=gold["id"]) for gold in batch]
        for gold, reading in zip(batch, reader.read(stories), strict=True):
            found.append((gold, list(quotes.extract(reading, extraction.extract(reading)))))
    return found


def predictions(found: Found) -> dict[str, list[dict[str, Any]]]:
    return {gold["id"]: [predicted(event) for event in events] for gold, events in found}


def predicted(event: QuoteEvent) -> dict[str, Any]:
    return {
        "kind": event.kind,
        "pieces": [[piece.start, piece.end] for piece in event.pieces],
        "speaker": [event.speaker.start, event.speaker.end] if event.speaker else None,
        "speaker_text": event.speaker.text if event.speaker else None,
        "resolved": event.speaker_name,
        "confidence": event.confidence,
    }


@pytest.fixture(scope="module")
def ggt(shared: Path, reader: Reader) -> Found:
    return read(shared / "eval/quotes/ggt_dev.jsonl.gz", reader)


@pytest.mark.dear
def test_general_news(ggt: Found, score: ModuleType) -> None:
    res = score.quotes([gold for gold, _ in ggt], predictions(ggt))
    assert res["direct"]["near"][2] >= 0.96
    assert res["direct"]["speaker_resolved"] >= 0.90
    assert res["direct"]["speaker_resolved_pronoun"] >= 0.84
    assert res["direct"]["joint"][2] >= 0.86
    assert res["all"]["near"][2] >= 0.87
    assert res["all"]["joint"][2] >= 0.74
    assert res["cover_0.3"][2] >= 0.89
    assert res["cover_0.8"][2] >= 0.81


@pytest.mark.dear
def test_political_news(shared: Path, reader: Reader, score: ModuleType) -> None:
    found = read(shared / "eval/quotes/polnear_dev.jsonl.gz", reader, every=10)
    res = score.quotes([gold for gold, _ in found], predictions(found))
    assert res["direct"]["near"][2] >= 0.95
    assert res["direct"]["joint"][2] >= 0.91
    assert res["all"]["joint"][2] >= 0.60


@pytest.mark.dear
def test_confidence_keeps_its_word(ggt: Found, score: ModuleType) -> None:
    sure = right = 0
    for story, confidence, good in judged(ggt, score):
        if confidence >= 0.9:
            sure += 1
            right += good
        assert story
    assert sure >= 300
    assert right / sure >= 0.95


def judged(found: Found, score: ModuleType) -> Iterator[tuple[str, float, bool]]:
    """Yield (story, confidence, is the speaker right) for each piece that gold has too and can tell."""
    for gold, events in found:
        text, tokens = gold["text"], score.Tokens(gold["text"])
        wanted = score.units(text, gold["quotes"], tokens)
        units = score.units(text, [predicted(event) for event in events], tokens)
        for place, number in score.match(wanted, units, 0.5)[0].items():
            written, resolved = score.judge(wanted[place]["q"], units[number]["q"], text)
            good = resolved if resolved is not None else written
            if good is not None:
                yield gold["id"], units[number]["q"]["confidence"], bool(good)


def test_the_seed(shared: Path, reader: Reader) -> None:
    (path,) = (path for path in (shared / "data/seeds").iterdir() if path.suffix == ".txt" or path.is_file())
    story = read_text(path.read_text("utf-8"), uri="urn:test:seed")
    (reading,) = reader.read([story])
    entities = extraction.extract(reading)
    known = {event.entity_id for event in entities}
    events = list(quotes.extract(reading, entities))
    assert {event.zone for event in events} == {"body"}
    assert [event.speaker_name for event in events].count("Mark Rutte") == 14
    assert [event.speaker_name for event in events if "immediately" in event.text] == ["Donald Trump"]
    assert len(events) == 15
    assert {event.speaker_entity for event in events} <= known
    assert events[0].places == ("headline", "caption")
    assert sum(len(event.places) for event in events) == 5
