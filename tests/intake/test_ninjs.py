"""ninjs items of every generation, field by field."""

import json
from pathlib import Path
from typing import Any

import pytest

from slugline.intake import read
from slugline.intake.refused import Refused
from slugline.records.story import Dateline, Story

HTML = "<p>The port reopened on Monday.</p><p>Ships sailed.</p>"
ONE: dict[str, Any] = {"uri": "urn:x:1", "headline": "Port reopens", "body_html": HTML}
TWO: dict[str, Any] = {
    "uri": "urn:x:1",
    "versioncreated": "2025-02-13T10:00:00Z",
    "by": "Ana Silva",
    "headlines": [{"role": "sub", "value": "Storm over"}, {"role": "main", "value": "Port reopens"}],
    "bodies": [
        {"role": "summary", "contenttype": "text/html", "value": "<p>Short.</p>"},
        {"role": "main", "contenttype": "text/plain", "value": "Plain."},
        {"role": "main", "contenttype": "text/html", "value": HTML},
    ],
    "infosources": [{"name": "AB News"}],
    "pubstatus": "withheld",
    "embargoed": "2025-02-14T00:00:00Z",
}
THREE: dict[str, Any] = {
    "uri": "urn:x:1",
    "versionCreated": "2025-02-13T10:00:00+01:00",
    "by": "By Ana Silva and Tom Lee",
    "headlines": [{"value": "Port reopens"}],
    "bodies": [{"contentType": "application/xhtml+xml", "value": HTML}],
    "infoSources": [{"name": "AB News"}],
    "pubStatus": "canceled",
    "embargoedUntil": "2025-02-14T00:00:00+0100",
    "version": "7",
    "located": "Odesa",
}
SUPERDESK: dict[str, Any] = {
    "guid": "tag:desk:1",
    "headline": "Port &amp; rail <b>reopen</b>",
    "body_html": HTML,
    "byline": "Ana Silva, AB News",
    "dateline": {"text": "ODESA, Feb 13 -", "located": {"city": "Odesa"}},
    "pubstatus": "usable",
    "version": 3,
    "versioncreated": "2025-02-13T10:00:00+0000",
    "source": "AB",
    "slugline": "PORT",
    "language": "en_GB",
}


def story(item: dict[str, Any]) -> Story:
    return read(json.dumps(item).encode())


def test_second_generation() -> None:
    found = story(TWO)
    assert found.text == "Port reopens\n\nStorm over\n\nThe port reopened on Monday.\n\nShips sailed."
    assert [(zone.kind, zone.start, zone.end) for zone in found.zones] == [
        ("headline", 0, 12), ("standfirst", 14, 24), ("body", 26, 54), ("body", 56, 69),
    ]  # fmt: skip
    assert (found.status, found.embargoed) == ("withheld", "2025-02-14T00:00:00Z")
    assert (found.byline, found.source, found.version) == (("Ana Silva",), "AB News", 1)


def test_third_generation() -> None:
    found = story(THREE)
    assert (found.status, found.embargoed) == ("canceled", "2025-02-14T00:00:00+01:00")
    assert (found.version, found.published) == (7, "2025-02-13T10:00:00+01:00")
    assert (found.byline, found.source) == (("Ana Silva", "Tom Lee"), "AB News")
    assert found.dateline == Dateline(place="Odesa", date=None)


def test_superdesk() -> None:
    found = story(SUPERDESK)
    assert (found.uri, found.version, found.headline) == ("tag:desk:1", 3, "Port & rail reopen")
    assert (found.byline, found.source, found.slugline) == (("Ana Silva",), "AB", "PORT")
    assert found.dateline == Dateline(place="ODESA", date="Feb 13")
    assert (found.language, found.published) == ("en-gb", "2025-02-13T10:00:00+00:00")


@pytest.mark.parametrize(
    ("given", "field", "expected"),
    [
        ({"version": "2"}, "version", 2),
        ({"version": 2.0}, "version", 2),
        ({"version": ""}, "version", 1),
        ({"uri": None}, "uri", "urn:uuid:"),
        ({"pubstatus": "Cancelled"}, "status", "canceled"),
        ({"pubstatus": "killed"}, "status", "canceled"),
        ({"language": "klingon spoken here"}, "language", "en"),
        ({"versioncreated": "2025-02-13"}, "published", "2025-02-13"),
        ({"versioncreated": "2025-02-13 10:00"}, "published", "2025-02-13T10:00:00Z"),
        ({"versioncreated": "yesterday", "firstcreated": "2025-02-12"}, "published", "2025-02-12"),
        ({"versioncreated": "2025-02-30", "firstcreated": "2025-02-12"}, "published", "2025-02-12"),
        ({"versioncreated": "2025-02-13T25:00:00Z"}, "published", None),
        ({"versioncreated": "2025-02-13T10:00:00+99:00"}, "published", None),
        ({"versioncreated": "2025-02-13T10:00:00.123456789Z"}, "published", "2025-02-13T10:00:00.123456789Z"),
        ({"byline": "Par Ana Silva et Tom Lee"}, "byline", ("Ana Silva", "Tom Lee")),
        ({"byline": "Ana Silva in Kyiv and Tom Lee in Bonn"}, "byline", ("Ana Silva", "Tom Lee")),
        ({"byline": "the newsroom in Bonn, with dpa"}, "byline", ("the newsroom in Bonn, with dpa",)),
        ({"authors": [{"name": "Ana Silva"}, {"role": "editor"}]}, "byline", ("Ana Silva",)),
        ({"dateline": "ODESA, Feb 13 -"}, "dateline", Dateline(place="ODESA", date="Feb 13")),
        ({"dateline": {"located": {"city": "Odesa"}}}, "dateline", Dateline(place="Odesa", date=None)),
        ({"body_html": "<p>ODESA, Feb 13 (AFP) - Ships sailed.</p>"}, "source", "AFP"),
        ({"body_html": None, "body_text": "<i>It</i> rained."}, "text", "Port reopens\n\n<i>It</i> rained."),
        ({"body_html": None, "body_main": "Ships <i>sailed</i>."}, "text", "Port reopens\n\nShips sailed."),
        ({"headline": None}, "text", "The port reopened on Monday.\n\nShips sailed."),
        ({"body_html": None, "pubstatus": "canceled"}, "text", "Port reopens"),
        ({"body_html": None}, "text", "Port reopens"),
        ({"body_html": " "}, "text", "Port reopens"),
    ],
)  # fmt: skip
def test_fields(given: dict[str, Any], field: str, expected: object) -> None:
    found = getattr(story({**ONE, **given}), field)
    assert found.startswith(expected) if field == "uri" else found == expected


