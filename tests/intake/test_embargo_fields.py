"""Until when an item is held, by its fields: the same words in every format, and none that only look so."""

import json
from typing import Any

import pytest

from slugline import intake
from slugline.intake.formats.embargo_fields import embargoed
from slugline.intake.refused import Refused
from tests.intake.test_syndication import rss
from tests.intake.xml_samples import g2, newsml, nitf_item

AT = "2031-05-01T06:00:00Z"
TEXT = "The mayor of Oslo sold the harbour. The council met on Monday and said no more about it."
ITEMS: dict[str, dict[str, Any]] = {
    "ninjs 1": {"uri": "urn:x:1", "headline": "Harbour sold", "body_text": TEXT, "pubstatus": "usable"},
    "ninjs 2": {"uri": "urn:x:1", "headlines": [{"value": "Harbour sold"}], "bodies": [{"value": TEXT}]},
    "ninjs 3": {"uri": "urn:x:1", "headlines": [{"value": "Harbour sold"}], "versionCreated": "2031-04-01"},
    "superdesk": {
        "_id": "urn:x:1",
        "type": "text",
        "headline": "Harbour sold",
        "body_html": f"<p>{TEXT}</p>",
    },
    "id and text": {"id": "urn:x:1", "text": TEXT},
    "a scraper's": {"url": "https://wire.example/1", "title": "Harbour sold", "maintext": TEXT},
    "a service's": {"guid": "urn:x:1", "title": "Harbour sold", "content": TEXT, "publishedAt": "2031-04-01"},
}
NAMES = [
    "embargoed", "embargo", "embargoedUntil", "embargo_until", "Embargo Until", "embargo-date",
    "embargoEndDate", "embargo.ends.at", "publish_schedule", "not_before", "publishAfter",
    "do_not_publish_before", "heldUntil",
]  # fmt: skip
NO_EMBARGO = [
    "publish_at", "publishedAt", "release_date", "releaseDate", "available_from", "validFrom",
    "datePublished",    "date_published", "scheduled", "hold", "embargo_reason", "embargoes", "before",
]  # fmt: skip


@pytest.mark.parametrize("form", ITEMS)
@pytest.mark.parametrize("name", NAMES)
def test_a_field_that_holds_an_item_until_its_time(form: str, name: str) -> None:
    story = read(ITEMS[form] | {name: AT})
    assert (story.embargoed, story.status) == (AT, "usable")
    empty: tuple[Any, ...] = ("", " ", None, False, [])
    for nothing in empty:
        assert read(ITEMS[form] | {name: nothing}).embargoed is None


@pytest.mark.parametrize("form", ITEMS)
@pytest.mark.parametrize(
    "given", ["2031-05-01T06:00:00", "2031-05-01 06:00", "20310501T060000", "Thu, 01 May 2031 06:00:00"]
)
def test_a_time_without_a_zone_is_that_time_everywhere(form: str, given: str) -> None:
    assert read(ITEMS[form] | {"embargoed": given}).embargoed == "2031-05-01T06:00:00-12:00"


@pytest.mark.parametrize("form", ITEMS)
@pytest.mark.parametrize("name", NAMES)
def test_one_that_cannot_be_read_refuses_it(form: str, name: str) -> None:
    for wrong in ("soon", "06:00", True, 7, {"until": AT}):
        with pytest.raises(Refused, match="expected"):
            read(ITEMS[form] | {name: wrong})


@pytest.mark.parametrize("form", ITEMS)
@pytest.mark.parametrize("name", NO_EMBARGO)
def test_the_day_of_publication_holds_nothing(form: str, name: str) -> None:
    assert read(ITEMS[form] | {name: AT}).embargoed is None


def test_of_several_the_latest_counts() -> None:
    item = {
        "embargo": "2031-05-01T06:00:00Z",
        "embargoedUntil": "2031-05-01T05:00:00-05:00",
        "not_before": "2030",
    }
    with pytest.raises(Refused, match="not_before"):
        embargoed(item)
    del item["not_before"]
    assert embargoed(item) == "2031-05-01T05:00:00-05:00"
    assert embargoed({"embargo": "2031-05-02", "embargoed": "2031-05-01T23:00:00Z"}) == "2031-05-02"


def test_a_column() -> None:
    (story,) = intake.items(f"id,title,text,embargo_until\nurn:x:1,Harbour sold,{TEXT},{AT}\n".encode())
    assert not isinstance(story, Refused) and story.embargoed == AT


@pytest.mark.parametrize(
    ("entry", "held"),
    [
        (f'<prism:embargoDate xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">{AT}</prism:embargoDate>',
         AT),
        (f"<embargoDate>{AT}</embargoDate>", AT),
        ("<pubDate>Thu, 01 May 2031 06:00:00 GMT</pubDate>", None),
        (f'<a:available xmlns:a="http://purl.org/dc/terms/">{AT}</a:available>', None),
    ],
)  # fmt: skip
def test_a_feed(entry: str, held: str | None) -> None:
    story = intake.read(
        rss(f"<item><title>Harbour sold</title><description>{TEXT}</description>{entry}</item>").encode()
    )
    assert story.embargoed == held


