"""What ninjs items say beside their text, of every generation and of Superdesk."""

import json
from typing import Any

import pytest

from slugline.intake import items, read
from slugline.records.story import Author, Concept, Link, Story

FIRE = Concept(qcode="medtop:20000139", name="fire", scheme="medtop")
TEXT = "Fire destroyed the ferry terminal in Ostvik on Monday, harbour chief Lene Strand said."
ONE: dict[str, Any] = {
    "uri": "urn:x:18", "type": "text", "headline": "Fire in Ostvik", "body_text": TEXT, "urgency": 1,
    "subject": [{"code": "medtop:20000139", "name": "fire"}, {"name": "ferries"}],
    "keywords": ["fire", "ferry"],
    "place": [{"code": "NO", "name": "Norway"}], "genre": [{"code": "Analysis"}, {"name": "Opinion"}],
    "usageterms": "NOT FOR USE IN NORWAY", "copyrightholder": "Norvik", "copyrightnotice": "(c) Norvik 2026",
    "ednote": "CORRECTION: number of injured", "evolvedfrom": "urn:x:17",
    "associations": {"main": {"uri": "urn:x:9", "type": "picture"}, "none": None},
}  # fmt: skip
TWO: dict[str, Any] = {
    "uri": "urn:x:18", "headlines": [{"value": "Fire in Ostvik"}], "bodies": [{"value": TEXT}], "urgency": 1,
    "subjects": [
        {"uri": "http://cv.iptc.org/newscodes/mediatopic/20000139", "name": "fire"}, {"name": "ferries"},
    ],
    "places": [{"literal": "NO", "name": "Norway"}], "genres": [{"name": "Analysis"}, {"name": "Opinion"}],
    "usageterms": "NOT FOR USE IN NORWAY", "copyrightholder": "Norvik", "copyrightnotice": "(c) Norvik 2026",
    "ednote": "CORRECTION: number of injured", "evolvedfrom": "urn:x:17", "keywords": "fire, ferry",
    "associations": [{"name": "main", "uri": "urn:x:9", "type": "picture"}],
    "infosources": [{"name": "Relay", "role": "isrol:distributor"}, {"name": "Norvik"}],
}  # fmt: skip
THREE: dict[str, Any] = {
    **{key: value for key, value in TWO.items() if key not in ("usageterms", "ednote", "infosources")},
    "versionCreated": "2026-11-03T09:12:00Z", "usageTerms": "NOT FOR USE IN NORWAY",
    "edNote": "CORRECTION: number of injured", "infoSources": TWO["infosources"],
}  # fmt: skip
SUPERDESK: dict[str, Any] = {
    "guid": "urn:x:18", "type": "text", "headline": "Fire in Ostvik", "body_html": f"<p>{TEXT}</p>",
    "urgency": 3, "priority": 2, "subject": [{"qcode": "20000139", "name": "fire", "scheme": "mediatopics"}],
    "anpa_category": [{"qcode": "i", "name": "International News"}],
    "place": [{"qcode": "NO", "name": "Norway"}],
    "genre": [{"qcode": "Article", "name": "Article (news)"}], "rewrite_of": "urn:x:17", "source": "Norvik",
    "correction_sequence": 1, "state": "corrected", "byline": "<p>By Kari Moe</p>",
    "ednote": "<p>Corrects paragraph 3.</p><p>With photos</p>", "usageterms": "Not in Norway&nbsp;or Sweden",
    "authors": [{"name": "Kari Moe", "role": "writer"}, {"role": "editor"}],
    "associations": {"featuremedia": {"_id": "urn:x:9"}},
}  # fmt: skip


def story(item: dict[str, Any]) -> Story:
    return read(json.dumps(item).encode())


@pytest.mark.parametrize("item", [ONE, TWO, THREE])
def test_all_generations_say_the_same(item: dict[str, Any]) -> None:
    found = story(item)
    assert (found.urgency, found.keywords, found.genre) == (1, ("fire", "ferry"), "Analysis")
    assert found.subjects == (FIRE, Concept(qcode=None, name="ferries", scheme=None))
    assert found.places == (Concept(qcode="NO", name="Norway", scheme=None),)
    assert found.usage_terms == "NOT FOR USE IN NORWAY"
    assert found.copyright == "(c) Norvik 2026"
    assert found.editor_note == "CORRECTION: number of injured"
    assert found.signals == ("analysis", "opinion", "correction")
    assert found.links == (Link(rel="evolved-from", uri="urn:x:17"), Link(rel="associated", uri="urn:x:9"))
    assert found.provider == (None if item is ONE else "Relay")
    assert found.source == "Norvik"
    assert found.text == f"Fire in Ostvik\n\n{TEXT}", "notes stay out of the text"


