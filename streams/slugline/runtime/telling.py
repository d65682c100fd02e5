"""What the register is told of a story that was read; pure."""

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import Final, Literal

from slugline.folds.register import digests
from slugline.folds.register.ledger import Item
from slugline.folds.register.verdict import Arrived
from slugline.intake.formats.slugline_status import word_in
from slugline.intake.refused import LONGEST_URI
from slugline.intake.signals.embargo_moments import LAST_ZONE
from slugline.records import instants
from slugline.records.status_word import Word
from slugline.records.story import Story
from slugline.runtime.dead_letters import Source
from slugline.runtime.processed import Processed, Raw, Told

TAKES_BACK: Final = MappingProxyType[str, Word](
    {"kills": "canceled", "replaces": "canceled", "withholds": "withheld"}
)
"""What becomes of another story by a link to it."""
_BY_SIGNAL: Final = MappingProxyType[str, Word]({"kill": "canceled", "withhold": "withheld"})
EARLIEST: Final = -62_135_596_800_000
LATEST: Final = 253_402_300_799_999
"""The years 1 to 9999 in UTC, milliseconds since 1970: a calendar has no more, whatever an offset makes."""


def told_of(
    story: Story, raw: Raw, made_by: bytes, items: Iterable[Item] = (), until: int | None = None
) -> Told:
    """Return what the register has to know of ``story``, which came as ``raw``; ``items`` are its events.

    ``made_by`` is the digest of what decided about them.
    """
    about_another = "advisory" in story.signals  # a kill names the story, not the note that killed it before
    return Told(
        uri=story.uri,
        version=story.version,
        versioned=story.versioned,
        status="usable" if story.status == "usable" else _standing(story),
        moment=max(
            (one for one in map(milliseconds, (story.published, story.modified)) if one is not None),
            default=None,
        ),
        content=digests.content(raw.value),
        made_by=made_by,
        items=tuple(items),
        slug=None if about_another else story.slugline,
        headline=None if about_another else digests.words(story.headline),
        source=story.source,
        links=_taken_back(story),
        by_uri=not about_another,
        until=until,
    )


def said_of(story: Story, raw: Raw, made_by: bytes) -> Told:
    """Return the same of a ``story`` that is not usable: it may be the word of someone else."""
    told, word = told_of(story, raw, made_by), word_in(raw.value)
    if word is None:
        return told
    return replace(
        told,
        status="deleted" if word.status == "deleted" else told.status,
        release=word.status == "released",
        moved=word.status == "moved",
        seen=word.status == "seen",
        contents=word.moved or (),
        if_known=word.if_known,
        noted=word.noted,
        repeated=word.repeated,
        moment=word.moment,
    )


def deleted(source: Source) -> Processed:
    """Return what came of a null value: the word that the story of its key is deleted."""
    try:
        uri = (source.key or b"").decode()
    except UnicodeDecodeError:
        uri = ""
    if not uri or len(uri) > LONGEST_URI:  # which no story has
        return Processed(outcome="skipped", skipped="tombstone")
    told = Told(
        uri=uri, version=1, versioned=False, status="deleted", moment=None,
        content=digests.content(None), made_by=bytes(digests.MADE_BY),
    )  # fmt: skip
    return Processed(outcome="skipped", skipped="tombstone", uri=uri, told=told)


def arrival(told: Told, source: Source, partition: int, *, broken: bool, released: bool) -> Arrived:
    """Return what was read from ``source`` as the verdict takes it, in the lane of a ``partition``."""
    offset = source.offset if source.partition == partition else -1
    return Arrived(
        version=told.version,
        versioned=told.versioned,
        status=told.status,
        moment=told.moment,
        content=told.content,
        made_by=told.made_by,
        embargoed_ms=None if released else told.until,
        broken=broken,
        seen=max(0, source.timestamp),
        raw=-1 if released else offset,
        held_raw=offset if released else -1,
        released_by=-1 if released else source.released_by,
    )


def milliseconds(moment: str | None) -> int | None:
    """Return when a moment was, in milliseconds since 1970 UTC; None for a bare date, and for none."""
    if moment is None or "T" not in moment:
        return None
    try:
        return _instant(moment)
    except ValueError:
        return None


def embargo_end(moment: str | None) -> int | None:
    """Return when an embargo ends, in milliseconds since 1970; a bare date is its first minute everywhere.

    Raises ValueError for what is no date: such a story must never go out by mistake.
    """
    if moment is None:
        return None
    return _instant(moment if "T" in moment else f"{moment}T00:00:00{LAST_ZONE}", up=True)


def _taken_back(story: Story) -> tuple[tuple[Word, str], ...]:
    """Return what ``story`` says of others; a note that kills, and names nothing, says it of nobody ("")."""
    # who takes back a replacement does not say once more that it replaces: what it replaced may be back
    says = [one for one in story.links if one.rel != "replaces" or story.status == "usable"]
    links = tuple((TAKES_BACK[one.rel], one.uri) for one in says if one.rel in TAKES_BACK)
    orders = [_BY_SIGNAL[one] for one in story.signals if one in _BY_SIGNAL]
    return links if links or "advisory" not in story.signals else tuple((one, "") for one in orders[:1])


def _standing(story: Story) -> Literal["withheld", "canceled"]:
    """Return how a story that is not usable stands; a status of a later release revives nothing."""
    return "withheld" if story.status == "withheld" else "canceled"


def _instant(moment: str, *, up: bool = False) -> int:
    return min(max(instants.read(moment, up=up), EARLIEST), LATEST)
