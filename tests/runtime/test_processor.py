import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from slugline.folds.chains.arriving import arriving
from slugline.kinds import KINDS
from slugline.reading.reader import Reader
from slugline.reading.reading import Reading
from slugline.records.codec import decode
from slugline.records.events import QuoteEvent
from slugline.records.feeds import ENRICHED, ENTITIES, QUOTES, STORIES, TOPICS
from slugline.records.story import EnrichedStory, Story
from slugline.runtime.processed import Processed, Raw
from slugline.runtime.processor import Processor
from tests.integration.lives import linking
from tests.integration.lives import uri as life_uri
from tests.integration.wire import story, uri

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LIMIT = 1_000_000
TURKISH = "Bakanlar Ankara'da bir araya geldi ve uzun uzun konuştu. " * 8


@pytest.fixture(scope="module")
def processor(reader: Reader) -> Processor:
    return Processor(reader=reader, max_story_bytes=1_048_576)


def one(processor: Processor, value: bytes, limit: int = LIMIT) -> Processed:
    (processed,) = processor.process([Raw(value=value)], NOW, limit)
    return processed


def whole(processed: Processed) -> EnrichedStory:
    """The story itself, which is the last record."""
    assert processed.records[-1].feed == ENRICHED.name
    return decode(EnrichedStory, processed.records[-1].value or b"")


def test_a_story_becomes_its_events_and_then_itself(processor: Processor) -> None:
    processed = one(processor, story(1))
    assert (processed.outcome, processed.uri, processed.skipped, processed.faults) == (
        "enriched",
        uri(1),
        None,
        (),
    )
    enriched = whole(processed)
    feeds = [record.feed for record in processed.records]
    assert feeds.count(ENTITIES.name) == processed.counts["entity"] == len(enriched.entities) > 0
    assert feeds.count(QUOTES.name) == processed.counts["quote"] == len(enriched.quotes) > 0
    assert feeds.count(TOPICS.name) == processed.counts["topic"] == len(enriched.topics)
    assert {record.key for record in processed.records} == {uri(1).encode()}
    assert set(processed.seconds) == {"intake", "extract", "encode"}
    assert all(dict(record.headers)["ce_specversion"] == b"1.0" for record in processed.records)


def test_the_same_bytes_give_the_same_records_alone_and_in_any_company(processor: Processor) -> None:
    values = [story(number) for number in range(6)]
    together = processor.process([Raw(value=value) for value in values], NOW, LIMIT)
    later = datetime(2027, 1, 1, tzinfo=UTC)
    for value, before in reversed(list(zip(values, together, strict=True))):
        (again,) = processor.process([Raw(value=value)], later, LIMIT)
        assert again.records == before.records


def test_a_story_leaves_an_imprint_where_stories_are_chained(processor: Processor) -> None:
    before = one(processor, story(1))
    chained = one(replace(processor, chains=True), story(1))
    assert before.told is not None and before.told.imprint is None
    assert chained.told is not None and chained.told.imprint is not None
    assert chained.records == before.records
    assert replace(chained.told, imprint=None) == before.told
    imprint = chained.told.imprint
    assert (imprint.story.uri, imprint.status) == (uri(1), "usable")
    text = whole(chained).text
    assert "told reporters" in text[imprint.paragraphs[-1].start : imprint.paragraphs[-1].end]
    assert imprint.paragraphs[-1].end == len(text)
    assert arriving(imprint).found.size > 50


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b'{"uri": ', "not-json"),
        (b"\xff\xfe\xfa", "not-utf8"),
        (b"", "empty"),
        (story(1, uri=[]), "wrong-type"),
        (story(1, headline=None, body_text=None), "missing-text"),
        (story(1, body_text="x" * 1_100_000), "too-large"),
    ],
)
def test_what_cannot_be_read_is_a_dead_letter_with_the_reason(
    processor: Processor, value: bytes, reason: str
) -> None:
    good, bad, other = processor.process(
        [Raw(value=story(1)), Raw(value=value), Raw(value=story(2))], NOW, LIMIT
    )
    assert (bad.outcome, bad.records) == ("dead-lettered", ())
    assert [(fault.step, fault.reason) for fault in bad.faults] == [("intake", reason)]
    assert bad.faults[0].detail
    assert (good.outcome, other.outcome) == ("enriched", "enriched"), "one bad story costs no other"


