"""Deterministic ids: the same thing of the same story has the same id, in all of its versions."""

from hashlib import sha1
from uuid import UUID

NAMESPACE = UUID("5b0ad7f6-3a5f-5c0e-9d57-6c1d0c5b8f27")
"""Slugline's own UUID namespace: never change it, every id ever emitted hangs on it."""
_NAMESPACE = NAMESPACE.bytes


def event_id(kind: str, *parts: str | int) -> str:
    """Return the UUIDv5 of an event of ``kind`` ("entity", "quote", "topic", "trend", "enriched", ...).

    ``parts`` are what tells it apart: for a story's events the uri and the key of the thing (an entity_id, a
    quote's words and who said them, a qcode), but not the version. Each part is length-prefixed, so that no
    two lists of parts collide by running together.
    """
    name = "".join([f"{len(text)}:{text}" for text in (kind, *map(str, parts))])
    return _uuid5(name)


def _uuid5(name: str) -> str:
    """Return ``str(uuid.uuid5(NAMESPACE, name))`` (RFC 9562, section 5.5) in half the time."""
    digest = bytearray(sha1(_NAMESPACE + name.encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
