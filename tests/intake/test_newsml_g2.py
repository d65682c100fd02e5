"""NewsML-G2: fields to values, packages and messages, and the same as IPTC's own library reads."""

import re
from pathlib import Path
from typing import Any

import NewsMLG2
import pytest
from lxml import etree

from slugline.intake.formats import newsml_g2
from slugline.intake.formats.start import start_of
from slugline.intake.refused import Refused
from slugline.records.story import Author, Concept, Dateline, Link, Story
from tests.intake.xml_samples import NAMES, data, g2, items, only, stories, zones

LISTINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "newsml-g2"


def concept(qcode: str | None, name: str | None, scheme: str | None) -> Concept:
    return Concept(qcode=qcode, name=name, scheme=scheme)


PAGE: dict[str, Any] = {
    "uri": "urn:newsml:brandt.example:20261103:261103-930-4303",
    "version": 3,
    "status": "usable",
    "headline": "Islands cut off after fire at ferry terminal",
    "byline": (),
    "authors": (),
    "dateline": Dateline(place="Ostvik", date=None),
    "published": "2026-11-03T11:14:42+01:00",
    "language": "en",
    "source": "Brandt Presse GmbH",
    "provider": "Brandt Presse GmbH",
    "urgency": 4,
    "keywords": ("Ferries", "Norway"),
    "genre": "Analysis",
    "signals": ("analysis",),
    "credit": "brandt",
    "usage_terms": "Use only with a written agreement",
    "copyright": "(c) 2026 Brandt Presse",
    "editor_note": "Notepad\nPictures of the terminal are on the photo wire\nNot for publication\n"
    "Desk: Anton Vogel",
    "received": "2026-11-03T11:14:42+01:00",
    "places": (concept(None, "Hamburg", None), concept("brandtcountry:1", "Norway", "brandtcountry")),
    "subjects": (
        concept("medtop:20000139", "fire", "medtop"),
        concept("brandtcat:vm", "accidents", "brandtcat"),
        concept("subj:03000000", "accidents", "subj"),
    ),
    "links": (
        Link(rel="see-also", uri="https://harbour.example/terminal"),
        Link(rel="evolved-from", uri="urn:newsml:brandt.example:20261103:261103-930-4100"),
    ),
}
WRAPPED: dict[str, Any] = {
    "uri": "tag:norvik.example,2026:newsml_F1",
    "version": 1132689232,
    "headline": "Fire destroys ferry terminal in Ostvik",
    "dateline": Dateline(place="OSTVIK", date="Nov 3"),
    "source": "Norvik",
    "provider": "norvik.example",
    "slugline": "NORWAY-FERRY/ (UPDATE 1)",
    "urgency": 3,
    "priority": "3",
    "signals": ("update",),
    "authors": (),
    "editor_note": None,
    "received": "2026-11-03T09:12:29.000Z",
}


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [("g2-page.xml", *pair) for pair in PAGE.items()]
    + [("g2-wrapped.xml", *pair) for pair in WRAPPED.items()],
)
def test_fields(name: str, field: str, value: Any) -> None:
    (story,) = stories(name)
    assert getattr(story, field) == value


def test_zones_of_a_page() -> None:
    assert zones(stories("g2-page.xml")[0]) == [
        ("headline", "Islands cut off after fire at ferry terminal"),
        ("dateline", "Ostvik (brandt) -"),
        (
            "body",
            "Three islands off Norway's west coast are cut off after a fire. The road is closed "
            "until Friday.",
        ),
        ("body", "No second pier"),
        ("body", '"There is no second pier, and there never was," said harbour chief Lene Strand.'),
        ("caption", "The burnt-out hall in Ostvik. Photo: Ida Holm/brandt"),
        ("bullet", "The hall was built in 1988."),
        ("bullet", "It had no sprinklers."),
    ]


def test_a_story_in_one_paragraph_is_parted_by_its_indents() -> None:
    kinds = [kind for kind, _ in zones(stories("g2-wrapped.xml")[0])]
    assert kinds == ["headline", "dateline", "body", "body", "body", "body"]
    assert "\n" not in stories("g2-wrapped.xml")[0].text.replace("\n\n", "")


def test_markup_in_a_plain_text() -> None:
    (story,) = stories("g2-plain.xml")
    assert [kind for kind, _ in zones(story)] == [
        "headline",
        "standfirst",
        "dateline",
        "body",
        "body",
        "body",
    ]
    assert zones(story)[4][1].startswith('"We will not go back')
    assert story.dateline and (story.dateline.place, story.dateline.date) == ("Turin", "November 3")
    assert (story.byline, story.signals) == ((), ())


