"""The one door to the processes that read stories: CPU work never runs on the event loop."""

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from slugline.child_python import ONE_THREAD, safe_path
from slugline.errors import SluglineError
from slugline.records.story import Pipeline
from slugline.runtime.processed import Processed, Raw
from slugline.settings import Settings

if TYPE_CHECKING:
    from slugline.runtime.processor import Processor

FIRST = b'Rain is due in Lisbon on Monday, Mayor Ana Silva said. "Bring a coat," she told reporters.'
"""Read once by each process at its start: extractors load what they need with the first story they see."""


class PoolBroken(Exception):  # noqa: N818 because it is an outcome that ends the worker, and reads as one
    """A process of the pool is gone or could not begin; the message is one line."""


class ReaderPool:
    """``size`` processes with the model loaded, started by `start` and ended by `stop`.

    They are spawned, not forked: the consumer's thread is running. Each ends by itself when this process
    does, however it ends.
    """

    def __init__(self, settings: Settings) -> None:
        """Take the model, the limits and the number of processes from the settings."""
        self.size = settings.processes or os.cpu_count() or 1
        self._settings = settings
        self._executor: ProcessPoolExecutor | None = None

    async def start(self) -> Pipeline:
        """Start the processes, and return what they have loaded. Raises PoolBroken."""
        for name in ONE_THREAD:
            os.environ.setdefault(name, "1")  # read by the libraries in the children when they are imported
        loop = asyncio.get_running_loop()
        with safe_path():  # nothing starts after it: a pool that has lost a process is broken
            self._executor = ProcessPoolExecutor(
                self.size, multiprocessing.get_context("spawn"), _begin, (self._settings,)
            )
            # one call for each, all at once: the executor starts a process only when a call finds none idle
            calls = [loop.run_in_executor(self._executor, _pipeline) for _ in range(self.size)]
        try:
            return (await asyncio.gather(*calls))[0]
        except BrokenProcessPool as error:
            raise PoolBroken("the processes that read stories did not start") from error

    async def process(self, raws: Sequence[Raw], now: datetime, max_record_bytes: int) -> list[Processed]:
        """Return what came of each of ``raws``, in order: a `Processor` reads them. Raises PoolBroken."""
        assert self._executor is not None, "the pool was not started"
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._executor, _process, raws, now, max_record_bytes
            )
        except (BrokenProcessPool, RuntimeError) as error:
            raise PoolBroken(f"a process that reads stories is gone ({type(error).__name__})") from error

    def stop(self) -> None:
        """End the processes, those still at work too: nobody waits for them any more."""
        executor, self._executor = self._executor, None
        if executor is None:
            return
        processes = list((executor._processes or {}).values())
        executor.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.join(0.5)
            if process.is_alive():
                process.kill()  # they ignore SIGTERM, see _begin
                process.join()


_processor: "Processor | None" = None
_trouble = ""


def _begin(settings: Settings) -> None:
    """Load the model, once per process. Keep failure for the first call: raised here, its reason is lost."""
    global _processor, _trouble
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Ctrl-C and a supervisor's SIGTERM reach the whole group; the worker then lets its stories finish
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        # here, so that the worker itself never loads spaCy, and rules only when the language is known
        from slugline.loading import load

        reader = load(settings.model, settings.gazetteer, min_confidence=settings.min_confidence)
        from slugline.intake.formats.foreign_names import own_names
        from slugline.runtime.processor import Processor

        _processor = Processor(
            reader=reader, max_story_bytes=settings.max_story_bytes, fields=own_names(settings.fields)
        )
        # one story through all of it: what is loaded at first use is there before a real story waits for it
        _processor.process([Raw(value=FIRST)], datetime.now(UTC), settings.max_record_bytes)
    except Exception as error:  # any: a model that is not installed, or is broken
        _trouble = (
            str(error) if isinstance(error, SluglineError) else f"the model {settings.model}: {error!r}"
        )


def _end_with_parent() -> None:
    """End this process when the worker ends, even by SIGKILL: nobody would ever give it work again."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _loaded() -> "Processor":
    if _processor is None:
        raise PoolBroken(_trouble)
    return _processor


def _pipeline() -> Pipeline:
    from slugline.enrichment import pipeline  # here, as above

    return pipeline(_loaded().reader)


def _process(raws: Sequence[Raw], now: datetime, max_record_bytes: int) -> list[Processed]:
    return _loaded().process(raws, now, max_record_bytes)
