"""HTML element by element: what each part of a page is to the article, a row for each."""

import pytest

from slugline.intake.formats import html_page
from slugline.intake.formats.html_paragraphs import Paragraph, line, looks_like_html, paragraphs
from slugline.records.story import Story

LINES = [
    f"The harbour of {place} opened again on Monday after a week of storms, officials of the town said."
    for place in ("Ostvik", "Delwin", "Orvale", "Marn")
]
P = [f"<p>{one}</p>" for one in LINES]
HIDDEN = "Nobody is to read these words in the middle of the story, which is no part of it."
MUCH = " ".join([HIDDEN] * 12)


def read(body: str) -> Story:
    (found,) = html_page.read(f"<html><body>{body}</body></html>".encode())
    return found


def parts(body: str) -> list[str]:
    return read(body).text.split("\n\n")


UNREAD = """
script style template svg iframe noscript button select textarea object nav dialog audio video canvas map
menu math aside footer
"""


@pytest.mark.parametrize("tag", UNREAD.split())
def test_an_element_that_is_not_read(tag: str) -> None:
    within = f"{P[0]}{P[1]}<{tag}>{HIDDEN}</{tag}>{P[2]}{P[3]}"
    assert parts(f"<article>{within}</article>") == LINES
    assert parts(f"<div><{tag}>{MUCH}</{tag}></div><div>{''.join(P)}</div>") == LINES


@pytest.mark.parametrize(
    "role",
    ["navigation", "complementary", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu",
     "menubar", "toolbar", "tablist", "form", "alert"],
)  # fmt: skip
def test_a_role_that_is_not_read(role: str) -> None:
    assert parts(f"<article>{P[0]}{P[1]}<div role={role}><p>{MUCH}</p></div>{P[2]}{P[3]}</article>") == LINES


@pytest.mark.parametrize("role", ["main", "article", "note", "region", ""])
def test_another_role_is(role: str) -> None:
    assert MUCH in parts(f"<article>{P[0]}<div role='{role}'><p>{MUCH}</p></div>{P[1]}</article>")


@pytest.mark.parametrize(
    ("element", "read_too"),
    [
        (f"<div hidden><p>{HIDDEN}</p></div>", False),
        (f"<div aria-hidden=true><p>{HIDDEN}</p></div>", False),
        (f"<div aria-hidden=false><p>{HIDDEN}</p></div>", True),
        (f"<form><p>{HIDDEN}</p></form>", False),
        (f"<div style='Display: none'><p>{HIDDEN}</p></div>", False),
        (f"<div style='color:red;display:none'><p>{HIDDEN}</p></div>", False),
        (f"<div style='display: block'><p>{HIDDEN}</p></div>", True),
        (f"<header><p>{HIDDEN}</p></header>", True),
        *(
            (f"<{tag} class=share><b>{HIDDEN}</b></{tag}>", True)
            for tag in ("p", "figure", "article", "main")
        ),
        (f"<div class=share><p>{HIDDEN}</p></div>", False),
        (f"<div id=share><p>{HIDDEN}</p></div>", False),
        (f"<div class=shareBar><p>{HIDDEN}</p></div>", False),
        (f"<div class='x share_bar:y'><p>{HIDDEN}</p></div>", False),
        (f"<div class='x/share'><p>{HIDDEN}</p></div>", False),
        (f"<div class=shared><p>{HIDDEN}</p></div>", True),
        (f"<div class='share article-body'><p>{HIDDEN}</p></div>", True),
        (f"<div class='up-next'><p>{HIDDEN}</p></div>", False),
        (f"<div class='up x next'><p>{HIDDEN}</p></div>", True),
        (f"<div class='{'x' * 201} share'><p>{HIDDEN}</p></div>", True),
        *(
            (f"<{tag} class=byline>{HIDDEN}</{tag}>", False)
            for tag in ("div", "span", "ul", "address", "time")
        ),
        (f"<section class=byline><p>{HIDDEN}</p></section>", True),
        (f"<section class=pubdate><p>{HIDDEN}</p></section>", True),
    ],
)  # fmt: skip
def test_furniture_of_an_article(element: str, read_too: bool) -> None:
    body = f"<article>{P[0]}{P[1]}{element}{P[2]}{P[3]}</article>"
    assert (HIDDEN in read(body).text) is read_too


