"""NewsML 1: fields to values, languages, roles of components, several items."""

from typing import Any

import pytest

from slugline.intake.formats import newsml1
from slugline.intake.formats.start import start_of
from slugline.intake.refused import Refused
from slugline.records.story import Concept, Dateline, Link, Story
from tests.intake.xml_samples import items, newsml, only, stories, zones

PLAIN: dict[str, Any] = {
    "uri": "urn:newsml:norvik.example:20261103T104233Z:TX-OSL-RHO61",
    "version": 2,
    "status": "usable",
    "headline": "Four hurt as fire destroys ferry terminal",
    "byline": ("Kari Moe",),
    "dateline": Dateline(place="Ostvik, Norway", date="Nov 3, 2026"),
    "published": "2026-11-03T11:42:34+01:00",
    "language": "en",
    "source": "NORVIK",
    "provider": "NORVIK",
    "slugline": "Norway-ferry",
    "urgency": 4,
    "priority": "4",
    "keywords": ("ferries", "Norway"),
    "genre": "Analysis",
    "credit": "Norvik",
    "copyright": "(c) Norvik 2026",
    "editor_note": "Corrects the number of injured",
    "signals": ("correction", "analysis"),
    "received": "2026-11-03T10:42:34Z",
    "subjects": (
        Concept(qcode="subj:03000000", name=None, scheme="subj"),
        Concept(qcode="NV-FERRY", name=None, scheme="NvSubjects"),
    ),
    "places": (
        Concept(qcode="NOR", name="Ostvik", scheme=None),
        Concept(qcode="SWE", name=None, scheme=None),
    ),
    "links": (
        Link(rel="derived-from", uri="urn:newsml:norvik.example:20261103T080000Z:doc-1cg0j1"),
        Link(rel="associated", uri="urn:newsml:norvik.example:20261103T104233Z:doc-1cg0j2"),
    ),
}


@pytest.mark.parametrize(("field", "value"), PLAIN.items())
def test_fields(field: str, value: Any) -> None:
    assert getattr(stories("newsml1-plain.xml")[0], field) == value


def test_a_pictures_lines_are_not_the_storys() -> None:
    assert zones(stories("newsml1-plain.xml")[0]) == [
        ("headline", "Four hurt as fire destroys ferry terminal"),
        ("standfirst", "Islands cut off until Friday"),
        (
            "body",
            "Fire destroyed the ferry terminal in Ostvik on Monday, injuring four people and causing "
            "damage of 2 million €.",
        ),
        ("body", '"We lost the whole hall in twenty minutes," harbour chief Lene Strand told Norvik.'),
        ("caption", "The burnt-out hall in Ostvik."),
    ]


def test_style_sheet_contact_and_tweet_are_no_body() -> None:
    (story,) = stories("newsml1-release.xml")
    assert zones(story) == [
        ("headline", "Solvang Lines Orders Two Electric Ferries"),
        ("standfirst", "The ships will serve the islands from 2028"),
        ("body", "Solvang Lines (Oslo: SOLV) ordered two electric ferries on Monday."),
        ("body", '"The islands have waited long enough," said chief executive Tor Vik.'),
    ]
    assert (story.embargoed, story.status) == ("2026-11-05T06:00:00+00:00", "usable")
    assert (story.source, story.signals) == ("Solvang Lines", ("promotional", "embargo"))


def test_every_language_is_a_story_and_a_bad_item_is_refused_alone() -> None:
    found = items("newsml1-languages.xml")
    english, french, update, alert = found
    assert isinstance(english, Story)
    assert isinstance(french, Story)
    assert isinstance(update, Refused)
    assert isinstance(alert, Story)
    assert (english.uri, english.language, english.version) == (
        "urn:newsml:meuse.example:20261103T133400:98055798",
        "en",
        4,
    )
    assert french.uri == f"{english.uri}#fr"
    assert french.links == (Link(rel="translation-of", uri=english.uri),)
    assert french.text.endswith("Le pont de Namur sera fermé en mars pour réparations.")
    assert "fermé" not in english.text
    assert english.text.endswith(
        "will close for repairs in March, the city said. Buses will take another way."
    )
    assert update.data is not None
    assert update.data.startswith(b"<NewsML><NewsItem>")
    assert b"<NewsItemType FormalName=" in update.data
    assert update.detail.startswith("item 2 of 3: NewsML 1 item with an update of parts")
    assert (alert.signals, alert.urgency, alert.uri[:9]) == (("alert",), 1, "urn:uuid:")


ITEM_ID = "<ProviderId>a.example</ProviderId><DateId>20261103</DateId><NewsItemId>N1</NewsItemId>"
IDENTIFIERS = [
    (
        f"{ITEM_ID}<RevisionId>3</RevisionId><PublicIdentifier>urn:newsml:a.example:20261103:N1:3</PublicIdentifier>",
        "urn:newsml:a.example:20261103:N1",
        3,
    ),
    (
        f"{ITEM_ID}<RevisionId Update='U'>3</RevisionId>"
        "<PublicIdentifier>urn:newsml:a.example:20261103:N1:3U</PublicIdentifier>",
        "urn:newsml:a.example:20261103:N1",
        3,
    ),
    (f"{ITEM_ID}<RevisionId>0</RevisionId>", "urn:newsml:a.example:20261103:N1", 1),
    ("<PublicIdentifier>urn:other</PublicIdentifier>", "urn:other", 1),
]


