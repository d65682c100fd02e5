"""NITF: fields to values, as agencies fill them in."""

from typing import Any

import pytest

from slugline import intake
from slugline.intake.formats import nitf
from slugline.intake.formats.start import start_of
from slugline.intake.refused import Refused
from slugline.records.story import Concept, Dateline, Link, Take
from tests.intake.xml_samples import nitf_item, only, stories, zones

FULL: dict[str, Any] = {
    "uri": "norvik-2",
    "version": 4,
    "status": "usable",
    "headline": "FIRE DESTROYS FERRY TERMINAL, FOUR HURT - POLICE",
    "byline": ("Kari Moe",),
    "dateline": Dateline(place="OSTVIK, Norway", date="Nov. 3"),
    "published": "2026-11-03T09:12:00+01:00",
    "embargoed": "2026-11-04T06:00:00+01:00",
    "language": "en-gb",
    "source": "Norvik News",
    "slugline": "NVK-FERRY-Fire",
    "urgency": 2,
    "priority": "R",
    "keywords": ("ferry", "Ostvik"),
    "genre": "Analysis",
    "copyright": "2026 Norvik News",
    "usage_terms": "Display only\nNo archives\nEurope",
    "editor_note": "Corrects the number of injured in paragraph 1\nClients in Norway: a picture follows\n"
    "A longer version follows by noon.\nCheck the name of the pier.",
    "signals": ("correction", "advisory", "analysis", "embargo"),
    "take": Take(number=2, of=3),
    "links": (Link(rel="corrects", uri="norvik-0"), Link(rel="kills", uri="norvik-0")),
    "places": (
        Concept(qcode="NOR", name="Ostvik", scheme=None),
        Concept(qcode="NO-46", name="Ostvik", scheme=None),
    ),
    "subjects": (
        Concept(qcode="subj:03000000", name="Disaster and Accident", scheme="subj"),
        Concept(qcode="F01001000", name="FERRIES", scheme="NVK"),
        Concept(qcode="harbours", name="harbours", scheme=None),
    ),
}


@pytest.mark.parametrize(("field", "value"), FULL.items())
def test_fields(field: str, value: Any) -> None:
    assert getattr(stories("nitf-full.xml")[0], field) == value


def test_zones() -> None:
    assert zones(stories("nitf-full.xml")[0]) == [
        ("headline", "FIRE DESTROYS FERRY TERMINAL, FOUR HURT - POLICE"),
        ("standfirst", "Islands are cut off until Friday"),
        (
            "body",
            "Fire destroyed the ferry terminal in Ostvik on Monday, injuring four people, harbour chief Lene "
            "Strand said. The café next door burnt, too.",
        ),
        ("body", "No second pier"),
        (
            "body",
            "“We lost the whole hall in twenty minutes”, she told Norvik. Damage was "
            "put at 40\u00a0million crowns.",
        ),
        ("caption", "The burnt-out hall in Ostvik, Norway, on Monday."),
        ("editor_note", "Check the name of the pier."),
        ("body", "Year Fires"),
        ("body", "2025 3"),
        ("bullet", "The hall was built in 1988."),
        ("bullet", "It had no sprinklers."),
        ("body", '"Nobody had seen the inspector for years."'),
        ("body", "Hans Berg, a porter"),
        ("boilerplate", "Norvik's Hans Lie in Bergen contributed to this report."),
    ]


def test_untidy_fields_say_nothing_wrong() -> None:
    """A subtitle as byline, a time stamp as dateline, a keyword as second headline, code in the body."""
    (story,) = stories("nitf-untidy.xml")
    assert (story.headline, story.byline, story.published) == (
        "Gas supplies to Turin cut by a third",
        (),
        "2026-07-11T18:33:00Z",
    )
    assert story.source == "STELLA"
    assert [text for kind, text in zones(story) if kind == "standfirst"] == [
        "Situation serious, ready for all scenarios says mayor"
    ]
    assert story.text.endswith('It said "no home" would go cold.')
    assert "embed" not in story.text


