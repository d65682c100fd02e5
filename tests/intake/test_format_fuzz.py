"""Every format on broken input: it yields stories and refusals, raises Refused, and nothing else.

``FUZZ=100000 python -m pytest tests/intake/test_format_fuzz.py`` tries so many for each format, and 1 MiB
of what is much of one thing.
"""

import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from random import Random

import pytest

from slugline.intake.formats.start import start_of
from slugline.intake.formats.table import BY_NAME, FORMATS
from slugline.intake.refused import Refused
from slugline.records.story import Story
from tests.intake import samples

COUNT = int(os.environ.get("FUZZ", "150"))
LONG = "FUZZ" in os.environ
BOMB = 1_048_576 if LONG else 32_768
MADE_HERE = [row.name for row in FORMATS if row.name in samples.SAMPLES]
TELLING = (
    b"<",
    b">",
    b"</",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"&",
    b"&#",
    b"&amp;",
    b'"',
    b"'",
    b"=",
    b"\n",
    b"\r\n\r\n",
    b"\t",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b";",
    b"\\",
    b"\0",
    b"\x01",
    b"\x02",
    b"\x03",
    b"\x04",
    b"^",
    b"/",
    b"--",
    b"-- \n",
    b"From ",
    b"boundary=",
    b"Content-Type: ",
    b"Content-Length: 9999999",
    b"multipart/mixed",
    b"=?utf-8?B?",
    b"?=",
    b"charset=",
    b"WARC/1.0\r\n",
    b"HTTP/1.1 200",
    b"\xff",
    b"\xc3",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"utf-16",
    b"<p>",
    b'<div class="',
    b"null",
    b"1e999",
    b"-1",
    b"9" * 30,
    b"ZCZC",
    b"NNNN",
    b"NOT FOR PUBLICATION",
    b"xmlns:a=",
    b"<a:b",
    b"http://",
    b"gzip",
    b"chunked",
)


PROGRAMMERS = re.compile(
    r"object has no|object is not|NoneType|index out of range|not subscriptable|codec can.t|"
    r"not enough values|too many values|positional argument|invalid literal for|substring not found|Errno"
)
"""What a library says of a fault to who wrote the program; who reads a dead letter is another."""


def broken(sample: bytes, chance: Random) -> bytes:
    """Return ``sample`` cut off, overwritten, or with pieces put in, doubled or taken out."""
    data = bytearray(sample)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(data) + 1)
        what = chance.randrange(7)
        if what == 0:
            del data[at:]
        elif what == 1:
            del data[at : at + chance.choice((1, 3, 40))]
        elif what == 2 and at < len(data):
            data[at] = chance.randrange(256)
        elif what == 3:
            data[at:at] = chance.choice(TELLING)
        elif what == 4:
            data[at:at] = data[at : at + 60] * chance.choice((1, 2, 30))
        elif what == 5:
            data[at:at] = chance.choice(TELLING) * chance.choice((1, 50, 400))
        else:
            data[at:at] = chance.randbytes(chance.choice((1, 4, 60)))
    return bytes(data[:60_000])


def inputs(name: str, count: int) -> Iterator[bytes]:
    chance = Random(name)  # the same inputs every time
    seeds = samples.SAMPLES[name]
    yield from (b"", b" ", b"\0", b"\xef\xbb\xbf", b"\xff\xfe")
    for number in range(count):
        yield (
            chance.randbytes(chance.choice((1, 9, 200)))
            if number % 20 == 0
            else broken(chance.choice(seeds), chance)
        )


def check(items: Callable[[], Iterator[Story | Refused]]) -> None:
    try:
        for item in items():
            if isinstance(item, Refused):
                assert item.detail and not PROGRAMMERS.search(item.detail)
                continue
            assert item.uri
            last = 0
            for zone in item.zones:
                assert last <= zone.start < zone.end <= len(item.text)
                last = zone.end
    except Refused as refused:
        assert refused.detail and not PROGRAMMERS.search(refused.detail)


@pytest.mark.parametrize("name", MADE_HERE)
def test_broken_input(name: str) -> None:
    row = BY_NAME[name]
    for data in inputs(name, COUNT):
        row.sniff(start_of(data))
        check(partial(row.read, data))


