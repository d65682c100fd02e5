"""JSON items by their shape: what stands beside the fields of ninjs, and what services wrap around."""

import json
from collections.abc import Mapping

import pytest

from slugline import intake
from slugline.intake.formats.json_items import read_object
from slugline.intake.refused import Refused
from slugline.records.codec import Json
from slugline.records.story import Concept, Story

TEXT = "Dockers in Ostvik went back to work on Monday, harbour chief Lene Strand said."


def story(item: Json) -> Story:
    return intake.read(json.dumps(item).encode())


ROWS: dict[str, tuple[Json, dict[str, object]]] = {
    "a kill beside a text": (
        {"id": "d1", "text": TEXT, "status": "canceled"},
        {"uri": "d1", "status": "canceled", "signals": ("kill",)},
    ),
    "a kill that is nothing else": (
        {"id": "d1", "version": 3, "status": "killed"},
        {"uri": "d1", "version": 3, "status": "canceled", "text": "", "signals": ("kill",)},
    ),
    "id and text with a version": (
        {"id": "d1", "text": TEXT, "version": 3},
        {"version": 3, "versioned": True},
    ),
    "id and text with a version in words": (
        {"id": "d1", "text": TEXT, "version": "1.2.3"},
        {"version": 1, "versioned": False},
    ),
    "a kill of id and text": (
        {"id": "d1", "text": None, "version": "4", "status": "withdrawn"},
        {"uri": "d1", "version": 4, "versioned": True, "status": "canceled"},
    ),
    "a hold of an emptied story": (
        {"id": "d1", "version": "2", "state": "on hold", "title": "", "text": None, "date": "2031-05-01"},
        {"uri": "d1", "version": 2, "status": "withheld", "published": "2031-05-01"},
    ),
    "a post in the bin, emptied": (
        {
            "guid": {"rendered": "https://c.example/?p=1"},
            "status": "trash",
            "date_gmt": None,
            "title": {"rendered": ""},
            "content": {"rendered": ""},
        },
        {"uri": "https://c.example/?p=1", "status": "canceled"},
    ),
    "killed, in capitals": ({"id": "d1", "text": TEXT, "Status": "KILLED"}, {"status": "canceled"}),
    "a hold beside a title": (
        {"title": "Dockers return", "text": TEXT, "state": "on hold"},
        {"status": "withheld", "headline": "Dockers return"},
    ),
    "a status that says nothing": ({"id": "d1", "text": TEXT, "status": "ok"}, {"status": "usable"}),
    "a status that is a number": ({"id": "d1", "text": TEXT, "status": 200}, {"status": "usable"}),
    "ninjs fields beside others": (
        {
            "id": "d2",
            "title": "Dockers return",
            "text": TEXT,
            "pubstatus": "usable",
            "embargoed": "2031-05-01T06:00:00Z",
        },
        {
            "uri": "d2",
            "headline": "Dockers return",
            "embargoed": "2031-05-01T06:00:00Z",
            "text": f"Dockers return\n\n{TEXT}",
        },
    ),
    "an embargo beside a text": (
        {"id": "d8", "text": TEXT, "embargoed": "2031-05-01"},
        {"uri": "d8", "embargoed": "2031-05-01", "signals": ("embargo",), "text": TEXT},
    ),
    "an embargo beside other fields": (
        {"url": "https://c.example/1", "title": "A", "content": TEXT, "embargo": "2031-05-01T06:00:00Z"},
        {"embargoed": "2031-05-01T06:00:00Z", "text": f"A\n\n{TEXT}"},
    ),
    "no embargo": ({"id": "d9", "text": TEXT, "embargo": False}, {"uri": "d9", "embargoed": None}),
    "ninjs 3 beside others": (
        {"id": "d3", "title": "Dockers return", "text": TEXT, "pubStatus": "canceled"},
        {"uri": "d3", "status": "canceled", "text": f"Dockers return\n\n{TEXT}"},
    ),
    "a ninjs uri goes before others": (
        {"uri": "urn:d4", "id": "x", "headline": "A", "title": "B", "body_text": TEXT, "text": "x"},
        {"uri": "urn:d4", "headline": "A", "text": f"A\n\n{TEXT}"},
    ),
    "Superdesk without guid": (
        {"_id": "urn:sd:1", "type": "text", "state": "killed", "headline": "Dockers return"},
        {"uri": "urn:sd:1", "status": "canceled"},
    ),
    "Superdesk's subjects": (
        {
            "_id": "urn:sd:2",
            "type": "text",
            "headline": "Dockers return",
            "body_html": f"<p>{TEXT}</p>",
            "subject": [
                {"qcode": "09000000", "name": "labour"},
                {"qcode": "20000523"},
                {"qcode": "99000000"},
            ],
        },
        {
            "subjects": (
                Concept(qcode="subj:09000000", name="labour", scheme="subj"),
                Concept(qcode="medtop:20000523", name=None, scheme="medtop"),
                Concept(qcode="99000000", name=None, scheme=None),
            )
        },
    ),
    "terms in a list": (
        {
            "uri": "urn:d5",
            "headline": "A",
            "body_text": TEXT,
            "usageterms": ["No archive", {"name": "No web"}],
        },
        {"usage_terms": "No archive\nNo web"},
    ),
    "ninjs 2 with a title and a text of its own": (
        {"headlines": [], "title": "A", "text": TEXT, "bodies": []},
        {"headline": "A", "text": f"A\n\n{TEXT}"},
    ),
    "ninjs 2 with both": (
        {"headlines": [{"value": "A"}], "title": "B", "text": "x", "bodies": [{"value": TEXT}]},
        {"headline": "A", "text": f"A\n\n{TEXT}"},
    ),
    "ninjs 1 with a headline by a role": (
        {"uri": "urn:a", "headline_main": "A", "title": "B", "body_text": TEXT},
        {"headline": "A", "text": f"A\n\n{TEXT}"},
    ),
    "an id that is a number": ({"pubstatus": "usable", "id": 7, "headline": "A"}, {"uri": "7"}),
    "an address for an id": (
        {"pubstatus": "usable", "id": " ", "url": "https://c.example/1", "headline": "A"},
        {"headline": "A"},
    ),
    "a link for an id": (
        {"pubstatus": "usable", "_id": True, "link": "https://c.example/1", "headline": "A"},
        {"uri": "https://c.example/1"},
    ),
    "an envelope": (
        {"api": 1, "data": {"meta": {"n": 1}, "item": {"uri": "urn:d6", "headline": "A", "body_text": TEXT}}},
        {"uri": "urn:d6", "headline": "A"},
    ),
    "an envelope in a list": (
        {
            "data": {
                "items": [{"meta": {"n": 1}, "item": {"uri": "urn:d7", "headline": "A", "body_text": TEXT}}]
            }
        },
        {"uri": "urn:d7"},
    ),
    "an article of a newspaper's service": (
        {
            "response": {
                "results": [
                    {
                        "id": "coast/1",
                        "type": "article",
                        "webTitle": "Dockers return",
                        "fields": {"bodyText": TEXT, "headline": "Dockers return"},
                    }
                ]
            }
        },
        {"uri": "coast/1", "headline": "Dockers return", "text": f"Dockers return\n\n{TEXT}"},
    ),
    "an article with a headline": (
        {"type": "article", "headline": "Dockers return"},
        {"headline": "Dockers return"},
    ),
    "a raw text is the poorer one": ({"raw_text": "Dockers.", "text": TEXT}, {"text": TEXT}),
    "a source that is an address": (
        {"title": "A", "text": TEXT, "source": "https://c.example/1", "source-hostname": "Coastal"},
        {"uri": "https://c.example/1", "source": "Coastal"},
    ),
    "a text that was cut off": (
        {
            "title": "Dockers return - Coastal",
            "content": f"{TEXT}… [+1234 chars]",
            "source": {"name": "Coastal"},
        },
        {"headline": "Dockers return", "text": f"Dockers return\n\n{TEXT}"},
    ),
    "another name behind the headline": (
        {"title": "Dockers return - Ostvik", "content": TEXT, "source": {"name": "Coastal"}},
        {"headline": "Dockers return - Ostvik"},
    ),
}


