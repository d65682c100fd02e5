"""Entries of feeds: a row for each element that says something, and for which of several goes before."""

from itertools import pairwise

import pytest

from slugline.intake.formats import syndication
from slugline.intake.refused import Refused
from slugline.records.story import Concept, Link, Story
from tests.intake.test_syndication import FIRE, rss
from tests.intake.xml_samples import zones

ADDRESS = "https://c.example/1"
DATES = ["pubDate", "published", "dc:date", "issued", "updated", "modified"]


def read(entry: str, channel: str = "<title>Coastal Wire</title><language>en-gb</language>") -> Story:
    (found,) = syndication.read(rss(f"<item>{entry}</item>", channel).encode())
    assert isinstance(found, Story), found
    return found


@pytest.mark.parametrize(
    ("entry", "field", "expected"),
    [
        ("<dc:title>Fire</dc:title>", "headline", "Fire"),
        ("<title>A</title><dc:title>B</dc:title>", "headline", "A"),
        ("<title> </title><title>B</title>", "headline", "B"),
        ("<title>A &lt;b&gt;b&lt;/b&gt;\n c</title>", "headline", "A b c"),
        ("<title>A</title><guid>urn:a</guid><id>urn:b</id><link>https://c.example/1</link>", "uri", "urn:a"),
        ("<title>A</title><id>urn:b</id>", "uri", "urn:b"),
        (f"<title>A</title><link>{ADDRESS}</link>", "uri", ADDRESS),
        ("<title>A</title><link>c.example</link>", "links", ()),
        (f"<title>A</title><link href='{ADDRESS}'/>", "links", (Link(rel="web", uri=ADDRESS),)),
        (f"<title>A</title><link rel='enclosure' href='{ADDRESS}'/>", "links", ()),
        (
            f"<title>A</title><link rel='self' href='{ADDRESS}'/><link rel='alternate' href='{ADDRESS}0'/>",
            "links",
            (Link(rel="web", uri=f"{ADDRESS}0"),),
        ),
        (f"<title>A</title><link rel='self' href='{ADDRESS}'/>", "links", (Link(rel="web", uri=ADDRESS),)),
        ("<title>A</title><author>Kari Moe</author>", "byline", ("Kari Moe",)),
        ("<title>A</title><author>kari@c.example</author>", "byline", ()),
        ("<title>A</title><author>kari@c.example (Kari Moe)</author>", "byline", ("Kari Moe",)),
        ("<title>A</title><author><name> Kari \n Moe </name></author>", "byline", ("Kari Moe",)),
        ("<title>A</title><author><uri>x</uri></author>", "byline", ()),
        (
            "<title>A</title><dc:creator>Kari Moe</dc:creator><author>Jon Dahl</author>"
            "<author>Kari Moe</author>",
            "byline",
            ("Kari Moe", "Jon Dahl"),
        ),
        ("<title>A</title><dc:language>nb</dc:language><language>da</language>", "language", "nb"),
        ("<title>A</title><language>da</language>", "language", "da"),
        ("<title>A</title>", "language", "en-gb"),
        ("<title>A</title><source url='x'>Norvik &amp;amp; Co</source>", "source", "Norvik & Co"),
        ("<title>A</title>", "source", "Coastal Wire"),
        ("<title>A</title><dc:rights>a</dc:rights><rights>b</rights>", "copyright", "a"),
        ("<title>A</title><rights>b</rights><media:copyright>c</media:copyright>", "copyright", "b"),
        (
            "<title>A</title><category>a</category><category/><dc:subject>b</dc:subject>",
            "subjects",
            (Concept(qcode=None, name="a", scheme=None), Concept(qcode=None, name="b", scheme=None)),
        ),
        ("<title>A</title><category term='a'/>", "subjects", (Concept(qcode="a", name="a", scheme=None),)),
        (
            "<title>A</title><category term='a' label='b' scheme='c'>d</category>",
            "subjects",
            (Concept(qcode="a", name="b", scheme="c"),),
        ),
        ("<title>A</title><media:keywords>a, b</media:keywords>", "keywords", ("a", "b")),
        *((f"<title>A</title><{name}>2026-11-03</{name}>", "published", "2026-11-03") for name in DATES),
        ("<title>A</title><pubDate>soon</pubDate><updated>2026-11-03</updated>", "published", "2026-11-03"),
    ],
)
def test_elements(entry: str, field: str, expected: object) -> None:
    assert getattr(read(entry), field) == expected


@pytest.mark.parametrize(("first", "second"), list(pairwise(DATES)))
def test_which_date_goes_before(first: str, second: str) -> None:
    later, early = f"<{second}>2026-11-04</{second}>", f"<{first}>2026-11-03</{first}>"
    assert read(f"<title>A</title>{later}{early}").published == "2026-11-03"


