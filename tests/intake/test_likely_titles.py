"""Which line at the top of a page is the headline, where others stand above and below that look like one."""

import pytest

from slugline.intake.formats.plain_text import read_text
from slugline.intake.zones.codes import is_code
from slugline.intake.zones.likely_titles import likeness

HEAD = "Crane falls into harbour basin"
ASKS = "What next for Ostvik?"
TABLE = "NORVIK PORTS INC 4TH QTR NET"
SUM = "Moe Holdings to buy Luvik hotel for S$17m."
DAY = "3 May 2030"
FIRST = "The harbour of Ostvik was shut on Monday after a crane fell into the basin, its master said."
SECOND = 'Nobody was hurt, though "it was a near thing", said the crane driver, Kari Moe.'


@pytest.mark.parametrize(
    ("lines", "headline"),
    [
        (("Breakfast with Kari and Jon", HEAD, DAY), HEAD),
        (("Things to Do", HEAD, "Report by Kari Moe", DAY), HEAD),
        (("Regional News / Ostvik", HEAD, DAY), HEAD),
        (("Without Fear Or Favour", HEAD, DAY, "KARI MOE, Ostvik"), HEAD),
        (("r i BC-NORV--Crane-Fall 05-03 0211", HEAD, "By KARI MOE"), HEAD),
        (("dpae0311 4 pol 188 dpa 1044", HEAD, DAY), HEAD),
        (("Harbour Watch", HEAD, "MercoSur Press", "Ysmer Strand, from Luvik", DAY), HEAD),
        (("e-Edition", f"{HEAD}, says U.N.", "By Kari Moe"), f"{HEAD}, says U.N."),
        (("Port Works Ltd", "Local", DAY, HEAD, "By Kari Moe"), HEAD),
        # what stands below a short headline is not the headline
        ((HEAD, "Its driver jumps into the water and swims ashore", DAY), HEAD),
        ((ASKS, "Ferry passengers slept on benches after the last boat sailed", DAY), ASKS),
        ((TABLE, "Shr 96 cts vs 83 cts", "Net 119.3 mln vs 102.8 mln", DAY), TABLE),
        ((SUM, "The purchase will be paid for out of debt", "Kari Moe", DAY), SUM),
    ],
)  # fmt: skip
def test_the_headline_among_lines(lines: tuple[str, ...], headline: str) -> None:
    for gap in ("\n", "\n\n"):
        assert read_text(gap.join((*lines, FIRST, SECOND))).headline == headline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("r i BC-NORV--Crane-Fall 05-03 0211", True), ("dpae0311 4 pol 188 dpa 1044", True),
        ("CP-NL-Crane-Basin", True), ("WWUS83 KDMX 041132", True), ("Two of 11 cranes fall", False),
        ("COVID-19 cases rise in 3 towns", False), ("Boeing 737 lands in Ostvik", False), (DAY, False),
        ("F1: Moe wins", False),
    ],
)  # fmt: skip
def test_codes(text: str, expected: bool) -> None:
    assert is_code(text) == expected


def test_lines_look_like_headlines_by_length_verb_and_what_they_lack() -> None:
    assert likeness(HEAD) > likeness("Crane in basin") > likeness("Harbour")
    assert likeness(HEAD) > likeness("CP-NL-Crane-Basin")
    assert likeness(HEAD) > likeness(f"{HEAD}.")
    assert likeness(HEAD) > likeness("Kari Moe, from Ostvik")


def test_a_day_below_a_short_line_does_not_run_on_from_it() -> None:
    head = f"{HEAD} and is lifted out by visiting ship"
    copy = "The driver swam ashore in his boots.\nNobody else was near it."
    assert [zone.kind for zone in read_text(f"{head}\n26 May 2030\n{copy}").zones][:2] == [
        "headline",
        "byline",
    ]
