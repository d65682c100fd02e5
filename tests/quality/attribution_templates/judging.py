"""What came out of a story against what must."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from slugline.records.events import QuoteEvent
from tests.quality.attribution_templates.stories import Expected, Span, Story

NEAR = 0.7
"""Share of the words of an expected quote that must come out, and of a quote that must be expected."""

_DANGLING = frozenset(["on", "in", "at", "of", "to", "for", "by", "with", "from", "during", "late"])
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Got:
    """A quote that came out, and whether it is true."""

    event: QuoteEvent
    fault: str | None

    @property
    def sure(self) -> bool:
        """Whether it is stated with confidence .9 or more."""
        return self.event.confidence >= 0.9


@dataclass
class Verdict:
    """How one story went."""

    story: Story
    got: list[Got] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Judge:
    """Measures quotes over the words of one story."""

    def __init__(self, story: Story) -> None:
        self._story = story
        words = list(_WORD.finditer(story.text))
        self._starts = [word.start() for word in words]
        self._ends = [word.end() for word in words]
        self._expected = [self._tokens(quote.pieces) for quote in story.quotes]
        self._said = frozenset[int]().union(*self._expected)
        self._silent = self._tokens(story.no_quote)

    def verdict(self, events: Iterable[QuoteEvent]) -> Verdict:
        """Return what is wrong in ``events``, whose offsets count into the story's text."""
        verdict = Verdict(self._story)
        covered = [frozenset[int]() for _ in self._expected]
        for event in events:
            tokens = self._tokens((piece.start, piece.end) for piece in event.pieces)
            at = max(range(len(covered)), key=lambda i: len(tokens & self._expected[i]), default=None)
            fault = self._fault(event, tokens, at)
            verdict.got.append(Got(event, fault))
            if fault and fault != "extra":
                verdict.faults.append(f"{fault}: {event.text!r}")
            elif fault is None and at is not None and self._near(tokens):
                for i, wanted in enumerate(self._expected):
                    if i == at or self._speaker_fault(event, self._story.quotes[i]) is None:
                        covered[i] |= tokens & wanted
        for quote, wanted, found in zip(self._story.quotes, self._expected, covered, strict=True):
            if not quote.optional and len(found) < NEAR * len(wanted):
                verdict.faults.append(f"missing: {self._text(quote.pieces)!r}")
        return verdict

    def _fault(self, event: QuoteEvent, tokens: frozenset[int], at: int | None) -> str | None:
        """Return what is wrong with a quote; "extra" for one of which the template says nothing."""
        if tokens and len(tokens & self._silent) >= len(tokens) / 2:
            return "no quote"
        if self._dangling(event, tokens):
            return "dangling"
        fault: str | None = "extra"
        if at is not None and len(tokens & self._expected[at]) >= max(1, len(tokens) / 2):
            fault = self._speaker_fault(event, self._story.quotes[at])
        name = event.speaker_name or (event.speaker.text if event.speaker else "")
        if fault and any(_part_of(name, never) for never in self._story.never):
            return "never a speaker"
        return fault

    def _speaker_fault(self, event: QuoteEvent, quote: Expected) -> str | None:
        if getattr(event, "stance", "said") != quote.stance:
            return "stance"
        names = {normal(name) if name else None for name in quote.names}
        name = normal(event.speaker_name) if event.speaker_name else None
        if name not in names:
            return (
                "cut name"
                if name and any(other and _part_of(name, other) for other in names)
                else "speaker name"
            )
        if event.speaker_name and not self._story.words_count:
            return None
        if quote.words and (None in quote.names or self._story.words_count):
            return None if self._words_right(event, quote) else "speaker words"
        return None

    def _words_right(self, event: QuoteEvent, quote: Expected) -> bool:
        if event.speaker is None:
            return False
        got = self._tokens(((event.speaker.start, event.speaker.end),))
        for words in quote.words:
            most = self._tokens((words,))
            cores = [self._tokens((core,)) for core in quote.cores]
            least = next((core for core in cores if core <= most), frozenset((max(most),)))
            if least <= got <= most:
                return True
        return False

    def _dangling(self, event: QuoteEvent, tokens: frozenset[int]) -> bool:
        """Tell whether a quote without marks ends behind what is said, in the middle of a phrase."""
        ends = _WORD.findall(event.text.casefold())[-1:]
        return (
            event.kind != "direct" and bool(ends) and ends[0] in _DANGLING and max(tokens) not in self._said
        )

    def _near(self, tokens: frozenset[int]) -> bool:
        return len(tokens & self._said) >= NEAR * len(tokens)

    def _tokens(self, spans: Iterable[Span]) -> frozenset[int]:
        """Return the numbers of the words that lie in ``spans``, in part or whole."""
        found: set[int] = set()
        for start, end in spans:
            found.update(range(bisect_right(self._ends, start), bisect_left(self._starts, end)))
        return frozenset(found)

    def _text(self, pieces: Iterable[Span]) -> str:
        return " ... ".join(self._story.text[start:end] for start, end in pieces)


def normal(name: str) -> str:
    """Return a name so that two ways to write it are equal."""
    return " ".join(name.replace("’", "'").casefold().removeprefix("the ").split())


def _part_of(name: str, other: str) -> bool:
    """Tell whether ``name`` is ``other`` or a part of it."""
    words = normal(name).split()
    return bool(words) and set(words) <= set(normal(other).split())