DOCDATA = [
    ('<doc-id id-string="a:b" regsrc="X"/>', "uri", "a:b"),
    ('<date.issue norm="20261103"/>', "published", "2026-11-03"),
    ('<date.issue norm="20261103T0912Z"/>', "published", "2026-11-03T09:12:00Z"),
    *(
        (
            f'<date.issue norm="{issued}"/><date.release norm="{released}"/>'
            if issued
            else f'<date.release norm="{released}"/>',
            "embargoed",
            held,
        )
        for issued, released, held in (
            ("20261103T091200Z", "20261103T091200Z", "2026-11-03T09:12:00Z"),
            ("20310501T060000+0200", "20310501T060000+0200", "2031-05-01T06:00:00+02:00"),
            ("20310501T060000Z", "20310501T050000Z", "2031-05-01T05:00:00Z"),
            ("20261103T091200Z", "20261103T050000-0500", "2026-11-03T05:00:00-05:00"),
            ("20310501T060000", "20310501T060000", "2031-05-01T06:00:00+14:00"),
            ("2031-05-01 06:00", "2031-05-01 06:00", "2031-05-01T06:00:00+14:00"),
            ("20310501T060000", "20310501T060001", "2031-05-01T06:00:01-12:00"),
            ("20310501", "20310501", "2031-05-01T00:00:00+14:00"),
            ("20310501T060000", "20310501", "2031-05-01T00:00:00+14:00"),
            ("20310501", "20310502", "2031-05-02"),
            ("20261103", "20261103T060000Z", "2026-11-03T06:00:00Z"),
            ("20310501T060000Z", "", None),
            ("", "20310101T000000Z", "2031-01-01T00:00:00Z"),
            ("", "20310101", "2031-01-01T00:00:00Z"),
            ("", "20210101T000000Z", "2021-01-01T00:00:00Z"),
            ("soon", "20310101", "2031-01-01T00:00:00Z"),
        )
    ),
    ('<date.release norm="20210101"/>', "signals", ()),
    ('<date.release norm="20210101"/>', "published", "2021-01-01"),
    ('<urgency ed-urg="9"/>', "urgency", 9),
    ('<urgency ed-urg=""/>', "urgency", None),
    ('<series series.name="x" series.part="1"/>', "take", None),
    ('<series series.part="1" series.totalpart="2"/>', "take", Take(number=1, of=2)),
    ('<series series.part="3" series.totalpart="2"/>', "take", Take(number=3, of=None)),
    ('<correction info="In line 2"/>', "editor_note", "In line 2"),
    ('<correction info="In line 2"/>', "signals", ("correction",)),
    ('<ed-msg info=""/>', "editor_note", None),
    (
        '<evloc state-prov="Norden" county-dist="Sverige"/>',
        "places",
        (Concept(qcode=None, name="Sverige", scheme=None),),
    ),
    ('<key-list key="x"/>', "keywords", ("x",)),
    ('<doc.copyright holder="AP"/>', "source", "AP"),
    ('<du-key key="K" version="05"/>', "version", 5),
]


@pytest.mark.parametrize(("docdata", "field", "value"), DOCDATA)
def test_docdata(docdata: str, field: str, value: Any) -> None:
    assert getattr(only("nitf", nitf_item(docdata)), field) == value


HEADS = [
    ("<headline><hl1>Port reopens</hl1></headline>", "headline", "Port reopens"),
    ("<hedline><hl1>Port <i>reopens</i></hl1></hedline>", "headline", "Port reopens"),
    ("<byline>By KARI MOE<byttl>Norvik Business Writer</byttl></byline>", "byline", ("Kari Moe",)),
    ("<byline><byttl>Norvik Network</byttl></byline>", "byline", ()),
    ("<byline>gr/bp</byline>", "byline", ()),
    *(
        (f"<byline>By Kari Moe <{tag}>Norvik Bureau <b>Chief</b></{tag}></byline>", "byline", ("Kari Moe",))
        for tag in ("byttl", "title", "virtloc")
    ),
    ("<hedline><hl1>A</hl1></hedline><abstract>B c d</abstract>", "headline", "A"),
    ("<note><p>Check it</p></note>", "editor_note", "Check it"),
    (
        "<dateline><location>Oslo</location><story.date>Nov 3</story.date></dateline>",
        "dateline",
        Dateline(place="Oslo", date="Nov 3"),
    ),
    ("<rights><rights.limitations>No web</rights.limitations></rights>", "usage_terms", "No web"),
    ("<byline>By<person>Staff Reporter</person><byttl>Desk</byttl></byline>", "byline", ()),
    ("<byline>By Kari Moe and Hans Lie</byline>", "byline", ("Kari Moe", "Hans Lie")),
    ("<dateline>Oslo</dateline>", "dateline", Dateline(place="Oslo", date=None)),
    (
        "<dateline>OSLO (AP) <location>Oslo</location></dateline>",
        "dateline",
        Dateline(place="Oslo", date=None),
    ),
    (
        "<dateline><location><city>Sydney</city></location></dateline>",
        "dateline",
        Dateline(place="Sydney", date=None),
    ),
    ('<dateline><story.date norm="20261103">20261103T222800+0000</story.date></dateline>', "dateline", None),
    ("<distributor>The Norvik Press</distributor>", "source", "The Norvik Press"),
    ("<rights><rights.owner>Norvik</rights.owner></rights>", "copyright", "Norvik"),
]


