"""Lines that a scraper ran together: headline, byline and dateline in one, and links behind a paragraph."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from slugline.intake.zones.blocks import Block
from slugline.intake.zones.boilerplate import is_furniture
from slugline.intake.zones.bylines import byline, says_by
from slugline.intake.zones.dateline_heads import JOINERS, Filed, is_known
from slugline.intake.zones.datelines import leading
from slugline.intake.zones.link_lists import is_labelled
from slugline.lang.zone_words import ZoneWords

_HEAD = 260
"""Code points in which headline and byline have to end."""

_FIRST = 3
"""Blocks from the start that may hold a headline run together with what follows."""

_LONGEST = 6_000
"""Code points; a longer block is left as it is."""

_WORDS = ZoneWords("merged")
_BY = re.compile(rf"\s(?={_WORDS.alternation('by')}\s+[A-ZÀ-Þ])")
_PLACE = re.compile(r"(?<=[\w\"”’')])\s+(?=[A-ZÀ-Þ]{3,}[^\n]{0,60}?\)\s*(?:--|[-–—_])\s)")
_SIGNED = re.compile(r"(?P<names>[^\n()]{8,100})\s\([A-Za-z][^()\n]{1,30}\)\s*(?:--|[-–—])")
_LINK = re.compile(
    rf"(?<=[.!?\"”])\s+(?=(?:{_WORDS.alternation('labels')}\s*:|{_WORDS.alternation('openers')})\s?)"
)
_OPENERS = tuple(sorted({*_WORDS.entries("labels"), *_WORDS.entries("openers")}))
_ENDED = re.compile(r"(?<=[.!?\"”])\s+(?=[A-Z\"“])")
_STOPPED = re.compile(r"[.!?][\"”]?\s+[A-Z]")


def parted(blocks: Sequence[Block]) -> list[Block]:
    """Return ``blocks`` with those run together taken apart. Offsets stay."""
    out: list[Block] = []
    opened = _opened(blocks)
    for at, block in enumerate(blocks):
        if block.role or len(block.text) > _LONGEST:
            out.append(block)
            continue
        head = _head_cuts(block.text) if at < _FIRST and leading(block.text) is None else []
        pieces = _cut(block, head) if head else [block]
        for piece in pieces:
            links = list(_link_cuts(piece.text)) if opened else []
            out += _cut(piece, links) if links and not is_furniture(piece.text) else [piece]
    return out


def _head_cuts(text: str) -> list[tuple[int, int]]:
    """Return where headline and byline end and what follows begins, if the block begins with them."""
    if signed := _signed_cut(text):
        return signed
    for found in _BY.finditer(text, 10, _HEAD):
        if _STOPPED.search(text[: found.start()]):
            break
        for blank in list(re.finditer(r"\s+", text[found.end() : found.end() + 120]))[2:10]:
            end, start = found.end() + blank.start(), found.end() + blank.end()
            said = byline(text[found.end() : end])
            if said and said.names and _filed(text[start:]):
                return [(found.start(), found.end()), (end, start)]
    for found in _PLACE.finditer(text, 10, _HEAD):
        if _STOPPED.search(text[: found.start()]):
            break
        if _filed(text[found.end() :]) and not text[: found.start()].isupper():
            return [(found.start(), found.end())]
    return []


def _signed_cut(text: str) -> list[tuple[int, int]]:
    """Return where a byline ends that a dateline runs into: "By Kari Moe BONN (AP) - ..."."""
    found = _SIGNED.match(text) if says_by(text) else None
    if not found:
        return []
    names = found["names"]
    cuts = [
        blank
        for blank in list(re.finditer(r"\s+", names))[2:]
        if names[blank.end() :].partition(",")[0].isupper()
        and names[blank.end() :].split()[0].casefold() not in JOINERS
        and _filed(text[blank.end() :])
    ]
    known = [cut for cut in cuts if is_known(names[cut.end() :], "")]
    cut = next((one for one in known or cuts if _names_end(names[: one.start()])), None)
    return [(cut.start(), cut.end())] if cut else []


def _names_end(text: str) -> bool:
    """Whether the last of the names before a place is whole: two words, at least."""
    said = byline(text)
    return said is not None and bool(said.names) and " " in said.names[-1] and not said.names[-1].islower()


def _filed(text: str) -> Filed | None:
    filed = leading(text)
    return filed if filed and filed.place and (filed.agency or filed.date) else None


def _opened(blocks: Sequence[Block]) -> bool:
    """Whether a link or a call may stand behind a sentence of any block, which one search tells."""
    text = "\n".join(block.text for block in blocks)
    return any(opener in text for opener in _OPENERS)


def _link_cuts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the gaps around sentences that are links, calls to subscribe and the like."""
    at = 0
    while found := _LINK.search(text, at):
        after = _ENDED.search(text, found.end())
        end = after.start() if after else len(text)
        piece = text[found.end() : end]
        if is_labelled(piece) or is_furniture(piece):
            yield found.start(), found.end()
            if after:
                following = _LINK.match(text, after.start())
                if not following:
                    yield after.start(), after.end()
        at = max(end, found.end())


def _cut(block: Block, cuts: Sequence[tuple[int, int]]) -> list[Block]:
    pieces: list[Block] = []
    at = 0
    for start, end in [*cuts, (len(block.text), len(block.text))]:
        if start > at:
            pieces.append(
                replace(block, start=block.start + at, end=block.start + start, text=block.text[at:start])
            )
        at = end
    return pieces
