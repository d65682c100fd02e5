"""Web pages to stories: the shapes of many content systems in, the article out."""

import json
from collections.abc import Mapping

import pytest

from slugline.intake.formats import html_page
from slugline.intake.formats.start import start_of
from slugline.intake.refused import Refused
from slugline.records.story import Concept, Link, Story

TEXT = (
    "Fire destroyed the ferry terminal in Ostvik on Monday, injuring four people and closing the harbour for "
    "the day, harbour chief Lene Strand said.",
    "“We lost the whole hall in twenty minutes,” Strand told reporters outside the burned building.",
    "Nobody died.",
    "The cause of the fire is not known, but police said a <a href='/x'>generator</a> had been running near "
    "the kitchen when staff left on Sunday night.",
    "Ferries to the islands will leave from the old pier until the terminal is rebuilt, which will take the "
    "town at least two years.",
    "“They drove through the night,” mayor Jon Dahl said of the volunteers.",
    "Insurers will visit the site on Thursday, a spokeswoman for the harbour authority said.",
)
PLAIN = [text.replace("<a href='/x'>", "").replace("</a>", "") for text in TEXT]
P = [f"<p>{text}</p>" for text in TEXT]
ALL = "\n".join(P)
H1 = "<h1>Fire destroys ferry terminal in Ostvik</h1>"
NAV = "<nav><ul>" + "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(30)) + "</ul></nav>"
FOOT = (
    "<footer><p>All rights reserved. Coastal Media has printed news of the islands since 1911, and is not "
    "responsible for what others say.</p></footer>"
)
RELATED = (
    "<div class='related-articles'><h3>More of it</h3>"
    + "".join(
        f"<div class=card><a href='/r{n}'><h4>Another story, number "
        f"{n}</h4></a><p>A teaser that runs for a whole "
        f"sentence and is long enough to be a paragraph of its own, number {n}.</p></div>"
        for n in range(5)
    )
    + "</div>"
)
COMMENTS = (
    "<div id='comments'>"
    + "".join(
        f"<div class=c><p>A reader says at some length that the town should have known, number {n}.</p></div>"
        for n in range(4)
    )
    + "</div>"
)
NEWSLETTER = (
    "<div class='newsletter-signup'><p>Get the morning's news by email, every day at six, for free.</p></div>"
)
COOKIES = (
    "<div id='cookie-consent'><p>We use cookies to make this site work and to measure what is read.</p></div>"
)
SHARE = "<div class='share-tools'><ul><li><a>Share this</a></li><li><a>Send this</a></li></ul></div>"
MORE = "<p><strong>Read more:</strong> <a href='/m'>Harbour chief warned of old wiring two years ago</a></p>"
BIO = "<div class='author-bio'><p>Kari Moe is a reporter and has covered the coast since 2011.</p></div>"


def page(body: str, head: str = "") -> str:
    return (
        "<!DOCTYPE html><html lang=en><head><title>Fire destroys ferry terminal in Ostvik | Coastal</title>"
        f"{head}</head><body>{body}</body></html>"
    )


PAGES = {
    "blog": page(
        f"{NAV}<div class='has-sidebar'><main><article class='post "
        f"type-post'><header>{H1}<div class=entry-meta>By "
        f"<a>Kari Moe</a></div></header><div class=entry-content>"
        f"{''.join(P[:4])}{NEWSLETTER}{''.join(P[4:])}{SHARE}"
        f"</div></article>{COMMENTS}</main></div>{RELATED}{FOOT}{COOKIES}"
    ),
    "blocks": page(
        f"<header role=banner>{NAV}</header><main><article class=x1><header>{H1}</header><div "
        "class=x2><p>By Kari Moe</p></div>"
        + "".join(f"<div data-component=t class=x3><div class=x4>{p}</div></div>" for p in P)
        + f"<section class=x5><h2>More of it</h2><ul><li><a>Another story is linked "
        f"here</a></li></ul></section></article></main>{FOOT}"
    ),
    "texts in divisions": page(
        f"{NAV}<div class='article__container__2MU'>{H1}<div class='article-body__content__17Y'>"
        + "".join(f"<div data-testid=p-{n} class='text__1FZ'>{t}</div>" for n, t in enumerate(TEXT))
        + f"<div class='ad-slot__container'>Advertisement</div></div></div>{RELATED}{FOOT}"
    ),
    "tables": page(
        "<table><tr><td width=150>"
        + "<br>".join(f"<a href=/{n}>Section {n}</a>" for n in range(20))
        + "</td><td><font size=5><b>Fire destroys ferry terminal in Ostvik</b></font><br><br>"
        + "<br><br>".join(TEXT)
        + "</td></tr></table>"
    ),
    "paywall": page(
        f"{NAV}<main>{H1}<div class='teaser-content'>{''.join(P[:3])}</div><div class='remainder paywall'>"
        f"{''.join(P[3:])}</div></main>{RELATED}{FOOT}"
    ),
    "parts": page(
        f"{NAV}<div id=page>{H1}<div class=a>{''.join(P[:2])}</div><div "
        f"class=b>{''.join(P[2:4])}</div><div class=b>"
        f"{''.join(P[4:])}</div></div>{RELATED}{COMMENTS}{FOOT}"
    ),
    "advertisements between": page(
        f"{NAV}<section name=articleBody>"
        + "".join(
            f"<div class='css-1 StoryBodyColumn'><div>{p}</div></div><div "
            f"class=css-2><div class=ad>Advertisement</div></div>"
            for p in P
        )
        + f"</section>{H1}{BIO}{FOOT}"
    ),
    "teasers": page(
        f"{NAV}<main><article class=main-story>{H1}{BIO}{ALL}</article>"
        + "".join(
            f"<article class=teaser><h2><a>Another story {n}</a></h2><p>A teaser with words "
            f"enough to be a paragraph, number {n}.</p></article>"
            for n in range(6)
        )
        + f"</main>{FOOT}"
    ),
    "read more": page(
        f"{NAV}<div class='field field-name-body'>"
        f"{H1}{''.join(P[:2])}{MORE}{''.join(P[2:])}</div><aside>{RELATED}</aside>{FOOT}"
    ),
    "never closed": page(f"{NAV}<div class=story>{H1}<p>" + "<p>".join(TEXT) + f"</div>{RELATED}{FOOT}"),
    "no names": page(
        "<div>"
        + "".join(f"<a href=/{n}>Section {n}</a> " for n in range(30))
        + f"</div><div>{H1}{ALL}</div><div><h3>Top</h3><ol>"
        + "".join(
            f"<li><a href=/m{n}>Another story, number {n}, of this week in town</a></li>" for n in range(8)
        )
        + "</ol></div>"
    ),
    "paragraphs alone": ALL,
    "saved in capitals": page(
        f"{NAV}<DIV CLASS='Story-Body'>{H1}{ALL.upper().replace('HREF', 'href')}</DIV>{FOOT}"
    ),
}


