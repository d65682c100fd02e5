"""The row of the register that is written for a version which stands now, or takes back what stood."""

from collections.abc import Sequence

from slugline.folds.register import ledger
from slugline.folds.register.known import Known
from slugline.folds.register.ledger import Took
from slugline.records.register_row import RegisterRow
from slugline.runtime.dead_letters import Source
from slugline.runtime.processed import Told


def written_row(
    told: Told,
    known: Known,
    took: Sequence[Took],
    before: RegisterRow | None,
    source: Source,
    partition: int,
    raw_feed: str | None,
    via: tuple[str, ...] = (),
) -> RegisterRow:
    """Return the row of what is ``known`` now, by what was ``told`` and ``took`` back; ``before``: that one.

    ``raw_feed`` is the digest of the id of the stories feed; ``via``: from where the story was unpacked.

    Of a story that is taken back it goes on saying where the usable version is, so that it can come back; not
    of one that is withheld after it was killed: a word that releases what is withheld must not revive it.
    """
    # of a story that was released the record that stood before it, which came later, counts for what is old
    raw = f"{source.feed}/{partition}/{known.raw}" if known.raw >= 0 else source.address
    copy = source.address if known.status == "usable" else None
    revived = known.status == "withheld" and before is not None and before.status in ("canceled", "deleted")
    if copy is None and not revived and before is not None and before.content == known.content.hex():
        copy = before.raw if before.status == "usable" and before.copy is None else before.copy
    return RegisterRow(
        uri=told.uri,
        version=known.version,
        versioned=known.versioned,
        status=known.status,
        moment=known.moment,
        seen=known.seen,
        content=known.content.hex(),
        made_by=known.made_by.hex(),
        events=ledger.written(told.items),
        took=ledger.took_written(took),
        events_sum=known.events_sum,
        slug=told.slug or (before.slug if before else None),
        headline=told.headline or (before.headline if before else None),
        source=told.source or (before.source if before else None),
        raw=raw,
        copy=None if copy == raw else copy,
        raw_feed=raw_feed,
        unnumbered=known.unnumbered,
        via=via,
    )
