"""Settings that set traps: in a process that reads stories, some texts sleep, kill it, or eat its memory.

They get there by themselves: such a process loads this module to unpack its settings. It takes a trap for the
processor and reads nothing, so it loads no format, rule or model and is there in a moment: what becomes of a
process does not hang on what it has loaded.
"""

import json
import multiprocessing
import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from slugline.records.story import Pipeline
from slugline.runtime.processed import Fault, Processed, Raw
from slugline.settings import Settings

SLEEPS, DIES, EATS = "sleeps in the harbour", "dies in the harbour", "eats the harbour"
KEEPS = "keeps the harbour"
STAYS = 130 << 20
"""Bytes that a process keeps of each story that says so."""
MUCH = 1 << 30
"""Bytes, zeros that cost nothing where they may be had: more than ``SLUGLINE_READER_MEMORY``."""


@dataclass(frozen=True)
class Trapped(Settings):
    """Settings as others; where they are unpacked the traps are set."""


class Trap:
    """Stands where the processor stands: it takes the stories of a call, and reads none of them."""

    def __init__(self, *, reader: object, **_: object) -> None:
        self.reader = reader

    def process(self, raws: Sequence[Raw], now: datetime, max_record_bytes: int) -> list[Processed]:
        return [_taken(raw.value) for raw in raws]


_kept: list[bytes] = []


def tell_parent() -> None:
    """Write the file that the environment names, in whichever process this is called."""
    Path(os.environ["TOLD_IN"]).write_text("called")


def _taken(value: bytes) -> Processed:
    if KEEPS.encode() in value:
        _kept.append(b"a" * STAYS)
    if SLEEPS.encode() in value:
        time.sleep(3_600)
    if DIES.encode() in value:
        os._exit(1)
    uri = None
    with suppress(ValueError):  # what a process reads at its start has none
        uri = json.loads(value)["uri"]
    if EATS.encode() in value:
        try:
            bytes(MUCH)
        except MemoryError as error:
            fault = Fault(step="intake", reason="too-much-memory", detail=repr(error))
            return Processed(outcome="dead-lettered", uri=uri, faults=(fault,))
    return Processed(outcome="enriched", uri=uri)


def _set() -> None:
    stand_ins: dict[str, Any] = {
        "slugline.loading": {"load": lambda *_, **__: None, "settle": lambda: None},
        "slugline.runtime.processor": {"Processor": Trap},
        "slugline.enrichment": {"pipeline": lambda reader: Pipeline(version="0", model="none")},
    }
    for name, has in stand_ins.items():
        sys.modules[name] = SimpleNamespace(**has)  # type: ignore[assignment]  # as much of one as is asked for


if multiprocessing.current_process().name != "MainProcess":
    _set()
