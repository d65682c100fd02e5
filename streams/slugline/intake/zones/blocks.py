"""Text to blocks: the paragraphs, list items and single lines it is made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from slugline.intake.zones.boilerplate import is_furniture
from slugline.intake.zones.bylines import byline
from slugline.intake.zones.date_lines import is_date_line
from slugline.records.zones import ZoneKind

WIDEST_WRAP = 120
"""Code points; a line longer than this was not broken to fit a column, so its end ends a paragraph."""

_DASHES = "–—*-"
BULLETS = "•‣▪●◦·■►" + _DASHES
"""A line that starts with one of these and a blank is a list item."""

_CLOSING = "\"”’'»"
_TERMINAL = ".!?…\"”’'»。！？؟"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, blanks cut at both ends; ``start`` and ``end`` (exclusive) count code points."""

    start: int
    end: int
    text: str
    indent: int
    gap: bool
    """Whether blank lines stand before it."""
    role: ZoneKind | None = None
    """What the markup it came from says it is; None says nothing."""


def blocks(text: str, offset: int = 0) -> list[Block]:
    """Return the blocks of ``text`` in order, never overlapping, none of them blank. Takes linear time.

    They are counted from ``offset``, where ``text`` stands in a longer one.

    Blank lines always part blocks. A single line break parts them too, unless the text is broken to fit a
    column (many of its breaks stand inside a sentence): then a paragraph ends at an indent, a list item or a
    short line.
    """
    lines = list(_lines(text, offset))
    breaks = runs_on = width = 0
    for one, other in pairwise(lines):
        flush = not other.gap and other.indent <= max(1, one.indent)
        if flush and max(len(one.text), len(other.text)) <= WIDEST_WRAP:
            breaks += 1
            runs_on += _runs_on(one, other)
            width = max(width, _column(one))
    if not breaks or runs_on < 0.3 * breaks:
        return lines
    return [_joined(text, run, offset) for run in _paragraphs(lines, width)]


def _lines(text: str, at: int) -> Iterator[Block]:
    gap = True
    for raw in text.splitlines(keepends=True):
        bare = raw.strip()
        start = at + len(raw) - len(raw.lstrip())
        if bare:
            yield Block(start, start + len(bare), bare, start - at, gap)
        gap = not bare
        at += len(raw)


def _runs_on(line: Block, following: Block) -> bool:
    if line.text[-1] in _TERMINAL:
        return line.text.rstrip(_CLOSING).endswith(",")
    first = following.text[0]
    return (
        line.text[-1] == ","
        or first.islower()
        or (first.isdigit() and line.text.rsplit(None, 1)[-1].islower() and not is_date_line(following.text))
    )


def _paragraphs(lines: list[Block], width: int) -> Iterator[list[Block]]:
    run: list[Block] = []
    for line in lines:
        if run and _parted(run, line, width):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _parted(run: list[Block], line: Block, width: int) -> bool:
    last = run[-1]
    if line.gap or max(len(last.text), len(line.text)) > WIDEST_WRAP or is_bullet(line.text):
        return True
    room = width - _column(last) - 1 - len(line.text.split(None, 1)[0])
    ended = last.text[-1] in _TERMINAL
    if is_bullet(run[0].text):
        return line.indent <= run[0].indent and not _runs_on(last, line) and (ended or room >= 0)
    if _runs_on(last, line):
        return line.indent > last.indent + 1
    if line.indent > last.indent or (line.indent > 1 and line.indent >= run[0].indent):
        return True
    if len(run) == 1:
        credit = byline(last.text)
        if (credit and (credit.published or room >= 0)) or (room >= 0 and is_furniture(last.text)):
            return True
    return ended and (room >= 12 or is_furniture(line.text))


def _column(line: Block) -> int:
    return line.indent + len(line.text)


def is_bullet(line: str) -> bool:
    """Tell whether ``line`` (no blanks before it) is a list item."""
    return len(line) > 2 and line[0] in BULLETS and line[1].isspace()


def is_list_item(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether ``blocks[at]`` is an item of a list; one that starts with a dash only beside another."""
    text = blocks[at].text
    beside = (blocks[near].text for near in (at - 1, at + 1) if 0 <= near < len(blocks))
    return is_bullet(text) and (text[0] not in _DASHES or any(map(is_bullet, beside)))


def _joined(text: str, run: list[Block], offset: int) -> Block:
    start, end = run[0].start, run[-1].end
    return Block(start, end, text[start - offset : end - offset], run[0].indent, run[0].gap)
