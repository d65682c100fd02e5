"""The top of a story: everything above the first paragraph of the body."""

import re
from collections.abc import Sequence

from slugline.intake.zones.above_headline import (
    LATER,
    copy_from,
    dated_section,
    is_page,
    letterhead,
    menu,
    sections_from,
)
from slugline.intake.zones.bare_top import CLOSED, bare_top, first_paragraph, kinds_above
from slugline.intake.zones.blocks import Block, is_list_item
from slugline.intake.zones.bylines import (
    Byline,
    byline,
    is_desk,
    is_name,
    is_with_agencies,
    running,
    says_by,
    says_only_by,
)
from slugline.intake.zones.captions import is_caption, is_credit, is_numbered, is_pictured, is_stamped_credit
from slugline.intake.zones.date_lines import is_date_line, is_dated, is_filing_line
from slugline.intake.zones.dateline_heads import AGENCIES
from slugline.intake.zones.datelines import leading, lone
from slugline.intake.zones.endings import is_paragraph
from slugline.intake.zones.field_lines import is_field
from slugline.intake.zones.head_lines import is_initialled, is_scene, is_shared, is_unknown_name, lone_in_head
from slugline.intake.zones.headlines import FEW_LATER, is_headline, is_standfirst
from slugline.intake.zones.likely_titles import kicker, likeliest, likeness
from slugline.intake.zones.link_lists import is_heading, is_title
from slugline.intake.zones.page_lines import (
    LONGEST_CAPTION,
    deks_above_dateline,
    goes_on,
    is_credited,
    is_credited_below,
    is_shown,
    is_supplied,
    is_table,
    of_the_page,
)
from slugline.intake.zones.scenes import ENOUGH, is_articled, is_thing, scene
from slugline.intake.zones.top import FEW, MOST, Top
from slugline.records.zones import ZoneKind

_BYLINE: ZoneKind = "byline"
_SLOGAN = 80
"""Code points of the longest sentence that a page may have above its headline."""

_NOTE: ZoneKind = "editor_note"


def read_top(blocks: Sequence[Block], furniture: Sequence[bool], headline: str | None) -> Top:
    """Return what stands above the body; ``furniture`` tells which blocks are boilerplate.

    ``headline`` is given where it is known and not among the blocks (or stands in blocks already taken off);
    None says it is to be found.
    """
    top = Top(headline)
    some = list(blocks[: MOST + 8])
    if headline is None:
        _title(some, furniture, top)
    _go_on(some, furniture, top, MOST)
    may_be_bare = headline is None and top.filed is None
    if not may_be_bare or (top.headline is not None and not is_page(some, -1, furniture)):
        return top
    bare = bare_top(some, furniture)
    if bare is not None and (len(top.kinds) < bare[1] or _is_below_a_menu(some, top, len(bare[0]) - 1)):
        kinds, first = bare
        title = _on_one_line(some[len(kinds) - 1])
        if title != top.headline and not _is_likelier(top.headline, title):
            top = _read_below(some, furniture, kinds, first)
        _down_to(first, some, furniture, top)
    told = top.kinds.index("headline") if "headline" in top.kinds else None
    first = len(top.kinds) if told is not None else first_paragraph(some, furniture)
    likely = likeliest(some, furniture, first, told)
    if likely is not None:
        top = _read_below(some, furniture, kinds_above(some, furniture, likely), first)
        _down_to(first, some, furniture, top)
    return top


def _read_below(some: list[Block], furniture: Sequence[bool], kinds: list[ZoneKind], first: int) -> Top:
    """Return what stands above the ``first`` paragraph, of which ``kinds`` are told, the headline last."""
    top = Top(_on_one_line(some[len(kinds) - 1]), kinds)
    signed = (byline(one.text, under=True) for one, kind in zip(some, kinds, strict=False) if kind == _BYLINE)
    top.bylines += [one for one in signed if one]
    _go_on(some, furniture, top, first)
    return top


def _is_likelier(headline: str | None, other: str) -> bool:
    """Whether a ``headline`` that was told looks as much like one as the ``other`` further down."""
    return headline is not None and likeness(headline) >= likeness(other)


def _is_below_a_menu(some: list[Block], top: Top, title: int) -> bool:
    """Whether lines of one or two words stand between what was taken for the headline and ``title``."""
    if top.headline is None or "headline" not in top.kinds or title >= len(top.kinds):
        return False
    if len(top.headline.split()) > FEW:
        return False
    between = some[top.kinds.index("headline") + 1 : title]
    brief = [block for block in between if len(block.text.split()) <= 2]
    return bool(between) and len(brief) == len(between)


