"""HTML bodies to paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slugline.intake.formats.html_paragraphs import looks_like_html, paragraphs


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", []),
        ("<p></p><p>&nbsp;</p>", []),
        ("plain & simple", ["plain & simple"]),
        ("<p>One\n  <b>two</b>&nbsp;three.</p>\n<P class=x>Four</P>", ["One two\xa0three.", "Four"]),
        ("<div>a<p>b</div>c", ["a", "b", "c"]),
        ("a<br>b<br/>\n<br />c", ["a\nb", "c"]),
        ("<h2>a</h2>b<blockquote>c</blockquote>", ["a", "b", "c"]),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", ["a b", "c"]),
        ("<pre>a\n  b</pre>c", ["a\n  b", "c"]),
        ("<q>a</q>", ["“a”"]),
        ("&ldquo;a&#8221; &amp;lt; &#99999999999; &bogus;", ["“a” &lt; \ufffd &bogus;"]),
        ("<script>var a = '<p>no</p>';</script><style>p {}</style>yes<!-- <p>no -->", ["yes"]),
        ("<a href='x>y' title=\"a > b\">z</a>", ["z"]),
        ("x < y and 3<4, <3", ["x < y and 3<4, <3"]),
        ("a <b c", ["a <b c"]),
        ("<a title='open>z</a>", ["z"]),
        ("<script>a", ["a"]),
        ("a<!-- b", ["a b"]),
        ("<?php x ?>a<!DOCTYPE b>", ["a"]),
    ],
)
def test_paragraphs(source: str, expected: list[str]) -> None:
    assert [paragraph.text for paragraph in paragraphs(source)] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<ul><li>a<li>b</ul>c", [("a", "bullet"), ("b", "bullet"), ("c", None)]),
        ("<li><p>a</p></li><p>b</p>", [("a", "bullet"), ("b", None)]),
        ("<figure><figcaption>a</figure>b", [("a", "caption"), ("b", None)]),
        ("a<footer><p>b</p></footer>", [("a", None), ("b", "boilerplate")]),
    ],
)
def test_roles(source: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(paragraph.text, paragraph.role) for paragraph in paragraphs(source)] == expected


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<", ">", '"', "'", "<a b='", "<!--", "-->", "&amp;", "x", "<li>", " "]
        )
    )
)
def test_never_raises_and_never_blank(pieces: list[str]) -> None:
    assert all(paragraph.text.strip() for paragraph in paragraphs("".join(pieces)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>a", True), ("a<br/>b", True), ("</DIV>", True), ("<b class='x'>", True), ("a < b", False),
        ("<GSW INC>", False), ("<p" + " x" * 300 + ">", False), ("<pa>", False),
    ],
)  # fmt: skip
def test_looks_like_html(text: str, expected: bool) -> None:
    assert looks_like_html(text) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<script>a</script ><p>b", ["b"]),
        ("<SCRIPT>a</Script>b", ["b"]),
        ("<script>a<script>b</script>c<script>d", ["cd"]),
        ("<style>a<p>b", ["a", "b"]),
        ("a<script/>b</scripts>c", ["abc"]),
        ("<!-- > -->a<!-- b", ["a b"]),
        ("a<!-->b-->c", ["ac"]),
        ("<a b='c>d'>e<a b='>f", ["ef"]),
        ("<a b=\"c'>d'>e", ["d'>e"]),
        ("a<b", ["a<b"]),
        ("a</b", ["a</b"]),
        ("a<?b>c<!d>e", ["ace"]),
        ("<1>a", ["<1>a"]),
        ("<pre> a \n\n\n b </pre> c ", [" a \n\n\n b ", "c"]),
        ("<pre>a<p>b\n c</pre>d  e", ["a", "b\n c", "d e"]),
        ("<pre>\n</pre>", []),
        ("a<br><br>b", ["a", "b"]),
        ("a <br> b<br>", ["a\nb"]),
        ("<tr><td>a<th>b", ["a b"]),
        ("&amp;&#10;a", ["& a"]),
        ("&#1234567;&#12345678;", ["\ufffd\ufffd"]),
        ("a<p>" * 3, ["a", "a", "a"]),
    ],
)
def test_tags_comments_and_blanks(source: str, expected: list[str]) -> None:
    assert [paragraph.text for paragraph in paragraphs(source)] == expected


@pytest.mark.parametrize(
    ("source", "roles"),
    [
        ("<ol><li>a</ol>b", ["bullet", None]),
        ("<li>a<p>b<ul><li>c</ul>d", ["bullet", "bullet", "bullet", None]),
        ("<figcaption>a</figcaption>b", ["caption", None]),
        ("<footer><li>a</li></footer><li>b<figcaption>c", ["boilerplate", "bullet", "caption"]),
    ],
)
def test_the_outermost_role_counts(source: str, roles: list[str | None]) -> None:
    assert [paragraph.role for paragraph in paragraphs(source)] == roles


def test_past_a_hundred_unbalanced_quotes_quotes_in_tags_mean_nothing() -> None:
    unbalanced, balanced = "<a b='>", "<a b='c>d'>e"
    assert paragraphs(balanced + unbalanced * 99)[0].text == "e"
    assert paragraphs(unbalanced * 101 + "x").pop().text == "x"


BLOCKS = """
address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form h1
h2 h3 h4 h5 h6 header legend li main nav ol p pre section summary table tbody tfoot thead tr ul caption body
html
"""
UNREAD = "script style template svg iframe noscript title button select textarea object"


@pytest.mark.parametrize("tag", BLOCKS.split())
def test_a_block_parts_the_text_around_it(tag: str) -> None:
    assert [one.text for one in paragraphs(f"a<{tag}>b</{tag}>c")] == ["a", "b", "c"]


@pytest.mark.parametrize("tag", UNREAD.split())
def test_what_is_no_text_of_the_story(tag: str) -> None:
    assert [one.text for one in paragraphs(f"<p>a<{tag}>b</{tag}>c</p>")] == ["ac"]


def test_other_elements_stand_within_a_line() -> None:
    assert [one.text for one in paragraphs("a<b>b</b><x-y>c</x-y>")] == ["abc"]
