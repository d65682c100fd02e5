"""Texts of one shape and any length: a unit again and again, parted by one thing, wrapped in a format or not.

A unit may have a number in it, so that names, words and figures are new each time ("{name} said.") or always
the same ("Xxxx Yyyy said."). What is linear for one shape need not be for another: each is measured.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

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
        return f"{self.wrap} {self.unit!r} + {self.between!r}"

    def text(self, size: int) -> str:
        """Return at most ``size`` bytes of UTF-8 of it."""
        pieces: list[str] = []
        left = size
        for number in count():
            piece = filled(self.unit, number) + self.between
            left -= len(piece.encode(errors="surrogatepass"))
            if left < 0:
                break
            pieces.append(piece)
        return "".join(pieces)

    def record(self, size: int) -> bytes:
        """Return a record of at most about ``size`` bytes."""
        return WRAPS[self.wrap](OPENING + self.text(size - 1 * KIB))


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

NAMES = (
    "Xxxx Yyyy said.", "Name Name said.", "Name (QQ12)", "{name} said.", "{name}", "{last} said", "{name} and",
    "Mr {last}", "John {last}", "{first} Smith", "J. {last}", "{first} J. {last} Jr.", "{name} ({letters})",
    "{letters}", "{cap} Corp", "{cap} of {cap}", "the {cap} Ministry", "{cap} {cap} {cap} {cap}", "{name}'s",
    "{name}, the mayor of {cap},", "Anna Maria de la {last}", "{cap}-{last}", "Smith", "John Smith", "A. B.",
    "President {last}", "{first}", "O'{last}", "“{cap}”", "the {word} of {cap}", "spokesman {name}",
    "University of {cap}", "{name} of the {cap} Party", "{cap} & Co.", "{cap} University Hospital", "McX",
)  # fmt: skip
PLACES = ("{town}", "Paris, Texas", "{town}, {town}", "in {town}", "GENEVA (AP) -- x", "Jan. 5, 2026", "NATO",
          "{town} {cap}", "north of {town}", "French", "the {town} {cap}", "LONDON, Jan 5 (Reuters) - It", "U.S.")  # fmt: skip
SAID = (
    "said", "he said", "she said.", "said he", ", he said,", "told {name} that", "according to {name}", "who said",
    "whose mother said", "he said she said that", "denied that", "{name} said he", "“x,” he said.",
    "“{word}” {name} said. “{word}”", "“I {word} it,” said {name}, a {word} of {cap}.", "“{word}", "{word}”",
    '"{word}" said', '"{word} ', "'{word}'", "he", "she", "they", "he told her", "it said it", "the man said",
    "said: “", "she added", "the {word} said", "{name} asked: “Why?”", "did not say", "declined to comment",
    "said that the man who said that the woman", "“I {word} that you are {word}.”", "said {name}, who said",
    "{name}: “{word}”", "‘{word}’ said {name},", "“‘{word}’”", "he said that he said", "said in a statement",
)  # fmt: skip
LABELS = ("SMITH: yes", "{loud}: yes", "Q: why A: no", "{name}: yes", "Q:", "HOST: {word}?", "A: {name} said.",
          "By {name}", "By {name} and {name}", "{name}, {cap} News", "1. {cap}", "(Reporting by {name})", "Editor's note: x",
          "Photo: {name}/AP", "Read more: {word}", "© 2026 {cap}", "{n}:{n} GMT", "UPDATE {n}", "CORRECTED:", "-- {cap}",
          "EMBARGOED until Jan 5", "KILL", "(MORE)", "* {word}", "• {name} said", "— {name}", "- {name}, mayor")  # fmt: skip
SIGNS = tuple("\"'“”‘’«»„`´()[]<>{}.,;:!?-–—…_/\\|*#@$%^&+=~\t0aAé") + (
    '""', "''", "``", "()", "<>", "<a", "</a>", "<p>", "<!--", "]]>", "<![CDATA[", "&amp;", "&#60;", "&", "a@b.co",
    "https://a.b/c?d=e", "#{word}", "@{word}", "1,", "1,000", "$1", "12.5%", "1.", "...", "--", "-a", "a-", "a.",
    "a.b.", "A.", "a'", "'s", "’s", "it's", "a,", "O'", "“a", "a”", '."', '."A', '.”A', '?" A', "! A", "“‘", "’”",
    "({word})", "[{word}]", "“(", "a;", "{open}", "\"A.\"", "x.Y", "(a", "a)", "=20", "=", "\\", "\\n", "\0",
)  # fmt: skip
WORDS = ("a", "I", "{one}", "{word}", "the", "of", "and", "The", "THE", "{loud}", "WASHINGTON SAID", "No.", "Mr.", "St.", "Jr.",
         "U.S.", "“{loud} {loud}”", "that", "to", "not", "wasn't", "killed", "dead", "market", "election", "the election",
         "who", "which", "was", "Dr", "de", "van der", "1", "{n}", "2026", "Monday", "on Monday", "a {word}", "{word},",
         "goal", "football club", "president", "former president", "the president", "minister")  # fmt: skip
LETTERS = ("漢字", "שלום", "مرحبا", "e\u0301", "\u0301", "\u200b", "a\u200b", "\u202e", "\u00ad", "a\u00ad", "\ufeff", "👩‍👩‍👧",
           "İ", "ß", "ﬁ", "\u00a0", "\u2028", "\u3000", "ก็", "हिन्दी", "Привет", "\ufffd", "\U0001d400", "ǅ", "ﷺ", "\u0345",
           "Ａ", "②", "𝔸", "Ж", "Иван Петров", "É{last}", "A\u0308", "\u0085", "\x1c", "\x0b", "\u061c")  # fmt: skip
BETWEEN = ("", " ", "\n", "\n\n", ". ")


def _json(text: str) -> bytes:
    story = {"uri": "fuzz:1", "version": 1, "status": "usable", "language": "en", "text": text}
    return json.dumps(story, ensure_ascii=False).encode(errors="surrogatepass")


def _around(before: str, behind: str) -> Callable[[str], bytes]:
    return lambda text: f"{before}{text}{behind}".encode(errors="surrogatepass")


def _escaped(before: str, behind: str) -> Callable[[str], bytes]:
    def wrap(text: str) -> bytes:
        plain = text.replace("&", "&amp;").replace("<", "&lt;")
        return f"{before}{plain}{behind}".encode(errors="surrogatepass")

    return wrap


WRAPS: dict[str, Callable[[str], bytes]] = {
    "json": _json,
    "plain": _around("", ""),
    "ninjs": lambda text: json.dumps({"uri": "fuzz:2", "type": "text", "body_text": text, "language": "en"}).encode(),
    "ninjs-html": lambda text: json.dumps({"uri": "fuzz:3", "type": "text", "body_xhtml": f"<p>{text}</p>"}).encode(),
    "headline": lambda text: json.dumps({"uri": "fuzz:4", "headline": text, "byline": text, "body_text": "He said so."}).encode(),
    "html": _around("<!DOCTYPE html><html><head><title>A</title></head><body><article><p>", "</p></article></body></html>"),
    "html-escaped": _escaped("<!DOCTYPE html><html lang='en'><body><article><p>", "</p></article></body></html>"),
    "nitf": _escaped("<nitf><body><body.content><p>", "</p></body.content></body></nitf>"),
    "nitf-raw": _around("<nitf><body><body.content><p>", "</p></body.content></body></nitf>"),
    "newsml": _escaped(
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x" version="1"><contentSet><inlineXML>'
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>', "</p></body></html></inlineXML></contentSet></newsItem>"
    ),
    "rss": _escaped("<rss version='2.0'><channel><item><title>A</title><description>", "</description></item></channel></rss>"),
    "mail": _around("From: a@b.co\nSubject: News\nContent-Type: text/plain; charset=utf-8\n\n", "\n"),
    "mail-head": _around("From: a@b.co\nSubject: ", "\n\nHe said so.\n"),
    "csv": _around('uri,headline,text\nfuzz:5,A,"', '"\n'),
    "csv-raw": _around("uri,headline,text\n", "\n"),
    "anpa": _around("\x16\x16\x01a0001\x1er i\x13 bc-x 01-05 0001\r\n\x02 ^", "\x03\x04"),
    "iptc7901": _around("\x01AFP0001 4 i 0001 /AFP-AA01\r\n\x02", "\r\n\x03051200 GMT jan 26\r\n\x04"),
    "warc": _around("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n", ""),
    "lines": _around('{"text": "', '"}\n'),
}  # fmt: skip


def shapes() -> Iterator[Shape]:
    """Yield them all: every unit with every separator, and a few of each sort in every format."""
    for group in (NAMES, PLACES, SAID, LABELS, SIGNS, WORDS, LETTERS):
        for unit in group:
            for between in BETWEEN:
                yield Shape(unit, between)
    for wrap in WRAPS:
        if wrap != "json":
            for unit in WRAPPED:
                yield from (Shape(unit, between, wrap) for between in ("", " ", "\n"))


WRAPPED = ("{name} said.", "a", "“{word}” he said", '"', "<", "<p>", "<div>", "</p>", "&", "&#60;", "<!--", "<a b='", "[", "{",
           '{"a":', "\\", ",", '","', "a@b.co", "=20", "=?utf-8?q?a?=", "\r\n", "\x03", "\x01", ": ", "By {name}", "\u200b",
           "a\u0301", "http://a.b/", "<![CDATA[", "<br>", "<script>", "<li>", "<td>", "\t", "x: y", "<{word}>", "-", "GENEVA (AP) -- x",
           "Jan. 5, 2026", "(", "é", "漢", "{loud}", "<span>{name}</span>", "<i><b>", "'", "”", "(c) {cap}")  # fmt: skip
