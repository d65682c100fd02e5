"""The one door to the processes that read stories: CPU work never runs on the event loop.

A story that kills its process, or holds it longer than it may, costs itself and the process, which is
replaced; the stories that were with it are read again, and the worker stays up.
"""

import asyncio
import logging
import os
from collections.abc import Sequence
from datetime import datetime
from typing import cast

from slugline.child_python import ONE_THREAD
from slugline.records.story import Pipeline
from slugline.runtime.processed import Fault, Processed, Raw
from slugline.runtime.reader_memory import KEPT, LONG_RECORD, may_have_kept
from slugline.runtime.reader_process import NotLoaded
from slugline.runtime.reader_slot import Behind, Lost, ReaderSlot
from slugline.settings import Settings

CALLS_EACH = 2
"""One batch being read and one ready beside it, so that no process waits for the event loop."""
STARTS = 5
"""How often in a row a process may fail to start before the worker gives up."""
FIRST_PAUSE = 0.5
LONG_SECONDS = 1.0
"""A call that takes longer has no other put behind it."""

Reading = Processed | asyncio.Task[Processed]
"""What came of a story, or is still to come of it."""
log = logging.getLogger("slugline.readers")


class PoolBroken(Exception):  # noqa: N818 because it is an outcome that ends the worker, and reads as one
    """The processes cannot be started; the message is one line."""


