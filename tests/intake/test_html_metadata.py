"""Where a page says what of its article: a row for each name of a meta element, and for JSON-LD."""

import json
from typing import Any

import pytest
from lxml.html import fromstring

from slugline.intake.formats.html_metadata import PageData, page_data

DAY = "2026-11-03T09:12:00+00:00"
NAMES = {
    "headline": "og:title twitter:title dc.title parsely-title sailthru.title",
    "description": "og:description description twitter:description dc.description",
    "published": "article:published_time og:article:published_time article:published datepublished "
    "parsely-pub-date sailthru.date dc.date.issued dc.date dcterms.created dcterms.date publish-date pubdate "
    "date publication_date og:published_time originalpublicationdate citation_publication_date",
    "source": "og:site_name application-name dc.publisher publisher twitter:site",
    "address": "og:url twitter:url",
    "language": "og:locale content-language language dc.language",
    "copyright": "copyright dc.rights dcterms.rights",
    "authors": "author article:author parsely-author sailthru.author dc.creator byl citation_author",
    "keywords": "news_keywords keywords article:tag parsely-tags sailthru.tags",
    "sections": "article:section parsely-section",
}
"""For each field the names of meta elements, the most telling first."""
ROWS = [(field, name) for field, names in NAMES.items() for name in names.split()]


def page(head: str, body: str = "") -> PageData:
    return page_data(fromstring(f"<html><head>{head}</head><body>{body}<p>It rained.</p></body></html>"))


def linked(**fields: Any) -> PageData:
    said = json.dumps({"@type": "NewsArticle", **fields})
    return page(f'<script type="application/ld+json">{said}</script>')


def meta(name: str, content: str, key: str = "name") -> str:
    return f'<meta {key}="{name}" content="{content}">'


@pytest.mark.parametrize(("field", "name"), ROWS)
def test_a_meta_element_says_it(field: str, name: str) -> None:
    said = DAY if field == "published" else "Port"
    wanted = [said] if field in ("authors", "keywords", "sections") else said
    assert getattr(page(meta(name.upper(), said)), field) == wanted


@pytest.mark.parametrize(
    ("field", "first", "second"),
    [
        (field, *pair)
        for field, names in NAMES.items()
        for pair in zip(names.split(), names.split()[1:], strict=False)
    ],
)
def test_the_more_telling_goes_before(field: str, first: str, second: str) -> None:
    early, late = (DAY, "2026-11-04T09:12:00+00:00") if field == "published" else ("Port", "Other")
    said = getattr(page(meta(second, late) + meta(first, early)), field)
    assert said == ([early] if field in ("authors", "keywords", "sections") else early)


@pytest.mark.parametrize("key", ["property", "name", "itemprop", "http-equiv"])
def test_a_meta_element_is_named_in_four_ways(key: str) -> None:
    assert page(meta("og:title", "Port", key)).headline == "Port"


@pytest.mark.parametrize(
    ("head", "field", "wanted"),
    [
        (meta("author", "https://x.example/a") + meta("author", "Kari Moe"), "authors", ["Kari Moe"]),
        (meta("author", "@kari"), "authors", []),
        (meta("keywords", "port, fire, port,, "), "keywords", ["port", "fire"]),
        (meta("pubdate", "soon") + meta("date", DAY), "published", DAY),
        (meta("og:title", " Port \n shut "), "headline", "Port shut"),
        (meta("og:title", " "), "headline", None),
        ("<title>Port shut | Harbour Times</title>", "headline", "Port shut"),
        ("<title>Port shut - Harbour Times</title>", "headline", "Port shut"),
        ("<title>Port | Harbour Times | World and all else of it</title>", "headline", "Port"),
        ("<title>Port-shut</title>", "headline", "Port-shut"),
        ("<title>Port\n\t|  Harbour Times</title>", "headline", "Port"),
        ("<title>Port – A</title>", "headline", "Port – A"),
        ("<title>Port – AB</title>", "headline", "Port"),
        (f"<title>Port - {'x' * 40}</title>", "headline", "Port"),
        (f"<title>Port - {'x' * 41}</title>", "headline", f"Port - {'x' * 41}"),
        (f"<title>Port | {'x' * 41}</title>", "headline", "Port"),
        ("<title>Port — pier – Times</title>", "headline", "Port — pier"),
        ("<title>Port|Times</title>", "headline", "Port|Times"),
        (meta("keywords", "port, , fire"), "keywords", ["port", "fire"]),
        ("<title>Port &amp;amp; <b>pier</b></title>", "headline", "Port & pier"),
        ('<link rel="canonical" href="https://x.example/a">', "address", "https://x.example/a"),
        ('<link rel="canonical" href="/a">' + meta("og:url", "b"), "address", "b"),
        ('<link rel="other" href="https://x.example/a">', "address", None),
    ],
)
def test_what_the_head_of_a_page_says(head: str, field: str, wanted: object) -> None:
    assert getattr(page(head), field) == wanted