@pytest.mark.parametrize(
    ("channel", "field", "expected"),
    [
        ("<copyright>Norvik</copyright>", "copyright", "Norvik"),
        ("<rights>Norvik</rights>", "copyright", "Norvik"),
        ("<dc:language>nb</dc:language>", "language", "nb"),
        ("<title>A &amp;amp; B</title>", "source", "A & B"),
        ("", "source", None),
    ],
)
def test_what_the_feed_says_of_all(channel: str, field: str, expected: str | None) -> None:
    assert getattr(read("<title>Fire</title>", channel), field) == expected


SHORT = "Four people were hurt in it."


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (f"<description>{FIRE}</description>", FIRE),
        (f"<summary>{FIRE}</summary>", FIRE),
        (f"<tagline>{FIRE}</tagline>", FIRE),
        (f"<content>{FIRE}</content>", FIRE),
        (f"<description>{FIRE}</description><summary>{SHORT}</summary>", FIRE),
        (f"<description>{SHORT}</description><content>{FIRE}</content>", f"{SHORT}\n\n{FIRE}"),
        (f"<description>{SHORT}</description><description>{FIRE}</description>", FIRE),
        (f"<description>{FIRE[:40]} ...</description><content>{FIRE}</content>", FIRE),
        (f"<description>{FIRE[:40]} [\u2026]</description><content>{FIRE}</content>", FIRE),
        (f"<description>{'x ' * 201}</description><content>{FIRE}</content>", FIRE),
        (f"<description>a\n\n{SHORT}</description><content>{FIRE}</content>", FIRE),
        (
            f"<description>&lt;p&gt;{FIRE}&lt;/p&gt;&lt;p&gt;{SHORT}&lt;/p&gt;</description>",
            f"{FIRE}\n\n{SHORT}",
        ),
        (f"<description>{FIRE}\n\n {SHORT}</description>", f"{FIRE}\n\n{SHORT}"),
        (f"<content type='text'>{FIRE} &lt;p&gt;</content>", f"{FIRE} <p>"),
        (f"<content type='text/plain'>{FIRE} &amp;amp;</content>", f"{FIRE} &amp;"),
        (f"<content type='html'>{FIRE} &amp;amp;</content>", f"{FIRE} &"),
        (
            f"<content><x:div xmlns:x='y'><x:p>{FIRE}</x:p><x:p>{SHORT}</x:p></x:div></content>",
            f"{FIRE}\n\n{SHORT}",
        ),
    ],
)
def test_texts(entry: str, text: str) -> None:
    assert read(f"<title>Fire</title>{entry}").text == f"Fire\n\n{text}"


PICTURE = "<media:content {} url='a'><media:description>The hall.</media:description></media:content>"


@pytest.mark.parametrize(
    ("media", "captions"),
    [
        (PICTURE.format("medium='image'"), ["The hall."]),
        (PICTURE.format("type='Image/jpeg'"), ["The hall."]),
        (PICTURE.format("medium='video'"), []),
        (PICTURE.format(""), []),
        (
            f"<media:group>{PICTURE.format('medium=' + chr(39) + 'image' + chr(39))}</media:group>",
            ["The hall."],
        ),
        (PICTURE.format("medium='image'") * 2, ["The hall."]),
        (PICTURE.format("medium='image'").replace("The hall.", FIRE), []),
        (PICTURE.format("medium='image'").replace("The hall.", "fire!"), []),
    ],
)
def test_what_stands_with_pictures(media: str, captions: list[str]) -> None:
    story = read(f"<title>Fire</title><description>{FIRE}</description>{media}")
    assert [text for kind, text in zones(story) if kind == "caption"] == captions


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("a &amp; b &lt; c", "a & b < c"),
        ("caf&eacute; &#233; &#xE9;", "caf\u00e9 \u00e9 \u00e9"),
        ("AT&T & more", "AT&T & more"),
        ("x &bogus; y", "x &bogus; y"),
        ("<![CDATA[a &amp; b]]>", "a & b"),
        ("&quot;a&apos;", "\"a'"),
    ],
)
def test_characters(text: str, headline: str) -> None:
    assert read(f"<title>{text}</title>").headline == headline


@pytest.mark.parametrize(
    ("feed", "told"),
    [
        ("<rss><!ENTITY a 'b'></rss>", "a feed that declares entities"),
        ("<!-- a -->", "a feed without an element"),
    ],
)
def test_what_is_no_feed(feed: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        list(syndication.read(feed.encode()))


def test_entries_are_counted_as_they_stand() -> None:
    feed = rss("<item><title>A</title></item><item><guid>urn:b</guid></item><item><title> </title></item>")
    first, second, third = syndication.read(feed.encode())
    assert isinstance(first, Story) and isinstance(second, Refused) and isinstance(third, Refused)
    assert second.detail.startswith("entry 2: ") and third.detail.startswith("entry 3: ")
    assert second.uri == "urn:b"