@pytest.mark.parametrize(("head", "field", "value"), HEADS)
def test_body_head(head: str, field: str, value: Any) -> None:
    assert getattr(only("nitf", nitf_item(head=head)), field) == value


@pytest.mark.parametrize(
    ("byline", "kept"),
    [
        ("Islands cut off until the weekend", True),
        ("a coast without ferries", False),
        ("gr/bp", False),
        ("By Kari Moe and Hans Lie of the Norvik Bureau", False),
    ],
)
def test_a_subtitle_in_the_place_of_a_byline_has_five_words_and_names_nobody(byline: str, kept: bool) -> None:
    story = only("nitf", nitf_item(head=f"<byline>{byline}</byline>", body=f"<p>{LEAD}</p>"))
    assert ([text for kind, text in zones(story) if kind == "standfirst"] == [byline]) is kept


LEAD = "Fire destroyed the ferry terminal in Ostvik on Monday, police said."


@pytest.mark.parametrize(
    ("abstract", "kept"),
    [
        (LEAD, False),
        ("Fire destroyed the ferry terminal in Ostvik", False),
        ("All islands are cut off.", True),
        ("-", False),
    ],
)
def test_an_abstract_that_repeats_the_lead_is_left_out(abstract: str, kept: bool) -> None:
    story = only("nitf", nitf_item(head=f"<abstract><p>{abstract}</p></abstract>", body=f"<p>{LEAD}</p>"))
    assert ("standfirst" in [kind for kind, _ in zones(story)]) is kept


STATUSES = [
    ("usable", "", "usable", None),
    ("canceled", "", "canceled", None),
    ("withheld", "", "withheld", None),
    ("embargoed", "", "withheld", None),
    ("embargoed", '<date.release norm="20301231T060000Z"/>', "usable", "2030-12-31T06:00:00Z"),
]


@pytest.mark.parametrize(("value", "docdata", "status", "embargoed"), STATUSES)
def test_management_status(value: str, docdata: str, status: str, embargoed: str | None) -> None:
    item = nitf_item(docdata).replace(b"<docdata>", f'<docdata management-status="{value}">'.encode())
    story = only("nitf", item)
    assert (story.status, story.embargoed) == (status, embargoed)


@pytest.mark.parametrize(
    ("value", "reason", "told"),
    [
        (
            nitf_item().replace(b"<docdata>", b'<docdata management-status="odd">'),
            "wrong-type",
            "management-status",
        ),
        (nitf_item('<du-key version="x"/>'), "wrong-type", "du-key"),
        (nitf_item(body=""), "missing-text", "no headline"),
        (b"<nitf/>", "missing-text", "no headline"),
        (b"<rss/>", "unknown-format", "looks like <rss>"),
    ],
)
def test_refused(value: bytes, reason: str, told: str) -> None:
    with pytest.raises(Refused, match=told) as refused:
        list(nitf.read(value))
    assert refused.value.reason == reason


def test_a_canceled_item_needs_no_text() -> None:
    item = nitf_item('<doc-id id-string="x"/>', body="").replace(
        b"<docdata>", b'<docdata management-status="canceled">'
    )
    assert only("nitf", item).status == "canceled"


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b"<nitf>", True),
        (b'<nitf version="x"', True),
        (b'<!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf>', True),
        (b'<!DOCTYPE nitf [<!ENTITY a "]>">]>\n<nitf>', True),
        (b"<NITF>", False),
        (b"<html><nitf>", False),
    ],
)
def test_sniff(start: bytes, expected: bool) -> None:
    assert nitf.sniff(start_of(start)) is expected


@pytest.mark.parametrize("issue", ["", '<date.issue norm="20310501T060000Z"/>'])
def test_a_release_that_cannot_be_read_refuses_the_item(issue: str) -> None:
    with pytest.raises(Refused, match="expected a date and time"):
        intake.read(nitf_item(f'{issue}<date.release norm="next Tuesday-ish maybe"/>'))
