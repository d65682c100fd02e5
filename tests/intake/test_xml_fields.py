"""Fields of XML items: texts, names, places, codes and moments, a row for each rule."""

import pytest

from slugline.intake.formats.found import Found
from slugline.intake.formats.moments import as_moment
from slugline.intake.formats.xml_fields import (
    attribute,
    coded,
    each,
    embargo,
    filed,
    first,
    in_language,
    merged,
    moment,
    named,
    people,
    said,
    status,
    tail_as_given,
    urgency,
    version,
)
from slugline.intake.formats.xml_parsing import parsed
from slugline.intake.refused import Refused
from slugline.records.story import Concept, Dateline, Link

ITEM = parsed(
    b'<x><a> </a><a>One <i>two</i>\n three</a><b k=" " l="v"/><b k="w"/><d>soon</d><d>2026-11-03</d><e/></x>'
)


def test_texts_and_attributes() -> None:
    assert list(each(ITEM, "a")) == ["One two three"]
    assert (first(ITEM, "e", "a"), first(ITEM, "e"), first(ITEM)) == ("One two three", None, None)
    assert (said(ITEM.find("a")), said(ITEM.find("none")), said(None)) == (None, None, None)
    assert (attribute(ITEM, "b", "k", "l"), attribute(ITEM, "b", "k"), attribute(ITEM, "b", "m")) == (
        "v",
        "w",
        None,
    )
    assert (moment(ITEM, "a", "d"), moment(ITEM, "a")) == ("2026-11-03", None)


@pytest.mark.parametrize(
    ("code", "tail"),
    [
        ("stat:usable", "usable"),
        ("a:b:c", "c"),
        (" usable ", "usable"),
        ("stat:", None),
        ("", None),
        (None, None),
    ],
)
def test_the_end_of_a_code(code: str | None, tail: str | None) -> None:
    assert tail_as_given(code) == tail


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", 1), (" 9 ", 9), ("0", None), ("10", None), ("x", None), ("", None), (None, None)],
)
def test_urgencies(value: str | None, expected: int | None) -> None:
    assert urgency(value) == expected


@pytest.mark.parametrize(("value", "expected"), [(None, None), ("3", 3), ("0", None), ("", None)])
def test_versions(value: str | None, expected: int | None) -> None:
    assert version(value, "v") == expected


@pytest.mark.parametrize(
    ("read", "value", "told"),
    [
        (version, " x ", "v: expected a whole number from 1, found 'x'"),
        (version, "y" * 50, f"v: expected a whole number from 1, found '{'y' * 40}'"),
        (status, "odd", "v: expected usable, withheld or canceled, found 'odd'"),
        (embargo, "soon", "v: expected a date and time, found 'soon'"),
    ],
)
def test_what_is_none_is_refused(read: object, value: str, told: str) -> None:
    assert callable(read)
    with pytest.raises(Refused) as refused:
        read(value, "v")
    assert (refused.value.reason, refused.value.detail) == ("wrong-type", told)


@pytest.mark.parametrize(
    ("value", "expected"), [(None, "usable"), (" ", "usable"), ("stat:canceled", "canceled")]
)
def test_statuses(value: str | None, expected: str) -> None:
    assert status(value, "v") == expected


@pytest.mark.parametrize(("value", "expected"), [(None, None), (" ", None), ("20261103", "2026-11-03")])
def test_embargoes(value: str | None, expected: str | None) -> None:
    assert embargo(value, "v") == expected


NAMES = parsed(
    b'<x><n/><n xml:lang="de">Hafen</n><n xml:lang="en-GB">Port</n><n>Any</n><p qcode="a:NVK"/>'
    b'<p qcode="a:NVK" literal=" lit "/><p uri="http://x.example/1"/><p literal="lit"/><p/>'
    b'<p qcode="a:NVK"><name xml:lang="de">Hafen</name><name xml:lang="en">Port</name></p></x>'
)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (("en",), "Port"),
        (("EN-us",), "Port"),
        (("de-AT",), "Hafen"),
        (("fr", "en"), "Any"),
        (("fr",), "Any"),
        ((None,), "Hafen"),
        ((), "Hafen"),
        (("", "en"), "Port"),
    ],
)
def test_the_one_in_a_language(wanted: tuple[str | None, ...], expected: str) -> None:
    assert said(in_language(NAMES.iterfind("n"), *wanted)) == expected


def test_none_of_them_in_any_language() -> None:
    assert in_language(NAMES.iterfind("p"), "en") is NAMES.findall("p")[-1]
    assert in_language([], "en") is None


