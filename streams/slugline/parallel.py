"""Work on a stream of jobs in several processes, in order, holding no more than a window of it.

The processes are plain children that get a job through a pipe and answer through another: they import neither
the caller's main module, so that a script needs no ``if __name__ == "__main__"``, nor anything from the
working directory, and one that cannot work says why.
"""

import os
import pickle
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from slugline.child_python import COMMAND, ONE_THREAD
from slugline.errors import SluglineError

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 4
"""Jobs in flight for each process: enough that none waits for the slowest."""

_CODE = """
import sys
sys.path += [one for one in sys.argv[1:] if one not in sys.path]
del sys.argv[1:]
from slugline.parallel import serve
serve()
"""


class ProcessDiedError(SluglineError):
    """A process ended before its work was done; the message says what it said, or which signal ended it."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(work: Callable[[T], R], jobs: Iterable[T], processes: int) -> Generator[tuple[T, R], None, None]:
    """Yield each job with the result of ``work``, in the order of ``jobs``, which are taken only as needed.

    With ``processes`` 1 the work is done here. Else ``work`` (a function of a module) runs in so many
    processes, which are gone when the iterator ends or is closed.
    Raises ProcessDiedError when one ends by itself, and whatever ``work`` raises.
    """
    if processes == 1:
        for job in jobs:
            yield job, work(job)
        return
    waiting: deque[tuple[T, Future[R]]] = deque()
    crew = _Crew(work, processes)
    try:
        for job in jobs:
            waiting.append((job, crew.submit(job)))
            if len(waiting) >= AHEAD * processes:
                yield _first(waiting)
        while waiting:
            yield _first(waiting)
    except BaseException:  # Ctrl-C, or nobody wants the rest: don't wait for stories already begun
        crew.kill()
        raise
    finally:
        crew.close()


def _first(waiting: deque[tuple[T, Future[R]]]) -> tuple[T, R]:
    job, future = waiting.popleft()
    return job, future.result()


class _Crew:
    """So many threads, each with a process that it asks."""

    def __init__(self, work: Callable[[Any], Any], processes: int) -> None:
        self._work = work
        self._threads = ThreadPoolExecutor(processes, "slugline")
        self._own = threading.local()
        self._children: list[_Child] = []
        self._lock = threading.Lock()
        self._killed = False

    def submit(self, job: Any) -> Future[Any]:
        return self._threads.submit(self._ask, job)

    def _ask(self, job: Any) -> Any:
        if not hasattr(self._own, "child"):
            with self._lock:
                if self._killed:
                    raise ProcessDiedError("stopped")
                self._own.child = _Child()
                self._children.append(self._own.child)
        return self._own.child.ask(self._work, job)

    def kill(self) -> None:
        with self._lock:
            self._killed = True
            for child in self._children:
                child.process.kill()

    def close(self) -> None:
        """End the processes; what they said on stderr beside their work is passed on, once."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        said = dict.fromkeys(child.close() for child in self._children)
        if not self._killed:
            sys.stderr.write("".join(said))


class _Child:
    """A process that does one job after the other."""

    def __init__(self) -> None:
        here = {"", str(Path.cwd())}
        path = [one for one in sys.path if one not in here] + [str(Path(__file__).parents[1])]
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 because it lives as long as the process
        self.process = subprocess.Popen(  # noqa: S603 because the command is ours
            [*COMMAND, "-c", _CODE, *path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=dict.fromkeys(ONE_THREAD, "1") | os.environ,
            process_group=0,  # Ctrl-C in a terminal is for the parent
        )

    def ask(self, work: Callable[[Any], Any], job: Any) -> Any:
        assert self.process.stdin is not None and self.process.stdout is not None
        question = pickle.dumps((work, job))
        try:
            _send(self.process.stdin, question)
            answer, trace = pickle.loads(_receive(self.process.stdout))  # noqa: S301 because our child wrote it
        except (OSError, EOFError) as error:
            raise ProcessDiedError(self._why()) from error
        if trace is None:
            return answer
        answer.add_note(trace)
        raise answer

    def close(self) -> str:
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            with suppress(BrokenPipeError):  # what it did not read any more
                pipe.close()
        self.process.wait()
        said = self._read()
        self._said.close()
        return said

    def _read(self) -> str:
        self._said.seek(0)
        return self._said.read().decode("utf-8", "replace")

    def _why(self) -> str:
        code = self.process.wait()
        last = (self._read().strip().splitlines() or ["it said nothing"])[-1]
        if code >= 0:
            return f"a process ended with code {code}: {last}"
        if -code == signal.SIGKILL:
            return "a process was killed: out of memory? Fewer processes take less"
        return f"a process was ended by signal {-code} ({signal.strsignal(-code)})"


def _send(pipe: BinaryIO | Any, data: bytes) -> None:
    pickle.dump(data, pipe)
    pipe.flush()


def _receive(pipe: BinaryIO | Any) -> bytes:
    data: bytes = pickle.load(pipe)  # noqa: S301 because the other end is ours
    return data


def serve() -> None:
    """Be a child: answer what comes on stdin on stdout, until the parent has ended or closes it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr  # whatever prints must not stand between the answers
    jobs: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_take, args=(questions, jobs), daemon=True).start()
    while True:
        _send(answers, _answer(jobs.get()))


def _take(questions: BinaryIO, jobs: "queue.SimpleQueue[bytes]") -> None:
    try:
        while True:
            jobs.put(_receive(questions))
    finally:  # the parent is gone or wants no more: end at once, in the middle of a job too
        os._exit(0)


def _answer(question: bytes) -> bytes:
    try:
        work, job = pickle.loads(question)  # noqa: S301 because our parent wrote it
        return pickle.dumps((work(job), None))
    except Exception as error:  # any: it is raised in the parent
        trace = "".join(traceback.format_exception(error))
        try:
            answer = pickle.dumps((error, trace))
            pickle.loads(answer)  # noqa: S301 because we wrote it: some errors can be packed but not unpacked
        except Exception:
            answer = pickle.dumps((RuntimeError(f"{type(error).__name__}: {error}"), trace))
        return answer
