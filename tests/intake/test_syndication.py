"""RSS and Atom to stories: a feed in, the fields of its entries out."""

from collections.abc import Mapping

import pytest

from slugline.intake.formats import syndication
from slugline.intake.formats.start import start_of
from slugline.intake.refused import Refused
from slugline.records.story import Concept, Link, Story

NAMES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)
FIRE = "Fire destroyed the ferry terminal in Ostvik on Monday, harbour chief Lene Strand said."


def rss(items: str, channel: str = "<title>Coastal Wire</title><language>en-gb</language>") -> str:
    return f'<?xml version="1.0"?>\n<rss version="2.0" {NAMES}><channel>{channel}{items}</channel></rss>'


def atom(entries: str, feed: str = "<title>Coastal Wire</title>") -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">{feed}{entries}</feed>'


RICH = rss(
    "<item><title>Fire destroys &lt;em&gt;terminal&lt;/em&gt; &amp; "
    "caf&eacute;</title><link>https://c.example/1</link>"
    "<guid isPermaLink='false'>4711</guid><pubDate>Tue, 03 Nov 2026 09:12:00 +0100</pubDate>"
    "<dc:creator><![CDATA[Kari Moe]]></dc:creator><category domain='topics'>Fires</category><category/>"
    "<media:title>A picture</media:title><itunes:title>Listen</itunes:title>"
    "<description>Four people were hurt, and the harbour is shut.</description>"
    f"<content:encoded><![CDATA[<p>{FIRE}</p><figure><figcaption>Smoke</figcaption></figure>"
    "<p>The post Fire appeared first on <a href='x'>Coastal</a>.</p>]]></content:encoded></item>"
)
PLAIN = rss(
    f"<item><title>Fire</title><author>kari@c.example (Kari Moe)</author><description>{FIRE}</description>"
    "<guid>urn:c:1</guid><dc:date>2026-11-03T09:12Z</dc:date></item>"
)
TITLE = rss(
    "<item><title>Harbour of Ostvik shut after fire</title><guid>tag:c.example,2026:1</guid></item>", ""
)
RDF = (
    '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>C</title>'
    '</channel><item rdf:about="https://c.example/1"><title>Fire</title><link>https://c.example/1</link>'
    f"<description>{FIRE}</description><dc:subject>Fires</dc:subject></item></rdf:RDF>"
)
CONTENT = atom(
    "<entry><id>tag:c.example,2026:1</id><title type='html'>Fire &amp;amp; smoke</title>"
    "<link rel='enclosure' href='https://c.example/1.mp3'/><link rel='alternate' href='https://c.example/1'/>"
    "<published>2026-11-03T09:12:00Z</published><updated>2026-11-04T09:12:00Z</updated>"
    "<author><name>Kari Moe</name><email>k@c.example</email></author><author><name>Jon Dahl</name></author>"
    "<category term='fires' label='Fires' scheme='https://c.example/s'/><rights>Coastal</rights>"
    f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>"
    f"{FIRE}</p><ul><li>Four hurt</li></ul></div></content>"
    "</entry>"
)
SUMMARY = atom(
    f"<entry><id>urn:c:2</id><title>Fire</title><summary type='text'>{FIRE} 1 &lt; 2</summary></entry>", ""
)


def stories(text: str) -> list[Story]:
    found = list(syndication.read(text.encode()))
    assert not any(isinstance(one, Refused) for one in found), found
    return [one for one in found if isinstance(one, Story)]


