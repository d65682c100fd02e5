"""Which role each stretch of plain text plays."""

from pathlib import Path

import pytest

from slugline.intake.formats.plain_text import read_text
from slugline.records.story import Dateline, Story

BODY = "The ministers agreed on Monday to meet again in June, officials said."


def marked(story: Story) -> list[str]:
    return [f"{zone.kind}: {story.text[zone.start : zone.end]}" for zone in story.zones]


CASES: dict[str, tuple[str, list[str]]] = {
    "a lead paragraph is no headline": (f"{BODY}\n\nMore talk.", [f"body: {BODY}", "body: More talk."]),
    "one paragraph": (BODY, [f"body: {BODY}"]),
    "headline": (
        f"Ministers to meet in June\n\n{BODY}",
        ["headline: Ministers to meet in June", f"body: {BODY}"],
    ),
    "headline in capitals above a broken line": (
        "PORT REOPENS AGAIN\n\nThe port reopened on Monday and\nships sailed, officials said.",
        [
            "headline: PORT REOPENS AGAIN",
            "body: The port reopened on Monday and\nships sailed, officials said.",
        ],
    ),
    "section, standfirst, byline": (
        "World / Europe\nMinisters to meet in June\nTalks were long and hard\nBy Ana Silva, Reuters\n\n"
        + BODY,
        [
            "section: World / Europe",
            "headline: Ministers to meet in June",
            "standfirst: Talks were long and hard",
            "byline: By Ana Silva, Reuters",
            f"body: {BODY}",
        ],
    ),
    "a standfirst may end like a sentence above a byline": (
        f"Ministers to meet in June\n\nTalks were hard.\n\nBy Ana Silva\n\n{BODY}",
        [
            "headline: Ministers to meet in June",
            "standfirst: Talks were hard.",
            "byline: By Ana Silva",
            f"body: {BODY}",
        ],
    ),
    "name above a date": (
        f"Ministers to meet in June\n\nAna Silva\n13 February 2025\n\n{BODY}",
        [
            "headline: Ministers to meet in June",
            "byline: Ana Silva",
            "byline: 13 February 2025",
            f"body: {BODY}",
        ],
    ),
    "a name alone is not sure to be a byline": (
        f"Ministers to meet in June\n\n{BODY}\n\nAna Silva\n\n{BODY}",
        ["headline: Ministers to meet in June", f"body: {BODY}", "body: Ana Silva", f"body: {BODY}"],
    ),
    "headline again as caption": (
        f"Ministers to meet again in June\n\nMinisters to meet again in June The hall in Bonn.\n\n{BODY}",
        [
            "headline: Ministers to meet again in June",
            "caption: Ministers to meet again in June The hall in Bonn.",
            f"body: {BODY}",
        ],
    ),
    "a lead that opens with the headline's words is no caption": (
        "Ministers to meet again in June\n\nMinisters to meet again in June said so on Monday.",
        [
            "headline: Ministers to meet again in June",
            "body: Ministers to meet again in June said so on Monday.",
        ],
    ),
    "bullets lose their mark; a dash is one only in a list": (
        f"Ministers to meet in June\n • Talks long\n • Talks hard\n\n{BODY}\n"
        f"– One thing\n– Two things\n\n{BODY}\n– Alone.\n{BODY}",
        [
            "headline: Ministers to meet in June",
            "bullet: Talks long",
            "bullet: Talks hard",
            f"body: {BODY}",
            "bullet: One thing",
            "bullet: Two things",
            f"body: {BODY}",
            "body: – Alone.",
            f"body: {BODY}",
        ],
    ),
    "lone dateline": (
        f"Ministers to meet in June\n\nGENEVA \n\n{BODY}",
        ["headline: Ministers to meet in June", "dateline: GENEVA", f"body: {BODY}"],
    ),
    "dateline in front": (
        f"GENEVA, Feb 13 (Reuters) - {BODY}",
        ["dateline: GENEVA, Feb 13 (Reuters) -", f"body: {BODY}"],
    ),
    "crossheads are body": (
        f"Ministers to meet in June\n\n{BODY}\n\nNo date for a treaty\n\n{BODY}",
        [
            "headline: Ministers to meet in June",
            f"body: {BODY}",
            "body: No date for a treaty",
            f"body: {BODY}",
        ],
    ),
    "links at the end": (
        f"{BODY}\n\nRelated topics\n\nTrade\n\nThe long road to Bonn",
        [
            f"body: {BODY}",
            "boilerplate: Related topics",
            "boilerplate: Trade",
            "boilerplate: The long road to Bonn",
        ],
    ),
    "a heading of that name with paragraphs below it is none": (
        f"{BODY}\n\nTopics\n\n" + f"{BODY} " * 4,
        [f"body: {BODY}", "boilerplate: Topics", "body: " + f"{BODY} " * 3 + BODY],
    ),
    "credits": (
        f"{BODY}\n(Reporting by Ana Silva in Bonn; Editing by Tom Lee)\nOur Standards: The Trust Principles.",
        [
            f"body: {BODY}",
            "boilerplate: (Reporting by Ana Silva in Bonn; Editing by Tom Lee)",
            "boilerplate: Our Standards: The Trust Principles.",
        ],
    ),
    "notices": (
        f"{BODY}\n\nOur website carries some stories for subscribers. Contact us.\n\nAlle Rechte vorbehalten",
        [
            f"body: {BODY}",
            "boilerplate: Our website carries some stories for subscribers. Contact us.",
            "boilerplate: Alle Rechte vorbehalten",
        ],
    ),
    "agency sign-off": (f"{BODY}\n Reuter", [f"body: {BODY}", "boilerplate: Reuter"]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=list(CASES))
def test_zones(text: str, expected: list[str]) -> None:
    assert marked(read_text(text)) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Bu haberi paylaşın", "Paylaş", "Share this article", "Partager", "Artikel teilen", "Compartir",
        "Compartilhar",
        "Condividi", "Deel dit artikel", "Udostępnij", "Поделиться", "Bagikan", "Dela", "شارك", "分享",
        "シェア", "공유하기",
        "Μοιραστείτε", "Lire aussi : La suite à Bonn", "READ MORE: Ministers meet",
        "Follow us on Facebook and X",
        "Follow Ana Silva on Twitter @ana", "Copyright 2025 AB News. All rights reserved.", "ENDS",
        "###", "-30-",
        "Story continues below advertisement", "With files from The Canadian Press",
        "Additional reporting by Ana Silva",
        "Ana Silva in Bonn contributed to this report.", "Sign up for our newsletter",
        "Tüm hakları saklıdır.",
    ],
)  # fmt: skip
def test_furniture(line: str) -> None:
    zones = read_text(f"{BODY}\n\n{line}").zones
    assert [zone.kind for zone in zones] == ["body", "boilerplate"]


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell.", "Related parties must say so, he said.",
        "More than a dozen people were hurt.",
        "Follow the money, she told reporters on Twitter.",
        "“All rights reserved,” she said. “Contact us.”",
        "Reporting by the commission is due in June.", "Writing by hand is dying out.",
        "Written by the finance ministry in May, the paper says that growth will slow.",
        "Copyright law must change.",
        "By Friday the town had fallen.", "Subscribers fell by a tenth.", "Heavy rain contributed.",
        "KEEPING SCORE: The index gained 18 points.",
        "Produced by a team in Oslo, the film tells her story.",
        "Read the fine print, the judge said.", "Comment is free, but facts are sacred.",
        "In 2019, 12 May 2020 was set.",
    ],
)  # fmt: skip
def test_body_that_resembles_furniture(line: str) -> None:
    zones = read_text(f"Ministers to meet in June\n\n{BODY}\n\n{BODY}\n\n{line}").zones
    assert [zone.kind for zone in zones] == ["headline", "body", "body", "body"]


