"""From paragraphs to zones: what the top of a story, its body and its end make of one another."""

import pytest

from slugline.intake.formats.plain_text import read_text
from slugline.intake.zones.blocks import Block, blocks
from slugline.intake.zones.layout import LONGEST_ZONE, MOST_ZONES, Layout, lay_out
from slugline.records.story import Dateline

BODY = "The ministers agreed on Monday to meet again in June, officials said."
HEAD = "Ministers to meet in June"


def laid_out(*parts: str, headline: str | None = None) -> Layout:
    text = "\n\n".join(parts)
    return lay_out(text, blocks(text), headline)


def kinds(*parts: str, headline: str | None = None) -> list[str]:
    return [zone.kind for zone in laid_out(*parts, headline=headline).zones]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((HEAD, BODY), ["headline", "body"]),
        (("Share", HEAD, BODY), ["boilerplate", "headline", "body"]),
        (("By Ana Silva", HEAD, BODY), ["byline", "headline", "body"]),
        (("By Ana Silva", BODY, BODY), ["byline", "body", "body"]),
        (("Share", BODY, BODY), ["boilerplate", "body", "body"]),
        ((*["Share"] * 5, HEAD, BODY), [*["boilerplate"] * 5, "headline", "body"]),
        ((*["Share"] * 15, HEAD, BODY), [*["boilerplate"] * 15, "headline", "body"]),
        (("World", HEAD, BODY), ["section", "headline", "body"]),
        (("World", BODY, BODY), ["body", "body", "body"]),
        ((HEAD, "Talks were long and hard", "It rained all day in Bonn", "Nobody minded it at all", BODY),
         ["headline", "standfirst", "standfirst", "body", "body"]),
        ((HEAD, "Talks were hard.", BODY), ["headline", "body", "body"]),
        ((HEAD, "It rained. " * 31 + "So", "By Ana Silva", BODY),
         ["headline", "standfirst", "byline", "body"]),
        ((HEAD, "It rained. " * 32, "By Ana Silva", BODY), ["headline", "body", "byline", "body"]),
        ((HEAD, "• One thing", BODY), ["headline", "bullet", "body"]),
        ((HEAD, "• One thing", "GENEVA", BODY), ["headline", "bullet", "dateline", "body"]),
        ((HEAD, "- One thing", BODY), ["headline", "body", "body"]),
        ((HEAD, "- One thing", "- Two things", BODY), ["headline", "bullet", "bullet", "body"]),
        ((HEAD, "GENEVA", "By Ana Silva", BODY), ["headline", "dateline", "byline", "body"]),
        ((HEAD, "Ana Silva", "13 February 2025", BODY), ["headline", "byline", "byline", "body"]),
        ((HEAD, "By Ana Silva", "Europe correspondent", BODY), ["headline", "byline", "byline", "body"]),
        ((HEAD, "By Ana Silva", "Tom Lee", BODY), ["headline", "byline", "body", "body"]),
        ((HEAD, "Share", BODY), ["headline", "boilerplate", "body"]),
        ((HEAD, BODY, "Photo: Ana Silva"), ["headline", "body", "caption"]),
        ((HEAD, BODY, BODY, "By Ana Silva"), ["headline", "body", "body", "byline"]),
        ((HEAD, BODY, BODY, BODY, "By Ana Silva"), ["headline", "body", "body", "body", "body"]),
        ((BODY, "GENEVA - " + BODY), ["headline", "dateline", "body"]),
        ((BODY, BODY, "GENEVA - " + BODY), ["body", "body", "body"]),
        ((BODY, BODY, "GENEVA, May 2 - " + BODY), ["body", "body", "dateline", "body"]),
        ((BODY, BODY, "GENEVA (dpa) - " + BODY), ["body", "body", "dateline", "body"]),
        ((BODY, BODY, BODY, "GENEVA (dpa) - " + BODY), ["body"] * 4),
        (("GENEVA - " + BODY, "ULM (dpa) - " + BODY), ["dateline", "body", "dateline", "body"]),
        (("GENEVA - " + BODY, "ULM - " + BODY), ["dateline", "body", "body"]),
        ((HEAD, "GENEVA", "(dpa) - GENEVA, MAY 2 - " + BODY), ["headline", "dateline", "dateline", "body"]),
    ],
)  # fmt: skip
def test_kinds(parts: tuple[str, ...], expected: list[str]) -> None:
    assert kinds(*parts) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((BODY, BODY), ["body", "body"]),
        (("Talks were long and hard", BODY), ["body", "body"]),
        (("GENEVA", BODY), ["dateline", "body"]),
        (("Share", BODY), ["boilerplate", "body"]),
        ((f"{HEAD} A port.", BODY), ["caption", "body"]),
        ((BODY, BODY, f"{HEAD}: a port.", BODY), ["body", "body", "caption", "body"]),
        ((BODY, BODY, BODY, f"{HEAD}: a port.", BODY), ["body"] * 5),
    ],
)
def test_kinds_below_a_known_headline(parts: tuple[str, ...], expected: list[str]) -> None:
    assert kinds(*parts, headline=HEAD) == expected