def test_a_vendors_own_words() -> None:
    (story,) = stories("g2-own-words.xml")
    assert [kind for kind, _ in zones(story)] == [
        "headline",
        "dateline",
        "body",
        "body",
        "body",
        "body",
        "body",
        "byline",
        "caption",
        "caption",
    ]
    assert (story.byline, story.language) == (("Karin Lund",), "sv")
    assert story.dateline == Dateline(place="OSTVIK", date=None)
    assert "4AF3" not in story.text


def test_a_message_gives_its_stories_and_refuses_the_rest_one_by_one() -> None:
    found = items("g2-several.xml")
    assert [one.uri if isinstance(one, Story) else one.reason for one in found] == [
        "urn:x:text",
        "urn:x:picture",
        "wrong-type",
        "urn:x:killed",
        "urn:x:alert",
    ]
    assert [one.detail.split(":")[0] for one in found if isinstance(one, Refused)] == [
        "item 3 of 5",
    ]
    text, picture, killed, alert = (one for one in found if isinstance(one, Story))
    assert zones(picture) == [("headline", "The hall"), ("caption", "The burnt-out hall.")]
    assert picture.links == text.links
    assert text.links == (Link(rel="part-of", uri="urn:newsml:norvik.example:20261103:package"),)
    assert (killed.status, killed.text, killed.version) == ("canceled", "", 4)
    assert killed.editor_note == "Norvik withdraws the story: the figure was wrong."
    assert (alert.headline, alert.signals) == (
        "Norway's parliament votes to close Ostvik harbour",
        ("alert",),
    )
    assert {one.received for one in (text, killed, alert)} == {"2026-11-03T10:00:00Z"}


