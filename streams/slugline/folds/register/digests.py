"""Digests: whether two raw values, or two pipelines, are the same."""

import re
from hashlib import blake2b
from typing import Final

from slugline.records.codec import encode
from slugline.records.story import Pipeline

CONTENT: Final = 8
MADE_BY: Final = 4
FEED: Final = 4
"""Bytes."""
_WORD: Final = re.compile(r"\w+")


def content(value: bytes | None) -> bytes:
    """Return the digest of a raw ``value``; a null value has that of an empty one."""
    return blake2b(value or b"", digest_size=CONTENT).digest()


def words(text: str | None) -> str | None:
    """Return the digest of the words of a slug or a headline, in hex; None where there is none.

    Capitals, blanks and marks do not matter.
    """
    plain = "-".join(_WORD.findall((text or "").casefold()))
    return blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=CONTENT).hexdigest() if plain else None


def made_by(pipeline: Pipeline, *more: object) -> bytes:
    """Return the digest of all that decides about the events beside the story; ``more`` are settings."""
    return blake2b(encode(pipeline) + repr(more).encode(), digest_size=MADE_BY).digest()


def feed(identity: str | None) -> str | None:
    """Return the digest of the id of a feed, in hex; None where it is not known."""
    return identity and blake2b(identity.encode(), digest_size=FEED).hexdigest()
