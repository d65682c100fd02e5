"""What the chains have said of stories: the last of each, for as long as a chain may be continued."""

from collections.abc import Iterator
from dataclasses import dataclass
from sys import intern

from slugline.records.chain_event import ChainRelation
from slugline.records.marks import Count, Open, Positive, Unit
from slugline.records.register_row import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardRef:
    """Of a StoryRef."""

    uri: str
    version: Positive


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardChain:
    """Of a ChainEvent, what alerts go by."""

    chain: str | None
    story: HeardRef
    status: Open[Standing]
    relation: Open[ChainRelation]
    new: Unit
    merged_into: str | None
    order: Count


@dataclass(frozen=True, slots=True)
class Tie:
    """What a story is to its chain. ``moment`` is when its imprint was written, milliseconds since 1970."""

    chain: str
    version: int
    relation: Open[ChainRelation]
    new: float
    order: int
    moment: int


class Ties:
    """The last tie of each story. Reading the feed again from any record on makes the same of it."""

    def __init__(self, keep_ms: int) -> None:
        """A tie is forgotten ``keep_ms`` after it was told, by the moments of later ones."""
        self._keep_ms = keep_ms
        self._ties: dict[str, Tie] = {}
        self._merged: dict[str, tuple[str, int]] = {}

    def __len__(self) -> int:
        """Return of how many stories it is known."""
        return len(self._ties)

    def take(self, record: HeardChain, moment: int) -> Tie | None:
        """Note what is said of a story, or of a chain; return the story's tie, if it has one now."""
        uri = record.story.uri
        if record.relation == "merged":
            if record.chain and record.merged_into:
                self._merged[record.chain] = record.merged_into, record.order
            return None
        before = self._ties.pop(uri, None)  # so that what was told last stands last
        if record.status != "usable" or record.chain is None:
            return None
        if before is not None and before.order > record.order:
            self._ties[uri] = before
            return None
        tie = Tie(
            intern(record.chain), record.story.version, record.relation, record.new, record.order, moment
        )
        self._ties[uri] = tie
        for old in list(self._over(moment - self._keep_ms)):
            del self._ties[old]
        return tie

    def of(self, uri: str) -> Tie | None:
        """Return the tie of a story, if it is known."""
        return self._ties.get(uri)

    def place(self, tie: Tie) -> tuple[str, int]:
        """Return the chain that a tie's chain is today, and the order of the record that says so.

        A merger is of the stories that came before it: a chain may begin anew under the name of one that is
        no more.
        """
        chain, order = tie.chain, tie.order
        while (merged := self._merged.get(chain)) is not None and order < merged[1]:
            chain, order = merged
        return chain, order

    def _over(self, oldest: int) -> Iterator[str]:
        for uri, tie in self._ties.items():
            if tie.moment >= oldest:
                return
            yield uri
