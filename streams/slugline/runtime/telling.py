"""What the register is told of a story that was read; pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final, Literal

from slugline.folds.register import digests
from slugline.folds.register.ledger import Item
from slugline.intake.formats.slugline_status import word_in
from slugline.records.status_word import Word
from slugline.records.story import Pipeline, Story
from slugline.runtime.processed import Raw, Told

TAKES_BACK: Final = MappingProxyType[str, Word](
    {"kills": "canceled", "replaces": "canceled", "withholds": "withheld"}
)
"""What becomes of another story by a link to it."""


def told_of(
    story: Story, raw: Raw, made_by: Pipeline, items: Iterable[Item] = (), until: int | None = None
) -> Told:
    """Return what the register has to know of ``story``, which came as ``raw``; ``items`` are its events."""
    return Told(
        uri=story.uri,
        version=story.version,
        versioned=story.versioned,
        status="usable" if story.status == "usable" else _standing(story),
        moment=milliseconds(story.published),
        content=digests.content(raw.value),
        made_by=digests.made_by(made_by),
        items=tuple(items),
        slug=story.slugline,
        source=story.source,
        links=tuple((TAKES_BACK[one.rel], one.uri) for one in story.links if one.rel in TAKES_BACK),
        until=until,
    )


def said_of(story: Story, raw: Raw, made_by: Pipeline) -> Told:
    """Return the same of a ``story`` that is not usable: it may be the word of someone else."""
    told, word = told_of(story, raw, made_by), word_in(raw.value)
    if word is None:
        return told
    return replace(told, release=word.status == "released", if_known=word.if_known)


def milliseconds(moment: str | None) -> int | None:
    """Return when a moment was, in milliseconds since 1970 UTC; None for a bare date, and for none."""
    if moment is None or "T" not in moment:
        return None
    try:
        return _instant(moment)
    except ValueError:
        return None


def embargo_end(moment: str | None) -> int | None:
    """Return when an embargo ends, in milliseconds since 1970 UTC; a bare date is its first minute UTC.

    Raises ValueError for what is no date: such a story must never go out by mistake.
    """
    return None if moment is None else _instant(moment)


def _standing(story: Story) -> Literal["withheld", "canceled"]:
    """Return how a story that is not usable stands; a status of a later release revives nothing."""
    return "withheld" if story.status == "withheld" else "canceled"


def _instant(moment: str) -> int:
    read = datetime.fromisoformat(moment)
    return round((read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp() * 1000)
