"""A paragraph as words and quoted stretches, cut into sentences that never end inside a quotation."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from slugline.quotes.quote_marks import Quoted
from slugline.reading.reading import Reading
from slugline.records.story import Zone

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


def read(reading: Reading, zone: Zone, number: int, kept: list[Quoted], dropped: list[Quoted]) -> Line:
    """Return the paragraph as a Line. The marks of ``dropped`` quotations are skipped, their words stay
    words."""
    line, text = Line(zone, number), reading.story.text
    skipped = {at for quoted in dropped for at in (quoted.start, quoted.last)}
    coming = iter(kept)
    quoted = next(coming, None)
    first, last = (bisect_left(reading.words, (edge,)) for edge in (zone.start, zone.end))
    for start, end in reading.words[first:last]:
        while quoted is not None and quoted.end <= start:
            _add(line, QUOTE + text[quoted.last - 1 : quoted.last], quoted.start, quoted.end, quoted)
            quoted = next(coming, None)
        if (quoted is None or start < quoted.start) and start not in skipped:
            _add(line, text[start:end], start, end, None)
    while quoted is not None:
        _add(line, QUOTE + text[quoted.last - 1 : quoted.last], quoted.start, quoted.end, quoted)
        quoted = next(coming, None)
    line.sentences = _sentences(line, reading.sentences)
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


def _sentences(line: Line, begins: Sequence[int]) -> list[tuple[int, int]]:
    """Return the ranges of items that are sentences: as the text is cut, but never within a quotation."""
    first, last = (bisect_left(begins, edge) for edge in (line.zone.start, line.zone.end))
    cuts = [0]
    for begin in begins[first + 1 : last]:
        at = bisect_left(line.start, begin)
        if cuts[-1] < at < len(line) and line.end[at - 1] <= begin:
            cuts.append(at)
    return [
        (at, min(at + LONGEST, stop))
        for start, stop in pairwise([*cuts, len(line)])
        for at in range(start, stop, LONGEST)
    ]
