"""A process of ours: started apart from the terminal, always stopped, also when we are killed ourselves."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

_WATCH = 'read -r _; kill -TERM "$1" 2>/dev/null && sleep 3; kill -KILL "$1" 2>/dev/null'
"""Shell text that waits for the end of its input, which comes when we are gone, then stops process $1."""


class Child:
    """A running command whose output is kept for the case that it fails. A context manager that stops it.

    It has a session of its own, so Ctrl-C in the terminal reaches us alone and we stop things in order.
    A waiting shell stops it if we die without a chance to (kill -9).
    """

    def __init__(self, command: Sequence[str], env: Mapping[str, str] | None = None) -> None:
        """Start ``command`` with the environment ``env`` (ours if None)."""
        self._tail: list[str] = []
        self._output = tempfile.TemporaryFile()  # noqa: SIM115 because it lives as long as the process
        self.process = subprocess.Popen(  # noqa: S603 because the command is ours
            command,
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=subprocess.STDOUT,
            env=env,
            start_new_session=True,
        )
        try:
            self._watcher = subprocess.Popen(  # noqa: S603 because the command is ours
                ["/bin/sh", "-c", _WATCH, "sh", str(self.process.pid)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except BaseException:  # Ctrl-C too: nobody else knows of the process yet
            self.process.kill()
            raise

    def __enter__(self) -> Self:
        """Nothing to do: it already runs."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        self.stop()

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self.process.poll() is None

    def stop(self, how: signal.Signals = signal.SIGTERM, timeout: float = 20.0) -> int:
        """Ask it to end, after ``timeout`` seconds with SIGKILL, and return its exit code."""
        try:
            if self.running:
                self.process.send_signal(how)
            self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            pass
        finally:
            if self.running:
                self.process.kill()
            code = self.process.wait()
            self._watcher.kill()
            self._watcher.wait()
            if self._watcher.stdin is not None:
                self._watcher.stdin.close()
            self._tail = self.last_lines(100)
            self._output.close()
        return code

    def last_lines(self, count: int = 15) -> list[str]:
        """Return the last ``count`` lines it wrote (at most 100 once it is stopped)."""
        if self._output.closed:
            return self._tail[-count:]
        size = os.fstat(self._output.fileno()).st_size
        text = os.pread(self._output.fileno(), 65_536, max(0, size - 65_536))
        return text.decode("utf-8", "replace").splitlines()[-count:]
