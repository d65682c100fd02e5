"""What takes a story back acts, whatever else of it cannot be read; what does not, is refused for that."""

import json
from typing import Any

import pytest

from slugline import intake
from slugline.intake.formats.statuses import status_of
from slugline.intake.refused import Refused
from slugline.records.story import Story
from tests.intake.xml_samples import g2, newsml, nitf_item

NINJS: dict[str, Any] = {
    "uri": "urn:nvk:2", "version": 4, "headline": "Ferry hall burns", "body_text": "The hall burned.",
}  # fmt: skip

CANCELED: list[Any] = [
    "canceled", "Cancelled", " KILLED ", "stat:canceled", "http://cv.iptc.org/newscodes/pubstatusg2/canceled",
    ["canceled"], ["usable", "canceled"], {"qcode": "stat:canceled"}, {"name": "Canceled"},
    [{"literal": "killed"}], "retracted", "spiked", "deleted", "Taken down",
]  # fmt: skip
WITHHELD: list[Any] = ["withheld", "stat:withheld", ["withheld"], "On hold", "embargoed", {"code": "hold"}]
UNREADABLE = [
    ("version", "four"), ("version", 0), ("version", 1.5), ("version", -3), ("version", [4]), ("version", {}),
    ("embargoed", "soon"), ("embargoed", 7), ("versioncreated", 12), ("headline", ["x"]), ("body_text", 3),
    ("byline", {"a": 1}), ("dateline", 3), ("infosource", [3]), ("language", 9), ("slugline", False),
    ("source", {"name": 3}), ("body_text", "fire\x00 out"), ("body_text", "\x01\x02\x03\x04 fire"),
]  # fmt: skip


@pytest.mark.parametrize("value", CANCELED, ids=repr)
def test_a_word_for_canceled(value: Any) -> None:
    assert status_of(value) == "canceled"
    assert _one({**NINJS, "pubstatus": value}).status == "canceled"
    assert _one({**_generation_3(), "pubStatus": value}).status == "canceled"


@pytest.mark.parametrize("value", WITHHELD, ids=repr)
def test_a_word_for_withheld(value: Any) -> None:
    assert status_of(value) == "withheld"
    assert _one({**NINJS, "pubstatus": value}).status == "withheld"


@pytest.mark.parametrize(
    "value", ["usable", "stat:usable", ["usable"], "", "  ", None, "Published"], ids=repr
)
def test_a_word_for_usable(value: Any) -> None:
    assert _one({**NINJS, "pubstatus": value}).status == "usable"


@pytest.mark.parametrize("value", ["live?", 3, [], {}, ["x"], True, "killed in action"], ids=repr)
def test_what_is_no_status_is_refused(value: Any) -> None:
    assert status_of(value) is None
    with pytest.raises(Refused, match="expected usable, withheld or canceled"):
        _one({**NINJS, "pubstatus": value})


@pytest.mark.parametrize("status", ["canceled", "withheld"])
@pytest.mark.parametrize(("name", "value"), UNREADABLE, ids=repr)
def test_a_field_that_cannot_be_read_costs_the_field(name: str, value: Any, status: str) -> None:
    story = _one({**NINJS, "pubstatus": status, name: value})
    assert (story.uri, story.status) == ("urn:nvk:2", status)
    expected = (1, False) if name == "version" else (4, True)
    assert (story.version, story.versioned) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [one for one in UNREADABLE if one not in (("versioncreated", 12), ("source", {"name": 3}))],
    ids=repr,
)
def test_of_a_usable_story_it_is_refused(name: str, value: Any) -> None:
    with pytest.raises(Refused):
        _one({**NINJS, "pubstatus": "usable", name: value})


@pytest.mark.parametrize("status", ["canceled", "withheld"])
@pytest.mark.parametrize("body", [3, {"a": 1}, "NUL \x00", "\x01\x02\x03\x04"], ids=repr)
def test_in_the_json_of_others(body: Any, status: str) -> None:
    story = _one({"id": "urn:nvk:2", "title": "Ferry hall burns", "content": body, "status": status})
    assert (story.uri, story.status) == ("urn:nvk:2", status)


G2_KILL = '<pubStatus qcode="stat:canceled"/>'
G2_SIGNAL = '<signal qcode="sig:kill"/>'


@pytest.mark.parametrize(
    "data",
    [
        g2(G2_KILL, item='version="four"'),
        g2(G2_KILL + "<embargoed>soon</embargoed>"),
        g2(G2_SIGNAL, item='version="-1"'),
        g2(G2_SIGNAL + "<embargoed>soon</embargoed>"),
        g2(G2_KILL + '<itemClass qcode="ninat:picture"/>', inline=""),
        newsml('<Status FormalName="Canceled"/>', identifier="<RevisionId>four</RevisionId>"),
        nitf_item('<du-key version="x"/>').replace(b"<docdata>", b'<docdata management-status="canceled">'),
        nitf_item('<du-key version="x"/><ed-msg msg-type="kill"/>'),
    ],
)
def test_in_xml(data: bytes) -> None:
    assert _read(data).status == "canceled"


def _generation_3() -> dict[str, Any]:
    return {"uri": "urn:nvk:2", "version": 4, "versionCreated": "2026-11-03T09:12:00Z"}


def _one(item: dict[str, Any]) -> Story:
    return _read(json.dumps(item).encode())


def _read(data: bytes) -> Story:
    story = intake.the_story(list(intake.items(data)))
    assert isinstance(story, Story)
    return story
