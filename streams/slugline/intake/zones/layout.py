"""Blocks to zones: which role each stretch of a story's text plays."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from slugline.intake.zones.above_body import is_said_again, read_top
from slugline.intake.zones.between_paragraphs import lines_between
from slugline.intake.zones.blocks import BULLETS, Block, is_bullet, is_list_item
from slugline.intake.zones.boilerplate import marks
from slugline.intake.zones.bylines import Byline, byline, is_name, is_person, names_in, running, says_only_by
from slugline.intake.zones.captions import is_caption, is_credit, is_maker, is_name_for, speaks
from slugline.intake.zones.date_lines import is_stamp
from slugline.intake.zones.dateline_heads import AGENCIES, Filed, is_known
from slugline.intake.zones.dateline_pieces import pieced
from slugline.intake.zones.datelines import LONGEST as LONGEST_DATELINE
from slugline.intake.zones.datelines import leading
from slugline.intake.zones.endings import is_closed, is_paragraph
from slugline.intake.zones.first_datelines import leading_first
from slugline.intake.zones.merged_lines import parted
from slugline.intake.zones.page_lines import BRIEF, is_shown
from slugline.intake.zones.scenes import ENOUGH, is_named_again, is_nominal, scene
from slugline.intake.zones.scenes import LONGEST as LONGEST_SCENE
from slugline.intake.zones.top import Top
from slugline.lang.zone_words import ZoneWords
from slugline.records.story import Dateline, Zone
from slugline.records.zones import ZoneKind

MOST_ZONES = 4_000
"""A story with more blocks has the rest of its text in one last zone, which bounds a reader's work."""

LONGEST_ZONE = 20_000
"""Code points; a longer paragraph is cut at the ends of sentences. Real ones are shorter by half."""

_LOOKED_AT = 20_000
"""Code points of the text below in which the place of a dateline is looked for."""

_WORDS = ZoneWords("bylines")
_CREDIT = re.compile(rf"(?i)^\W*{_WORDS.alternation('by_below')}\s+([^;()\[\]]{{4,120}})")
_BRIEFEST = 9
"""Words of a sentence between paragraphs that a picture's credit right below it makes a caption."""

_FIRST = 6
"""Blocks below the top among which the first paragraph of a page stands."""

_COUNTER = 4
"""Words of the longest line that says which picture of how many it is."""

_CREDIT_BLOCKS = 6

_ALTERNATIVE = 25
"""Code points of the shortest text that stands in place of a picture."""

_LONGEST_NOTE = 400
_DOES = re.compile(rf"[^\W\d_]+ {ZoneWords('endings').alternation('writers_do')}\b")
_TITLE = re.compile(rf"^\W{{0,3}}(?:{_WORDS.alternation('titles')}\.?\s)?")
"""What may stand in front of the name in a note on who wrote a story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The zones of a story's text, in order, and what the zones at its top say."""

    zones: tuple[Zone, ...]
    headline: str | None
    byline: tuple[str, ...]
    dateline: Dateline | None
    published: str | None
    source: str | None


def lay_out(text: str, blocks: Sequence[Block], headline: str | None = None) -> Layout:
    """Return the layout of a story's ``text``, which ``blocks`` are the paragraphs of.

    ``headline`` is given where it is known and not among the blocks; None says it is to be found. A block
    whose ``role`` is set keeps it. Every zone holds at least one letter or digit, but for boilerplate.
    """
    blocks = _with_alternatives(_bounded(text, parted(blocks)))
    furniture = [
        block.role == "boilerplate" or (block.role is None and mark)
        for block, mark in zip(blocks, marks([b.text for b in blocks]), strict=True)
    ]
    top = read_top(blocks, furniture, headline)
    body = list(_body(text, blocks[len(top.kinds) :], furniture[len(top.kinds) :], top))
    zones = [_zone(kind, block) for kind, block in zip(top.kinds, blocks, strict=False)] + body
    names = tuple(dict.fromkeys(name for one in top.bylines for name in one.names))
    filed = top.filed
    return Layout(
        zones=tuple(zones),
        headline=top.headline,
        byline=names or _credited_below(blocks, furniture),
        dateline=Dateline(place=filed.place, date=filed.date)
        if filed and (filed.place or filed.date)
        else None,
        published=next((one.published for one in top.bylines if one.published), None),
        source=(filed and filed.agency) or next((one.source for one in top.bylines if one.source), None),
    )


