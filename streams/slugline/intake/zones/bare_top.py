"""The top of a page of which no word is known: told by where the first paragraph stands, and by lengths.

Menus, kickers and slugs are shorter than a headline; a standfirst stands right below it; authors, dates and
pictures below these.
"""

from collections.abc import Sequence

from slugline.intake.zones.blocks import Block, is_list_item
from slugline.intake.zones.bylines import byline, is_desk, is_person
from slugline.intake.zones.captions import is_caption, is_credit, is_numbered
from slugline.intake.zones.date_lines import is_date_line
from slugline.intake.zones.datelines import leading, lone
from slugline.intake.zones.dates import dates
from slugline.intake.zones.endings import is_paragraph
from slugline.intake.zones.headlines import LONGEST, is_abbreviated, is_section
from slugline.intake.zones.likely_titles import is_when, likeness
from slugline.lang.zone_words import ZoneWords
from slugline.records.zones import ZoneKind

_BUTTONS = ZoneWords("notices").words("below_headlines")
CLOSED = ".;"
FARTHEST = 24
"""Blocks from the start within which the first paragraph stands."""
LIKELIER = 2.0
"""How much more a line has to look like a headline than one that its place speaks for."""
LEAST = 4
"""Words of a headline, at least; so few have menus and kickers."""
DATED = 9
"""Words of a line that says when, at most."""
NEAR = 8
"""Blocks from the start in which the day stands on a page that has no long sentence."""
LONG = 60
"""Code points of a first paragraph, at least."""


def bare_top(blocks: Sequence[Block], furniture: Sequence[bool]) -> tuple[list[ZoneKind], int] | None:
    """Return the kinds of the blocks down to the headline, itself included, and where the first paragraph is.

    None where nothing tells them: the story begins at once, with a list, or with a line that may be its own.
    """
    first = first_paragraph(blocks, furniture)
    lines = [at for at in range(first) if not furniture[at]]
    if not lines or any(blocks[at].role or is_list_item(blocks, at) for at in lines):
        return None
    may_be = [at for at in lines if _may_be_headline(blocks[at].text)]
    if not may_be:
        return None
    last = next((at for at in lines if at > may_be[0] and _is_told(blocks[at].text)), first)
    titles = [at for at in may_be if at < last]
    latest = may_be[-1]
    run = [at for at in titles if at == latest or not is_credit(blocks[at + 1].text)] or may_be[:1]
    headline = run[-1]
    while headline - 1 in run:
        headline -= 1
    headline = next((at for at in titles if _is_shared(blocks, furniture, at, headline)), headline)
    headline = next((at for at in titles if at < headline and is_when(blocks[at + 1].text)), headline)
    headline = next((at for at in titles if _is_likelier(blocks, at, headline)), headline)
    if any(blocks[at].text[-1] in CLOSED for at in lines if at < headline):
        return None  # a sentence: the body may have begun
    return kinds_above(blocks, furniture, headline), first


def first_paragraph(blocks: Sequence[Block], furniture: Sequence[bool]) -> int:
    """Return the block that the body begins with, by its length, its dateline or the dates above it; or 0."""
    first = next((at for at, block in enumerate(blocks[:FARTHEST]) if _begins(block, furniture[at])), 0)
    return first or (_behind_dates(blocks) if any(furniture[:NEAR]) else 0)


def kinds_above(blocks: Sequence[Block], furniture: Sequence[bool], headline: int) -> list[ZoneKind]:
    """Return the kinds of the blocks down to the ``headline``, itself included."""
    return [
        *(blocks[at].role or _above(blocks[at].text, furniture[at]) for at in range(headline)),
        "headline",
    ]


def _is_likelier(blocks: Sequence[Block], at: int, headline: int) -> bool:
    """Whether a line above what was taken for the headline looks much more like one."""
    return at < headline and likeness(blocks[at].text) >= likeness(blocks[headline].text) + LIKELIER


def _is_shared(blocks: Sequence[Block], furniture: Sequence[bool], at: int, below: int) -> bool:
    """Whether buttons that stand below headlines are all that stands between ``at`` and ``below``."""
    between = range(at + 1, below)
    texts = {blocks[n].text.strip(" :").casefold() for n in between if furniture[n]}
    return len(between) > 0 and all(furniture[n] for n in between) and not texts.isdisjoint(_BUTTONS)


def _above(text: str, furniture: bool) -> ZoneKind:
    """Return the kind of a line above the headline."""
    if not furniture and is_section(text):
        return "section"
    found = byline(text, under=True)
    return "byline" if is_desk(text) or (found and found.names) else "boilerplate"


def _behind_dates(blocks: Sequence[Block]) -> int:
    """Return the first block behind the lines that say when, on a page without a long sentence; 0 if none."""
    dated = [
        at
        for at, block in enumerate(blocks[:NEAR])
        if is_date_line(block.text) and block.text[-1] not in CLOSED
    ]
    return dated[-1] + 1 if dated and dated[-1] + 1 < len(blocks) else 0


def _begins(block: Block, furniture: bool) -> bool:
    """Whether the body begins with a block: a sentence that is long, or a dateline stands before it."""
    if furniture or block.role:
        return False
    filed = leading(block.text)
    if filed is not None and (filed.agency or filed.date):
        return True
    return len(block.text) >= LONG and is_paragraph(block.text)


def _may_be_headline(text: str) -> bool:
    return (
        len(text.split()) >= LEAST
        and len(text) <= LONGEST
        and not is_section(text)
        and not _is_told(text)
        and (text[-1] not in ",;:.…" or is_abbreviated(text))
        and leading(text) is None
    )


def _is_told(text: str) -> bool:
    """Whether a line is an author's, a date, or a picture's."""
    return bool(
        is_date_line(text)
        or is_credit(text)
        or is_numbered(text)
        or byline(text)
        or is_person(text)
        or (dates(text) and len(text.split()) <= DATED)
        or is_caption(text, None)
        or lone(text)
    )