@pytest.mark.parametrize(
    ("feed", "fields"),
    [
        (
            RICH,
            {
                "uri": "4711",
                "headline": "Fire destroys terminal & café",
                "byline": ("Kari Moe",),
                "published": "2026-11-03T09:12:00+01:00",
                "source": "Coastal Wire",
                "language": "en-gb",
                "subjects": (Concept(qcode=None, name="Fires", scheme="topics"),),
                "links": (Link(rel="web", uri="https://c.example/1"),),
                "text": "Fire destroys terminal & café\n\nFour people were hurt, and the harbour is shut.\n\n"
                f"{FIRE}\n\nSmoke\n\nThe post Fire appeared first on Coastal.",
            },
        ),
        (
            PLAIN,
            {
                "uri": "urn:c:1",
                "byline": ("Kari Moe",),
                "text": f"Fire\n\n{FIRE}",
                "links": (),
                "published": "2026-11-03T09:12:00Z",
            },
        ),
        (
            TITLE,
            {"headline": "Harbour of Ostvik shut after fire", "text": "Harbour of Ostvik shut after fire"},
        ),
        (
            RDF,
            {
                "uri": "https://c.example/1",
                "text": f"Fire\n\n{FIRE}",
                "source": "C",
                "subjects": (Concept(qcode=None, name="Fires", scheme=None),),
            },
        ),
        (
            CONTENT,
            {
                "uri": "tag:c.example,2026:1",
                "headline": "Fire & smoke",
                "byline": ("Kari Moe", "Jon Dahl"),
                "published": "2026-11-03T09:12:00Z",
                "copyright": "Coastal",
                "language": "en",
                "subjects": (Concept(qcode="fires", name="Fires", scheme="https://c.example/s"),),
                "links": (Link(rel="web", uri="https://c.example/1"),),
                "text": f"Fire & smoke\n\n{FIRE}\n\nFour hurt",
            },
        ),
        (SUMMARY, {"text": f"Fire\n\n{FIRE} 1 < 2", "source": None}),
    ],
)
def test_fields(feed: str, fields: Mapping[str, object]) -> None:
    (story,) = stories(feed)
    assert {name: getattr(story, name) for name in fields} == fields


def test_roles_of_the_markup() -> None:
    (story,) = stories(RICH)
    assert [zone.kind for zone in story.zones] == ["headline", "standfirst", "body", "caption", "boilerplate"]
    assert [zone.kind for zone in stories(CONTENT)[0].zones] == ["headline", "body", "bullet"]


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = PLAIN.replace('"1.0"?', f'"1.0" encoding="{encoding}"?', 1).replace("Ostvik", "Østvik")
    (story,) = [one for one in syndication.read(text.encode(encoding)) if isinstance(one, Story)]
    assert "Østvik" in story.text


def test_a_bad_entry_among_others_is_refused_alone() -> None:
    feed = rss("<item><title>Fire</title></item><item><link>https://c.example/2</link></item>")
    first, second = list(syndication.read(feed.encode()))
    assert isinstance(first, Story)
    assert isinstance(second, Refused)
    assert (second.reason, second.data and second.data[:5]) == ("missing-text", b"<item")


@pytest.mark.parametrize(
    ("feed", "told"),
    [
        ("<rss><channel><title>x</title>", ""),
        ("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><item><title>&a;</title></item></rss>", "entities"),
    ],
)
def test_what_holds_no_entry(feed: str, told: str) -> None:
    try:
        assert list(syndication.read(feed.encode())) == []
    except Refused as refused:
        assert told in refused.detail


def test_broken_feeds_give_what_can_be_read() -> None:
    assert stories(RICH.replace("</channel></rss>", ""))[0].headline == "Fire destroys terminal & café"
    assert stories(rss("<item><title>AT&T & more</title></item>"))[0].headline == "AT&T & more"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (RICH, True),
        (RDF, True),
        (CONTENT, True),
        ("\n<!-- a --><rss version='2.0'>", True),
        ("<?xml version='1.0'?><?xml-stylesheet href='a'?><atom:feed xmlns:atom='x'>", True),
        ("<newsItem>", False),
        ("<html>", False),
        ("RSS feeds of the town", False),
        ("", False),
    ],
)
def test_sniff(text: str, expected: bool) -> None:
    assert syndication.sniff(start_of(text.encode())) is expected
