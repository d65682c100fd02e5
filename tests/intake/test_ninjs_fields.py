"""What of a ninjs item becomes what of a story."""

import json
from typing import Any

import pytest

from slugline.intake import read
from slugline.intake.formats.ninjs_fields import generation
from slugline.intake.refused import Refused
from slugline.records.story import Dateline, Story


def story(item: dict[str, Any]) -> Story:
    return read(json.dumps(item).encode())


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
        ({}, "no field for a text or a headline in it: it has no keys"),
        ({"b": 1, "a" * 40: 2}, "it has the keys " + "a" * 30 + ", b$"),
        (dict.fromkeys("hgfedcba"), "it has the keys a, b, c, d, e, f$"),
    ],
)
def test_what_is_no_item_is_told_by_its_keys(item: dict[str, Any], told: str) -> None:
    with pytest.raises(Refused, match=told):
        story(item)


THIRD = """
versionCreated firstCreated contentCreated pubStatus embargoedUntil infoSources copyrightHolder
copyrightNotice usageTerms edNote altIds representationType eventDetails plannedCoverage rightsInfo
trustIndicators digitalSourceType
"""
FIRST = "uri guid headline byline pubstatus versioncreated firstcreated slugline located type"


@pytest.mark.parametrize("name", THIRD.split())
def test_one_field_tells_the_third_generation(name: str) -> None:
    assert generation({name: "x"}) == 3


@pytest.mark.parametrize("name", FIRST.split())
def test_one_field_tells_the_first_generation(name: str) -> None:
    assert generation({name: "x"}) == 1


@pytest.mark.parametrize("role", ["main", "text", "body", "story", "richtext", "html", "xhtml", "Main"])
def test_the_main_body_goes_before_others(role: str) -> None:
    listed = {"bodies": [{"role": "a", **OTHER}, {"role": role, **PLAIN}]}
    prefixed = {"body_a": "It snowed.", f"body_{role}": "It rained."}
    assert [story({"uri": "urn:x:1", **item}).text for item in (listed, prefixed)] == ["It rained."] * 2


@pytest.mark.parametrize("role", ["sub", "subheadline", "subheading", "subtitle", "deck", "standfirst"])
def test_the_roles_of_a_standfirst(role: str) -> None:
    heads = [{"role": role, "value": "C d"}, {"value": "A b"}]
    listed = {"headlines": heads, "bodies": [PLAIN]}
    prefixed = {"headline": "A b", f"headline_{role}": "C d", "body_text": "It rained."}
    told = [story({"uri": "urn:x:1", **item}).text for item in (listed, prefixed)]
    assert told == ["A b\n\nC d\n\nIt rained."] * 2
