"""What stands on a feed: each record replaces the one before it, and what was taken back is gone."""

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from slugline.consuming import Message, R
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
        self._in: dict[str, dict[int, tuple[int, T]]] = {}
        """What stands of each thing by partition, and since when."""
        self._of: dict[bytes | None, set[str]] = {}

    def take(
        self, key: bytes | None, record: Record | None, kept: T, *, partition: int, timestamp: int
    ) -> None:
        """Take in a ``record``, None where it has no value, and keep ``kept`` of it while it stands.

        Partitions come in no order of time. So of one thing that stands in several, where a story was moved
        (`slugline feeds repartition`), the later by ``timestamp`` counts, of equal ones that of the higher
        partition; what takes it back does so in its own.
        Raises ValueError where it is of a feed on which records do not replace each other.
        """
        if record is None:  # what stood under the key is gone
            for one in sorted(self._of.get(key, ())):
                self._drop(one, key, partition)
            return
        told = record.uri if isinstance(record, EnrichedStory) else getattr(record, "id", None)
        identity: str | None = told
        if identity is None:
            raise ValueError(f"a {type(record).__name__} replaces no other: read events, stories or trends")
        if isinstance(record, Retraction):
            self._drop(identity, key, partition)
            return
        self._in.setdefault(identity, {})[partition] = timestamp, kept
        self._of.setdefault(key, set()).add(identity)
        self._show(identity)

    def _drop(self, identity: str, key: bytes | None, partition: int) -> None:
        places = self._in.get(identity, {})
        if places.pop(partition, None) is None:
            return
        if not places:
            del self._in[identity]
            self._of.get(key, set()).discard(identity)
        self._show(identity)

    def _show(self, identity: str) -> None:
        """Note what stands of a thing, behind all that changed before."""
        self.found.pop(identity, None)
        places = self._in.get(identity)
        if places:
            self.found[identity] = max(places.items(), key=lambda place: (place[1][0], place[0]))[1][1]


def current(messages: Iterable[Message[R | Retraction]]) -> dict[str, R]:
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
