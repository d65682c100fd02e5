"""An alert: that a story, or its chain, meets a rule of the watchlist. The record of ``wire.alerts.v1``."""

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from slugline.records.chain_event import ChainRelation
from slugline.records.events import StoryRef
from slugline.records.marks import Count, Moment, Offset, Open, Unit, Uuid, doc

AlertCause = Literal["met", "moved", "changed"]
"""- "met": a story of the chain meets the rule, the first of those that stand.
- "moved": a later one that meets it, too, says enough that is new.
- "changed": no news: what the alert says was corrected, or is told by another story of the chain.
"""

LONGEST_WORDS: Final = 200
"""Code points of what met a condition that are told."""
MOST_FOUND: Final = 8
"""Conditions of a rule of which it is told what met them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFound:
    """What met one condition of the rule."""

    where: Annotated[str, doc("the condition: any[0].text")]
    words: Annotated[str, doc("the words that met it, cut where they are many")]
    start: Annotated[Offset | None, doc("where they stand in the story; null: not in its text")] = None
    end: Offset | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertEvent:
    """That a rule is met. The last record of an id counts; of one chain each rule has one alert at most."""

    id: Uuid
    rule: Annotated[str, doc("its name")]
    cause: Annotated[Open[AlertCause], doc("why this record was written")]
    chain: Annotated[
        Uuid | None, doc("of the stories; null where stories are not chained, or it is not known")
    ]
    story: Annotated[StoryRef, doc("the story that is told")]
    headline: str | None
    published: Moment | None
    relation: Annotated[
        Open[ChainRelation] | None, doc("what the story is to its chain, where that is known")
    ]
    new: Annotated[Unit | None, doc("share of its words that the chain had not told, where that is known")]
    found: Annotated[tuple[AlertFound, ...], doc("by what the story meets the rule")]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetRule:
    """A rule that a story meets."""

    rule: str
    found: tuple[AlertFound, ...]
    alert: Annotated[Uuid | None, doc("which alert it is told by; null: its chain is not known yet")] = None
    told: Annotated[Count, doc("rises from telling to telling; 0: others of the chain were told")] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MetStory:
    """A story that meets rules, as the alerts know it: all that they are put together from again."""

    story: StoryRef
    headline: str | None
    published: Moment | None
    partition: Annotated[Count, doc("of the enriched feed, in which it stands")]
    came: Annotated[Count, doc("when its enriched record was written, milliseconds since 1970 UTC")]
    waits: Annotated[bool, doc("whether it is to be seen yet which chain it is of")]
    chain: Uuid | None
    relation: Open[ChainRelation] | None
    new: Unit | None
    order: Annotated[Count | None, doc("of the chains' record of its version")]
    placed: Annotated[Count | None, doc("of the chains' record by which it is in its chain")]
    rules: tuple[MetRule, ...]
