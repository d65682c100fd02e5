"""What a format has found, to a story."""

from dataclasses import fields, replace

import pytest

from slugline.intake.formats.concepts import concept
from slugline.intake.formats.found import Found, story
from slugline.intake.formats.html_paragraphs import Paragraph
from slugline.intake.formats.moments import as_moment
from slugline.intake.refused import Refused
from slugline.records.story import Author, Concept, Copy, Dateline, Link


def test_a_format_can_say_all_that_a_story_has() -> None:
    assert {one.name for one in fields(Found)} - {"standfirst", "body"} == {
        one.name for one in fields(Copy)
    } - {"text", "zones"}


def test_text_and_zones() -> None:
    body = [Paragraph("ODESA, Feb 13 (AFP) - Ships sailed.", None), Paragraph("A ship", "caption")]
    made = story(Found(headline=" Port\nreopens ", standfirst="Storm over", body=body))
    assert made.text == "Port reopens\n\nStorm over\n\nODESA, Feb 13 (AFP) - Ships sailed.\n\nA ship"
    assert [(zone.kind, made.text[zone.start : zone.end]) for zone in made.zones] == [
        ("headline", "Port reopens"), ("standfirst", "Storm over"), ("dateline", "ODESA, Feb 13 (AFP) -"),
        ("body", "Ships sailed."), ("caption", "A ship"),
    ]  # fmt: skip
    assert (made.headline, made.source, made.language) == ("Port reopens", "AFP", "en")
    assert made.dateline == Dateline(place="ODESA", date="Feb 13")


def test_a_body_that_is_a_text_stays_as_it_is() -> None:
    assert story(Found(body=" It\r\nrained. ")).text == " It\r\nrained. "
    assert story(Found(headline="Rain", body=" It\r\nrained. ")).text == "Rain\n\n It\r\nrained. "


