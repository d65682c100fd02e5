"""Items that are pictures, videos and packages of them, and the captions that come with a text."""

import json
from typing import Any

import pytest

from slugline.intake.formats import json_items, newsml_g2, syndication
from slugline.intake.refused import Refused
from slugline.records.story import Story
from tests.intake.xml_samples import g2, only, zones

CAPTION = "Kari Moe looks at the burnt-out hall in Ostvik, Norway, on Nov. 3, 2026. Photo: Ida Holm/Norvik"
REMOTE = '<remoteContent href="a.jpg" contenttype="image/jpeg"/>'


def g2_item(kind: str, content: str, more: str = "") -> Story:
    return only(
        "g2",
        f'<newsItem guid="urn:x:1" xml:lang="en"><itemMeta><itemClass qcode="ninat:{kind}"/></itemMeta>'
        f"<contentMeta>{content}</contentMeta>{more}<contentSet>{REMOTE}</contentSet></newsItem>".encode(),
    )


def ninjs(**fields: Any) -> Story:
    whole = {"uri": "urn:x:1", "versioncreated": "2026-11-03T09:12:00Z", "pubstatus": "usable"} | fields
    (found,) = json_items.read(json.dumps(whole).encode())
    assert isinstance(found, Story), found
    return found


def description(role: str, text: str, language: str = "") -> str:
    spoken = f' xml:lang="{language}"' if language else ""
    return f'<description role="drol:{role}"{spoken}>{text}</description>'


G2_CAPTIONS = {
    "the caption": (description("caption", CAPTION), "", [CAPTION]),
    "one without a role": (f"<description>{CAPTION}</description>", "", [CAPTION]),
    "no teaser": (description("summary", CAPTION) + description("caption", CAPTION), "", [CAPTION]),
    "in the item's language": (
        description("caption", "Die Halle.", "de") + description("caption", "The hall.", "en"),
        "",
        ["The hall."],
    ),
    "several": (description("caption", "One.") + description("caption", "Two."), "", ["One.", "Two."]),
    "parts in their order": (
        description("caption", "The fire."),
        "<partMeta seq='2'><description>2. Kari Moe speaking</description></partMeta>"
        "<partMeta seq='1'><description>1. Wide of the hall</description></partMeta>",
        ["The fire.", "1. Wide of the hall", "2. Kari Moe speaking"],
    ),
    "without the call to a larger one": (
        description("caption", 'Map of the road.<a href="x">Click here for high resolution</a>'),
        "",
        ["Map of the road."],
    ),
    "a link within the line": (
        description("caption", 'The <a href="x">hall</a> in Ostvik.'),
        "",
        ["The hall in Ostvik."],
    ),
}


@pytest.mark.parametrize("name", G2_CAPTIONS)
def test_a_picture_of_newsml_g2(name: str) -> None:
    content, parts, expected = G2_CAPTIONS[name]
    story = g2_item("picture", f"<headline>Fire in Ostvik</headline>{content}", parts)
    assert zones(story) == [("headline", "Fire in Ostvik"), *(("caption", one) for one in expected)]


@pytest.mark.parametrize(
    ("kind", "signal"),
    [
        ("picture", "picture"),
        ("photo", "picture"),
        ("video", "video"),
        ("graphic", "graphic"),
        ("audio", "audio"),
    ],
)
def test_what_an_item_is_stands_in_its_signals(kind: str, signal: str) -> None:
    assert g2_item(kind, description("caption", CAPTION)).signals == (signal,)
    assert ninjs(type=kind, description_text=CAPTION).signals == (signal,)


@pytest.mark.parametrize("kind", ["picture", "video", "geo", "animation"])
def test_nothing_but_a_headline_is_refused_by_name(kind: str) -> None:
    with pytest.raises(Refused, match=f"class '{kind}'"):
        g2_item(kind, "<headline>The hall</headline>")


PACKAGE = """<packageItem guid="urn:x:p" version="1" xml:lang="en">
<itemMeta><itemClass qcode="ninat:composite"/>
<pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><headline>The fire in pictures</headline></contentMeta>
<groupSet root="G1">
<group id="G3"><itemRef residref="urn:x:3"><itemClass qcode="ninat:picture"/>
<description role="drol:caption">The pier.</description></itemRef></group>
<group id="G1"><groupRef idref="G2"/><groupRef idref="G3"/><groupRef idref="G1"/></group>
<group id="G2"><itemRef residref="urn:x:1"><itemClass qcode="ninat:picture"/>
<description role="drol:caption">The hall.</description></itemRef>
<itemRef residref="urn:x:2"><title>The gate</title></itemRef></group>
</groupSet></packageItem>"""


def test_a_package_of_pictures_is_a_story_in_the_order_of_its_groups() -> None:
    story = only("g2", PACKAGE.encode())
    assert zones(story) == [
        ("headline", "The fire in pictures"),
        ("caption", "The hall."),
        ("caption", "The pier."),
    ]
    assert [link.uri for link in story.links] == ["urn:x:1", "urn:x:2", "urn:x:3"]
    assert story.signals == ("picture",)


def test_a_package_without_captions_is_refused() -> None:
    with pytest.raises(Refused, match="a package"):
        list(newsml_g2.read(PACKAGE.replace("drol:caption", "drol:summary").encode()))


def test_a_package_of_stories_is_refused() -> None:
    text = '<itemRef residref="urn:x:2"><itemClass qcode="ninat:text"/>'
    with pytest.raises(Refused, match="a package"):
        list(newsml_g2.read(PACKAGE.replace('<itemRef residref="urn:x:2">', text).encode()))


