"""IPTC 7901 to stories: a message in, its fields out."""

from collections.abc import Mapping

import pytest

from slugline.intake.formats import iptc7901
from slugline.intake.formats.start import start_of
from slugline.intake.refused import Refused
from slugline.records.story import Concept, Story

FRAMED = (
    "\x16\x16\x01cst0061 3 i 98  coastal 0061\r\n"
    "Norway-harbour/Fire/\r\n"
    "(Updates with mayor)\r\n"
    "\x02Harbour closes after fire,\r\n"
    "mayor says =\r\n"
    "   Ostvik (cst) - The harbour of Ostvik closed on Monday, mayor\r\n"
    "Lene Strand said. Half-\r\n"
    "burned boxes of fish lay in the street.\r\n"
    '   "We lost the whole hall," Strand said.\r\n'
    "\r\n"
    "# Coastal NOTEBOOK\r\n"
    "\r\n"
    "## Note to editors\r\n"
    "- Pictures to follow by 1400 GMT\r\n"
    "\r\n"
    "* * * *\r\n"
    "The following information is not intended for publication\r\n"
    "\r\n"
    "## Editorial contacts\r\n"
    "- Reporting by: Kari Moe; Tel: +47 5555 0100; <desk@coastal.example>\r\n"
    "\x03031137 GMT Nov 26\r\n"
    "\x04"
)
BARE = (
    "cst0062 4 rs 46  coastal 0062\n\n"
    "Rowing/\n"
    "(Attention)\n"
    "Dahl wins on the lake\n"
    "By Kari Moe, Coastal =\n\n"
    "Lillevik (cst) -\n\nJon Dahl won the single sculls on Sunday in a time\n"
    "of 6:41, the fastest on that lake.\n\n"
    "Results:\n\n"
    "1. Jon Dahl        6:41\n"
    "2. Per Lund        6:44\n\n"
    "cst km jd\n\n"
    "242200 GMT Jun 17\n\n\n"
)
FIRST = Concept(qcode="i", name=None, scheme="iptc7901")


def stories(text: str) -> list[Story]:
    found = list(iptc7901.read(text.encode("latin-1")))
    assert not any(isinstance(one, Refused) for one in found), found
    return [one for one in found if isinstance(one, Story)]


@pytest.mark.parametrize(
    ("message", "fields"),
    [
        (
            FRAMED,
            {
                "headline": "Harbour closes after fire, mayor says",
                "urgency": 3,
                "priority": "3",
                "subjects": (FIRST,),
                "slugline": "Norway-harbour/Fire",
                "keywords": ("Norway-harbour", "Fire"),
                "published": "2026-11-03T11:37:00Z",
                "received": "2026-11-03T11:37:00Z",
                "source": "cst",
                "provider": "coastal",
                "byline": (),
                "language": "en",
                "text": "Harbour closes after fire, mayor says\n\n"
                "Ostvik (cst) -\n\nThe harbour of Ostvik closed on Monday, "
                "mayor Lene Strand said. Half-burned boxes "
                'of fish lay in the street.\n\n"We lost the whole hall," Strand said.',
                "editor_note": "(Updates with mayor)\nPictures to follow by 1400 GMT",
            },
        ),
        (
            BARE,
            {
                "headline": "Dahl wins on the lake",
                "byline": ("Kari Moe",),
                "urgency": 4,
                "slugline": "Rowing",
                "published": "2017-06-24T22:00:00Z",
                "editor_note": "(Attention)",
                "text": "Dahl wins on the lake\n\n"
                "Lillevik (cst) -\n\nJon Dahl won the single sculls on Sunday "
                "in a time of 6:41, the fastest on that "
                "lake.\n\nResults:\n\n1. Jon Dahl        6:41\n\n2. Per Lund        6:44",
            },
        ),
        (
            "\x01cst0001 1 i 3\r\nFire/\r\n\x02Hall of Ostvik on fire =\r\n\x03031137 GMT Nov 26\r\n\x04",
            {"headline": "Hall of Ostvik on fire", "urgency": 1, "text": "Hall of Ostvik on fire"},
        ),
        (
            "ZCZC\ncst0002 5 e 12\nArt/\nA show opens in Lillevik on Monday.\nIt is free.\nNNNN\n",
            {"headline": None, "text": "A show opens in Lillevik on Monday. It is free.", "published": None},
        ),
        (
            "\x01cst0003 4 i 9\nCaf\xe9/\n\x02A caf\xe9 shuts =\nThe "
            "caf\xe9 of Ostvik shut on Monday.\n\x0331 Nov",
            {
                "slugline": "Caf\xe9",
                "text": "A caf\xe9 shuts\n\nThe caf\xe9 of Ostvik shut on Monday.",
                "published": None,
            },
        ),
    ],
)
def test_fields(message: str, fields: Mapping[str, object]) -> None:
    (story,) = stories(message)
    assert {name: getattr(story, name) for name in fields} == fields