def test_a_header_outside_an_article_is_none_of_it() -> None:
    inside = f"<div>{P[0]}{P[1]}<header><p>{HIDDEN}</p></header>{P[2]}{P[3]}</div>"
    assert parts(inside) == LINES
    assert parts(f"<article>{'<div>' * 11}{inside}{'</div>' * 11}</article>") == LINES


@pytest.mark.parametrize(("name", "much"), [("share", True), ("comments", False), ("most-read", False)])
def test_some_furniture_may_have_a_story_behind_it(name: str, much: bool) -> None:
    behind = f"<p>{MUCH[:600]}</p>"
    body = f"<article>{''.join(P * 3)}<div class={name}>{behind}</div></article>"
    assert (behind[3:60] in read(body).text) is much
    linked = f"<article>{''.join(P * 3)}<div class={name}><p>{HIDDEN}</p></div></article>"
    assert HIDDEN not in read(linked).text


BLOCKS = """
address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure
footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody tfoot
thead tr ul
"""
INLINE = "a abbr b big cite code em font i mark s small span strong sub sup u"


@pytest.mark.parametrize("tag", BLOCKS.split())
def test_a_block_is_a_paragraph(tag: str) -> None:
    assert [one.text for one in paragraphs(f"a<{tag}>b</{tag}>c")] == ["a", "b", "c"]
    assert [one.text for one in paragraphs(f"a<{tag.upper()} class='x>y'>b</{tag.upper()} >c")] == [
        "a",
        "b",
        "c",
    ]


@pytest.mark.parametrize("tag", INLINE.split())
def test_what_is_in_a_line_is_none(tag: str) -> None:
    assert [one.text for one in paragraphs(f"a<{tag}>b</{tag}>c")] == ["abc"]


@pytest.mark.parametrize("tag", [*UNREAD.split()[:10], "title"])
def test_what_is_not_read(tag: str) -> None:
    assert [one.text for one in paragraphs(f"a <{tag} x='1'><p>b</p></{tag} > c")] == ["a  c"]
    assert [one.text for one in paragraphs(f"a <{tag}> b")] == ["a  b"]
    assert [one.text for one in paragraphs(f"a <{tag}> b</{tag}x>c</{tag}> d<{tag}>e")] == ["a  de"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<ol><li>a</li></ol>b", [Paragraph("a", "bullet"), Paragraph("b", None)]),
        ("<ul><li>a</ul>b", [Paragraph("a", "bullet"), Paragraph("b", None)]),
        ("<ol><li>a</ol>b", [Paragraph("a", "bullet"), Paragraph("b", None)]),
        ("<figure>a<figcaption>b</figcaption>c</figure>d",
         [Paragraph("a", None), Paragraph("b", "caption"), Paragraph("c", None), Paragraph("d", None)]),
        ("<footer><ul><li>a</li></ul>b</footer>c",
         [Paragraph("a", "boilerplate"), Paragraph("b", "boilerplate"), Paragraph("c", None)]),
        ("<figcaption><ul><li>a</li></ul></figcaption>", [Paragraph("a", "caption")]),
        ("<pre> a\n\n  b\n</pre>", [Paragraph(" a\n\n  b", None)]),
        ("<pre>a<br>b</pre><p>c  d</p>", [Paragraph("a\nb", None), Paragraph("c d", None)]),
        ("<pre><div>a  b</div>c  d</pre>e  f",
         [Paragraph("a  b", None), Paragraph("c  d", None), Paragraph("e f", None)]),
        ("<pre> \n </pre>a", [Paragraph("a", None)]),
        ("a<br><br>b", [Paragraph("a", None), Paragraph("b", None)]),
        ("a<br> <br> <br>b<br>c", [Paragraph("a", None), Paragraph("b\nc", None)]),
        ("a<br>\n\t<br>b", [Paragraph("a", None), Paragraph("b", None)]),
        ("<td>a</td><th>b</th><td>c</td>", [Paragraph("a b c", None)]),
        ("a\t\f\r\n b", [Paragraph("a b", None)]),
        ("a &#12345678; b &#1234567890 c &#65;", [Paragraph("a \ufffd b \ufffd c A", None)]),
        ("a <b title='x' c", [Paragraph("a <b title='x' c", None)]),
        ("a<b title=\"x'y\">b</b>", [Paragraph("ab", None)]),
        ("a<b title='x>y'>b</b>", [Paragraph("ab", None)]),
        ("a</>b</ p>c", [Paragraph("a</>b</ p>c", None)]),
        ("a<!-- b -- > c -->d", [Paragraph("ad", None)]),
        ("a<!-- b", [Paragraph("a b", None)]),
        ("a<!b 'c>d'>e<?f g?>h", [Paragraph("aeh", None)]),
        ("a<x:y z>b</x:y>c<y-z>d", [Paragraph("abcd", None)]),
        ("<b 'x>a</b>", [Paragraph("a", None)]),
    ],
)  # fmt: skip
def test_roles_and_lines(source: str, expected: list[Paragraph]) -> None:
    assert paragraphs(source) == expected


