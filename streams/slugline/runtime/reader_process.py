"""What runs inside a process that reads stories. Nothing else imports the model."""

import ctypes
import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from slugline.errors import SluglineError
from slugline.records.story import Pipeline
from slugline.runtime.processed import Processed, Raw
from slugline.settings import Settings

if TYPE_CHECKING:
    from slugline.runtime.processor import Processor

FIRST = b'Rain is due in Lisbon on Monday, Mayor Ana Silva said. "Bring a coat," she told reporters.'
"""Read once by each process at its start: extractors load what they need with the first story they see."""

_processor: "Processor | None" = None
_trouble = ""


class NotLoaded(Exception):  # noqa: N818 because it is an outcome, and reads as one
    """The process has no model; the message is one line. It crosses to the worker by pickling."""


def begin(settings: Settings) -> None:
    """Load the model, once per process. Keep failure for the first call: raised here, its reason is lost."""
    global _processor, _trouble
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Ctrl-C and a supervisor's SIGTERM reach the whole group; the worker then lets its stories finish
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        # here, so that the worker itself never loads spaCy, and rules only when the language is known
        from slugline.loading import load, settle

        reader = load(settings.model, settings.gazetteer, min_confidence=settings.min_confidence)
        from slugline.intake.formats.foreign_names import own_names
        from slugline.runtime.processor import Processor

        _processor = Processor(
            reader=reader, max_story_bytes=settings.max_story_bytes, fields=own_names(settings.fields),
            chains=settings.chains,
        )  # fmt: skip
        # one story through all of it: what is loaded at first use is there before a real story waits for it
        _processor.process([Raw(value=FIRST)], datetime.now(UTC), settings.max_record_bytes)
        settle()
        _limit_memory(settings.reader_memory)
    except Exception as error:  # any: a model that is not installed, or is broken
        _trouble = (
            str(error) if isinstance(error, SluglineError) else f"the model {settings.model}: {error!r}"
        )


def loaded() -> Pipeline:
    """Return what this process has loaded. Raises NotLoaded."""
    from slugline.enrichment import pipeline  # here, as above

    return pipeline(_loaded().reader)


def process(raws: Sequence[Raw], now: datetime, max_record_bytes: int) -> list[Processed]:
    """Return what came of each of ``raws``, in order. Raises NotLoaded."""
    return _loaded().process(raws, now, max_record_bytes)


def give_back() -> None:
    """Return freed memory to the system: C's allocator keeps most of what a long record took. glibc only.

    It takes up to some 50 ms.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def _limit_memory(above: int) -> None:
    """Let this process take ``above`` bytes more than it has, so that no story brings down the machine.

    What is over it gets a MemoryError, which costs that story alone. Linux only.
    """
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * os.sysconf("SC_PAGE_SIZE") + above
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _end_with_parent() -> None:
    """End this process when the worker ends, even by SIGKILL: nobody would ever give it work again."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _loaded() -> "Processor":
    if _processor is None:
        raise NotLoaded(_trouble)
    return _processor
