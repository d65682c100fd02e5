"""What the page of one story is made of: its record, its chain, its versions and what they changed."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from slugline.folds.board.board import Board
from slugline.folds.board.changes import Changes, changes
from slugline.folds.board.kept import Kept, Version, unpacked
from slugline.folds.board.ties import Tie
from slugline.kinds import EnrichedStory
from slugline.records.codec import decode, encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A story of the same row. Times are milliseconds since 1970 UTC."""

    uri: str
    headline: str
    source: str
    status: str
    version: int
    relation: str
    new: float | None
    first: int
    moved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A version that came, and what it changed; the first one seen changed nothing."""

    version: int
    moment: int
    changes: Changes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """All but the record itself."""

    uri: str
    row: str
    slug: str
    status: str
    source: str
    version: int
    moved: int
    chain: tuple[Beside, ...]
    versions: tuple[Seen, ...]
    """The newest first."""


async def answer(boards: Callable[[], Board], uri: str) -> bytes | None:
    """Return the JSON of the story of ``uri``; None where it is not on the board.

    ``boards`` returns the one that counts: another one may have come while versions are compared.

    Of one that was taken back ``record`` is null, and there are no versions. What its versions changed is
    found out in a thread: others are served meanwhile, and the story may be killed.
    """
    kept = boards().stories.get(uri)
    versions = tuple(kept.versions) if kept else ()
    record, seen = await asyncio.to_thread(_seen, versions) if versions else (b"null", ())
    board = boards()
    kept = board.stories.get(uri)
    if kept is None:
        return None
    if not kept.note.stands:
        record, seen = b"null", ()
    about = About(
        uri=uri,
        row=kept.row,
        slug=kept.note.slug,
        status=kept.note.status,
        source=kept.note.source,
        version=kept.note.version,
        moved=kept.moved,
        chain=tuple(_beside(*one) for one in board.beside(uri)),
        versions=seen,
    )
    return b'{"about":%s,"record":%s}' % (encode(about), record)


def _beside(kept: Kept, tie: Tie | None) -> Beside:
    note = kept.note
    return Beside(
        uri=note.uri,
        headline=note.headline,
        source=note.source,
        status=note.status,
        version=note.version,
        relation=tie.relation if tie else "",
        new=tie.new if tie and tie.follows else None,
        first=kept.first,
        moved=kept.moved,
    )


def _seen(versions: Sequence[Version]) -> tuple[bytes, tuple[Seen, ...]]:
    """Return the last record as it came, and all versions, the newest first."""
    values = [unpacked(one.packed) for one in versions]
    stories = [decode(EnrichedStory, value) for value in values]
    before = [None, *stories][: len(stories)]
    seen = [
        Seen(
            version=one.number,
            moment=one.moment,
            changes=changes(was, now) if was else None,
        )
        for one, was, now in zip(versions, before, stories, strict=True)
    ]
    return values[-1], tuple(reversed(seen))
