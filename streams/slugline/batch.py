"""Stories in any form, a handful at a time, through intake and all extractors."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from slugline.enrichment import Split, enrich
from slugline.intake.refused import Refused
from slugline.records.story import Story

if TYPE_CHECKING:
    from slugline.reading.reader import Reader

T = TypeVar("T")


def enrich_batch(
    sources: Sequence[T], to_story: Callable[[T], Story], reader: "Reader"
) -> list[Split | Refused]:
    """Return what came of each of ``sources``, in order: its events, or why ``to_story`` refused it."""
    stories: list[Story] = []
    refusals: dict[int, Refused] = {}
    for index, source in enumerate(sources):
        try:
            stories.append(to_story(source))
        except Refused as refused:
            refusals[index] = refused
    done = iter(enrich(stories, reader) if stories else ())
    return [refusals[index] if index in refusals else next(done) for index in range(len(sources))]
