"""The chains as a fold of one feed: imprints in their order in, the records of the chains out.

What it holds after a record hangs on the records before it alone. It can be put together again from the
imprints since `Mark.first` and from what was decided of them, without anything being decided again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

from slugline.folds.chains.arriving import arriving
from slugline.folds.chains.fold import SPAN_MS, Chained, Chains
from slugline.records import instants
from slugline.records.chain_event import ChainEvent
from slugline.records.events import Span
from slugline.records.ids import event_id
from slugline.records.story_imprint import StoryImprint

MOST_SOURCES: Final = 50
LONGEST_SOURCE: Final = 200
"""Code points of a source's name that are told."""
_MARK: Final = re.compile(r"1 (\d{1,19}) (\d{1,19})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What must be known beside the feeds to put a fold together again."""

    first: int
    """Order of the oldest imprint that counts."""
    newest_ms: int

    def written(self) -> str:
        """Return it as text."""
        return f"1 {self.first} {self.newest_ms}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return the mark that `written` made; None of any other text."""
        match = _MARK.fullmatch(text)
        return cls(first=int(match[1]), newest_ms=int(match[2])) if match else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was decided of one imprint: its chain, and those that turned out to be that one."""

    chain: str | None
    merged: tuple[str, ...] = ()


class FeedFold:
    """Takes each record of the imprints feed once; ``order`` is its offset."""

    def __init__(self, span_ms: int = SPAN_MS) -> None:
        """No story was taken; a chain is continued within ``span_ms`` of one of its stories."""
        self._chains = Chains(span_ms)
        self._span_ms = span_ms

    def __len__(self) -> int:
        """Return how many stories are in the window."""
        return len(self._chains)

    def mark(self, following: int) -> Mark:
        """Return what is to be kept; ``following`` is the order of the record that comes next."""
        first = self._chains.first
        return Mark(first=following if first is None else first, newest_ms=self._chains.newest_ms)

    def take(self, record: StoryImprint, order: int, written_ms: int) -> list[ChainEvent]:
        """Return what ``record``, written at ``written_ms`` since 1970, makes of the chains.

        It is one record for the story, then one for each chain that turned out to be its own; none where the
        same was said before. Raises ValueError for an imprint that is none of ours, and nothing has changed.
        """
        arrived = min(record.arrived, max(0, written_ms))
        try:
            told = instants.written(arrived)
        except OverflowError as error:
            raise ValueError(f"it arrived when no calendar has a day: {arrived}") from error
        if record.status != "usable":
            return [self._withdrawn(record, order, told)]
        new = arriving(record)
        found = self._chains.take(new, self._moment(record, arrived), order)
        return [] if found is None else _events(record, found, order, told)

    def restore(self, record: StoryImprint, order: int, written_ms: int, decided: Decided | None) -> None:
        """Put back what ``record`` did when it was taken; ``decided`` is None where nothing was told then."""
        if record.status != "usable":
            self._chains.take_back(record.story.uri)
        elif decided is not None and decided.chain is not None:
            moment = self._moment(record, min(record.arrived, max(0, written_ms)))
            new = arriving(record)
            self._chains.restore(new, moment, order, chain=decided.chain, merged=decided.merged)

    def restored(self, mark: Mark) -> None:
        """End restoring."""
        self._chains.restored(mark.newest_ms)

    def _moment(self, record: StoryImprint, arrived: int) -> int:
        """Return when a story counts: as published, but never later than it came, nor before the window."""
        published = _published(record.published)
        return arrived if published is None else min(max(published, arrived - self._span_ms), arrived)

    def _withdrawn(self, record: StoryImprint, order: int, arrived: str) -> ChainEvent:
        uri = record.story.uri
        chain = self._chains.take_back(uri)
        size, sources = self._chains.reach(chain) if chain else (0, ())
        return ChainEvent(
            id=event_id("chain", uri), chain=chain, story=record.story, status=record.status,
            relation="withdrawn", follows=None, new=0.0, new_paragraphs=(), size=size,
            sources=_told_sources(sources), merged_into=None, published=record.published, arrived=arrived,
            order=order,
        )  # fmt: skip


def key(event: ChainEvent) -> str:
    """Return the key of a record: the story's uri, of a merger the chain that is no more."""
    return event.chain or "" if event.relation == "merged" else event.story.uri


def decided(events: Sequence[ChainEvent]) -> dict[int, Decided]:
    """Return by order what ``events``, in the order of their feed, say was decided."""
    found: dict[int, Decided] = {}
    for event in events:
        before = found.get(event.order)
        if event.relation == "merged":
            merged = (*(before.merged if before else ()), event.chain or "")
            found[event.order] = Decided(chain=event.merged_into, merged=merged)
        else:
            found[event.order] = Decided(chain=event.chain, merged=before.merged if before else ())
    return found


def _events(record: StoryImprint, found: Chained, order: int, arrived: str) -> list[ChainEvent]:
    spans = tuple(Span(start=start, end=end) for start, end in found.new_paragraphs)
    sources = _told_sources(found.sources)
    own = ChainEvent(
        id=event_id("chain", record.story.uri), chain=found.chain, story=record.story, status="usable",
        relation=found.relation, follows=found.follows, new=found.new, new_paragraphs=spans,
        size=found.size, sources=sources, merged_into=None, published=record.published, arrived=arrived,
        order=order,
    )  # fmt: skip
    others = [
        ChainEvent(
            id=event_id("chain", "merged", other), chain=other, story=record.story, status="usable",
            relation="merged", follows=None, new=0.0, new_paragraphs=(), size=found.size,
            sources=sources, merged_into=found.chain, published=record.published, arrived=arrived,
            order=order,
        )
        for other in found.merged
    ]  # fmt: skip
    return [own, *others]


def _told_sources(sources: Sequence[str]) -> tuple[str, ...]:
    return tuple(source[:LONGEST_SOURCE] for source in sources[:MOST_SOURCES])


def _published(text: str | None) -> int | None:
    """Return when a story was published; None for a bare date, and for what no calendar has."""
    if text is None or "T" not in text:
        return None
    try:
        return instants.read(text)
    except (ValueError, OverflowError):
        return None
