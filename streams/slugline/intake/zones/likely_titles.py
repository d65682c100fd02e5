"""How much a line looks like the headline: what it lacks and has, and what stands right below it."""

import re
from collections.abc import Sequence

from slugline.intake.zones.above_headline import LATER, copy_from
from slugline.intake.zones.blocks import Block
from slugline.intake.zones.bylines import byline, is_person, is_strange, says_by
from slugline.intake.zones.captions import is_caption, is_credit
from slugline.intake.zones.codes import is_code
from slugline.intake.zones.date_lines import is_date_line, is_filing_line
from slugline.intake.zones.datelines import leading, lone
from slugline.intake.zones.endings import is_closed, is_paragraph
from slugline.intake.zones.headlines import is_abbreviated, is_cut_short, is_headline
from slugline.intake.zones.scenes import is_articled
from slugline.intake.zones.top import MOST
from slugline.lang.zone_words import ZoneWords, is_verb

LONGEST, LEAST, MOST_WORDS = 6, 4, 18
"""Words of the longest kicker; of the shortest and longest line that may be a headline below one."""

_BETWEEN = 2
"""Lines that may stand between a headline and what signs it: standfirst, caption."""

_FULL, _LONG = 15, 20
"""Words beyond which a line is less likely a headline, and hardly one."""

ENOUGH, LIKELIER = 3.0, 1.5
"""How much a line has to look like a headline to be one; how much more than another that was taken for it."""

SHOUTED = 4
"""Words of the longest kicker in capitals: a longer line in capitals is a headline."""

LONGEST_LINE = 180
"""Code points of a headline of which nothing else tells."""

_SMALL = 4
"""Letters of the longest word that begins with a small letter in names, too."""

_ENDED = (*ZoneWords("captions").entries("happened"), "s")
"""How verbs of headlines end."""

_OTHERS = ZoneWords("reader_calls").words("others")
_AUXILIARY = ZoneWords("captions").words("says_of") | ZoneWords("captions").words("no_scene")
_OPENS = "'\"‘“¿¡$€£"
_FIGURE = re.compile(r"(?<!\w)\d[\d.,]*")
_NOTICES = ZoneWords("notices")
_AGO = re.compile(rf"(?i)\d{{1,2}}\s?{_NOTICES.alternation('ago')}\s{_NOTICES.alternation('ago_words')}")


def kicker(blocks: list[Block], at: int, furniture: Sequence[bool]) -> int:
    """Return how many lines from ``at`` on are above the headline and none of it; 0 if nothing tells them.

    A code is none anywhere. A few words without a verb are none where a line that must be a headline stands
    below them: longer, no sentence, with who wrote it, when or where below it.
    """
    if furniture[at] or blocks[at].role or at + 2 >= len(blocks):
        return 0
    text = blocks[at].text
    coded = is_code(text)
    if not coded and (not _is_label(text) or is_closed(text) or _is_told(text)):
        return 0
    lines = range(at + 1, min(len(blocks) - 1, MOST))
    below = next((n for n in lines if not _is_apart(blocks[n], furniture[n])), None)
    if below is None:
        return 0
    if coded:
        return 1 if is_headline(copy_from(blocks, below, furniture), 0, LATER) else 0
    title = blocks[below].text
    if (
        blocks[below].role
        or len(_FIGURE.findall(title)) > 1
        or len(title.split()) < max(LEAST, len(text.split()) + 1)
    ):
        return 0
    return 1 if not _may_be_title(text, title) and is_signed_title(blocks, below, furniture) else 0


def _is_told(text: str) -> bool:
    """Whether a line is a dateline, a byline or a caption."""
    return leading(text) is not None or byline(text) is not None or is_caption(text, None)


def likeness(text: str) -> float:
    """Return how much ``text`` looks like a headline by itself: length, a verb, no name, code or credit."""
    words = text.split()
    count = len(words)
    score = -2.0 if count <= 2 else count - 4.0 if count <= LEAST + 1 else 2.0 if count <= _FULL else 1.0
    score -= count > _LONG
    score += any(map(_acts, words[1:]))
    score += count >= LEAST and text.isupper()
    who = text.partition(",")[0]
    named = count <= LONGEST and (is_person(who) or is_strange(who))
    score -= 2.0 * (is_code(text) or named or (not text.isupper() and is_caption(text, None)))
    return score - 1.5 * (text[-1] == "." and not is_abbreviated(text))


def _acts(word: str) -> bool:
    """Whether a word of a headline may be its verb."""
    return is_verb(word) or word.casefold() in _AUXILIARY or (word.islower() and word.endswith(_ENDED))


