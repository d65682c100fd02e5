"""Worker processes for the chaos: any command, started, killed, paused and started again."""

import os
import shlex
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from ops.kafka.config import free_port
from ops.kafka.server import dies_with_parent

COMMAND = (sys.executable, "-m", "slugline.runtime.worker")
END_SECONDS = 60.0


class Worker:
    """One worker; ``environ`` are its settings as variables, its log goes to ``log``."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], log: Path) -> None:
        """Nothing is started yet."""
        self._command = list(command)
        self._environ = {**os.environ, **environ}
        self.log = log
        self.port = 0
        self.paused = False
        self.starts = 0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, from the main thread: it ends with it."""
        self.port = free_port()
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(
                [*dies_with_parent(), *self._command],
                env=self._environ | {"SLUGLINE_HTTP_PORT": str(self.port)},
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
            )  # fmt: skip
        self.starts += 1

    @property
    def running(self) -> bool:
        """Whether it is there, paused or not."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process is not None, "the worker is not running"
        return self._process.pid

    def ready(self) -> bool:
        """Whether it says it takes stories."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def samples(self) -> list[Sample]:
        """Return all that its metrics say. Raises OSError where it does not answer."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=10) as answer:
            families = text_string_to_metric_families(answer.read().decode())
        return [sample for family in families for sample in family.samples]

    def pause(self) -> None:
        """Stop it in its tracks."""
        self.paused = True
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)
        self.paused = False

    def kill(self) -> None:
        """End it by SIGKILL."""
        if self._process is not None:
            self._signal(signal.SIGCONT)
            self._process.kill()
            self._process.wait()
            self._process = None
            self.paused = False

    def leave(self) -> int | None:
        """Ask it to end, and return its exit code; None where it does not end and had to be killed."""
        if self._process is None:
            return 0
        self._signal(signal.SIGTERM)
        try:
            code = self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            return None
        self._process = None
        return code

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)


def command_of(text: str | None) -> Sequence[str]:
    """Return the command to start a worker by: what a user wrote, else our own."""
    return shlex.split(text) if text else COMMAND