def test_superdesk() -> None:
    found = story(SUPERDESK)
    assert (found.urgency, found.priority, found.genre, found.source) == (3, "2", "Article (news)", "Norvik")
    assert found.subjects == (FIRE, Concept(qcode="i", name="International News", scheme=None))
    assert found.editor_note == "Corrects paragraph 3.\nWith photos"
    assert found.usage_terms == "Not in Norway or Sweden"
    assert found.byline == ("Kari Moe",)
    assert found.authors == (Author(name="Kari Moe", role="writer"),)
    assert found.signals == ("correction", "update")
    assert found.links == (Link(rel="updates", uri="urn:x:17"), Link(rel="associated", uri="urn:x:9"))


@pytest.mark.parametrize(
    ("given", "field", "expected"),
    [
        ({"urgency": "2"}, "urgency", 2), ({"urgency": 2.0}, "urgency", 2), ({"urgency": 0}, "urgency", None),
        ({"urgency": [1]}, "urgency", None), ({"urgency": True}, "urgency", None),
        ({"subject": "fire"}, "subjects", (Concept(qcode=None, name="fire", scheme=None),)),
        ({"subject": [3, None, {}]}, "subjects", ()), ({"keywords": {"a": 1}}, "keywords", ()),
        ({"genre": "Feature"}, "signals", ("feature", "correction")), ({"genre": 7}, "genre", None),
        ({"ednote": 7}, "editor_note", None), ({"associations": "x"}, "links", (Link(rel="evolved-from",
         uri="urn:x:17"),)),
        ({"signal": "sig:update", "genre": None}, "signals", ("update", "correction")),
        ({"flags": {"marked_for_not_publication": True}, "genre": None}, "signals",
         ("advisory", "correction")),
        ({"copyrightnotice": None}, "copyright", "Norvik"),
        ({"provider": {"name": "Relay"}}, "provider", "Relay"),
        ({"pubstatus": "canceled", "genre": None}, "signals", ("kill", "correction")),
        ({"embargoed": "2031-01-01T00:00:00Z", "genre": None}, "signals", ("correction", "embargo")),
        ({"ednote": "EMBARGOED UNTIL 00:01 GMT TUESDAY 31 DECEMBER 2030"}, "embargoed",
         "2030-12-31T00:01:00+00:00"),
        ({"ednote": "EMBARGOED UNTIL FURTHER NOTICE"}, "status", "withheld"),
        ({"ednote": "KILL: the story is wrong"}, "status", "canceled"),
        ({"ednote": "Please do not hold this story"}, "status", "usable"),
        ({"state": "killed"}, "status", "canceled"), ({"operation": "publish"}, "status", "usable"),
        ({"state": "killed", "pubstatus": "usable"}, "status", "usable"),
        ({"url": "https://norvik.example/fire", "evolvedfrom": None, "associations": None}, "links",
         (Link(rel="web", uri="https://norvik.example/fire"),)),
    ],
)  # fmt: skip
def test_fields(given: dict[str, Any], field: str, expected: object) -> None:
    assert getattr(story({**ONE, **given}), field) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ([ONE, TWO], 2), ({"_items": [ONE], "_meta": {"total": 1}}, 1), ([ONE, 3], 2), ([[ONE]], 1),
    ],
)  # fmt: skip
def test_lists_of_items(data: Any, expected: int) -> None:
    for text in (json.dumps(data), json.dumps(data, indent=1), f"\ufeff {json.dumps(data)}\n"):
        found = list(items(text.encode()))
        assert len(found) == expected
        assert all(isinstance(one, Story) for one in found) is (data not in ([ONE, 3], [[ONE]]))


