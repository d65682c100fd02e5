"""Deterministic ids: the same thing of the same story has the same id, in all of its versions."""

from uuid import UUID, uuid5

NAMESPACE = UUID("5b0ad7f6-3a5f-5c0e-9d57-6c1d0c5b8f27")
"""Slugline's own UUID namespace: never change it, every id ever emitted hangs on it."""


def event_id(kind: str, *parts: str | int) -> str:
    """Return the UUIDv5 of an event of ``kind`` ("entity", "quote", "topic", "trend", "enriched", ...).

    ``parts`` are what tells it apart: for a story's events the uri and the key of the thing (an entity_id, a
    quote's words and who said them, a qcode), but not the version. Each part is length-prefixed, so that no
    two lists of parts collide by running together.
    """
    return str(uuid5(NAMESPACE, "".join(f"{len(text)}:{text}" for text in (kind, *map(str, parts)))))