@pytest.mark.parametrize(("identifier", "uri", "version"), IDENTIFIERS)
def test_one_uri_for_all_revisions(identifier: str, uri: str, version: int) -> None:
    story = only("newsml1", newsml(identifier=identifier))
    assert (story.uri, story.version) == (uri, version)


MANAGEMENT = [
    ('<Status FormalName="Canceled"/>', "status", "canceled"),
    ('<Status FormalName="Withheld"/>', "status", "withheld"),
    ('<Status FormalName="Embargoed"/>', "status", "withheld"),
    ("<Status>Usable</Status>", "status", "usable"),
    ("<Urgency>1</Urgency>", "urgency", 1),
    ('<Instruction FormalName="Rectify"/>', "signals", ("correction",)),
    ('<NewsItemType FormalName="Alert"/>', "signals", ("alert",)),
    ("<FirstCreated>20261103T104233+0100</FirstCreated>", "published", "2026-11-03T10:42:33+01:00"),
    ("<ThisRevisionCreated>20261103T102708</ThisRevisionCreated>", "published", "2026-11-03T10:27:08Z"),
]


@pytest.mark.parametrize(("management", "field", "value"), MANAGEMENT)
def test_management(management: str, field: str, value: Any) -> None:
    assert getattr(only("newsml1", newsml(management)), field) == value


LINES = [
    ("<NewsLines><DateLine>4/4/2026</DateLine></NewsLines>", "dateline", None),
    (
        "<NewsLines><DateLine>BEIJING, July 23</DateLine></NewsLines>",
        "dateline",
        Dateline(place="BEIJING", date="July 23"),
    ),
    (
        "<NewsLines><DateLine>Paris, 21 jan 2026 (AFP) -</DateLine></NewsLines>",
        "dateline",
        Dateline(place="Paris", date="21 jan 2026"),
    ),
    ("<NewsLines><HeadLine><![CDATA[Port reopens]]></HeadLine></NewsLines>", "headline", "Port reopens"),
    (
        "<AdministrativeMetadata><Creator><Party FormalName='daa/mt'/></Creator></AdministrativeMetadata>",
        "byline",
        (),
    ),
    (
        "<AdministrativeMetadata><Creator><Party FormalName='Kari Moe'/></Creator></AdministrativeMetadata>",
        "byline",
        ("Kari Moe",),
    ),
    ("<DescriptiveMetadata><Language FormalName='EN'/></DescriptiveMetadata>", "language", "en"),
]


@pytest.mark.parametrize(("component", "field", "value"), LINES)
def test_lines(component: str, field: str, value: Any) -> None:
    assert getattr(only("newsml1", newsml(component=component)), field) == value


@pytest.mark.parametrize(
    ("value", "reason", "told"),
    [
        (newsml('<Status FormalName="Odd"/>'), "wrong-type", "Status"),
        (newsml(identifier="<RevisionId>x</RevisionId>"), "wrong-type", "RevisionId"),
        (
            newsml(
                '<Status FormalName="Embargoed"/><StatusWillChange><FutureStatus FormalName="Usable"/>'
                "<DateAndTime>soon</DateAndTime></StatusWillChange>"
            ),
            "wrong-type",
            "StatusWillChange",
        ),
        (newsml(body="<p/>"), "missing-text", "no headline"),
        (b"<NewsML/>", "unknown-format", "without a news item"),
        (b"<NewsML><NewsItem/></NewsML>", "unknown-format", "no content"),
        (b"<newsItem/>", "unknown-format", "looks like <newsitem>"),
    ],
)
def test_refused(value: bytes, reason: str, told: str) -> None:
    with pytest.raises(Refused, match=told) as refused:
        list(newsml1.read(value))
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b"<NewsML>", True),
        (b'<NewsML Version="1.2">', True),
        (b'<NewsML\n Duid="x"', True),
        (
            b'<!DOCTYPE NewsML PUBLIC "urn:x" "x.dtd" [<!ENTITY % nitf SYSTEM "n.dtd">\n%nitf;\n]>\n<NewsML>',
            True,
        ),
        (b"<newsml>", False),
        (b"<NewsMLs>", False),
    ],
)
def test_sniff(start: bytes, expected: bool) -> None:
    assert newsml1.sniff(start_of(start)) is expected


PICTURE = """<NewsLines><HeadLine>Fire in Ostvik</HeadLine><NewsLine><NewsLineType FormalName="Caption"/>
<NewsLineText>The burnt-out hall.</NewsLineText></NewsLine><NewsLine><NewsLineType FormalName="Advisory"/>
<NewsLineText>With video</NewsLineText></NewsLine></NewsLines>
<ContentItem Href="a.jpg"><MediaType FormalName="Photo"/></ContentItem>"""


def test_a_picture_is_a_story_of_its_caption() -> None:
    story = only("newsml1", newsml(component=PICTURE, body=""))
    assert zones(story) == [("headline", "Fire in Ostvik"), ("caption", "The burnt-out hall.")]
    assert story.signals == ("picture",)


def test_the_caption_among_the_lines_of_a_text() -> None:
    story = only("newsml1", newsml(component=PICTURE))
    assert [kind for kind, _ in zones(story)] == ["headline", "body", "caption"]
    assert story.signals == ()