@pytest.mark.parametrize(
    ("value", "key", "named"),
    [
        (b"Rain fell on Ostvik.", "urn:newsml:wire.example:7", True),
        (b"Rain fell on Ostvik.", "https://wire.example/7", True),
        (b'{"headline": "Rain in Ostvik", "body_text": "It fell."}', "tag:wire.example,2031:7", True),
        (b"Rain fell on Ostvik.", "wire", False), (b"Rain fell on Ostvik.", "source:wire", False),
        (b"Rain fell on Ostvik.", "urn:two words", False), (b"Rain fell on Ostvik.", "urn:\x9b", False),
        (b"Rain fell on Ostvik.", "urn:" + 3_000 * "x", False),
        (b'{"id": "urn:x:1", "text": "Rain fell on Ostvik."}', "urn:x:2", False),
    ],
)  # fmt: skip
def test_a_story_without_a_uri_has_the_key_for_one_if_that_is_a_uri(
    processor: Processor, value: bytes, key: str, named: bool
) -> None:
    (processed,) = processor.process([Raw(value=value, key=key.encode(), origin="wire/0/7")], NOW, LIMIT)
    assert (processed.outcome, processed.uri == key) == (("enriched", True) if named else ("unpacked", False))
    if named:
        assert processed.told is not None and not processed.told.versioned
        assert {record.key for record in processed.records} == {key.encode()}


@pytest.mark.parametrize("key", [uri(1), "another", None])
def test_a_usable_story_without_a_text_is_a_skip_under_its_own_uri(
    processor: Processor, key: str | None
) -> None:
    value = story(1, headline=None, body_text="...")
    raw = Raw(value=value, key=key.encode() if key else None, origin="wire/0/7")
    (processed,) = processor.process([raw], NOW, LIMIT)
    if key == uri(1):
        assert (processed.outcome, processed.skipped, processed.faults) == ("skipped", "no-text", ())
        assert (whole(processed).text, len(processed.records)) == ("", 1)
        assert processed.told is not None and (processed.told.uri, processed.told.items) == (uri(1), ())
    else:
        assert [(fault.reason, processed.uri) for fault in processed.faults] == [("missing-text", uri(1))]


@pytest.mark.parametrize(
    ("more", "version"),
    [
        ({"version": 4, "pubstatus": "live?"}, 4),
        ({"version": 4, "embargoed": "soon"}, 4),
        ({"version": "four"}, None),
        ({"version": 0, "embargoed": "soon"}, None),
        ({"version": 4, "body_text": "x" * 1_100_000}, 4),
    ],
)
def test_a_dead_letter_names_what_could_be_read_of_it(
    processor: Processor, more: dict[str, Any], version: int | None
) -> None:
    value = story(1, **more)
    dead = one(processor, value)
    assert (dead.outcome, dead.uri, dead.version) == ("dead-lettered", uri(1), version), dead.faults
    packed = b"[%b,%b]" % (story(2), value)
    (unpacked,) = processor.process([Raw(value=packed, origin="feed/0/1")], NOW, LIMIT)
    for fault in unpacked.faults:
        assert (fault.item, fault.uri, fault.version) == (1, uri(1), version)


@pytest.mark.parametrize(
    ("more", "outcome", "skipped", "records"),
    [
        ({"pubstatus": "withheld"}, "skipped", "withheld", 0),
        ({"pubstatus": "canceled"}, "skipped", "canceled", 0),
        ({"language": "tr", "body_text": TURKISH}, "skipped", "language", 1),
    ],
)
def test_skips_say_why(
    processor: Processor, more: dict[str, Any], outcome: str, skipped: str, records: int
) -> None:
    processed = one(processor, story(1, **more))
    assert (processed.outcome, processed.skipped, len(processed.records)) == (outcome, skipped, records)
    if records:
        enriched = whole(processed)
        assert (enriched.skipped, enriched.entities, enriched.quotes, enriched.topics) == (
            skipped,
            (),
            (),
            (),
        )
    else:
        assert processed.told is not None and processed.told.emptied is not None
        left = processed.told.emptied
        assert (left.status, left.uri, left.slugline) == (skipped, uri(1), None)
        assert (left.text, left.headline, left.zones, left.entities, left.byline) == ("", None, (), (), ())


