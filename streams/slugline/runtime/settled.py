"""What is to be delivered for one story, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from slugline.folds.register.ledger import Took
from slugline.folds.register.verdict import Verdict
from slugline.runtime.processed import Processed, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What goes out for a story. ``uri`` is that of the rows and held records among ``records``."""

    processed: Processed
    uri: str | None = None
    records: Sequence[Record] = ()
    """For the outputs: in one transaction, into the story's own partition."""
    raw: Sequence[Record] = ()
    """For the stories feed: before the others, and outside the transaction."""
    verdict: Verdict | None = None
    took: Sequence[Took] = ()
