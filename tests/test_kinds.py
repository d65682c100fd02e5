"""The table of kinds: what a row must have, what derives from it, and that it costs the worker no model."""

import pickle
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

import pytest

from slugline import feed_choice
from slugline import kinds as table
from slugline.kind import Kind, KindError, checked, enriched_record
from slugline.kinds import ALL_FEEDS, FEEDS, KINDS
from slugline.metrics import Metrics
from slugline.reading.reading import Reading
from slugline.records import codec, feeds
from slugline.records.events import QuoteEvent, StoryRef
from slugline.records.feeds import events_feed
from slugline.records.story import EnrichedStory
from slugline.runtime.stories_role import NEEDED
from tests.records import records


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberEvent:
    """A figure in a story."""

    id: str
    story: StoryRef
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Homeless:
    """A record that does not say which story it is from."""

    id: str
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A record whose id is no text."""

    id: int
    story: StoryRef


def extract(_: Reading) -> Iterable[NumberEvent]:
    return ()


def row(record: type = NumberEvent, name: str = "number", plural: str = "numbers", **more: Any) -> Kind:
    feed = events_feed(name, plural, record, "one event per figure")
    whole: dict[str, Any] = {
        "name": name, "plural": plural, "record": record, "feed": feed, "extract": extract, **more
    }  # fmt: skip
    return Kind(**whole)


@pytest.mark.parametrize(
    ("kind", "problem"),
    [
        (row(name="entity"), "kind 'entity': it has the name of kind 'entity'"),
        (row(plural="quotes"), "kind 'number': 'quotes' is a list of QuoteEvent in the enriched story"),
        (row(QuoteEvent), "kind 'number': it has the record of kind 'quote'"),
        (row(feed=feeds.QUOTES), "its feed wire.quotes.v1 carries QuoteEvent, not NumberEvent"),
        (row(feed=feeds.STORIES), "its feed wire.stories.raw.v1 carries no record of ours"),
        (
            row(feed=replace(row().feed, name=feeds.ENTITIES.name)),
            "its feed wire.entities.v1 is that of 'entity'",
        ),
        (row(feed=replace(row().feed, name=feeds.TRENDS.name)), "its feed wire.trends.v1 is that of 'trend'"),
        (row(feed=replace(row().feed, event="figure")), "on its feed wire.numbers.v1 one record is called"),
        (row(name="trend"), "one record of another feed is called 'trend' too"),
        (row(needs=("speaker",)), "it needs 'speaker', which is no kind before it (entity, quote, topic)"),
        (row(needs=("entity", "number")), "it needs 'number', which is no kind before it"),
        (row(sure=True), "its record NumberEvent has no confidence to hold it back by"),
        (row(Homeless), "its record Homeless needs id (a text) and story (a StoryRef)"),
        (row(Numbered), "its record Numbered needs id (a text) and story (a StoryRef)"),
        (row(name="Number"), "its name 'Number' is not one word in small letters"),
        (row(plural="the numbers"), "its plural 'the numbers' is not one word in small letters"),
        (row(plural="send"), "its plural 'send' is a step of every story's way"),
        (row(plural="dlq"), "its plural 'dlq' is what another feed is called"),
        (row(extract=None), "its extract is None, no function"),
        (row(plural="text"), "'text' is something else in the enriched story"),
        (row(plural="zones"), "'zones' is a list of Zone in the enriched story"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_work_is_refused(kind: Kind, problem: str) -> None:
    with pytest.raises(KindError) as caught:
        checked((*KINDS, kind))
    assert problem in str(caught.value)


def test_two_kinds_of_one_plural_are_refused() -> None:
    other = row(name="figure", feed=events_feed("figure", "figures", NumberEvent, ""))
    with pytest.raises(KindError, match="kind 'figure': it has the plural of kind 'number'"):
        checked((*KINDS, row(), other))


def test_a_need_after_its_kind_is_refused() -> None:
    entity, quote, topic = KINDS[:3]
    with pytest.raises(KindError, match=r"kind 'quote': it needs 'entity', .* \(it is the first\)"):
        checked((quote, entity, topic))


def test_a_whole_row_is_taken() -> None:
    assert checked((*KINDS, row(needs=("entity", "quote"))))[-1].plural == "numbers"


def test_the_enriched_story_gets_a_list_for_a_kind_it_does_not_declare() -> None:
    made = enriched_record((*KINDS, row()), __name__)
    shared = {one.name: getattr(records.ENRICHED, one.name) for one in fields(records.ENRICHED)}
    more: Any = {"numbers": (NumberEvent(id="x", story=records.STORY, value=9),)}
    story = made(**shared, **more)
    assert isinstance(story, EnrichedStory)
    data = codec.encode(story)
    assert data.endswith(b'"numbers":[{"id":"x","story":' + codec.encode(records.STORY) + b',"value":9}]}')
    assert codec.decode(made, data) == story
    assert codec.decode(made, codec.encode(records.ENRICHED)) == made(**shared), "a story without the list"


@pytest.mark.parametrize(
    ("event", "what"),
    [
        (records.ENTITY, "Mara Quill"),
        (records.QUOTE, "The harbour of Valletta reopened on Monday"),
        (
            replace(records.QUOTE, text="It was " + "very " * 40 + "late"),
            "It was " + "very " * 13 + "very...",
        ),
        (records.TOPIC, "economy, business and finance"),
        (NumberEvent(id="an id", story=records.STORY, value=3), "an id"),
    ],
)
def test_what_a_retraction_calls_an_event(event: Any, what: str) -> None:
    assert KINDS[0].what(event) == what


def test_the_declared_lists_need_no_record_of_their_own() -> None:
    assert table.EnrichedStory is EnrichedStory
    assert table.ENRICHED is feeds.ENRICHED
    assert pickle.loads(pickle.dumps(records.ENRICHED)) == records.ENRICHED


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_everything_derives_from_a_row(kind: Kind) -> None:
    assert kind.feed in FEEDS
    assert kind.feed in NEEDED
    assert feed_choice.FEEDS[kind.plural] is kind.feed
    metrics = Metrics()
    series = {tuple(sample.labels.values()) for sample in next(iter(metrics.events.collect())).samples}
    assert (kind.name,) in series
    assert kind.plural in {one.name for one in fields(table.EnrichedStory)}


def test_the_feeds_are_the_fixed_ones_and_one_for_each_kind() -> None:
    assert set(ALL_FEEDS) == {*feeds.FIXED, *(kind.feed for kind in KINDS)}
    assert len({feed.name for feed in ALL_FEEDS}) == len(ALL_FEEDS)
    assert set(ALL_FEEDS) - set(FEEDS) == {*feeds.CHAIN_FEEDS, *feeds.ALERT_FEEDS}


HEAVY = ("spacy", "numpy", "slugline.intake.record")


@pytest.mark.parametrize("module", ["kinds", "metrics", "runtime.worker", "cli.commands.tail"])
def test_who_only_needs_the_table_loads_neither_a_model_nor_the_formats(module: str) -> None:
    code = f"import sys, slugline.{module}; sys.exit(not {{*sys.modules}}.isdisjoint({HEAVY}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
