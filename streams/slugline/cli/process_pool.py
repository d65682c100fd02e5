"""Work on a stream of jobs in several processes, in order, holding no more than a window of it."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import TypeVar

from slugline.cli.problem import Problem

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 4
"""Jobs in flight for each process: enough that none waits for the slowest."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(
    work: Callable[[T], R], jobs: Iterable[T], processes: int, preload: Sequence[str] = ()
) -> Generator[tuple[T, R], None, None]:
    """Yield each job with the result of ``work``, in the order of ``jobs``, which are taken only as needed.

    With ``processes`` 1 the work is done here. Else ``work`` (a function of a module) runs in so many
    processes, which are gone when the iterator ends or is closed; ``preload`` names modules that are
    imported once for all of them.
    Raises Problem when a process dies, and whatever ``work`` raises.
    """
    if processes == 1:
        for job in jobs:
            yield job, work(job)
        return
    waiting: deque[tuple[T, Future[R]]] = deque()
    pool = ProcessPoolExecutor(processes, mp_context=_context(preload), initializer=_start)
    try:
        for job in jobs:
            waiting.append((job, pool.submit(work, job)))
            if len(waiting) >= AHEAD * processes:
                yield _first(waiting)
        while waiting:
            yield _first(waiting)
    except BaseException:  # Ctrl-C, or nobody wants the rest: don't wait for stories already begun
        for process in multiprocessing.active_children():
            process.kill()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _first(waiting: deque[tuple[T, Future[R]]]) -> tuple[T, R]:
    job, future = waiting.popleft()
    try:
        return job, future.result()
    except BrokenProcessPool as error:
        raise Problem(
            "a reading process was killed", "out of memory?", "try --processes 1 (fewer, so less memory)"
        ) from error


def _context(preload: Sequence[str]) -> multiprocessing.context.BaseContext:
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(
            variable, "1"
        )  # a process a core is enough: threads in each only get in the way
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    return context


def _start() -> None:
    """Leave Ctrl-C to the parent, and end when the parent has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
