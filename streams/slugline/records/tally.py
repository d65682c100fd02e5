"""The tally: what one story adds to the trends, on the internal feed between finding and counting."""

from dataclasses import dataclass
from typing import Annotated

from slugline.records.events import TrendKind
from slugline.records.marks import Count, Open, Positive, doc


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One entity, topic or speaker of a story."""

    kind: Open[TrendKind]
    key: Annotated[str, doc("entity_id, qcode, or the speaker's entity_id")]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The things of one story that are counted in one partition.

    Every partition gets one tally of every enriched record, empty where nothing of the story is counted
    there: so it takes back what the record before said, and each partition knows how many stories there are.
    """

    uri: Annotated[str, doc("of the story")]
    version: Positive
    moment: Annotated[Count, doc("when the story counts, milliseconds since 1970 UTC")]
    counted: Annotated[bool, doc("false: the story is canceled, withheld or too old and counts nowhere")]
    things: Annotated[tuple[Thing, ...], doc("sorted by kind and key, each once")]
    partition: Annotated[Count | None, doc("of the enriched record that says so")] = None
    offset: Annotated[
        Count | None, doc("of the same: of two tallies of a story from one partition the higher one counts")
    ] = None
    feed: Annotated[
        str | None,
        doc("which enriched feed that is: offsets in one and in one made anew say nothing of each other"),
    ] = None
