"""Items in what services wrap around them: kills act without a text, by the name of an event, too."""

import pytest

from slugline.intake.formats.json_items import read_value
from slugline.intake.refused import Refused
from slugline.records.codec import Json, encode
from slugline.records.story import Story

URI = "urn:norvik:7"
KILL: dict[str, Json] = {"uri": URI, "version": "3", "pubstatus": "canceled"}
COPY: dict[str, Json] = {
    "uri": URI,
    "version": "3",
    "headline": "Crane falls",
    "body_text": "It fell on Monday.",
}


def only(value: Json) -> Story:
    found = list(read_value(value))
    assert len(found) == 1
    assert isinstance(found[0], Story)
    return found[0]


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ({"data": {"item": KILL}}, "canceled"),
        ({"payload": KILL}, "canceled"),
        ({"Type": "Notification", "Message": encode(KILL).decode()}, "canceled"),
        ({"id": "evt-9", "type": "story.killed", "time": "2030-05-03T10:00:00Z", "data": KILL}, "canceled"),
        (
            {"specversion": "1.0", "id": "e1", "source": "//w", "type": "item.changed", "data": KILL},
            "canceled",
        ),
        ({"article": {"id": URI, "status": "killed", "version": 3}}, "canceled"),
        ({"result": {"doc": {"guid": URI, "state": "retracted", "version": 3}}}, "canceled"),
        ({"status": "killed", "article": {"id": URI, "version": 3}}, "canceled"),
        ({"pubstatus": "withheld", "data": {"uri": URI, "version": "3"}}, "withheld"),
        ({"event": "story.killed", "story": {"id": URI, "version": 3}}, "canceled"),
        ({"action": "delete", "data": {"uri": URI, "version": 3}}, "canceled"),
        ({"eventType": "ITEM_DELETED", "payload": {"item": {"uri": URI, "version": 3}}}, "canceled"),
        (
            {"operation": "itemRetracted", "payload": {"uri": URI, "pubStatus": "usable", "version": "3"}},
            "canceled",
        ),
        ({"data": {"item": {"uri": URI, "version": "3", "type": "text", "ednote": "KILL"}}}, "canceled"),
    ],
)
def test_what_is_taken_back_needs_no_text(value: Json, status: str) -> None:
    story = only(value)
    assert (story.uri, story.version, story.status, story.text) == (URI, 3, status, "")


@pytest.mark.parametrize(
    "value",
    [
        {"payload": COPY}, {"type": "story.updated", "id": "e1", "data": COPY},
        {"Message": encode(COPY).decode(), "TopicArn": "wire"}, {"envelope": {"resource": {"record": COPY}}},
        {"action": "a hold on the pier", "data": COPY},
    ],
)  # fmt: skip
def test_copy_in_an_envelope(value: Json) -> None:
    story = only(value)
    assert (story.uri, story.status, story.headline) == (URI, "usable", "Crane falls")


def test_an_event_kills_what_is_sent_with_its_text() -> None:
    assert only({"event": "story.killed", "story": COPY}).status == "canceled"


def test_each_item_of_an_answer_keeps_its_state() -> None:
    found = list(read_value({"data": {"items": [{"item": KILL}, {"item": {**COPY, "uri": "urn:norvik:8"}}]}}))
    assert [one.status for one in found if isinstance(one, Story)] == ["canceled", "usable"]


def test_nodes_of_a_graph_are_items() -> None:
    assert only({"data": {"stories": {"edges": [{"node": COPY}], "pageInfo": {}}}}).headline == "Crane falls"
    assert only({"data": {"stories": {"nodes": [KILL]}}}).status == "canceled"


@pytest.mark.parametrize(
    "value",
    [
        {"data": {"item": {"uri": URI, "version": "3"}}}, {"payload": {"version": "3"}, "kind": 1},
        {"a": {"b": KILL}}, {"Message": "{not json", "status": "ok"},
        {"action": "updated", "data": {"uri": URI}},
    ],
)  # fmt: skip
def test_what_is_no_item_is_refused(value: Json) -> None:
    with pytest.raises(Refused):
        only(value)


def test_an_item_with_a_text_of_its_own_is_no_envelope() -> None:
    story = only({**COPY, "data": KILL, "content": {"uri": "urn:norvik:9", "pubstatus": "canceled"}})
    assert (story.uri, story.status) == (URI, "usable")


def test_a_note_that_holds_until_a_day_does_not_stand_for_a_text() -> None:
    with pytest.raises(Refused, match="no headline and no body"):
        only({"uri": URI, "type": "text", "ednote": "EMBARGOED UNTIL 3 May 2030 10:00 GMT"})
