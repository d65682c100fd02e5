"""XML parsing: encodings, references, document types, and what hostile documents cost."""

from collections.abc import Callable
from functools import partial

import pytest

from slugline.intake import items
from slugline.intake.formats.start import start_of
from slugline.intake.formats.xml_parsing import MOST_ELEMENTS, inner_text, parsed, root_name, sniffed
from slugline.intake.refused import Refused
from tests.work import calls

DECLARED = '<?xml version="1.0" encoding="{}"?>'

READ: dict[str, tuple[bytes, str]] = {
    "UTF-8": ("<a>é</a>".encode(), "é"),
    "UTF-8 with a mark": ("\ufeff<a>é</a>".encode(), "é"),
    "UTF-16 with a mark": ((DECLARED.format("UTF-16") + "<a>é</a>").encode("utf-16"), "é"),
    "UTF-16, big end first": ("\ufeff<a>é</a>".encode("utf-16-be"), "é"),
    "UTF-16 without a mark": ("<a>é</a>".encode("utf-16-le"), "é"),
    "UTF-16 without a mark, big end first": ("<a>é</a>".encode("utf-16-be"), "é"),
    "Latin-1": ((DECLARED.format("iso-8859-1") + "<a>é</a>").encode("latin-1"), "é"),
    "Windows-1252": ((DECLARED.format("windows-1252") + "<a>“é”</a>").encode("cp1252"), "“é”"),
    "Windows-1252 that calls itself Latin-1": (
        (DECLARED.format("iso-8859-1") + "<a>“é”</a>").encode("cp1252"),
        "“é”",
    ),
    "UTF-8 that calls itself Latin-1": ((DECLARED.format("iso-8859-1") + "<a>é</a>").encode(), "é"),
    "ASCII that calls itself UTF-16": ((DECLARED.format("utf-16") + "<a>x</a>").encode(), "x"),
    "Latin-9": ((DECLARED.format("ISO-8859-15") + "<a>€</a>").encode("iso-8859-15"), "€"),
    "Koi8": ((DECLARED.format("KOI8-R") + "<a>мир</a>").encode("koi8-r"), "мир"),
    "Shift JIS": ((DECLARED.format("Shift_JIS") + "<a>東京</a>").encode("shift_jis"), "東京"),
    "Mac": ((DECLARED.format("macintosh") + "<a>é</a>").encode("mac-roman"), "é"),
    "an encoding that is code": (DECLARED.format("idna").encode() + b"<a>x</a>", "x"),
    "Latin-1 without a declaration": ("<a>The café at the port</a>".encode("latin-1"), "café"),
    "Latin-1 that calls itself UTF-8": (
        (DECLARED.format("utf-8") + "<a>The café at the port</a>").encode("latin-1"),
        "café",
    ),
    "single quotes": (b"<?xml version='1.0' encoding='latin-1'?><a>\xe9</a>", "é"),
    "a name of HTML": (b"<a>caf&eacute;&nbsp;&mdash;&amp;&lt;</a>", "café\u00a0—&<"),
    "a lone ampersand": (b"<a>AT&T, R & D</a>", "AT&T, R & D"),
    "a reference to no character": (b"<a>a&#1;b&#x0;c&#xD800;d&#99999999;</a>", "a b c d "),
    "a stray control character": (b"<a>" + b"The port reopened on Monday. " * 9 + b"\x1a</a>", ""),
    "a name in CDATA stays": (b"<a><![CDATA[&nbsp;<p>&foo;]]></a>", "&nbsp;<p>&foo;"),
    "a public document type": (b'<!DOCTYPE a PUBLIC "-//X//DTD" "http://x.example/a.dtd"><a>x</a>', "x"),
    "a document type with brackets in quotes": (b'<!DOCTYPE a [<!ENTITY b "]>">]><a>x</a>', "x"),
    "a document type with a comment": (b"<!DOCTYPE a [<!-- ]> ' -->\n<?b ?>]><a>x</a>", "x"),
    "an entity that nobody uses": (b'<!DOCTYPE a [<!ENTITY % n SYSTEM "n.dtd"> %n;]><a>x</a>', "x"),
    "a default value that is not taken": (b'<!DOCTYPE a [<!ATTLIST a b CDATA "evil">]><a>x</a>', "x"),
    "a document type in a text": (b"<a>&lt;!DOCTYPE a [</a>", "<!DOCTYPE a ["),
    "comments before": (b"<!-- <b> --><?p <c> ?>\n<a>x</a>", "x"),
}