def test_a_refused_item_comes_with_its_own_bytes() -> None:
    odd = next(
        one for one in items("g2-several.xml") if isinstance(one, Refused) and one.reason == "wrong-type"
    )
    assert odd.data is not None
    assert odd.data.startswith(b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:odd"')
    with pytest.raises(Refused, match="pubStatus"):
        list(newsml_g2.read(odd.data))
    mended = odd.data.replace(b"stat:shelved", b"stat:usable")
    assert only("g2", mended).uri == "urn:x:odd"


META = [
    ('<pubStatus qcode="stat:withheld"/>', "status", "withheld"),
    ('<pubStatus qcode="stat:cancelled"/>', "status", "canceled"),
    ('<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>', "status", "canceled"),
    ("<pubStatus>Usable</pubStatus>", "status", "usable"),
    ("", "status", "usable"),
    ("<embargoed>2030-12-31T06:00:00+01:00</embargoed>", "embargoed", "2030-12-31T06:00:00+01:00"),
    ("<embargoed></embargoed>", "embargoed", None),
    ("<embargoed></embargoed>", "status", "usable"),
    ('<pubStatus qcode="x:embargoed"/>', "status", "withheld"),
    ('<pubStatus qcode="x:embargoed"/><embargoed/>', "status", "withheld"),
    ('<pubStatus qcode="x:embargoed"/><embargoed>2030-12-31</embargoed>', "status", "usable"),
    ('<pubStatus qcode="x:embargoed"/><embargoed>2030-12-31</embargoed>', "embargoed", "2030-12-31"),
    ('<pubStatus qcode="stat:withheld"/><embargoed>2030-12-31</embargoed>', "status", "withheld"),
    ('<pubStatus qcode="x:draft"/>', "status", "withheld"),
    ('<pubStatus qcode="stat:canceled"/><embargoed>soon</embargoed>', "embargoed", None),
    (
        '<pubStatus qcode="x:embargoed"/><embargoed>2030-12-31</embargoed><signal qcode="sig:kill"/>',
        "status",
        "canceled",
    ),
    ('<embargoed xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>', "status", "withheld"),
    ('<signal qcode="sig:correction"/>', "signals", ("correction",)),
    ('<signal uri="http://cv.iptc.org/newscodes/signal/update"/>', "signals", ("update",)),
    ('<signal qcode="x:1"><name>Mandatory Kill</name></signal>', "signals", ("kill",)),
    ('<signal qcode="x:1"><name>Mandatory Kill</name></signal>', "status", "canceled"),
    ('<signal qcode="sig:withhold"/>', "status", "withheld"),
    ("<edNote>KILL: the story is wrong</edNote>", "status", "canceled"),
    ('<signal qcode="edStat:C"/><signal qcode="edStat:N"/>', "signals", ("correction",)),
    ("<edNote>Corrects line 2</edNote><edNote>Pictures</edNote>", "editor_note", "Corrects line 2\nPictures"),
    ("<ednote>In small letters</ednote>", "editor_note", "In small letters"),
    (
        '<link rel="irel:translatedFrom" residref="urn:x:0"/>',
        "links",
        (Link(rel="translation-of", uri="urn:x:0"),),
    ),
    ('<link guidref="urn:x:1" version="3"/>', "links", ()),
    (
        '<link rel="x:anything" href="http://x.example/a"/>',
        "links",
        (Link(rel="associated", uri="http://x.example/a"),),
    ),
    ('<provider literal=" Norvik "/>', "provider", "Norvik"),
    ('<provider qcode="nprov:NORVIK"/>', "source", "NORVIK"),
    ('<provider uri="http://norvik.example/about/"/>', "provider", None),
    ("<versionCreated>2026-11-03T09:12:00</versionCreated>", "published", "2026-11-03T09:12:00Z"),
    (
        "<versionCreated>soon</versionCreated><firstCreated>2026-11-03</firstCreated>",
        "published",
        "2026-11-03",
    ),
]
CONTENT = [
    ("<by>By Kari Moe</by>", "byline", ("Kari Moe",)),
    ("<by>kmo/hl</by>", "byline", ()),
    ("<creator><name>Kari Moe</name></creator>", "byline", ("Kari Moe",)),
    ("<creator><name>moe.kari</name></creator>", "authors", ()),
    ('<creator literal="VRG"/>', "byline", ()),
    ('<creator role="crol:photographer"><name>Ida Holm</name></creator>', "byline", ()),
    (
        '<creator role="crol:photographer"><name>Ida Holm</name></creator>'
        "<contributor><name>Hans Lie</name></contributor>",
        "authors",
        (Author(name="Ida Holm", role="photographer"), Author(name="Hans Lie", role="contributor")),
    ),
    (
        "<dateline>OSTVIK, Norway, Nov 3 (Norvik) -</dateline>",
        "dateline",
        Dateline(place="OSTVIK, Norway", date="Nov 3"),
    ),
    ("<dateline>2026-11-03 09:12:29 GMT+00:00</dateline>", "dateline", None),
    ("<dateline>Oslo</dateline>", "dateline", Dateline(place="Oslo", date=None)),
    ("<located><name>Berlin</name></located>", "dateline", Dateline(place="Berlin", date=None)),
    ("<urgency> 2 </urgency>", "urgency", 2),
    ("<urgency>0</urgency>", "urgency", None),
    ("<urgency>high</urgency>", "urgency", None),
    ("<keyword>ferry</keyword><keyword/>", "keywords", ("ferry",)),
    ('<genre qcode="genre:Interview"/>', "signals", ("interview",)),
    ("<creditline>Norvik</creditline>", "credit", "Norvik"),
    ("<slugline>NORWAY-FERRY/</slugline>", "slugline", "NORWAY-FERRY/"),
    ('<language tag="en-GB"/>', "language", "en-gb"),
    (
        '<headline xml:lang="de">Brand</headline><headline xml:lang="en">Fire</headline><language tag="en"/>',
        "headline",
        "Fire",
    ),
    (
        '<infoSource role="x:redistributor" literal="Sunda"/><infoSource literal="Norvik"/>',
        "source",
        "Norvik",
    ),
    (
        '<subject qcode="medtop:20000139"><name>fire</name></subject>',
        "subjects",
        (concept("medtop:20000139", "fire", "medtop"),),
    ),
    (
        '<subject uri="http://cv.iptc.org/newscodes/mediatopic/20000139"/>',
        "subjects",
        (concept("medtop:20000139", None, "medtop"),),
    ),
]


@pytest.mark.parametrize(("meta", "field", "value"), META)
def test_item_meta(meta: str, field: str, value: Any) -> None:
    assert getattr(only("g2", g2(meta)), field) == value


@pytest.mark.parametrize(("content", "field", "value"), CONTENT)
def test_content_meta(content: str, field: str, value: Any) -> None:
    assert getattr(only("g2", g2(content=content)), field) == value


def test_the_copys_own_dateline_counts_before_the_desks_place() -> None:
    story = only(
        "g2",
        g2(
            content="<located><name>Berlin</name></located>",
            inline="<p>LAGOS, Nov 3 (Reuters) - Rain fell.</p>",
        ),
    )
    assert story.dateline == Dateline(place="LAGOS", date="Nov 3")


@pytest.mark.parametrize(
    ("value", "reason", "told"),
    [
        (g2('<pubStatus qcode="stat:shelved"/>'), "wrong-type", "pubStatus"),
        (g2("<embargoed>until noon</embargoed>"), "wrong-type", "embargoed"),
        (g2(item='version="two"'), "wrong-type", "@version"),
        (g2(inline="<p>...</p>"), "missing-text", "no headline"),
        (b"<conceptItem/>", "unknown-format", "concept item"),
        (b"<knowledgeItem/>", "unknown-format", "knowledge item"),
        (b"<planningItem/>", "unknown-format", "planning item"),
        (b"<catalogItem/>", "unknown-format", "catalog item"),
        (b"<packageItem/>", "unknown-format", "send the items"),
        (b"<newsMessage><itemSet><packageItem/></itemSet></newsMessage>", "unknown-format", "send the items"),
        (
            b"<newsItem><itemMeta><itemClass qcode='ninat:picture'/></itemMeta></newsItem>",
            "unknown-format",
            "picture",
        ),
        (b"<nitf/>", "unknown-format", "looks like <nitf>"),
    ],
)
def test_refused_by_name(value: bytes, reason: str, told: str) -> None:
    with pytest.raises(Refused, match=told) as refused:
        list(newsml_g2.read(value))
    assert refused.value.reason == reason


ROOTS = ("newsMessage", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        *((f"<{root}/>".encode(), True) for root in ROOTS),
        (b"<newsItem>", True),
        (b'<?xml version="1.0"?>\n<!-- a --><n:newsMessage xmlns:n="x">', True),
        ("<?xml version='1.0' encoding='utf-16'?><packageItem/>".encode("utf-16"), True),
        (b"<NewsItem>", False),
        (b"<newsItems>", False),
        (b"newsItem", False),
        (b"<!-- <newsItem> -->", False),
    ],
)
def test_sniff(start: bytes, expected: bool) -> None:
    assert newsml_g2.sniff(start_of(start)) is expected


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("g2-")])
def test_reads_what_iptcs_library_reads(name: str) -> None:
    """The PyPI package ``newsmlg2`` as an oracle, item by item."""
    bare = re.sub(rb"<catalogRef[^>]*/>", b"", data(name))
    found = {story.uri: story for story in stories(name)}
    seen = 0
    for element in etree.fromstring(bare).iter("{*}newsItem"):
        theirs = NewsMLG2.NewsMLG2Document(etree.tostring(element)).get_item()
        ours = found.get(theirs.guid)
        if ours is None:
            continue
        seen += 1
        meta, content = theirs.itemmeta, theirs.contentmeta
        assert ours.version == int(theirs.version or 1)
        if meta.pubstatus:
            assert f"stat:{ours.status}" == meta.pubstatus.qcode
        if content and content.headline:
            assert ours.headline == " ".join(str(content.headline[0]).split())
            assert ours.keywords == tuple(str(one) for one in content.keyword or ())
            assert ours.slugline == (str(content.slugline[0]) if content.slugline else None)
            assert {
                one.qcode for one in content.subject or () if one.qcode and "geoArea" not in (one.type or "")
            } <= {one.qcode for one in ours.subjects}
    assert seen


