"""The retraction: what an earlier record of the same id said does no longer stand."""

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from slugline.records.events import StoryRef
from slugline.records.marks import Open, Uuid, doc

RetractionReason = Literal[
    "corrected", "canceled", "withheld", "deleted", "superseded", "merged", "unwatched"
]
"""- "corrected": the story's newer version no longer has it.
- "canceled", "withheld": the story is, for good or for now; "deleted": its record was, by a null value.
- "superseded": the same version, read by another release or model, no longer has it.
- "merged": of an alert, its chain is another one that has an alert of its own; "unwatched": its rule is gone.
"""

LONGEST: Final = 80
"""Code points of what a retraction calls the thing it takes back."""
CUT: Final = "..."


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction:
    """An event taken back: it goes out on the event's own feed, with its key and its id."""

    id: Uuid
    story: Annotated[StoryRef, doc("the story, in the version that takes it back")]
    retracted: Annotated[str, doc("what it was: the name, or the first words of a quote")]
    reason: Open[RetractionReason]


def first_words(text: str) -> str:
    """Return ``text`` on one line, cut at a word where it is longer than a retraction says."""
    line = " ".join(text.split())
    if len(line) <= LONGEST:
        return line
    room = line[: LONGEST - len(CUT) + 1]
    whole = room.rpartition(" ")[0].rstrip() or room[:-1]
    return whole + CUT