@pytest.mark.parametrize(("value", "text"), READ.values(), ids=list(READ))
def test_reads(value: bytes, text: str) -> None:
    root = parsed(value)
    assert root.tag == "a"
    assert text in inner_text(root)
    assert not root.keys()


def test_names_are_in_lower_case_and_without_namespaces() -> None:
    root = parsed(b'<n:Item xmlns:n="urn:n" GUID="A" n:x="1" xml:lang="en"><n:B.c/></n:Item>')
    assert [root.tag, root[0].tag] == ["item", "b.c"]
    assert root.get("guid") == "A"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "nothing": (b"", "empty", "no bytes"),
    "blanks": (b" \n", "empty", "blanks"),
    "no XML": (b"It rained.", "unknown-format", "well-formed"),
    "cut off": (b"<a><b>", "unknown-format", "well-formed"),
    "not UTF-8, but for some of it": (b"<a>\xc3\xa9\xe9</a>", "not-utf8", "byte 5"),
    "half of UTF-16": (b"\xff\xfe<\0a\0>\0\x41", "not-utf8", "utf-16"),
    "NUL": (b"<a>\0</a>", "control-characters", "NUL"),
    "garbage": (b"<a>" + b"\x01\x02\x03" * 9 + b"</a>", "control-characters", "27"),
    "an entity of its own": (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "unknown-format", "&b;"),
    "an entity in an attribute": (b'<!DOCTYPE a [<!ENTITY b "c">]><a d="&b;"/>', "unknown-format", "&b;"),
    "a file of the machine": (
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
        "unknown-format",
        "&b;",
    ),
    "an address": (
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "http://x.example/">]><a>&b;</a>',
        "unknown-format",
        "&b;",
    ),
    "a document type without an end": (b"<!DOCTYPE a [<a/>", "unknown-format", "without an end"),
    "deep": (b"<a>" * 5_000 + b"</a>" * 5_000, "too-deep", "256"),
    "two roots": (b"<a/><b/>", "unknown-format", "well-formed"),
}


@pytest.mark.parametrize(("value", "reason", "told"), REFUSED.values(), ids=list(REFUSED))
def test_refuses(value: bytes, reason: str, told: str) -> None:
    with pytest.raises(Refused, match=told) as refused:
        parsed(value)
    assert refused.value.reason == reason
    assert len(refused.value.detail) < 300


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("<a/>", "a"),
        ("<a", None),
        ("<n:a>", "a"),
        (" \n\ufeff<a b='c'>", "a"),
        ("<?xml?><!-- <b> --><a>", "a"),
        ("<!DOCTYPE a [<!ENTITY b '<c>'>]><a>", "a"),
        ("<!doctype a><a>", "a"),
        ("a", None),
        ("", None),
        ("<!-- <a>", None),
        ("<?xml <a>", None),
        ("<!DOCTYPE a [<a>", None),
        ("<>", None),
        ("<1>", None),
    ],
)
def test_root_name(start: str, expected: str | None) -> None:
    assert root_name(start) == expected
    assert sniffed(start_of(start.encode("utf-16"))) == expected


