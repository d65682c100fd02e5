"""ninjs' fields for what stands beside a text: a row for each way to write it."""

import json
from typing import Any

import pytest

from slugline.intake import read
from slugline.intake.refused import Refused
from slugline.records.story import Author, Concept, Link, Story

NINJS_LINKS = {
    "evolvedfrom": "evolved-from",
    "rewrite_of": "updates",
    "translatedFrom": "translation-of",
    "translation_of": "translation-of",
    "derivedfrom": "derived-from",
    "correctionof": "corrects",
    "corrected_from": "corrects",
    "repeatof": "repeats",
    "replaces": "replaces",
    "partof": "part-of",
}


def ninjs(**fields: Any) -> Story:
    return read(
        json.dumps({"uri": "urn:x:1", "headline": "Port", "body_text": "It rained.", **fields}).encode()
    )


@pytest.mark.parametrize(("name", "rel"), NINJS_LINKS.items())
def test_links_of_ninjs(name: str, rel: str) -> None:
    for value in (
        "urn:a",
        {"uri": "urn:a"},
        ["urn:a"],
        [{"guid": "urn:a"}],
        {"_id": "urn:a"},
        {"id": "urn:a"},
    ):
        assert [(one.rel, one.uri) for one in ninjs(**{name: value}).links] == [(rel, "urn:a")]
    associated = ninjs(associations=[{"uri": "urn:a", "rel": name}, {"uri": ""}, "urn:b"])
    assert [(one.rel, one.uri) for one in associated.links] == [(rel, "urn:a")]


@pytest.mark.parametrize(
    ("rel", "known"),
    [("kills", "kills"), ("irel:Withholds", "withholds"), ("see_also", "see-also"), ("cooks", "associated")],
)
def test_what_an_association_says_that_it_is(rel: str, known: str) -> None:
    for several in ([{"uri": "urn:a", "rel": rel}], {"main": {"uri": "urn:a", "rel": rel}}):
        assert [(one.rel, one.uri) for one in ninjs(associations=several).links] == [(known, "urn:a")]


@pytest.mark.parametrize(
    ("given", "field", "expected"),
    [
        (
            {"links": [{"rel": "canonical", "href": "https://x.example/1"}]},
            "links",
            (Link(rel="web", uri="https://x.example/1"),),
        ),
        ({"links": [{"rel": "next", "href": "https://x.example/1"}, "x"]}, "links", ()),
        ({"canonicalurl": "https://x.example/1"}, "links", (Link(rel="web", uri="https://x.example/1"),)),
        ({"url": "/1"}, "links", ()),
        (
            {"trustindicators": [{"href": "https://x.example/t"}, {"uri": "urn:t"}, "x"]},
            "links",
            (Link(rel="trust", uri="https://x.example/t"), Link(rel="trust", uri="urn:t")),
        ),
        (
            {"authors": [{"name": "Kari Moe", "jobtitle": "Editor", "affiliation": "Norvik"}, {"role": "x"}]},
            "authors",
            (Author(name="Kari Moe", role="Editor", affiliation="Norvik"),),
        ),
        ({"photographer": "Ida Holm"}, "authors", (Author(name="Ida Holm", role="photographer"),)),
        ({"altids": {"a": "1", "b": 2}}, "alt_ids", ("1", "2")),
        ({"altids": [{"role": "a", "value": "1"}, "2", {}]}, "alt_ids", ("1", "2")),
        ({"provider": "Relay"}, "provider", "Relay"),
        ({"provider": {"name": "Relay"}}, "provider", "Relay"),
        ({"urgency": "12345678901"}, "urgency", None),
        ({"priority": 2.0}, "priority", "2"),
        ({"priority": True}, "priority", None),
        ({"priority": {"qcode": "2"}}, "priority", "2"),
        ({"usageterms": [" ", {"name": "No web"}, 7]}, "usage_terms", "No web\n7"),
        ({"ednote": " ", "edNote": "a &amp; b"}, "editor_note", "a & b"),
        (
            {"subject": [{"qcode": "17000000"}]},
            "subjects",
            (Concept(qcode="subj:17000000", name=None, scheme="subj"),),
        ),
        (
            {"subject": [{"qcode": "18000000"}]},
            "subjects",
            (Concept(qcode="18000000", name=None, scheme=None),),
        ),
        (
            {"subject": [{"qcode": "00000000"}]},
            "subjects",
            (Concept(qcode="00000000", name=None, scheme=None),),
        ),
        (
            {"subject": [{"qcode": "2000000"}]},
            "subjects",
            (Concept(qcode="2000000", name=None, scheme=None),),
        ),
        ({"place": [{"qcode": "20000000"}]}, "places", (Concept(qcode="20000000", name=None, scheme=None),)),
        (
            {"service": [{"code": "a"}], "anpa_category": [{"qcode": "b"}]},
            "subjects",
            (Concept(qcode="a", name=None, scheme=None), Concept(qcode="b", name=None, scheme=None)),
        ),
        ({"rewrite_sequence": 1}, "signals", ("update",)),
        ({"rewrite_sequence": 0}, "signals", ()),
        ({"correction_sequence": 2}, "signals", ("correction",)),
        ({"operation": "correct"}, "signals", ("correction",)),
        ({"flags": {"marked_for_not_publication": "yes"}}, "signals", ()),
        ({"signals": ["sig:update", {"qcode": "sig:flash"}]}, "signals", ("update", "flash")),
        ({"genre": [{"name": "Opinion"}, {"code": "genre:Profile"}]}, "signals", ("opinion", "profile")),
        ({"keywords": "a, b"}, "keywords", ("a", "b")),
        ({"keywords": ["a, b"]}, "keywords", ("a, b",)),
    ],
)
def test_fields_of_ninjs(given: dict[str, Any], field: str, expected: object) -> None:
    assert getattr(ninjs(**given), field) == expected


