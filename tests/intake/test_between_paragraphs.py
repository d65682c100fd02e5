"""Lines between and below the paragraphs of a page, and fields and menus above its headline."""

import pytest

from slugline.intake.formats.plain_text import read_text

HEAD = "Ferry firm fined over oil spill"
BODY = "The ministers agreed on Monday to meet again in June, officials said."
BY = "By Kari Moe"


def kinds(*lines: str) -> list[str]:
    return [zone.kind for zone in read_text("\n\n".join(lines)).zones]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("A long wait", BODY), ["section", "body"]),
        (("Others are reading", "Ferry fares to rise again", BODY), ["boilerplate", "boilerplate", "body"]),
        (("Ana Silva", "Tom Lee", "Bonn", BODY), ["body", "body", "body", "body"]),
        (("They named:", "The old hall", BODY), ["body", "body", "body"]),
        (("See pic.example/x here", BODY), ["body", "body"]),
        (("“We lost it all”", "A porter in Bonn", BODY), ["body", "body", "body"]),
        (("Harbour fires", "Bonn"), ["boilerplate", "boilerplate"]),
        (("[Who pays for the port of Bonn]", BODY), ["boilerplate", "body"]),
        (("Advertisement", "Monkeys raid picnic in Bonn", BODY), ["boilerplate", "boilerplate", "body"]),
        (("Advertisement", "A long wait", BODY), ["boilerplate", "section", "body"]),
        (("The van was left a blackened shell there by the fire of that night", BODY), ["caption", "body"]),
        (("The van stands before the hall in Bonn", BODY), ["caption", "body"]),
        (("New harbour for Bonn not a sure outcome of talks", BODY), ["body", "body"]),  # a crosshead
        (("I don't know why that is all", BODY), ["body", "body"]),
        (("Hell is being stuck in a van #vans", BODY), ["body", "body"]),
        (("Who Pays For The Port Of Bonn Now", BODY), ["body", "body"]),
        (("The hall. REUTERS/Ida Holm", "A long wait", BODY), ["caption", "section", "body"]),
        (("The trial goes on in Bonn. PTI RM", "Advertisement"), ["body", "boilerplate"]),
        (("Kari Moe teaches the history of ferries.", BODY), ["boilerplate", "body"]),
        (("Dr Kari Moe teaches the history of ferries.", BODY), ["boilerplate", "body"]),
        (("Kari Moe: Who pays for the ferries?", BODY), ["body", "body"]),
        (("Kari Moe said the ferries were late.", BODY), ["body", "body"]),
        (("2012: Hall burns",), ["body"]),
        (("Moe 6 4 2", "Lee 3 6 4"), ["body", "body"]),
        (("Revenue of $58 million", "Net loss of $3 million", BODY), ["body", "body", "body"]),
        (("Others are reading", "Net loss of $3 million", BODY), ["boilerplate", "boilerplate", "body"]),
    ],
)
def test_below_the_first_paragraph(lines: tuple[str, ...], expected: list[str]) -> None:
    assert kinds(HEAD, BY, BODY, *lines) == ["headline", "byline", "body", *expected]


def test_a_town_with_its_state_is_a_dateline_behind_what_a_page_has_in_short() -> None:
    points = "The levy would raise $42 million.", "Critics say the county has explained little."
    found = kinds(HEAD, BY, "Advertisement", *points, "DUNMORE, Ohio — Voters here are asked to pay more.")
    assert found[-2:] == ["dateline", "body"]


def test_other_copy_has_no_crossheads() -> None:
    assert kinds(HEAD, BODY, "A long wait", BODY) == ["headline", "body", "body", "body"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Priority: 4", HEAD), ["boilerplate", "headline"]),
        (("Desk code: B", "To: All desks", HEAD), ["boilerplate", "boilerplate", "headline"]),
        (("Peru: 45 held after march",), ["headline"]),
        (("To: All desks", "Zonk: Moe's office", HEAD), ["boilerplate", "boilerplate", "headline"]),
        (
            ("On air now", "Videos", "Puzzles", HEAD),
            ["boilerplate", "boilerplate", "boilerplate", "headline"],
        ),
    ],
)
def test_above_the_headline(lines: tuple[str, ...], expected: list[str]) -> None:
    assert kinds(*lines, BODY, BODY) == [*expected, "body", "body"]


def test_a_sentence_above_a_dateline_is_a_standfirst() -> None:
    assert kinds(HEAD, "Critics call it a gift to owners.", f"BONN - {BODY}") == [
        "headline", "standfirst", "dateline", "body",
    ]  # fmt: skip
    assert kinds(HEAD, BODY, BODY, f"SCORES: {BODY}") == ["headline", "body", "body", "body"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("REPUBLIC OF NORVIK", "Office of the Secretary", "PRESS RELEASE No. 14/2030"), ["boilerplate"] * 3),
        (("Norvik Rail", "MEDIA STATEMENT"), ["boilerplate"] * 2),
        (("Norvik Rail", "Press Release: 12/03"), ["boilerplate"] * 2),
        (("FOR IMMEDIATE RELEASE",), ["editor_note"]),
    ],
)
def test_above_the_headline_of_a_release(lines: tuple[str, ...], expected: list[str]) -> None:
    assert kinds(*lines, HEAD, BODY, BODY) == [*expected, "headline", "body", "body"]


@pytest.mark.parametrize("label", ["Press release of the week", "Press releases", "Release 14"])
def test_what_is_no_label_of_a_release(label: str) -> None:
    assert kinds("The court jails two over the harbour fire", label, BODY, BODY)[0] == "headline"
