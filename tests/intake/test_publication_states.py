"""What is not out yet: drafts are withheld, what is scheduled waits, and ordinary stories go out at once."""

import json
from typing import Any

import pytest

from slugline import intake
from slugline.intake.refused import Refused
from slugline.records.story import Story
from tests.intake.test_embargo_fields import AT, ITEMS, TEXT

PAST = "2026-05-01T06:00:00Z"
HTML = f"<p>{TEXT}</p>"
WORDPRESS: dict[str, Any] = {
    "id": 12, "date": "2031-05-01T08:00:00", "date_gmt": "2031-05-01T06:00:00", "type": "post",
    "guid": {"rendered": "https://wire.example/?p=12"}, "link": "https://wire.example/sold",
    "status": "future",
    "title": {"rendered": "Harbour sold"}, "content": {"rendered": HTML, "protected": False}, "author": 3,
    "categories": [1, 5], "tags": [7], "modified_gmt": "2026-04-01T06:00:00",
}  # fmt: skip
SUPERDESK = ITEMS["superdesk"] | {"pubstatus": "usable"}
PLAIN = ITEMS["a service's"]


def read(item: Any) -> Story:
    return intake.read(json.dumps(item).encode())


def held(item: Any) -> tuple[str, str | None]:
    story = read(item)
    return story.status, story.embargoed


@pytest.mark.parametrize("form", ITEMS)
@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"status": "draft"}, ("withheld", None)),
        ({"state": "Pending Review"}, ("withheld", None)),
        ({"moderation_state": "needs_review"}, ("withheld", None)),
        ({"workflow_status": "in progress"}, ("withheld", None)),
        ({"post_status": "private", "publish_at": AT}, ("withheld", None)),
        ({"status": "draft", "embargo": AT}, ("withheld", AT)),
        ({"status": "draft", "embargo": "soon"}, ("withheld", None)),
        ({"status": "scheduled"}, ("withheld", None)),
        ({"status": "scheduled", "publish_at": "soon"}, ("withheld", None)),
        ({"status": "scheduled", "published_at": AT}, ("usable", AT)),
        ({"status": "scheduled", "publish_at": AT, "date": PAST}, ("usable", AT)),
        ({"status": "scheduled", "publish_at": PAST, "embargo": AT}, ("usable", AT)),
        ({"status": "scheduled", "publish_at": AT, "embargo": PAST}, ("usable", AT)),
        ({"status": "future", "date": "2031-05-01T06:00:00"}, ("usable", "2031-05-01T06:00:00-12:00")),
        ({"status": "future", "date": AT}, ("usable", AT)),
        ({"status": "future", "date": "2031-05-01T08:00", "date_gmt": "2031-05-01T06:00"}, ("usable", AT)),
        ({"status": "embargoed"}, ("withheld", None)),
        ({"status": "embargoed", "published_at": AT}, ("withheld", None)),
        ({"status": "embargoed", "embargo": AT}, ("usable", AT)),
        ({"status": "withheld", "embargo": AT}, ("withheld", AT)),
        ({"status": False}, ("withheld", None)),
        ({"status": False, "publish_on": AT}, ("usable", AT)),
        ({"is_published": 0}, ("withheld", None)),
        ({"published": "No"}, ("withheld", None)),
        ({"published": False, "scheduled_for": AT}, ("usable", AT)),
        ({"isDraft": True, "scheduled_for": AT}, ("withheld", AT)),
        ({"draft": "yes"}, ("withheld", None)),
        ({"unpublished": 1}, ("withheld", None)),
        ({"scheduled_publish_date": AT}, ("usable", AT)),
        ({"scheduled_publish_time": 1935468000}, ("usable", "2031-05-02T06:00:00Z")),
        ({"embargo": 1935468000}, ("usable", "2031-05-02T06:00:00Z")),
        ({"fields": {"embargo": AT}}, ("usable", AT)),
        ({"attributes": {"status": "draft"}}, ("withheld", None)),
        ({"_source": {"publish_on": AT}, "status": "scheduled"}, ("usable", AT)),
    ],
)  # fmt: skip
def test_what_is_not_out_is_held(form: str, more: dict[str, Any], expected: tuple[str, str | None]) -> None:
    item = {name: value for name, value in ITEMS[form].items() if name != "publishedAt"}
    assert held(item | more) == expected


@pytest.mark.parametrize("form", ITEMS)
@pytest.mark.parametrize(
    "more",
    [
        {"status": "published", "published_at": AT}, {"status": "ok"}, {"status": 200}, {"status": True},
        {"status": 0}, {"status": ""}, {"status": None}, {"state": "Norden"},
        {"status": "publish", "date": AT},
        {"draft": False}, {"draft": "no"}, {"isDraft": 0}, {"draft": "Draft of the treaty"}, {"draft": []},
        {"published": True}, {"published": AT}, {"published": 1935468000}, {"is_published": 1},
        {"publish_on": ["web", "print"]}, {"publish_on": None}, {"scheduled_for": "print"},
        {"scheduled_at": ""},
        {"scheduled_at": 999_999_999}, {"scheduled_at": 10**10}, {"scheduled_at": True}, {"expires": AT},
        {"fields": {"status": "live"}}, {"attributes": []}, {"schedule_settings": None}, {"": "draft"},
    ],
)  # fmt: skip
def test_what_only_looks_so_is_not(form: str, more: dict[str, Any]) -> None:
    assert held(ITEMS[form] | more) == ("usable", None)


