"""A worker of the demo's own: started on a free port, waited for until it takes stories, always stopped."""

import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from types import TracebackType
from typing import Self

from prometheus_client.parser import text_string_to_metric_families

from slugline.child_python import COMMAND
from slugline.cli.demo.child_process import Child
from slugline.cli.demo.embedded_broker import free_port
from slugline.cli.problem import Problem

PASSED = ("SLUGLINE_MODEL", "SLUGLINE_GAZETTEER", "SLUGLINE_PROCESSES")
"""The user's settings that count; the others may speak of a real broker, which the demo must leave alone."""


class WorkerFailed(Problem):
    """The worker ended or never became ready; ``lines`` are the last it logged."""

    def __init__(self, what: str, where: str, lines: list[str]) -> None:
        """Keep the lines for whoever shows them."""
        super().__init__(what, where, "the worker's last words are above")
        self.lines = lines


class WorkerChild:
    """A context manager around ``slugline worker`` in a process of its own."""

    def __init__(self, brokers: str, trend_windows: str) -> None:
        """Let it work on ``brokers``, with trends that change quickly enough to be seen."""
        self.port = free_port()
        self.metrics_url = f"http://127.0.0.1:{self.port}/metrics"
        own = {
            "SLUGLINE_CONFIG": os.devnull,
            "SLUGLINE_BROKERS": brokers,
            "SLUGLINE_HTTP_PORT": str(self.port),
            "SLUGLINE_SESSION_TIMEOUT": "4",  # a new group waits half of it for others to join
            "SLUGLINE_TREND_WINDOWS": trend_windows,
            "SLUGLINE_TREND_HOP": "10s",
            "SLUGLINE_LOG_FORMAT": "text",
        }
        rest = {k: v for k, v in os.environ.items() if not k.startswith("SLUGLINE_") or k in PASSED}
        self._child = Child([*COMMAND, "-m", "slugline.cli", "worker"], env=rest | own)
        self.pid = self._child.process.pid

    def __enter__(self) -> Self:
        """Nothing to do: it is starting already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it, however the block ended."""
        self._child.stop()

    def wait_ready(self, say: Callable[[str], None], timeout: float = 90.0) -> None:
        """Return when it takes stories; until then ``say`` gets its reason why not.

        Raises WorkerFailed where it ends first or takes too long.
        """
        deadline = time.monotonic() + timeout
        url = f"http://127.0.0.1:{self.port}/readyz"
        while time.monotonic() < deadline:
            self.check()
            try:
                with urllib.request.urlopen(url, timeout=2):
                    return
            except urllib.error.HTTPError as not_ready:
                with not_ready:
                    say(not_ready.read().decode("utf-8", "replace").strip())
            except OSError:
                pass  # it does not listen yet
            time.sleep(0.1)
        raise WorkerFailed(f"the worker was not ready in {timeout:.0f} s", url, self._child.last_lines())

    def counted(self, metric: str) -> dict[str, int]:
        """Return a counter by its one label, from /metrics; empty while the worker does not answer."""
        try:
            with urllib.request.urlopen(self.metrics_url, timeout=5) as answer:  # noqa: S310 as above
                text = answer.read().decode()
        except OSError:
            return {}
        return {
            label: int(sample.value)
            for family in text_string_to_metric_families(text)
            for sample in family.samples
            if sample.name == metric
            for label in sample.labels.values()
        }

    def check(self) -> None:
        """Raise WorkerFailed if it has ended."""
        if not self._child.running:
            code = self._child.process.returncode
            raise WorkerFailed(f"the worker ended with code {code}", f"pid {self.pid}", self.last_lines())

    def last_lines(self) -> list[str]:
        """Return what it logged last."""
        return self._child.last_lines()

    def stop(self) -> None:
        """Let it finish and end. Raises WorkerFailed where its exit code is not 0."""
        code = self._child.stop()
        if code != 0:
            raise WorkerFailed(f"the worker stopped with code {code}", f"pid {self.pid}", self.last_lines())
