"""Captions: what stands below a picture, copied into the text together with its credit."""

import re

from slugline.lang.zone_words import ZoneWords

LONGEST = 700
"""Code points; a longer block is no caption."""

_SHORTEST_HEADLINE = 20
"""Code points; a shorter headline may well be how a paragraph of the body begins."""

_WORDS = ZoneWords("captions")
_FILE = _WORDS.alternation("file")
_STARTS = re.compile(
    rf"(?i){_FILE}\s*{_WORDS.alternation('file_kinds')}?\s*[:–—]|{_FILE} - |"
    rf"{_WORDS.alternation('file_photo')}\b|"
    rf"[(\[]?{_WORDS.alternation('labels')}\s*(?::|/)|{_WORDS.alternation('labels_comma')}, |"
    rf"[(\[]?{_WORDS.alternation('pictures')}\s+{_WORDS.alternation('pictures_by')}\s+[A-Z]"
)
_ENDS = re.compile(
    rf"(?:\b{_WORDS.alternation('agencies')}/[A-Z][^\n/]{{1,60}}"
    rf"|[(\[]{_WORDS.alternation('brackets')}[^()\[\]\n]{{0,60}}[)\]]"
    rf"|(?:/|{_WORDS.alternation('via')} )\s?{_WORDS.alternation('agencies_last')}"
    rf"|\(\s?{_WORDS.alternation('brackets_open')}[^()\n]{{0,40}})\)?\s?\.?$"
)

_WORD = re.compile(r"[^\W_]+")


def is_caption(text: str, headline: str | None, *, repeats: bool = True) -> bool:
    """Tell whether a block is a caption: it repeats the headline, or its first or last words credit it.

    ``repeats`` is False where a block that starts with the headline is no caption (far down in the body).
    """
    if len(text) > LONGEST:
        return False
    if repeats and headline and len(headline) >= _SHORTEST_HEADLINE and same_start(text, headline):
        return True
    return bool(_STARTS.match(text) or _ENDS.search(text, max(0, len(text) - 90)))


def same_start(text: str, headline: str) -> bool:
    """Tell whether ``text`` is ``headline`` again, or starts with it and goes on with a new sentence.

    Case, blanks and quote marks do not matter. A first paragraph that merely opens with the words of
    the headline ("Copper stocks fell" - "Copper stocks fell in January, the bureau said") does not count.
    """
    wanted = _letters(headline)
    at = 0
    for match in _WORD.finditer(text[: 2 * len(headline) + 40]):
        word = match[0].casefold()
        if not wanted.startswith(word, at):
            return False
        at += len(word)
        if at >= len(wanted):
            after = text[match.end() :].lstrip(" \t\u00a0'\"’”)")
            return after[:1] == "" or after[0] in "\n.!?:|-–—" or after[0].isupper()
    return False


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text)).casefold()
