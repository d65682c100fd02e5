"""The imprint of a story on its feed: what chains are made from, without the story's words."""

from dataclasses import dataclass
from typing import Annotated

from slugline.records.events import StoryRef
from slugline.records.marks import Count, Moment, Offset, Open, doc
from slugline.records.register_row import Standing
from slugline.records.story import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprintedParagraph:
    """A paragraph of the story, end exclusive, by hashes of its words."""

    start: Offset
    end: Offset
    words: Annotated[bytes, doc("32 bits each, the least significant byte first, in order of their value")]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryImprint:
    """What the chains know of a version that stands, or that takes back what stood.

    Of equal raw records equal bytes are made. It says nothing of the text but hashes.
    """

    story: StoryRef
    status: Annotated[Open[Standing], doc("any other than usable takes the story out of its chain")]
    published: Moment | None
    arrived: Annotated[
        Count, doc("when its raw record was written, or its embargo ended, milliseconds since 1970 UTC")
    ]
    imprint: Annotated[bytes, doc("see slugline.folds.chains.imprint; empty where nothing stands")] = b""
    links: Annotated[tuple[Link, ...], doc("those that say which story it continues")] = ()
    paragraphs: tuple[ImprintedParagraph, ...] = ()
    headlines: Annotated[
        tuple[Count, ...], doc("of a correction: numbers of the headlines it quotes, by their words")
    ] = ()
