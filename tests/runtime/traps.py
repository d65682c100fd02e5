"""Settings that set traps: in a process that reads stories, some texts sleep, kill it, or eat its memory.

They get there by themselves: such a process loads this module to unpack its settings.
"""

import multiprocessing
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from slugline import intake
from slugline.settings import Settings

SLEEPS, DIES, EATS = "sleeps in the harbour", "dies in the harbour", "eats the harbour"


@dataclass(frozen=True)
class Trapped(Settings):
    """Settings as others; where they are unpacked the traps are set."""


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


if multiprocessing.current_process().name != "MainProcess":
    _set()
