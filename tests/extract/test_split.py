"""One story into its events: what is skipped and why, and what an extractor that raises costs."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from time import process_time
from typing import Any

import pytest
from spacy.tokens import Doc

from schemas.codec import encode
from schemas.events import EntityEvent
from schemas.story import Story
from streams.extract.reader import Reader
from streams.extract.split import EXTRACTORS, Extractor, Kind, enrich
from streams.intake.text import read_text

TEXT = """\
Port of Rostova reopens after nine-day strike

ROSTOVA, March 3 - Dock workers in Rostova returned to work on Tuesday after nine days on strike.

"We have won back our night shifts," said Oleg Marchuk, who leads the Rostova Dockers' Union.
"""


def story(**changes: object) -> Story:
    read = read_text(TEXT, uri="urn:test:rostova")
    return replace(read, **{"language": "en", **changes})  # type: ignore[arg-type]  # fields by name


def raising(_: Story, __: Doc) -> Iterable[EntityEvent]:
    raise ZeroDivisionError("an odd sentence")


def raising_late(story: Story, doc: Doc) -> Iterable[EntityEvent]:
    yield from EXTRACTORS["entities"](story, doc)  # type: ignore[misc]  # entity events, as the name says
    raise ValueError("after the first events")


@pytest.mark.parametrize(
    ("changes", "skipped"),
    [
        ({}, None),
        ({"language": "en-gb"}, None),
        ({"language": "und"}, None),
        ({"language": "tr"}, "language"),
        ({"status": "canceled"}, "canceled"),
        ({"status": "withheld"}, "withheld"),
        ({"text": " \n", "zones": ()}, "no-text"),
        ({"text": "", "zones": ()}, "no-text"),
        ({"status": "canceled", "language": "tr"}, "canceled"),
    ],
)
def test_what_is_skipped(reader: Reader, changes: Mapping[str, object], skipped: str | None) -> None:
    enriched = enrich([story(**changes)], reader)[0].enriched
    assert enriched.skipped == skipped
    found = bool(enriched.entities or enriched.quotes or enriched.topics)
    assert found == (skipped is None)


def test_stories_keep_their_order_around_skipped_ones(reader: Reader) -> None:
    uris = [f"urn:test:{number}" for number in range(5)]
    stories = [story(uri=uri, language="tr" if n % 2 else "en") for n, uri in enumerate(uris)]
    results = enrich(stories, reader)
    assert [result.enriched.uri for result in results] == uris
    assert [result.enriched.skipped for result in results] == [None, "language", None, "language", None]
    assert all(event.story.uri == uris[4] for event in results[4].enriched.quotes)


@pytest.mark.parametrize("failing", ["entities", "quotes", "topics"])
@pytest.mark.parametrize("extractor", [raising, raising_late])
def test_an_extractor_that_raises_costs_only_its_own_kind(
    reader: Reader, failing: Kind, extractor: Extractor
) -> None:
    whole = enrich([story()], reader)[0].enriched
    result = enrich([story()], reader, {**EXTRACTORS, failing: extractor})[0]
    assert [failure.kind for failure in result.failures] == [failing]
    assert result.failures[0].detail.startswith(("ZeroDivisionError: an odd", "ValueError: after"))
    emptied: Any = {failing: ()}
    assert result.enriched == replace(whole, **emptied)


def test_the_same_story_gives_the_same_bytes(reader: Reader) -> None:
    alone = encode(enrich([story()], reader)[0].enriched)
    among_others = enrich([story(uri="urn:test:other", text=TEXT.upper()), story()], reader)[1].enriched
    assert encode(among_others) == alone


def test_the_quote_has_its_speaker_and_the_speaker_is_an_entity(reader: Reader) -> None:
    enriched = enrich([story()], reader)[0].enriched
    [quote] = [quote for quote in enriched.quotes if quote.kind == "direct"]
    assert quote.speaker_name == "Oleg Marchuk"
    assert quote.speaker_entity in {entity.entity_id for entity in enriched.entities}


@pytest.mark.parametrize("unit", ["a", '"', "Xa Bo ", '"I go," he said. ', "(a\n\n"])
def test_time_is_linear_in_the_length_of_odd_text(reader: Reader, unit: str) -> None:
    def seconds(size: int) -> float:
        odd = read_text(f"He left on Monday.\n\n{unit * (size // len(unit))}", uri="urn:test:odd")
        started = process_time()
        assert not enrich([replace(odd, language="en")], reader)[0].failures
        return process_time() - started

    seconds(2_000)
    short, long = min(seconds(4_000) for _ in range(2)), min(seconds(16_000) for _ in range(2))
    assert long < 8 * short + 0.1  # quadratic would be 16 times
