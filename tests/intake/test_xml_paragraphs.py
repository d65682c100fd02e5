"""Inline documents: elements to paragraphs and their roles."""

import pytest

from slugline.intake.formats.xml_paragraphs import inline_paragraphs, text_paragraphs
from slugline.intake.formats.xml_parsing import parsed

ROWS: dict[str, tuple[str, list[str]]] = {
    "inline markup is running text": (
        "<p>A <b>bold</b><i>er</i> <a href='x'>move</a>.</p>",
        ["A bolder move."],
    ),
    "blanks and line ends are one blank": ("<p>  The\n     port \t reopened.  </p>", ["The port reopened."]),
    "what a printer broke is joined": (
        "<p>One\n          two\n          three\n          four\n          five.</p>",
        ["One two three four five."],
    ),
    "what a desk broke is parted": (
        "<p>   The port reopened on Monday after a week of\nstorms, officials said, and ships sailed.\n"
        "   Two of them were bound for Malta, which had\nrun out of fuel.\n</p>",
        [
            "The port reopened on Monday after a week of storms, officials said, and ships sailed.",
            "Two of them were bound for Malta, which had run out of fuel.",
        ],
    ),
    "more paragraphs than wraps": (
        "<p>    * Tolls rise in March\n    * Ferry lines object\n\n    By Kari Moe\n"
        "    Nov 3 (Nordlys) - The bridge authority raised its\ntolls on Tuesday, officials said.\n"
        "    Lorries pay double.\n</p>",
        [
            "* Tolls rise in March",
            "* Ferry lines object",
            "By Kari Moe",
            "Nov 3 (Nordlys) - The bridge authority raised its tolls on Tuesday, officials said.",
            "Lorries pay double.",
        ],
    ),
    "an inline element on its own lines": (
        "<p>\n         The\n       <b>\n         Solvang\n       </b>\n       line sails.\n     </p>",
        ["The Solvang line sails."],
    ),
    "a note in brackets before the copy": (
        "<p>(Adds comment from port) Ships sailed (all of them) on Monday.</p>",
        ["(Adds comment from port)", "Ships sailed (all of them) on Monday."],
    ),
    "other brackets before the copy": (
        "<p>(Nordlys) - Ships sailed on Monday.</p>",
        ["(Nordlys) - Ships sailed on Monday."],
    ),
    "a notepad": (
        "<p>a</p><section class='notepad'><h3>b</h3><section class='np-nonpublic'><p>c</p><ul><li>d</li></ul>"
        "</section></section>",
        ["a", "boilerplate: b", "editor_note: c", "editor_note: d"],
    ),
    "what says that it is not to be printed": (
        "<p>a</p><div><p>Not intended for publication</p><p>b</p></div><p>c</p>",
        ["a", "editor_note: Not intended for publication", "editor_note: b", "c"],
    ),
    "a story about it": (
        "<div><p>The minister marked the letter, which he had sent to all of the mayors of the coast on "
        "Sunday night, as not for publication.</p></div>",
        [
            "The minister marked the letter, which he had sent to all of the mayors of the coast on "
            "Sunday night, as not for publication."
        ],
    ),
    "headings": ("<p>a</p><hl2>Next up</hl2><p>b</p>", ["a", "body: Next up", "b"]),
    "breaks are lines": ("<p>One<br/>two</p>", ["One\ntwo"]),
    "two breaks are a paragraph": ("<p>One<br/> <br/>two</p>", ["One", "two"]),
    "text without a paragraph": ("One<p>two</p>three", ["One", "two", "three"]),
    "a heading in a paragraph": ("<p>One<h3>Two</h3>three</p>", ["One", "Two", "three"]),
    "quotations get their marks": ("<p><q>Yes</q>, she said.</p>", ["“Yes”, she said."]),
    "quotations that have them": ("<p><q>«Yes»</q>, she said.</p>", ["«Yes», she said."]),
    "lists": ("<ul><li>a</li><li>b</li></ul>", ["bullet: a", "bullet: b"]),
    "a paragraph in a list": ("<ul><li><p>a</p></li></ul>", ["bullet: a"]),
    "captions": ("<figure><img/><figcaption>a</figcaption></figure>", ["caption: a"]),
    "media": (
        "<media><media-reference>x</media-reference><media-caption>a</media-caption></media>",
        ["caption: a"],
    ),
    "code and navigation": ("<p>a</p><script>b</script><style>c</style><nav>d</nav>", ["a"]),
    "rows": ("<table><tr><td>a</td><td>b</td></tr></table>", ["body: a b"]),
    "a row of one cell": ("<table><tr><th>a</th></tr><tr><th/><th>b</th></tr></table>", ["a", "b"]),
    "a vendor's picture": (
        "<p>a</p><nv-image caption='The  hall.' creditline='Ida Holm/nv'/><nv-chart/><p>b</p>",
        ["a", "caption: The hall. Ida Holm/nv", "b"],
    ),
    "a dateline in a span": (
        "<p><span class='dateline'>Oslo (nvk) - </span>Rain fell.</p>",
        ["dateline: Oslo (nvk) -", "Rain fell."],
    ),
    "the word dateline further down": (
        "<p>See the <span class='dateline'>dateline</span>.</p>",
        ["See the dateline."],
    ),
    "notes": ("<p>a</p><note noteclass='editorsnote'><p>b</p></note><p>c</p>", ["a", "editor_note: b", "c"]),
    "other notes": ("<p>a</p><note noteclass='cd'><p>b</p></note>", ["a", "b"]),
    "a vendor's blocks": ("<x><ZWISCHENTITEL>a</ZWISCHENTITEL><TEXTBLOCK>b</TEXTBLOCK></x>", ["a", "b"]),
    "a vendor's words within a line": ("<p>The <FIRM>Solvang</FIRM> line.</p>", ["The Solvang line."]),
    "escaped twice": ("<p>&amp;quot;Yes&amp;quot; &amp;amp; no&amp;#39;s</p>", ['"Yes" & no\'s']),
    "escaped markup": ("<p>&lt;p&gt;a&lt;/p&gt;&lt;p&gt;b&lt;/p&gt;</p>", ["a", "b"]),
    "escaped twice by numbers": ("<p>it&amp;#8217;s, it&amp;#x2019;s</p>", ["it\u2019s, it\u2019s"]),
    "escaped markup within a line": ("<p>It says &lt;p&gt;no&lt;/p&gt;.</p>", ["It says <p>no</p>."]),
    "a block with a caption": ("<p>a</p><section caption='x'>b</section>", ["a", "b"]),
    "escaped code": ("<p>&lt;div&gt;&lt;/div&gt;&lt;script&gt;a&lt;/script&gt;</p>", []),
    "less than": ("<p>a &lt; b and b &gt; c</p>", ["a < b and b > c"]),
    "a table of lines": ("<pre>a  1\n\nb  2</pre>", ["a 1", "b 2"]),
    "nothing": ("<p/><p> </p><p>\n</p>", []),
    "end": ("<p>a</p><footer>b</footer>", ["a", "boilerplate: b"]),
}


