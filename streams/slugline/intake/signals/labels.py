"""The closed list of what desks write before a headline, and how it is told from the headline's words."""

import re
from dataclasses import dataclass

from slugline.lang.zone_words import ZoneWords
from slugline.records.signals import Signal

LONGEST = 90
"""Code points of the longest line that is signals and nothing else."""

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
)
_ALL = "|".join(sorted((re.escape(one).replace(r"\ ", " ") for one in _SIGNALS), key=len, reverse=True))
_LABEL = re.compile(
    rf"(?i)[\[(*<#\s]*(?:(?:(?P<ordinal>{_ORDINAL})\s+)?(?:{_WORDS.alternation('intensive')}\s+)?"
    rf"(?P<word>{_ALL})(?!\w)(?:[\s-]+(?:\d{{1,2}}(?!\d|\s*[,.]?\d|\w)))?|{_TAKE}(?!\w))[\])*>#]*"
)
_MARK = re.compile(r"\s*(?::|--|[–—|])\s*|\s+-\s+|-(?=\S)|/(?=[A-Z])")
_BETWEEN = re.compile(r"[\s,;:/|–—*-]*")
_CLOSED = "])*>#"


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
    while label := _LABEL.match(headline, at):
        mark = _MARK.match(headline, label.end())
        word = label["word"] or ""
        closed = label[0].rstrip()[-1:] in _CLOSED and label[0].lstrip()[:1] in "([*<#"
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
    at = len(text) - len(text.lstrip("-–—*[( "))
    found: list[Signal] = []
    take: tuple[int, int | None] | None = None
    while at < len(text):
        label = _LABEL.match(text, at)
        if not label or not (label["word"] or label["take"]):
            return None
        if label["word"]:
            told = label["word"].isupper() or label["ordinal"] or label["word"].casefold() in _ENDS
            if not (told or found):
                return None
            found.append(_SIGNALS[label["word"].casefold()])
        take = take or _take(label)
        between = _BETWEEN.match(text, label.end())
        at = between.end() if between else label.end()
    return Labels(tuple(dict.fromkeys(found)), len(text), take) if found or take else None


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
        if low in _LEADS and (label["ordinal"] or headline[: label.start()].strip()):
            return True
        return low in _SMALL and not hyphen and (mark is not None or closed)
    if hyphen and headline.isupper():
        return numbered or word.casefold() in _SURE
    following = headline[mark.end() : mark.end() + 1] if mark else ""
    if hyphen and not following.isupper():
        return numbered or following in "\"'“‘0123456789$€£@#"
    return True


_LEADS = _WORDS.words("lead") | _WORDS.words("writethru")


def _take(label: re.Match[str]) -> tuple[int, int | None] | None:
    if not label["take"] or int(label["take"]) < 1:
        return None
    return int(label["take"]), int(label["of"]) if label["of"] and int(label["of"]) > 0 else None
