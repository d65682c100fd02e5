"""What stands on a feed: each record replaces the one before it, and what was taken back is gone."""

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from slugline.consuming import Message
from slugline.decoding import Record
from slugline.records.retraction import Retraction
from slugline.records.story import EnrichedStory

T = TypeVar("T")


class Standing(Generic[T]):
    """Takes the records of one feed in the order of their partitions; ``found`` is what stands.

    Events and trends stand by their id, enriched stories by their uri; what changed last comes last.
    """

    def __init__(self) -> None:
        """Nothing stands yet."""
        self.found: dict[str, T] = {}
        self._of: dict[bytes | None, set[str]] = {}
        self._last: dict[str | bytes | None, tuple[int, int]] = {}

    def take(
        self, key: bytes | None, record: Record | None, kept: T, *, partition: int, timestamp: int
    ) -> None:
        """Take in a ``record``, None where it has no value, and keep ``kept`` of it while it stands.

        Partitions come in no order of time. So of two records of one thing in different partitions, where a
        story was moved (`slugline feeds repartition`), the later by ``timestamp`` counts.
        Raises ValueError where it is of a feed on which records do not replace each other.
        """
        now = (partition, timestamp)
        if record is None:  # what stood under the key is gone
            self._last[key] = now
            for one in [one for one in self._of.get(key, ()) if not self._later(one, now)]:
                self._of[key].discard(one)
                self.found.pop(one, None)
            return
        told = record.uri if isinstance(record, EnrichedStory) else getattr(record, "id", None)
        identity: str | None = told
        if identity is None:
            raise ValueError(f"a {type(record).__name__} replaces no other: read events, stories or trends")
        if self._later(identity, now) or self._later(key, now):
            return
        self._last[identity] = now
        self.found.pop(identity, None)
        if isinstance(record, Retraction):
            self._of.get(key, set()).discard(identity)
        else:
            self.found[identity] = kept
            self._of.setdefault(key, set()).add(identity)

    def _later(self, what: str | bytes | None, now: tuple[int, int]) -> bool:
        """Tell whether something later was heard of a thing in another partition."""
        partition, timestamp = self._last.get(what, now)
        return partition != now[0] and timestamp > now[1]


def current(messages: Iterable[Message[Any]]) -> dict[str, Any]:
    """Return what stands after the ``messages`` of one feed: events or trends by id, stories by uri.

    ``current(consume("quotes"))`` has every quote that no later version of its story has taken back. Of a
    story that is killed or withheld the enriched record stands, emptied; one that was deleted is gone.
    Raises SchemaError for a message that cannot be read, ValueError for those of "stories" and "dlq".
    """
    standing: Standing[Any] = Standing()
    for message in messages:
        record = message.decode()
        standing.take(message.key, record, record, partition=message.partition, timestamp=message.timestamp)
    return standing.found
