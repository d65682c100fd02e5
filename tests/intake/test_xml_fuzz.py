"""XML of every format, damaged: a story that holds together or a reason, and never anything else.

500 inputs a format by default; ``SLUGLINE_FUZZ=100000`` makes it as many as that.
"""

import os
import random
from collections.abc import Iterator

import pytest

from slugline.intake import items
from slugline.intake.refused import Refused
from slugline.records.codec import build, encode, parse
from slugline.records.story import Story
from tests.intake.xml_samples import NAMES, READERS, data

MANY = int(os.environ.get("SLUGLINE_FUZZ", "500"))
PIECES = [
    b"<", b">", b"</", b"/>", b"&", b"&amp;", b"&lt;p&gt;", b"&#0;", b"&#x41;", b"&nbsp;", b"&foo;", b"]]>",
    b"<![CDATA[", b"<!--", b"-->", b"<?", b"?>", b"<!DOCTYPE x [", b'"', b"'", b"\0", b"\x1a", b"\xff",
    b"\xe9", b"\xc3\xa9", b"\xef\xbb\xbf", b"\xe2\x80\x8b", b" ", b"\n", b"\n\n", b"\t", b"xmlns='urn:x'",
    b"<p>", b"</p>", b"<br/>", b"<q>", b"</q>", b"<nitf>", b"</nitf>", b"<body>", b"<x>", b"</x>",
    b"stat:canceled", b"0", b"9" * 30, b"-1", b"2026-02-30T25:00:00Z", b"x" * 300, b"UTF-16", b"iso-8859-1",
    b"encoding='cp037'",
]  # fmt: skip


def damaged(source: bytes, chance: random.Random) -> bytes:
    """Return ``source`` cut off, with pieces put in, taken out, doubled or swapped, or bytes changed."""
    value = bytearray(source)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        at = chance.randrange(len(value) + 1)
        span = chance.choice((1, 1, 4, 20, 200))
        kind = chance.randrange(7)
        if kind == 0:
            value[at:at] = chance.choice(PIECES)
        elif kind == 1:
            value[at : at + span] = chance.choice(PIECES)
        elif kind == 2:
            del value[at : at + span]
        elif kind == 3:
            value[at:at] = value[at : at + span]
        elif kind == 4:
            value[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 5:
            other = chance.randrange(len(value) + 1)
            value[at : at + span] = value[other : other + span]
        elif chance.random() < 0.2:
            del value[at:]
    return bytes(value)


def noise(chance: random.Random) -> bytes:
    """Return bytes that are no document, or pieces of one in any order."""
    if chance.random() < 0.5:
        return chance.randbytes(chance.randrange(300))
    return b"".join(chance.choice(PIECES) for _ in range(chance.randrange(60)))


def inputs(form: str, count: int) -> Iterator[bytes]:
    chance = random.Random(f"xml {form}")  # seeded: the same every time
    samples = [data(name) for name in NAMES if name.partition("-")[0] == form]
    for number in range(count):
        yield noise(chance) if number % 20 == 0 else damaged(chance.choice(samples), chance)


def check(item: Story | Refused) -> None:
    if isinstance(item, Refused):
        assert item.reason
        assert 0 < len(item.detail) < 400
        return
    end = 0
    for zone in item.zones:
        assert end <= zone.start < zone.end <= len(item.text)
        assert item.text[zone.start : zone.end].strip()
        end = zone.end
    assert build(Story, parse(encode(item))) == item, "it fits its record"


@pytest.mark.parametrize("form", READERS)
def test_damaged_documents(form: str) -> None:
    read = refused = 0
    for number, value in enumerate(inputs(form, MANY)):
        found: list[Story | Refused] = []
        try:
            found += READERS[form](value) if number % 2 else items(value)
        except Refused as whole:
            found.append(whole)
        except Exception as error:
            raise AssertionError(f"{form}, input {number}: {value[:2_000]!r}") from error
        for item in found:
            check(item)
            read += isinstance(item, Story)
            refused += isinstance(item, Refused)
    assert min(read, refused) > MANY // 20, "it tries both"


@pytest.mark.parametrize("form", READERS)
def test_cut_off_anywhere(form: str) -> None:
    for name in (name for name in NAMES if name.partition("-")[0] == form):
        whole = data(name)
        for at in range(0, len(whole), max(1, len(whole) // 100)):
            try:
                for item in items(whole[:at]):
                    check(item)
            except Refused as refused:
                check(refused)