@pytest.mark.parametrize("form", ITEMS)
def test_a_plan_that_is_over_holds_nothing_ahead(form: str) -> None:
    for more in ({"publish_on": PAST}, {"status": "scheduled", "publish_at": PAST}, {"embargo": PAST}):
        assert held(ITEMS[form] | more) == ("usable", PAST)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ("usable", AT)),
        ({"status": "publish"}, ("usable", None)),
        *(({"status": state}, ("withheld", None)) for state in ("draft", "pending", "private", "auto-draft")),
        ({"status": "trash"}, ("canceled", None)),
        ({"date_gmt": None}, ("usable", "2031-05-01T08:00:00-12:00")),
        ({"date_gmt": None, "date": "0000-00-00 00:00:00"}, ("withheld", None)),
    ],
)
def test_posts_of_wordpress(more: dict[str, Any], expected: tuple[str, str | None]) -> None:
    assert held(WORDPRESS | more) == expected
    assert held([WORDPRESS | more]) == expected


def test_a_post_of_wordpress_is_read_by_its_rendered_texts() -> None:
    story = read(WORDPRESS | {"title": {"rendered": "Harbour &#8216;sold&#8217;"}})
    assert (story.uri, story.headline) == ("https://wire.example/?p=12", "Harbour \u2018sold\u2019")
    assert story.text == f"{story.headline}\n\n{TEXT}"
    assert (story.published, story.byline, story.subjects, story.keywords) == (AT, (), (), ())
    assert [one.uri for one in story.links] == ["https://wire.example/sold"]
    assert read({"title": {"rendered": "Harbour sold"}}).text == "Harbour sold"
    with pytest.raises(Refused, match="no field for a text"):
        read({"caption": {"rendered": "Harbour"}})


UTC_SET = {"utc_embargo": AT, "utc_publish_schedule": None, "time_zone": "Australia/Sydney"}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"schedule_settings": {"utc_embargo": AT}}, AT),
        ({"schedule_settings": {"utc_publish_schedule": AT, "utc_embargo": PAST}}, AT),
        ({"schedule_settings": {"utc_embargo": AT}, "embargo": "2031-05-01T16:00:00+0000"}, AT),
        ({"schedule_settings": UTC_SET, "embargo": "2031-05-01T16:00:00+0000"}, AT),
        ({"schedule_settings": {"time_zone": "America/New_York"}, "embargo": "2031-05-01T06:00:00+0000"},
         "2031-05-01T10:00:00+00:00"),
        ({"schedule_settings": {"time_zone": "Europe/Oslo"}, "publish_schedule": "2031-01-05T06:00:00.000Z"},
         "2031-01-05T05:00:00+00:00"),
        ({"schedule_settings": {"time_zone": "Europe/Oslo"}, "embargo": "2031-05-01T06:00:00+01:00"},
         "2031-05-01T06:00:00+01:00"),
        ({"schedule_settings": {"time_zone": "Europe/Oslo"}, "embargo": "2031-05-01"}, "2031-05-01"),
        ({"schedule_settings": {"time_zone": None}, "embargo": AT}, AT),
        *(({"schedule_settings": {"time_zone": zone}, "embargo": AT}, "2031-05-01T06:00:00-12:00")
          for zone in ("Nowhere/Atlantis", "../etc/passwd", "America", "/")),
        ({"schedule_settings": {"time_zone": "Asia/Tokyo"}, "embargo": "0001-01-01T00:00:00Z"},
         "0001-01-01T00:00:00-12:00"),
        ({"schedule_settings": {"time_zone": None, "utc_embargo": None, "utc_publish_schedule": None}}, None),
        ({"schedule_settings": {}, "embargo": None, "publish_schedule": None}, None),
    ],
)  # fmt: skip
def test_superdesk_keeps_local_time_and_its_zone(more: dict[str, Any], expected: str | None) -> None:
    assert held(SUPERDESK | more) == ("usable", expected)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"state": "scheduled", "schedule_settings": {"utc_publish_schedule": AT}}, ("usable", AT)),
        ({"state": "scheduled"}, ("withheld", None)),
        *(({"state": state}, ("withheld", None)) for state in ("draft", "in_progress", "submitted")),
        *(({"state": state}, ("usable", None)) for state in ("published", "corrected", "fetched", "routed")),
        ({"pubstatus": "embargoed"}, ("withheld", None)),
        ({"pubstatus": "embargoed", "embargoed": AT}, ("usable", AT)),
        ({"pubstatus": "withheld", "embargoed": AT}, ("withheld", AT)),
        ({"pubstatus": "canceled", "state": "scheduled", "embargo": "soon"}, ("canceled", None)),
    ],
)
def test_states_beside_the_status_hold_an_item(
    more: dict[str, Any], expected: tuple[str, str | None]
) -> None:
    assert held(SUPERDESK | more) == expected


