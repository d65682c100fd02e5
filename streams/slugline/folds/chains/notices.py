"""Notices that correct a story without its words: they quote its headline, and no more."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final
from zlib import crc32

import numpy as np

from slugline.folds.chains.imprint import MOST_HEAD, Hashes, hashes
from slugline.records.story import Copy

LEAST_HEAD: Final = 4
"""Different words of a headline that tell it from others; what has fewer is a form, or a name."""
MOST_QUOTED: Final = 8
LOOKED_AT: Final = 2_000
"""Code points of a notice, from its start."""
LONGEST: Final = 300
"""Code points of a headline that is quoted."""
_MARKS: Final = re.compile('["“”„«»]')


def headline_key(head: Hashes) -> int | None:
    """Return a number for a headline by its words, in whatever order; None for one that is too short."""
    words = np.unique(head)[:MOST_HEAD]
    return crc32(words.astype("<u4", copy=False).tobytes()) if len(words) >= LEAST_HEAD else None


def quoted_headlines(story: Copy) -> tuple[int, ...]:
    """Return numbers of what a correction quotes that may be the headline of the story it corrects.

    Any words between two marks may be: which one opens and which one closes cannot always be told.
    """
    return tuple(dict.fromkeys(islice(_quoted(story), MOST_QUOTED))) if "correction" in story.signals else ()


def _quoted(story: Copy) -> Iterator[int]:
    for text in (story.text, story.editor_note or ""):
        for part in _MARKS.split(text[:LOOKED_AT])[1:-1]:
            key = headline_key(hashes(part)) if len(part) <= LONGEST else None
            if key is not None:
                yield key