@pytest.mark.skipif(not LISTINGS.is_dir(), reason="the listings of the NewsML-G2 guidelines are not here")
@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "urn:newsml:acmenews.com:20161018:US-FINANCE-FED"),
        (2, "urn:newsml:acmenews.com:20161121:US-FINANCE-FED"),
        (3, "tag:gettyimages.com,2010:GYI0062134533"),
        (4, "video"),
        (6, "a package"),
        (10, "a concept item"),
        (11, "a concept item"),
        (14, "a concept item"),
        (22, "tag:xmlteam.com,2016:xt.5932656-preview"),
        (24, "item 1 of 4"),
    ],
)
def test_the_listings_of_the_guidelines(number: int, expected: str) -> None:
    """IPTC's examples: read where they are, never copied here."""
    (path,) = LISTINGS.glob(f"LISTING_{number}_*.xml")
    try:
        found = list(newsml_g2.read(path.read_bytes()))
    except Refused as refused:
        found = [refused]
    assert expected in (found[0].uri if isinstance(found[0], Story) else found[0].detail)


REMOTE = '<contentSet><remoteContent href="a.jpg" contenttype="image/jpeg"/></contentSet>'


@pytest.mark.parametrize(
    ("status", "refused"), [("stat:usable", True), ("stat:canceled", False), ("stat:withheld", False)]
)
def test_a_picture_is_no_headline_alone(status: str, refused: bool) -> None:
    item = g2(f'<pubStatus qcode="{status}"/>', "<headline>Ferry at the quay</headline>", "")
    value = re.sub(rb"<contentSet>.*</contentSet>", REMOTE.encode(), item)
    if refused:
        with pytest.raises(Refused, match="a link to 'image' and no text in it"):
            list(newsml_g2.read(value))
    else:
        assert only("g2", value).headline == "Ferry at the quay"


