"""Which lines belong together."""

import pytest

from slugline.intake.zones.blocks import blocks, is_list_item

WRAPPED = """\
GRAIN SHIPS LEAVE PORT

    Three grain ships left the port of Odesa on Monday,
the first to sail since the agreement was
signed, officials said.
    "We expect five more this week," said the harbour
master.
  - The ships carry maize
    for Tunisia
  - They fly the flag of Malta
 Reuter
"""
LINES = "One a line.\r\nAnother one, \u201cquoted\u201d\r\nA third\r\n\r\n\t \r\nA last, after a gap.\r\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n\xa0\n", []),
        ("a", ["a"]),
        ("  a  \n\n  b\xa0", ["a", "b"]),
        (
            LINES,
            [
                "One a line.",
                "Another one, \u201cquoted\u201d",
                "A third",
                "A last, after a gap.",
            ],
        ),
        (
            WRAPPED,
            [
                "GRAIN SHIPS LEAVE PORT",
                "Three grain ships left the port of Odesa on Monday,\n"
                "the first to sail since the agreement was\nsigned, officials said.",
                '"We expect five more this week," said the harbour\nmaster.',
                "- The ships carry maize\n    for Tunisia",
                "- They fly the flag of Malta",
                "Reuter",
            ],
        ),
    ],
)
def test_blocks_are_the_paragraphs(text: str, expected: list[str]) -> None:
    found = blocks(text)
    assert [block.text for block in found] == expected
    assert [text[block.start : block.end] for block in found] == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["It rained on,", "and on.", "It snowed."], ["It rained on,|and on.|It snowed."]),
        (["It rained on", "and on.", "Snow"], ["It rained on|and on.|Snow"]),
        (["It rained", "12 hours", "on end.", "It snowed"], ["It rained|12 hours|on end.|It snowed"]),
        (["It Rained", "12 Hours", "On End."], ["It Rained", "12 Hours", "On End."]),
        (["It rained.", "and on.", "and on."], ["It rained.", "and on.", "and on."]),
        (["It rained", "and on", "", "and on"], ["It rained|and on", "and on"]),
        (["It rained", "and on", "   It snowed", "and on"], ["It rained|and on", "It snowed|and on"]),
        (["It rained", "and on", "   it snowed", "and on"], ["It rained|and on", "it snowed|and on"]),
        (["It rained", "and on", " it snowed", "and on"], ["It rained|and on| it snowed|and on"]),
        (["It rained all day long in Bonn", "and on.", "It snowed", "and on"],
         ["It rained all day long in Bonn|and on.", "It snowed|and on"]),
        (["It rained all day", "and on and on.", "It snowed", "and on"],
         ["It rained all day|and on and on.|It snowed|and on"]),
        (["It rained", "and on", "- one thing", "and on", "- two"], ["It rained|and on",
        "- one thing|and on", "- two"]),
        (["It rained", "and on", "- one thing.", "It snowed"], ["It rained|and on", "- one thing.",
        "It snowed"]),
        (["It rained", "and on", "By Ana Silva", "It snowed", "and on"],
         ["It rained|and on|By Ana Silva|It snowed|and on"]),
        (["By Ana Silva", "It rained all day long", "and on"], ["By Ana Silva",
        "It rained all day long|and on"]),
        (["Share", "It rained all day long", "and on"], ["Share", "It rained all day long|and on"]),
        (["It rained all day long", "and on all night.", "Share"],
        ["It rained all day long|and on all night.", "Share"]),
        (["It rained " + "on " * 36 + "now", "and on"], ["It rained " + "on " * 36 + "now", "and on"]),
        (["It rained " + "on " * 36 + "no", "and on"], ["It rained " + "on " * 36 + "no|and on"]),
        (["One", "Two", "Three", "four", "Five"], ["One", "Two", "Three", "four", "Five"]),
        (["One", "Two", "Three", "four"], ["One|Two|Three|four"]),
    ],
)  # fmt: skip
def test_lines_broken_to_fit_a_column_are_joined(lines: list[str], expected: list[str]) -> None:
    text = "\n".join(lines)
    assert [block.text.replace("\n", "|") for block in blocks(text)] == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["• a b"], [True]), (["•a b"], [False]), (["• "], [False]), (["- a"], [False]),
        (["- a", "- b"], [True, True]),
        (["- a", "b", "- c"], [False, False, False]), (["- a", "• b"], [True, True]),
        (["b", "* a", "* a"], [False, True, True]),
    ],
)  # fmt: skip
def test_items_of_lists(lines: list[str], expected: list[bool]) -> None:
    found = blocks("\n\n".join(lines))
    assert [is_list_item(found, at) for at in range(len(found))] == expected


@pytest.mark.parametrize(
    "text", ["One.\n\nTwo\n", "\n  A line that was\nbroken to fit a column\nruns on here.\n\nB.\n"]
)
def test_blocks_of_a_part_are_counted_from_where_it_stands(text: str) -> None:
    before = "Above, "
    moved = blocks(text, len(before))
    assert [(before + text)[one.start : one.end] for one in moved] == [one.text for one in moved]
    assert [one.text for one in moved] == [one.text for one in blocks(text)]
