"""Texts of one shape and any length: a unit again and again, parted by one thing, wrapped in a format or not.

A unit may have a number in it, so that names, words and figures are new each time ("{name} said.") or always
the same ("Xxxx Yyyy said."). What is linear for one shape need not be for another: each is measured.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

KIB = 1024
OPENING = "The mayor said it "
"""Before every shape: what has no word in it is refused, and in some formats what has no sentence."""
SYLLABLES = (
    "ba",
    "ko",
    "ri",
    "men",
    "tol",
    "sa",
    "vik",
    "du",
    "lan",
    "pe",
    "gor",
    "ni",
    "hal",
    "zu",
    "fer",
    "mo",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A unit, what parts it from the next, and the format around."""

    unit: str
    between: str
    wrap: str = "json"

    def __str__(self) -> str:
        """Return it as it is told in a table."""
        return f"{self.wrap} {self.unit!r} + {self.between!r}"

    def text(self, size: int, first: int = 0) -> str:
        """Return at most ``size`` bytes of UTF-8 of it, with new words from number ``first`` on."""
        if not FIELD.search(self.unit):
            piece = self.unit + self.between
            return piece * (max(0, size) // len(piece.encode(errors="surrogatepass")))
        pieces: list[str] = []
        left = size
        for number in count(first):
            piece = filled(self.unit, number) + self.between
            left -= len(piece.encode(errors="surrogatepass"))
            if left < 0:
                break
            pieces.append(piece)
        return "".join(pieces)

    def record(self, size: int, first: int = 0) -> bytes:
        """Return a record of at most about ``size`` bytes."""
        return WRAPS[self.wrap](OPENING + self.text(size - 1 * KIB, first))


def filled(unit: str, number: int) -> str:
    """Return ``unit`` with what its fields stand for at ``number``."""
    return FIELD.sub(lambda found: FIELDS[found[1]](number), unit)


def word(number: int) -> str:
    """Return a word that no other number has."""
    base = len(SYLLABLES)
    made = SYLLABLES[number % base]
    while number := number // base:
        made += SYLLABLES[number % base]
    return made + "n"


def _capital(number: int) -> str:
    return word(number).capitalize()


def _letters(number: int) -> str:
    return "".join(chr(65 + number // 26**place % 26) for place in range(4))


FIELDS: dict[str, Callable[[int], str]] = {
    "n": str,
    "word": word,
    "last": lambda number: _capital(number + 7_000),
    "first": lambda number: _capital(number % 97),
    "name": lambda number: f"{_capital(number % 97)} {_capital(number + 7_000)}",
    "cap": _capital,
    "letters": _letters,
    "loud": lambda number: word(number).upper(),
    "one": lambda number: chr(97 + number % 26),
    "town": lambda number: TOWNS[number % len(TOWNS)],
    "open": lambda number: "“" if number % 2 else '"',
}
FIELD = re.compile("{(" + "|".join(FIELDS) + ")}")
TOWNS: tuple[str, ...] = (
    "Paris",
    "Texas",
    "Georgia",
    "London",
    "Ontario",
    "Lagos",
    "Washington",
    "New York",
    "Birmingham",
)


def _units() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("units.tsv").read_text("utf-8").splitlines():
        group, unit = line.split("\t")
        found.setdefault(group, []).append(json.loads(unit))
    return found


UNITS = _units()
"""What is put one behind the other, by sort: names, signs ...; "wrapped" is tried in every format."""
BETWEEN = ("", " ", "\n", "\n\n", ". ")


def _json(text: str) -> bytes:
    story = {"uri": "fuzz:1", "version": 1, "status": "usable", "language": "en", "text": text}
    return json.dumps(story, ensure_ascii=False).encode(errors="surrogatepass")


def _fields(**fields: str) -> Callable[[str], bytes]:
    return lambda text: json.dumps(
        {name: value.replace("{}", text) for name, value in fields.items()}
    ).encode()


def _around(before: str, behind: str) -> Callable[[str], bytes]:
    return lambda text: f"{before}{text}{behind}".encode(errors="surrogatepass")


def _escaped(before: str, behind: str) -> Callable[[str], bytes]:
    def wrap(text: str) -> bytes:
        plain = text.replace("&", "&amp;").replace("<", "&lt;")
        return f"{before}{plain}{behind}".encode(errors="surrogatepass")

    return wrap


HTML = "<!DOCTYPE html><html lang='en'><head><title>A</title></head><body><article><p>"
NITF, NITF_END = "<nitf><body><body.content><p>", "</p></body.content></body></nitf>"
NEWSML = (
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x" version="1"><contentSet><inlineXML>'
    '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>'
)
RSS, RSS_END = "<rss version='2.0'><channel><item><description>", "</description></item></channel></rss>"
WRAPS: dict[str, Callable[[str], bytes]] = {
    "json": _json,
    "plain": _around("", ""),
    "ninjs": _fields(uri="fuzz:2", type="text", body_text="{}", language="en"),
    "ninjs-html": _fields(uri="fuzz:3", type="text", body_xhtml="<p>{}</p>"),
    "headline": _fields(uri="fuzz:4", headline="{}", byline="{}", body_text="He said so."),
    "html": _around(HTML, "</p></article></body></html>"),
    "html-escaped": _escaped(HTML, "</p></article></body></html>"),
    "nitf": _escaped(NITF, NITF_END),
    "nitf-raw": _around(NITF, NITF_END),
    "newsml": _escaped(NEWSML, "</p></body></html></inlineXML></contentSet></newsItem>"),
    "rss": _escaped(RSS, RSS_END),
    "mail": _around("From: a@b.co\nSubject: News\nContent-Type: text/plain; charset=utf-8\n\n", "\n"),
    "mail-head": _around("From: a@b.co\nSubject: ", "\n\nHe said so.\n"),
    "csv": _around('uri,headline,text\nfuzz:5,A,"', '"\n'),
    "csv-raw": _around("uri,headline,text\n", "\n"),
    "anpa": _around("\x16\x16\x01a0001\x1er i\x13 bc-x 01-05 0001\r\n\x02 ^", "\x03\x04"),
    "iptc7901": _around("\x01AFP0001 4 i 0001 /AFP-AA01\r\n\x02", "\r\n\x03051200 GMT jan 26\r\n\x04"),
    "warc": _around("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n", ""),
    "lines": _around('{"text": "', '"}\n'),
}


def shapes() -> Iterator[Shape]:
    """Yield them all: every unit with every separator, and a few of each sort in every format."""
    for group, units in UNITS.items():
        if group != "wrapped":
            yield from (Shape(unit, between) for unit in units for between in BETWEEN)
    for wrap in WRAPS:
        if wrap != "json":
            for unit in UNITS["wrapped"]:
                yield from (Shape(unit, between, wrap) for between in ("", " ", "\n"))
