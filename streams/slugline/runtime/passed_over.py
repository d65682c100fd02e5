"""Offsets the client passed over without handing anything on: markers of transactions, or records it lost.

A record that is lost is found by the next one that comes (`offset_gaps`). On a wire that has gone quiet none
comes: Faust drops what it has fetched when partitions move meanwhile, and its client reads on behind it.
"""

from collections.abc import Mapping

from slugline.runtime.offset_gaps import OffsetGap
from slugline.runtime.partition_lag import Place

LOOKS = 10
"""So often a gap must be seen unchanged: what was just fetched is on its way for a moment."""


class PassedOver:
    """Finds such gaps, look by look, each once."""

    def __init__(self, feed: str) -> None:
        """``feed`` is the name of the feed on the cluster."""
        self._feed = feed
        self._seen: dict[int, tuple[range, int]] = {}
        self._known: dict[int, int] = {}

    def forget(self, partition: int) -> None:
        """Let go of a partition."""
        self._seen.pop(partition, None)
        self._known.pop(partition, None)

    def look(self, places: Mapping[int, Place]) -> list[OffsetGap]:
        """Return the gaps that have stood long enough, to be looked into."""
        found = []
        for partition, place in places.items():
            gap = self._gap(partition, place)
            before, looks = self._seen.get(partition, (gap, 0))
            self._seen[partition] = (gap, looks + 1 if gap == before else 1)
            if gap and self._seen[partition][1] >= LOOKS:
                self._known[partition] = gap.stop
                found.append(OffsetGap(feed=self._feed, partition=partition, start=gap.start, end=gap.stop))
        return found

    def lacks(self, offset: int, place: Place) -> bool:
        """Say whether the record at ``offset``, that stands in a gap, is still not being worked on."""
        return place.all_done and offset >= max(place.done or 0, place.start or 0)

    def _gap(self, partition: int, place: Place) -> range:
        begun = place.start if place.done is None else place.done
        if not place.all_done or begun is None or place.position is None:
            return range(0)
        begun = max(begun, place.start or 0, self._known.get(partition, 0))
        return range(begun, place.position) if place.position > begun else range(0)