@pytest.mark.parametrize(
    ("control", "status"),
    [
        ('<a:control xmlns:a="http://www.w3.org/2007/app"><a:draft>yes</a:draft></a:control>', "withheld"),
        ('<a:control xmlns:a="http://purl.org/atom/app#"><a:draft> Yes</a:draft></a:control>', "withheld"),
        ('<a:control xmlns:a="http://www.w3.org/2007/app"><a:draft>no</a:draft></a:control>', "usable"),
        ('<a:control xmlns:a="http://www.w3.org/2007/app"/>', "usable"),
        ("<draft>yes</draft>", "usable"),
        ("", "usable"),
    ],
)
def test_a_draft_of_atom_is_withheld(control: str, status: str) -> None:
    feed = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:x:1</id><title>Harbour sold</title>'
        f"<published>{AT}</published><content>{TEXT}</content>{control}</entry></feed>"
    )
    story = intake.read(feed.encode())
    assert (story.status, story.embargoed) == (status, None)


def test_a_feed_whose_embargo_cannot_be_read_is_refused() -> None:
    (refused,) = intake.items(
        rss(
            "<item><guid>urn:x:1</guid><title>Harbour sold</title><embargoDate>soon</embargoDate></item>"
        ).encode()
    )
    assert isinstance(refused, Refused) and refused.reason == "wrong-type"


LINE = "EMBARGOED UNTIL 06:00 GMT 1 MAY 2031"
G2_SIGNAL, G2_MOMENT = '<signal qcode="x:embargo"/>', f"<embargoed>{AT}</embargoed>"
INSTRUCTION = '<Instruction FormalName="Embargoed"/>'


@pytest.mark.parametrize(
    ("data", "status", "held"),
    [
        (g2(G2_SIGNAL), "withheld", None),
        (g2(G2_SIGNAL + G2_MOMENT), "usable", AT),
        (g2(G2_SIGNAL + f"<edNote>{LINE}</edNote>"), "usable", "2031-05-01T06:00:00+00:00"),
        (g2(G2_SIGNAL, inline=f"<p>{LINE}</p><p>{TEXT}</p>"), "usable", "2031-05-01T06:00:00+00:00"),
        (g2(G2_SIGNAL + '<signal qcode="sig:kill"/>'), "canceled", None),
        (newsml(INSTRUCTION), "withheld", None),
        (nitf_item('<fixture fix-id="embargo"/>'), "withheld", None),
        (json.dumps(ITEMS["ninjs 1"] | {"signals": ["sig:embargo"]}).encode(), "withheld", None),
        (json.dumps(ITEMS["ninjs 1"] | {"signals": ["sig:embargo"], "embargoed": AT}).encode(), "usable", AT),
    ],
)
def test_an_embargo_that_only_a_signal_tells_holds_until_someone_says(
    data: bytes, status: str, held: str | None
) -> None:
    story = intake.read(data)
    assert (story.status, story.embargoed) == (status, held)


CHANGE = (
    '<StatusWillChange><FutureStatus FormalName="%s"/>'
    "<DateAndTime>20310501T060000Z</DateAndTime></StatusWillChange>"
)


@pytest.mark.parametrize(
    ("now", "then", "status", "held"),
    [
        ("", "Usable", "usable", AT),
        ('<Status FormalName="Embargoed"/>', "Usable", "usable", AT),
        ('<Status FormalName="Withheld"/>', "Usable", "usable", AT),
        ('<Status FormalName="Usable"/>', "Usable", "usable", None),
        ('<Status FormalName="Usable"/>', "Canceled", "usable", None),
        ('<Status FormalName="Canceled"/>', "Usable", "canceled", None),
        ('<Status FormalName="Embargoed"/>', "Canceled", "withheld", None),
        ('<Status FormalName="Draft"/>', "Released", "usable", AT),
        ('<Status FormalName="Scheduled"/>', "", "withheld", None),
    ],
)
def test_newsml_1_says_when_an_item_becomes_usable(
    now: str, then: str, status: str, held: str | None
) -> None:
    story = intake.read(newsml(now + CHANGE % then))
    assert (story.status, story.embargoed) == (status, held)


@pytest.mark.parametrize("made", ["20310501T060000Z", "20260501T060000Z"])
def test_when_a_revision_was_made_is_no_embargo(made: str) -> None:
    story = intake.read(
        newsml(f"<FirstCreated>{made}</FirstCreated><ThisRevisionCreated>{made}</ThisRevisionCreated>")
    )
    assert story.embargoed is None


def read(item: dict[str, Any]) -> Any:
    return intake.read(json.dumps(item).encode())
