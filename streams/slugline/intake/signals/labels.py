"""The closed list of what desks write before a headline, and how it is told from the headline's words."""

import re
from dataclasses import dataclass

from slugline.lang.zone_words import ZoneWords
from slugline.records.signals import Signal

LONGEST = 90
"""Code points of the longest line that is signals and nothing else."""

_MOST = 300
"""Code points from the start of a headline within which labels begin."""

SLUG = r"[A-Z0-9][\w&'’]*(?:[-/]{1,2}[\w&'’]+)+"
"""A slug in copy, where nothing but its hyphens or slashes tells it."""

_WORDS = ZoneWords("signals")
_NAMES: tuple[Signal, ...] = (
    "correction", "clarification", "refile", "repeat", "update", "lead", "writethru", "adds", "takeout",
    "wrapup", "kill", "withhold", "advisory", "urgent", "flash", "alert", "bulletin", "breaking", "exclusive",
    "factbox", "analysis", "timeline", "q-and-a", "explainer", "opinion", "feature", "interview", "profile",
    "obituary", "background", "summary", "schedule", "live", "test", "more", "end", "promotional",
)  # fmt: skip
_SIGNALS: dict[str, Signal] = {entry.casefold(): name for name in _NAMES for entry in _WORDS.entries(name)}
_SMALL = _WORDS.words("small")
_SURE = _WORDS.words("sure")
_ORDINAL = rf"\d{{1,2}}{_WORDS.alternation('ordinals')}|{_WORDS.alternation('numbers')}"
_TAKE = (
    rf"{_WORDS.alternation('takes')}\s+(?P<take>\d{{1,2}})"
    rf"(?:\s*(?:{_WORDS.alternation('takes_of')}|/)\s*(?P<of>\d{{1,2}}))?"
    rf"|(?P<nth>\d{{1,2}}){_WORDS.alternation('ordinals')}\s+{_WORDS.alternation('take_words')}"
)
_ALL = "|".join(sorted((re.escape(one).replace(r"\ ", " ") for one in _SIGNALS), key=len, reverse=True))
_ORDERS = _WORDS.words("kill") | _WORDS.words("withhold")
_ORDER = rf"(?:{_WORDS.alternation('kill')}|{_WORDS.alternation('withhold')})(?!\w)"
_AGENCY = ZoneWords("datelines").alternation("agencies")
_LABEL = re.compile(
    rf"(?i)[\[(*<#+\s]*(?:(?:{_AGENCY}\s+(?={_ORDER}))?(?:(?P<ordinal>{_ORDINAL})\s+)?(?:{_WORDS.alternation('intensive')}\s+)?"
    rf"(?P<word>{_ALL})(?!\w)(?:[\s-]+(?:\d{{1,2}}(?!\d|\s*[,.]?\d|\w)))?|{_TAKE}(?!\w))[\])*>#]*(?:\s?\++)?"
)
_NAMED = re.compile(
    rf"\s+(?:(?i:{ZoneWords('kills').alternation('determiners')})\s+){{0,3}}"
    rf"(?:(?i:{ZoneWords('kills').alternation('things')})\b|{SLUG}|[a-z]{{3,5}}:\S)"
)
_TARGET = re.compile(rf"\s+(?={SLUG}/?\s*(?:$|,))")
_TAIL = re.compile(
    rf"(?i)(?:\s*(?P<open>[(\[])|\s*[,;]\s*|\s+[-–—]+\s*|\s*[–—]\s*)"
    rf"(?:(?P<name>{_WORDS.alternation('takes')})\s+)?"
    rf"(?P<take>\d{{1,2}})(?:\s*(?:{_WORDS.alternation('takes_of')}|/)\s*(?P<of>\d{{1,2}}))?(?P<close>[)\]])?\s*$"
)
_TAKE_WORDS = _WORDS.words("take_words")
_MARK = re.compile(r"\s*(?::|--|[–—|])\s*|\s+-\s+|-(?=\S)|/(?=[A-Z])")
_BETWEEN = re.compile(r"[\s,;:/|–—*+-]*")
_CLOSED = "])*>#+"


@dataclass(frozen=True, slots=True)
class Labels:
    """Signals in order, how long the stretch is that says them, and the take it tells."""

    signals: tuple[Signal, ...]
    length: int
    take: tuple[int, int | None] | None = None


def prefix(headline: str) -> Labels | None:
    """Return the signals that ``headline`` begins with; None if it begins with its own words.

    A label ends with a hyphen, a dash, a colon, a bar or a bracket. In small letters it counts only where
    headlines have it so ("Analysis: ..."), and a hyphen ends none in a headline that is all in capitals
    unless it is sure ("FLASH-FLOOD KILLS NINE").
    """
    at = 0
    found: list[Signal] = []
    take: tuple[int, int | None] | None = None
    while at <= _MOST and (label := _LABEL.match(headline, at)):
        mark = _MARK.match(headline, label.end())
        word = label["word"] or ""
        closed = label[0].rstrip()[-1:] in _CLOSED and label[0].lstrip()[:1] in "([*<#+"
        target = _TARGET.match(headline, label.end()) if word.isupper() and _is_order(word) else None
        mark = mark if mark or not target else target
        if not mark and found and word.casefold() in _LEADS and set(found) <= {"lead", "writethru"}:
            mark = _BLANK.match(headline, label.end())
        chained = (
            _LABEL.match(headline, label.end() + 1) if found or label["ordinal"] or word.isupper() else None
        )
        if not (mark or closed or (chained and _goes_on(headline, label.end()))):
            break
        if not _counts(headline, label, mark, closed=closed):
            break
        if word:
            found.append(_SIGNALS[word.casefold()])
        take = take or _take(label)
        at = mark.end() if mark else label.end()
        if not mark and not closed:
            at = label.end() + 1
    if not (found or take) or not headline[at:].strip():
        return None
    rest = headline[at:]
    return Labels(tuple(dict.fromkeys(found)), at + len(rest) - len(rest.lstrip()), take)


