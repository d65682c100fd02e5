"""What the register is told: of null values, of moments, of who is meant."""

from dataclasses import replace

import pytest

from slugline import intake
from slugline.intake.formats.slugline_status import written
from slugline.records.status_word import StatusWord, Word
from slugline.records.story import Link, Status
from slugline.runtime.processed import Raw
from slugline.runtime.telling import (
    EARLIEST,
    LATEST,
    arrival,
    deleted,
    embargo_end,
    milliseconds,
    said_of,
    told_of,
)  # fmt: skip
from tests.integration.wire import story, uri
from tests.runtime.lane_parts import source, told

MADE_BY = b"this"


@pytest.mark.parametrize(
    ("key", "known"),
    [(b"urn:x:1", "urn:x:1"), ("urn:ü".encode(), "urn:ü"), (None, None), (b"", None), (b"\xff\xfe", None)],
)
def test_a_null_value_deletes_the_story_of_its_key(key: bytes | None, known: str | None) -> None:
    processed = deleted(replace(source(None), key=key))
    assert (processed.outcome, processed.skipped, processed.uri) == ("skipped", "tombstone", known)
    assert (processed.told.status if processed.told else None) == ("deleted" if known else None)


@pytest.mark.parametrize(
    ("moment", "read"),
    [
        (None, None), ("2026-11-26", None), ("1970-01-01T00:00:01Z", 1_000), ("1970-01-01T01:00:00+01:00", 0),
        ("1970-01-01T00:00:00.5", 500), ("1969-12-31T23:59:59Z", -1_000), ("T", None),
        ("2026-13-01T00:00:00Z", None),
        ("9999-12-31T23:59:59-14:00", LATEST), ("0001-01-01T00:00:00+14:00", EARLIEST),
    ],
)  # fmt: skip
def test_a_moment_is_within_the_calendar(moment: str | None, read: int | None) -> None:
    assert milliseconds(moment) == read


def test_a_bare_date_ends_an_embargo_with_its_first_minute_and_no_date_is_refused() -> None:
    assert embargo_end("1970-01-02") == 86_400_000 + 12 * 3_600_000
    assert embargo_end("1970-01-02T00:00:00.000001Z") == 86_400_001, "not a moment too soon"
    assert embargo_end(None) is None
    with pytest.raises(ValueError, match="soon"):
        embargo_end("soon")


def test_links_that_take_back_are_told_and_no_others() -> None:
    one = intake.read(story(1))
    links = tuple(
        Link(rel=rel, uri=f"urn:{rel}") for rel in ("kills", "replaces", "withholds", "corrects", "about")
    )
    what = told_of(replace(one, links=links), Raw(value=story(1)), MADE_BY)
    assert what.links == (
        ("canceled", "urn:kills"), ("canceled", "urn:replaces"), ("withheld", "urn:withholds"),
    )  # fmt: skip


@pytest.mark.parametrize("status", ["withheld", "canceled"])
def test_what_is_taken_back_replaces_nothing_and_kills_all_the_same(status: Status) -> None:
    links = (Link(rel="replaces", uri="urn:x:8"), Link(rel="kills", uri="urn:x:9"))
    one = replace(intake.read(story(1)), links=links, status=status)
    assert told_of(one, Raw(value=story(1)), MADE_BY).links == (("canceled", "urn:x:9"),)


def test_links_name_uris_but_in_copy() -> None:
    one = intake.read(story(1))
    advisory = replace(one, signals=("kill", "advisory"))
    assert told_of(one, Raw(value=story(1)), MADE_BY).by_uri
    assert not told_of(advisory, Raw(value=story(1)), MADE_BY).by_uri


@pytest.mark.parametrize(
    ("status", "standing", "release", "moved"),
    [
        ("canceled", "canceled", False, False), ("withheld", "withheld", False, False),
        ("released", "canceled", True, False), ("moved", "canceled", False, True),
    ],
)  # fmt: skip
def test_a_word_is_told_by_what_it_does(status: Word, standing: str, release: bool, moved: bool) -> None:
    value = written(StatusWord(uri=uri(1), status=status, version=3 if moved else None))
    what = said_of(intake.read(value), Raw(value=value), MADE_BY)
    assert (what.uri, what.status, what.release, what.moved) == (uri(1), standing, release, moved)
    assert (what.version, what.versioned) == ((3, True) if moved else (1, False))


@pytest.mark.parametrize(
    ("partition", "released", "raw", "until"), [(0, False, 7, 9), (1, False, -1, 9), (0, True, -1, None)]
)
def test_an_arrival_says_where_it_came_from_unless_it_waited(
    partition: int, released: bool, raw: int, until: int | None
) -> None:
    arrived = arrival(
        told(until=9), source(offset=7, timestamp=-5), partition, broken=False, released=released
    )
    assert (arrived.raw, arrived.embargoed_ms, arrived.seen) == (raw, until, 0)


@pytest.mark.parametrize(
    ("published", "modified", "moment"),
    [
        ("1970-01-01T00:00:01Z", "1970-01-01T00:00:05Z", 5_000), ("1970-01-01T00:00:05Z", None, 5_000),
        ("1970-01-01T00:00:05Z", "1970-01-01T00:00:01Z", 5_000), (None, "1970-01-01T00:00:01Z", 1_000),
        ("1970-01-01T00:00:05Z", "1970-01-02", 5_000), (None, None, None),
        ("1970-01-01T00:00:00Z", None, 0),
    ],
)  # fmt: skip
def test_the_moment_is_the_last_of_the_first_publication_and_the_last_change(
    published: str | None, modified: str | None, moment: int | None
) -> None:
    one = replace(intake.read(story(1)), published=published, modified=modified)
    assert told_of(one, Raw(value=story(1)), MADE_BY).moment == moment
