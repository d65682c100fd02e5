"""What the page of one story is made of: its record, its chain, its versions and what they changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from slugline.folds.board.chain_ties import Tie
from slugline.folds.board.changes import Compared, changes
from slugline.folds.board.kept import Kept, Version, unpacked
from slugline.live.earlier import Seen, earlier
from slugline.live.hub import Hub
from slugline.live.raw_feed import Look, Raw
from slugline.live.workroom import Workroom
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
class Before:
    """What the raw feed has of the versions before those on the board.

    ``versions`` begins with the first that is on the board; it is empty where there is none before it.
    """

    versions: tuple[Seen, ...]
    back_to: int | None
    """How far back it was looked, in milliseconds since 1970 UTC."""
    whole: bool
    """Whether there was nothing more to look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """All but the record itself."""

    uri: str
    row: str
    headline: str
    slug: str
    status: str
    source: str
    version: int
    moved: int
    versions: int
    """How many are kept, of those that came."""
    chain: tuple[Beside, ...]


def answer(hub: Hub, uri: str) -> bytes | None:
    """Return the JSON of the story of ``uri``; None where it is not on the board.

    Of one that was taken back ``record`` is null.
    """
    kept = hub.board.stories.get(uri)
    if kept is None:
        return None
    about = About(
        uri=uri,
        row=kept.row,
        headline=kept.note.headline,
        slug=kept.note.slug,
        status=kept.note.status,
        source=kept.note.source,
        version=kept.note.version,
        moved=kept.moved,
        versions=len(kept.versions),
        chain=tuple(_beside(*one) for one in hub.board.beside(uri)),
    )
    record = unpacked(kept.versions[-1].packed) if kept.versions else b"null"
    return b'{"about":%s,"record":%s}' % (encode(about), record)


async def versions(hub: Hub, workroom: Workroom, uri: str) -> bytes | None:
    """Return the JSON of what each version that came changed, the newest first; None where none stands.

    Raises BusyError.
    """
    kept = hub.standing(uri)
    if kept is None:
        return None
    came = tuple(kept.versions)
    key = "versions", uri, *((one.number, one.moment) for one in came)
    seen = await workroom.made(key, lambda: workroom.worked(partial(_seen, came)))
    # it may have been taken back while they were compared
    return encode(seen) if hub.standing(uri) else None


async def before(hub: Hub, workroom: Workroom, look: Look, uri: str) -> bytes | None:
    """Return the JSON of what came before those versions; None where the story does not stand.

    Raises BusyError, and what ``look`` raises.
    """
    kept = hub.standing(uri)
    if kept is None:
        return None
    came, at, back = tuple(kept.versions), kept.moved, kept.taken_back

    async def make() -> Before:
        looked = await look(uri, kept.partition, at)
        records = [one for one in looked.records if one.moment > back]
        told = await workroom.worked(partial(_before, uri, records, came, hub.now()))
        return Before(versions=told, back_to=looked.back_to, whole=looked.whole)

    found = await workroom.made(("before", uri, at), make)
    now = hub.standing(uri)
    if now is None or now.taken_back != back:
        return None
    return encode(found)


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


def _before(uri: str, records: Sequence[Raw], came: Sequence[Version], now: int) -> tuple[Seen, ...]:
    known = [decode(Compared, unpacked(one.packed)) for one in came]
    return earlier(
        uri, records, known, Seen(version=came[0].number, moment=came[0].moment, changes=None), now
    )


def _seen(versions: Sequence[Version]) -> tuple[Seen, ...]:
    found: list[Seen] = []
    before: Compared | None = None
    for one in versions:
        now = decode(Compared, unpacked(one.packed))
        changed = changes(before, now) if before else None
        found.append(Seen(version=one.number, moment=one.moment, changes=changed))
        before = now
    return tuple(reversed(found))
