"""One Apache Kafka broker in KRaft mode on loopback, for tests, benchmarks and local use.

``python -m ops.kafka.server [--port 9092] [--data DIR]`` runs one in the foreground until Ctrl-C or SIGTERM.
"""

import argparse
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

from ops.kafka.config import free_port, properties
from ops.kafka.jars import JarsMissing, fetch
from ops.kafka.storage import prepare

READY_SECONDS = 60.0
STOP_SECONDS = 30.0
STARTED = b"Kafka Server started"
"""What kafka.server.KafkaRaftServer logs once the broker is unfenced and answers clients (Kafka 4.3.1)."""
HEAP = "-Xmx1g"


class KafkaServer:
    """A broker with a data folder of its own; a context manager that starts it and always stops it again.

    ``.address`` is ``127.0.0.1:PORT``. ``stop()`` then ``start()`` is a restart: same ports, same data. Only
    the process started here is ever signalled. On Linux the broker dies with the thread that started it, so
    start it from one that lives on (the main thread).
    """

    def __init__(
        self,
        *,
        port: int | None = None,
        data: Path | None = None,
        config: Mapping[str, str] | None = None,
        users: Mapping[str, str] | None = None,
    ) -> None:
        """Take ``port`` or a free one; keep ``data`` or use a temporary folder that `close` removes.

        ``config`` adds to or replaces lines of server.properties. ``users`` (name to password) can log in by
        SCRAM-SHA-512; throwaway passwords only: the process list shows them while the data are made.
        """
        self.port = port or free_port()
        self.address = f"127.0.0.1:{self.port}"
        self._controller_port = free_port(but=self.port)
        self._config = dict(config or {})
        self._users = dict(users or {})
        self._temporary = data is None
        self.data = data or Path(tempfile.mkdtemp(prefix="slugline-kafka-"))
        self.log = self.data / "server.log"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start the broker; returns when it answers."""
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the broker and remove its temporary data."""
        self.close()

    @property
    def pid(self) -> int | None:
        """The process id of the running broker; None when it is stopped."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self) -> None:
        """Start the broker on its ports and data and wait until it answers.

        Raises `RuntimeError` with the end of its log if it ends or is not ready in time, `JarsMissing`
        without jars.
        """
        if self.pid is not None:
            return
        classpath = f"{fetch()}/*"
        lines = properties(self.port, self._controller_port, self.data / "log") | self._config
        file = prepare(self.data, lines, self._users, classpath)
        begun = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*dies_with_parent(), "java", HEAP, "-XX:+ExitOnOutOfMemoryError", "-cp", classpath,
                 "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                 "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info",
                 "kafka.Kafka", str(file)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is ours to pass on
            )  # fmt: skip
        self._wait(self._process, begun)

    def stop(self, sig: signal.Signals = signal.SIGTERM) -> None:
        """Send ``sig`` and wait for the end of the process; SIGKILL follows if it outlives `STOP_SECONDS`."""
        process = self._process
        if process is None:
            return
        process.send_signal(sig)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._process = None

    def close(self) -> None:
        """Stop the broker at once and remove its data if they were temporary."""
        self.stop(signal.SIGKILL if self._temporary else signal.SIGTERM)
        if self._temporary:
            shutil.rmtree(self.data, ignore_errors=True)

    def _wait(self, process: subprocess.Popen[bytes], begun: int) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            said = self.log.read_bytes()[begun:]
            if STARTED in said:
                return
            if process.poll() is not None:
                self._process = None
                raise RuntimeError(f"Kafka ended with exit code {process.returncode}:\n{_tail(said)}")
            time.sleep(0.1)
        self.stop(signal.SIGKILL)
        raise RuntimeError(
            f"Kafka was not ready within {READY_SECONDS:.0f} s:\n{_tail(self.log.read_bytes()[begun:])}"
        )


def dies_with_parent() -> list[str]:
    """The prefix that ties a child's life to ours: util-linux's setpriv, which then becomes the child."""
    setpriv = shutil.which("setpriv") if sys.platform == "linux" else None
    return [setpriv, "--pdeathsig", "KILL"] if setpriv else []


def _tail(said: bytes) -> str:
    return "\n".join(said.decode(errors="replace").splitlines()[-15:])


def main() -> int:
    """Run one broker in the foreground."""
    asked = argparse.ArgumentParser(prog="python -m ops.kafka.server", description="One Apache Kafka broker.")
    asked.add_argument("--port", type=int, default=9092)
    asked.add_argument("--data", type=Path, help="keep the data in this folder (default: a temporary one)")
    options = asked.parse_args()

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)
    try:
        with KafkaServer(port=options.port, data=options.data) as server:
            print(f"Apache Kafka on {server.address}, data in {server.data}; Ctrl-C stops it", flush=True)
            while server.pid is not None:
                time.sleep(0.5)
            print(f"error: the broker ended by itself; see {server.log}", file=sys.stderr)
            return 1
    except KeyboardInterrupt:
        return 0
    except (JarsMissing, RuntimeError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