def _body(text: str, blocks: Sequence[Block], furniture: Sequence[bool], top: Top) -> Iterator[Zone]:
    """Yield the zones below the top, and note in ``top`` the dateline and byline met on the way."""
    seen = 0
    page = not {"boilerplate", "byline", "caption"}.isdisjoint(top.kinds)
    last = max(
        (at for at, one in enumerate(blocks) if not furniture[at] and is_paragraph(one.text)), default=0
    )
    kinds: list[ZoneKind] = [
        "boilerplate" if furniture[at] else _body_kind(blocks, at, top, last) for at in range(len(blocks))
    ]
    apart = [mark or kind == "caption" for mark, kind in zip(furniture, kinds, strict=True)]
    captioned = "caption" in kinds or "caption" in top.kinds
    lines = lines_between(blocks, apart, page=page, captioned=captioned)
    for at, block in enumerate(blocks):
        kind = kinds[at]
        if kind == "body" and seen and at + 1 < len(blocks) and _is_picture(block.text, text, page=page):
            kind = "caption"
        if kind == "caption" and block.role is None and _is_signed(block.text, top):
            kind = "body"
        kind = lines.get(at, kind) if kind == "body" else kind
        if kind in ("boilerplate", "section") and block.role is None and is_said_again(block.text, top):
            kind = "byline"
        if kind == "body" and _is_about_author(block.text, top):
            kind = "boilerplate"
        if seen < 3 and at and says_only_by(blocks[at - 1].text) and is_name(block.text):
            top.bylines.append(Byline((running(block.text),), None, None))
            kind = "byline"
        if kind != "body":
            yield _zone(kind, block)
            continue
        above, seen = seen, seen + is_closed(block.text)
        filed = (
            leading(block.text, text[block.start + 20 :][:_LOOKED_AT])
            if above < 3 and top.filed is None
            else _filed_again(block.text, top)
        )
        if not above and top.filed is None and top.headline and at < _FIRST:
            filed = _first_filed(text, block, filed)
        if filed and (
            not above or filed.agency or filed.date or (top.headline and _is_dashed(filed, block.text))
        ):
            top.filed = top.filed or filed
            yield Zone(kind="dateline", start=block.start, end=block.start + filed.end)
            yield Zone(kind="body", start=block.start + filed.resume, end=block.end)
        elif above < 3 and (by := byline(block.text, top=False)) and by.names:
            top.bylines.append(by)
            yield _zone("byline", block)
        elif seen > 1 and block.text[-1].isalpha() and is_person(block.text) and all(furniture[at + 1 :]):
            top.bylines.append(Byline((block.text,), None, None))
            yield _zone("byline", block)
        else:
            yield from _paragraph(block)


def _body_kind(blocks: Sequence[Block], at: int, top: Top, last: int) -> ZoneKind:
    """Return the kind of a block that is no furniture; ``last`` is the last paragraph of the story."""
    block = blocks[at]
    if block.role:
        return block.role
    if is_stamp(block.text):
        return "boilerplate"
    if is_list_item(blocks, at):
        return "bullet"
    above = blocks[at - 1].text if at else ""
    if is_caption(block.text, top.headline, repeats=at < 3, above=above) or is_name_for(block.text):
        return "caption"
    below = blocks[at + 1].text if at + 1 < len(blocks) else ""
    if _is_line(block.text) and ((below and is_credit(below)) or (above and is_credit(above))):
        return "caption"
    numbered = above != "" and is_caption(above, None) and len(above.split()) <= _COUNTER
    if is_shown(blocks, at):
        return "caption"
    brief = len(block.text.split()) <= _BRIEFEST and not speaks(block.text)
    bare = at < last and blocks[at + 1].role is None
    if bare and is_credit(below) and brief and is_paragraph(block.text):
        return "caption"
    if bare and is_maker(below) and (numbered or len(block.text.split()) <= BRIEF):
        return "caption"
    if is_maker(block.text) and at and below:
        return "caption"
    return "body"


def _is_picture(text: str, story: str, *, page: bool) -> bool:
    """Whether a sentence between paragraphs of a ``story`` says what a picture shows.

    In hard-wrapped copy that is no page's only the name of somebody whom it names in full once more may.
    """
    if len(text) > LONGEST_SCENE or not (page or "\n" in text):
        return False
    if text[-1] == "." and is_nominal(text):
        return page or is_named_again(text, story)
    return page and scene(text, acting=True) + is_named_again(text, story) >= ENOUGH


def _is_signed(text: str, top: Top) -> bool:
    """Whether a sentence ends with the agency that filed the story, as its last paragraph does."""
    agency = top.filed.agency if top.filed else None
    return bool(agency) and text.rstrip(" .").endswith(f"({agency})") and len(text.split()) > 3


