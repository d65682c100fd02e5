"""Takes as desks of IPTC 7901 and ANPA number them in words: "2nd take: ...", "(FIRST TAKE)"."""

import re
from dataclasses import replace

from slugline.intake.formats.found import Found
from slugline.lang.zone_words import ZoneWords
from slugline.records.story import Take

_WORDS = ZoneWords("takes")
_ORDINALS = tuple(_WORDS.entries("ordinals"))
_EACH = 10
"""Ordinals of each language, in their order."""

_TAKE = re.compile(
    rf"(?i)[(\[]?(?:(?P<number>\d{{1,2}})\s?{_WORDS.alternation('endings')}"
    rf"|(?P<word>{_WORDS.alternation('ordinals')}))\s{_WORDS.alternation('takes')}\b[)\]]?"
)
_MARK = re.compile(r"\s*(?:[:,–—-]{1,2}\s*)?")


def with_take(found: Found) -> Found:
    """Return ``found`` with the take that its headline begins with, or that all of a note or keyword is."""
    headline = found.headline or ""
    ahead = _TAKE.match(headline)
    if ahead and (rest := headline[ahead.end() :]) and _is_marked(headline, ahead, rest):
        cut = rest[_MARK.match(rest).end() :]  # type: ignore[union-attr]  # it matches anywhere
        return replace(found, headline=cut, take=found.take or _take(ahead))
    lines = (found.editor_note or "").splitlines()
    for line in (*lines, *found.keywords, *re.split(r"[,/]\s*", found.slugline or "")):
        if alone := _TAKE.fullmatch(line.strip()):
            kept = "\n".join(one for one in lines if one != line)
            return replace(found, editor_note=kept or None, take=found.take or _take(alone))
    return found


def _is_marked(headline: str, ahead: re.Match[str], rest: str) -> bool:
    """Whether a mark follows, or the words stand in capitals or brackets in front of others that do not."""
    apart = ahead[0].isupper() and not headline.isupper()
    return bool(rest.strip()) and (rest[:1] in ":,–—-" or ahead[0][-1] in ")]" or apart)


def _take(found: re.Match[str]) -> Take:
    number = (
        int(found["number"]) if found["number"] else 1 + _ORDINALS.index(found["word"].casefold()) % _EACH
    )
    return Take(number=max(1, number), of=None)
