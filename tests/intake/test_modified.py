"""When a story was last changed, by each format's own field for that."""

import json
from typing import Any

import pytest

from slugline import intake
from slugline.intake import record
from slugline.intake.formats import slugline_story
from slugline.records.story import Story
from tests.intake.xml_samples import g2, newsml, nitf_item

AT, FIRST = "2031-05-01T12:00:00Z", "2031-05-01T08:00:00Z"
TEXT = "The mayor of Oslo sold the harbour. The council met on Monday and said no more about it."


@pytest.mark.parametrize(
    "item",
    [
        *(
            {"id": "urn:x:1", "title": "Harbour sold", "text": TEXT, "datePublished": FIRST, name: AT}
            for name in ("dateModified", "modified", "updated", "updated_at", "lastModified", "modified_gmt")
        ),
        {"uri": "urn:x:1", "headline": "Harbour sold", "body_text": TEXT, "versioncreated": AT},
        {"uri": "urn:x:1", "headlines": [{"value": "Harbour sold"}], "versionCreated": AT},
    ],
)
def test_of_json(item: dict[str, Any]) -> None:
    story = intake.read(json.dumps(item).encode())
    assert story.modified == AT
    assert story.published in (FIRST, AT)
    again = intake.read(slugline_story.written(story))
    assert again == story


def test_without_a_first_date_it_is_when_it_was_published() -> None:
    story = intake.read(json.dumps({"id": "urn:x:1", "text": TEXT, "updated_at": AT}).encode())
    assert (story.published, story.modified) == (AT, AT)


@pytest.mark.parametrize(
    "data",
    [
        g2(f"<versionCreated>{AT}</versionCreated>"),
        nitf_item("").replace(
            b"</head>",
            b'<revision-history norm="20310501T100000Z"/><revision-history norm="20310501T120000Z"/></head>',
        ),
        newsml("<ThisRevisionCreated>20310501T120000Z</ThisRevisionCreated>"),
    ],
)
def test_of_newsml(data: bytes) -> None:
    assert intake.read(data).modified == AT


PAGE = (
    "<html><head><title>Harbour sold to bank</title>%s</head><body><article><h1>Harbour sold to bank</h1>"
    f"<p>{TEXT} {TEXT}</p><p>{TEXT} {TEXT}</p></article></body></html>"
)
LINKED = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour sold to bank", '
    f'"datePublished": "{FIRST}", "dateModified": "{AT}"}}</script>'
)


@pytest.mark.parametrize("head", [LINKED, f'<meta property="article:modified_time" content="{AT}"/>'])
def test_of_a_page(head: str) -> None:
    assert record.read((PAGE % head).encode()).modified == AT


FEEDS = {
    "atom": (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>W</title><entry><id>urn:x:1</id>'
        f"<title>Harbour sold</title><published>{FIRST}</published><updated>{AT}</updated>"
        f"<content>{TEXT}</content></entry></feed>"
    ),
    "rss": (
        '<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel><title>W</title><item>'
        f"<guid>urn:x:1</guid><title>Harbour sold</title><pubDate>{FIRST}</pubDate>"
        f"<a:updated>{AT}</a:updated>"
        f"<description>{TEXT}</description></item></channel></rss>"
    ),
    "terms": (
        '<rss version="2.0" xmlns:t="http://purl.org/dc/terms/"><channel><title>W</title><item>'
        f"<guid>urn:x:1</guid><title>Harbour sold</title><pubDate>{FIRST}</pubDate>"
        f"<t:modified>{AT}</t:modified>"
        f"<description>{TEXT}</description></item></channel></rss>"
    ),
}


@pytest.mark.parametrize("feed", FEEDS)
def test_of_a_feed(feed: str) -> None:
    story = record.read(FEEDS[feed].encode())
    assert isinstance(story, Story)
    assert (story.published, story.modified) == (FIRST, AT)
