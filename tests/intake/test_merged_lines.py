"""Lines that a scraper ran together, a row for each rule and a near miss: "|" is where they part."""

import pytest

from slugline.intake.zones.blocks import blocks
from slugline.intake.zones.merged_lines import parted

HEADS = """
Talks go on in Bonn| By Jane Roe| BONN (AP) - Talks go on, an envoy said.
Talks go on in Bonn| BY JANE ROE| BONN (AP) - Talks go on, an envoy said.
Talks go on in Bonn| By Jane Roe| BONN, Nov 3 - Talks go on, an envoy said.
Talks go on| MOSCOW, Nov 3 (Reuters) - Talks go on, an envoy said.
Talks go on| MOSCOW (Reuters) – Talks go on, an envoy said.
Talks go on| MOSCOW (Reuters) _ Talks go on, an envoy said.
Talks By Jane Roe| BONN (AP) - Talks go on, an envoy said.
Talks go on. They must By Jane Roe BONN (AP) - Talks go on, an envoy said.
Talks go on in Bonn By jane roe| BONN (AP) - Talks go on, an envoy said.
Talks go on in Bonn By Jane Roe Talks go on, an envoy said.
Talks go on in Bonn By Jane Roe BONN - Talks go on, an envoy said.
TALKS GO ON MOSCOW (Reuters) - Talks go on, an envoy said.
Talks go. They must MOSCOW (Reuters) - Talks go on, an envoy said.
Talks go on Moscow (Reuters) - Talks go on, an envoy said.
Talks go on MOSCOW - Talks go on, an envoy said.
Talks MOSCOW (Reuters) - Talks go on, an envoy said.
MOSCOW (Reuters) - Talks go on in Bonn By Jane Roe BONN (AP) - Talks go on, an envoy said.
"""
LINKS = """
It rained.| RELATED: Ten facts.| Nobody was hurt.
It rained.| RELATED: Ten facts about rain
It rained.| RELATED: Ten facts.| WATCH: Rescue at sea.| Nobody was hurt.
It rained.| Sign up for our news.| Nobody was hurt.
It rained!| Follow us on Facebook
"It rained."| Read more: Ten facts
It rained. Related to it was the storm. Nobody was hurt.
It rained, RELATED: Ten facts.
It rained RELATED: Ten facts
It rained. Follow us, they said, and left. Nobody was hurt.
RELATED: Ten facts. Nobody was hurt.
"""


def pieces(text: str) -> list[str]:
    found = parted(blocks(text))
    assert all(text[block.start : block.end] == block.text for block in found)
    return [block.text for block in found]


@pytest.mark.parametrize("row", [*HEADS.strip().split("\n"), *LINKS.strip().split("\n")])
def test_where_lines_part(row: str) -> None:
    assert pieces(row.replace("|", "")) == [piece.strip() for piece in row.split("|")]


def test_only_the_first_blocks_hold_a_headline() -> None:
    merged = "Talks go on MOSCOW (Reuters) - Talks go on, an envoy said."
    above = ["It rained on all of us."] * 3
    assert len(pieces("\n\n".join([*above[:2], merged]))) == 4
    assert len(pieces("\n\n".join([*above, merged]))) == 4


def test_a_long_block_is_left_as_it_is() -> None:
    link = " RELATED: Ten facts."
    assert len(pieces("It rained on us. " * 300 + "It rained." + link)) == 2
    assert len(pieces("It rained on us. " * 400 + "It rained." + link)) == 1