def likeliest(blocks: list[Block], furniture: Sequence[bool], first: int, told: int | None) -> int | None:
    """Return which block above the ``first`` paragraph is the headline rather than the one ``told``, or None.

    Where none is told, one that looks like a headline is enough.
    """
    if told is not None and _is_shouted(blocks[told].text):
        return None
    weights = {
        at: likeness(blocks[at].text) + _below(blocks, at, furniture)
        for at in range(min(first, len(blocks) - 1))
        if at == told or _may_be(blocks[at], furniture[at])
    }
    best = max(weights, key=lambda at: (weights[at], -at), default=None)
    if best is None or best == told:
        return None
    if told is None:
        above = (blocks[at] for at in range(best) if not furniture[at] and at not in weights)
        return best if weights[best] >= ENOUGH and not any(map(_may_be_copy, above)) else None
    if weights[best] < weights[told] + LIKELIER:
        return None
    if best < told:
        return best
    label = _is_label(blocks[told].text) or is_code(blocks[told].text)
    weak = likeness(blocks[told].text) <= 0 or any(map(_signs, blocks[best + 1 : best + 2 + _BETWEEN]))
    return best if label and weak else None


def _is_shouted(text: str) -> bool:
    return text.isupper() and (len(text.split()) > SHOUTED or ": " in text) and not is_code(text)


def _is_label(text: str) -> bool:
    """Whether a few words are written as names of sections and programmes are: in capitals, or joined."""
    words = text.split()
    if len(words) > LONGEST or _is_shouted(text) or text[-1] in "?!":
        return False
    return (
        len(words) <= 2
        or any(mark in text for mark in "/|&")
        or all(word[0].isupper() for word in words if len(word) > _SMALL)
    )


def _may_be_copy(block: Block) -> bool:
    """Whether the body may have begun with a block: some words that end like a sentence."""
    return block.role is None and len(block.text.split()) > LONGEST and block.text[-1] in ".!?:;"


def _may_be(block: Block, furniture: bool) -> bool:
    text = block.text
    if not (text[0].isupper() or text[0].isdigit() or text[0] in _OPENS) or len(_FIGURE.findall(text)) > 1:
        return False
    closed = text[-1] in ",;:.…" and not (is_abbreviated(text) or is_cut_short(text))
    return not (
        furniture
        or block.role
        or closed
        or len(text) > LONGEST_LINE
        or is_when(text)
        or is_credit(text)
        or is_caption(text, None)
        or byline(text)
        or leading(text)
        or lone(text)
    )


def _below(blocks: list[Block], at: int, furniture: Sequence[bool]) -> float:
    """Return what stands below a line for its being the headline: who or when, a paragraph, buttons."""
    text, below = blocks[at].text, blocks[at + 1]
    score = -1.0 if _begins_below(text) else 0.0
    if _signs(below):
        return score + 1
    near = next((n for n in range(at + 1, min(len(blocks), at + 4)) if not furniture[n]), None)
    if near is None:
        return score
    return score + 0.5 * (near > at + 1 or is_paragraph(below.text)) + 0.5 * _signs(blocks[near])


def is_signed_title(blocks: list[Block], at: int, furniture: Sequence[bool]) -> bool:
    """Tell whether a line that may be a headline stands at ``at``, and who wrote it, when or where below.

    What stands under a headline may be between them.
    """
    text = blocks[at].text
    told = is_paragraph(text) and not is_abbreviated(text)
    if len(text.split()) > MOST_WORDS or told or is_caption(text, None) or byline(text):
        return False
    if not is_headline(copy_from(blocks, at, furniture), 0, LATER):
        return False
    below = [n for n in range(at + 1, len(blocks)) if not furniture[n]][: _BETWEEN + 1]
    signed = next((count for count, n in enumerate(below) if _signs(blocks[n])), None)
    return signed is not None and all(
        len(blocks[n].text.split()) >= LEAST and blocks[n].role is None for n in below[:signed]
    )


def _signs(block: Block) -> bool:
    """Whether a block says who wrote the headline above it, when or where, or credits a picture."""
    text = block.text
    filed = leading(text)
    return (
        block.role in ("byline", "dateline")
        or says_by(text)
        or is_when(text)
        or is_filing_line(text, timed=False)
        or is_person(text)
        or is_credit(text)
        or (filed is not None and bool(filed.agency or filed.date))
        or lone(text) is not None
    )


def is_when(text: str) -> bool:
    """Tell whether a line says when: a day, or how long ago."""
    return is_date_line(text) or _AGO.fullmatch(text) is not None


def _is_apart(block: Block, furniture: bool) -> bool:
    return furniture or block.role == "caption" or is_date_line(block.text)


def _may_be_title(text: str, below: str) -> bool:
    """Whether a few words may be a headline, or the line ``below`` them is what stands under one."""
    words = text.split()
    return (any(map(_acts, words[1:])) and words[0].casefold() not in _AUXILIARY) or _begins_below(below)


def _begins_below(text: str) -> bool:
    """Whether a line begins as what stands under a headline does: with an article, "she", "they"."""
    return is_articled(text) or text.split()[0].strip("\"'“‘").casefold() in _OTHERS