def story(source: str | bytes) -> Story:
    (found,) = html_page.read(source if isinstance(source, bytes) else source.encode())
    return found


@pytest.mark.parametrize("name", PAGES)
def test_the_article_is_found_and_nothing_else(name: str) -> None:
    text = story(PAGES[name]).text
    parts = text.replace("Fire destroys ferry terminal in Ostvik", "").split("\n\n")
    wanted = [one.upper() for one in PLAIN] if name == "saved in capitals" else PLAIN
    assert [part for part in parts if part.strip() and part != "By Kari Moe"] == wanted


LINKED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Fire destroys ferry terminal in Ostvik",
    "datePublished": "2026-11-03T09:12:00+01:00",
    "author": [{"@type": "Person", "name": "Kari Moe"}, {"name": "Jon Dahl"}],
    "publisher": {"@type": "Organization", "name": "Coastal"},
    "keywords": ["fire", "harbour"],
    "articleSection": "Coast",
    "mainEntityOfPage": {"@id": "https://c.example/fire"},
    "dateline": "OSTVIK",
    "copyrightHolder": {"name": "Coastal Media"},
    "contentLocation": {"@type": "Place", "name": "Ostvik"},
    "genre": "Report",
}


def linked(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


META = (
    '<meta property="og:title" content="Fire destroys ferry terminal">'
    '<meta property="og:site_name" content="Coastal">'
    '<meta property="article:published_time" '
    'content="2026-11-03T09:12:00Z"><meta name="author" content="Kari Moe">'
    '<meta property="og:url" content="https://c.example/og"><meta name="keywords" content="fire, harbour">'
    '<meta property="article:section" content="Coast"><meta property="og:locale" content="en_GB">'
    '<meta name="copyright" content="Coastal Media">'
)


@pytest.mark.parametrize(
    ("source", "fields"),
    [
        (
            page(H1 + ALL, linked(LINKED)),
            {
                "uri": "https://c.example/fire",
                "headline": "Fire destroys ferry terminal in Ostvik",
                "byline": ("Kari Moe", "Jon Dahl"),
                "published": "2026-11-03T09:12:00+01:00",
                "source": "Coastal",
                "keywords": ("fire", "harbour"),
                "subjects": (Concept(qcode=None, name="Coast", scheme=None),),
                "places": (Concept(qcode=None, name="Ostvik", scheme=None),),
                "copyright": "Coastal Media",
                "genre": "Report",
                "links": (Link(rel="web", uri="https://c.example/fire"),),
                "language": "en",
            },
        ),
        (
            page(H1 + ALL, linked({"@graph": [{"@type": "WebSite", "name": "x"}, LINKED]})),
            {"byline": ("Kari Moe", "Jon Dahl")},
        ),
        (
            page(H1 + ALL, linked([{"@type": ["Thing", "NewsArticle"], "author": "Kari Moe"}])),
            {"byline": ("Kari Moe",)},
        ),
        (
            page(
                H1 + ALL,
                linked({"@type": "WebPage", "name": "x"}) + "<script type='application/ld+json'>{</script>",
            ),
            {"byline": ()},
        ),
        (
            page(ALL, META),
            {
                "uri": "https://c.example/og",
                "headline": "Fire destroys ferry terminal",
                "byline": ("Kari Moe",),
                "published": "2026-11-03T09:12:00Z",
                "source": "Coastal",
                "keywords": ("fire", "harbour"),
                "copyright": "Coastal Media",
            },
        ),
        (
            page(ALL, META + "<link rel=canonical href='https://c.example/canonical'>"),
            {"uri": "https://c.example/canonical"},
        ),
        (
            page(ALL),
            {"headline": "Fire destroys ferry terminal in Ostvik", "published": None, "source": None},
        ),
        (
            page("<div id=app></div>", linked({**LINKED, "articleBody": "\n".join(PLAIN)})),
            {"text": "\n\n".join(["Fire destroys ferry terminal in Ostvik", *PLAIN])},
        ),
    ],
)
def test_what_pages_say_of_their_article(source: str, fields: Mapping[str, object]) -> None:
    found = story(source)
    assert {name: getattr(found, name) for name in fields} == fields


def test_captions_and_lists() -> None:
    figure = "<figure><img><figcaption>Smoke over the terminal on Monday</figcaption></figure>"
    old = "<div class='wp-caption'><img><p class='wp-caption-text'>The terminal in 1961</p></div>"
    source = page(
        f"<article>{H1}{figure}{''.join(P[:3])}{old}<ul><li>Four hurt</li><li>"
        f"No ferries</li></ul>{''.join(P[3:])}</article>"
    )
    found = story(source)
    texts = {found.text[zone.start : zone.end]: zone.kind for zone in found.zones}
    assert texts["Smoke over the terminal on Monday"] == texts["The terminal in 1961"] == "caption"
    assert texts["Four hurt"] == texts["No ferries"] == "bullet"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (page(ALL, "<meta charset=windows-1252>").replace("burned", "cafés").encode("cp1252"), "cafés"),
        (
            page(ALL, "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>")
            .replace("burned", "cafés")
            .encode("cp1252"),
            "“We lost",
        ),
        (page(ALL.replace("burned", "cafés")).encode("utf-16"), "cafés"),
        (
            page(ALL.replace("burned", "caf&eacute;s &#x2013; &nbsp;x &bogus;")).encode(),
            "cafés – \u00a0x &bogus;",
        ),
    ],
)
def test_encodings(source: bytes, expected: str) -> None:
    assert expected in story(source).text


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (page(NAV + FOOT), "missing-text"),
        ("<html></html>", "missing-text"),
        ("<!-- a -->", "missing-text"),
        ("", "empty"),
        (page("<p " + " ".join(f"a{n}=1" for n in range(600)) + ">x</p>"), "unknown-format"),
    ],
)
def test_what_is_refused(source: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        story(source)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (page(ALL), True),
        (ALL, True),
        ("\n<!-- saved -->\n<HTML>", True),
        ("<article class='x'>", True),
        ("<p>", True),
        ("<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'>", True),
        ("<div", False),
        ("<nitf>", False),
        ("<newsItem>", False),
        ("<rss>", False),
        ("<pre-war> buildings", False),
        ("It rained. <p>", False),
        ("<3 more days", False),
        ("", False),
    ],
)
def test_sniff(text: str, expected: bool) -> None:
    assert html_page.sniff(start_of(text.encode())) is expected


