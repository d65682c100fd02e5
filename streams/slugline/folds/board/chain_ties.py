"""What the chains feed said: of which chain a story is, and which chains turned out to be others."""

from collections import OrderedDict
from dataclasses import dataclass
from sys import getsizeof, intern
from typing import Any

from slugline.records.chain_event import ChainEvent

ENTRY = 300
"""Bytes that an entry takes beside its texts, roughly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What one story is to its chain."""

    chain: str
    relation: str
    follows: str | None
    new: float


class Ties:
    """Takes the records of the chains feed in their order; those of the oldest stories are forgotten."""

    def __init__(self, most: int, most_bytes: int) -> None:
        """Keep what is said of ``most`` stories, and as many mergers, in ``most_bytes`` of memory."""
        self._most = most
        self._most_bytes = most_bytes
        self.of: OrderedDict[str, Tie] = OrderedDict()
        """By the story's uri."""
        self._merged: OrderedDict[str, str] = OrderedDict()
        self.size = 0
        """Bytes, roughly."""

    def take(self, event: ChainEvent) -> None:
        """Note what ``event`` says. What is withdrawn stays where it was, so that it is seen to be."""
        if event.relation == "merged":
            if event.chain is not None and event.merged_into is not None:
                self._drop(self._merged, event.chain)
                self._merged[event.chain] = event.merged_into
                self.size += _size(event.chain, event.merged_into)
        elif event.relation != "withdrawn" and event.chain is not None:
            uri = event.story.uri
            self._drop(self.of, uri)
            self.of[uri] = Tie(
                chain=event.chain, relation=intern(event.relation), follows=event.follows, new=event.new
            )
            self.size += _size(uri, self.of[uri])
        for known in (self.of, self._merged):
            while len(known) > self._most:
                self._drop(known, next(iter(known)))
        while self.size > self._most_bytes and self.of:
            self._drop(self.of, next(iter(self.of)))

    def _drop(self, known: OrderedDict[str, Any], key: str) -> None:
        before = known.pop(key, None)
        if before is not None:
            self.size -= _size(key, before)

    def chain(self, uri: str) -> str | None:
        """Return the chain that a story is of by now; None where nobody said."""
        tie = self.of.get(uri)
        if tie is None:
            return None
        chain, met = tie.chain, {tie.chain}
        while (into := self._merged.get(chain)) is not None and into not in met:
            chain = into
            met.add(chain)
        return chain


def _size(key: str, value: Tie | str) -> int:
    held = (value.chain, value.follows) if isinstance(value, Tie) else (value,)
    return ENTRY + getsizeof(key) + sum(map(getsizeof, held))