@pytest.mark.parametrize("time_zone", [7, [], {"a": 1}])
def test_a_zone_of_a_wrong_type_refuses_the_item(time_zone: Any) -> None:
    with pytest.raises(Refused, match="time_zone: expected a string"):
        read(SUPERDESK | {"schedule_settings": {"time_zone": time_zone}, "embargo": AT})


@pytest.mark.parametrize("form", [name for name in ITEMS if name != "ninjs 1"])  # that has a pubstatus
@pytest.mark.parametrize("more", [{"status": "trash"}, {"status": "draft", "state": "deleted"}])
def test_what_is_taken_back_is_so_whatever_else(form: str, more: dict[str, Any]) -> None:
    for embargo, until in ((AT, AT), ("soon", None)):
        assert held(ITEMS[form] | more | {"embargo": embargo}) == ("canceled", until)


ITEM = {"title": "Harbour sold", "body": TEXT}


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ({"embargo_until": AT, "item": ITEM}, ("usable", AT)),
        ({"embargo_until": AT, "data": {"item": ITEM}}, ("usable", AT)),
        ({"data": {"embargo_until": AT, "item": ITEM}}, ("usable", AT)),
        ({"embargo_until": AT, "articles": [ITEM]}, ("usable", AT)),
        ({"embargo_until": AT, "response": {"results": [ITEM]}}, ("usable", AT)),
        ({"response": {"embargo_until": AT, "results": [ITEM]}}, ("usable", AT)),
        ({"embargo_until": AT, "_items": [SUPERDESK]}, ("usable", AT)),
        ({"embargo_until": PAST, "articles": [ITEM | {"embargo_until": AT}]}, ("usable", AT)),
        ({"status": "draft", "item": ITEM}, ("withheld", None)),
        ({"status": "draft", "articles": [ITEM]}, ("withheld", None)),
        ({"status": "ok", "articles": [ITEM]}, ("usable", None)),
        ({"status": False, "articles": [ITEM]}, ("usable", None)),
        ({"status": False, "item": ITEM}, ("usable", None)),
    ],
)
def test_what_stands_around_an_item_holds_it_too(whole: Any, expected: tuple[str, str | None]) -> None:
    assert held(whole) == expected


def test_columns() -> None:
    rows = ["draft,true", "published,false", "is_published,0", "status,scheduled"]
    for name, value in (row.split(",") for row in rows):
        (story,) = intake.items(f"id,title,text,{name}\nurn:x:1,Harbour sold,{TEXT},{value}\n".encode())
        assert isinstance(story, Story) and story.status == "withheld"


GHOST = {
    "id": "1",
    "uuid": "x",
    "title": "Harbour sold",
    "html": HTML,
    "status": "scheduled",
    "published_at": AT,
}
FEED = {"version": "https://jsonfeed.org/version/1.1", "title": "Wire"}
LINKED = {
    "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Harbour sold", "articleBody": TEXT,
    "datePublished": AT, "expires": AT,
}  # fmt: skip
NODE = {"type": "node--article", "id": "u-1", "attributes": {"status": False, "title": "Harbour sold"}}
ANS = {
    "_id": "A1", "type": "story", "headlines": {"basic": "Harbour sold"},
    "planning": {"scheduling": {"planned_publish_date": AT}}, "workflow": {"status_code": 1},
}  # fmt: skip
ENTRY = {"sys": {"id": "e1", "type": "Entry"}, "fields": {"title": {"en": "Sold"}, "body": {"en": TEXT}}}


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"posts": [GHOST]}, ("usable", AT)),
        ({"posts": [GHOST | {"status": "draft"}]}, ("withheld", None)),
        ({"posts": [GHOST | {"status": "published"}]}, ("usable", None)),
        (FEED | {"items": [{"id": "1", "content_html": HTML, "date_published": AT}]}, ("usable", None)),
        (LINKED, ("usable", None)),
        (LINKED | {"creativeWorkStatus": "Published"}, ("usable", None)),
        (LINKED | {"creativeWorkStatus": "Draft"}, ("withheld", None)),
        (
            {"data": [{"id": 1, "attributes": {"title": "Sold", "content": TEXT, "publish_on": AT}}]},
            ("usable", AT),
        ),
        ({"data": {"item": SUPERDESK | {"pubstatus": "embargoed", "embargoed": AT}}}, ("usable", AT)),
    ],
)
def test_what_services_and_systems_send(item: Any, expected: tuple[str, str | None]) -> None:
    assert held(item) == expected


@pytest.mark.parametrize("item", [{"data": NODE}, {"data": [NODE]}, ANS, ENTRY, {"items": [ENTRY]}])
def test_shapes_whose_texts_are_not_read_are_refused(item: Any) -> None:
    with pytest.raises(Refused):
        read(item)
