"""ninjs items of every generation, field by field."""

import json
from pathlib import Path
from typing import Any

import pytest

from slugline.intake import read
from slugline.intake.formats.ninjs_fields import generation
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
    ],
)  # fmt: skip
def test_fields(given: dict[str, Any], field: str, expected: object) -> None:
    found = getattr(story({**ONE, **given}), field)
    assert found.startswith(expected) if field == "uri" else found == expected


@pytest.mark.parametrize(
    ("given", "reason", "detail"),
    [
        ({"headline": ["x"]}, "wrong-type", "headline: expected a string, found array"),
        ({"uri": 3}, "wrong-type", "uri: expected a string, found integer 3"),
        ({"version": "1.5"}, "wrong-type", "version: expected a whole number from 1"),
        ({"version": 0}, "wrong-type", "version: expected a whole number from 1"),
        ({"version": True}, "wrong-type", "version: expected a whole number from 1"),
        ({"version": 2**60}, "wrong-type", "version: expected a whole number from 1"),
        ({"pubstatus": "spiked"}, "wrong-type", "pubstatus: expected usable, withheld or canceled"),
        ({"embargoed": "soon"}, "wrong-type", "embargoed: expected an ISO 8601 date and time"),
        ({"embargoed": "2025-02-30"}, "wrong-type", "embargoed: expected an ISO 8601 date and time"),
        ({"dateline": 3}, "wrong-type", "dateline: expected a string or an object"),
        ({"dateline": {"text": 3}}, "wrong-type", "dateline.text: expected a string"),
        ({"infosource": [3]}, "wrong-type", r"infosource\[0\]: expected an object"),
        ({"bodies": [{"value": 3}]}, "wrong-type", r"bodies\[0\].value: expected a string"),
        ({"headlines": "x"}, "wrong-type", "headlines: expected an array"),
        ({"type": "picture"}, "unknown-format", "type: 'picture' is not text"),
        ({"body_html": "<p>...</p>"}, "missing-text", "no body"),
    ],
)
def test_refused(given: dict[str, Any], reason: str, detail: str) -> None:
    with pytest.raises(Refused, match=detail) as refused:
        story({**ONE, **given})
    assert refused.value.reason == reason


HEADS = [{"role": "sub", "value": "Storm over"}, {"role": "main", "value": "Port reopens"}]
PLAIN, OTHER = {"value": "It rained."}, {"value": "It snowed."}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"headline": "A b", "headline_sub": "C d"}, "A b\n\nC d\n\nIt rained."),
        ({"headline_a": "A b", "headline_main": "C d", "headline_deck": "E f"}, "C d\n\nE f\n\nIt rained."),
        ({"headline": " ", "headline_a": "A b"}, "A b\n\nIt rained."),
        ({"headline": "A <b>b</b>&amp;\n c"}, "A b& c\n\nIt rained."),
        ({"body_a": "It snowed."}, "It rained."),
        ({"body_text": None, "body_teaser": "Short.", "body_main": "It snowed."}, "It snowed."),
        ({"body_text": None, "body_b": "It snowed.", "body_a": "It hailed."}, "It hailed."),
        ({"body_xhtml": "<p>It snowed."}, "It snowed."),
        ({"body_richtext": "It &amp; snowed."}, "It & snowed."),
        ({"body_text": None, "body_main": "It &amp; snowed."}, "It &amp; snowed."),
        ({"headlines": [{"value": "A b"}, {"value": "C d"}], "bodies": [PLAIN]}, "A b\n\nIt rained."),
        ({"headlines": [{"role": "deck", "value": "A b"}], "bodies": [PLAIN]}, "A b\n\nIt rained."),
        ({"headlines": HEADS, "bodies": [PLAIN]}, "Port reopens\n\nStorm over\n\nIt rained."),
        ({"bodies": [{"role": "teaser", **OTHER}, PLAIN]}, "It rained."),
        ({"bodies": [{"role": "teaser", **OTHER}]}, "It snowed."),
        ({"bodies": [OTHER, PLAIN]}, "It snowed."),
        ({"bodies": [OTHER, {"contentType": "text/html", "value": "<p>It rained."}]}, "It rained."),
        ({"bodies": [{"contenttype": "text/plain", "value": "<p>It rained."}]}, "<p>It rained."),
        ({"bodies": [{"value": "<p>It rained."}]}, "It rained."),
        ({"bodies": [{"contentType": "application/xml", "value": "a<br>b"}]}, "a\nb"),
        ({"bodies": [{"contentType": "rich", "value": "a<br>b"}]}, "a\nb"),
        ({"bodies": [{"role": "teaser"}, PLAIN]}, "It rained."),
    ],
)
def test_text_is_headline_standfirst_and_the_main_body(given: dict[str, Any], expected: str) -> None:
    assert story({"uri": "urn:x:1", "body_text": "It rained.", **given}).text == expected


