"""The status word: what becomes of a story, said by an operator or by another story."""

from dataclasses import dataclass
from typing import Annotated, Literal

from slugline.records.marks import Positive, doc
from slugline.records.register_row import ContentDigest

Word = Literal["canceled", "withheld", "deleted", "released", "moved", "seen"]
"""- "canceled": killed, for good. "withheld": taken back for now.
- "deleted": its publisher sent a null value, on another partition.
- "released": the version that waits for its embargo may go out now; the one that is withheld comes back.
- "moved": the story stands in another partition; here it is taken back and forgotten.
- "seen": a story came in another partition; nothing happens to it, but it is told if it stands here too.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusWord:
    """What is said of one story; on the stories feed as ``{"slugline_status": {...}}``."""

    uri: Annotated[str, doc("of the story")]
    status: Word
    version: Annotated[Positive | None, doc("the version it is said of; null: whatever is newest")] = None
    moment: Annotated[int | None, doc("the time of the story that says so, milliseconds since 1970 UTC")] = (
        None
    )
    reason: Annotated[str | None, doc("for a person: why")] = None
    by: Annotated[str | None, doc("uri of the story whose link says so; null: an operator")] = None
    source: Annotated[str | None, doc("the agency or outlet of that story")] = None
    moved: Annotated[tuple[ContentDigest, ...] | None, doc("of what has moved, what it was; null: any")] = (
        None
    )
    if_known: Annotated[bool, doc("it acts only where the story is known")] = False
    noted: Annotated[bool, doc("elsewhere it is noted, for versions that may come, and no more")] = False
    repeated: Annotated[bool, doc("its kill was read again: it takes nothing back")] = False