def test_many_messages_in_one_file() -> None:
    found = stories(FRAMED + "\r\n" + FRAMED.replace("0061 3", "0062 5"))
    assert [one.priority for one in found] == ["3", "5"]


def test_a_bad_message_among_others_is_refused_alone() -> None:
    first, second = list(iptc7901.read((FRAMED + "\x01no header\r\n\x04").encode("latin-1")))
    assert isinstance(first, Story)
    assert isinstance(second, Refused)
    assert (second.reason, second.data) == ("unknown-format", b"no header")
    assert "message 2" in second.detail


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FRAMED, True),
        (BARE, True),
        ("\n\n" + BARE, True),
        ("ZCZC abc\n" + BARE, True),
        ("cst0062 4 rs 46\n\nIt rained on Monday.\n", False),
        ("Dahl 2026 wins 4 of 5 races\n\nIt rained/\n", False),
        ("Dec2026 was the warmest month, he said/\nand more =\n", False),
        ("", False),
        ("\x01", False),
        ("\x01\x02\x03\x04", False),
    ],
)
def test_sniff(text: str, expected: bool) -> None:
    assert iptc7901.sniff(start_of(text.encode("latin-1"))) is expected


def test_the_words_of_private_notes_in_a_story_cut_nothing() -> None:
    said = FRAMED.replace("said. Half", 'said. "That was not for publication," she said later. Half')
    assert "burned boxes" in stories(said)[0].text
    wrapped = FRAMED.replace("said. Half-\r\n", "said it was\r\nnot for publication\r\nbut true. Half-\r\n")
    assert "burned boxes" in stories(wrapped)[0].text


def test_the_dateline_is_told_whoever_the_agency_is() -> None:
    (story,) = stories(FRAMED)
    assert story.dateline is not None
    assert story.dateline.place == "Ostvik"
    assert [zone.kind for zone in story.zones] == ["headline", "dateline", "body", "body"]
    (known,) = stories(FRAMED.replace("Ostvik (cst) -", "OSTVIK (Reuters) -"))
    assert [zone.kind for zone in known.zones] == ["headline", "dateline", "body", "body"]
    assert "OSTVIK (Reuters) - The harbour" in known.text


@pytest.mark.parametrize(
    ("above", "headline", "take"),
    [
        ("2nd take: Fire in Ostvik =", "Fire in Ostvik", 2),
        ("FIRST TAKE Fire in Ostvik =", "Fire in Ostvik", 1),
        ("(second take) Fire in Ostvik =", "Fire in Ostvik", 2),
        ("(3rd take)\nFire in Ostvik =", "Fire in Ostvik", 3),
        ("Second take of film delights =", "Second take of film delights", None),
        ("FIRST TAKE OF FILM DELIGHTS =", "FIRST TAKE OF FILM DELIGHTS", None),
        ("Fire in Ostvik - take 2 of 3 =", "Fire in Ostvik", 2),
    ],
)
def test_takes(above: str, headline: str, take: int | None) -> None:
    copy = "Ostvik (nv) - The ferry terminal in Ostvik burnt on Monday."
    message = f"nv0042 3 i 12 norvik-en 0042\n\nFerries/Norway/\n{above}\n\n{copy}\n\n030912 Nov 26\n"
    (story,) = iptc7901.read(message.encode())
    assert isinstance(story, Story)
    assert (story.headline, story.take and story.take.number) == (headline, take)
    assert story.editor_note is None


HEAD = "cst0061 3 i 98  coastal 0061"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (HEAD, True),
        ("ab123 1 i 1", True),
        ("abcdef1234 9 abcd 123456", True),
        ("ab123  1  i  1  x \t", True),
        ("a123 1 i 1", False),
        ("abcdefg123 1 i 1", False),
        ("ab12 1 i 1", False),
        ("ab12345 1 i 1", False),
        ("ab123 0 i 1", False),
        ("ab123 12 i 1", False),
        ("ab123 1 abcde 1", False),
        ("ab123 1 i 1234567", False),
        ("ab123 1 i", False),
        ("ab123 1 i 1x", False),
        (f"ab123 1 i 1 {'x' * 61}", True),
        (f"ab123 1 i 1 {'x' * 62}", False),
        ("1ab123 1 i 1", False),
    ],
)
def test_the_header_line(header: str, expected: bool) -> None:
    assert iptc7901.sniff(start_of(f"{header}\nNorway/\nIt rained.\n".encode())) is expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("\nNorway/\nIt rained.", True),
        ("\nIt rained =\nAll day.", True),
        ("\n\x02It rained.\nAll day.", True),
        ("\nNorway-fire\nIt rained.", True),
        ("\nNorway-fire", False),
        ("\nIt rained.\nAll day.\n031137 GMT Nov 26", True),
        ("\nIt rained.\nAll day.\n031137 Nov. 26 NNNN\n", True),
        ("\nIt rained.\nAll day.", False),
        ("\n" + "a\n" * 10 + "b/\n", True),
        ("\n" + "a\n" * 11 + "b/\n", False),
    ],
)
def test_what_follows_the_header_line(more: str, expected: bool) -> None:
    assert iptc7901.sniff(start_of((HEAD + more).encode())) is expected