TAGS = "p div br span h1 h6 ul ol li a b i em strong blockquote body html table pre"


@pytest.mark.parametrize("tag", TAGS.split())
def test_a_tag_makes_html(tag: str) -> None:
    for source in (f"x <{tag}>", f"</{tag}> x", f"<{tag.upper()} class='y'>", f"<{tag}/>"):
        assert looks_like_html(source)
    for source in (
        f"{tag}>",
        f"<{tag}",
        f"<{tag}x>",
        f"< {tag}>",
        f"<{tag} <x>",
        f"<x{tag}>",
        f"<{tag} {'x' * 400}>",
    ):
        assert not looks_like_html(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a  b\n c", "a b c"), ("<p>a</p><p>b  c</p>", "a b c"), ("a &amp; b", "a & b"), ("", ""),
        ("<i>a</i>\tb", "a b"), (" &lt;i&gt; ", "<i>"),
    ],
)  # fmt: skip
def test_one_line(source: str, expected: str) -> None:
    assert line(source) == expected


INNER = f"<div class=z>{P[0]}{P[1]}{P[2]}{P[3]}</div>"
SHORT = "<p>Short words.</p>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<div>{SHORT}<div class=z>{''.join(P)}</div></div>", LINES),
        (f"<div>{SHORT}<article>{''.join(P)}</article></div>", LINES),
        (f"<div>{SHORT}<main>{''.join(P)}</main></div>", LINES),
        (f"<div>{SHORT}<section itemprop=articleBody>{P[0]}{P[1]}{P[2]}</section>{P[3]}</div>", LINES[:3]),
        (f"<div>{SHORT}<section class=story-body>{P[0]}{P[1]}{P[2]}</section>{P[3]}</div>", LINES[:3]),
        (f"<div>{SHORT}<main>{P[0]}{P[1]}</main>{P[2]}</div>", LINES[:2]),
        (f"<div><article>{P[0]}</article>{P[1]}{P[2]}{P[3]}</div>", LINES),
        (f"<article>{P[0]}<article>{P[1]}{P[2]}{P[3]}</article></article>", LINES[1:]),
        (f"<article>{P[0]}{P[1]}<article>{P[2]}{P[3]}</article></article>", LINES),
        (f"<div><div>{P[0]}{P[1]}{P[2]}</div>{P[3]}</div>", LINES),
        (f"<div><div>{''.join(P * 3)}</div><blockquote>{HIDDEN}</blockquote></div>", [*LINES * 3, HIDDEN]),
        (f"<div><div class=z>{''.join(P * 3)}</div>{P[3]}</div>", LINES * 3),
        (f"<div><div>{''.join(P * 3)}</div>{SHORT}</div>", LINES * 3),
        (f"<div><blockquote>{MUCH}</blockquote><div>{SHORT}</div></div>", [MUCH, "Short words."]),
        (f"<ul>{''.join(f'<li>{one}</li>' for one in LINES)}</ul>", LINES),
        (f"<dl>{''.join(f'<dd>{one}</dd>' for one in LINES)}</dl>", LINES),
        (f"<table>{''.join(f'<tr><td>{one}</td></tr>' for one in LINES)}</table>", LINES),
        *((f"<div>{''.join(f'<{tag}>{one}</{tag}>' for one in LINES)}</div>", LINES)
          for tag in ("div", "section", "article", "pre", "blockquote")),
    ],
)  # fmt: skip
def test_what_of_a_page_is_the_article(body: str, expected: list[str]) -> None:
    assert parts(body) == expected


