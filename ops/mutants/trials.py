"""Trials: a room's tests against one fault each, in a process of its own forked from a warm one.

The parent has loaded spaCy's model, remembers what it read, and has forgotten the room's modules and all
that import them: a child imports them with the fault in place. A fault that crashes, or takes ever so long,
costs its child only.
"""

import ast
import contextlib
import functools
import gc
import importlib.abc
import importlib.machinery
import importlib.util
import inspect
import os
import resource
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from ops.mutants.changes import Change, changes

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 6
"""A child gets so many times the processor time that the tests take without a fault."""
QUIET = tuple(
    word for name in ("cacheprovider", "logging", "warnings", "xdist") for word in ("-p", f"no:{name}")
)
"""Parts of pytest that only tell what happens, which cost more than most of the tests do."""
WAITING = 60
"""Seconds that a child may wait for others' use of the machine, besides ten times what it may use itself."""


@dataclass(frozen=True, slots=True)
class Room:
    """A package under ``streams/``, what pytest is given to test it, the share of faults to be noticed."""

    package: str
    tests: tuple[str, ...]
    floor: float
    root: Path = ROOT


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault in one module."""

    module: str
    path: Path
    change: Change
    root: Path

    def __str__(self) -> str:
        """Return where the fault is and what it is, on one line."""
        old, new = (" ".join(text.split()) for text in (self.change.old, self.change.new))
        place = f"{self.path.relative_to(self.root)}:{self.change.line}"
        return f"{place}  {_short(old)} -> {_short(new) or 'nothing'}"


def _short(text: str) -> str:
    return text if len(text) <= 70 else f"{text[:40]} ... {text[-25:]}"


def mutants(room: Room) -> list[Mutant]:
    """Return every mutant of a room, in the order of its files."""
    source = room.root / "streams"
    found = []
    for path in sorted(source.joinpath(*room.package.split(".")).rglob("*.py")):
        parts = path.relative_to(source).with_suffix("").parts
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found += [Mutant(module, path, change, room.root) for change in changes(path.read_bytes())]
    return found


@contextlib.contextmanager
def warm() -> Iterator[None]:
    """Load the model once, and let it read no story twice, while the block runs."""
    from slugline.reading import reader

    load, read = reader.load, reader.Reader.read
    known: dict[object, list[object]] = {}

    def remembered(self: reader.Reader, stories: Sequence[object]) -> list[object]:
        key = (id(self), tuple(stories))
        if key not in known:
            known[key] = list(read(self, stories))  # type: ignore[arg-type]  # whatever it is given
        return list(known[key])

    sys.dont_write_bytecode = False  # whatever the shell says: each child imports the room and its tests
    reader.load = functools.cache(load)  # the same call, remembered
    reader.Reader.read = remembered  # type: ignore[assignment, method-assign]  # likewise
    try:
        reader.load()
        yield
    finally:
        reader.load, reader.Reader.read = load, read  # type: ignore[method-assign]


def trials(
    room: Room, tried: Sequence[Mutant], jobs: int, limit: int | None = None
) -> Iterator[tuple[Mutant, bool]]:
    """Yield each mutant, as its trial ends, and whether the room's tests notice it.

    One that takes more than ``limit`` seconds of processor time is noticed; if not said, it is a multiple of
    what the tests take. Raises RuntimeError if the tests fail without any fault.
    """
    begin = _processor_time()
    status = _tests(room)
    seconds = _processor_time() - begin
    _forget(room)
    if status != pytest.ExitCode.OK:
        raise RuntimeError(f"the tests of {room.package} fail without any fault in it")
    if limit is None:
        limit = PATIENCE * int(seconds + 1)
    gc.collect()
    gc.freeze()
    running: dict[int, Mutant] = {}
    for mutant in tried:
        if len(running) >= jobs:
            yield _ended(running)
        running[_fork(room, mutant, limit)] = mutant
    while running:
        yield _ended(running)


def show(room: Room, mutant: Mutant) -> int:
    """Run the tests against one mutant, in this process and before the eyes; return pytest's status."""
    sys.meta_path.insert(0, _Finder(mutant))
    return pytest.main(["-x", "-p", "no:cacheprovider", *room.tests])


def _processor_time() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _tests(room: Room) -> int:
    """Run the room's tests quietly, ending with the first that fails."""
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        return pytest.main(["-x", "-q", "-s", "--tb=no", *QUIET, *room.tests])


def _forget(room: Room) -> None:
    """Take the room, the tests and whatever imports them out of the interpreter; the rest stays, warm.

    That goes for what was there before too: the tests of another room may have imported this one.
    """
    own = {name for name in sys.modules if name.split(".")[0] in (room.package.split(".")[0], "tests")}
    taken = {name for name in own if _inside(name, (room.package, "tests"))}
    imported = {name: _imports(sys.modules[name]) for name in own}
    while more := {name for name in own - taken if imported[name] & taken}:
        taken |= more
    for name in taken:
        parent, _, last = name.rpartition(".")
        del sys.modules[name]
        if parent in sys.modules and hasattr(sys.modules[parent], last):
            delattr(sys.modules[parent], last)


def _inside(name: str, packages: Sequence[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def _imports(module: ModuleType) -> set[str]:
    """Return the names of the modules that a module of ours imports, and of what it takes from them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(inspect.getsource(module) if getattr(module, "__file__", None) else "")):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return found


def _fork(room: Room, mutant: Mutant, limit: int) -> int:
    """Start the trial of a mutant; return the child's process id."""
    child = os.fork()
    if child:
        return child
    status: int = pytest.ExitCode.INTERNAL_ERROR
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        signal.alarm(WAITING + 10 * limit)  # a child that only waits
        with Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
        sys.meta_path.insert(0, _Finder(mutant))
        status = _tests(room)
    finally:
        os._exit(status)


def _ended(running: dict[int, Mutant]) -> tuple[Mutant, bool]:
    """Wait for a child; return its mutant and whether it was noticed."""
    child, status = os.wait()
    mutant = running.pop(child)
    code = os.waitstatus_to_exitcode(status)
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:  # a fault that breaks an import ends otherwise
        raise RuntimeError(f"no tests ran against {mutant}")
    return mutant, code != pytest.ExitCode.OK


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads one module with a fault in it."""

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(mutant.module, str(mutant.path))
        self.mutant = mutant

    def get_code(self, fullname: str) -> CodeType:
        """Return the code of the faulty module."""
        source = self.mutant.change.applied(self.mutant.path.read_bytes())
        return compile(source, str(self.mutant.path), "exec", dont_inherit=True)


class _Finder(importlib.abc.MetaPathFinder):
    """Finds the faulty module before the sound one is found."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where the module is, if it is the faulty one."""
        if fullname != self.mutant.module:
            return None
        return importlib.util.spec_from_file_location(fullname, self.mutant.path, loader=_Loader(self.mutant))
