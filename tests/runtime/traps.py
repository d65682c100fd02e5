"""Settings that set traps: in a process that reads stories, some texts sleep, kill it, or eat its memory.

They get there by themselves: such a process loads this module to unpack its settings. It reads without a
model and looks for nothing in what it reads, and so is there in a moment: what becomes of a process does not
hang on what it has loaded.
"""

import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from slugline import intake, loading
from slugline.intake import language
from slugline.reading.reading import Reading
from slugline.records.story import Story
from slugline.runtime import processor
from slugline.settings import Settings

SLEEPS, DIES, EATS = "sleeps in the harbour", "dies in the harbour", "eats the harbour"


@dataclass(frozen=True)
class Trapped(Settings):
    """Settings as others; where they are unpacked the traps are set."""


class Modelless:
    """A reader that knows no names."""

    model, language, min_confidence, authority = "none", "en", 0.0, None

    def read(self, stories: Sequence[Story]) -> list[Reading]:
        return [Reading(story=story) for story in stories]


def _set() -> None:
    items = intake.items

    def trapped(value: bytes, **more: Any) -> Iterator[Any]:
        if SLEEPS.encode() in value:
            time.sleep(3_600)
        if DIES.encode() in value:
            os._exit(1)
        if EATS.encode() in value:
            bytearray(1 << 46)
        return iter(items(value, **more))

    intake.items = trapped  # in a process of the pool alone
    loading.load = lambda *_, **__: Modelless()  # type: ignore[assignment]  # it is as much of one as is asked for
    language.detect = lambda sample: "en"
    processor.Processor = partial(processor.Processor, kinds=())  # type: ignore[assignment, misc]  # as much


if multiprocessing.current_process().name != "MainProcess":
    _set()
