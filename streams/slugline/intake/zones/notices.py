"""Notices: what pages put between the paragraphs of a story - buttons, paywalls, cookies, counts, times."""

import re

from slugline.intake.zones.bylines import is_person, running
from slugline.intake.zones.dateline_heads import AGENCIES
from slugline.intake.zones.interface import is_interface
from slugline.lang.zone_words import ZoneWords

LONGEST = 220
"""Code points; a longer block is no notice."""

_LONGEST_ROW = 100

_EDGES = " \t\u00a0.…:;|>»›→-–—_*#=~•·♦◆●▪►■★✓()[]{}<!✕×+"
_WORDS = ZoneWords("notices")
_PHRASES = re.compile(rf"(?i)(?<!\w){_WORDS.alternation('phrases')}(?!\w)")
_WORD = re.compile(r"[\w'’-]+")
_KEYS = frozenset(max(_WORD.findall(one.casefold()), key=len) for one in _WORDS.entries("phrases"))
"""The longest word of each phrase: without one of them no phrase is there, which is soon seen."""
_BUTTONS = _WORDS.words("buttons")
_ROW = _WORDS.words("row")
_HOME = _WORDS.words("home")
_DATES = ZoneWords("dates")
_NUMBER = r"\(?\d[\d.,]*\s?[kKmM]?\+?\)?"
_COUNT = re.compile(
    rf"(?i)(?:{_WORDS.alternation('counts_about')}\W*)?(?:{_NUMBER}(?:\s*|-){_WORDS.alternation('counts')}"
    rf"|{_WORDS.alternation('counts_before')}\s*:?\s*{_NUMBER}(?:\s*{_WORDS.alternation('counts_after')})?"
    rf"|(?:(?:{_DATES.alternation('label_starts')}\s+)?{_DATES.alternation('labels')}\s*:?\s+)?"
    rf"{_NUMBER}\s*{_WORDS.alternation('ago')}\s+{_WORDS.alternation('ago_words')}"
    rf"|\+\d{{1,4}}|\[?\d{{1,2}}\s?/\s?\d{{1,2}}\]?|{_WORDS.alternation('lists_of')}\s(?:{_WORDS.alternation('lists_join')}\s)?\d{{1,2}}(?:\s\w+){{0,1}}(?:\s\d{{1,2}})?|\d{{1,3}}:\d\d\s?/\s?\d{{1,3}}:\d\d)"
)
_ZONE = _DATES.alternation("time_zones")
_CLOCK = re.compile(
    rf"(?i)\d{{1,2}}[:.h]\d\d(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)?\s?(?:{_ZONE})?|\d{{1,2}}\s?[ap]\.?m\.?"
)
_BULLETIN_CODE = re.compile(
    r"[A-Z]{4}\d{2} [A-Z]{4} \d{6}(?: [A-Z]{3})?|\d{3}\s?\n[A-Z]{4}\d{2} [A-Z]{4} \d{6}"
)
"""A weather office's heading, as WMO Manual 386 has it: TTAAii CCCC YYGGgg."""

_POSTED = re.compile(
    r"[-–—]\s?[^()\n]{2,50}\(@\w{1,30}\)[^.!?]{0,40}\d{4}|(?:\w+:?\s){0,3}@\w{2,30}|#\w+(?:\s+#\w+)*"
    r"|[\w.+-]{1,60}@[\w-]{1,40}(?:\.\w{2,20}){1,3}|(?:\w{3,5}://)?(?:[\w-]{1,40}\.){1,4}[a-z]{2,12}/\S{1,80}"
)
"""Who posted something elsewhere, a handle, hash tags, a bare address."""