@pytest.mark.parametrize("line", ["End of an era", "Topics of the day"])
def test_a_line_within_copy_is_none(line: str) -> None:
    zones = read_text(f"Ministers to meet in June\n\n{BODY}\n\n{line}\n\n{BODY}").zones
    assert [zone.kind for zone in zones] == ["headline", "body", "body", "body"]


def test_credits_name_the_author_where_no_byline_does() -> None:
    assert read_text(f"{BODY}\n\n(Reporting by Ana Silva in Bonn; Editing by Tom Lee)").byline == (
        "Ana Silva",
    )


def test_a_giant_paragraph_and_countless_lines_are_bounded() -> None:
    giant = read_text((BODY + " ") * 1_000)
    assert max(zone.end - zone.start for zone in giant.zones) <= 20_000
    assert all(giant.text[zone.end - 1] == "." for zone in giant.zones)
    countless = read_text("It rained.\n" * 9_000)
    assert len(countless.zones) < 4_100


def test_the_seed(shared: Path) -> None:
    (path,) = (shared / "data" / "seeds").glob("*.txt")
    text = path.read_text(encoding="utf-8")
    story = read_text(text)
    assert story.text == text
    assert [zone.kind for zone in story.zones] == (
        ["section", "headline", "standfirst", "byline", "caption", "bullet", "bullet", "dateline"]
        + ["body"] * 14
        + ["boilerplate"] * 3
    )
    assert story.headline is not None
    assert story.headline.startswith("NATO chief says")
    assert story.headline in text.splitlines()
    assert story.byline == ("Beyza Binnur Dönmez",)
    assert (story.dateline, story.published) == (Dateline(place="GENEVA", date=None), "2025-02-13")
    assert story.language == "en"