@pytest.mark.parametrize(
    ("given", "place", "date"),
    [
        ({"located": " Bonn "}, "Bonn", None),
        ({"dateline": "Bonn, May 2 -"}, "Bonn", "May 2"),
        ({"dateline": "the old town -"}, "the old town", None),
        ({"dateline": {"text": "BONN, May 2"}, "located": "Ulm"}, "BONN", "May 2"),
        ({"dateline": {"text": "May 2 (dpa)"}, "located": "Ulm"}, "Ulm", "May 2"),
        (
            {"dateline": {"text": "May 2 (dpa)", "located": {"city": "Trier"}}, "located": "Ulm"},
            "Trier",
            "May 2",
        ),
        ({"dateline": {"located": "Trier"}}, "Trier", None),
        ({"dateline": {"text": "BONN", "located": "Trier"}}, "BONN", None),
        ({"dateline": "BONN", "body_text": "TRIER, May 2 (dpa) - It rained."}, "BONN", "May 2"),
        ({"dateline": "BONN, May 1", "body_text": "TRIER, May 2 (dpa) - It rained."}, "BONN", "May 1"),
        ({"dateline": "May 1 (dpa)", "body_text": "TRIER, May 2 (dpa) - It rained."}, "TRIER", "May 1"),
        ({"body_text": "TRIER, May 2 (dpa) - It rained."}, "TRIER", "May 2"),
    ],
)
def test_datelines(given: dict[str, Any], place: str | None, date: str | None) -> None:
    found = story({"uri": "urn:x:1", "body_text": "It rained.", **given})
    assert found.dateline == Dateline(place=place, date=date)


@pytest.mark.parametrize(
    ("given", "field", "expected"),
    [
        ({"source": "AB", "infosource": [{"name": "CD"}], "copyrightholder": "EF"}, "source", "AB"),
        ({"source": "", "infosource": [{"name": "CD"}]}, "source", None),
        ({"infosource": [{"code": "x"}, {"name": "CD"}], "copyrightholder": "EF"}, "source", "CD"),
        ({"copyrightholder": "EF", "body_text": "BONN (dpa) - It rained."}, "source", "EF"),
        ({"body_text": "BONN (dpa) - It rained."}, "source", "dpa"),
        ({"bodies": [PLAIN], "pubStatus": "usable", "copyrightHolder": "EF"}, "source", "EF"),
        ({"bodies": [PLAIN], "infosources": [{"name": "CD"}]}, "source", "CD"),
        ({"by": "Ana Silva"}, "byline", ("Ana Silva",)),
        ({"byline": "Ana Silva", "authors": [{"name": "Tom Lee"}]}, "byline", ("Ana Silva",)),
        ({"authors": [{"name": " Tom Lee "}, {"name": "Tom Lee"}]}, "byline", ("Tom Lee",)),
        (
            {"body_text": "By Eva Roth\n\nIt rained on us all day in Bonn.\n\nIt snowed."},
            "byline",
            ("Eva Roth",),
        ),
        ({"uri": " a "}, "uri", "a"),
        ({"uri": None, "guid": "b"}, "uri", "b"),
        ({"pubstatus": " HOLD "}, "status", "withheld"),
        ({"pubstatus": "recalled"}, "status", "canceled"),
        ({"embargo": "2025-02-13"}, "embargoed", "2025-02-13"),
        ({"type": "composite"}, "text", "It rained."),
        ({"versioncreated": "2025-02-13", "firstcreated": "2025-02-12"}, "published", "2025-02-13"),
        (
            {"body_text": "2 May 2025\n\nIt rained on us all day in Bonn.\n\nIt snowed."},
            "published",
            "2025-05-02",
        ),
    ],
)
def test_metadata(given: dict[str, Any], field: str, expected: object) -> None:
    assert getattr(story({"uri": "urn:x:1", "body_text": "It rained.", **given}), field) == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"usageTerms": "x", "headlines": []}, 3), ({"pubStatus": "usable"}, 3), ({"bodies": []}, 2),
        ({"headlines": []}, 2), ({"headline_x": "x"}, 1), ({"body_x": "x"}, 1), ({"description_x": "x"}, 1),
        ({"guid": "x"}, 1), ({"title": "x"}, None), ({}, None),
    ],
)  # fmt: skip
def test_generations(item: dict[str, Any], expected: int | None) -> None:
    assert generation(item) == expected


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ({}, "no ninjs item: it has no keys"),
        ({"b": 1, "a" * 40: 2}, "it has the keys " + "a" * 30 + ", b$"),
        (dict.fromkeys("hgfedcba"), "it has the keys a, b, c, d, e, f$"),
    ],
)
def test_what_is_no_item_is_told_by_its_keys(item: dict[str, Any], told: str) -> None:
    with pytest.raises(Refused, match=told):
        story(item)


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
        assert found.headline is not None and found.headline.startswith("Captain of wrecked")
        assert found.byline == ("Paulo Santalucia", "Frances d'Emilio")
        assert (found.language, found.zones[0].kind) == ("en", "headline")
        outcomes.setdefault("read", []).append(path.name[:3])
    assert outcomes == {
        "read": ["001", "004", "005", "007"] * 3,
        "missing-text": ["002", "003"] * 3,  # their bodies are "..." and "[ ... ]"
        "unknown-format": ["006"] * 3 + ["008"],  # pictures, and an event
    }
