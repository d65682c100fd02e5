"""Dates as wires write them."""

import pytest

from slugline.intake.zones.dates import dates, day_and_month, without_dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-02-13", ["2025-02-13"]),
        ("2025/2/3", ["2025-02-03"]),
        ("2025-02/13", []),
        ("12025-02-13", []),
        ("2025-02-131", []),
        ("2025年2月13日", ["2025-02-13"]),
        ("2025년 2월 13일", ["2025-02-13"]),
        ("13.02.2025", ["2025-02-13"]),
        ("03.04.2025", ["2025-04-03"]),
        ("03/04/2025", [None]),
        ("12/12/2025", ["2025-12-12"]),
        ("12/11/2025", [None]),
        ("12/13/2025", ["2025-12-13"]),
        ("13/12/2025", ["2025-12-13"]),
        ("13/13/2025", []),
        ("1/2/1899", []),
        ("30 February 2025", []),
        ("13 Feb. 2025", ["2025-02-13"]),
        ("13th February, 2025", ["2025-02-13"]),
        ("13-Feb-2025", ["2025-02-13"]),
        ("1º de março de 2025", ["2025-03-01"]),
        ("3 de mayo del 2025", ["2025-05-03"]),
        ("13 Febtober 2025", []),
        ("February 13 2025", ["2025-02-13"]),
        ("Feb. 13, 2025", ["2025-02-13"]),
        ("Feb 13, 20251", []),
        ("13 February 2025 and March 1, 2024", ["2025-02-13", "2024-03-01"]),
        ("March 1, 2024 and 13 February 2025", ["2024-03-01", "2025-02-13"]),
        ("3 May 4 2025", ["2025-05-04"]),
        ("x" * 390 + " 13 February 2025", []),
        ("x" * 383 + " 13 February 2025", ["2025-02-13"]),
    ],
)
def test_dates(text: str, expected: list[str | None]) -> None:
    assert [one.iso for one in dates(text)] == expected


def test_where_they_stand() -> None:
    (one,) = dates("On 13 February 2025 it rained")
    assert (one.start, one.end) == (3, 19)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ana Silva 13 February 2025", "Ana Silva |"),
        ("First published 13 February 2025 at 10:15 GMT", "|"),
        ("Last updated on: 13 February 2025, 3.04 p.m. EST", ": | ,"),
        ("Date: 13 February 2025, 18h30 Uhr", "| ,"),
        ("13 February 2025 4 min read", "|"),
        ("2025-02-13T10:00:00Z", "|"),
        ("Son güncelleme tarihi 13 Şubat 2025", "|"),
        ("At noon", "At noon"),
        ("ON AIR", "ON AIR"),
    ],
)
def test_what_is_left_without_them(text: str, left: str) -> None:
    assert " ".join(without_dates(text).split()) == left


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Feb 13", True), ("13 février", True), ("13th Feb 2025", True), ("13 de mayo", True), ("Feb", False),
        ("13", False), ("Feb 13 2025 14", False), ("Feb March 13", False), ("Feb 13 in", False),
        ("Feb 131", False), ("", False), ("de Feb", False),
    ],
)  # fmt: skip
def test_day_and_month(text: str, expected: bool) -> None:
    assert day_and_month(text) == expected
