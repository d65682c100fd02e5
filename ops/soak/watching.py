"""Looking at a worker from outside: its metrics, and what Linux says of its processes."""

import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from ops.soak.figures import Sample, quantile

DONE = "slugline_stories_total"
LETTERS = "slugline_dead_letters_total"
LAG = "slugline_lag_records"
LATENCY = "slugline_latency_seconds_bucket"
STORIES = "wire.stories.raw.v1"


class Watching:
    """Looks at the worker whose process is ``pid`` and whose metrics are at ``port``."""

    def __init__(self, pid: int, port: int) -> None:
        """Nothing is known yet."""
        self._pid = pid
        self._url = f"http://127.0.0.1:{port}/metrics"
        self._before: Counter[float] = Counter()
        self._buckets: Counter[float] = Counter()
        self.done = 0
        self.dead_letters = 0
        self.lag = 0

    def ask(self) -> None:
        """Read the metrics. Raises OSError where the worker does not answer."""
        with urllib.request.urlopen(self._url, timeout=10) as answer:
            text = answer.read().decode()
        self.done = self.dead_letters = self.lag = 0
        self._buckets = Counter()
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                value = int(sample.value)
                if sample.name == DONE:
                    self.done += value
                elif sample.name == LETTERS:
                    self.dead_letters += value
                elif sample.name == LAG and sample.labels["feed"] == STORIES:
                    self.lag += value
                elif sample.name == LATENCY:
                    self._buckets[float(sample.labels["le"])] = value

    def sample(self, at: float) -> Sample:
        """Look once, ``at`` seconds after the beginning."""
        self.ask()
        since = {edge: count - self._before[edge] for edge, count in self._buckets.items()}
        self._before = self._buckets
        processes = list(_family(self._pid))
        return Sample(
            at=at, done=self.done, lag=self.lag, p95=quantile(0.95, since),
            memory=sum(map(_memory, processes)), files=sum(map(_files, processes)),
            threads=sum(map(_threads, processes)),
        )  # fmt: skip


def _family(pid: int) -> Iterator[int]:
    """Yield a process and those below it."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _memory(pid: int) -> float:
    """Return in MB what the process has of its own, of what it shares its part: Linux's Pss without files,
    of which another program that maps the same takes a part, for as long as it runs.
    """
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    own = ("Pss_Anon:", "Pss_Shmem:")  # Linux 5.9
    return sum(int(line.split()[1]) for line in lines if line.startswith(own)) / 1024


def _files(pid: int) -> int:
    try:
        return len(list(Path(f"/proc/{pid}/fd").iterdir()))
    except OSError:
        return 0


def _threads(pid: int) -> int:
    try:
        return len(list(Path(f"/proc/{pid}/task").iterdir()))
    except OSError:
        return 0
