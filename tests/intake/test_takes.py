"""Takes that a desk numbers in words, in a headline, a note, a keyword or a slugline."""

import pytest

from slugline.intake.formats.found import Found
from slugline.intake.formats.takes import with_take
from slugline.records.story import Take


@pytest.mark.parametrize(
    ("headline", "rest", "number"),
    [
        ("2nd take: Port shut", "Port shut", 2),
        ("2nd take, Port shut", "Port shut", 2),
        ("2nd take- Port shut", "Port shut", 2),
        ("2nd take–Port shut", "Port shut", 2),
        ("2nd take— Port shut", "Port shut", 2),
        ("2nd take-- Port shut", "Port shut", 2),
        ("(2nd take) Port shut", "Port shut", 2),
        ("[2ND TAKE] Port shut", "Port shut", 2),
        ("SECOND TAKE Port shut", "Port shut", 2),
        ("first take: Port shut", "Port shut", 1),
        ("Tenth take: Port shut", "Port shut", 10),
        ("12th take: Port shut", "Port shut", 12),
        ("0th take: Port shut", "Port shut", 1),
        ("1 st take: Port shut", "Port shut", 1),
        ("SECOND TAKE PORT SHUT", None, None),
        ("Second take Port shut", None, None),
        ("Second take", None, None),
        ("Second take: ", "", 2),
        ("Second takeover: Port shut", None, None),
        ("The second take: Port shut", None, None),
        ("123rd take: Port shut", None, None),
        ("2 take: Port shut", None, None),
    ],
)
def test_the_take_in_front_of_a_headline(headline: str, rest: str | None, number: int | None) -> None:
    found = with_take(Found(headline=headline))
    assert (found.headline, found.take and found.take.number) == (headline if rest is None else rest, number)


@pytest.mark.parametrize(
    ("found", "note", "number"),
    [
        (Found(editor_note="3rd take"), None, 3),
        (Found(editor_note="Eds: late\n 3rd take \nAna"), "Eds: late\nAna", 3),
        (Found(editor_note="3rd take of it"), "3rd take of it", None),
        (Found(editor_note="Eds: late", keywords=("port", "THIRD TAKE")), "Eds: late", 3),
        (Found(slugline="port/3rd take"), None, 3),
        (Found(slugline="port, 3rd take"), None, 3),
        (Found(slugline="port 3rd take"), None, None),
        (Found(headline="2nd take: Port", editor_note="3rd take"), "3rd take", 2),
        (Found(headline="2nd take: Port", take=Take(number=5, of=None)), None, 5),
        (Found(editor_note="3rd take", take=Take(number=5, of=None)), None, 5),
        (Found(), None, None),
    ],
)
def test_the_take_that_a_note_is(found: Found, note: str | None, number: int | None) -> None:
    told = with_take(found)
    assert (told.editor_note, told.take and told.take.number) == (note, number)
