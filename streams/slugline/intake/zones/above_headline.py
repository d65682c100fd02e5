"""What pages have above the headline: menus, the names of sections and places, the day."""

import re
from collections.abc import Sequence

from slugline.intake.zones.blocks import Block
from slugline.intake.zones.bylines import byline
from slugline.intake.zones.captions import is_caption, is_credit
from slugline.intake.zones.date_lines import is_date_line, is_filing_line
from slugline.intake.zones.datelines import lone
from slugline.intake.zones.dates import WEEKDAYS, dates, without_dates
from slugline.intake.zones.endings import is_closed
from slugline.intake.zones.headlines import is_abbreviated, is_cut_short, is_headline, is_section
from slugline.intake.zones.top import FEW, MOST
from slugline.lang.zone_words import ZoneWords, towns
from slugline.records.zones import ZoneKind

LATER = 10
"""Blocks below a headline within which the first paragraph stands on a page with much above it."""

_MOST_SECTIONS = 3
"""Names of sections above a headline."""

_LETTERHEAD = 5
"""Lines that a body has above what it calls a release: its name, its address, the office."""

_LONGEST_NAME = 8
"""Words of one of them."""

_NOTE: ZoneKind = "editor_note"
_WORDS = ZoneWords("headlines")
_OF = _WORDS.words("of")
_RELEASE = re.compile(
    rf"(?i)^{_WORDS.alternation('releases')}"
    rf"(?:\W*(?:\b{_WORDS.alternation('numbers')}\b\W*)?[\w/-]*\d[\w/-]*|\W*)$"
)


def dated_section(text: str) -> bool:
    """Tell whether ``text`` is a section and the day: "General News of Monday, 11 December 2030"."""
    if not dates(text):
        return False
    left = [word for word in without_dates(text).casefold().replace("|", " ").split() if word.strip(",.-")]
    return is_section(" ".join(word for word in left if word.strip(",") not in WEEKDAYS | _OF))


def copy_from(blocks: list[Block], at: int, furniture: Sequence[bool]) -> list[Block]:
    """Return the block at ``at`` and those below that may be copy: no furniture, dates, pictures' credits."""
    return [
        blocks[at],
        *(
            blocks[below]
            for below in range(at + 1, len(blocks))
            if not (furniture[below] or blocks[below].role == "caption" or _is_told(blocks[below].text))
        ),
    ]


def _is_filed_day(text: str) -> bool:
    """Whether a line is a place and a day and no more, as a release has below its label."""
    filed = lone(text)
    return filed is not None and filed.date is not None


def _is_told(text: str) -> bool:
    """Whether a line is a day or a picture's credit."""
    return is_date_line(text) or is_filing_line(text, timed=False) or is_credit(text)


def sections_from(blocks: list[Block], at: int, furniture: Sequence[bool]) -> int:
    """Return how many lines from ``at`` on name sections, with the headline below them."""
    copy = copy_from(blocks, at, furniture)
    return next(
        (
            count
            for count in range(_MOST_SECTIONS, 0, -1)
            if _aresections(blocks[at : at + count], furniture[at : at + count + 1], copy)
        ),
        0,
    )


def _aresections(lines: Sequence[Block], furniture: Sequence[bool], copy: list[Block]) -> bool:
    """Whether ``lines`` name sections or places ("News", "Ireland") and the headline stands below them."""
    return (
        len(copy) > len(lines)
        and not any(furniture)
        and all(one.role is None and (is_section(one.text) or _is_place(one.text)) for one in lines)
        and is_headline(copy, len(lines), LATER)
    )


def _is_place(text: str) -> bool:
    """Whether ``text`` is the name of a country or town, as a page's section may be."""
    return text.casefold() in towns() and not text.isupper()


def letterhead(blocks: list[Block], at: int, furniture: Sequence[bool]) -> int:
    """Return how many lines from ``at`` on a body has above the headline of a release, its label the last."""
    for below in range(at, min(len(blocks) - 1, at + _LETTERHEAD + 1)):
        text = blocks[below].text
        if blocks[below].role and not (blocks[below].role == _NOTE and below > at):
            return 0
        if _RELEASE.match(text):
            end = below + 1
            end += end < len(blocks) and _is_filed_day(blocks[end].text)
            copy = copy_from(blocks, end, furniture) if end < len(blocks) else []
            return end - at if copy and is_headline(copy, 0, LATER) else 0
        name = len(text.split()) <= _LONGEST_NAME and _is_capitalised(text) and not is_closed(text)
        if not (furniture[below] or name):
            return 0
    return 0


def menu(blocks: list[Block], at: int, furniture: Sequence[bool]) -> int:
    """Return how many lines from ``at`` on are a page's own: short ones above one that may be the headline.

    A headline of two words is rare; one of a few is none where the page's furniture stands around it, or a
    longer line below it that is no standfirst.
    """
    if blocks[at].role:
        return 0
    below = _longer(blocks, at, furniture)
    if below is None:
        return 0
    scraped = any(furniture[: below + 2]) or below > at + 1
    lines = [blocks[n].text for n in range(at, below) if not (furniture[n] or blocks[n].role)]
    fits = all(_is_menu_line(line, scraped=scraped) for line in lines)
    others = len(blocks[below].text.split())
    if not fits or not (others > FEW or (scraped and max(len(line.split()) for line in lines) < others)):
        return 0
    told = (
        (
            blocks[below].text[-1] == "."
            and not (is_cut_short(blocks[below].text) or is_abbreviated(blocks[below].text))
        )
        or byline(blocks[below].text)
        or is_credit_below(blocks, below)
        or is_caption(blocks[below].text, None)
        or not is_headline(copy_from(blocks, below, furniture), 0, LATER)
    )
    return 0 if told else below - at


def _longer(blocks: Sequence[Block], at: int, furniture: Sequence[bool]) -> int | None:
    """Return the first line below ``at``, past furniture and others as short, that may be the headline."""
    for below in range(at + 1, min(len(blocks) - 1, MOST)):
        if blocks[below].role == "caption":
            continue
        if blocks[below].role:
            return None
        words = len(blocks[below].text.split())
        if not furniture[below] and (words > FEW or (words == FEW and len(blocks[at].text.split()) < FEW)):
            return below
    return None


def _is_menu_line(text: str, *, scraped: bool) -> bool:
    words = len(text.split())
    if is_section(text):
        return scraped
    return (
        words <= (FEW if scraped else 2)
        and (words <= 2 or _is_capitalised(text) or any(map(str.isdigit, text)) or (scraped and words <= 3))
        and not (text.isupper() and not scraped)
        and not is_closed(text)
    )


def is_credit_below(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether a picture's credit stands right below ``at``, which is its caption then."""
    return at + 1 < len(blocks) and is_credit(blocks[at + 1].text)


def _is_capitalised(text: str) -> bool:
    """Whether all but the short words begin with a capital, as the names of a menu do."""
    return all(word[0].isupper() for word in text.split() if len(word) > 3)


def is_page(blocks: list[Block], at: int, furniture: Sequence[bool]) -> bool:
    """Tell whether furniture, a date or a picture's credit stands below ``at``, as on a page."""
    below = range(at + 1, min(len(blocks), at + 1 + LATER))
    return any(furniture[n] or is_date_line(blocks[n].text) or is_credit(blocks[n].text) for n in below)


def next_copy(blocks: Sequence[Block], at: int, furniture: Sequence[bool]) -> int:
    """Return the first block below ``at`` that is no furniture."""
    return next((below for below in range(at + 1, len(blocks)) if not furniture[below]), len(blocks))
