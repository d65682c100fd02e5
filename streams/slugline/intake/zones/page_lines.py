"""What pages have between headline and first paragraph: captions, points in short, lines of their own."""

import re
from collections.abc import Sequence

from slugline.intake.zones.blocks import Block
from slugline.intake.zones.bylines import Byline, is_name, is_person, is_strange, says_by, says_only_by
from slugline.intake.zones.captions import is_caption, is_counter, is_credit, is_maker, is_name_for, speaks
from slugline.intake.zones.date_lines import is_date_line
from slugline.intake.zones.dateline_heads import is_known
from slugline.intake.zones.datelines import leading
from slugline.intake.zones.dates import dates
from slugline.intake.zones.endings import is_closed, is_paragraph
from slugline.intake.zones.scenes import is_thing, scene
from slugline.intake.zones.top import FEW, Top
from slugline.lang.zone_words import ZoneWords
from slugline.records.zones import ZoneKind

LONGEST_CAPTION = 300
"""Code points of a caption that only the credit below it tells."""

LONGEST_DEK = 200
"""Code points of a sentence in front of the first paragraph."""

BRIEF = 16
"""Words of a sentence that a credit right below it makes a caption, though it ends like one."""

LONGEST_DATED = 34
"""The same where the sentence ends with a day, as captions do."""

_DATE = 30
"""Code points from the end in which a date stands."""

_DAY_AT_END = re.compile(rf"\b{ZoneWords('dates').alternation('weekdays')}\W*$", re.IGNORECASE)

_POINTS = ZoneWords("headlines").words("points")
"""Headings of what a page has in short."""

_SECTIONS = ZoneWords("sections").words("names")
_FIGURE = re.compile(r"(?<!\w)\d[\d.,]*")
_STOPS = re.compile(r"[.!?][\"”]?\s+(?=[A-Z])")

_CAPTIONS = ZoneWords("captions")
_SHOWS, _HIDES = _CAPTIONS.words("buttons_above"), _CAPTIONS.words("buttons_below")
_LONGEST_BUTTON = 24

_SUPPLIED = re.compile(r"[.!?]\s[(\[][A-Z][\w.'’&-]*(?: [\w.'’&-]+){0,5}[)\]]$")

_POINT_LINES = range(2, 6)
"""Lines of what a page has in short without a mark before each."""

_AHEAD = 8
"""Blocks below in which the first paragraph is looked for."""


def goes_on(blocks: list[Block], at: int, furniture: Sequence[bool]) -> bool:
    """Tell whether the day stands below the place of the desk, which is alone on its line."""
    below = next((n for n in range(at, min(len(blocks), at + 3)) if not furniture[n]), None)
    return below is not None and blocks[below].role is None and is_date_line(blocks[below].text)


def deks_above_dateline(blocks: list[Block], furniture: Sequence[bool], top: Top) -> list[ZoneKind]:
    """Return the kinds of one or two sentences below the headline, above the paragraph with the dateline.

    Below who wrote the story, or a page's own, the one right above the dateline says what a picture shows.
    """
    at = len(top.kinds)
    last = top.kinds[-1:]
    page = not {"byline", "boilerplate"}.isdisjoint(top.kinds) and top.headline is not None
    if not page and (last not in (["headline"], ["byline"], ["bullet"]) or "standfirst" in top.kinds):
        return []
    for below in range(at, min(len(blocks), at + 3)):
        if blocks[below].role or furniture[below]:
            return []
        shown = below - at == 1 and len(blocks[at].text) < len(blocks[below].text)
        if _is_filed(blocks[below].text, page=page and shown and _is_picture(blocks[at].text)):
            shown = last in (["byline"], ["boilerplate"], ["caption"]) and below - at == 1
            shown = shown and not speaks(blocks[at].text)
            return ["caption" if shown else "standfirst"] * (below - at)
        words = len(blocks[below].text.split())
        if words <= FEW or len(blocks[below].text) > LONGEST_DEK or _STOPS.search(blocks[below].text):
            return []
    return []


def _is_picture(text: str) -> bool:
    """Whether a line may say what a picture shows."""
    return scene(text, wide=True) > 0 or is_thing(text)


def _is_filed(text: str, *, page: bool) -> bool:
    """Whether a paragraph begins with a dateline; on a page any place in capitals, or known, is one."""
    filed = leading(text, marked=True)
    if filed is None:
        return False
    place = (filed.place or "").partition(",")[0]
    dashed = place.isupper() and text[filed.end - 1] in "-–—"
    return bool(filed.agency or filed.date or dashed) or (
        page and is_paragraph(text) and (place.isupper() or is_known(place, ""))
    )


def is_credited(blocks: list[Block], at: int) -> bool:
    """Tell whether a picture's credit stands below a line or sentence, above the first paragraph."""
    text = blocks[at].text
    if at + 1 >= len(blocks) or len(text) > LONGEST_CAPTION or len(text.split()) <= 2 or leading(text):
        return False
    if is_date_line(text):
        return False
    below = blocks[at + 1].text
    sure = is_credit(below) or is_name_for(below)
    if not (sure or is_maker(below)) or len(_STOPS.findall(text)) > 1:
        return False
    dated = _DAY_AT_END.search(text) is not None or bool(dates(text[-_DATE:]))
    brief = len(text.split()) <= (LONGEST_DATED if dated else BRIEF) and sure and not speaks(text)
    return not is_paragraph(text) or brief or is_credited_below(blocks, at)


