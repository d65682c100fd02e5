"""Worker processes: real ones, started as a user would, watched through their log and their health port."""

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from slugline.settings import Settings, load
from tests.patience import PATIENCE, wait_until

ROOT = Path(__file__).resolve().parents[2]
LISTENS = re.compile(r"metrics and health on (http://[\w.:]+)")


def settings(address: str, **more: object) -> Settings:
    """Settings for the broker at ``address``, small and quick; ``more`` adds or replaces some by name."""
    return load(_environ(address, more))[0]


def _environ(address: str, more: dict[str, object]) -> dict[str, str]:
    chosen: dict[str, object] = {
        "brokers": address, "partitions": 4, "processes": 1, "session_timeout": 6, "commit_interval": 0.5,
        "roles": "stories", "log_format": "json", "watchdog": PATIENCE, "drain": PATIENCE,
    }  # fmt: skip
    return {f"SLUGLINE_{name.upper()}": str(value) for name, value in (chosen | more).items()}


class Worker:
    """A worker process; a context manager that ends it, and with it the processes of its pool."""

    def __init__(
        self,
        address: str,
        folder: Path,
        name: str = "worker",
        environ: Mapping[str, str] = MappingProxyType({}),
        **more: object,
    ) -> None:
        """``more`` are settings by name, as in `settings`, ``environ`` other variables; the log goes to
        ``folder``.
        """
        self.log = folder / f"{name}.log"
        self._environ = {**os.environ, **environ, **_environ(address, {"http_port": 0, **more})}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start it."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        if self._process is not None:
            self.kill()

    def start(self) -> None:
        """Start it, again if need be: settings and log stay the same."""
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "slugline.runtime.worker"], env=self._environ, cwd=ROOT,
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
            )  # fmt: skip

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process is not None
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether it is there."""
        return self._process is not None and self._process.poll() is None

    def lines(self) -> list[str]:
        """What it has logged."""
        return self.log.read_text().splitlines()

    def kill(self) -> None:
        """End it by SIGKILL."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def terminate(self) -> int:
        """Ask it to end by SIGTERM, and return its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return self.wait()

    def wait(self) -> int:
        """Wait for its end, and return its exit code."""
        assert self._process is not None
        return self._process.wait(PATIENCE)

    def get(self, path: str) -> tuple[int, str]:
        """Return status and text of a page of its health port; (0, "") while it does not listen."""
        told = LISTENS.findall(self.log.read_text())
        if not told:
            return 0, ""
        try:
            with urllib.request.urlopen(told[-1] + path, timeout=PATIENCE) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def ready(self) -> Self:
        """Wait until it is ready."""
        self._wait_until(lambda: self.get("/readyz")[0] == 200)
        return self

    def says(self, words: str) -> None:
        """Wait until it has logged ``words``."""
        self._wait_until(lambda: words in self.log.read_text())

    def _wait_until(self, so: Callable[[], bool]) -> None:
        wait_until(lambda: so() or not self.running, lambda: "\n".join(self.lines()))
        assert self.running, "\n".join(self.lines())

    def metric(self, name: str) -> float:
        """Return a metric's value, by its name with labels as exposed."""
        for line in self.get("/metrics")[1].splitlines():
            if line.rpartition(" ")[0] == name:
                return float(line.rpartition(" ")[2])
        raise AssertionError(f"no metric {name}")

    def children(self) -> list[int]:
        """Return the ids of the processes it has started (Linux)."""
        return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]

    def pool(self) -> list[int]:
        """Return those of them that read stories."""
        return [pid for pid in self.children() if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def alive(pid: int) -> bool:
    """Whether a process is there and not just waiting to be buried (Linux)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until_gone(pids: list[int]) -> None:
    """Wait for the end of processes that are to end by themselves once another has."""
    wait_until(lambda: not any(map(alive, pids)), lambda: f"left over: {[pid for pid in pids if alive(pid)]}")
