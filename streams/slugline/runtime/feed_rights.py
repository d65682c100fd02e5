"""Whether brokers let a role read and write its feeds: asked before it begins, since clients find out late.

A producer is refused with its first record: after the model is loaded and the register read, and on a quiet
wire hours after the worker said that it was ready.
"""

from collections.abc import Sequence

from slugline.feed_names import feed_name
from slugline.records.feeds import Feed
from slugline.runtime import feed_metadata
from slugline.runtime.broker_refusals import MAY_NOT_READ, MAY_NOT_WRITE
from slugline.settings import Settings

READ, WRITE = 1 << 3, 1 << 4
"""Bits of operations (org.apache.kafka.common.acl.AclOperation)."""


async def lacking(settings: Settings, reads: Sequence[Feed], writes: Sequence[Feed]) -> str:
    """Return in one line what brokers do not let us do with feeds that are there; empty where they do.

    Empty also where they do not tell: Kafka does from 2.8 on.
    """
    wanted = [(feed_name(feed, settings), READ) for feed in reads]
    wanted += [(feed_name(feed, settings), WRITE) for feed in writes]
    told = await feed_metadata.told(settings, list(dict.fromkeys(feed for feed, _ in wanted)))
    lines = []
    for right, meaning in ((READ, MAY_NOT_READ), (WRITE, MAY_NOT_WRITE)):
        refused = [feed for feed, one in wanted if one == right and _refused(told.get(feed), right)]
        if refused:
            lines.append(meaning.format(named=", ".join(refused)))
    return "; ".join(lines)


def _refused(told: feed_metadata.FeedMetadata | None, right: int) -> bool:
    return told is not None and told.allowed is not None and not told.allowed & right