def is_shown(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether ``at`` stands below "2 of 5", where more of these count the pictures around it.

    Or beside a button that shows or hides captions.
    """
    text = blocks[at].text
    if len(text) > LONGEST_CAPTION or speaks(text):
        return False
    above = blocks[at - 1].text if at else ""
    below = [block.text for block in blocks[at + 1 : at + 3]]
    if _is_button(above, _SHOWS) or any(_is_button(one, _HIDES) for one in below[:1]):
        return len(text.split()) > 2
    if len(below) > 1 and _is_button(below[1], _HIDES) and (is_credit(below[0]) or is_name_for(below[0])):
        return True
    if not is_counter(above):
        return False
    return any(map(is_counter, [*(block.text for block in blocks[max(0, at - 4) : at - 1]), *below]))


def _is_button(text: str, buttons: frozenset[str]) -> bool:
    return len(text) <= _LONGEST_BUTTON and text.strip(" ()[].").casefold() in buttons


def is_supplied(blocks: list[Block], at: int, *, signed: bool = False) -> bool:
    """Tell whether a name in brackets stands behind the sentence at ``at``, and author or day below it.

    ``signed`` says that these stand above it, so that the story may begin below.
    """
    text = blocks[at].text
    if len(text) > LONGEST_CAPTION or not _SUPPLIED.search(text) or speaks(text):
        return False
    below = (block.text for block in blocks[at + 1 : at + 1 + _AHEAD] if block.role is None)
    return is_credited_below(blocks, at) or (signed and any(map(is_paragraph, below)))


def is_credited_below(blocks: list[Block], at: int) -> bool:
    """Tell whether author or date come below, before the first paragraph: what stands above them is none."""
    for block in blocks[at + 1 : at + 1 + _AHEAD]:
        if block.role is not None or is_paragraph(block.text):
            return False
        if (
            (is_date_line(block.text) and dates(block.text))
            or says_by(block.text)
            or says_only_by(block.text)
        ):
            return leading(blocks[at].text) is None
    return False


def _is_first(block: Block, furniture: bool) -> bool:
    """Tell whether the story's text begins with ``block``."""
    return block.role is not None or (not furniture and is_paragraph(block.text))


def of_the_page(blocks: list[Block], at: int, furniture: Sequence[bool], top: Top) -> ZoneKind | None:
    """Return what an unknown line is between headline and first paragraph, on a page with lines of its own.

    A sentence without an end is a caption, a few words are the page's; in other copy they are the story's.
    """
    text = blocks[at].text
    closed = is_closed(text) and not is_caption(text, None)
    if not top.headline or closed or text.isupper() or leading(text):
        return None
    below = range(at + 1, min(len(blocks), at + 1 + _AHEAD))
    first = next((n for n in below if _is_first(blocks[n], furniture[n])), None)
    if first is None or blocks[first].role:
        return None
    about = range(at + 1, first)
    is_page = not {"byline", "boilerplate"}.isdisjoint(top.kinds) or any(
        furniture[n] or is_date_line(blocks[n].text) for n in about
    )
    if not is_page or not (text[0].isupper() or text[0].isdigit()):
        return None
    dated = is_date_line(blocks[at + 1].text)  # a section may stand below the day, a name above it
    if is_name(text) and any(one.names for one in top.bylines):
        return None  # a second author, or a crosshead
    if is_person(text) or is_strange(text) or (dated and is_name(text) and text.casefold() not in _SECTIONS):
        if any(says_by(blocks[n].text) for n in about):
            return "caption"
        top.bylines.append(Byline((text,), None, None))
        return "byline"
    if _are_points(blocks, range(at, first), furniture):
        return "bullet"
    if top.kinds[-1:] == ["bullet"] or (at and blocks[at - 1].text.rstrip(" :").casefold() in _POINTS):
        return "bullet"
    credited = is_credit(blocks[at + 1].text)
    if (
        not {"standfirst", "caption"} & set(top.kinds)
        and is_caption(blocks[at + 1].text, None)
        and not credited
    ):
        return "standfirst"
    return "caption" if len(text.split()) > FEW or credited else "boilerplate"


def _are_points(blocks: list[Block], lines: range, furniture: Sequence[bool]) -> bool:
    """Tell whether ``lines``, which lead up to the first paragraph, are what a page has in short.

    They are a few in a row, none of which is what stands around pictures or tells who and when.
    """
    return len(lines) in _POINT_LINES and not any(
        furniture[at]
        or blocks[at].role
        or len(blocks[at].text.split()) <= 2
        or is_closed(blocks[at].text)
        or blocks[at].text.isupper()
        or is_credit(blocks[at].text)
        or is_caption(blocks[at].text, None)
        or is_date_line(blocks[at].text)
        or says_by(blocks[at].text)
        or is_name(blocks[at].text)
        for at in lines
    )


def is_table(blocks: list[Block], at: int) -> bool:
    """Tell whether rows of figures begin at ``at``: none of them is a standfirst."""
    rows = [block.text for block in blocks[at : at + 4] if block.role is None]
    return sum(len(_FIGURE.findall(row)) > 1 and not is_paragraph(row) for row in rows) > 1
