"""A document inside another: NITF, XHTML, HTML in a text, a vendor's own words or plain text."""

from slugline.intake.formats.found import Found
from slugline.intake.formats.nitf import nitf_found
from slugline.intake.formats.xml_fields import LANG, filed, people, said
from slugline.intake.formats.xml_paragraphs import inline_paragraphs, text_paragraphs
from slugline.intake.formats.xml_parsing import Element

_HEADLINES = ("h1", "hl1", "rubrik")
_PLACES = ("ort",)


def inline_found(holder: Element) -> Found:
    """Return what the document in ``holder`` says. Raises Refused for a wrong status in it."""
    inner = next((child for child in holder if len(child) or said(child)), None)
    if inner is None:
        return Found(body=text_paragraphs(holder.text or ""))
    if (holder.text or "").strip():
        return Found(body=inline_paragraphs(holder))
    if inner.tag == "nitf":
        return nitf_found(inner)
    if inner.tag == "html":
        return _page_found(inner)
    if len(holder) > 1:
        return Found(body=inline_paragraphs(holder))
    return _own_found(inner)


def _page_found(page: Element) -> Found:
    body = page.find("body")
    if body is None:
        return Found(language=page.get(LANG), body=inline_paragraphs(page))
    for header in body.findall("header"):
        body.remove(header)
    title = next((said(one) for one in body.iter("h1")), None) or said(page.find("head/title"))
    return Found(headline=title, language=page.get(LANG) or page.get("lang"), body=inline_paragraphs(body))


def _own_found(inner: Element) -> Found:
    """A vendor's own vocabulary: what it calls headline and byline is found by the names in use."""
    body = inline_paragraphs(inner)
    title = next((said(one) for one in inner.iter(*_HEADLINES)), None)
    byline = tuple(name for one in inner.iter("byline") for name in people(said(one)))
    place = next((said(one) for one in inner.iter(*_PLACES)), None)
    return Found(headline=title, byline=byline, dateline=filed(place), body=body)