def _down_to(first: int, some: list[Block], furniture: Sequence[bool], top: Top) -> None:
    """Tell the kinds of the blocks above the ``first`` paragraph; a sentence of which nothing tells is it."""
    for at in range(len(top.kinds), first):
        text = some[at].text
        kind = _furniture(some, at, top) if furniture[at] else _kind(some, at, furniture, top)
        if top.filed or (kind is None and (is_paragraph(text) or text[-1] in CLOSED)):
            top.kinds += [kind] if kind else []
            return
        if kind is None and len(text.split()) >= FEW:
            kind = (
                "caption" if top.kinds[-1:] == ["caption"] or is_credit(some[at - 1].text) else "standfirst"
            )
        top.kinds.append(kind or "boilerplate")


def _go_on(some: list[Block], furniture: Sequence[bool], top: Top, most: int) -> None:
    """Tell the kinds of the blocks below those that are told, up to the first that is none of the top."""
    while len(top.kinds) < min(len(some), most) and top.filed is None:
        at = len(top.kinds)
        kind = _furniture(some, at, top) if furniture[at] else _kind(some, at, furniture, top)
        if kind is None:
            break
        top.kinds.append(kind)
    if top.filed is None:
        top.kinds += deks_above_dateline(some, furniture, top)
    while top.filed and len(top.kinds) < min(len(some), most) and goes_on(some, len(top.kinds), furniture):
        at = len(top.kinds)
        top.kinds.append("boilerplate" if furniture[at] else "byline")
    while top.kinds and top.kinds[-1] == "boilerplate" and furniture[len(top.kinds) - 1]:
        top.kinds.pop()


def _title(blocks: list[Block], furniture: Sequence[bool], top: Top) -> None:
    at = _dated(blocks, 0, furniture, top)
    for _ in range(MOST):
        if at >= len(blocks):
            return
        if count := letterhead(blocks, at, furniture):
            top.kinds += [block.role or "boilerplate" for block in blocks[at : at + count]]
        elif count := sections_from(blocks, at, furniture):
            top.kinds += ["section"] * count
        elif count := _pictured(blocks, at) or _shown_above(blocks, at, furniture):
            top.kinds += ["caption"] * count
        elif count := _listed_above(blocks, at, furniture) or kicker(blocks, at, furniture):
            top.kinds += ["boilerplate"] * count
        elif not furniture[at] and (count := menu(blocks, at, furniture)):
            _signed_in(blocks[at : at + count], top)
        else:
            break
        at = _dated(blocks, at + count, furniture, top)
    if (twice := _said_twice(blocks, at, furniture)) is not None:
        top.kinds += ["boilerplate"] * (twice - at)
        top.kinds += ["headline", "headline"]
        top.headline = _on_one_line(blocks[twice + 1])
        return
    copy = copy_from(blocks, at, furniture)
    labelled = (
        at > 0
        and blocks[at - 1].role == _NOTE
        and not blocks[at].gap
        and blocks[at].start - blocks[at - 1].end <= 3
    )
    if not furniture[at] and (
        is_headline(copy, 0, LATER if is_page(blocks, at, furniture) else FEW_LATER)
        or is_headline(blocks, at)
        or (labelled and len(copy) > 1)
    ):
        top.kinds.append("headline")
        top.headline = _on_one_line(blocks[at])
    elif not {_BYLINE, _NOTE} & set(top.kinds):
        top.kinds.clear()


def _said_twice(blocks: Sequence[Block], at: int, furniture: Sequence[bool]) -> int | None:
    """Return where a line stands twice in a row, as the title of a page and the headline; None if nowhere."""
    furnished = any(furniture[at:MOST])
    for n in range(at, min(len(blocks) - 2, MOST)):
        text = blocks[n].text
        if blocks[n].role or (is_paragraph(text) and (len(text) > _SLOGAN or not furnished)):
            return None
        if (
            _is_title_of(text, blocks[n + 1].text)
            and text[0] != "("
            and not is_paragraph(text)
            and len(text.split()) > FEW
            and not (furniture[n] or is_caption(text, None) or byline(text) or is_dated(text))
        ):
            return n
        if len(text.split()) > FEW and not (furniture[n] or is_paragraph(text)):
            return None  # the headline may stand here, with what is said twice below it
    return None


def _is_title_of(title: str, headline: str) -> bool:
    """Whether ``title`` is the headline, or that and the name of the page: "Mayor quits | Norvik Post"."""
    rest = title.removeprefix(headline)
    return title == headline or (rest != title and rest[:3] in (" | ", " - ", " – ", " — "))


def _pictured(blocks: Sequence[Block], at: int) -> int:
    """Return 2 where a picture's credit stands at ``at``, its caption and the day of the page below it."""
    if at + 3 >= len(blocks) or not is_credit(blocks[at].text):
        return 0
    told = is_paragraph(blocks[at + 1].text) and is_date_line(blocks[at + 2].text)
    return 2 if told and not is_paragraph(blocks[at + 3].text) else 0


