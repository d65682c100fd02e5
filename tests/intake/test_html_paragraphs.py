"""HTML bodies to paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slugline.intake.formats.html_paragraphs import paragraphs


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
