"""What the chains feed said: of which chain a story is, and which chains turned out to be others."""

from collections import OrderedDict
from dataclasses import dataclass

from slugline.records.chain_event import ChainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What one story is to its chain."""

    chain: str
    relation: str
    follows: str | None
    new: float


class Ties:
    """Takes the records of the chains feed in their order; those of the oldest stories are forgotten."""

    def __init__(self, most: int) -> None:
        """Keep what is said of ``most`` stories, and as many mergers."""
        self._most = most
        self.of: OrderedDict[str, Tie] = OrderedDict()
        """By the story's uri."""
        self._merged: OrderedDict[str, str] = OrderedDict()

    def take(self, event: ChainEvent) -> None:
        """Note what ``event`` says. What is withdrawn stays where it was, so that it is seen to be."""
        if event.relation == "merged":
            if event.chain is not None and event.merged_into is not None:
                self._merged[event.chain] = event.merged_into
        elif event.relation != "withdrawn" and event.chain is not None:
            uri = event.story.uri
            self.of[uri] = Tie(
                chain=event.chain, relation=event.relation, follows=event.follows, new=event.new
            )
            self.of.move_to_end(uri)
        for known in (self.of, self._merged):
            while len(known) > self._most:
                known.popitem(last=False)

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