def _shown_above(blocks: list[Block], at: int, furniture: Sequence[bool]) -> int:
    """Return the blocks from ``at`` on that caption a picture, with the headline and who or when below; or 0.

    Its credit tells it, or that it begins with an article and says what somebody does, or where a thing is.
    """
    text = blocks[at].text
    if at + 3 >= len(blocks) or furniture[at] or blocks[at].role or len(text.split()) <= FEW:
        return 0
    count = 1 + (is_credit(blocks[at + 1].text) or is_stamped_credit(blocks[at + 1].text))
    credited = count > 1 or is_caption(text, None)
    if not credited and not (is_thing(text, named=False) or (is_articled(text) and scene(text) >= ENOUGH)):
        return 0
    return count if _is_signed_title(blocks, at + count, furniture) else 0


def _is_signed_title(blocks: list[Block], at: int, furniture: Sequence[bool]) -> bool:
    """Whether a line that may be a headline stands at ``at``, and who wrote it or when below."""
    if at + 1 >= len(blocks) or furniture[at] or blocks[at].role or len(blocks[at].text.split()) <= FEW:
        return False
    text, below = blocks[at].text, blocks[at + 1].text
    told = is_paragraph(text) or is_caption(text, None) or byline(text) or is_date_line(text)
    if told or not is_headline(copy_from(blocks, at, furniture), 0, LATER):
        return False
    return says_by(below) or is_date_line(below)


def _listed_above(blocks: list[Block], at: int, furniture: Sequence[bool]) -> int:
    """Return how many titles of other stories stand below the heading of a list, and above the headline."""
    if at == 0 or not is_heading(blocks[at - 1].text):
        return 0
    end = at
    while end + 1 < len(blocks) and not furniture[end] and is_title(blocks[end].text) and end - at < MOST:
        if _is_signed_title(blocks, end, furniture):
            return end - at
        end += 1
    return 0


def _signed_in(lines: Sequence[Block], top: Top) -> None:
    """Tell the kinds of a page's lines above the headline, among which may be who wrote the story."""
    for block in lines:
        found = byline(block.text, under=True) if _is_anonymous(top) else None
        signed = found is not None and (bool(found.names) or says_by(block.text))
        if found and signed:
            top.bylines.append(found)
        top.kinds.append(block.role or (_BYLINE if signed else "boilerplate"))


def _is_anonymous(top: Top) -> bool:
    return not any(one.names for one in top.bylines)


def _on_one_line(block: Block) -> str:
    return re.sub(r"\s+", " ", block.text)


def _dated(blocks: list[Block], at: int, furniture: Sequence[bool], top: Top) -> int:
    """Return where the roles, furniture, dates and authors end that stand from ``at`` on."""
    while at + 1 < min(len(blocks), MOST) and (
        blocks[at].role
        or furniture[at]
        or is_numbered(blocks[at].text)
        or (at < 6 and _byline(blocks, at, top))
        or is_date_line(blocks[at].text)
        or is_filing_line(blocks[at].text, timed=False)
        or dated_section(blocks[at].text)
        or is_field(blocks, at)
    ):
        told: ZoneKind = "caption" if is_numbered(blocks[at].text) else "byline"
        if told == "byline" and is_field(blocks, at) and not byline(blocks[at].text):
            told = "boilerplate"
        top.kinds.append(blocks[at].role or (_furniture(blocks, at, top) if furniture[at] else told))
        at += 1
    return at


def _furniture(blocks: list[Block], at: int, top: Top) -> ZoneKind:
    """A credit below a story is boilerplate ("Written by Ana Silva"); above it, it is a byline."""
    told = blocks[at].role is None and bool(top.kinds)
    if told and is_said_again(blocks[at].text, top):
        return "byline"
    found = byline(blocks[at].text, under=_is_unsigned(top)) if told else None
    if told and not found and _is_unsigned(top):
        text = blocks[at].text
        dated = at + 1 < len(blocks) and is_date_line(blocks[at + 1].text)
        supplied = dated and top.kinds[-1] == "headline" and text.casefold() in AGENCIES
        found = Byline((), text if supplied else None, None) if supplied or is_desk(text) else None
    if found and (found.names or "headline" in top.kinds):
        top.bylines.append(found)
        return "byline"
    if "headline" in top.kinds and blocks[at].text[0] == "©" and is_credit(blocks[at].text):
        return "caption"
    return "boilerplate"


