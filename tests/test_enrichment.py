"""One story into its events: what is skipped and why, and what an extractor that raises costs."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from types import FrameType
from typing import Any

import pytest

from slugline import enrichment
from slugline.enrichment import Split, enrich, pipeline, split
from slugline.entities import extraction
from slugline.intake.formats.plain_text import read_text
from slugline.kinds import KINDS, Kind
from slugline.reading.reader import Reader
from slugline.reading.reading import Reading
from slugline.records.codec import encode
from slugline.records.events import EntityEvent, QuoteEvent
from slugline.records.story import Story
from tests.work import calls

TEXT = """\
Port of Rostova reopens after nine-day strike

ROSTOVA, March 3 - Dock workers in Rostova returned to work on Tuesday after nine days on strike.

"We have won back our night shifts," said Oleg Marchuk, who leads the Rostova Dockers' Union.
"""


def story(**changes: object) -> Story:
    read = read_text(TEXT, uri="urn:test:rostova")
    return replace(read, **{"language": "en", **changes})  # type: ignore[arg-type]  # fields by name


def raising(_: Reading, *_needed: object) -> Iterable[EntityEvent]:
    raise ZeroDivisionError("an odd sentence")


def raising_late(reading: Reading, *_needed: object) -> Iterable[EntityEvent]:
    yield from extraction.extract(reading)
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


@pytest.mark.parametrize("failing", [kind for kind in KINDS if kind.name != "entity"], ids=lambda k: k.name)
@pytest.mark.parametrize("extractor", [raising, raising_late])
def test_an_extractor_that_raises_costs_only_its_own_kind(
    reader: Reader, failing: Kind, extractor: Callable[..., Any]
) -> None:
    whole = enrich([story()], reader)[0].enriched
    kinds = [replace(kind, extract=extractor) if kind is failing else kind for kind in KINDS]
    result = enrich([story()], reader, kinds)[0]
    assert [failure.kind for failure in result.failures] == [failing.plural]
    assert result.failures[0].detail.startswith(
        ("ZeroDivisionError: an odd", "ValueError: after", "AttributeError: 'EntityEvent'")
    )
    emptied: Any = {failing.plural: ()}
    assert result.enriched == replace(whole, **emptied)


def test_without_entities_quotes_go_out_with_names_as_written(reader: Reader) -> None:
    kinds = [replace(kind, extract=raising) if kind.name == "entity" else kind for kind in KINDS]
    result = enrich([story()], reader, kinds)[0]
    assert [failure.kind for failure in result.failures] == ["entities"]
    assert (result.enriched.entities, bool(result.enriched.topics)) == ((), True)
    assert [quote.speaker_name for quote in result.enriched.quotes if quote.kind == "direct"] == [
        "Oleg Marchuk"
    ]
    assert all(quote.speaker_entity is None for quote in result.enriched.quotes)


@contextmanager
def broken(package: str, depth: int) -> Iterator[list[str]]:
    """Let every function of a package raise that is ``depth`` of its calls down from where a story is split;
    at 0 whatever calls it, be it another extractor.

    Yields the names of those that did: empty if nothing of the package was called.
    """
    raised: list[str] = []

    def inside(frame: FrameType | None) -> int:
        count = 0
        while frame is not None:
            if frame.f_code is split.__code__:
                return count
            count += f"/slugline/{package}/" in frame.f_code.co_filename
            frame = frame.f_back
        return 0

    def trace(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and inside(frame) > depth and f"/slugline/{package}/" in frame.f_code.co_filename:
            raised.append(frame.f_code.co_name)
            raise ArithmeticError(f"broken in {frame.f_code.co_name}")

    sys.setprofile(trace)
    try:
        yield raised
    finally:
        sys.setprofile(None)


@pytest.mark.parametrize("depth", [0, 1, 2, 3])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_code_that_breaks_inside_an_extractor_costs_only_its_own_kind(
    reader: Reader, kind: Kind, depth: int
) -> None:
    whole = enrich([story()], reader)[0].enriched
    with broken(kind.plural, depth) as raised:
        result = enrich([story()], reader)[0]
    assert raised, "the break was never reached"
    assert [failure.kind for failure in result.failures] == [kind.plural]
    assert result.failures[0].detail.startswith("ArithmeticError: broken in ")
    for other in KINDS:
        events, before = getattr(result.enriched, other.plural), getattr(whole, other.plural)
        if other is kind:
            assert events == ()
        elif kind.name not in other.needs:
            assert events == before
        else:  # its own work, without what the broken one would have added
            assert [quote.text for quote in events] == [quote.text for quote in before] != []
            assert {quote.speaker_entity for quote in events} == {None}
            assert "Oleg Marchuk" in {quote.speaker_name for quote in events}


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
def test_work_is_linear_in_the_length_of_odd_text(reader: Reader, unit: str) -> None:
    def work(size: int) -> int:
        odd = read_text(f"He left on Monday.\n\n{unit * (size // len(unit))}", uri="urn:test:odd")
        results: list[Split] = []
        made = calls(lambda: results.extend(enrich([replace(odd, language="en")], reader)))
        assert not results[0].failures
        return made

    work(1_000)  # what is loaded at first use
    assert work(8_000) < 6 * work(2_000), "linear work is four times as much"


@pytest.mark.parametrize(
    ("least", "kept", "held"), [(0.0, 2, 0), (0.5, 1, 1), (0.9, 1, 1), (0.95, 1, 1), (0.96, 0, 2)]
)
def test_what_is_less_sure_than_wanted_is_held_back_and_counted(
    reader: Reader, least: float, kept: int, held: int
) -> None:
    reading = reader.read([story()])[0]
    whole = split(reading, pipeline(reader), min_confidence=0.0).enriched
    assert whole.quotes and whole.entities and whole.topics
    unsure, sure = (replace(whole.quotes[0], confidence=value) for value in (0.4, 0.95))

    def say(_: Reading, *_needed: object) -> Iterable[QuoteEvent]:
        return (unsure, sure)

    kinds = [replace(kind, extract=say) if kind.name == "quote" else kind for kind in KINDS]
    made = split(reading, pipeline(reader), kinds, least)
    assert (len(made.enriched.quotes), made.held) == (kept, {"quote": held})
    assert (made.enriched.entities, made.enriched.topics) == (whole.entities, whole.topics)


def test_the_least_confidence_is_part_of_what_made_the_events(reader: Reader) -> None:
    other = Reader(reader.nlp, reader.recogniser, min_confidence=0.8)
    assert pipeline(other).model == f"{pipeline(reader).model}, confidence 0.8"


def test_of_quotes_without_end_the_first_go_out(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join(f'"It is number {n}," said Ann Roe.' for n in range(9))
    (reading,) = reader.read([read_text(f"Talks\n\n{text}", uri="urn:test:talks")])
    whole = split(reading, pipeline(reader))
    monkeypatch.setattr(enrichment, "MOST_SURE", 4)
    some = split(reading, pipeline(reader))
    assert len(whole.enriched.quotes) == 9 and not whole.enriched.truncated
    assert some.enriched.quotes == whole.enriched.quotes[:4]
    assert some.enriched.truncated and some.held == whole.held
