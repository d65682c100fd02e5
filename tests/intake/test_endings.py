"""What stands below a story, a row for each rule and a near miss beside it."""

import pytest

from slugline.intake.zones.endings import is_closed, is_ending, is_note_heading, is_paragraph, story_end

FAR = "the head of the press office of the harbour in Ostvik and all its ferries"

ENDINGS = """
This article was provided by Norvik.
press@harbour.example
www.harbour.example
harbour://example
+47 5555 0100
(020) 7946 0101
0207 946 0101
555 123 4567
555-123-4567
Ask us at 555 123 4567 or at the harbour
Mia Lund, the head of the press office of the harbour, press@harbour.example
Contact: Mia Lund, the head of the press office of the harbour. She is in at noon. Mail m@harbour.example
Kari Moe reported from Oslo.
Kari Moe in Oslo contributed to this report
Kari Moe reported from Oslo. Jon Dahl contributed to this report.
Norvik writer Jon Dahl in Bergen contributed.
Tags: fire, port
Tags: fire | port
Tags Peru Ostvik strike
Tags #fire and more #port
First published: Monday, 3 November 2026.
Copyright Norvik Press
Copyright 2026 Norvik Press
Do you have a story for us? We are here
Send us what you saw
Disclaimer: all of it is invented
This story was first published in May
This article by Kari Moe was edited for length
On that Monday, this article was updated
The above text has been translated
For more on the port, visit our page
Kari Moe covers schools, ports, ferries and all that sails for the Times. Her mail is k@harbour.example
SOURCE Norvik Ferries
"""
"""Wherever they stand in the last part of a page."""

LAST = """
Reuters
Kari Moe, Reuters
(Kari Moe and Jon Dahl)
(Kari Moe / Norvik)
kh/rt (AP)
kh/rt
(AFP/Norvik)
(Norvik/AFP)
(Norvik; AFP)
[AFP]
(Norvik Press).
Kari Moe is a reporter for the Harbour Times.
Kari Moe writes as a freelance
51 77 03 CRO01 1113 GEST03 QBXB
- Norvik Press
-- Reuters
- N.Vik
— Norvik / AFP, Ostvik
"""
"""Only at the very end."""

NONE = f"""
This article of Norvik
Provided by Norvik.
"Write to press@harbour.example"
Write to press@harbour.example, she said.
Mia Lund is {FAR} press@harbour.example
Mia Lund left. She is, so they told us, the head of the press office, press@harbour.example
Call Mia Lund, {FAR}, {FAR}, and then ask for {FAR}: press@harbour.example
The ferry carried 5550 people
The ferry made 12 knots at 10.30
Ship 1555 123 4567 and all the others of its kind sank there in the storm
"Kari Moe reported from Oslo"
moe reported from oslo
Kari Moe reported from Oslo. It rained.
Tags: fire and port.
Tags: fire and port!
Tags: "fire and port"
Tags of the day were many
Tags Peru, Ostvik.
Tags Peru and all of the strikes
Tags Peru Ostvik A B C D E F G H I J K
Copyright law is changing
Copyright Norvik Press, it says.
Do you have a story, she said
Send user names
He sent us what he saw
This story was long
This story by Kari Moe and others in the hall of the old harbour of Ostvik was edited
This story was told. It was published
The text was published
For more on the port, ask Klein
For more on the port, visit our page, she said
Ysmer Moe covers schools, ports, ferries and all that sails for the Times. She is at the harbour of Ostvik
SOURCE Norvik. Ferries sail
Source of it all
kari, Reuters
Kari Moe and Jon Dahl
(kari moe and jon dahl)
kh rt
(norvik boat)
(AFP/Norvik) said so
Kari Moe is a pilot for the Harbour Times.
Kari Moe is a reporter, she said
Kari is a reporter
51 77 CRO01
51 77 03 CRO01 1113
51 77 03 CRO01 1113 gest03 QBXB
-- Norvik
- Norvik said it
- norvik press
"""

TAGS = "Tags: fire" + ", port" * 25
FIELDS = {TAGS: True, TAGS + ", port": False}


def lines(table: str) -> list[str]:
    return table.strip().split("\n")


@pytest.mark.parametrize("text", lines(ENDINGS))
def test_endings(text: str) -> None:
    assert is_ending(text, last=False)


@pytest.mark.parametrize("text", lines(LAST))
def test_endings_only_at_the_very_end(text: str) -> None:
    assert is_ending(text, last=True)
    assert not is_ending(text, last=False)


@pytest.mark.parametrize("text", lines(NONE))
def test_what_is_no_ending(text: str) -> None:
    assert not is_ending(text, last=True)


def test_long_blocks_are_no_endings() -> None:
    assert is_ending("Disclaimer: " + "a" * 288, last=False)
    assert not is_ending("Disclaimer: " + "a" * 289, last=False)
    assert is_ending("Tags: " + "a" * 154, last=False)
    assert not is_ending("Tags: " + "a" * 155, last=False)


@pytest.mark.parametrize(
    ("text", "closed", "paragraph"),
    [
        ("It rained on all of us.", True, True),
        ("It rained on all of us", False, False),
        ('"It rained on all of us."', True, True),
        ("(It rained on all of us.)", True, True),
        ("It rained on all of us!", True, True),
        ("It rained on all of us?", True, True),
        ("It rained on all of us…", True, True),
        ("It rained on all of us:", True, False),
        ("It rained on us.", True, False),
        ("a" * 100, False, False),
        ("a" * 101, True, False),
        ("a" * 180, True, False),
        ("a" * 181, True, True),
        ("", False, False),
    ],
)
def test_what_is_closed_and_what_a_paragraph(text: str, closed: bool, paragraph: bool) -> None:
    assert (is_closed(text), is_paragraph(text)) == (closed, paragraph)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Notes to editors", True),
        ("NOTES TO EDITORS:", True),
        ("*** Media contact ***", True),
        ("Media contact Ana", False),
        ("Notes", False),
    ],
)
def test_headings_of_notes(text: str, heading: bool) -> None:
    assert is_note_heading(text) == heading


BODY = "The ferry sank on Monday with forty people on board, the harbour authority said."


@pytest.mark.parametrize(
    ("mark", "ends"),
    [
        ("ENDS", True),
        ("-30-", True),
        ("- 30 -", True),
        ("# # #", True),
        ("###", True),
        ("# #", False),
        ("31", False),
        ("About Norvik Ferries", True),
        ("ABOUT Norvik Ferries of Ostvik", True),
        ("About Norvik (Ostvik), Ferries", True),
        ("About norvik ferries", False),
        ("About", False),
        ("About Norvik.", False),
        ("About Norvik?", False),
        ("About A B C D E F G H", True),
        ("About A B C D E F G H I", False),
        ("Contacts", True),
        ("* Contacts " + " " * 68 + "*", True),
        ("* Contacts " + " " * 69 + "*", False),
    ],
)
def test_a_mark_or_a_heading_ends_a_story(mark: str, ends: bool) -> None:
    assert story_end([BODY, mark, "Ana."]) == (1 if ends else 3)


@pytest.mark.parametrize(
    ("texts", "end"),
    [
        (["abc", "ENDS", "abc"], 1),
        (["abc", "ENDS", "abcd"], 3),
        (["ENDS", "a"], 2),
        (["ab", "c", "ENDS", "abc"], 2),
        (["ab", "c", "ENDS", "ENDS"], 3),
    ],
)
def test_less_stands_below_an_end_than_above(texts: list[str], end: int) -> None:
    assert story_end(texts) == end
