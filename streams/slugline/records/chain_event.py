"""What a story is to its chain: the record of ``wire.chains.v1``."""

from dataclasses import dataclass
from typing import Annotated, Literal

from slugline.records.events import Span, StoryRef
from slugline.records.marks import Count, Moment, Open, Unit, Uuid, doc
from slugline.records.register_row import Standing

ChainRelation = Literal[
    "first", "update", "correction", "repeat", "copy", "pick-up", "translation", "withdrawn", "merged"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainEvent:
    """What a story is to its chain, or that a chain turned out to be another one.

    The last record of an id counts. The id of a story's record hangs on its uri alone, that of a merger on
    the chain that is no more.
    """

    id: Uuid
    chain: Annotated[
        Uuid | None, doc("null of a story taken back whose chain is over; of a merger, the one that ends")
    ]
    story: Annotated[StoryRef, doc("of a merger, the story by which it showed")]
    status: Annotated[Open[Standing], doc("of the story; other than usable, it is out of its chain")]
    relation: Annotated[Open[ChainRelation], doc("what the story is to the one it follows")]
    follows: Annotated[str | None, doc("uri of the story of the chain that is most like it")]
    new: Annotated[Unit, doc("share of its words that are not in that one, by how telling they are")]
    new_paragraphs: Annotated[tuple[Span, ...], doc("those that hardly stand in it")]
    size: Annotated[Count, doc("stories of the chain in the window, after this one")]
    sources: Annotated[tuple[str, ...], doc("of those stories, each once, in alphabetical order")]
    merged_into: Annotated[Uuid | None, doc("of a merger, the chain whose stories those of this one are")]
    published: Moment | None
    arrived: Annotated[Moment, doc("when the raw record was written, or the embargo ended")]
    order: Annotated[Count, doc("rises from story to story; mergers have that of their story")]
