"""Moments as texts: written in UTC, read as ISO 8601 has them."""

import pytest

from slugline.records import instants


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01", 0),
        ("1970-01-01T00:00:01", 1_000),
        ("1970-01-01T02:00:00+02:00", 0),
        ("1970-01-01T00:00:00.0019Z", 1),
        ("1969-12-31T23:59:59.9999Z", -1),
        ("2031-04-07T09:30:00.250+02:00", 1_933_313_400_250),
        ("0001-01-01T00:00:00+14:00", -62_135_647_200_000),
        ("9999-12-31T23:59:59-23:59", 253_402_387_139_000),
    ],
)
def test_is_read(text: str, milliseconds: int) -> None:
    assert instants.read(text) == milliseconds


@pytest.mark.parametrize("text", ["", "tomorrow", "2031-02-30", "2031-04-07T25:00:00Z"])
def test_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        instants.read(text)


@pytest.mark.parametrize("milliseconds", [0, -1, 1_933_313_400_250])
def test_what_is_written_is_read(milliseconds: int) -> None:
    assert instants.read(instants.written(milliseconds)) == milliseconds
