"""Datelines of the first paragraph, read piece by piece."""

import pytest

from slugline.intake.formats.plain_text import read_text
from slugline.intake.zones.dateline_pieces import pieced

BODY = "The city has been without water since Monday."


@pytest.mark.parametrize(
    ("front", "place", "date", "agency"),
    [
        ("OSTVIK ― ", "OSTVIK", None, None),
        ("OSTVIK… ", "OSTVIK", None, None),
        ("OSTVIK, Norvik // ", "OSTVIK, Norvik", None, None),
        ("Ostvik, le 4 octobre (ABP) - ", "Ostvik", "le 4 octobre", "ABP"),
        ("OSTVIK, 4/10 (ABP) — ", "OSTVIK", "4/10", "ABP"),
        ("(Ostvik, October 4, 2030) – ", "Ostvik", "October 4, 2030", None),
        ("OSTVIK, Norvik | Fri, 4 Oct 2030 | ", "OSTVIK, Norvik", "Fri 4 Oct 2030", None),
        ("Ostvik/Norvik, 4 October 2030/AFP: ", "Ostvik, Norvik", "4 October 2030", "AFP"),
        ("OSTVIK, NORVIK – FRIDAY 4 OCTOBER 2030: ", "OSTVIK, NORVIK", "FRIDAY 4 OCTOBER 2030", None),
        ("Ostvik, October 4, Reuters ", "Ostvik", "October 4", "Reuters"),
        (
            "Ostvik. Friday October 4, 2030. Radio Norvik - ",
            "Ostvik",
            "Friday October 4, 2030",
            "Radio Norvik",
        ),
        ("OSTVIK, Norvik – (October 4, 2030) ", "OSTVIK, Norvik", "October 4, 2030", None),
        ("Ostvik June 18/2030 (ENA) ", "Ostvik", "June 18/2030", "ENA"),
        (
            "OSTVIK, NORVIK - Fjord News Wire - 4 October 2030 - ",
            "OSTVIK, NORVIK",
            "4 October 2030",
            "Fjord News Wire",
        ),
        ("OSTVIK (News 1st); ", "OSTVIK", None, "News 1st"),
        ("Ostvik, (Keystone-SDA) ", "Ostvik", None, "Keystone-SDA"),
    ],
)
def test_pieces_in_any_order(front: str, place: str, date: str | None, agency: str | None) -> None:
    found = pieced(front + BODY)
    assert found is not None
    assert (found.place, found.date, found.agency) == (place, date, agency)
    assert found.resume == len(front)


@pytest.mark.parametrize(
    "text",
    [
        f"Ostvik {BODY}", f"The Council – {BODY}", "OSTVIK – the city has been without water.",
        f"Ostvik, April 1 - (Kari Moe Ltd)'s {BODY}", f"Ana Silva, (Norvik Press) {BODY}",
        "OSTVIK — NO WATER SINCE MONDAY.",
        f"Monday, October 4: {BODY}", f"4 October – {BODY}", f"Ostvik (a town of the north) – {BODY}",
    ],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    assert pieced(text) is None


@pytest.mark.parametrize(
    ("front", "behind"),
    [
        ("LONDON, April 1 - ", "Enquiries - Cargo to Bonn was sought."),
        ("BONN, March 2 - ", "Reuters Holdings grew by a tenth."),
    ],
)
def test_a_name_behind_date_and_dash_is_the_sentences(front: str, behind: str) -> None:
    found = pieced(front + behind)
    assert found is None or found.resume == len(front)


def test_the_longest_is_believed_below_a_headline() -> None:
    text = f"Taps run dry\n\nOSTVIK - Friday, 4th October 2030 - {BODY}"
    zones = read_text(text).zones
    assert [zone.kind for zone in zones] == ["headline", "dateline", "body"]
    assert text[zones[2].start :] == BODY


@pytest.mark.parametrize("front", ["Bonn: ", "WESTERN BUREAU: "])
def test_the_line_above_a_dateline_says_what_a_picture_shows(front: str) -> None:
    caption = "An officer shows how a tag is scanned."
    text = f"Goat app gets first conviction\n\nBy Kari Moe\n\n{caption}\n\n{front}{BODY}"
    assert [zone.kind for zone in read_text(text).zones] == [
        "headline",
        "byline",
        "caption",
        "dateline",
        "body",
    ]