NAMES = {
    "usage_terms": "usageterms usageTerms",
    "copyright": "copyrightnotice copyrightNotice copyrightholder copyrightHolder",
    "credit": "creditline creditLine credit",
    "editor_note": "ednote edNote",
    "provider": "provider",
    "slugline": "slugline",
    "priority": "priority",
}


@pytest.mark.parametrize(
    ("field", "name"), [(one, name) for one, names in NAMES.items() for name in names.split()]
)
def test_names_of_fields(field: str, name: str) -> None:
    assert getattr(ninjs(**{name: "Norvik"}), field) == "Norvik"


LISTS = {
    "subjects": "subject subjects service anpa_category",
    "places": "place places",
    "people": "people person persons",
    "organisations": "organisations organisation organizations organization companies",
    "occasions": "events event",
    "objects": "objects object",
}


@pytest.mark.parametrize(
    ("field", "name"), [(one, name) for one, names in LISTS.items() for name in names.split()]
)
def test_names_of_lists(field: str, name: str) -> None:
    for key in ("code", "qcode", "uri", "literal"):
        found = getattr(ninjs(**{name: [{key: "x:1", "name": "Norvik"}]}), field)
        assert found == (Concept(qcode="x:1", name="Norvik", scheme="x"),)


@pytest.mark.parametrize("name", ["infosource", "infosources", "infoSources"])
@pytest.mark.parametrize("role", ["isrol:distributor", "distributor"])
def test_who_delivers(name: str, role: str) -> None:
    assert ninjs(**{name: [{"name": "Relay", "role": role}]}).provider == "Relay"
    assert ninjs(**{name: [{"name": "Relay", "role": "isrol:author"}]}).provider is None


ROLES = ["sub", "subheadline", "subheading", "subtitle", "deck", "standfirst"]


@pytest.mark.parametrize("role", ROLES)
def test_headlines_below_the_main_one(role: str) -> None:
    text = "Port\n\nAll sail again\n\nIt rained."
    assert ninjs(**{f"headline_{role}": "All sail again"}).text == text
    listed = {"headlines": [{"role": role, "value": "All sail again"}, {"role": "main", "value": "Port"}]}
    story = read(json.dumps({"uri": "urn:x:1", "bodies": [{"value": "It rained."}], **listed}).encode())
    assert story.text == text


@pytest.mark.parametrize("role", [None, "main", "text", "body", "story", "richtext", "html", "xhtml", "Main"])
def test_bodies_that_are_main_ones(role: str | None) -> None:
    bodies = [{"role": "alt", "value": "No."}, {"role": role, "value": "It rained."}]
    story = read(json.dumps({"uri": "urn:x:1", "headlines": [{"value": "Port"}], "bodies": bodies}).encode())
    assert story.text == "Port\n\nIt rained."


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"body_text": "a", "body_html": "<p>b</p>"}, "b"),
        ({"body_text": "a", "body_xhtml": "<p>b</p>"}, "b"),
        ({"body_text": "<p>a</p>"}, "<p>a</p>"),
        ({"body_story": "<p>a</p>"}, "a"),
        ({"body_richtext": "<p>a</p>"}, "a"),
        ({"body_zz": "x", "body_text": "a"}, "a"),
        ({"body_alt": "a", "body_text": None}, "a"),
    ],
)
def test_which_body_is_taken(given: dict[str, Any], text: str) -> None:
    story = read(json.dumps({"uri": "urn:x:1", "headline": "Port", "pubstatus": "usable", **given}).encode())
    assert story.text == f"Port\n\n{text}"


@pytest.mark.parametrize(
    "kind", [None, "text", "composite", "component", "preformatted", "article", "story", "blog"]
)
def test_types_of_a_text(kind: str | None) -> None:
    assert ninjs(type=kind).text == "Port\n\nIt rained."


@pytest.mark.parametrize("kind", ["event", "planning", "Text"])
def test_types_that_are_none(kind: str) -> None:
    with pytest.raises(Refused, match=f"type: '{kind}' is not text"):
        ninjs(type=kind, pubstatus="usable")


@pytest.mark.parametrize(
    ("shape", "names"),
    [
        ({}, ["versioncreated", "firstpublished", "firstcreated", "contentcreated"]),
        ({"headlines": []}, ["versioncreated", "firstcreated", "contentcreated"]),
        ({"edNote": "x"}, ["versionCreated", "firstCreated", "contentCreated"]),
    ],
)
def test_when_it_was_published(shape: dict[str, Any], names: list[str]) -> None:
    for at, name in enumerate(names):
        later = dict.fromkeys(names[at + 1 :], "2026-11-04")
        assert ninjs(**shape, **later, **{name: "2026-11-03"}).published == "2026-11-03"
