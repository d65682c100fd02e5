"""One input, tried: what must be so whatever comes, how long it took, how much came of it."""

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from types import FrameType
from typing import Any, NamedTuple

from slugline import intake
from slugline.enrichment import enrich
from slugline.intake.refused import Refused
from slugline.reading.reader import Reader
from slugline.records.codec import encode
from slugline.records.story import EnrichedStory, Story

SECONDS = 20
"""CPU seconds one input may take."""
TOGETHER = 8
"""Stories read at once, as everywhere."""


class Outcome(NamedTuple):
    """What came of an input. ``fault`` is empty where all was as it must be."""

    number: int
    seconds: float
    size: int
    """Bytes of all that came of it."""
    refused: str
    fault: str


def tried(reader: Reader, number: int, record: bytes) -> Outcome:
    """Take a record the whole way: it is refused, with a reason, or its events hold."""
    size, refused, fault = 0, "", ""
    started = time.process_time()
    stories: list[Story] = []
    try:
        with _limited():
            try:
                for item in intake.items(record):
                    if isinstance(item, Refused):
                        refused = item.reason
                    else:
                        stories.append(item)
                    if len(stories) == TOGETHER:
                        size += _enriched(reader, stories)
                        stories.clear()
            finally:  # what came before a refusal of the rest is tried, too
                size += _enriched(reader, stories)
    except Refused as error:
        refused = error.reason
    except (Exception, _TooLong) as error:  # whatever it is: it is what is looked for
        fault = f"{type(error).__name__}: {error}"[:300]
    return Outcome(number, time.process_time() - started, size, refused, fault)


def _enriched(reader: Reader, stories: Sequence[Story]) -> int:
    writable = [story for story in stories if _is_writable(story)]
    size = 0
    for story, split in zip(writable, enrich(writable, reader) if writable else (), strict=True):
        if split.failures:
            raise AssertionError(f"{split.failures[0].kind}: {split.failures[0].detail}")
        if split.enriched.text != story.text or split.enriched.zones != story.zones:
            raise AssertionError("the text was rewritten")
        _check(split.enriched, story.text)
        size += len(encode(split.enriched))
    return size


def _is_writable(story: Story) -> bool:
    try:
        story.text.encode()
        story.uri.encode()
    except UnicodeEncodeError:
        return False  # a lone surrogate: a dead letter of its own
    return True


def _check(found: Any, text: str) -> None:
    """Raise AssertionError where an offset does not point at the words it stands beside."""
    if isinstance(found, tuple):
        for one in found:
            _check(one, text)
    elif is_dataclass(found):
        start, end = getattr(found, "start", None), getattr(found, "end", None)
        if isinstance(start, int) and isinstance(end, int):
            if not 0 <= start <= end <= len(text):
                raise AssertionError(f"{type(found).__name__} {start}-{end} of {len(text)}")
            if getattr(found, "text", text[start:end]) != text[start:end]:
                raise AssertionError(f"{type(found).__name__} {start}-{end} has other words")
        for field in fields(found):
            if not (isinstance(found, EnrichedStory) and field.name == "text"):
                _check(getattr(found, field.name), text)


class _TooLong(BaseException):
    """It took more than SECONDS; no ``except Exception`` keeps it."""


@contextmanager
def _limited() -> Iterator[None]:
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _stop(number: int, frame: FrameType | None) -> None:
    raise _TooLong(f"over {SECONDS} s")
