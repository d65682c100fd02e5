"""Invisible characters and decomposed letters: read without them, told with them."""

import unicodedata

import pytest

from slugline.intake import read
from slugline.reading.plain_letters import letters, plain
from slugline.records.events import Mention, Span

SOFT = "Zürich\n\nMayor\u00a0Jörg\u00a0Bränd\u00adli\u200f re\u00adsigned on Monday, Bränd\u00adli said.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("re\u00adsigned", "resigned"),
        ("a\u200bb\u2060c\ufeff", "abc"),
        ("\u202aabc\u202c", "abc"),
        ("Jo\u0308rg", "Jörg"),
        ("S\u0327ahin", "Şahin"),
        ("5\u00a0%", "5 %"),
        ("a\u2009b", "a b"),
        ("abc", "abc"),
        (unicodedata.normalize("NFD", "Nguyễn"), "Nguyễn"),
        ("日本", "日本"),
        ("", ""),
    ],
)
def test_letters(text: str, expected: str) -> None:
    assert letters(text) == expected


def test_offsets_lead_back() -> None:
    story = read(SOFT.encode())
    one = plain(story)
    assert one is not None
    bare = one.story.text
    assert "Jörg Brändli resigned" in bare
    for name in ("Brändli", "Jörg Brändli", "resigned"):
        at = bare.index(name)
        found = one.back(Mention(start=at, end=at + len(name), text=name, zone="body"))
        assert letters(found.text) == name
        assert story.text[found.start : found.end] == found.text
    whole = one.back((Span(start=0, end=len(bare)),))[0]
    assert (whole.start, whole.end) == (0, len(story.text))


def test_zones_are_those_of_the_story() -> None:
    story = read(SOFT.encode())
    one = plain(story)
    assert one is not None
    assert [letters(story.text[zone.start : zone.end]) for zone in story.zones] == [
        one.story.text[zone.start : zone.end] for zone in one.story.zones
    ]


@pytest.mark.parametrize("text", ["The port reopened.", "Zürich’s mayor – “resigned”."])
def test_plain_stories_are_read_as_they_are(text: str) -> None:
    assert plain(read(text.encode())) is None