OPEN = "<p>The harbour of {} opened again on Monday after a week of storms, officials said there.</p>"


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        (f"<body><div><div><h1>Open</h1>{OPEN.format('Ostvik')}{OPEN.format('Delwin')}{OPEN.format('Orvale')}"
         f"<p>Share this article</p></div>{OPEN.format('Marn')}</div></body>", 4),
        (f"<body><div><article>{OPEN.format('Ostvik')}{OPEN.format('Delwin')}</article></div>"
         f"<div class='related'>{OPEN.format('Marn')}</div></body>", 2),
    ],
)  # fmt: skip
def test_an_inner_part_is_not_all(page: str, wanted: int) -> None:
    (found,) = html_page.read(page.encode())
    assert found.text.count("after a week of storms") == wanted


@pytest.mark.parametrize(
    ("credit", "names"),
    [
        ("<p class='byline'>By <a href='/l'>Lene Strand</a></p>", ("Lene Strand",)),
        ("<div class='article-byline'>By Lene Strand and Jon Dahl</div>", ("Lene Strand", "Jon Dahl")),
        ("<a rel='author' href='/l'>Lene Strand</a>", ("Lene Strand",)),
        ("<span itemprop='author'>Lene Strand</span>", ("Lene Strand",)),
        ("<p class='byline'>3 Nov 2026</p>", ()),
        ("<p class='sidebar'>By the harbour</p>", ()),
    ],
)
def test_the_byline_that_a_page_shows(credit: str, names: tuple[str, ...]) -> None:
    text = f"{OPEN.format('Ostvik')}{OPEN.format('Marn')}"
    page = f"<html><body><article><h1>Harbour open</h1>{credit}{text}</article></body></html>"
    (found,) = html_page.read(page.encode())
    assert found.byline == names