def _is_about_author(text: str, top: Top) -> bool:
    """Whether a block begins with the name of who wrote the story, as a note on them does."""
    if len(text) > _LONGEST_NOTE or speaks(text):
        return False
    bare = _TITLE.sub("", text, count=1)
    names = {name for one in top.bylines for name in one.names}
    if _DOES.match(bare) and any(bare.split()[0] in (name.split()[0], name.split()[-1]) for name in names):
        return True
    return any(bare.startswith(name) and bare[len(name) : len(name) + 1] in (" ", ",") for name in names)


def _first_filed(text: str, block: Block, filed: Filed | None) -> Filed | None:
    """Return the dateline of the first paragraph below a headline: the longest that the rules tell."""
    if filed and filed.agency and filed.date:
        return filed
    around = text[max(0, block.start - 2_000) : block.start] + text[block.start + 20 :][:_LOOKED_AT]
    found = filed or leading_first(block.text, around)
    pieces = pieced(block.text, around)
    return pieces if pieces and (found is None or pieces.end > found.end) else found


def _filed_again(text: str, top: Top) -> Filed | None:
    """Return the dateline of a further item of news in brief, or of copy whose place stands above it, too.

    Nothing less than place, agency and a mark is believed so far down.
    """
    head = text[:LONGEST_DATELINE]
    found = leading(text, marked=True) if top.filed and ("(" in head or "/" in head) else None
    return found if found and found.agency and found.place and found.agency.casefold() in AGENCIES else None


def _is_dashed(filed: Filed, text: str) -> bool:
    """Whether the place is in capitals and a dash stands behind it, which no heading has, or it is known."""
    place = (filed.place or "").partition(",")[0]
    mark = text[filed.end - 1]
    return place.isupper() and (mark in "-–—" or (mark == ":" and is_known(place, "")))


def _is_line(text: str) -> bool:
    """Whether a block beside a picture's credit is its caption: a sentence without an end."""
    return 4 < len(text.split()) <= 40 and not (is_paragraph(text) or text.isupper()) and text[0].isupper()


def _zone(kind: ZoneKind, block: Block) -> Zone:
    start = block.start
    if kind == "bullet" and is_bullet(block.text):
        start += len(block.text) - len(block.text.lstrip(BULLETS + " \t\u00a0"))
    return Zone(kind=kind, start=min(start, block.end - 1), end=block.end)


def _paragraph(block: Block) -> Iterator[Zone]:
    at = 0
    while len(block.text) - at > LONGEST_ZONE:
        cut = max(
            block.text.rfind(mark, at + 1, at + LONGEST_ZONE)
            for mark in (". ", ".\n", "? ", "! ", '" ', "” ")
        )
        cut = cut + 1 if cut > at else max(at + 1, block.text.rfind(" ", at + 1, at + LONGEST_ZONE))
        end = cut if cut > at + 1 else at + LONGEST_ZONE
        yield from _piece(block, at, end)
        at = end
    yield from _piece(block, at, len(block.text))


def _piece(block: Block, at: int, end: int) -> Iterator[Zone]:
    text = block.text[at:end]
    if text.strip():
        start = block.start + at + len(text) - len(text.lstrip())
        yield Zone(kind="body", start=start, end=block.start + at + len(text.rstrip()))


def _with_alternatives(blocks: Sequence[Block]) -> Sequence[Block]:
    """Give what stands in place of a picture its role: words of the caption below it, or that one twice."""
    told = [
        one.role is None
        and len(one.text) >= _ALTERNATIVE
        and below.role is None
        and below.text.startswith(one.text)
        and is_caption(below.text, None)
        for one, below in pairwise(blocks)
    ]
    if not any(told):
        return blocks
    first = [replace(one, role="caption") if mark else one for one, mark in zip(blocks, told, strict=False)]
    return [
        replace(one, role="caption") if at and told[at - 1] else one
        for at, one in enumerate([*first, blocks[-1]])
    ]


def _bounded(text: str, blocks: Sequence[Block]) -> Sequence[Block]:
    if len(blocks) <= MOST_ZONES:
        return blocks
    start, end = blocks[MOST_ZONES].start, blocks[-1].end
    return [*blocks[:MOST_ZONES], Block(start, end, text[start:end], 0, True, "body")]


def _credited_below(blocks: Sequence[Block], furniture: Sequence[bool]) -> tuple[str, ...]:
    """Reuters' way: "(Reporting by Ana Silva in Lisbon; editing by ...)" at the end."""
    for block, mark in list(zip(blocks, furniture, strict=True))[-_CREDIT_BLOCKS:]:
        found = mark and _CREDIT.match(block.text)
        if found:
            return names_in(found[1])
    return ()