@pytest.mark.parametrize(("source", "expected"), ROWS.values(), ids=list(ROWS))
def test_paragraphs(source: str, expected: list[str]) -> None:
    found = inline_paragraphs(parsed(f"<div>{source}<i/></div>".encode()))
    assert [f"{one.role}: {one.text}" if one.role else one.text for one in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\n\ntwo", ["One", "two"]),
        ("<p>One</p><p>two</p>", ["One", "two"]),
        ("\n<p>\n  The port reopened.\n</p>\n", ["The port reopened."]),
        ("AT&amp;T", ["AT&T"]),
        ("", []),
    ],
)
def test_texts(text: str, expected: list[str]) -> None:
    assert [one.text for one in text_paragraphs(text)] == expected


BLOCKS = """
address article aside blockquote block body body.content body.end body.head bq caption center dd details
div dl dt fieldset figcaption figure fn footer form h1 h2 h3 h4 h5 h6 header hedline hl1 hl2 hr html legend
li main media media-caption nitf nitf-table note ol p pre section summary table tagline tbody text tfoot
thead tr ul byline dateline abstract lead distributor bibliography credit bildtext bildskapare dat
"""
INLINE = """
a abbr acronym b big chron cite city classifier code company copyrite country del em event font frac
frac-num frac-den frac-sep function i img ins kbd lang location mark money name.family name.given num
object.title org ort person postaddr source pronounce q region s small span state strong sub sublocation
sup sym td th time tt u var wbr
"""
UNREAD = """
script style head title template svg iframe noscript button select textarea object nav media-reference
media-metadata media-object media-producer nitf-table-metadata bildfil alt-code virtloc icon link meta
video audio figure.reference
"""


def texts(source: str) -> list[str]:
    return [one.text for one in inline_paragraphs(parsed(f"<div>{source}</div>".encode()))]


@pytest.mark.parametrize("tag", BLOCKS.split())
def test_a_block_parts_the_text_around_it(tag: str) -> None:
    assert texts(f"a<{tag}>b</{tag}>c") == ["a", "b", "c"]


@pytest.mark.parametrize("tag", INLINE.split())
def test_what_is_inline_is_one_line_with_its_like(tag: str) -> None:
    assert len(texts(f"<{tag}>a</{tag}><{tag}>b</{tag}>")) == 1


@pytest.mark.parametrize("tag", UNREAD.split())
def test_what_is_no_text_of_the_story(tag: str) -> None:
    assert texts(f"a<{tag}>b</{tag}>c") == ["ac"]


@pytest.mark.parametrize("tag", ["td", "th", "ort", "source", "byttl"])
def test_what_is_apart_is_another_word(tag: str) -> None:
    assert texts(f"a<{tag}>b</{tag}>c") == ["a bc"]
