"""The child process of a measurement: one command a line on stdin, its timing as one JSON line on stdout.

Standard library only: stock spaCy's environment runs it too, by path. Times are seconds, CPU time that of the
whole process, threads included.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Mapping


def serve(tasks: Mapping[str, Callable[[int], object]]) -> None:
    """Run what each line of stdin names, a task and a number; answer with its times and what it returned.

    The process keeps to one core where the system allows it (Linux): the one SLUGLINE_BENCH_CORE numbers, if
    set.
    """
    core = os.environ.get("SLUGLINE_BENCH_CORE")
    if core is not None and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {int(core)})
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        name, number = line.split()
        cpu, wall = time.process_time(), time.perf_counter()
        value = tasks[name](int(number))
        times = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "value": value}
        print(json.dumps(times), flush=True)
