"""HTML pages, saved articles and fragments: the text of the article, and what the page says of it."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from slugline.intake.formats.found import Found, story
from slugline.intake.formats.html_article import Article, article, credited
from slugline.intake.formats.html_metadata import PageData, line, page_data
from slugline.intake.formats.html_paragraphs import Paragraph
from slugline.intake.formats.markup_start import behind_prolog
from slugline.intake.formats.start import Start
from slugline.intake.formats.text_encoding import decoded
from slugline.intake.refused import Refused
from slugline.intake.zones.captions import same_start
from slugline.records.story import Concept, Dateline, Link, Story

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LARGEST = 5 * 1_048_576
"""Bytes of a page; its text is much shorter."""

_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"<(?:article|section|main|div|p|h[1-6]|span|blockquote|ul|ol|table|figure|header|title|meta|link|script|style"
    r"|br|b|i|em|strong|a|center|font)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})|<\?xml[^>]{0,100}encoding=[\"']([A-Za-z0-9._:-]{1,40})",
    re.IGNORECASE,
)
_HEAD = 4_096
"""Bytes in which a page says how it is encoded; the standard says 1,024."""
_TAG_STORM = re.compile(
    r"<[a-zA-Z][^\s/>]*+(?:[\s/]++[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"']++))?+){500}"
)
"""A tag with so many attributes; the parser takes quadratic time for more."""
_MOST_ELEMENTS = 250_000
_LITTLE = 0.5
"""A page with less text than that share of what its JSON-LD has leaves it to scripts to show the rest."""


def sniff(start: Start) -> bool:
    """Tell whether it starts like a page, or with a common element of one."""
    markup = behind_prolog(start.text)
    return _PAGE.match(markup) is not None or _FRAGMENT.match(markup) is not None


def read(data: bytes) -> Iterator[Story]:
    """Yield the article of a page. Raises Refused."""
    yield story(read_page(data))


def read_page(data: bytes, *, address: str | None = None, declared: str | None = None) -> Found:
    """Return the article of a page that was found at ``address``, in the encoding that was ``declared`` with
    it, if any. Raises Refused.
    """
    return read_markup(decoded(data, _charset(data, declared)), address=address)


def markup_paragraphs(data: bytes, declared: str | None = None) -> list[Paragraph]:
    """Return the paragraphs of the article in a page alone. Raises Refused."""
    return article(_parsed(decoded(data, _charset(data, declared)))).paragraphs


def _charset(data: bytes, declared: str | None) -> str | None:
    said = _DECLARED.search(data[:_HEAD])
    return declared or ((said[1] or said[2]).decode("ascii") if said else None)


def read_markup(text: str, *, address: str | None = None) -> Found:
    """Return the article in the text of a page. Raises Refused."""
    root = _parsed(text)
    known = page_data(root)
    authors = tuple(dict.fromkeys(known.authors)) or credited(root)
    found = article(root)
    pieces = found.paragraphs
    length = sum(len(piece.text) for piece in pieces if piece.role != "caption")
    if known.body and length < _LITTLE * len(known.body):
        pieces = [Paragraph(part.strip(), None) for part in line_breaks(known.body) if part.strip()]
    headline = _headline(found, known)
    if headline and pieces and len(pieces) > 1 and _same(pieces[0].text, headline):
        pieces = pieces[1:]
    if not any(any(map(str.isalnum, piece.text)) for piece in pieces):
        raise Refused("missing-text", "a page without an article in it")
    address = known.address or address
    return Found(
        uri=address,
        headline=headline,
        dateline=Dateline(place=known.dateline, date=None) if known.dateline else None,
        body=pieces,
        byline=authors,
        published=known.published,
        modified=known.modified,
        language=known.language,
        source=known.source,
        keywords=tuple(known.keywords),
        subjects=tuple(Concept(qcode=None, name=name, scheme=None) for name in known.sections),
        genre=known.genre,
        places=tuple(Concept(qcode=None, name=name, scheme=None) for name in known.places),
        copyright=known.copyright,
        credit=known.credit,
        links=(Link(rel="web", uri=address),) if address else (),
    )


def line_breaks(text: str) -> list[str]:
    """Return the paragraphs of a text: parted by blank lines, where there are any, else by line feeds."""
    return re.split(r"\n\s*\n", text) if re.search(r"\n\s*\n", text) else text.split("\n")


def _parsed(text: str) -> "HtmlElement":
    from lxml import etree, html  # here, because most commands never need them

    if _TAG_STORM.search(text):
        raise Refused("unknown-format", "a page with a tag of 500 attributes")
    if text.count("<") > 2 * _MOST_ELEMENTS:
        raise Refused("too-large", f"a page of more than {_MOST_ELEMENTS:,} elements")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise Refused("missing-text", "a page with no element in it that can be read") from error


def _headline(found: Article, known: PageData) -> str | None:
    heading = line(found.heading)
    if heading and (not known.headline or len(heading) >= 15 or _same(heading, known.headline)):
        return heading
    return known.headline


def _same(text: str, headline: str) -> bool:
    return len(text) <= len(headline) + 3 and same_start(text, headline)
