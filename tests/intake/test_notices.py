"""What pages put between paragraphs, and paragraphs that resemble it."""

import pytest

from slugline.intake.formats.plain_text import read_text
from slugline.intake.zones.blocks import blocks
from slugline.intake.zones.endings import story_end
from slugline.intake.zones.link_lists import is_heading, is_labelled
from slugline.intake.zones.merged_lines import parted
from slugline.intake.zones.notices import is_notice

HEAD = "Ferry sinks off Ostvik in storm"
BODY = "The ferry sank on Monday with forty people on board, the harbour authority said."


@pytest.mark.parametrize(
    "text",
    [
        "Already a subscriber? Log in", "We use cookies to make this site work.", "12 shares", "1.4K views",
        "Shared 3 times", "2 hours ago", "10:42 GMT", "7 p.m.", "Home > World > Norway", "FXUS61 KBOX 031042",
        "Facebook Twitter WhatsApp", "A A A", "Your email address", "Start your free trial today",
        "3 hours ago · 4 min read", "Norvik Press · 43m ago", "Home | World | Sport",
        "Study / Observational data / Animals", "STI 3,126.41 +0.5%", "-2°C Ostvik", "Vol. 51 No. 157",
        "EN FR AR", "ana@x.example",
        "You are here: Home » News",
    ],
)  # fmt: skip
def test_notices(text: str) -> None:
    assert is_notice(text)


@pytest.mark.parametrize(
    "text",
    [
        "“We use cookies,” the baker said.", "Share prices fell.", "At 7 p.m. it rained.",
        "He said that 12 shares were sold", "Search teams found the boat.", BODY, "Top of the hill",
        "Ana Silva | Reuters | Sport", "Bonn | Ulm", "Ana Silva · 43m ago", "NINE MTHS", "Dollar 9.0 (8.8)",
        "Bonn | Talks go on in Bonn | Sport", "Bonn | 14 | Sport",
    ],
)  # fmt: skip
def test_what_is_no_notice(text: str) -> None:
    assert not is_notice(text)


def test_headings_and_labels_of_links() -> None:
    assert all(map(is_heading, ("Most viewed", "Related articles:", "More from Norvik Press", "READ NEXT")))
    assert not any(
        map(is_heading, ("Most viewed the plan as odd.", "More from it was found.", "Read the law"))
    )
    assert all(
        map(
            is_labelled,
            (
                "READ MORE: Minister says ferries are safe",
                "Watch: rescue at sea",
                "SEE ALSO Five facts",
                "« Previous: Police get new boat",
                "Teachers to be paid »",
                "Opinion | Who pays for the port?",
            ),
        )
    )
    assert not any(map(is_labelled, ("Watch the sea: it rises.", "Related: the mayor said it was so.", BODY)))
    assert not any(
        map(
            is_labelled,
            ("« La mer »", "Opinion: who pays for the port?", "It rained on them. »", "> > > >", "→ → »"),
        )
    )


def test_the_story_goes_on_below_a_list_of_links() -> None:
    text = "\n\n".join(
        (HEAD, BODY, "Most viewed", "Mayor quits", "Ten facts about Bonn", BODY, "“It was cold,” he said.")
    )
    kinds = [zone.kind for zone in read_text(text).zones]
    assert kinds == ["headline", "body", *["boilerplate"] * 3, "body", "body"]


@pytest.mark.parametrize(
    ("texts", "end"),
    [
        ([HEAD, BODY, BODY, "ENDS", "Notes to editors", "Call Ana."], 3),
        ([HEAD, BODY, "# # #", "About us"], 2),
        ([HEAD, BODY, BODY, "Notes to editors:", "1. The survey was made in May."], 3), ([HEAD, BODY], 2),
        (["ENDS", BODY], 2), ([HEAD, "ENDS", BODY, BODY, BODY], 5),
    ],
)  # fmt: skip
def test_where_a_story_ends(texts: list[str], end: int) -> None:
    assert story_end(texts) == end


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "Talks go on in Bonn By Jane Roe BONN (AP) - Talks go on, an envoy said.",
            ["Talks go on in Bonn", "By Jane Roe", "BONN (AP) - Talks go on, an envoy said."],
        ),
        (
            "Talks go on MOSCOW, Nov 3 (Reuters) - Talks go on, an envoy said.",
            ["Talks go on", "MOSCOW, Nov 3 (Reuters) - Talks go on, an envoy said."],
        ),
        (
            "It rained. RELATED: Ten facts. Nobody was hurt.",
            ["It rained.", "RELATED: Ten facts.", "Nobody was hurt."],
        ),
        ("SYDNEY and BONN, Jul 26 (IPS) - It rained.", ["SYDNEY and BONN, Jul 26 (IPS) - It rained."]),
        (
            "He came By Monday to BONN (AP said so) - late.",
            ["He came By Monday to BONN (AP said so) - late."],
        ),
        (BODY, [BODY]),
    ],
)
def test_lines_run_together(text: str, pieces: list[str]) -> None:
    found = parted(blocks(text))
    assert [block.text for block in found] == pieces
    assert all(text[block.start : block.end] == block.text for block in found)
