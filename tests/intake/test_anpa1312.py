"""ANPA 1312 to stories: a message in, its fields out."""

from collections.abc import Mapping

import pytest

from slugline.intake.formats import anpa1312
from slugline.intake.formats.start import start_of
from slugline.intake.refused import Refused
from slugline.records.story import Concept, Story

FRAMED = (
    "\x16\x16\x01W2870\x1fcoast\r\n"
    "u l\x13\x11 BC-NO--Ostvik-HarborB     11-03 0149\r\n"
    "\x02^BC-NO--Ostvik-Harbor Fire, 1st Ld-Writethru,466<\r\n"
    "^Harbor shut after fire in Ostvik<\r\n"
    "^CW Photo XNP101, XNP102<\r\n"
    "^Eds: With CW Photos.<\r\n"
    "^By KARI MOE and JON DAHL=\r\n"
    "^Coastal Wire=\r\n"
    "\t   OSTVIK, Norway (CW) _ The harbor of Ostvik closed on Monday\r\n"
    "after a fire, mayor Lene Strand said.\r\n"
    " \r\n"
    "\t   ``We lost the whole hall,'' Strand said. ``I call it `the end.'''\r\n"
    "\t   ___\r\n"
    "\t   Wire reporter Per Lund helped with this story.\r\n"
    "\r\n"
    "\x03\t   CW-WF-11-03-26 1509GMT<\r\n"
    "\x04"
)
BARE = (
    "z6715-----\n"
    "r s BC-ROW--Dahl-Lake 1stLd-Writethru   06-24 0500\n"
    "^BC-ROW--Dahl-Lake, 1st Ld-Writethru,416< \n"
    "^Dahl wins on the lake< \n"
    "^Jon Dahl won the single sculls on Sunday, and said that it was his last race on a lake.< \n"
    "^By KARI MOE= \n"
    "^CW Sports Writer= \n"
    "\t   LILLEVIK (CW) _ Jon Dahl won on Sunday. \n"
    "\t   He rowed 6:41. \n\n"
    "\t   CW-WF-06-24-26 2237GMT<\n\n\n"
)
LIST = (
    "V4644-----\n"
    "r e CW-Top-News     02-09 0121\n"
    "^*9006< ^CW-Top-News,0176<\n"
    "^Top news at 11:23 p.m.<\n"
    "^Harbor of Ostvik shut after fire\n"
    "^Dahl wins on the lake\n\n"
    "\t   CW-WF-02-10-26 0423GMT<\n"
)


def stories(text: str) -> list[Story]:
    found = list(anpa1312.read(text.encode("latin-1")))
    assert not any(isinstance(one, Refused) for one in found), found
    return [one for one in found if isinstance(one, Story)]


@pytest.mark.parametrize(
    ("message", "fields"),
    [
        (
            FRAMED,
            {
                "headline": "Harbor shut after fire in Ostvik",
                "urgency": 3,
                "priority": "u",
                "subjects": (Concept(qcode="l", name=None, scheme="anpa1312"),),
                "slugline": "BC-NO--Ostvik-Harbor Fire, 1st Ld-Writethru",
                "published": "2026-11-03T15:09:00Z",
                "source": "CW",
                "byline": ("Kari Moe", "Jon Dahl"),
                "editor_note": "CW Photo XNP101, XNP102\nEds: With CW Photos.",
                "text": "Harbor shut after fire in Ostvik\n\n"
                "OSTVIK, Norway (CW) — The harbor of Ostvik closed on "
                "Monday after a fire, mayor Lene Strand said."
                "\n\n“We lost the whole hall,” Strand said. “I call it ‘the end.’”"
                "\n\nWire reporter Per Lund helped with this story.",
            },
        ),
        (
            BARE,
            {
                "headline": "Dahl wins on the lake",
                "urgency": 4,
                "byline": ("Kari Moe",),
                "published": "2026-06-24T22:37:00Z",
                "text": "Dahl wins on the lake\n\nJon Dahl won the single "
                "sculls on Sunday, and said that it was "
                "his last race on a lake.\n\nLILLEVIK (CW) — Jon Dahl won on Sunday.\n\nHe rowed 6:41.",
            },
        ),
        (
            LIST,
            {
                "headline": "Top news at 11:23 p.m.",
                "slugline": "CW-Top-News",
                "published": "2026-02-10T04:23:00Z",
                "text": "Top news at 11:23 p.m.\n\nHarbor of Ostvik shut after fire\n\nDahl wins on the lake",
            },
        ),
        (
            "\x16\x16\x01a0001\x1fx\r\nf a\x13\x11 BC-Fire 11-03 "
            "0003\r\n\x02^BC-Fire,3<\r\n^Hall on fire<\r\n\x03\r\n\x04",
            {
                "headline": "Hall on fire",
                "urgency": 1,
                "text": "Hall on fire",
                "source": None,
                "published": None,
            },
        ),
    ],
)
def test_fields(message: str, fields: Mapping[str, object]) -> None:
    (story,) = stories(message)
    assert {name: getattr(story, name) for name in fields} == fields


def test_the_dateline_is_told() -> None:
    (story,) = stories(FRAMED)
    assert story.dateline is not None
    assert story.dateline.place == "OSTVIK, Norway"


def test_many_messages_in_one_file() -> None:
    assert [one.priority for one in stories(FRAMED + FRAMED.replace("\nu l", "\nr l"))] == ["u", "r"]


def test_a_bad_message_among_others_is_refused_alone() -> None:
    _, second = list(anpa1312.read((FRAMED + "\x01no header\r\n\x04").encode("latin-1")))
    assert isinstance(second, Refused)
    assert (second.reason, second.data) == ("unknown-format", b"no header")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FRAMED, True),
        (BARE, True),
        (LIST, True),
        ("a1234\nIt rained on 11-03 in Ostvik.\n", False),
        ("z6715\n\n", False),
        ("B1234 road\nr s closed until 11-03 0500 at least, police said\n", False),
        ("", False),
    ],
)
def test_sniff(text: str, expected: bool) -> None:
    assert anpa1312.sniff(start_of(text.encode("latin-1"))) is expected
