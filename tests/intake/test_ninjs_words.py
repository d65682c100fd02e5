"""ninjs' fields for what stands beside a text: a row for each way to write it."""

import json
from typing import Any

import pytest

from slugline.intake import read
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