@pytest.mark.parametrize(
    ("embargoed", "status", "outcome"),
    [
        ("2026-03-01T12:00:01Z", "usable", "held"),
        ("2026-03-01T13:30:00+01:00", "usable", "held"),
        ("2026-03-01T12:00:00Z", "usable", "enriched"),
        ("2026-03-01T12:30:00+01:00", "usable", "enriched"),
        ("2027-01-01T00:00:00Z", "canceled", "skipped"),  # a kill goes out at once
    ],
)
def test_embargo(processor: Processor, embargoed: str, status: str, outcome: str) -> None:
    processed = one(processor, story(1, embargoed=embargoed, pubstatus=status))
    assert processed.outcome == outcome
    if outcome == "held":
        assert processed.told is not None and processed.told.until is not None
        assert processed.told.until > NOW.timestamp() * 1000
        assert (processed.faults, processed.records, processed.counts) == ((), (), {}), (
            "nothing is looked for"
        )
        (free,) = processor.process([Raw(value=story(1, embargoed=embargoed), released=True)], NOW, LIMIT)
        assert free.outcome == "enriched"


def test_who_only_looks_is_told_which_stories_it_is_of(processor: Processor) -> None:
    def look(value: bytes, **more: Any) -> Processed:
        (processed,) = processor.process([Raw(value=value, look=True, **more)], NOW, LIMIT)
        return processed

    class Idle:
        def __getattr__(self, name: str) -> Any:
            raise AssertionError("nothing is read")

    idle: Any = Idle()
    (alone,) = replace(processor, reader=idle).process([Raw(value=story(1), look=True)], NOW, LIMIT)
    assert alone.told is not None
    assert (alone.outcome, alone.told.uri, alone.told.links, alone.records) == ("skipped", uri(1), (), ())
    linked = look(linking("A", "kills").make("x") or b"").told
    assert linked is not None
    assert linked.links == (("canceled", life_uri("x")),)
    held = look(story(1, embargoed="2191-01-01T00:00:00Z"))
    killed = look(story(1, pubstatus="canceled"))
    assert [(one.outcome, one.told and one.told.uri) for one in (held, killed)] == [
        ("held", uri(1)), ("skipped", uri(1)),
    ]  # fmt: skip
    assert look(story(1), key=b"other", origin="wire.stories.raw.v1/0/1").outcome == "unpacked"


def test_a_record_of_several_stories_is_unpacked_before_anything_else(processor: Processor) -> None:
    embargoed = story(2, embargoed="2030-01-01T00:00:00Z")
    value = b"[" + story(1) + b"," + embargoed + b"]"
    (packed,) = processor.process([Raw(value=value, origin="feed/0/1")], NOW, LIMIT)
    assert packed.outcome == "unpacked"
    assert [(record.feed, record.key) for record in packed.records] == [
        (STORIES.name, uri(1).encode()), (STORIES.name, uri(2).encode()),
    ]  # fmt: skip
    first, second = (one(processor, record.value or b"") for record in packed.records)
    assert first.records == one(processor, story(1)).records, "nothing is lost on the way"
    assert second.outcome == "held"


def failing(_: Reading, *_needed: object) -> Iterable[QuoteEvent]:
    raise LookupError("no such cue")


def test_an_extractor_that_fails_costs_only_its_own_kind(processor: Processor) -> None:
    kinds = [replace(kind, extract=failing) if kind.name == "quote" else kind for kind in KINDS]
    limp = Processor(reader=processor.reader, max_story_bytes=LIMIT, kinds=kinds)
    processed = one(limp, story(1))
    assert processed.outcome == "enriched"
    assert [(f.step, f.reason) for f in processed.faults] == [("quotes", "extractor-failed")]
    assert "no such cue" in processed.faults[0].detail
    assert processed.counts["quote"] == 0
    assert processed.counts["entity"] == one(processor, story(1)).counts["entity"] > 0


def test_fields_of_the_user_are_read(processor: Processor) -> None:
    own = Processor(
        reader=processor.reader, max_story_bytes=LIMIT, fields={"kop": "headline", "stuk": "body"}
    )
    value = b'{"kop": "Harbour reopens", "stuk": "The harbour of Odesa reopened on Monday, officials said."}'
    assert whole(one(own, value)).headline == "Harbour reopens"
    assert one(processor, value).outcome == "dead-lettered"


