"""Files of strangers whose content came out cut: escaped twice, packed in base64, held within a package."""

import pytest

from slugline.intake.formats.escapes import undone
from slugline.intake.record import items
from slugline.intake.refused import Refused
from slugline.records.codec import Json, encode
from slugline.records.story import Story


def stories(data: bytes | Json) -> list[Story]:
    found = list(items(data if isinstance(data, bytes) else encode(data)))
    return [one for one in found if isinstance(one, Story)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell &quot;slowly&quot;", 'It fell "slowly"'),
        ("caf&eacute; &#8217;30 &ndash; a &hellip;", "café ’30 – a …"),
        ("AT&amp;T", "AT&T"), ("R&B; soul", "R&B; soul"), ("1 &lt; 2", "1 &lt; 2"),
        ("&unknown;", "&unknown;"),
    ],
)  # fmt: skip
def test_a_second_escape_is_undone(text: str, expected: str) -> None:
    assert undone(text, markup=False) == expected


def test_angle_brackets_are_undone_where_markup_may_be() -> None:
    assert undone("1 &lt; 2", markup=True) == "1 < 2"


def test_html_that_was_escaped_twice() -> None:
    (story,) = stories({
        "uri": "urn:n:1", "type": "text", "headline": "Cranes &amp;amp; ports",
        "body_html": "<p>It fell &amp;quot;slowly&amp;quot;.</p><pre>a &amp;amp; b</pre>",
    })  # fmt: skip
    assert story.text == 'Cranes & ports\n\nIt fell "slowly".\n\na &amp; b'


def test_headlines_of_xml_that_were_escaped_twice() -> None:
    page = (
        "<nitf><head><title>t</title></head><body><body.head><hedline><hl1>Cranes &amp;amp; ports</hl1>"
        "</hedline></body.head><body.content><p>It fell on Monday.</p></body.content></body></nitf>"
    )
    (story,) = stories(page.encode())
    assert story.headline == "Cranes & ports"


def g2(content: str) -> bytes:
    return (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:n:2" version="1"><itemMeta>'
        '<itemClass qcode="ninat:text"/></itemMeta>'
        "<contentMeta><headline>Crane falls</headline></contentMeta>"
        f"<contentSet>{content}</contentSet></newsItem>"
    ).encode()


def test_a_text_in_base64() -> None:
    data = '<inlineData contenttype="text/plain" encoding="encd:base64">SXQgZmVsbCBvbiBNb25kYXku</inlineData>'
    assert stories(g2(data))[0].text == "Crane falls\n\nIt fell on Monday."


@pytest.mark.parametrize(
    "data",
    [
        '<inlineData contenttype="text/plain" encoding="encd:base64">!!</inlineData>',
        '<inlineData contenttype="text/plain" encoding="encd:base64">/w==</inlineData>',
        '<inlineData contenttype="text/plain" encoding="encd:base64">AAE=</inlineData>',
        '<inlineData contenttype="text/plain" encoding="x">SXQgZmVsbA==</inlineData>',
        '<inlineData contenttype="image/jpeg" encoding="encd:base64">SXQgZmVsbA==</inlineData>',
    ],
)  # fmt: skip
def test_what_is_no_text_in_base64_is_passed_over(data: str) -> None:
    assert stories(g2(data))[0].text == "Crane falls"


def test_texts_that_a_package_holds_are_stories_of_their_own() -> None:
    text: dict[str, Json] = {
        "uri": "urn:n:4",
        "type": "text",
        "headline": "Main",
        "body_text": "It fell on Monday.",
    }
    others: dict[str, Json] = {
        "a": text, "b": {"uri": "urn:n:5", "type": "text", "headline": "Bare"},
        "c": {"uri": "urn:n:6", "type": "picture"},
    }  # fmt: skip
    package: dict[str, Json] = {
        "uri": "urn:n:3",
        "type": "composite",
        "headline": "Cranes",
        "associations": others,
    }
    found = stories(package | {"embargoed": "2030-05-04T00:00:00Z"})
    assert [(one.uri, one.text) for one in found] == [
        ("urn:n:3", "Cranes"), ("urn:n:4", "Main\n\nIt fell on Monday."),
    ]  # fmt: skip
    assert found[1].embargoed == "2030-05-04T00:00:00Z"
    assert [one.uri for one in stories(package | {"type": "text"})] == ["urn:n:3"]
    unread = list(items(encode({"type": "composite", "associations": others})))
    assert [isinstance(one, Refused) for one in unread] == [True, False]


def test_bylines_in_a_list_and_a_dateline_with_its_source() -> None:
    (story,) = stories({
        "uri": "urn:n:7", "type": "text", "headline": "Crane falls", "body_text": "It fell on Monday.",
        "bylines": [{"value": "By Kari Moe"}, {"by": "Tom Lee"}],
        "dateline": {"text": "OSLO, May 3 NW -", "source": "NW", "located": {"city": "Oslo"}},
    })  # fmt: skip
    assert story.byline == ("Kari Moe", "Tom Lee")
    assert story.dateline is not None
    assert (story.dateline.place, story.dateline.date) == ("OSLO", "May 3")


def test_xml_of_an_unknown_root_is_no_prose() -> None:
    with pytest.raises(Refused, match="<wires>"):
        list(items(b"<wires><wire>It fell on Monday, the port said.</wire></wires>"))
    assert stories(b"<shouts> It fell on Monday, the port said.")[0].text.startswith("<shouts>")


def test_authors_and_terms_that_wordpress_sends_along() -> None:
    (story,) = stories({
        "id": 12, "link": "https://n.example/crane", "title": {"rendered": "Crane falls"}, "author": 3,
        "content": {"rendered": "<p>It fell on Monday.</p>"},
        "_embedded": {
            "author": [{"name": "Kari Moe"}, 7, {"id": 1}],
            "wp:term": [[{"taxonomy": "category", "name": "Ports"}, {"taxonomy": "format", "name": "Aside"}],
                        [{"taxonomy": "post_tag", "name": "cranes"}], None],
        },
    })  # fmt: skip
    assert story.byline == ("Kari Moe",)
    assert [one.name for one in story.subjects] == ["Ports"]
    assert story.keywords == ("cranes",)


def test_a_guid_alone_makes_no_ninjs_of_a_row() -> None:
    data = b"guid\theadline\tbody\tpubdate\nurn:n:8\tCrane\tIt fell on Monday.\t2030-05-03T09:00:00Z\n"
    assert stories(data)[0].published == "2030-05-03T09:00:00Z"


def test_a_mail_of_markup_that_sends_another_on() -> None:
    head = (
        b"From: a@n.example\r\nTo: b@n.example\r\nSubject: Crane falls\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/html\r\n\r\n"
    )
    sent = (
        b"<div>---------- Forwarded message ---------<br>From: A &lt;a@n.example&gt;<br>"
        b"Date: Fri<br>To: x<br></div>"
    )
    text = (
        b"<p>It fell on Monday, when a gale blew over the port, and sank at once.</p>"
        b"<p>It rests in the mud of the basin, its driver said.</p>"
    )
    whole = "Crane falls\n\nIt fell on Monday, when a gale blew over the port, and sank at once."
    whole += "\n\nIt rests in the mud of the basin, its driver said."
    assert stories(head + sent + text)[0].text == whole
    above = b"<p>It fell on Monday, and here is what we wrote of it then, with all that was known.</p>"
    assert stories(head + above + sent + b"<p>Old.</p>")[0].text.endswith("all that was known.")
    apart = b"<p>---------- Forwarded message ---------</p><p>From: A</p><p>Date: Fri</p>"
    assert stories(head + apart + text)[0].text == whole