SUBJECTS = """<subject type="cpnat:person"><name>Kari Moe</name></subject>
<subject type="cpnat:organisation" qcode="nvorg:12"/><subject type="cpnat:event" literal="Ostvik Regatta"/>
<subject type="cpnat:object" qcode="nvship:3"><name>MV Island</name></subject>
<subject type="cpnat:poi" literal="poi0"/>
<subject qcode="mt:20000139"><name xml:lang="de">Brand</name><name xml:lang="en">fire</name></subject>
<subject qcode="own:20000139"/><language tag="en"/><altId type="idType:USN">NV4303</altId>"""
TOLD = """<assert qcode="nvorg:12"><name>Ostvik Ferries</name></assert>
<assert literal="poi0"><name>Ostvik Pier</name></assert><contentSet>"""
CATALOG = """<catalog><scheme alias="mt" uri="http://cv.iptc.org/newscodes/mediatopic/"/>
<scheme alias="own" uri="http://cv.norvik.example/topic/"/></catalog><itemMeta>"""


def test_whom_and_what_it_is_about() -> None:
    """An assertion names what a subject has but a code of; a catalog in the item tells what an alias is."""
    item = g2("", SUBJECTS).replace(b"<contentSet>", TOLD.encode()).replace(b"<itemMeta>", CATALOG.encode())
    story = only("g2", item)
    assert story.people == (concept(None, "Kari Moe", None),)
    assert story.organisations == (concept("nvorg:12", "Ostvik Ferries", "nvorg"),)
    assert story.occasions == (concept(None, "Ostvik Regatta", None),)
    assert story.objects == (concept("nvship:3", "MV Island", "nvship"),)
    assert story.places == (concept(None, "Ostvik Pier", None),)
    assert story.subjects[-2:] == (
        concept("medtop:20000139", "fire", "medtop"),
        concept("own:20000139", None, "own"),
    )
    assert story.alt_ids == ("NV4303",)


@pytest.mark.parametrize(
    ("headlines", "expected"),
    [
        ('<headline rank="3">A look</headline><headline rank="1">Road</headline>', ["Road", "A look"]),
        ('<headline>Road opens</headline><headline rank="2">A look</headline>', ["Road opens", "A look"]),
        ('<headline rank="x">Road opens</headline>', ["Road opens"]),
        ('<headline rank="1"/><headline rank="2">Road opens</headline>', ["Road opens"]),
    ],
)  # fmt: skip
def test_headlines_by_their_rank(headlines: str, expected: list[str]) -> None:
    assert [text for _, text in zones(only("g2", g2("", headlines)))[:-1]] == expected


def test_contents_in_two_languages_are_two_stories() -> None:
    meta = '<headline xml:lang="fr">Port fermé</headline><headline xml:lang="en">Port shut</headline>'
    french = '<inlineXML xml:lang="fr"><p>Le port est fermé.</p></inlineXML>'
    french += '<inlineData xml:lang="fr">x</inlineData>'
    item = g2("", meta).decode().replace("<inlineXML ", '<inlineXML xml:lang="en" ')
    item = item.replace("</contentSet>", f"{french}</contentSet>")
    english, other = newsml_g2.read(item.encode())
    assert isinstance(english, Story) and isinstance(other, Story)
    assert (english.uri, english.language, english.headline) == ("urn:x:1", "en", "Port shut")
    assert (other.uri, other.language, other.headline) == ("urn:x:1#fr", "fr", "Port fermé")
    assert other.text == "Port fermé\n\nLe port est fermé."
    assert other.links == (Link(rel="translation-of", uri="urn:x:1"),)


def test_a_note_ends_at_its_own_bracket() -> None:
    copy = "<p>(Adds quotes from port)</p><p>Ships sailed on Monday, the port said (in a note).</p>"
    story = only("g2", g2("", "<headline>Ships sail</headline>", copy))
    assert story.editor_note == "Adds quotes from port"
    assert zones(story)[-1] == ("body", "Ships sailed on Monday, the port said (in a note).")