def line(text: str) -> Labels | None:
    """Return the signals that ``text`` is made of, and nothing else: "URGENT", "2nd Ld-Writethru"."""
    if len(text) > LONGEST:
        return None
    at = len(text) - len(text.lstrip("-–—*+[( "))
    found: list[Signal] = []
    take: tuple[int, int | None] | None = None
    while at < len(text):
        label = _LABEL.match(text, at)
        if not label or not (label["word"] or label["take"] or label["nth"]):
            return None
        if label["word"]:
            low = label["word"].casefold()
            counted = label["ordinal"] and (
                label["ordinal"][0].isdigit() or low in _LEADS
            )  # no "First Alert"
            told = label["word"].isupper() or counted or low in _ENDS
            if not (told or found):
                return None
            found.append(_SIGNALS[label["word"].casefold()])
        take = take or _take(label)
        between = _BETWEEN.match(text, label.end())
        at = between.end() if between else label.end()
    return Labels(tuple(dict.fromkeys(found)), len(text), take) if found or take else None


def take_behind(headline: str) -> tuple[tuple[int, int | None], int] | None:
    """Return the take that ``headline`` ends with and where that begins: "Gold rises (take 2 of 3)".

    A bare number needs brackets and how many there are: "(2 of 3)"; so does the part of a series.
    """
    found = _TAIL.search(headline, max(0, len(headline) - 30))
    take = _take(found) if found else None
    if not found or not take or not found.start():
        return None
    bracketed = bool(found["open"] and found["close"])
    sure = (found["name"] or "").casefold() in _TAKE_WORDS
    counted = take[1] is not None and take[0] <= take[1]
    if bool(found["open"]) != bool(found["close"]) or not (sure or (bracketed and counted)):
        return None
    return take, found.start()


def order_of(sentence: str) -> Signal | None:
    """Return what a label in capitals orders for what is named behind it: "MANDATORY KILL of urn:x:1"."""
    label = _LABEL.match(sentence)
    if not (label and label["word"] and label["word"].isupper() and _is_order(label["word"])):
        return None
    return _SIGNALS[label["word"].casefold()] if _NAMED.match(sentence, label.end()) else None


def known(word: str) -> Signal | None:
    """Return the signal that ``word`` is, whatever its case."""
    return _SIGNALS.get(word.strip(" .:-").casefold())


def tokens(text: str) -> tuple[tuple[Signal, ...], tuple[int, int | None] | None]:
    """Return every signal and the take among the pieces of the tail of a slug: "2nd Ld-Writethru, 310"."""
    found: list[Signal] = []
    take: tuple[int, int | None] | None = None
    for piece in re.split(r"[,;:/]|(?<=[a-z])-(?=[A-Z])|\s-\s", text):
        label = _LABEL.match(piece)
        if label and label.end() >= len(piece.rstrip()) - 3:
            if label["word"]:
                found.append(_SIGNALS[label["word"].casefold()])
            take = take or _take(label)
    return tuple(dict.fromkeys(found)), take


_ENDS = {word.casefold() for name in ("more", "end") for word in _WORDS.entries(name)}


def _is_order(word: str) -> bool:
    return word.casefold() in _ORDERS


def _goes_on(headline: str, at: int) -> bool:
    following = _LABEL.match(headline, at + 1)
    return (
        following is not None
        and headline[at : at + 1] == " "
        and (_MARK.match(headline, following.end()) is not None)
    )


def _counts(headline: str, label: re.Match[str], mark: re.Match[str] | None, *, closed: bool) -> bool:
    word = label["word"] or ""
    if not word:
        return True
    numbered = bool(label["ordinal"]) or label[0].rstrip(_CLOSED + " ")[-1:].isdigit()
    hyphen = mark is not None and mark[0] == "-"
    if not word.isupper():
        low = word.casefold()
        if low in _ORDERS and mark and _SLUG.fullmatch(headline, mark.end()):
            return True
        if low in _LEADS and (label["ordinal"] or headline[: label.start()].strip()):
            return True
        return low in _SMALL and not hyphen and (mark is not None or closed)
    if hyphen and headline.isupper():
        return numbered or word.casefold() in _SURE
    following = headline[mark.end() : mark.end() + 1] if mark else ""
    if hyphen and not following.isupper():
        return numbered or following in "\"'“‘0123456789$€£@#"
    return True


_BLANK = re.compile(r"\s+")
_SLUG = re.compile(SLUG)
_LEADS = _WORDS.words("lead") | _WORDS.words("writethru")


def _take(label: re.Match[str]) -> tuple[int, int | None] | None:
    told = label.groupdict()
    number = int(told["take"] or told.get("nth") or 0)
    if number < 1:
        return None
    return number, int(label["of"]) if label["of"] and int(label["of"]) > 0 else None
