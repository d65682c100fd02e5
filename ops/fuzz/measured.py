"""What a piece of work costs: CPU seconds and memory, in a forked process that may be ended."""

import os
import resource
import signal
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

MIB = 1 << 20


class Cost(NamedTuple):
    """What it took. ``fault`` is empty, or why there is no whole answer."""

    seconds: float
    mib: float
    """Resident memory at its peak above what it was at the start, pages of mapped files left out."""
    fault: str


def measured(work: Callable[[], object], *, seconds: int, mib: int) -> Cost:
    """Run ``work`` in a fork of this process that ends after so many CPU seconds or MiB more."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        _in_child(work, write, seconds, mib)
    os.close(write)
    with os.fdopen(read, "rb") as answer:
        told = answer.read().decode(errors="replace")
    _, status, used = os.wait4(child, 0)
    if os.WIFSIGNALED(status):
        fault = signal.Signals(os.WTERMSIG(status)).name
        return Cost(used.ru_utime + used.ru_stime, float("nan"), "too long" if fault == "SIGXCPU" else fault)
    taken, grown, fault = told.split("\t", 2)
    return Cost(float(taken), float(grown), fault)


def _in_child(work: Callable[[], object], write: int, seconds: int, mib: int) -> None:
    Path("/proc/self/clear_refs").write_text("5")  # the peak is counted from here
    before, files = _memory("VmRSS"), _memory("RssFile")
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    space = _memory("VmSize") + mib * MIB
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    fault = ""
    started = os.times()
    try:
        work()
    except BaseException as error:  # whatever it is: the parent is told
        fault = f"{type(error).__name__}: {error}"[:200]
    ended = os.times()
    taken = ended.user + ended.system - started.user - started.system
    # pages of mapped files are the same for all processes, and a fork begins without them
    grown = _memory("VmHWM") - before - max(_memory("RssFile") - files, 0)
    os.write(write, f"{taken}\t{grown / MIB}\t{fault}".encode(errors="replace"))
    os._exit(0)


def _memory(name: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) * 1024
    raise LookupError(name)
