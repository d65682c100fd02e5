"""Datelines, captions and slugs as wires and pages have them beside the common forms."""

import json

import pytest

from slugline.enrichment import enrich
from slugline.intake import record
from slugline.intake.formats.plain_text import read_text
from slugline.intake.zones.bylines import names_in
from slugline.intake.zones.datelines import leading, lone
from slugline.reading.reader import Reader
from slugline.records.story import Story

HEAD = "Ferry terminal in Lunden reopens"
LEAD = "LUNDEN, Nov 3 (Reuters) - The ferry terminal in Lunden reopened on Tuesday, the mayor said."


def kinds(one: Story, kind: str) -> list[str]:
    return [one.text[zone.start : zone.end] for zone in one.zones if zone.kind == kind]


@pytest.mark.parametrize(
    ("text", "place", "date", "agency"),
    [
        ("(ANSX) - Rome, October 11 - The strike", "Rome", "October 11", "ANSX"),
        ("(STELLA) - Lunden, November 3 - The strike", "Lunden", "November 3", "STELLA"),
        ("LUNDEN, Nov 3 AAP - Wheat rose", "LUNDEN", "Nov 3", "AAP"),
        ("LUNDEN, Nov. 3, 2026 Reuters - Wheat rose", "LUNDEN", "Nov. 3, 2026", "Reuters"),
        ("Rome, May 3 - The strike", "Rome", "May 3", None),
    ],
)
def test_datelines(text: str, place: str, date: str, agency: str | None) -> None:
    found = leading(text)
    assert found and (found.place, found.date, found.agency) == (place, date, agency)


@pytest.mark.parametrize(
    "text",
    ["(ABC) - Lunden, a town - it rains", "(FIFA) - Rules of the game - a guide",
     "FOR IMMEDIATE RELEASE - Wheat",
     "NOTICE: Kill it", "ELIMINATION: Lunden-bus"],
)  # fmt: skip
def test_no_datelines(text: str) -> None:
    assert leading(text) is None


def test_a_dateline_field_with_its_agency() -> None:
    found = lone("LUNDEN, Nov 3 AAP -")
    assert found and (found.place, found.date, found.agency) == ("LUNDEN", "Nov 3", "AAP")
    item = {"guid": "u:1", "type": "text", "headline": HEAD, "body_html": "<p>It reopened.</p>",
            "dateline": {"text": "LUNDEN, Nov 3 AAP -", "source": "AAP"}}  # fmt: skip
    one = record.read(json.dumps(item).encode())
    assert one.dateline and (one.dateline.place, one.dateline.date) == ("LUNDEN", "Nov 3")


@pytest.mark.parametrize("date", ["3 Nov 2026", "November 3, 2026", "Nov 3", "2026-11-03T10:00:00Z"])
def test_a_date_is_nobody(date: str) -> None:
    assert names_in(date) == ()
    assert names_in(f"By Anna Berg, {date}") == ("Anna Berg",)


@pytest.mark.parametrize("number", ["1 of 3. ", "2/3. ", "1 of 12: "])
def test_the_caption_of_a_gallery_is_no_headline(number: str) -> None:
    caption = f"{number}A general view of the terminal, November 3, 2026. REUTERS/Jo Dahl"
    for text in (f"{caption}\n\n{HEAD}\n\n{LEAD}", f"{HEAD}\n\n{caption}\n\n{LEAD}"):
        one = read_text(text)
        assert (one.headline, kinds(one, "caption")) == (HEAD, [caption])
    bare = read_text(f"{caption}\n\n{LEAD}")
    assert (bare.headline, kinds(bare, "caption")) == (None, [caption])


def test_what_stands_below_a_caption_with_its_label_is_copy() -> None:
    lead = "The terminal in Lunden reopened on Tuesday, three weeks after a fire."
    one = read_text(
        f"{HEAD}\n\nImage caption, The terminal was rebuilt\n\n{lead}\n\nIt cost a lot to rebuild it."
    )
    assert kinds(one, "caption") == ["Image caption, The terminal was rebuilt"]
    assert kinds(one, "body")[0] == lead
    credit = read_text(f"{HEAD}\n\nImage source, AFP\n\nThe terminal in Lunden\n\n{lead}\n\n{lead}")
    assert kinds(credit, "caption") == ["Image source, AFP", "The terminal in Lunden"]


@pytest.mark.parametrize("ago", ["Updated 2 hours ago", "Last updated: 5 minutes ago", "3 days ago"])
def test_times_ago_are_no_copy(ago: str) -> None:
    one = read_text(f"{HEAD}\n\nBy Anna Berg\n\n{ago}\n\n{LEAD}")
    assert ago in kinds(one, "boilerplate") and one.byline == ("Anna Berg",)


@pytest.mark.parametrize("below", ['"I am tired," he said.', "A storm hit Lunden.", "Why did he go now?"])
def test_a_headline_over_one_short_sentence(below: str) -> None:
    assert read_text(f"Minister resigns in Lunden\n\n{below}").headline == "Minister resigns in Lunden"
    assert read_text(f"Minister resigns in Lunden\n{below}").headline is None


def test_a_slug_line_as_headline(reader: Reader) -> None:
    item = {"uri": "u:1", "type": "text", "headline": "BC-EU--Lunden-Wheat, 1st Ld", "body_text": LEAD}
    one = record.read(json.dumps(item).encode())
    assert (one.headline, one.slugline, one.signals) == (None, "BC-EU--Lunden-Wheat", ("lead",))
    names = [entity.name for entity in enrich([one], reader)[0].enriched.entities]
    assert not [name for name in names if "BC" in name]


@pytest.mark.parametrize(
    "credit",
    ["(AP Photo/Anna Berg)", "Photo: Nils Tarn / Getty Images",
     "Smoke over the port. REUTERS/Eva Lind/File Photo"],
)  # fmt: skip
def test_credits_are_no_entities(credit: str, reader: Reader) -> None:
    found = enrich([read_text(f"{HEAD}\n\n{LEAD}\n\nIt cost a lot to rebuild it.\n\n{credit}")], reader)
    assert not [one.name for one in found[0].enriched.entities if "/" in one.name]