@pytest.mark.parametrize(("item", "fields"), ROWS.values(), ids=list(ROWS))
def test_items(item: Json, fields: Mapping[str, object]) -> None:
    found = story(item)
    assert {name: getattr(found, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("item", "why"),
    [
        ({"_id": "urn:sd:3", "type": "composite", "headline": "Noon", "groups": []}, "a package"),
        ({"type": "picture", "headline": "A", "uri": "urn:a"}, "'picture' without a caption"),
        ({"id": "5"}, "no field for a text or a headline in it: it has the keys id"),
        ({"status": "killed"}, "no field for a text or a headline in it: it has the keys status"),
        ({"data": {"item": {"id": 1}}}, "no field for a text or a headline"),
        ({"data": {"data": {"data": {"data": {"data": {"text": TEXT}}}}}}, "no field for a text"),
        ({"text": TEXT, "pubstatus": "burnt"}, "expected usable, withheld or canceled"),
    ],
)
def test_what_is_refused(item: Json, why: str) -> None:
    with pytest.raises(Refused, match=why):
        read_object(item)


@pytest.mark.parametrize("name", ["id", "guid", "url"])
def test_what_has_no_text_is_named(name: str) -> None:
    with pytest.raises(Refused) as refused:
        read_object({name: "https://c.example/1", "version": 2, "title": "", "text": ""})
    assert (refused.value.uri, refused.value.version) == ("https://c.example/1", 2)