def test_pretty_printed_items_may_follow_each_other() -> None:
    text = json.dumps(ONE, indent=2) + "\n" + json.dumps({**ONE, "uri": "urn:x:19"}, indent=2)
    assert [getattr(one, "uri", None) for one in items(text.encode())] == ["urn:x:18", "urn:x:19"]


def test_a_text_beside_the_fields_of_ninjs_is_its_body_and_rewrites_nothing() -> None:
    item = {"uri": "urn:x:g1", "type": "text", "headline": "Harbour closes", "pubstatus": "canceled",
            "version": "3", "embargoed": "2031-01-01T00:00:00Z", "text": TEXT}  # fmt: skip
    found = story(item)
    assert (found.uri, found.version, found.status) == ("urn:x:g1", 3, "canceled")
    assert (found.embargoed, found.text) == ("2031-01-01T00:00:00Z", f"Harbour closes\n\n{TEXT}")


MOE = Concept(qcode="9f", name="Kari Moe", scheme="http://cv.norvik.example/id/")


@pytest.mark.parametrize(
    ("given", "field", "expected"),
    [
        ({"person": [{"code": "9f", "name": "Kari Moe", "scheme": "http://cv.norvik.example/id/"}]}, "people",
         (MOE,)),
        ({"people": [{"name": "Kari Moe", "uri": "urn:p:1"}]}, "people",
         (Concept(qcode="urn:p:1", name="Kari Moe", scheme="urn"),)),
        ({"organisations": [{"name": "Ostvik Ferries"}]}, "organisations",
         (Concept(qcode=None, name="Ostvik Ferries", scheme=None),)),
        ({"events": [{"name": "Regatta"}]}, "occasions", (Concept(qcode=None, name="Regatta", scheme=None),)),
        ({"objects": [{"name": "MV Island"}]}, "objects",
         (Concept(qcode=None, name="MV Island", scheme=None),)),
        ({"people": 3, "objects": [None, []]}, "people", ()),
        ({"altids": {"itemid": "5ee9", "other": 7}}, "alt_ids", ("5ee9", "7")),
        ({"altids": [{"role": "old", "value": "a0f2"}, {"role": "none"}]}, "alt_ids", ("a0f2",)),
        ({"trustindicators": [{"title": "Ethics", "href": "https://norvik.example/ethics"}],
          "evolvedfrom": None, "associations": None}, "links",
         (Link(rel="trust", uri="https://norvik.example/ethics"),)),
        ({"links": [{"rel": "canonical", "href": "https://norvik.example/1"}, {"rel": "next", "href": "x"}],
          "evolvedfrom": None, "associations": None}, "links",
         (Link(rel="web", uri="https://norvik.example/1"),)),
        ({"bylines": [{"by": "By KARI MOE", "title": "Ostvik Eagle"}, {"by": 3}]}, "byline", ("Kari Moe",)),
        ({"byline": "Jon Dahl", "bylines": [{"by": "By KARI MOE"}]}, "byline", ("Jon Dahl",)),
        ({"photographer": {"name": "Ida Holm"}}, "authors", (Author(name="Ida Holm", role="photographer"),)),
        ({"uri": "https://a.example/c/5ee9?qt=1&et=2", "altids": {"itemid": "5ee9"}}, "uri",
         "https://a.example/c/5ee9"),
        ({"uri": "https://a.example/c?id=5ee9", "altids": {"itemid": "5ee9"}}, "uri",
         "https://a.example/c?id=5ee9"),
    ],
)  # fmt: skip
def test_what_it_is_about_and_what_else_it_is_called(
    given: dict[str, Any], field: str, expected: object
) -> None:
    assert getattr(story({**ONE, **given}), field) == expected


def test_a_list_of_items_that_a_service_calls_item() -> None:
    answer = {"total": 2, "offset": 0, "item": [{**ONE, "id": 1}, {**ONE, "id": 2, "uri": "urn:x:19"}]}
    assert len(list(items(json.dumps(answer).encode()))) == 2


@pytest.mark.parametrize("again", ["Fire in Ostvik", "FIRE IN OSTVIK", "Fire in Ostvik."])
def test_a_headline_that_opens_the_markup_again_is_told_once(again: str) -> None:
    item = {**ONE, "body_text": None, "body_html": f"<h1>{again}</h1><p>{TEXT}</p>"}
    assert story(item).text == f"Fire in Ostvik\n\n{TEXT}"
