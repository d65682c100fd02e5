"""Hostile and damaged records by number: the same seed and number give the same bytes, on any machine."""

import json
import random
from collections.abc import Callable
from pathlib import Path

from ops.fuzz.shapes import UNITS as GROUPS
from ops.fuzz.shapes import WRAPS, filled

LONGEST = 6_000
"""Characters of most inputs; one in a thousand has twenty times as many."""
UNITS = tuple(unit for units in GROUPS.values() for unit in units)
PROSE = Path(__file__).with_name("copy.txt").read_text("utf-8").splitlines()
"""Invented wire copy, a paragraph a line."""
FIELDS = [
    "uri",
    "headline",
    "body_text",
    "body_xhtml",
    "text",
    "byline",
    "language",
    "versioncreated",
    "subject",
    "place",
    "urgency",
    "pubstatus",
    "embargoed",
    "title",
    "content",
    "description",
    "author",
    "date",
    "items",
    "associations",
]


def record(seed: int, number: int) -> bytes:
    """Return the input of that number."""
    luck = random.Random(f"{seed}:{number}")
    made = luck.choices(KINDS, WEIGHTS)[0](luck)
    for _ in range(luck.choice((0, 0, 0, 1, 2, 5))):
        made = _damaged(luck, made)
    return made


def _size(luck: random.Random) -> int:
    return luck.randrange(LONGEST * (20 if luck.random() < 0.001 else 1)) >> luck.randrange(6)


def _noise(luck: random.Random) -> bytes:
    return luck.randbytes(_size(luck))


def _letters(luck: random.Random) -> bytes:
    """Any code points, lone surrogates among them."""
    ranges = (
        (0, 0x110000),
        (0x20, 0x7F),
        (0, 0x20),
        (0x300, 0x370),
        (0x590, 0x700),
        (0x2000, 0x2070),
        (0x4E00, 0x5000),
    )
    low, high = luck.choice(ranges)
    text = "".join(chr(luck.randrange(low, high)) for _ in range(_size(luck) // 3))
    return text.encode(errors=luck.choice(("surrogatepass", "replace")))


def _units(luck: random.Random) -> bytes:
    """A few units again and again, in a format."""
    chosen = luck.sample(UNITS, luck.randint(1, 4))
    parts, size = [], _size(luck)
    for number in range(size):
        parts.append(filled(luck.choice(chosen), number) + luck.choice(("", " ", " ", "\n", "\n\n", ". ")))
        size -= len(parts[-1])
        if size < 0:
            break
    return _wrapped(luck, "".join(parts))


def _story(luck: random.Random) -> bytes:
    """Wire copy with units strewn in."""
    lines = [luck.choice(PROSE) for _ in range(luck.randint(1, 15))]
    for _ in range(luck.choice((0, 1, 3, 9))):
        at = luck.randrange(len(lines))
        cut = luck.randrange(len(lines[at]) + 1)
        lines[at] = lines[at][:cut] + filled(luck.choice(UNITS), luck.randrange(9_999)) + lines[at][cut:]
    return _wrapped(luck, luck.choice(("\n", "\n\n", "\n\n", " ")).join(lines))


def _wrapped(luck: random.Random, text: str) -> bytes:
    if luck.random() < 0.02:
        return text.encode(luck.choice(("utf-16", "latin-1", "cp1252", "utf-8-sig")), errors="replace")
    return WRAPS[luck.choice(tuple(WRAPS))](text)


def _json(luck: random.Random) -> bytes:
    return json.dumps(_value(luck, 0), ensure_ascii=luck.random() < 0.5).encode(errors="surrogatepass")


def _value(luck: random.Random, depth: int) -> object:
    kind = luck.randrange(8 if depth < 5 else 6)
    if kind < 3:
        return luck.choice((*PROSE, *UNITS, ""))
    if kind < 6:
        return luck.choice(
            (None, True, 0, -1, 1e308, 2**70, "2026-03-03T10:00:00Z", "en", "usable", "canceled")
        )
    if kind == 6:
        return [_value(luck, depth + 1) for _ in range(luck.randrange(5))]
    return {luck.choice(FIELDS): _value(luck, depth + 1) for _ in range(luck.randrange(9))}


def _nested(luck: random.Random) -> bytes:
    opening = luck.choice(
        ("[", '{"a":', "<p>", "<div>", "(", "“", "<b><i>", '{"items":[', "&amp;", "<!--", "> ")
    )
    return (
        _wrapped(luck, opening * (_size(luck) // 4))
        if luck.random() < 0.5
        else opening.encode() * _size(luck)
    )


def _damaged(luck: random.Random, data: bytes) -> bytes:
    """Some bytes left out, doubled, changed or put in."""
    at = luck.randrange(len(data) + 1)
    end = min(len(data), at + luck.choice((1, 1, 2, 9, 80, 400)))
    change = luck.randrange(5)
    if change == 0:
        return data[:at] + data[end:]
    if change == 1:
        return data[:end] + data[at:end] * luck.choice((1, 1, 3, 20)) + data[end:]
    if change == 2:
        return data[:at] + luck.randbytes(end - at) + data[end:]
    if change == 3:
        return data[:at] + luck.choice(UNITS).encode(errors="surrogatepass") + data[at:]
    return data[:at]


KINDS: tuple[Callable[[random.Random], bytes], ...] = (_story, _units, _json, _letters, _noise, _nested)
WEIGHTS = (40, 30, 10, 10, 5, 5)
