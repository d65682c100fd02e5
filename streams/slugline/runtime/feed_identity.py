"""Which feed it is: its name may be given to another one, deleted and made anew; its id is not."""

from collections.abc import Sequence

from slugline.runtime import feed_metadata
from slugline.settings import Settings


async def identity(settings: Settings, feed: str) -> str | None:
    """Return "cluster/id" of a ``feed``; None where the broker does not tell, or there is no such feed."""
    return (await identities(settings, [feed])).get(feed)


async def identities(settings: Settings, feeds: Sequence[str]) -> dict[str, str]:
    """Return "cluster/id" by feed, of those of ``feeds`` that are there and of which the broker tells."""
    told = await feed_metadata.told(settings, feeds)
    return {feed: one.identity for feed, one in told.items() if one.identity is not None}


def is_another(before: str | None, now: str | None) -> bool:
    """Tell whether a feed is surely another one ``now``: of the same cluster, and with another id."""
    if not before or not now or before == now:
        return False
    return before.rpartition("/")[0] == now.rpartition("/")[0]
