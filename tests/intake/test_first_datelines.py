"""Datelines of the first paragraph below a headline, of any form, weighed."""

import pytest

from slugline.intake.formats.plain_text import read_text
from slugline.intake.zones.first_datelines import leading_first


@pytest.mark.parametrize(
    ("text", "rest", "place", "date", "agency"),
    [
        ("Dunmore— There was panic.", "", "Dunmore", None, None),
        ("Ostvik | The council met.", "", "Ostvik", None, None),
        ("Kullu (HP), Nov 4 (PTI) Nine people met.", "", "Kullu (HP)", "Nov 4", "PTI"),
        ("San Marco: Riders met.", "a bridge in San Marco", "San Marco", None, None),
        ("Ostvik/Norvik, 4 May 2030 – The council met.", "", "Ostvik/Norvik", "4 May 2030", None),
        ("UTICA, N.Y. The council met.", "", "UTICA, N.Y", None, None),
        ("(Ostvik, Norvik) - The council met.", "", "Ostvik, Norvik", None, None),
        ("OSTVIK, Norvik | AP | The council met.", "", "OSTVIK, Norvik", None, "AP"),
    ],
)
def test_datelines(text: str, rest: str, place: str, date: str | None, agency: str | None) -> None:
    found = leading_first(text, rest)
    assert found is not None
    assert (found.place, found.date, found.agency) == (place, date, agency)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("San Marco: Riders met.", "San Marco spoke"), ("Kari: Riders met in Bonn.", ""),
        ("Ana Silva — The mayor met.", ""),
        ("Thousands. The council met.", ""), ("Opinion | The council met.", ""),
        ("(Ostvik - The council met.", ""),
        ("Ostvik — the council met.", ""), ("WASHINGTON A U.S. judge met them.", ""),
        ("Ostvik, on a road (PTI) The council met.", ""), ("OSTVIK — THE COUNCIL MET.", ""),
    ],
)  # fmt: skip
def test_what_is_none(text: str, rest: str) -> None:
    assert leading_first(text, rest) is None


def test_it_is_looked_for_below_a_headline() -> None:
    body = "Dunmore— There was panic at the port on Monday, officials said."
    assert [zone.kind for zone in read_text(f"Ferry firm fined over oil spill\n\n{body}").zones] == [
        "headline", "dateline", "body",
    ]  # fmt: skip
    assert read_text(body).zones[0].kind == "body"
