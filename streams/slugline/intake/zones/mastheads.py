"""Mastheads: a line above the headline that names whose page it is, and what service or section of it."""

import re
from collections.abc import Sequence

from slugline.intake.zones.bylines import is_ordinary, is_outlet, is_person
from slugline.intake.zones.dateline_heads import AGENCIES
from slugline.intake.zones.interface import is_interface
from slugline.intake.zones.notices import is_notice
from slugline.lang.zone_words import ZoneWords, is_verb

LONGEST, MOST = 90, 8
"""Code points of the longest masthead, words of the longest of its parts."""

_PARTS = re.compile(r"\s*[|•·»›]\s*|\s+[-–—]+(?:\s+|$)|\.\s+(?=[A-Z])")
_SITE = re.compile(r"(?:[\w-]{2,30}\.){1,3}[a-z]{2,7}")
_LONG_NAME = 6
"""Words of the longest name of an outlet."""

_OTHER = 3
"""Words of what stands beside the name of an outlet, one of which is a word or place like others."""

_ADDED = 2
"""Words behind an outlet's name in the name of one of its programmes."""

_SMALL = ZoneWords("endings").alternation("in_names")
_BODIES = ZoneWords("headlines")
_BODY = re.compile(
    rf"(?:[A-ZÀ-Þ][\w.'’-]*\s){{0,2}}(?i:{_BODIES.alternation('bodies')})\s{_BODIES.alternation('bodies_of')}\s"
    rf"(?:{_SMALL}\s)?[A-ZÀ-Þ][\w.'’-]*(?:\s(?:{_SMALL}\s)?[A-ZÀ-Þ][\w.'’-]*){{0,4}}"
)
"""Office of the Governor; U.S. Department of Harbors."""

_KINDS = ZoneWords("bylines").words("outlets")
_SECTIONS = ZoneWords("sections").words("names")


def is_masthead(text: str) -> bool:
    """Tell whether every part of ``text`` names an outlet, a section or a button, and one of them an outlet.

    "Norvik News - back to home"; "Norvik - Business News -"; "Upland. Coast News Agency". A single part needs
    two words that outlets' names are made of, since a headline in capitals may end in one.
    """
    if len(text) > LONGEST or text.isupper() or text[-1] in "!?" or any(map(str.isdigit, text)):
        return False
    if _BODY.fullmatch(text) and len(text.split()) <= _LONG_NAME:
        return not any(is_verb(word) for word in text.split())
    parts = [part for part in _PARTS.split(text) if part]
    if not parts or any(len(part.split()) > MOST for part in parts):
        return False
    outlets = [_is_outlet(part) for part in parts]
    if len(parts) == 1:
        kinds = sum(word in _KINDS for word in text.casefold().split())
        return outlets[0] and kinds > 1 and len(text.split()) <= _LONG_NAME
    if len(parts) == 2 and any(outlets) and not all(outlets):
        other = parts[outlets.index(False)]
        if (
            other.istitle()
            and not is_person(other)
            and len(other.split()) <= _OTHER
            and any(map(is_ordinary, [*other.split(), other]))
        ):
            return True
    return any(outlets) and all(
        named or part.casefold() in _SECTIONS or is_interface(part) or is_notice(part)
        for named, part in zip(outlets, parts, strict=True)
    )


def is_site(text: str) -> bool:
    """Tell whether ``text`` is the address of a site alone: "norvik.example"."""
    return _SITE.fullmatch(text) is not None


def is_named_again(text: str, above: Sequence[str]) -> bool:
    """Tell whether ``text`` begins with a line ``above`` that names an outlet, and adds a word or two.

    "Norvik News" - "Norvik News at 6".
    """
    return any(
        is_outlet(line) and text.startswith(f"{line} ") and len(text.split()) - len(line.split()) <= _ADDED
        for line in above
    )


def ranked(texts: Sequence[str]) -> list[int]:
    """Return where the titles of a ranking stand: each below its number, "1", "2" and so on."""
    found: list[int] = []
    wanted = 1
    for at in range(len(texts) - 1):
        if texts[at].strip(" .)") == str(wanted):
            found.append(at + 1)
            wanted += 1
    return found if len(found) > 1 else []


def _is_outlet(part: str) -> bool:
    words = part.split()
    named = 1 < len(words) <= _LONG_NAME and words[-1].casefold() in _KINDS
    return part.casefold() in AGENCIES or (named and is_outlet(part))