def test_groups_without_end_end() -> None:
    deep = "".join(f'<group id="G{n}"><groupRef idref="G{n + 1}"/></group>' for n in range(1, 2000))
    last = '<group id="G2000"><itemRef residref="urn:x:1"><itemClass qcode="ninat:picture"/>'
    last += "<description>The hall.</description></itemRef></group>"
    whole = f'<packageItem><groupSet root="G1">{deep}{last}</groupSet></packageItem>'
    assert zones(only("g2", whole.encode())) == [("caption", "The hall.")]


def test_pictures_that_a_text_has_links_to() -> None:
    link = '<link rel="irel:associatedWith" href="http://x.example/1"><itemClass qcode="ninat:{}"/>{}</link>'
    meta = link.format("picture", "<description>Map of the road.</description>")
    meta += link.format("text", "<description>Another story.</description>")
    meta += link.format("picture", "<description>The port reopened.</description>")
    assert zones(only("g2", g2(meta))) == [("body", "The port reopened."), ("caption", "Map of the road.")]


NINJS_CAPTIONS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "text": ({"description_text": "The hall."}, ["The hall."]),
    "caption before text": ({"description_text": "x", "description_caption": "The hall."}, ["The hall."]),
    "markup": ({"description_html": "<p>The hall,<br/>burnt out.</p>"}, ["The hall, burnt out."]),
    "text before markup": ({"description_html": "<p>x</p>", "description_text": "The hall."}, ["The hall."]),
    "the words for who cannot see it": (
        {"description_text": "The hall.", "body_text": "black walls"},
        ["The hall."],
    ),
    "ninjs 2": (
        {"descriptions": [{"role": "html", "value": "<p>x</p>"}, {"role": "text", "value": "The hall."}]},
        ["The hall."],
    ),
    "no role": ({"descriptions": [{"value": "The hall."}]}, ["The hall."]),
    "wrong types": ({"descriptions": ["x", {"value": 3}], "description_text": "The hall."}, ["The hall."]),
}


@pytest.mark.parametrize("name", NINJS_CAPTIONS)
def test_a_picture_of_ninjs(name: str) -> None:
    fields, expected = NINJS_CAPTIONS[name]
    story = ninjs(type="picture", headline="The hall", **fields)
    assert zones(story) == [("headline", "The hall"), *(("caption", one) for one in expected)]


def test_a_picture_that_is_withdrawn_needs_no_caption() -> None:
    assert ninjs(type="picture", headline="The hall", pubstatus="canceled").status == "canceled"


FEATURED = {
    "type": "picture",
    "description_text": "The hall.",
    "body_text": "black walls",
    "headline": "Hall",
}
SENT_WITH: dict[str, tuple[dict[str, Any], str, list[str]]] = {
    "featured": ({"featuremedia": FEATURED}, "<p>It burnt.</p>", ["body", "caption"]),
    "a list": ([FEATURED], "<p>It burnt.</p>", ["body", "caption"]),  # type: ignore[dict-item]  # ninjs 2
    "in the text, too": (
        {"editor_0": FEATURED},
        "<figure><img/><figcaption>The hall.</figcaption></figure><p>It burnt.</p>",
        ["caption", "body"],
    ),
    "twice": ({"a": FEATURED, "b": FEATURED}, "<p>It burnt.</p>", ["body", "caption"]),
    "another text": (
        {"related": {"type": "text", "description_text": "x", "body_html": "<p>y</p>"}},
        "<p>It burnt.</p>",
        ["body"],
    ),
    "none": ({"featuremedia": None}, "<p>It burnt.</p>", ["body"]),
    "without words": ({"featuremedia": {"type": "picture"}}, "<p>It burnt.</p>", ["body"]),
}


@pytest.mark.parametrize("name", SENT_WITH)
def test_the_captions_of_what_goes_with_a_text(name: str) -> None:
    associations, body, expected = SENT_WITH[name]
    story = ninjs(type="text", body_html=body, associations=associations)
    assert [kind for kind, _ in zones(story)] == expected
    assert "black walls" not in story.text


def test_captions_behind_a_plain_text() -> None:
    story = ninjs(type="text", body_text="It burnt on Monday.\n", associations={"a": FEATURED})
    assert zones(story) == [("body", "It burnt on Monday."), ("caption", "The hall.")]
    assert story.text.startswith("It burnt on Monday.\n")


FEED = """<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Norvik</title><item>
<title>Port shut</title><guid>n1</guid><description>The port is shut.</description>{}
</item></channel></rss>"""
GROUP = "<media:group>{}</media:group>"
MEDIA = '<media:content url="a" {}><media:description>{}</media:description></media:content>'


@pytest.mark.parametrize(
    ("media", "expected"),
    [
        (MEDIA.format('medium="image"', "The hall."), ["The hall."]),
        (MEDIA.format('type="image/jpeg"', "&lt;p&gt;The hall.&lt;/p&gt;"), ["The hall."]),
        (GROUP.format(MEDIA.format('medium="image"', "The hall.")), ["The hall."]),
        (MEDIA.format('medium="image"', "Port shut"), []),
        (MEDIA.format('medium="image"', "The port is shut."), []),
        (MEDIA.format('medium="video"', "Watch it."), []),
        (MEDIA.format('medium="image"', "The hall.") * 2, ["The hall."]),
    ],
)
def test_pictures_of_a_feed(media: str, expected: list[str]) -> None:
    (story,) = syndication.read(FEED.format(media).encode())
    assert isinstance(story, Story)
    told = [("headline", "Port shut"), ("body", "The port is shut.")]
    assert zones(story) == [*told, *(("caption", one) for one in expected)]
