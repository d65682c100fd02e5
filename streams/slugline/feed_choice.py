"""A feed by any of its names: the short ones that people use, and those it has on Kafka."""

from collections.abc import Mapping
from types import MappingProxyType

from slugline import kinds
from slugline.errors import SluglineError
from slugline.kinds import ENRICHED, KINDS
from slugline.records.feeds import ALERTS, SHORT, STORIES, Feed

FEEDS: Mapping[str, Feed] = MappingProxyType(
    {"stories": STORIES}
    | {kind.plural: kind.feed for kind in KINDS}
    | {name: feed for name, feed in SHORT.items() if not feed.internal}
    | {"enriched": ENRICHED}
)
"""The feeds that are there to be read, by their short names."""


class UnknownFeedError(SluglineError, LookupError):
    """A name that no feed has."""


def carries_events(feed: Feed) -> bool:
    """Tell whether it is the feed of a kind of event, or the alerts', which carries retractions, too."""
    return feed.name == ALERTS.name or any(kind.feed.name == feed.name for kind in KINDS)


def find(feed: str | Feed) -> Feed:
    """Return the feed of a short name or of a name on Kafka, whatever prefix an installation gives it.

    Raises UnknownFeedError.
    """
    if isinstance(feed, Feed):
        return feed
    if feed in FEEDS:
        return FEEDS[feed]
    for one in kinds.ALL_FEEDS:
        if feed.endswith(one.name):
            return one
    raise UnknownFeedError(f"no feed {feed!r}; there are {', '.join(FEEDS)}")