def test_a_headline_alone_is_a_story() -> None:
    made = story(Found(headline="Port reopens"))
    assert (made.text, [zone.kind for zone in made.zones]) == ("Port reopens", ["headline"])


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (Found(), "missing-text"), (Found(headline="...", body="?"), "missing-text"),
        (Found(headline="a\0"), "control-characters"), (Found(body="a\0"), "control-characters"),
        (Found(body=[Paragraph("a", None), Paragraph("\0", None)]), "control-characters"),
        (Found(uri="a\tb", body="a"), "control-characters"),
    ],
)  # fmt: skip
def test_refused(found: Found, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        story(found)
    assert refused.value.reason == reason


def test_what_is_held_needs_no_word() -> None:
    assert story(Found(uri="urn:x:1", status="canceled")).text == ""


@pytest.mark.parametrize(
    ("found", "status"),
    [
        (Found(editor_note="KILL: wrong"), "canceled"),
        (Found(editor_note="KILL: wrong", embargoed="2031-05-01"), "canceled"),
        (Found(editor_note="EMBARGOED UNTIL FURTHER NOTICE"), "withheld"),
        (Found(editor_note="EMBARGOED UNTIL FURTHER NOTICE", embargoed="2031-05-01"), "usable"),
        (Found(editor_note="KILL: wrong", status="withheld"), "withheld"),
        (Found(headline="EMBARGOED: Gold rises again"), "withheld"),
        (Found(headline="EMBARGOED: Gold rises again", embargoed="2031-05-01"), "usable"),
        (Found(headline="EMBARGOED: Gold rises again", editor_note="Embargoed until 1 May 2031"), "usable"),
        (Found(signals=("embargo",)), "withheld"),
        (Found(signals=("embargo",), embargoed="2031-05-01"), "usable"),
        (Found(signals=("embargo",), editor_note="Embargoed until 1 May 2031"), "usable"),
        (Found(signals=("update",)), "usable"),
    ],
)
def test_who_is_believed_of_the_status(found: Found, status: str) -> None:
    assert story(replace(found, body="Gold rose on Monday in Ostvik, traders said.")).status == status


@pytest.mark.parametrize(
    ("embargoed", "published", "told"),
    [
        ("2031-05-01T06:00:00Z", None, True),
        ("2031-05-01T06:00:00Z", "2031-05-01T05:59:59Z", True),
        ("2031-05-01T06:00:00Z", "2031-05-01T06:00:00Z", False),
        ("2031-05-01", "2031-04-30T23:59:00Z", True),
        ("2031-05-01", "2031-05-01T00:00:00+00:00", False),
        ("2031-05-01T06:00:00+02:00", "2031-05-01T05:00:00Z", False),
        ("2031-05-01T06:00:00Z", "2031-05-01", True),
    ],
)
def test_the_signal_of_an_embargo_that_lies_ahead(embargoed: str, published: str | None, told: bool) -> None:
    made = story(Found(body="Gold rose on Monday.", embargoed=embargoed, published=published))
    assert (made.embargoed, "embargo" in made.signals) == (embargoed, told)


def test_metadata_is_tidied() -> None:
    made = story(
        Found(
            body="It rained.", uri=" urn:x:1 ", urgency=11, priority=" b ", slugline="RAIN\n1", source="A\tB",
            keywords=("rain", " rain ", "", "x" * 2_000), genre="\x02", credit="\u200bAB",
            subjects=(Concept(qcode=" a:1 ", name="", scheme=None), Concept(qcode="", name=" ", scheme="s")),
            editor_note=" one \n\n two\x02 ", authors=(Author(name=" "), Author(name="Ana  Silva", role="")),
            signals=("flash", "correction", "flash"), links=(Link(rel="corrects", uri=" "),),
        )
    )  # fmt: skip
    assert (made.uri, made.urgency, made.priority) == ("urn:x:1", None, "b")
    assert (made.slugline, made.source, made.genre, made.credit) == ("RAIN 1", "A B", None, "AB")
    assert made.keywords == ("rain",)
    assert made.subjects == (Concept(qcode="a:1", name=None, scheme=None),)
    assert made.editor_note == "one\ntwo"
    assert made.authors == (Author(name="Ana Silva"),)
    assert (made.signals, made.links) == (("flash", "correction"), ())


@pytest.mark.parametrize(
    ("code", "name", "scheme", "expected"),
    [
        ("medtop:20000139", "fire", None, ("medtop:20000139", "fire", "medtop")),
        ("http://cv.iptc.org/newscodes/mediatopic/20000139", None, None, ("medtop:20000139", None, "medtop")),
        ("20000139", None, "http://cv.iptc.org/newscodes/mediatopic/", ("medtop:20000139", None, "medtop")),
        ("subj:03000000", None, None, ("subj:03000000", None, "subj")),
        ("genre:Current", None, "https://cv.iptc.org/newscodes/genre", ("genre:Current", None, "genre")),
        ("it", "Italy", "http://cvx.example/iso3166-1a2/", ("it", "Italy", "http://cvx.example/iso3166-1a2/")),
        ("http://www.example.org/Q42", None, None, ("http://www.example.org/Q42", None, None)),
        (" ", "Italy", None, (None, "Italy", None)),
    ],
)  # fmt: skip
def test_concepts(code: str, name: str | None, scheme: str | None, expected: tuple[str | None, ...]) -> None:
    made = concept(code, name, scheme)
    assert made is not None
    assert (made.qcode, made.name, made.scheme) == expected


def test_no_concept() -> None:
    assert concept(None, " ", "medtop") is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("20261103T091200+0100", "2026-11-03T09:12:00+01:00"), ("20261103T0912Z", "2026-11-03T09:12:00Z"),
        ("20261103", "2026-11-03"), ("20261303", None),
        ("Tue, 03 Nov 2026 09:12:00 +0100", "2026-11-03T09:12:00+01:00"),
        ("Tue, 3 Nov 2026 09:12 GMT", "2026-11-03T09:12:00+00:00"), ("at 9:12", None), ("soon", None),
    ],
)  # fmt: skip
def test_moments(given: str, expected: str | None) -> None:
    assert as_moment(given) == expected