_ORNAMENT = re.compile(r"(?i)o{3,7}|x{3,7}")
_LETTERS_OF_A_SIZE = re.compile(r"A[+-]?(?:\s*A[+-]?){1,3}")
_RATE = re.compile(
    r"(?:[A-Z][\w&]*\s){1,3}[$£€]?\d[\d,]*(?:\.\d+)?(?:\s\(?[+-]\d[\d.,]*%?\)?){1,2}|-?\d{1,2}\s?°[CF]?(?:\s\w+){0,3}"
)
_ISSUE = re.compile(
    rf"(?i){_WORDS.alternation('volumes')}\.? \w{{1,6}},? {_WORDS.alternation('issues')}\.? \d{{1,6}}"
)
_LANGUAGES = re.compile(r"[A-Z]{2}(?:(?:\s[|/·]\s|\s)[A-Z]{2}){1,5}")
"""A rate, the weather, the number of an issue, languages to choose from."""

_CRUMBS = re.compile(r"\s*[>»›/|]\s*")
_BARS = re.compile(r"\s+[|/·•]\s+")
_ROW_PARTS = 3
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[A-Z\"“])")


def is_notice(text: str) -> bool:
    """Tell whether a block is a notice wherever it stands; a set phrase counts where little else is said."""
    if len(text) > LONGEST:
        return False
    bare = text.strip(_EDGES)
    folded = bare.casefold()
    if (
        folded in _BUTTONS
        or folded.rstrip(" 0123456789()") in _BUTTONS
        or _COUNT.fullmatch(bare)
        or _CLOCK.fullmatch(bare)
        or _is_code(bare)
    ):
        return True
    if ("@" in text or "#" in text or "/" in text or text[:1] in "+[l") and (
        _POSTED.fullmatch(text) or _COUNT.fullmatch(text)
    ):
        return True
    if _is_joint(text) or _is_row(folded) or _is_crumbs(text) or _is_menu_row(text) or is_interface(text):
        return True
    if _KEYS.isdisjoint(_WORD.findall(folded)):
        return False
    found = _PHRASES.search(bare)
    return found is not None and len(_SENTENCE_END.findall(text)) < 3 and not _is_quoting(text)


def _is_code(bare: str) -> bool:
    forms = (_BULLETIN_CODE, _LETTERS_OF_A_SIZE, _ORNAMENT, _RATE, _ISSUE, _LANGUAGES)
    return any(form.fullmatch(bare) for form in forms)


def _is_joint(text: str) -> bool:
    """3 hours ago · 4 min read; Harbour Times · 43m ago: counts and times, and perhaps an outlet in front."""
    parts = [part.strip() for part in _BARS.split(text)]
    if len(text) > _LONGEST_ROW or len(parts) < 2:
        return False
    counted = [_COUNT.fullmatch(part) is not None or _CLOCK.fullmatch(part) is not None for part in parts]
    named = len(parts[0].split()) <= 3 and parts[0][:1].isupper() and not is_person(running(parts[0]))
    return all(counted[1:]) and (counted[0] or named)


def _is_row(folded: str) -> bool:
    if len(folded) > _LONGEST_ROW:
        return False
    words = re.findall(r"[\w-]+", folded)
    return (
        len(words) >= 2 and not folded[0].isdigit() and all(word in _ROW or word.isdigit() for word in words)
    )


def _is_crumbs(text: str) -> bool:
    parts = [part.strip() for part in _CRUMBS.split(text)]
    first = parts[0].casefold().rpartition(":")[2].strip()
    pointed = len(parts) > 2 and text.count("»") + text.count("›") == len(parts) - 1
    brief = all(0 < len(part.split()) <= 4 for part in parts)
    return len(parts) > 1 and (
        (first in _HOME and all(0 < len(part) <= 60 for part in parts)) or (pointed and brief)
    )


def _is_menu_row(text: str) -> bool:
    """Home | World | Sport; Peer-reviewed / Study / Animals: short names in a row, no person's."""
    parts = [part.strip() for part in _BARS.split(text)]
    return (
        len(text) <= _LONGEST_ROW
        and len(parts) >= _ROW_PARTS
        and all(
            part[:1].isupper()
            and not any(map(str.isdigit, part))
            and 0 < len(part.split()) <= 2
            and not is_person(running(part))
            and part.casefold() not in AGENCIES
            for part in parts
        )
    )


def _is_quoting(text: str) -> bool:
    return re.search(r"[\"“”«»]", text) is not None