@pytest.mark.parametrize(
    ("more", "provider"),
    [
        ("coastal 0061", "coastal"),
        ("Coastal News Wire 0061", "Coastal News Wire"),
        ("0061", None),
        ("a-b_c", "a-b_c"),
        ("one two three four", "one two three"),
        ("one 2wo", "one"),
    ],
)
def test_the_service(more: str, provider: str | None) -> None:
    (story,) = stories(f"cst0061 3 i 98 {more}\nNorway/\nIt rained =\nAll day long in Ostvik.\n")
    assert story.provider == provider


@pytest.mark.parametrize(
    ("stamp", "published"),
    [
        ("031137 GMT Nov 26", "2026-11-03T11:37:00Z"),
        ("031137Nov 26", None),
        ("031137 Nov 26", "2026-11-03T11:37:00Z"),
        ("031137 GMT November. 26", "2026-11-03T11:37:00Z"),
        ("031137GMT   NOV   26", "2026-11-03T11:37:00Z"),
        ("331137 GMT Nov 26", None),
        ("032537 GMT Nov 26", None),
        ("031137 GMT Nox 26", None),
        ("", None),
    ],
)
def test_when_it_was_sent(stamp: str, published: str | None) -> None:
    text = f"{HEAD}\nNorway/\nIt rained =\nAll day long in Ostvik.\n\n"
    assert stories(f"{text}{stamp}\n")[0].published == published
    assert (
        stories(f"\x01{HEAD}\nNorway/\n\x02It rained =\nAll day long.\n\x03{stamp}\n\x04")[0].published
        == published
    )


@pytest.mark.parametrize(
    ("codes", "kept"),
    [
        ("cst km jd", False),
        ("km/jd", False),
        ("ab-cd ef", False),
        ("km", True),
        ("Km Jd", True),
        ("abcde fg", True),
        ("a bc", True),
        ("ab cd ef gh ij kl", False),
        ("ab cd ef gh ij kl mn", True),
    ],
)
def test_the_codes_of_who_wrote_it(codes: str, kept: bool) -> None:
    (story,) = stories(
        f"{HEAD}\nNorway/\nIt rained =\nAll day long in Ostvik.\n\n{codes}\n\n031137 GMT Nov 26\n"
    )
    assert story.text.endswith(codes if kept else "Ostvik.")
    (quoted,) = stories(f'{HEAD}\nNorway/\nIt rained =\n"All day long."\n{codes}\n\n031137 GMT Nov 26\n')
    assert quoted.text.endswith(codes if kept else 'long."')
    (other,) = stories(
        f"{HEAD}\nNorway/\nIt rained =\nAll day in the town of\n{codes}\n\n031137 GMT Nov 26\n"
    )
    assert codes in other.text


@pytest.mark.parametrize(
    ("above", "headline", "slug", "note"),
    [
        ("Norway-\nfire/\nIt rained =\n", "It rained", "Norway- fire", None),
        ("(Updates)\nNorway/\nIt rained =\n", "It rained", "Norway", "(Updates)"),
        ("Norway/\n(Updates)\nIt rained\nall day =\n", "It rained all day", "Norway", "(Updates)"),
        ("Norway/\nIt rained\nBy Kari Moe =\n", "It rained", "Norway", None),
        ("Norway/\n\nIt rained\n\nall day =\nx\n", "It rained", "Norway", None),
        ("a\nb\nc\nd\nNorway/\nIt rained =\n", "It rained", "a b c d Norway", None),
        ("Norway/\n(Updates)\n(Corrects)\nIt rained\n\n", "It rained", "Norway", "(Updates)\n(Corrects)"),
    ],
)
def test_what_stands_above_the_copy(above: str, headline: str | None, slug: str, note: str | None) -> None:
    (story,) = stories(
        f"{HEAD}\n{above}The rain fell all day long in Ostvik.\n\nIt ends.\n\n031137 GMT Nov 26\n"
    )
    assert story.headline == headline
    assert (story.slugline or "").startswith(slug.rstrip("/"))
    assert story.editor_note == note
