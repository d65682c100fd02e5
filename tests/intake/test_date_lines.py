"""Lines that are a date and nothing else, however a page writes them."""

import pytest

from slugline.intake.zones.date_lines import is_date_line, is_filing_line, is_stamp


@pytest.mark.parametrize(
    "text",
    [
        "24 Aug, 10:40", "Wednesday, February 21, 11:26", "Updated / Saturday, 2 Aug 2030 11:49",
        "PUBLISHED AUGUST 3, 2030", "Nov.25.2030 11h34", "05/19/2030August 19, 2030",
        "Published - November 7, 2030 10:39 am IST", "Last update on: Aug 22, 2030 10:46 AM", "June 13th",
        "January 24, 2030 10:17 AM GMT+3", "· Posted: Dec 23, 2030 10:43 AM EDT | Last Updated: 9 hours ago",
        "Updated at 10.21 BST", "Fri 10:45", "2030-11-03", "December 12, 203011:44",
    ],
)  # fmt: skip
def test_a_date_line(text: str) -> None:
    assert is_date_line(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "May", "Monday", "10:40", "Gate 12", "March of the ministers 2030", "Payable March 27",
        "Fire on 3 November 2030", "August 3, 2030" + " " * 120, "Ministers meet 3 May", "Updated", "2 - 1",
    ],
)  # fmt: skip
def test_no_date_line(text: str) -> None:
    assert not is_date_line(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sydney - Feb 22, 2030 - 11:10 CEST", True),
        ("KYODO NEWS - Jan 14, 2030 - 10:39 | All, World", True),
        ("Oslo, Norway, Updated: 13-02-2030 10:12 IST", True),
        ("SYDNEY, Feb 22 (Reuters) -", False),
        ("Sydney - Feb 22, 2030", False),
        ("Ferry fire - Feb 22, 2030 - 11:10", False),
    ],
)
def test_a_date_beside_places_and_agencies(text: str, expected: bool) -> None:
    assert is_filing_line(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Updated: July 18, 2022", True), ("July 18, 2022 5:36 pm", True), ("Monday, January 30", False),
        ("x", False),
    ],
)  # fmt: skip
def test_a_stamp_between_paragraphs(text: str, expected: bool) -> None:
    assert is_stamp(text) == expected