@pytest.mark.parametrize("name", MADE_HERE)
def test_the_samples_are_read_and_told(name: str) -> None:
    for sample in samples.SAMPLES[name]:
        assert any(isinstance(item, Story) for item in BY_NAME[name].read(sample)), sample[:60]
        told = next(row for row in FORMATS if not row.lines and row.sniff(start_of(sample)))
        assert told.name == name


BOMBS = {
    "html": [
        "<div>",
        "<div class='related x'>",
        "<a ",
        "<",
        "<p>",
        "<a href=x>",
        "<b>",
        "<table>",
        "<p><font><i>",
        "<ul><li>",
        "&amp;",
        "&#",
        "<!--",
        "<!-- -->",
        "<h1>",
        "<h1>x</h1>",
        "<article><aside>",
        "<p>a<script></script>b",
        "a<nav></nav>",
        "<div><a>aa bb</a></div>",
        "<meta name=author content=x>",
        '<script type=application/ld+json>{"@type":"Article"}</script>',
        "<a b='",
        "<a b=\"<a c='",
        "<x a=b ",
        "<script type=application/ld+json>",
        "<template>",
        "<p class='caption",
        "<![CDATA[",
        "</p>",
        "<title>",
        "<svg><p>",
        "<p a=\"<p a='",
    ],
    "rss": [
        "<item>",
        "<item><title>",
        "<item/>",
        "<item><title>a</title></item>",
        "<![CDATA[",
        "&eacute;",
        "&",
        "<!--",
        "<a:b xmlns:a='x'>",
        "<item><category>a</category>",
        "<item><description>&lt;p&gt;",
        "<link href='x'/>",
    ],
    "iptc7901": [
        " ",
        "\n",
        "031137 ",
        "\x01cst0061 3 i 98\r\n",
        "a/\n",
        "\x02",
        "a =\n",
        "a b c\n",
        "(x)\n",
        "# notes\n",
        "* * * *\n",
        "   a\n",
        "not for publication\n",
        "a-\n",
        "1  2  3\n",
    ],
    "anpa": [
        "\n",
        "<",
        " \n",
        "a  b,",
        "\x16\x16\x01W2870\x1fx\r\n",
        "^a<\n",
        "^",
        "\ta\n",
        "``",
        "''",
        " _ ",
        "^By Kari Moe=\n",
        "_\n",
        "`",
    ],
    "mail": [
        "\n",
        ">",
        " ",
        "--\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "_",
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n",
        "--b\n",
        "> \n",
        "a\n\n",
        "-- \n",
        "X: y\n",
        "=?utf-8?B?YQ==?=",
        " \n",
        "=\n",
        "From a@b Tue Nov 3 09:12:00 2026\n",
        "Original Message\n",
        "if you are not the intended recipient\n\n",
    ],
    "mbox": [
        "From a@b.example Tue Nov  3 09:12:00 2026\nFrom: a\nDate: b\nSubject: c\n\nd\n\n",
        ">From \n",
        "\n",
    ],
    "csv": ["a,", '"', "\n", '""\n', "title,text\n", ",\n", "\r"],
    "warc": [
        "WARC/1.0\r\n",
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\n",
        "\r\n",
        "a: b\r\n",
    ],
    "parquet": ["PAR1"],
    "ninjs": ["[", "{}", "[]", '{"a":', "1 ", "\\", '"', '{"uri":"a"}\n', "<p>"],
}


@pytest.mark.dear
@pytest.mark.parametrize(("name", "piece"), [(name, piece) for name in MADE_HERE for piece in BOMBS[name]])
def test_much_of_one_thing_ends_soon(name: str, piece: str) -> None:
    """Much of it alone, behind a sample and within one: what took quadratic time would take minutes."""
    sample = samples.SAMPLES[name][0]
    many = piece.encode("latin-1") * (BOMB // len(piece))
    within = (sample[: len(sample) // 2] + many, sample[: sample.find(b"\n") + 1] + many)
    for data in (many, sample + many, *(within if LONG else ())):
        row = BY_NAME[name]
        row.sniff(start_of(data))
        check(partial(row.read, data))
