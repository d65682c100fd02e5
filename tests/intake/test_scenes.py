"""Sentences that tell what a picture shows, and those that tell a story."""

import pytest

from slugline.intake.formats.plain_text import read_text
from slugline.intake.zones.scenes import ENOUGH, scene

HEAD, BY = "Ferry firm fined over oil spill", "By Kari Moe"
BODY = "The ministers agreed on Monday to meet again in June, officials said."
SHOWN = "A man walks past a shuttered shop in Bonn on Monday."


@pytest.mark.parametrize(
    "text",
    [
        SHOWN, "Villagers wade through a flooded street in Quito.",
        "Ana Roth, centre, and her lawyer outside the court in Bonn.",
        "Guards stand at the gate, May 3, 2030.",
    ],
)  # fmt: skip
def test_scenes(text: str) -> None:
    assert scene(text) >= ENOUGH


@pytest.mark.parametrize(
    "text",
    [
        "The council voted to walk past the shop in Bonn on Monday.", "A man walks past the shop.",
        "A man who walks past the shop in Bonn was hurt on Monday.",
        '"He walks past the shop in Bonn," a neighbour said on Monday.',
        "The old mill in Bonn, Monday.", "that walks past the shop in Bonn on Monday.",
        "A man walks by in Bonn. He stops. He goes on to the next shop on Monday.",
    ],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    assert scene(text) < ENOUGH


def kinds(*lines: str) -> list[str]:
    return [zone.kind for zone in read_text("\n\n".join(lines)).zones]


def test_where_it_stands() -> None:
    assert kinds(HEAD, BY, BODY, SHOWN, BODY)[3] == "caption"
    assert (
        kinds(HEAD, BY, "Guards stand at a gate in Bonn while members of the assembly vote on a bill.", BODY)[
            2
        ]
        == "caption"
    )
    assert kinds(HEAD, BODY, SHOWN, BODY)[2] == "body"  # no page
    assert kinds(HEAD, BY, SHOWN.replace("Monday", "the day that nobody there forgets"), SHOWN)[3] == "body"
