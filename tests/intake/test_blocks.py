"""Which lines belong together."""

import pytest

from slugline.intake.zones.blocks import blocks

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
