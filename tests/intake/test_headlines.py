"""Headlines, and the lines around them."""

import pytest

from slugline.intake.zones.blocks import Block, blocks
from slugline.intake.zones.headlines import is_headline, is_section, is_standfirst

BODY = "The ministers agreed on Monday to meet again in June."


def above_body(text: str) -> list[Block]:
    return [Block(0, len(text), text, 0, True), *blocks(BODY)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("World", True), ("WORLD | Europe", True), ("Business - Markets", True), ("Société", True),
        ("KICKER", True),
        ("BIG STORY", True), ("THE BIG STORY", False), ("Kicker", False), ("World / Kicker", False),
        ("World\nEurope", False), ("World" + " " * 46, False), ("World" + " " * 45, True),
    ],
)  # fmt: skip
def test_sections(text: str, expected: bool) -> None:
    assert is_section(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ministers to meet", "MINISTERS MEET IN JUNE", "5 ministers to meet", "“We will meet,” say ministers",
        "iPhone ministers meet", "€3 for ministers", "Will ministers meet?", "Ministers meet!",
        "Ministers Agree to Meet Again in June.", "Ministers to\nmeet in\nJune", "ANA MARIA SILVA",
        "Ministers " + "m" * 210, "A " * 34 + "b",
    ],
)  # fmt: skip
def test_headlines(text: str) -> None:
    assert is_headline(above_body(text), 0)


@pytest.mark.parametrize(
    "text",
    [
        "Ministers", "ministers to meet", "Ana Silva", "Ministers to meet.", "Ministers to meet,",
        "Ministers to meet:", "Ministers to meet;", "A b\nc\nd\ne", "Ministers " + "m" * 211,
        "A " * 35 + "b",
        "BONN (Reuters)", "Bonn, Feb 13", "Is it " + "so " * 14 + "now?", "“Ministers to meet.”",
        "Ministers Agree to meet again in june.", "A B C D.", "GENEVA -",
    ],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    assert not is_headline(above_body(text), 0)


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        (BODY, True),
        ("It rained.", False),
        ("IT RAINED ALL DAY", True),
        ("It rained\n\n" * 5 + BODY, True),
        ("It rained\n\n" * 6 + BODY, False),
        ("It rained on all of us for hours", False),
        ("It rained on all of us for hours …", True),
    ],
)
def test_a_headline_has_a_body(below: str, expected: bool) -> None:
    assert is_headline(blocks(f"Ministers to meet\n\n{below}"), 0) == expected
    assert not is_headline(blocks("Ministers to meet"), 0)


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        (BODY, False),
        (f"BONN (dpa) - {BODY}", True),
        (f"By Ana Silva\n\n{BODY}", True),
    ],
)
def test_a_sentence_is_one_only_above_a_dateline_or_byline(below: str, expected: bool) -> None:
    assert is_headline(blocks(f"Ministers are to meet.\n\n{below}"), 0) == expected


@pytest.mark.parametrize(
    ("text", "below", "expected"),
    [
        ("Talks were long and hard", BODY, True),
        ("“Talks were long and hard”", BODY, True),
        ("Talks were hard", BODY, False),
        ("talks were long and hard", BODY, False),
        ("Talks were long and hard.", BODY, False),
        ("Talks were long and hard:", BODY, False),
        ("Talks were long and hard", "It rained on us " * 20, False),
        ("Talks were long and hard", "It rained on us", True),
        ("Talks " * 58 + "on", BODY, True),
        ("Talks " * 58 + "now", BODY, False),
        ("Talks\nwere\nlong\nand\nhard", BODY, True),
        ("Talks\nwere\nlong\nand\nhard\nagain", BODY, False),
    ],
)
def test_standfirsts(text: str, below: str, expected: bool) -> None:
    assert is_standfirst(text, below) == expected