SMALL, LARGE = 10_000, 40_000
BOMBS: dict[str, Callable[[int], bytes]] = {
    "laughs": lambda size: (
        b'<!DOCTYPE nitf [<!ENTITY a0 "ha">'
        + b"".join(b'<!ENTITY a%d "%s">' % (at, b"&a%d;" % (at - 1) * 10) for at in range(1, size // 70))
        + b"]><nitf><body><body.content><p>&a9;</p></body.content></body></nitf>"
    ),
    "nested elements": lambda size: b"<nitf>" + b"<p>" * (size // 3),
    "nested elements, closed": lambda size: (
        b"<nitf>" + b"<p>" * 250 + b"x" * size + b"</p>" * 250 + b"</nitf>"
    ),
    "nested quotations": lambda size: _nitf(b"<q>" * 200 + b"x " * (size // 2) + b"</q>" * 200),
    "attributes": lambda size: b"<nitf " + b" ".join(b'a%d=""' % at for at in range(size // 9)) + b"/>",
    "one attribute again and again": lambda size: b"<nitf " + b'a="" ' * (size // 5) + b"/>",
    "namespaces": lambda size: (
        b"<nitf " + b" ".join(b'xmlns:a%d="u"' % at for at in range(size // 14)) + b"/>"
    ),
    "a long name": lambda size: b"<nitf><" + b"a" * size + b"/></nitf>",
    "a long attribute name": lambda size: b"<nitf " + b"a" * size + b'=""/>',
    "names": lambda size: _nitf(b"".join(b"<a%d>x</a%d>" % (at, at) for at in range(size // 14))),
    "elements": lambda size: _nitf(b"<p/>" * (size // 4)),
    "paragraphs": lambda size: _nitf(b"<p>a</p>" * (size // 8)),
    "line breaks": lambda size: _nitf(b"<p>" + b"a<br/>" * (size // 6) + b"</p>"),
    "only line breaks": lambda size: _nitf(b"<p>" + b"<br/>" * (size // 5) + b"</p>"),
    "lines": lambda size: _nitf(b"<p>" + b"ab\n" * (size // 3) + b"</p>"),
    "blank lines": lambda size: _nitf(b"<p>" + b"\n \n" * (size // 3) + b"x</p>"),
    "cells": lambda size: _nitf(b"<table><tr>" + b"<td>a</td>" * (size // 10) + b"</tr></table>"),
    "inline elements": lambda size: _nitf(b"<p>" + b"<b>a</b> " * (size // 9) + b"</p>"),
    "dateline spans": lambda size: _nitf(b"<p>" + b'<span class="dateline"/>' * (size // 24) + b"x</p>"),
    "escaped markup": lambda size: _nitf(b"<p>" + b"&lt;p&gt;" * (size // 9) + b"</p>"),
    "ampersands": lambda size: _nitf(b"<p>" + b"&" * size + b"</p>"),
    "references": lambda size: _nitf(b"<p>" + b"&#65;" * (size // 5) + b"</p>"),
    "references to nothing": lambda size: _nitf(b"<p>" + b"&#x" * (size // 3) + b"</p>"),
    "names of HTML": lambda size: _nitf(b"<p>a" + b"&nbsp;" * (size // 6) + b"</p>"),
    "CDATA": lambda size: _nitf(b"<p>&amp;" + b"<![CDATA[a]]>" * (size // 13) + b"</p>"),
    "CDATA without an end": lambda size: b"<nitf>&" + b"<![CDATA[" * (size // 9),
    "comments": lambda size: b"<!-- -->" * (size // 8) + b"<nitf/>",
    "comments without an end": lambda size: b"<!--" * (size // 4) + b"<nitf/>",
    "instructions": lambda size: b"<?a?>" * (size // 5) + b"<nitf/>",
    "instructions without an end": lambda size: b"<?a " * (size // 4) + b"<nitf/>",
    "document types": lambda size: b"<!DOCTYPE " * (size // 10) + b"<nitf/>",
    "a document type of brackets": lambda size: b"<!DOCTYPE a " + b"[" * size,
    "a document type of quotes": lambda size: b"<!DOCTYPE a [" + b'"' * size,
    "a document type of comments": lambda size: b"<!DOCTYPE a [" + b"<!--" * (size // 4),
    "blanks": lambda size: b" " * size + b"<nitf/>",
    "less-than signs": lambda size: b"<" * size,
    "keywords": lambda size: (
        b"<nitf><head><docdata><key-list>"
        + b'<keyword key="a"/>' * (size // 18)
        + b"</key-list></docdata></head></nitf>"
    ),
    "bylines": lambda size: (
        b"<nitf><body><body.head>"
        + b"<byline>By Kari Moe</byline>" * (size // 28)
        + b"</body.head></body></nitf>"
    ),
    "one long byline": lambda size: (
        b"<nitf><body><body.head><byline>By "
        + b"Kari Moe and " * (size // 13)
        + b"</byline></body.head></body></nitf>"
    ),
    "one long dateline": lambda size: (
        b"<nitf><body><body.head><dateline>"
        + b"OSLO, " * (size // 6)
        + b"</dateline></body.head></body></nitf>"
    ),
    "news items": lambda size: (
        b"<newsMessage><itemSet>" + b"<newsItem/>" * (size // 11) + b"</itemSet></newsMessage>"
    ),
    "references to items": lambda size: (
        b'<newsMessage><itemSet><packageItem guid="p"><groupSet>'
        + b'<itemRef residref="a"/>' * (size // 23)
        + b"</groupSet></packageItem><newsItem/></itemSet></newsMessage>"
    ),
    "subjects": lambda size: (
        b"<newsItem><contentMeta>"
        + b'<subject qcode="a:b"><name>c</name></subject>' * (size // 45)
        + b"</contentMeta></newsItem>"
    ),
    "notes": lambda size: (
        b"<newsItem><itemMeta>" + b"<edNote>a b</edNote>" * (size // 20) + b"</itemMeta></newsItem>"
    ),
    "contents": lambda size: (
        b"<newsItem><contentSet>"
        + b"<inlineXML><p>a</p></inlineXML>" * (size // 31)
        + b"</contentSet></newsItem>"
    ),
    "components": lambda size: (
        b"<NewsML><NewsItem><NewsComponent>"
        + b"<NewsComponent><ContentItem><DataContent>a</DataContent></ContentItem></NewsComponent>"
        * (size // 80)
        + b"</NewsComponent></NewsItem></NewsML>"
    ),
    "nested components": lambda size: (
        b"<NewsML><NewsItem>"
        + b"<NewsComponent>" * 240
        + b"<ContentItem><DataContent>"
        + b"a" * size
        + b"</DataContent></ContentItem>"
        + b"</NewsComponent>" * 240
        + b"</NewsItem></NewsML>"
    ),
    "languages": lambda size: (
        b"<NewsML><NewsItem><NewsComponent>"
        + b"".join(
            b'<NewsComponent xml:lang="x%d"><ContentItem><DataContent>a</DataContent></ContentItem>'
            b"</NewsComponent>" % at
            for at in range(size // 100)
        )
        + b"</NewsComponent></NewsItem></NewsML>"
    ),
}


def _nitf(body: bytes) -> bytes:
    return b"<nitf><body><body.content>" + body + b"</body.content></body></nitf>"


def take_in(value: bytes) -> None:
    """Do all that intake does with XML of any format."""
    try:
        for item in items(value):
            assert not isinstance(item, Refused) or len(item.detail) < 300
    except Refused as refused:
        assert len(refused.detail) < 300


@pytest.mark.dear
@pytest.mark.parametrize("bomb", BOMBS.values(), ids=list(BOMBS))
def test_four_times_the_size_is_four_times_the_work(bomb: Callable[[int], bytes]) -> None:
    take_in(bomb(100))  # what is loaded at first use does not count
    small, large = (calls(partial(take_in, bomb(size))) for size in (SMALL, LARGE))
    assert large < 4.6 * small + 3_000, "more than linear"
    assert large < 40 * LARGE, "more than 40 calls a byte"


@pytest.mark.dear
@pytest.mark.parametrize("bomb", BOMBS.values(), ids=list(BOMBS))
def test_much_of_anything_ends(bomb: Callable[[int], bytes]) -> None:
    """What is done in C counts no calls: this one only has to come back."""
    take_in(bomb(2**17))


def test_too_many_elements() -> None:
    with pytest.raises(Refused, match="elements"):
        parsed(b"<a>" + b"<b/>" * MOST_ELEMENTS + b"</a>")
