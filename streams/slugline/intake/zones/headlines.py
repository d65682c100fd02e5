"""Headlines and the lines around them: sections above, standfirsts below."""

import re

from slugline.intake.zones.blocks import Block
from slugline.intake.zones.bylines import byline, is_name
from slugline.intake.zones.datelines import leading, lone
from slugline.intake.zones.dates import MONTHS
from slugline.lang.zone_words import ZoneWords, towns

LONGEST = 220
"""Code points; a longer block is a paragraph. Headlines in wire copy stay under about 120."""

_CLOSERS = "\"'”’»)]"
FEW_LATER = 6
_MONTHS_CUT = {
    name for name in MONTHS if any(one.startswith(name) and len(one) > len(name) + 3 for one in MONTHS)
}
_FEW = 12
"""Words of the longest headline that a month or a sum cut short ends with its full stop."""

_SECTIONS = ZoneWords("sections").words("names")
_WORDS = ZoneWords("headlines")
_ABBREVIATED = re.compile(rf"(?i)(?:\b(?:[A-Z]\.){{2,}}|\b{_WORDS.alternation('abbreviations')}\.)$")
_LOWER_CASE_STARTS = _WORDS.words("lower_case_starts")


def is_section(text: str) -> bool:
    """Tell whether ``text`` names a section ("World", "Business / Markets") or is a kicker in capitals."""
    if len(text) > 50 or "\n" in text:
        return False
    parts = [part.strip(" .:\u00a0").casefold() for part in re.split(r"[/|>»•,–—]|\s-\s", text)]
    known = _SECTIONS | towns() if len(parts) > 1 else _SECTIONS
    if len(parts) > 2 and parts[0] in _SECTIONS and all(0 < len(part.split()) <= 2 for part in parts):
        return True
    return all(part in known for part in parts) or (text.isupper() and 1 <= len(text.split()) <= 2)


def is_headline(blocks: list[Block], at: int, later: int = FEW_LATER) -> bool:
    """Tell whether ``blocks[at]``, with nothing but furniture above it, is the headline of what follows.

    It must be short, open like a title, have a body below it, and not end like a sentence - unless it is set
    in Title Case or what stands below it can only follow a headline (a dateline). A story may well begin with
    its first paragraph: when in doubt it is no headline. The body begins within ``later`` blocks.
    """
    text = blocks[at].text
    if at + 1 >= len(blocks) or len(text) > LONGEST or text.count("\n") > 2 or not _opens(text):
        return False
    words = text.split()
    if (
        len(words) < 2
        or (is_name(text) and not text.isupper())
        or not (any(map(_is_copy, blocks[at + 1 : at + 1 + later])) or _is_brief(blocks, at))
    ):
        return False
    filed = lone(text)
    if (not text.isupper() and _is_filed(text)) or (filed and (len(words) < 3 or filed.date or filed.agency)):
        return False
    bare = text.rstrip(_CLOSERS)
    last = "" if is_abbreviated(bare) else bare[-1:]
    if last == ".":
        below = blocks[at + 1].text
        return len(words) <= 25 and (
            is_cut_short(text) or _title_case(words) or bool(leading(below) or byline(below))
        )
    if last in "?!":
        return len(words) <= 15
    return (not last or last not in ",:;") and len(words) <= 35


def _is_filed(text: str) -> bool:
    """Whether a dateline begins it; "Peru: 45 held after march" is a headline, as it ends like one."""
    found = leading(text, marked=True)
    return found is not None and (
        bool(found.agency or found.date)
        or text[found.end - 1] != ":"
        or (found.place or "").isupper()
        or text.rstrip(_CLOSERS)[-1:] in ".!?"
    )


def is_standfirst(text: str, below: str) -> bool:
    """Tell whether a block right below the headline is a standfirst: it does not end like a sentence."""
    return (
        len(text) <= 350
        and text.count("\n") <= 4
        and len(text.split()) >= 4
        and text[0].isupper() | (text[0] in "'\"‘“")
        and text.rstrip(_CLOSERS)[-1:] not in ".,:;?!…"
        and (_is_sentence(below) or len(below) < LONGEST)
    )


def _opens(text: str) -> bool:
    return (
        text[0].isupper()
        or text[0].isdigit()
        or text[0] in "'\"‘“«„<¿¡$€£@#"
        or text[:2].lower() in _LOWER_CASE_STARTS
    )


def _is_brief(blocks: list[Block], at: int) -> bool:
    """Whether one short sentence, behind a blank line, is all that stands below what is none."""
    if at + 2 != len(blocks) or not blocks[at + 1].gap or blocks[at].text.rstrip(_CLOSERS)[-1:] in ".!?":
        return False
    below = blocks[at + 1].text
    return len(below.split()) >= 3 and below.rstrip(_CLOSERS)[-1:] in (".", "!", "?")


def _is_copy(block: Block) -> bool:
    if _is_sentence(block.text):
        return True
    filed = leading(block.text)
    return filed is not None and bool(filed.agency or filed.date)


def _is_sentence(text: str) -> bool:
    return (
        text.isupper()
        or (text.rstrip(_CLOSERS)[-1:] in (".", "!", "?", "…") and len(text.split()) >= 6)
        or "\n" in text
    )


def is_abbreviated(text: str) -> bool:
    """Tell whether a full stop at the end belongs to letters or a word cut short: "U.N.", "Co."."""
    return _ABBREVIATED.search(text.rstrip(_CLOSERS)) is not None


def is_cut_short(text: str) -> bool:
    """Tell whether a full stop belongs to the last word: a month's, or a sum's ("by Nov.", "for $40m.")."""
    words = text.split()
    last = words[-1].strip(_CLOSERS + ".")
    month = last[:1].isupper() and last.casefold() in _MONTHS_CUT
    return len(words) <= _FEW and (month or (last[-1:].isalpha() and any(map(str.isdigit, last))))


def _title_case(words: list[str]) -> bool:
    long_words = [word for word in words if sum(map(str.isalpha, word)) >= 4]
    return len(long_words) >= 3 and sum(
        word.lstrip(_CLOSERS + "‘“(")[:1].isupper() for word in long_words
    ) >= 0.85 * len(long_words)