LINK = "<a href='/x'>Another story of this week in the town of Ostvik</a>"


@pytest.mark.parametrize(
    "tag", ["p", "div", "section", "ul", "ol", "table", "blockquote", "dl", "center", "li"]
)
def test_a_list_of_links_within_is_left_out(tag: str) -> None:
    body = f"<article>{P[0]}{P[1]}<{tag}>{LINK}</{tag}>{P[2]}{P[3]}</article>"
    assert parts(body) == LINES
    some = f"<article>{P[0]}{P[1]}<{tag}>{LINK} {HIDDEN}</{tag}>{P[2]}{P[3]}</article>"
    assert HIDDEN in read(some).text


@pytest.mark.parametrize("list_tag", ["ul", "ol"])
@pytest.mark.parametrize("tag", ["h2", "h3", "h4", "h5", "h6"])
def test_and_so_is_its_heading(tag: str, list_tag: str) -> None:
    linked = f"<{tag}>More of it</{tag}><{list_tag}><li>{LINK}</li></{list_tag}>"
    assert parts(f"<article>{P[0]}{P[1]}{linked}{P[2]}{P[3]}</article>") == LINES
    other = f"<{tag}>More of it</{tag}><div>{LINK}</div>"
    assert "More of it" in read(f"<article>{P[0]}{P[1]}{other}{P[2]}{P[3]}</article>").text


@pytest.mark.parametrize(
    ("body", "headline"),
    [
        (f"<h1>Harbour opens</h1>{''.join(P)}", "Harbour opens"),
        (f"<h1> </h1><h1>Harbour <i>opens</i></h1>{''.join(P)}", "Harbour opens"),
        (f"<h1>Coast Herald</h1><article><h1>Harbour opens</h1>{''.join(P)}</article>", "Harbour opens"),
        (f"<h1>Coast Herald</h1><main><h1>Harbour opens</h1>{''.join(P)}</main>", "Harbour opens"),
        (f"<h1>Coast Herald</h1><h1>Harbour opens</h1>{''.join(P)}", None),
    ],
)
def test_the_heading_of_a_page(body: str, headline: str | None) -> None:
    assert read(f"<div>{body}</div>").headline == headline


@pytest.mark.parametrize("tag", ["p", "div", "span", "a", "address", "h3", "h4", "h5", "h6"])
def test_whom_a_page_names_as_its_author(tag: str) -> None:
    for told in ("rel=author", "itemprop=author", "class=byline", "id=bylines"):
        body = f"<article><{tag} {told}>By Lene Strand</{tag}>{''.join(P)}</article>"
        assert read(body).byline == ("Lene Strand",)
    for told in ("rel=nofollow", "itemprop=name", "class=by"):
        body = f"<article><{tag} {told}>Ysmer Strand</{tag}>{''.join(P)}</article>"
        assert read(body).byline == ()