@pytest.mark.parametrize(
    ("given", "reason", "detail"),
    [
        ({"headline": ["x"]}, "wrong-type", "headline: expected a string, found array"),
        ({"uri": 3.5}, "wrong-type", "uri: expected a string, found number 3.5"),
        ({"version": "1.5"}, "wrong-type", "version: expected a whole number from 1"),
        ({"version": 0}, "wrong-type", "version: expected a whole number from 1"),
        ({"version": True}, "wrong-type", "version: expected a whole number from 1"),
        ({"version": 2**60}, "wrong-type", "version: expected a whole number from 1"),
        ({"pubstatus": "shelved"}, "wrong-type", "pubstatus: expected usable, withheld or canceled"),
        ({"embargoed": "soon"}, "wrong-type", "embargoed: expected an ISO 8601 date and time"),
        ({"embargoed": "2025-02-30"}, "wrong-type", "embargoed: expected an ISO 8601 date and time"),
        ({"dateline": 3}, "wrong-type", "dateline: expected a string or an object"),
        ({"dateline": {"text": 3}}, "wrong-type", "dateline.text: expected a string"),
        ({"infosource": [3]}, "wrong-type", r"infosource\[0\]: expected an object"),
        ({"bodies": [{"value": 3}]}, "wrong-type", r"bodies\[0\].value: expected a string"),
        ({"headlines": "x"}, "wrong-type", "headlines: expected an array"),
        ({"type": "picture"}, "unknown-format", "type: 'picture' is not text"),
        ({"headline": None, "body_html": "<p>...</p>"}, "missing-text", "no body"),
    ],
)
def test_refused(given: dict[str, Any], reason: str, detail: str) -> None:
    with pytest.raises(Refused, match=detail) as refused:
        story({**ONE, **given})
    assert refused.value.reason == reason


@pytest.mark.parametrize("status", ["withheld", "canceled"])
def test_only_a_usable_item_needs_a_body(status: str) -> None:
    assert story({**ONE, "pubstatus": status, "body_html": None}).text == "Port reopens"
    assert story({"uri": "urn:x:1", "pubstatus": status}).text == ""


def test_a_uri_is_printable() -> None:
    with pytest.raises(Refused, match="control-characters: uri"):
        story({**ONE, "uri": "a\tb"})


def test_a_made_up_uri_is_the_text_s_own() -> None:
    bare = {"headline": "Port reopens", "body_html": HTML}
    assert story(bare).uri == story({**bare, "version": 2}).uri
    assert story(bare).uri != story({**bare, "body_html": HTML + "<p>More.</p>"}).uri


def test_markup_gives_roles() -> None:
    found = story(
        {
            **ONE,
            "body_html": "<figure><figcaption>A ship</figcaption></figure>ODESA (AFP) - It reopened."
            "<ul><li>One</li><li>Two</li></ul><footer>All about us</footer>",
        }
    )
    assert [(zone.kind, found.text[zone.start : zone.end]) for zone in found.zones[1:]] == [
        ("caption", "A ship"), ("dateline", "ODESA (AFP) -"), ("body", "It reopened."),
        ("bullet", "One"), ("bullet", "Two"), ("boilerplate", "All about us"),
    ]  # fmt: skip


def test_official_examples(shared: Path) -> None:
    outcomes: dict[str, list[str]] = {}
    for path in sorted((shared / "data" / "ninjs" / "examples").glob("*/*.json")):
        try:
            found = read(path.read_bytes())
        except Refused as refused:
            outcomes.setdefault(refused.reason, []).append(path.name[:3])
            continue
        assert (found.language, found.zones[0].kind) == ("en", "headline")
        if not path.name.startswith(("002", "003")):  # their bodies are "..." and "[ ... ]"
            assert found.headline is not None and found.headline.startswith("Captain of wrecked")
            assert found.byline == ("Paulo Santalucia", "Frances d'Emilio")
        outcomes.setdefault("read", []).append(path.name[:3])
    assert outcomes == {
        "read": ["001", "003", "004", "005", "007"] * 3,
        "missing-text": ["002"] * 3,  # without a headline, and with "..." for a body
        "unknown-format": ["006"] * 3 + ["008"],  # pictures, and an event
    }