def test_what_decides_about_the_events_is_told(processor: Processor) -> None:
    def made_by(by: Processor, limit: int = LIMIT) -> bytes:
        (processed,) = by.process([Raw(value=story(1))], NOW, limit)
        assert processed.told is not None
        return processed.told.made_by

    usual = made_by(processor)
    assert made_by(replace(processor)) == usual
    assert made_by(replace(processor, fields={"kop": "headline"})) != usual, "other fields are read"
    assert made_by(processor, LIMIT + 1) != usual, "other events have room"


class Fragile(Reader):
    """A model that fails on one story."""

    def read(self, stories: Sequence[Story]) -> list[Reading]:
        if any(story.uri == uri(2) for story in stories):
            raise MemoryError  # as Python does: it has no words
        return super().read(stories)


def test_a_model_that_fails_on_one_story_costs_only_that_story(processor: Processor) -> None:
    fragile = Processor(reader=Fragile(processor.reader.nlp), max_story_bytes=LIMIT)
    processed = fragile.process([Raw(value=story(number)) for number in (1, 2, 3)], NOW, LIMIT)
    assert [one.outcome for one in processed] == ["enriched", "dead-lettered", "enriched"]
    assert [(f.reason, f.detail) for f in processed[1].faults] == [
        ("too-much-memory", "no room for it within SLUGLINE_READER_MEMORY: MemoryError")
    ]


def test_a_story_of_which_a_record_is_too_long_is_a_dead_letter_as_a_whole(processor: Processor) -> None:
    text = len(json.loads(story(1, paragraphs=12))["body_text"])
    processed = one(processor, story(1, paragraphs=12), limit=text)
    assert processed.outcome == "dead-lettered"
    assert [(f.step, f.reason) for f in processed.faults] == [("send", "output-too-large")]
    assert processed.faults[0].detail.startswith(f"{ENRICHED.name}: a record of ")
    assert "SLUGLINE_MAX_RECORD_BYTES" in processed.faults[0].detail
    assert (processed.records, processed.told, processed.version) == ((), None, 1), "what stands, stands"
    (fault,) = one(processor, story(1, paragraphs=12), limit=100).faults
    assert fault.reason == "output-too-large"


def test_so_many_events_go_out_as_the_whole_story_has_room_for(processor: Processor) -> None:
    value = story(1, paragraphs=12)
    whole = one(processor, value).records[-1]
    processed = one(processor, value, limit=whole.size - 3_000)
    assert (processed.outcome, processed.faults) == ("enriched", ())
    assert max(record.size for record in processed.records) <= whole.size - 3_000
    before, after = (json.loads(record.value or b"") for record in (whole, processed.records[-1]))
    assert (before["truncated"], after["truncated"]) == (False, True)
    for kind in KINDS:
        sent = [json.loads(r.value or b"") for r in processed.records if r.feed == kind.feed.name]
        assert sent == after[kind.plural] == before[kind.plural][: len(sent)]
        assert processed.counts[kind.name] == len(sent) > 0
    assert sum(len(after[kind.plural]) for kind in KINDS) < sum(len(before[kind.plural]) for kind in KINDS)


@pytest.mark.parametrize(
    ("name", "trace"), [("u" * 400_000, None), (uri(1), "t" * 990_000)], ids=["uri", "trace"]
)
def test_no_record_is_longer_than_allowed_headers_included(
    processor: Processor, name: str, trace: str | None
) -> None:
    (processed,) = processor.process([Raw(value=story(1, uri=name), traceparent=trace)], NOW, LIMIT)
    assert [fault.reason for fault in processed.faults] == (["too-large"] if trace is None else [])
    for record in processed.records:
        parts = [record.key or b"", record.value or b"", *(data for _, data in record.headers)]
        assert sum(map(len, parts)) < LIMIT


def test_the_trace_goes_on_to_every_record(processor: Processor) -> None:
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    (processed,) = processor.process([Raw(value=story(1), traceparent=trace)], NOW, LIMIT)
    assert all(("traceparent", trace.encode()) in record.headers for record in processed.records)
