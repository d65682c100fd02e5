from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slugline.folds.trends.moments import event_time
from slugline.records.instants import written

HOUR = 3_600_000
HORIZON = 48 * HOUR


def at(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


RECORD = at("2031-04-07T10:00:00")


@pytest.mark.parametrize(
    ("published", "counts_at"),
    [
        (None, "2031-04-07T10:00:00"),
        ("2031-04-07T09:30:00Z", "2031-04-07T09:30:00"),
        ("2031-04-07T09:30:00.250+02:00", "2031-04-07T07:30:00.250"),
        ("2031-04-07T10:04:00Z", "2031-04-07T10:00:00"),
        ("2031-04-05T11:30:00Z", "2031-04-05T11:30:00"),
        ("2031-04-05T10:30:00Z", None),
        ("2099-01-01T00:00:00Z", "2031-04-07T10:00:00"),
        ("9999-12-31T23:59:59-23:59", "2031-04-07T10:00:00"),
        ("2031-04-07", "2031-04-07T10:00:00"),
        ("2031-04-08", "2031-04-07T10:00:00"),
        ("2031-04-06", "2031-04-07T10:00:00"),
        ("2099-01-01", "2031-04-07T10:00:00"),
        ("2031-02-30T10:00:00Z", "2031-04-07T10:00:00"),
        ("2031-04-05T09:00:00Z", None),
        ("2019-05-01T09:00:00Z", None),
        ("2019-05-01", None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_when_a_story_counts(published: str | None, counts_at: str | None) -> None:
    moment = event_time(published, RECORD, now=RECORD + HOUR, horizon=HORIZON)
    assert moment == (at(counts_at) if counts_at else None)


@pytest.mark.parametrize(
    ("record", "now", "counts_at"),
    [
        ("2031-04-07T10:00:00", "2031-04-09T09:00:00", "2031-04-07T10:00:00"),
        ("2031-04-07T10:00:00", "2031-04-09T11:00:00", None),
        ("2099-01-01T00:00:00", "2031-04-07T10:00:00", "2031-04-07T10:00:00"),
        ("1970-01-01T00:00:00", "2031-04-07T10:00:00", None),
    ],
)
def test_a_record_with_a_wrong_or_old_time(record: str, now: str, counts_at: str | None) -> None:
    moment = event_time(None, at(record), at(now), HORIZON)
    assert moment == (at(counts_at) if counts_at else None)


MOMENTS = st.integers(0, at("9000-01-01T00:00:00"))
WORDS = st.one_of(
    st.none(),
    st.dates().map(str),
    st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat()),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORDS, MOMENTS, MOMENTS)
def test_no_story_is_in_the_future_or_beyond_the_horizon(
    published: str | None, record: int, now: int
) -> None:
    moment = event_time(published, record, now, HORIZON)
    assert moment is None or now - HORIZON <= moment <= now


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (0, "1970-01-01T00:00:00Z"),
        (1_933_322_400_000, "2031-04-07T10:00:00Z"),
        (1_933_322_400_250, "2031-04-07T10:00:00.250000Z"),
    ],
)
def test_moments_are_written_in_utc(moment: int, text: str) -> None:
    assert written(moment) == text
