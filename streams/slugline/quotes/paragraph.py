"""A paragraph as words and quoted stretches, cut into sentences that never end inside a quotation."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from slugline.quotes.labels import Label
from slugline.quotes.quote_marks import Quoted
from slugline.reading.reading import Reading
from slugline.reading.tags import CAPITAL, QUOTATION, WORD, alone, beside
from slugline.records.story import Zone

LONGEST = 250
"""A sentence has at most this many items: it keeps the time linear in texts without full stops."""
QUOTE = '"'


@dataclass(slots=True)
class Line:
    """The items of a paragraph: words, signs, and each kept quotation as one item of its own, ``QUOTE``
    (in ``text`` with the last character said: it ends with "," before an attribution).

    ``text`` and ``low`` are the words (as written and in lower case), ``tags`` what they are (see ``tags``),
    ``start`` and ``end`` their offsets in the story, ``quoted`` the quotation of an item or None,
    ``sentences`` the half-open ranges of items that are sentences, ``titled`` whether the paragraph is in
    title case, ``turn`` the label of a transcript whose turn the paragraph is, if any,
    ``border`` whether a new post of a live blog begins with it, ``heads`` the heads of its phrases so far
    asked for (see ``phrases.head``).
    """

    zone: Zone
    number: int
    text: list[str] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    quoted: list[Quoted | None] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    titled: bool = False
    turn: Label | None = None
    border: bool = False
    heads: dict[tuple[int, int], int] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of items."""
        return len(self.text)

    def has(self, at: int, tags: int) -> bool:
        """Return whether item ``at`` has one of the tags."""
        return self.tags[at] & tags != 0

    def capital(self, at: int) -> bool:
        """Return whether item ``at`` is a word with a capital letter ("Klein", "al-Shabaab")."""
        return self.tags[at] & CAPITAL != 0

    def quotation(self, at: int) -> Quoted:
        """Return the quotation that item ``at`` is."""
        found = self.quoted[at]
        assert found is not None
        return found

    def sentence_of(self, at: int) -> int:
        """Return the number of the sentence that holds item ``at``."""
        return max(bisect_right(self.sentences, (at, len(self.text) + 1)) - 1, 0)


def read(
    reading: Reading,
    zone: Zone,
    number: int,
    kept: list[Quoted],
    dropped: list[Quoted],
    post: int | None = None,
) -> Line:
    """Return the paragraph as a Line. The marks of ``dropped`` quotations are skipped, their words stay
    words. ``post`` is where its words begin, behind the time, if it begins a post of a live blog."""
    line, text = Line(zone, number, border=post is not None), reading.story.text
    skipped = {at for quoted in dropped for at in (quoted.start, quoted.last)}
    words = reading.words
    at, last = (bisect_left(words, (edge,)) for edge in (post or zone.start, zone.end))
    for quoted in kept:
        stop = bisect_left(words, (quoted.start,), at, last)
        _add_words(line, reading, _unskipped(reading, at, stop, skipped))
        _add_quotation(line, text, quoted)
        at = bisect_left(words, (quoted.end,), stop, last)
    _add_words(line, reading, _unskipped(reading, at, last, skipped))
    line.sentences = _sentences(line, reading.sentences)
    line.titled = _titled(line)
    return line


def _titled(line: Line) -> bool:
    """Return whether the paragraph is in title case, as headlines may be: most of five or more words."""
    if len(line) > LONGEST:
        return False
    found = [
        tags for word, tags in zip(line.text, line.tags, strict=True) if tags & WORD and word[0].isalpha()
    ]
    return len(found) > 4 and sum(tags & CAPITAL != 0 for tags in found) > 0.6 * len(found)


def _unskipped(reading: Reading, first: int, stop: int, skipped: Collection[int]) -> Sequence[int]:
    """Return the numbers of the words from ``first`` on that do not begin at what is ``skipped``."""
    numbers = range(first, stop)
    return [at for at in numbers if reading.words[at][0] not in skipped] if skipped else numbers


def _add_words(line: Line, reading: Reading, numbers: Sequence[int]) -> None:
    words = [reading.words[number] for number in numbers]
    found = [reading.story.text[start:end] for start, end in words]
    line.text += found
    line.low += [alone(word)[0] for word in found]
    line.start += [start for start, _ in words]
    line.end += [end for _, end in words]
    line.quoted += [None] * len(found)
    before = line.tags[-1] if line.tags else 0
    for number in numbers:
        before = beside(reading.tags[number], before)
        line.tags.append(before)


def _add_quotation(line: Line, text: str, quoted: Quoted) -> None:
    line.tags.append(QUOTATION)
    line.text.append(QUOTE + text[quoted.last - 1 : quoted.last])
    line.low.append(QUOTE)
    line.start.append(quoted.start)
    line.end.append(quoted.end)
    line.quoted.append(quoted)


def _sentences(line: Line, begins: Sequence[int]) -> list[tuple[int, int]]:
    """Return the ranges of items that are sentences: as the text is cut, but never within a quotation."""
    first, last = (bisect_left(begins, edge) for edge in (line.zone.start, line.zone.end))
    cuts = [0]
    for begin in begins[first + 1 : last]:
        at = bisect_left(line.start, begin)
        if at > 0 and line.end[at - 1] <= begin:
            cuts.append(at)
    return [
        (at, min(at + LONGEST, stop))
        for start, stop in pairwise([*cuts, len(line)])
        for at in range(start, stop, LONGEST)
    ]
