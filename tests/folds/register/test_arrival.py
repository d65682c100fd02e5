from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from slugline import intake
from slugline.folds.register.arrival import embargo, instant, of_null, of_story
from slugline.folds.register.digests import content, made_by
from slugline.records.story import Pipeline
from tests.folds.register.lives import MADE_BY

NINJS = (
    b'{"uri": "urn:a", "version": 3, "headline": "Port reopens", "versioncreated": "2031-04-07T10:15:00Z"}'
)
TEN_FIFTEEN = int(datetime(2031, 4, 7, 10, 15, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("value", "fields"),
    [
        (NINJS, {"version": 3, "versioned": True, "status": "usable", "moment": TEN_FIFTEEN,
                 "embargoed_ms": None, "broken": False}),
        (NINJS.replace(b'"version": 3', b'"pubstatus": "withheld"'),
         {"version": 1, "versioned": False, "status": "withheld"}),
        (NINJS.replace(b'"version"', b'"pubstatus": "canceled", "version"'), {"status": "canceled"}),
        (NINJS.replace(b"T10:15:00Z", b""), {"moment": None}),
        (NINJS.replace(b'"version"', b'"embargoed": "2031-04-07T10:15:00Z", "version"'),
         {"embargoed_ms": TEN_FIFTEEN}),
        (b"The port of Varo reopened.", {"version": 1, "versioned": False, "moment": None}),
    ],
)  # fmt: skip
def test_a_story_as_it_arrives(value: bytes, fields: dict[str, Any]) -> None:
    arrived = of_story(intake.read(value), value, MADE_BY, seen=7, raw=3)
    assert {name: getattr(arrived, name) for name in fields} == fields
    assert (arrived.content, arrived.made_by, arrived.seen, arrived.raw) == (content(value), MADE_BY, 7, 3)


def test_a_status_of_a_later_release_lets_nothing_out() -> None:
    story = replace(intake.read(NINJS), status="archived")  # type: ignore[arg-type]  # of a later release
    assert of_story(story, NINJS, MADE_BY, broken=True).status == "canceled"


def test_a_null_value_deletes() -> None:
    arrived = of_null(MADE_BY, seen=7, raw=3)
    assert (arrived.status, arrived.versioned, arrived.seen, arrived.raw) == ("deleted", False, 7, 3)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2031-04-07T10:15:00Z", TEN_FIFTEEN),
        ("2031-04-07T12:15:00+02:00", TEN_FIFTEEN),
        ("2031-04-07", None),
        ("Tuesday", None),
        (None, None),
    ],
)
def test_a_moment_orders_and_a_day_does_not(text: str | None, moment: int | None) -> None:
    assert instant(text) == moment


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("2031-04-07T10:15:00Z", TEN_FIFTEEN),
        ("2031-04-07", int(datetime(2031, 4, 7, tzinfo=UTC).timestamp() * 1000)),
        (
            "when the speech begins",
            int(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC).timestamp() * 1000) + 999,
        ),
    ],
)
def test_when_an_embargo_is_over(text: str, until: int) -> None:
    assert embargo(text) == until


def test_digests_tell_values_and_pipelines_apart() -> None:
    assert content(b"a") != content(b"b")
    assert content(None) == content(b"")
    assert len(content(b"a")) == 8
    pipeline = Pipeline(version="0.2.0", model="en_core_web_sm 3.8.0")
    assert made_by(pipeline) == made_by(replace(pipeline))
    assert made_by(pipeline) != made_by(replace(pipeline, model="en_core_web_sm 3.8.0, geonames"))
    assert len(made_by(pipeline)) == 4
