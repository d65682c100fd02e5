"""XML that is no format of stories: refused by the name of what it looks like, with what to do."""

from slugline.intake.formats.xml_parsing import root_name
from slugline.intake.refused import Refused

LARGEST = 16 * 1_048_576
"""Bytes of the largest document: a message of many items, or one with pictures in it."""

_KNOWN = {
    "rss": "an RSS feed", "feed": "an Atom feed", "rdf": "an RDF document", "opml": "a list of feeds (OPML)",
    "urlset": "a sitemap", "sitemapindex": "a sitemap", "html": "an HTML page", "svg": "a drawing (SVG)",
    "envelope": "a SOAP message", "plist": "a property list", "kml": "a map (KML)", "gpx": "a track (GPX)",
    "sports-content": "SportsML: results, no story", "tei": "a TEI edition", "schema": "an XML Schema",
    "stylesheet": "an XSLT style sheet", "mediawiki": "a dump of a wiki", "alert": "a CAP warning",
    "newsmessage": "NewsML-G2", "newsitem": "NewsML-G2", "packageitem": "NewsML-G2", "newsml": "NewsML 1",
    "nitf": "NITF",
}  # fmt: skip
_WORDS = ("alert", "envelope", "schema", "stylesheet")
"""Names that a plain text in brackets may begin with, too."""


def refuse(text: str) -> None:
    """Raise Refused, with the name of what it looks like, for ``text`` that is XML: says so, or is known."""
    name = root_name(text)
    declared = text.lstrip("\ufeff \t\r\n")[:9].lower().startswith(("<?xml", "<!doctype"))
    if name is None and declared:
        raise Refused("unknown-format", "looks like XML, but it has no root element: cut off?")
    if name is None or not (declared or (name.lower() in _KNOWN and name.lower() not in _WORDS)):
        return
    what = _KNOWN.get(name.lower(), "XML of a format that is not read here")
    raise Refused(
        "unknown-format",
        f"looks like {what} (<{name[:40]}>): send NewsML-G2, NewsML 1, NITF, ninjs, a feed or plain text",
    )