class ReaderPool:
    """``size`` processes with the model loaded, started by `start` and ended by `stop`."""

    def __init__(self, settings: Settings) -> None:
        """Take the model, the limits and the number of processes from the settings."""
        self.size = settings.processes or os.cpu_count() or 1
        self._settings = settings
        self._slots: list[ReaderSlot] = []
        self._starting: set[asyncio.Task[None]] = set()
        self._renewed: set[ReaderSlot] = set()
        self._renewing = asyncio.Lock()
        self._free = asyncio.Condition()
        self._broken = ""
        self.losses = 0
        """Processes that were lost, or ended because a story took too long."""

    @property
    def pids(self) -> list[int]:
        """The processes that are there."""
        return [pid for slot in self._slots for pid in slot.pids]

    @property
    def extended(self) -> int:
        """How often stories got more time in the processes that are there, which have little of a CPU."""
        return sum(slot.extended for slot in self._slots)

    async def start(self) -> Pipeline:
        """Start the processes, and return what they have loaded. Raises PoolBroken."""
        for name in ONE_THREAD:
            os.environ.setdefault(name, "1")  # read by the libraries in the children when they are imported
        self._slots = [ReaderSlot(self._settings) for _ in range(self.size)]
        try:
            return (await asyncio.gather(*[slot.start() for slot in self._slots]))[0]
        except NotLoaded as error:
            raise PoolBroken(str(error)) from error
        except Lost as error:
            raise PoolBroken("the processes that read stories did not start") from error

    async def process(self, raws: Sequence[Raw], now: datetime, max_record_bytes: int) -> list[Processed]:
        """Return what `read` does, when all of it is there. Raises PoolBroken, and NotLoaded."""
        results = await self.read(raws, now, max_record_bytes)
        return [await one if isinstance(one, asyncio.Task) else one for one in results]

    async def read(self, raws: Sequence[Raw], now: datetime, max_record_bytes: int) -> list[Reading]:
        """Return what came of each of ``raws``, in order, or is to come. Raises PoolBroken, and NotLoaded.

        If the process is lost over them each is tried once more, alone; one over which it is lost again is a
        dead letter. So is one that takes too much memory, also in a process in which none did before it.
        Nothing waits for those which are tried alone that need not; the shortest, least to blame, go first.
        """
        results: list[Processed | None]
        try:
            results = [*await self._blamed_only(raws, now, max_record_bytes)]
        except Lost as lost:
            log.warning(
                "a process that reads stories %s over %d of them; each is tried alone", lost, len(raws)
            )
            results = [None] * len(raws)
        begin = asyncio.get_running_loop().create_task
        alone = {
            number: begin(self._alone(raws[number], now, max_record_bytes))
            for number in sorted(range(len(raws)), key=lambda number: len(raws[number].value))
            if (one := results[number]) is None or _took_memory(one)
        }
        return [alone.get(number) or cast(Processed, one) for number, one in enumerate(results)]

    async def reload(self) -> str:
        """Have another process follow each, one after the other: it loads what model and files are now.

        Returns why that cannot be, "" where it is done; whatever is there already goes on.
        """
        for slot in list(self._slots):
            if why := await self._follow(slot):
                return why
        return ""

    def stop(self) -> None:
        """End the processes, those still at work too: nobody waits for them any more."""
        self._broken = "the processes that read stories were stopped"
        for task in self._starting:
            task.cancel()
        slots, self._slots = self._slots, []
        for slot in slots:
            slot.stop()

    async def _follow(self, slot: ReaderSlot) -> str:
        """Have another process follow one that goes on until that is there, and then does what it has to do.

        Returns why that cannot be, "" where it is done.
        """
        fresh = ReaderSlot(self._settings)
        try:
            await fresh.start()
        except (NotLoaded, Lost, OSError) as error:
            fresh.end()
            return str(error)
        except asyncio.CancelledError:
            fresh.end()
            raise
        async with self._free:
            if slot not in self._slots:  # it was lost meanwhile, and has been followed already
                fresh.end()
                return ""
            self._slots[self._slots.index(slot)] = fresh
            self._free.notify_all()
        slot.retire()
        return ""

    def _renew(self, slot: ReaderSlot) -> None:
        """Have a fresh process follow one that has kept too much memory; one at a time."""
        if slot in self._slots and slot not in self._renewed:
            self._renewed.add(slot)
            task = asyncio.get_running_loop().create_task(self._fresh_for(slot))
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _fresh_for(self, slot: ReaderSlot) -> None:
        async with self._renewing:
            kept = slot.kept
            why = await self._follow(slot)
        if why:
            log.warning(
                "a process that reads stories has kept %d MiB and goes on, as none starts: %s",
                kept >> 20,
                why,
            )
            slot.take_as_first()
        else:
            log.info("a process that reads stories had kept %d MiB: a fresh one follows it", kept >> 20)
        self._renewed.discard(slot)
        async with self._free:
            self._free.notify_all()

    async def _alone(self, raw: Raw, now: datetime, max_record_bytes: int) -> Processed:
        try:
            (result,) = await self._blamed_only([raw], now, max_record_bytes, suspect=True)
        except Lost as lost:
            log.error("a process that reads stories %s over one alone: a dead letter", lost)
            overran = lost.overran
            await self._left_to_others()
        else:
            return result
        seconds = self._settings.story_timeout
        fault = (
            Fault(step="reading", reason="took-too-long", detail=f"took more than {seconds:g} s, alone too")
            if overran
            else Fault(step="reading", reason="reader-died", detail="the process died over it twice")
        )
        return Processed(outcome="dead-lettered", faults=(fault,))

    async def _blamed_only(
        self, raws: Sequence[Raw], now: datetime, max_record_bytes: int, *, suspect: bool = False
    ) -> list[Processed]:
        """Read ``raws``, again where the process was lost over others; over these, raises Lost."""
        longest = max((len(raw.value) for raw in raws), default=0)
        most = may_have_kept(longest) if longest > LONG_RECORD else None
        while True:
            slot = await self._slot(suspect, most)
            slot.suspected += suspect
            try:
                leaves = self.size > 1 and not suspect
                results = await slot.process(raws, now, max_record_bytes, may_leave=leaves)
                if any(map(_took_memory, results)):
                    self._replace(slot)  # what it has left is not to be paid for by other stories
                elif not slot.long and slot.kept > KEPT:
                    self._renew(slot)
                return results
            except Lost as lost:
                if self._broken:
                    raise PoolBroken(self._broken) from lost
                self._replace(slot)
                if lost.blamed:
                    raise
            except Behind:
                log.debug("%d stories stand behind some that take long: they are read elsewhere", len(raws))
            except NotLoaded:
                raise
            except Exception as error:  # any: around these stories, such as an answer too large for memory
                log.warning("a process that reads stories could not answer: %r", error)
                self._replace(slot)
                raise Lost(blamed=True, overran=False) from error
            finally:
                slot.suspected -= suspect
                async with self._free:
                    self._free.notify_all()

    async def _slot(self, suspect: bool, most: int | None) -> ReaderSlot:
        """Return the process with the fewest calls before it, when one has room.

        None is put behind a call that takes long already or has a long story, or behind a ``suspect``, a
        story over which a process was lost: it might have to wait for the end of its time. And a suspect
        waits itself for as long as it would leave no process to the others, as while one that was lost is
        being replaced. A long record waits for a process that has kept ``most`` bytes of memory or fewer.
        """
        async with self._free:
            while True:
                if self._broken:
                    raise PoolBroken(self._broken)
                free = [one for one in self._slots if _quick(one) and len(one) < CALLS_EACH]
                if most is not None:
                    full = [one for one in free if one.kept > most]
                    free = [one for one in free if one not in full]
                    for one in full if not free else ():
                        self._renew(one)
                if free and (not suspect or self.size == 1 or sum(map(_quick, self._slots)) > 1):
                    return min(free, key=lambda one: (len(one), one.at_it))
                await self._free.wait()

    async def _left_to_others(self) -> None:
        """Wait while but one process of several is there.

        What comes behind a story that cost one may cost the next: it would leave none to the others.
        """
        async with self._free:
            await self._free.wait_for(lambda: self._broken or self.size == 1 or len(self._slots) > 1)

    def _replace(self, slot: ReaderSlot) -> None:
        if slot in self._slots:
            self.losses += 1
            self._slots.remove(slot)
            slot.retire()
            task = asyncio.get_running_loop().create_task(self._another())
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _another(self) -> None:
        pause, why = FIRST_PAUSE, ""
        for _ in range(STARTS):
            slot = ReaderSlot(self._settings)
            try:
                await slot.start()
            except (
                Exception
            ) as error:  # any: no room for a process, say; without it stories would wait for ever
                why = str(error)
                slot.end()
                await asyncio.sleep(pause)
                pause *= 2
                continue
            except asyncio.CancelledError:
                slot.end()
                raise
            async with self._free:
                self._slots.append(slot)
                self._free.notify_all()
            log.info("another process reads stories now")
            return
        async with self._free:
            self._broken = f"a process that reads stories is gone and none starts in its place: {why}"
            self._free.notify_all()


def _took_memory(processed: Processed) -> bool:
    return any(fault.reason == "too-much-memory" for fault in processed.faults)


def _quick(slot: ReaderSlot) -> bool:
    """Tell whether a process is there for stories that hold up nothing, as far as anybody knows."""
    return not slot.lost and not slot.suspected and not slot.long and slot.at_it < LONG_SECONDS
