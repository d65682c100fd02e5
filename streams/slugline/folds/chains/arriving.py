"""A story on its way into the chains: its imprint with the evidence beside it, as it crosses Kafka."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import islice
from typing import Final

import numpy as np

from slugline.folds.chains.imprint import Hashes, Imprint, imprint, least, packed, paragraphs, unpacked
from slugline.folds.chains.notices import MOST_QUOTED, quoted_headlines
from slugline.folds.chains.relations import BY_LINK
from slugline.folds.chains.window import DIGEST
from slugline.records.codec import encode
from slugline.records.events import StoryRef
from slugline.records.story import Copy, Link, reference
from slugline.records.story_imprint import ImprintedParagraph, StoryImprint

MOST_PARAGRAPHS: Final = 100
MOST_PARAGRAPH_WORDS: Final = 24
MOST_LINKS: Final = 20
"""What is kept of a story: some ten kilobytes at most, beside what its publisher calls it."""

NO_DIGEST: Final = bytes(DIGEST)

Paragraph = tuple[int, int, Hashes]
"""Start and end in code points, and hashes of its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arriving:
    """A usable story as the chains take it in."""

    story: StoryRef
    links: tuple[Link, ...]
    found: Imprint
    paragraphs: tuple[Paragraph, ...]
    headlines: tuple[int, ...]
    """Those that it may correct, by number."""
    digest: bytes
    """Of all that was said of it but when it arrived; NO_DIGEST: it is another one than any before."""


def imprinted(story: Copy) -> StoryImprint:
    """Return the imprint of a usable ``story``, as if it had arrived in 1970."""
    return StoryImprint(
        story=reference(story),
        status="usable",
        published=story.published,
        arrived=0,
        imprint=packed(imprint(story)),
        links=tuple(link for link in story.links if link.rel in BY_LINK)[:MOST_LINKS],
        paragraphs=tuple(islice(_kept(story), MOST_PARAGRAPHS)),
        headlines=quoted_headlines(story),
    )


def arriving(record: StoryImprint) -> Arriving:
    """Return the story of a ``record``. Raises ValueError where its hashes are none of ours."""
    return Arriving(
        story=record.story,
        links=record.links,
        found=unpacked(record.imprint),
        paragraphs=tuple((one.start, one.end, _hashes(one.words)) for one in record.paragraphs),
        headlines=tuple(key & 0xFFFFFFFF for key in record.headlines[:MOST_QUOTED]),
        digest=blake2b(encode(replace(record, arrived=0)), digest_size=DIGEST).digest(),
    )


def _kept(story: Copy) -> Iterator[ImprintedParagraph]:
    for start, end, words in paragraphs(story):
        kept = least(words, MOST_PARAGRAPH_WORDS).astype("<u4", copy=False)
        yield ImprintedParagraph(start=start, end=end, words=kept.tobytes())


def _hashes(words: bytes) -> Hashes:
    return np.frombuffer(words, dtype="<u4").astype(np.uint32, copy=False)
