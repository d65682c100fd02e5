"""Modules as what processes share out: with ``--by-module`` a process imports those whose tests it runs.

Else each of them imports all modules and collects all tests before the first one runs: nine seconds of a
core, as often as there are processes. With the option files are collected at first, and what a file holds
when its turn comes; each of its tests is run and told as ever, and what cannot be imported is an error.
"""

import ast
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tests.order import ALONE

Found: TypeAlias = list[pytest.Item | pytest.Collector]

_COLLECTED = pytest.StashKey[list[pytest.Item]]()


class ModuleTests(pytest.Item):
    """The tests of a module; of one that is in `ALONE` those of a name, or what none of its names has."""

    def __init__(
        self, *, module: pytest.File, named: str = "", names: Sequence[str] = (), **more: Any
    ) -> None:
        nodeid = "::".join(filter(None, (module.nodeid, named)))
        super().__init__(nodeid=nodeid, path=module.path, **more)
        self._module, self._named, self._names = module, named, names

    def collected(self) -> list[pytest.Item]:
        """Import the module, unless that is done, and return what is to run; what goes wrong is reported."""
        if _COLLECTED not in self._module.stash:
            tests = list(self.session.genitems(self._module))
            told = {"session": self.session, "config": self.config, "items": tests}
            self.config.hook.pytest_collection_modifyitems(**told)
            self._module.stash[_COLLECTED] = tests
        return [one for one in self._module.stash[_COLLECTED] if self._is_of(one)]

    def runtest(self) -> None:
        raise NotImplementedError("each of its tests is run by itself")

    def _is_of(self, test: pytest.Item) -> bool:
        name = test.nodeid.removeprefix(f"{self._module.nodeid}::").partition("[")[0]
        return name == self._named if self._named else name not in self._names


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--by-module", action="store_true", help="collect a module's tests when its turn comes")


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Generator[None, Found, Found]:
    made = yield
    if not parent.config.option.by_module:
        return made
    return [part for one in made if isinstance(one, pytest.Module) for part in _parts(one, parent)]


def _parts(module: pytest.Module, parent: pytest.Collector) -> list[pytest.Item]:
    names: list[str] = []
    if module.nodeid.startswith(ALONE):
        tree = ast.parse(module.path.read_bytes()).body
        defined = (one.name for one in tree if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))
        names = [name for name in defined if name.startswith("test_")]
    return [
        ModuleTests.from_parent(parent, name=named or module.name, module=module, named=named, names=names)
        for named in (*names, "")
    ]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run the tests of a module one after the other; those of the next one keep what the session shares."""
    if not isinstance(item, ModuleTests):
        return None
    session = item.session
    place = session.items.index(item)
    tests = item.collected()
    for test, behind in zip(tests, [*tests[1:], nextitem], strict=False):
        session.items[place] = test  # xdist looks there whether a report is of what is running
        item.config.hook.pytest_runtest_protocol(item=test, nextitem=behind)
        if session.shouldfail or session.shouldstop:
            break
    session.items[place] = item
    if not tests:  # what the session shares, and nothing of the folder before it
        session._setupstate.teardown_exact(nextitem)
    return True
