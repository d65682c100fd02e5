"""A worker of the demo's own: started on a free port, waited for until it takes stories, always stopped."""

import os
import re
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable
from types import TracebackType
from typing import Self

from prometheus_client.parser import text_string_to_metric_families

from slugline.child_python import COMMAND
from slugline.cli.demo.child_process import Child
from slugline.cli.problem import Problem

READY_SECONDS = 300.0
"""A worker is ready in 5 to 10 s. On a machine busy with other things it has taken more than 60, and who
watches it start may press Ctrl-C: the limit is for what never becomes ready.
"""

DRAIN_SECONDS, STOP_SECONDS = 60, 90.0
"""It ends in a second or two; a machine busy with other things may need longer than the default drain."""

_LISTENS = re.compile(r"metrics and health on (http://[\w.:]+)")

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
        self._url = ""
        own = {
            "SLUGLINE_CONFIG": os.devnull,
            "SLUGLINE_BROKERS": brokers,
            "SLUGLINE_HTTP_PORT": "0",  # any free one; a port chosen here may be taken by then
            "SLUGLINE_SESSION_TIMEOUT": "4",  # a new group waits half of it for others to join
            "SLUGLINE_DRAIN": f"{DRAIN_SECONDS}s",
            "SLUGLINE_TREND_WINDOWS": trend_windows,
            "SLUGLINE_TREND_HOP": "10s",
            "SLUGLINE_LOG_FORMAT": "text",
        }
        # one process is loaded in half the time of two, and thirty stories need no more
        own |= {} if "SLUGLINE_PROCESSES" in os.environ else {"SLUGLINE_PROCESSES": "1"}
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
        self._child.stop(timeout=STOP_SECONDS)

    @property
    def metrics_url(self) -> str:
        """Where its metrics are; empty while it has not said so."""
        return self._address and f"{self._address}/metrics"

    @property
    def _address(self) -> str:
        if not self._url and (told := _LISTENS.search("\n".join(self._child.last_lines(100)))):
            self._url = told[1]
        return self._url

    def wait_ready(self, say: Callable[[str], None], timeout: float = READY_SECONDS) -> None:
        """Return when it takes stories; until then ``say`` gets its reason why not.

        Raises WorkerFailed where it ends first or takes too long.
        """
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            self.check()
            if (why := self._why_not_ready()) == "":
                return
            say(why)
            time.sleep(0.1)
        raise WorkerFailed(f"the worker was not ready in {timeout:.0f} s", self._address, self.last_lines())

    def _why_not_ready(self) -> str:
        if not self._address:
            return "starting"
        try:
            with urllib.request.urlopen(f"{self._address}/readyz/stories", timeout=10):  # noqa: S310 because it is ours
                return ""
        except urllib.error.HTTPError as not_ready:
            with not_ready:
                return not_ready.read().decode("utf-8", "replace").strip().removeprefix("stories: ")
        except OSError as error:
            return str(error)

    def counted(self, *metrics: str) -> tuple[Counter[str], ...]:
        """Return counters, each by its one label, as one page of /metrics has them: they belong together.

        They are empty while the worker does not answer.
        """
        try:
            with urllib.request.urlopen(self.metrics_url, timeout=5) as answer:  # noqa: S310 as above
                text = answer.read().decode()
        except OSError:
            text = ""
        counts = {metric: Counter[str]() for metric in metrics}
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                if sample.name in counts:
                    counts[sample.name].update({label: int(sample.value) for label in sample.labels.values()})
        return tuple(counts.values())

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
        code = self._child.stop(timeout=STOP_SECONDS)
        if code != 0:
            raise WorkerFailed(f"the worker stopped with code {code}", f"pid {self.pid}", self.last_lines())
