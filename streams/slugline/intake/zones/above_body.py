"""The top of a story: everything above the first paragraph of the body."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from slugline.intake.zones.blocks import Block, is_list_item
from slugline.intake.zones.bylines import Byline, byline, says_by
from slugline.intake.zones.captions import is_caption, is_numbered, is_pictured
from slugline.intake.zones.datelines import Filed, leading, lone
from slugline.intake.zones.endings import is_closed
from slugline.intake.zones.headlines import is_headline, is_section, is_standfirst
from slugline.records.zones import ZoneKind

MOST = 16
"""Blocks looked at from the start."""

_FEW = 4
"""Words of the longest line of a menu that is told by what stands around it."""


_BYLINE: ZoneKind = "byline"
_NOTE: ZoneKind = "editor_note"


@dataclass(slots=True)
class Top:
    """The kinds of the first blocks, and what they say. Filled while the blocks are read, in order."""

    headline: str | None
    kinds: list[ZoneKind] = field(default_factory=list)
    bylines: list[Byline] = field(default_factory=list)
    filed: Filed | None = None


def read_top(blocks: Sequence[Block], furniture: Sequence[bool], headline: str | None) -> Top:
    """Return what stands above the body; ``furniture`` tells which blocks are boilerplate.

    ``headline`` is given where it is known and not among the blocks (or stands in blocks already taken off);
    None says it is to be found.
    """
    top = Top(headline)
    some = list(blocks[: MOST + 8])
    if headline is None:
        _title(some, furniture, top)
    while len(top.kinds) < min(len(some), MOST) and top.filed is None:
        at = len(top.kinds)
        kind = _furniture(some, at, top) if furniture[at] else _kind(some, at, top)
        if kind is None:
            break
        top.kinds.append(kind)
    while top.kinds and top.kinds[-1] == "boilerplate":
        top.kinds.pop()
    return top


def _title(blocks: list[Block], furniture: Sequence[bool], top: Top) -> None:
    at = 0
    while at + 1 < min(len(blocks), MOST) and (
        blocks[at].role
        or furniture[at]
        or is_numbered(blocks[at].text)
        or (at < 6 and _byline(blocks, at, top))
    ):
        numbered: ZoneKind = "caption" if is_numbered(blocks[at].text) else "byline"
        top.kinds.append(blocks[at].role or (_furniture(blocks, at, top) if furniture[at] else numbered))
        at += 1
    if at >= len(blocks):
        return
    while not furniture[at] and _is_menu(blocks, at, furniture):
        top.kinds += ["boilerplate"] * (1 + (below := _next(blocks, at, furniture) - at - 1))
        at += 1 + below
    copy = [blocks[at], *(blocks[below] for below in range(at + 1, len(blocks)) if not furniture[below])]
    if len(copy) > 2 and is_section(blocks[at].text) and not furniture[at + 1] and is_headline(copy, 1):
        top.kinds.append("section")
        at, copy = at + 1, copy[1:]
    labelled = (
        at > 0
        and blocks[at - 1].role == _NOTE
        and not blocks[at].gap
        and blocks[at].start - blocks[at - 1].end <= 3
    )
    if not furniture[at] and (
        is_headline(copy, 0) or is_headline(blocks, at) or (labelled and len(copy) > 1)
    ):
        top.kinds.append("headline")
        top.headline = re.sub(r"\s+", " ", blocks[at].text)
    elif not {_BYLINE, _NOTE} & set(top.kinds):
        top.kinds.clear()


def _is_menu(blocks: list[Block], at: int, furniture: Sequence[bool]) -> bool:
    """Whether a short line above a longer one that may be the headline is a page's own.

    A headline of two words is rare; one of a few is no headline where the page's furniture stands around it.
    """
    below = _next(blocks, at, furniture)
    if below >= min(len(blocks) - 1, MOST) or blocks[at].role or blocks[below].role:
        return False
    words, others = len(blocks[at].text.split()), len(blocks[below].text.split())
    scraped = any(furniture[: below + 2])
    return (
        words <= (_FEW if scraped else 2)
        and others > _FEW
        and not blocks[at].text.isupper()
        and not is_section(blocks[at].text)
        and not is_closed(blocks[at].text)
        and is_headline(blocks, below)
        and not byline(blocks[below].text)
    )


def _next(blocks: Sequence[Block], at: int, furniture: Sequence[bool]) -> int:
    """The first block below ``at`` that is no furniture."""
    return next((below for below in range(at + 1, len(blocks)) if not furniture[below]), len(blocks))


def _furniture(blocks: list[Block], at: int, top: Top) -> ZoneKind:
    """A credit below a story is boilerplate ("Written by Ana Silva"); above it, it is a byline."""
    found = byline(blocks[at].text) if blocks[at].role is None and top.kinds else None
    if found and (found.names or "headline" in top.kinds):
        top.bylines.append(found)
        return "byline"
    return "boilerplate"


def _kind(blocks: list[Block], at: int, top: Top) -> ZoneKind | None:
    text = blocks[at].text
    if blocks[at].role:
        return blocks[at].role
    credits_it = top.kinds[-1:] in (["headline"], ["standfirst"]) or says_by(text)
    slashed = "/" in text and credits_it and not is_pictured(text)
    if slashed and _byline(blocks, at, top):
        return "byline"
    if is_caption(text, top.headline, above=blocks[at - 1].text if at else ""):
        return "caption"
    if _byline(blocks, at, top):
        return "byline"
    if is_list_item(blocks, at):
        return "bullet"
    if at + 1 >= len(blocks):
        return None
    if top.headline:
        top.filed = lone(text)
        if top.filed:
            return "dateline"
    if top.kinds[-1:] in (["headline"], ["standfirst"]) and top.kinds.count("standfirst") < 2:
        below = blocks[at + 1].text
        credited = byline(below) is not None and not is_caption(below, None) and leading(text) is None
        if is_standfirst(text, below) or (len(text) <= 350 and credited):
            return "standfirst"
    return None


def _byline(blocks: list[Block], at: int, top: Top) -> bool:
    text = blocks[at].text
    filed = lone(text)
    if filed and (filed.agency or filed.date) and filed.place and filed.place.isupper():
        return False
    below = at + 1 < len(blocks) and byline(blocks[at + 1].text)
    dated = bool(below and below.published and not below.names and top.kinds)
    below_one = top.kinds[-1:] == ["byline"]
    under = at + 1 < len(blocks) and not any(one.names for one in top.bylines)
    under = under and (top.kinds[-1:] in (["headline"], ["standfirst"]) or (at == 0 and _is_bare_name(text)))
    found = byline(text, near=dated or below_one, under=under)
    if found and found.names and below_one and any(one.names for one in top.bylines):
        found = byline(text, near=dated)  # a crosshead in capitals is no second author
    if found:
        top.bylines.append(found)
    return found is not None


def _is_bare_name(text: str) -> bool:
    return not text.isupper() and len(text.split()) <= 3 and text[-1].isalpha()
