"""A story that takes back another one: the word goes to that story's own partition, and acts there."""

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from slugline.folds.register import digests
from slugline.intake.formats.slugline_status import written
from slugline.records.status_word import StatusWord
from slugline.runtime.dead_letters import Source
from slugline.runtime.lane_context import LaneContext
from slugline.runtime.named_stories import Named, by_held, by_row, named_in
from slugline.runtime.processed import STATUS_OF, UNPACKED_FROM, UNPACKED_ITEM, Record, Told

WITHIN_MS = 48 * 3_600_000
MOST = 256
"""Other stories that one story may take back: each may cost a record for every partition."""
LONGEST = 4_096
"""Characters of a uri, slug or headline that is looked for."""
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")

log = logging.getLogger("slugline.lane")


def is_uri(name: str, told: Told) -> bool:
    """Tell whether a link's ``name`` is a uri: by its form, or since it stood in a field for one.

    Ids in NITF, and those of many newsrooms, have no scheme. A slug may stand in a field, too, with spaces.
    """
    return URI.fullmatch(name) is not None or (told.by_uri and not re.search(r"\s", name))


async def elsewhere(told: Told, source: Source, partition: int, context: LaneContext) -> Sequence[Record]:
    """Return the records for the stories feed by which ``told`` takes back what its links name.

    The partition where the other story stands, as far as this worker knows, notes it in any case, for what
    may still come; else the one that its uri would be sent to. Each of the others is told too, and acts if
    it knows the story: publishers that do not agree may have sent it to several. A link in copy that is no
    uri is a slug or a headline: it acts only where it fits one story alone, or is the uri of one.
    """
    if any(not target for _, target in told.links):
        context.metrics.kills_unmatched.inc()
        log.warning("%s: a kill that does not say of which story, as a uri, slug or headline", source.address)
    named = list(dict.fromkeys(one for one in told.links if one[1] and one[1] != told.uri))
    links = [one for one in named if len(one[1]) <= LONGEST][:MOST]
    if len(links) < len(named):
        context.metrics.kills_unmatched.inc(len(named) - len(links))
        log.warning("%s: of %d stories it takes back %d", source.address, len(named), len(links))
    names = {one for _, one in links if context.where(one) is None and not is_uri(one, told)}
    found = await by_name(names, told, source, context) if names else {}
    records: list[Record] = []
    for item, (status, target) in enumerate(links, 1):
        if target in names and target not in found:
            context.metrics.kills_unmatched.inc()
            log.warning(
                "%s: what it takes back is no story of its source that is known, or more than one",
                source.address,
            )
            continue
        uri, place = found[target] if target in names else (target, context.where(target))
        word = StatusWord(uri=uri, status=status, moment=told.moment, by=told.uri, source=told.source)
        records.append(word_record(replace(word, noted=True), source, context, place, item))
        records.extend(_to_others(word, source, context, place, item))
    return records


def told_to_all(
    told: Told, version: int, source: Source, partition: int, context: LaneContext, *, repeated: bool = False
) -> list[Record]:
    """Return the records by which a kill that came in ``partition`` is told to every other one.

    The story may stand or wait there, too: whoever kills it need not have the partitioner of whoever
    published it, and each partition knows its own versions only. ``repeated``: it was told before; what
    stands there by now came since, and is only said once more, behind the emptied record.
    """
    if told.status == "usable" or any(name == STATUS_OF for name, _ in source.headers):
        return []
    said_of = version if told.versioned else None
    word = StatusWord(
        uri=told.uri, status=told.status, version=said_of, moment=told.moment, repeated=repeated
    )
    return _to_others(word, source, context, partition)


async def by_name(
    names: Iterable[str], told: Told, source: Source, context: LaneContext
) -> Mapping[str, tuple[str, int]]:
    """Return uri and partition of the story with each slug or headline and the same source, 48 hours around.

    A name that fits none, or more than one, is not among them; one that is the very uri of a story is that
    story's. It looks once through what the register noted in that time, and through all that waits, in all
    partitions: kills by such names are rare.
    """
    wanted = {name: digest for name in names if (digest := digests.words(name))}
    found: dict[str, dict[str, int]] = {digest: {} for digest in wanted.values()}
    exact: dict[str, tuple[str, int]] = {}
    moment = told.moment if told.moment is not None else source.timestamp
    agency = digests.words(told.source)

    def note(one: Named, partition: int) -> None:
        if one.uri in wanted:
            exact[one.uri] = one.uri, partition
        near = abs(one.moment - moment) <= WITHIN_MS
        if near and one.source == agency and one.uri != told.uri:
            for named in found.keys() & {one.slug, one.headline}:
                found[named][one.uri] = partition

    if wanted:
        since = max(0, source.timestamp - 2 * WITHIN_MS)
        for partition in range(context.partitions):
            for one in await named_in(partition, since, context, {*found, *wanted}):
                note(one, partition)
        for partition, state in context.states.items():  # what is on its way to the feeds
            for row in state.rows():
                note(by_row(row), partition)
            for record in state.held_written.values():
                if (waits := by_held(record)) is not None:
                    note(waits, partition)
    fits = {name: found[digest] for name, digest in wanted.items()}
    return {name: next(iter(uris.items())) for name, uris in fits.items() if len(uris) == 1} | exact


def _to_others(
    word: StatusWord, source: Source, context: LaneContext, place: int | None, item: int = 0
) -> list[Record]:
    """Return the records that say so in all partitions but ``place``: there it acts if the story is known.

    Where a publisher may put the uri it is noted else, for versions that may come.
    """
    possible = context.publishers.possible(word.uri.encode())
    return [
        word_record(replace(word, if_known=True, noted=other in possible), source, context, other, item)
        for other in range(context.partitions)
        if other != place
    ]


def word_record(
    word: StatusWord, source: Source, context: LaneContext, partition: int | None, item: int = 0
) -> Record:
    """Return the record that says so: the same for the same story, always.

    It says from where it comes as a story does that was unpacked; ``item`` tells it from other words of the
    same story. So a word that comes again, since what it comes from was read again, moves nothing: the story
    may have been brought back since.
    """
    address = source.address.encode()
    origin = [(UNPACKED_FROM, address), (UNPACKED_ITEM, f"{item}/{max(0, source.timestamp)}".encode())]
    return Record(
        feed=context.raw_feed, key=word.uri.encode(), value=written(word),
        headers=[(STATUS_OF, address), *origin], partition=partition,
    )  # fmt: skip
