"""Lines between headline and story told by their place: unknown names, places, what pictures show."""

import re
from collections.abc import Sequence

from slugline.intake.zones.blocks import Block
from slugline.intake.zones.bylines import is_desk, is_name, is_outlet, is_person, is_strange
from slugline.intake.zones.captions import is_credit, speaks
from slugline.intake.zones.date_lines import is_date_line
from slugline.intake.zones.dateline_heads import Filed, is_known
from slugline.intake.zones.datelines import lone
from slugline.intake.zones.dates import dates
from slugline.intake.zones.endings import is_closed, is_paragraph
from slugline.intake.zones.headlines import is_section
from slugline.intake.zones.scenes import (
    ENOUGH,
    IN_THE_HEAD,
    is_articled,
    is_nominal,
    is_opened,
    is_thing,
    scene,
)
from slugline.intake.zones.top import Top
from slugline.lang.zone_words import towns

NEAR = 6
"""Blocks below a caption of the head within which the first paragraph stands."""

LONGER = 1.4
"""How many times as long as what says what a picture shows the first paragraph is."""

THING = 12
"""Words of the longest name of a thing and its place right below a headline."""

_INITIALLED = re.compile(r"(?:[A-ZÀ-Þ]\.\s?){1,3}[A-ZÀ-Þ][a-zß-ÿ'’-]\w[\w'’-]*(?:\s[A-ZÀ-Þ][\w'’-]+)?")
_ADDRESSED = re.compile(r"(?:\w+:?\s){0,2}(?:@\w{2,30}|[\w.+-]{1,60}@[\w-]+\.[\w.]{2,60})")


def lone_in_head(text: str, below: Block) -> Filed | None:
    """Return the dateline that a line is; an unknown place has day or first paragraph right ``below`` it."""
    filed = lone(text)
    place = text.removesuffix(":")
    if filed is None and place != text and place.casefold() in towns() and is_paragraph(below.text):
        return Filed(place, None, None, len(text), len(text))
    if filed is None or filed.agency or filed.date or "," in (filed.place or ""):
        return filed
    if is_known(filed.place or "", ""):
        return filed
    return (
        filed
        if below.role or is_paragraph(below.text) or (is_date_line(below.text) and "&" not in text)
        else None
    )


def is_scene(blocks: Sequence[Block], at: int, top: Top, *, page: bool) -> bool:
    """Tell whether a page's sentence tells what a picture shows, and the story begins below it."""
    page = page or not {"byline", "boilerplate"}.isdisjoint(top.kinds)
    text = blocks[at].text
    first = next((block for block in blocks[at + 1 : at + 1 + NEAR] if is_paragraph(block.text)), None)
    if top.headline is None or not page or first is None:
        return False
    if top.kinds[-1:] in (["headline"], ["bullet"]):
        bare = not is_closed(text)
        named = is_opened(text) and not is_articled(text)
        return (
            scene(text, wide=bare) >= ENOUGH
            or (bare and len(text.split()) <= THING and is_thing(text, named=False))
            or (is_nominal(text) and (named or bool(dates(text))))
        )
    if scene(text) >= IN_THE_HEAD:
        return True
    if top.kinds[-1:] == ["standfirst"]:
        return False
    if is_nominal(text) and len(first.text) > len(text):
        return True
    if is_opened(text) and scene(text, wide=True) >= IN_THE_HEAD and len(first.text) > len(text):
        return True
    longer = first is blocks[at + 1] and len(first.text) >= LONGER * len(text)
    closed = is_closed(text) and text[-1] != ":" and text[0].isupper() and not speaks(text)
    return longer and closed and (is_thing(text) or is_name(text.rstrip(".")))


def is_shared(text: str, top: Top) -> bool:
    """Tell whether a line has somebody's name and role, and the day and a page's buttons stand above it."""
    who, comma, role = text.partition(", ")
    return (
        top.kinds[-1:] in (["boilerplate"], ["byline"])
        and comma != ""
        and (is_person(who) or (is_strange(who) and is_desk(role)))
    )


def is_initialled(text: str) -> bool:
    """Tell whether ``text`` is a name with initials in front of it: "M.K. Subramaniam", "B.Enkhjargal"."""
    return _INITIALLED.fullmatch(text) is not None


def is_unknown_name(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether a line has the shape of a name, and a day, role or address stands right below it."""
    text, below = blocks[at].text, blocks[at + 1].text
    if not is_name(text) or len(text.split()) > 4 or is_section(text) or is_outlet(text):
        return False
    if text.casefold() in towns() or is_credit(text):
        return False
    return is_date_line(below) or is_desk(below) or _ADDRESSED.fullmatch(below) is not None
