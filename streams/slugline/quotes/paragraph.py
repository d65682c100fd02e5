"""A paragraph as words and quoted stretches, cut into sentences that never end inside a quotation."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from slugline.quotes import words
from slugline.quotes.quote_marks import Quoted
from slugline.records.story import Zone

ABBREVIATIONS = sorted(words.groups("function")["abbreviation"])
TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"
    rf"|\b(?:{'|'.join(ABBREVIATIONS)})\."
    r"|\b[A-Z]\.(?=\s)"
    r"|['’](?:s|d|m|ve|re|ll|S)\b"
    r"|[^\W_]+(?:['’](?!(?:s|d|m|ve|re|ll|S)\b)[^\W_]+|[-‑&/.@_](?=[^\W_])[^\W_]+|,(?=\d{3}\b)\d{3})*"
    r"|[@#$£€][\w.]+"
    r"|\.{2,}|--+|[^\w\s]"
)
INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u00ad")
)
LONGEST = 250
"""A sentence has at most this many items: it keeps the time linear in texts without full stops."""
TERMINAL = frozenset((".", "!", "?", "...", "…"))
QUOTE = '"'


@dataclass(slots=True)
class Line:
    """The items of a paragraph: words, signs, and each kept quotation as one item of its own, ``QUOTE``
    (in ``text`` with the last character said: it ends with "," before an attribution).

    ``text`` and ``low`` are the words (as written and in lower case), ``start`` and ``end`` their offsets in
    the story, ``quoted`` the quotation of an item or None, ``sentences`` the half-open ranges of items that
    are sentences, ``titled`` whether the paragraph is in title case.
    """

    zone: Zone
    number: int
    text: list[str] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    quoted: list[Quoted | None] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    titled: bool = False

    def __len__(self) -> int:
        """Return the number of items."""
        return len(self.text)

    def capital(self, at: int) -> bool:
        """Return whether item ``at`` is a word with a capital letter ("Klein", "al-Shabaab")."""
        return self.quoted[at] is None and self.text[at] != self.low[at] and not self.text[at].islower()

    def sentence_of(self, at: int) -> int:
        """Return the number of the sentence that holds item ``at``."""
        return max(bisect_right(self.sentences, (at, len(self.text) + 1)) - 1, 0)

    def is_word(self, at: int) -> bool:
        """Return whether item ``at`` is a word or number (not a sign, not a quotation)."""
        return self.quoted[at] is None and (self.text[at][-1].isalnum() or self.text[at][0].isalnum())


def read(story_text: str, zone: Zone, number: int, kept: list[Quoted], dropped: list[Quoted]) -> Line:
    """Return the paragraph as a Line. The marks of ``dropped`` quotations are skipped, their words stay
    words."""
    line = Line(zone, number)
    skipped = {at for quoted in dropped for at in (quoted.start, quoted.last)}
    at = zone.start
    for quoted in kept:
        _words(line, story_text, at, quoted.start, skipped)
        _add(line, QUOTE + story_text[quoted.last - 1 : quoted.last], quoted.start, quoted.end, quoted)
        at = quoted.end
    _words(line, story_text, at, zone.end, skipped)
    line.sentences = _sentences(line, story_text)
    line.titled = _titled(line)
    return line


def _titled(line: Line) -> bool:
    """Return whether the paragraph is in title case, as headlines may be: most of five or more words."""
    if len(line) > LONGEST:
        return False
    found = [at for at in range(len(line)) if line.is_word(at) and line.text[at][0].isalpha()]
    return len(found) > 4 and sum(line.capital(at) for at in found) > 0.6 * len(found)


def _add(line: Line, text: str, start: int, end: int, quoted: Quoted | None) -> None:
    line.text.append(text)
    line.low.append(text.lower().replace("’", "'") if quoted is None else QUOTE)
    line.start.append(start)
    line.end.append(end)
    line.quoted.append(quoted)


def _words(line: Line, text: str, start: int, end: int, skipped: set[int]) -> None:
    for match in TOKEN.finditer(text, start, end):
        word = match.group()
        if match.start() not in skipped and (word.isascii() or word.translate(INVISIBLE)):
            _add(line, word, match.start(), match.end(), None)


def _sentences(line: Line, text: str) -> list[tuple[int, int]]:
    cuts: list[tuple[int, int]] = []
    first = 0
    for at in range(len(line)):
        if at + 1 == len(line) or _ends(line, at, text) or at - first >= LONGEST:
            cuts.append((first, at + 1))
            first = at + 1
    return cuts


def _ends(line: Line, at: int, text: str) -> bool:
    """Return whether a sentence ends with item ``at`` (not the last of the paragraph)."""
    quoted, following = line.quoted[at], line.quoted[at + 1]
    opens = following is not None or line.capital(at + 1) or line.text[at + 1][0].isdigit()
    if quoted is not None:
        inner = text[quoted.first : quoted.last].rstrip()
        if line.text[at + 1] in TERMINAL:
            return False
        if not inner.endswith((".", "!", "?", "…")) or not opens:
            return False
        return inner.endswith(".") or not _bare_attribution(line, at + 1)
    word = line.text[at]
    if word in TERMINAL:
        return opens or line.text[at + 1] in "(•*[-–—"
    if word.endswith(".") and len(word) > 2 and word[0].isalpha():
        starts = words.groups("function")["start"]
        shortened = word[:-1] in ABBREVIATIONS and word not in ("Inc.", "Corp.", "Co.", "Ltd.", "Jr.", "Sr.")
        return not shortened and (
            following is not None or (line.capital(at + 1) and line.low[at + 1] in starts)
        )
    return False


def _bare_attribution(line: Line, at: int) -> bool:
    """Return whether what follows a question or a cry names its speaker ("Smith asked."), not a new
    sentence."""
    forms = words.verb_forms()
    verbs = words.groups("function")["verb"] | words.groups("function")["auxiliary"]
    for offset in range(at, min(at + 25, len(line))):
        low = line.low[offset]
        if line.quoted[offset] is not None or low in TERMINAL:
            return False
        if low in forms and any("q" in form.verb.frames and "ing" not in form.tenses for form in forms[low]):
            after = line.low[offset + 1] if offset + 1 < len(line) else "."
            return after not in ("that", ":") and line.quoted[min(offset + 1, len(line) - 1)] is None
        if low in verbs and offset > at and low not in ("'s", "has", "had"):
            return False
    return False