def _kind(blocks: list[Block], at: int, furniture: Sequence[bool], top: Top) -> ZoneKind | None:
    text = blocks[at].text
    if blocks[at].role:
        return blocks[at].role
    if is_said_again(text, top):
        return "byline"
    if is_date_line(text) and not lone(text):
        _byline(blocks, at, top)
        return "byline"
    unsigned = _is_unsigned(top) and top.kinds[-1] != "caption"
    credits_it = top.kinds[-1:] in (["headline"], ["standfirst"]) or says_by(text) or unsigned
    slashed = ("/" in text or text[-1] == ")") and credits_it and not is_pictured(text)
    if slashed and _byline(blocks, at, top):
        return "byline"
    above = blocks[at - 1].text if at else ""
    if (_is_signed_below(blocks, at, top) or (unsigned and is_with_agencies(text))) and _byline(
        blocks, at, top
    ):
        return "byline"
    credited = top.kinds[-1:] != ["headline"] and is_credited(blocks, at)
    if (
        credited
        or is_shown(blocks, at)
        or is_supplied(blocks, at, signed=_BYLINE in top.kinds)
        or is_caption(text, top.headline, above=above)
        or is_scene(blocks, at, top, page=is_page(blocks, at, furniture))
    ):
        return "caption"
    if top.headline and text.casefold() in AGENCIES:
        top.bylines.append(Byline((), text, None))
        return "byline"
    if _byline(blocks, at, top) or is_date_line(text) or is_filing_line(text):
        return "byline"
    if _is_unsigned(top) and is_initialled(text):
        top.bylines.append(Byline((text,), None, None))
        return "byline"
    if unsigned and is_desk(text):
        top.bylines.append(Byline((), None, None))
        return "byline"
    if "headline" in top.kinds and is_dated(text) and not leading(text) and not lone(text):
        return "byline"
    if is_list_item(blocks, at):
        return "bullet"
    if at + 1 >= len(blocks):
        return None
    if top.headline:
        top.filed = lone_in_head(text, blocks[at + 1])
        if top.filed:
            return "dateline"
    return _standfirst(blocks, at, top) or of_the_page(blocks, at, furniture, top)


def _standfirst(blocks: list[Block], at: int, top: Top) -> ZoneKind | None:
    text = blocks[at].text
    if top.headline and at and is_credit(blocks[at - 1].text) and is_credited_below(blocks, at):
        return "caption" if len(text) <= LONGEST_CAPTION else None
    pictured = top.kinds[-1:] == ["caption"] and "standfirst" not in top.kinds
    if pictured and is_paragraph(text) and len(text) <= LONGEST_CAPTION and not is_caption(text, None):
        return "standfirst" if is_credited_below(blocks, at) else None
    if top.kinds[-1:] in (["headline"], ["standfirst"]) and top.kinds.count("standfirst") < 2:
        below = blocks[at + 1].text
        credited = byline(below) is not None and not is_caption(below, None) and leading(text) is None
        credited = credited or is_credited_below(blocks, at)
        if (is_standfirst(text, below) and not is_table(blocks, at)) or (
            len(text) <= 350 and credited and len(text.split()) > 2
        ):
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
    told = [kind for kind in top.kinds if kind != "boilerplate"] or top.kinds
    under = under and (told[-1:] in (["headline"], ["standfirst"]) or (at == 0 and _is_bare_name(text)))
    under = under or (at + 1 < len(blocks) and _is_unsigned(top) and is_shared(text, top))
    found = byline(text, near=dated or below_one, under=under)
    if found and found.names and below_one and any(one.names for one in top.bylines):
        found = byline(text, near=dated)  # a crosshead in capitals is no second author
    if not found and at and says_only_by(blocks[at - 1].text) and is_name(text):
        found = Byline((running(text),), None, None)
    if not found and under and is_unknown_name(blocks, at):
        found = Byline((running(text),), None, None)
    if found:
        top.bylines.append(found)
    return found is not None


def _is_signed_below(blocks: list[Block], at: int, top: Top) -> bool:
    """Whether a caption with its own credit stands above a name with an agency, and the day below."""
    who, _, agency = blocks[at].text.partition(", ")
    return (
        _is_unsigned(top)
        and top.kinds[-1:] == ["caption"]
        and at + 1 < len(blocks)
        and is_caption(blocks[at - 1].text, None)
        and not is_credit(blocks[at - 1].text)
        and is_name(who)
        and agency.casefold() in AGENCIES
        and is_date_line(blocks[at + 1].text)
    )


def is_said_again(text: str, top: Top) -> bool:
    """Tell whether a line is who wrote the story, whom a line above names: pages say it again, also below."""
    return is_name(text) and any(running(text) in one.names for one in top.bylines)


def _is_unsigned(top: Top) -> bool:
    """Whether a headline has come, and nobody yet who wrote the story."""
    return "headline" in top.kinds and _is_anonymous(top)


def _is_bare_name(text: str) -> bool:
    return not text.isupper() and len(text.split()) <= 3 and text[-1].isalpha()