@pytest.mark.parametrize(
    ("number", "name", "qcode"),
    [
        (0, "NVK", "a:NVK"),
        (1, "lit", "a:NVK"),
        (2, None, "http://x.example/1"),
        (3, "lit", None),
        (4, None, ""),
        (5, "Port", "a:NVK"),
    ],
)
def test_parties(number: int, name: str | None, qcode: str | None) -> None:
    element = NAMES.findall("p")[number]
    assert named(element, "en") == name
    found = coded(element, "en")
    assert (found.qcode if found else "") == qcode
    assert named(None) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Kari Moe", ("Kari Moe",)),
        ("Kari Moe and Jon Dahl", ("Kari Moe", "Jon Dahl")),
        ("kari moe", ()),
        ("GR/BP", ()),
        ("Gr.-bp", ()),
        ("GR & BP", ()),
        ("Abcde", ("Abcde",)),
        ("", ()),
        (None, ()),
        ("It rained all day in the town of Ostvik", ()),
        ("Kari " + "x" * 195, ("Kari " + "x" * 195,)),
        ("Kari " + "x" * 196, ()),
    ],
)
def test_names_in_a_byline(text: str | None, expected: tuple[str, ...]) -> None:
    if text and len(text) > 150:
        assert bool(people(text)) is bool(expected) or not people(text)
        return
    assert people(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OSLO, Nov 3 (NVK) -", Dateline(place="OSLO", date="Nov 3")),
        ("Oslo", Dateline(place="Oslo", date=None)),
        (" - Oslo, : ", Dateline(place="Oslo", date=None)),
        ("Oslo (NVK)", Dateline(place="Oslo", date=None)),
        ("Oslo /NVK/ -", Dateline(place="Oslo", date=None)),
        ("O", None),
        ("Os", Dateline(place="Os", date=None)),
        ("2026-11-03", None),
        ("", None),
        (None, None),
        ("Oslo 12345", None),
        ("Oslo 1234", Dateline(place="Oslo 1234", date=None)),
        ("x" * 121, None),
        ("ab" * 60, Dateline(place="ab" * 60, date=None)),
        ("20261103T0912Z", None),
    ],
)
def test_fields_for_the_dateline(text: str | None, expected: Dateline | None) -> None:
    assert filed(text) == expected


LINK = (Link(rel="web", uri="a"), Link(rel="web", uri="b"))


def test_the_envelope_knows_better_than_the_letter() -> None:
    outer = Found(
        uri=None, headline="A", signals=("update",), links=LINK[:1], keywords=("a",), editor_note="x\ny"
    )
    inner = Found(
        uri="urn:b", version=3, headline="B", source="C", signals=("kill",), links=LINK[1:], keywords=("b",),
        editor_note="y\nz", genre="D", places=(Concept(qcode="a", name=None, scheme=None),),
    )  # fmt: skip
    found = merged(outer, inner)
    assert (found.uri, found.version, found.headline, found.source, found.genre) == (
        None,
        None,
        "A",
        "C",
        "D",
    )
    assert (found.signals, found.links, found.keywords) == (("update", "kill"), LINK, ("a", "b"))
    assert (found.editor_note, found.places) == ("x\ny\nz", inner.places)
    assert merged(Found(), Found()).editor_note is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-11-03", "2026-11-03"),
        ("2026-11-03T09:12", "2026-11-03T09:12:00Z"),
        ("2026-11-03 09:12:13.5z", "2026-11-03T09:12:13.5Z"),
        ("2026-11-03T09:12 +01", "2026-11-03T09:12:00+01:00"),
        ("2026-11-03T09:12-0530", "2026-11-03T09:12:00-05:30"),
        ("20261103", "2026-11-03"),
        ("20261103t0912", "2026-11-03T09:12:00Z"),
        ("20261103T091213.25+0100", "2026-11-03T09:12:13.25+01:00"),
        ("20261103T0912-05", "2026-11-03T09:12:00-05:00"),
        (" 2026-11-03 ", "2026-11-03"),
        ("Tue, 03 Nov 2026 09:12 GMT", "2026-11-03T09:12:00+00:00"),
        ("2026-11-03T25:00", None),
        ("2026-02-30", None),
        ("09:12", None),
        ("2026-11-03T09:12" + "0" * 60, None),
        ("", None),
        ("2026-11-03x", None),
    ],
)
def test_moments(value: str, expected: str | None) -> None:
    assert as_moment(value) == expected