def test_what_the_top_says() -> None:
    found = laid_out(HEAD, "By Ana Silva and Tom Lee, AB News", "13 February 2025", "GENEVA, Feb 12", BODY)
    assert (found.headline, found.byline, found.source) == (HEAD, ("Ana Silva", "Tom Lee"), "AB News")
    assert (found.dateline, found.published) == (Dateline(place="GENEVA", date="Feb 12"), "2025-02-13")


def test_the_agency_of_the_dateline_goes_before_that_of_the_byline() -> None:
    assert laid_out(HEAD, "By Ana Silva, AB News", f"GENEVA (dpa) - {BODY}").source == "dpa"
    assert laid_out(f"(dpa) - {BODY}").dateline is None


def test_a_headline_is_one_line() -> None:
    text = "Ministers to\n  meet in June"
    found = [
        Block(0, len(text), text, 0, True),
        Block(len(text) + 2, len(text) + 2 + len(BODY), BODY, 0, True),
    ]
    assert lay_out(f"{text}\n\n{BODY}", found).headline == HEAD


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        (["(Reporting by Ana Silva; editing by Tom Lee)"], ("Ana Silva",)),
        (["(Written by Ana Silva and Tom Lee)", "Share"], ("Ana Silva", "Tom Lee")),
        (["(Reporting by Ana Silva)", *["Share"] * 5], ("Ana Silva",)),
        (["(Reporting by Ana Silva)", *["Share"] * 6], ()),
        (["(Editing by Tom Lee)"], ()),
        ([BODY], ()),
    ],
)
def test_credits_at_the_end_name_the_author(below: list[str], expected: tuple[str, ...]) -> None:
    assert laid_out(BODY, *below).byline == expected


def test_a_byline_at_the_top_goes_before_credits_at_the_end() -> None:
    assert laid_out(HEAD, "By Eva Roth", BODY, "(Reporting by Ana Silva)").byline == ("Eva Roth",)


def test_roles_from_markup_are_kept() -> None:
    found = [Block(0, 4, "Rain", 0, True, "boilerplate"), Block(6, 6 + len(BODY), BODY, 0, True, "caption")]
    zones = lay_out(f"Rain\n\n{BODY}", found).zones
    assert [zone.kind for zone in zones] == ["boilerplate", "caption"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("• One thing", "One thing"), ("•  – One thing", "One thing"),
        ("x" * LONGEST_ZONE, "x" * LONGEST_ZONE),
    ],
)  # fmt: skip
def test_marks_of_list_items_are_left_out(text: str, kept: str) -> None:
    (zone, *_) = laid_out(text, BODY).zones
    assert f"{text}\n\n{BODY}"[zone.start : zone.end] == kept


@pytest.mark.parametrize(
    ("paragraph", "ends"),
    [
        ("a" * 9_999 + ". " + "b" * 15_000, [10_000, 25_001]),
        ("a" * 9_999 + "? " + "b" * 15_000, [10_000, 25_001]),
        ("a" * 9_999 + " " + "b" * 15_000, [9_999, 25_000]),
        ("a" * 25_000, [20_000, 25_000]),
        ("a" * 20_001, [20_000, 20_001]),
        ("a" * 20_000, [20_000]),
    ],
)
def test_giant_paragraphs_are_cut_at_the_end_of_a_sentence(paragraph: str, ends: list[int]) -> None:
    assert [zone.end for zone in laid_out(paragraph).zones] == ends


def test_countless_paragraphs_end_in_one_zone() -> None:
    most = "It rained.\n" * MOST_ZONES
    assert len(read_text(most).zones) == MOST_ZONES
    zones = read_text(most + "It snowed.\nIt rained.\n").zones
    assert (len(zones), zones[-1].kind, zones[-1].end) == (MOST_ZONES + 1, "body", len(most) + 21)