@pytest.mark.parametrize(
    ("said", "field", "wanted"),
    [
        ({"headline": "Port shut"}, "headline", "Port shut"),
        ({"name": "Port shut"}, "headline", "Port shut"),
        ({"headline": "A", "name": "B"}, "headline", "A"),
        ({"description": "It burned."}, "description", "It burned."),
        ({"alternativeHeadline": "It burned."}, "description", "It burned."),
        ({"datePublished": DAY, "dateCreated": "2026-11-04"}, "published", DAY),
        ({"dateCreated": DAY, "dateModified": "2026-11-04"}, "published", DAY),
        ({"dateModified": DAY}, "published", DAY),
        ({"datePublished": "soon", "dateModified": DAY}, "published", DAY),
        ({"publisher": {"name": "Norvik"}}, "source", "Norvik"),
        ({"sourceOrganization": "Norvik"}, "source", "Norvik"),
        ({"provider": [{"name": "Norvik"}, "AB"]}, "source", "Norvik"),
        ({"url": "https://x.example/a"}, "address", "https://x.example/a"),
        ({"mainEntityOfPage": {"@id": "https://x.example/a"}}, "address", "https://x.example/a"),
        ({"url": "/a"}, "address", None),
        ({"inLanguage": "nb"}, "language", "nb"),
        ({"inLanguage": {"@value": "nb"}}, "language", "nb"),
        ({"copyrightNotice": "Norvik 2026"}, "copyright", "Norvik 2026"),
        ({"copyrightHolder": {"name": "Norvik"}}, "copyright", "Norvik"),
        ({"creditText": "Norvik"}, "credit", "Norvik"),
        ({"dateline": "OSTVIK"}, "dateline", "OSTVIK"),
        ({"articleBody": "It rained.", "text": "No."}, "body", "It rained."),
        ({"text": "It rained."}, "body", "It rained."),
        ({"genre": "Analysis"}, "genre", "Analysis"),
        ({"author": [{"name": "Kari  Moe"}, "https://x.example/a"]}, "authors", ["Kari Moe"]),
        ({"creator": "Kari Moe"}, "authors", ["Kari Moe"]),
        ({"keywords": ["port, fire", "port"]}, "keywords", ["port", "fire"]),
        ({"articleSection": "World"}, "sections", ["World"]),
        ({"contentLocation": {"name": "Ostvik"}}, "places", ["Ostvik"]),
        ({"locationCreated": {"name": "Ostvik"}}, "places", ["Ostvik"]),
    ],
)
def test_what_an_article_in_json_ld_says(said: dict[str, Any], field: str, wanted: object) -> None:
    assert getattr(linked(**said), field) == wanted


@pytest.mark.parametrize(
    ("script", "headline"),
    [
        ('[{"@type": "Person", "name": "A"}, {"@type": "NewsArticle", "headline": "B"}]', "B"),
        ('{"@graph": [{"@type": "NewsArticle", "headline": "B"}]}', "B"),
        ('{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": "B"}}', "B"),
        ('{"@type": "WebPage", "mainEntityOfPage": {"@type": "NewsArticle", "headline": "B"}}', "B"),
        ('{"@type": "WebPage", "other": {"@type": "NewsArticle", "headline": "B"}}', None),
        ('{"@type": ["Thing", "https://schema.org/NewsArticle"], "headline": "B"}', "B"),
        ('[{"@type": "Article", "headline": "A"}, {"@type": "NewsArticle", "headline": "B"}]', "B"),
        ('<![CDATA[ {"@type": "NewsArticle", "headline": "B"}; ]]>', "B"),
        ('{"@type": "NewsArticle", "headline": "B"', None),
        ('{"@type": "Recipe", "headline": "B"}', None),
    ],
)
def test_which_object_of_json_ld_is_the_article(script: str, headline: str | None) -> None:
    assert page(f'<script type="application/ld+json">{script}</script>').headline == headline
    assert page(f"<script>{script}</script>").headline is None
