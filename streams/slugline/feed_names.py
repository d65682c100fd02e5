"""What a feed is called on the cluster: the one place that puts an installation's prefix before its name.

Everything else in Slugline names feeds as the table does; who speaks to Kafka, or shows a name to a person,
asks here.
"""

from slugline.records.feeds import Feed
from slugline.settings import Settings


def feed_name(feed: Feed | str, settings: Settings) -> str:
    """Return the name on Kafka of ``feed``, or of the feed of that name in the table."""
    return settings.feed_prefix + (feed if isinstance(feed, str) else feed.name)
