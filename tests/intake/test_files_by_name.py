"""What is no format of stories: each is called by its name, and what can be done is said in full."""

import pytest

from slugline.intake.formats import other_files, xml_by_name
from slugline.intake.refused import Refused

XML = {
    "rss": "an RSS feed",
    "feed": "an Atom feed",
    "rdf": "an RDF document",
    "opml": "a list of feeds (OPML)",
    "urlset": "a sitemap",
    "sitemapindex": "a sitemap",
    "html": "an HTML page",
    "svg": "a drawing (SVG)",
    "plist": "a property list",
    "kml": "a map (KML)",
    "gpx": "a track (GPX)",
    "sports-content": "SportsML: results, no story",
    "tei": "a TEI edition",
    "mediawiki": "a dump of a wiki",
    "newsmessage": "NewsML-G2",
    "newsitem": "NewsML-G2",
    "packageitem": "NewsML-G2",
    "newsml": "NewsML 1",
    "nitf": "NITF",
}
ONLY_DECLARED = {
    "envelope": "a SOAP message",
    "schema": "an XML Schema",
    "stylesheet": "an XSLT style sheet",
    "alert": "a CAP warning",
}


@pytest.mark.parametrize(("name", "told"), [*XML.items(), *ONLY_DECLARED.items()])
def test_xml_is_called_by_its_name(name: str, told: str) -> None:
    sources = [f'<?xml version="1.0"?><{name}>', f"\ufeff \n<?XML version='1.0'?>\n<x:{name.upper()} a='b'>"]
    for source in (*sources, f"<{name}>") if name in XML else sources:
        with pytest.raises(Refused) as refused:
            xml_by_name.refuse(source)
        assert refused.value.detail.startswith(f"looks like {told} (<")
        assert refused.value.detail.endswith(": send NewsML-G2, NewsML 1, NITF, ninjs, a feed or plain text")
    if name in ONLY_DECLARED:
        xml_by_name.refuse(f"<{name}>")


ADVICE = {
    b"%PDF-": "a PDF: take its text out first, as with pdftotext",
    b"{\\rtf1": "a text in RTF: save it as plain text or HTML",
    b"%!PS": "PostScript: take its text out first",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": (
        "an old Office file (.doc, .xls or .msg): save it as plain text or HTML"
    ),
    b"PK\x03\x04": (
        "a zip archive, or an Office or OpenDocument file: unpack it, or save it as plain text or HTML"
    ),
    b"PK\x05\x06": "an empty zip archive",
    b"\x1f\x8b": "gzip: give it as a file, or unpack it",
    b"BZh": "bzip2: give it as a file, or unpack it",
    b"\x28\xb5\x2f\xfd": "zstd: give it as a file, or unpack it",
    b"\xfd7zXZ\0": "xz: unpack it",
    b"SQLite format 3\0": "an SQLite database: export a table as CSV",
    b"Obj\x01": "Avro: convert it to JSON lines",
    b"\x89HDF": "HDF5: convert it to JSON lines",
    b"ARROW1": "Arrow: convert it to Parquet",
    b"\x80\x04\x95": "a Python pickle: convert it to JSON lines",
}


@pytest.mark.parametrize(("start", "told"), ADVICE.items())
def test_what_can_be_done_with_other_files(start: bytes, told: str) -> None:
    for before in (b"", b"\xef\xbb\xbf", b"\r\n "):
        with pytest.raises(Refused) as refused:
            other_files.refuse(before + start + b" and more")
        assert refused.value.detail == f"looks like {told}"
