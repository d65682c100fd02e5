"""The direction of imports, walked over the source: nothing from the right, and the core stays pure."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1] / "streams"
TEXT = ("slugline.records", "slugline.lang", "slugline.intake", "slugline.reading", "slugline.authority")
PURE = (*TEXT, "slugline.entities", "slugline.quotes", "slugline.topics", "slugline.folds")
TABLE = ("slugline.kind", "slugline.kinds")
SHELL = (
    *PURE, *TABLE, "slugline.enrichment", "slugline.settings", "slugline.feed_names", "slugline.metrics",
    "slugline.broker", "slugline.closing",
    "slugline.child_python", "slugline.shown_text",
)  # fmt: skip
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "slugline": (
        *PURE,
        "slugline.kinds",
        "slugline.release",
        "slugline.settings",
        "slugline.broker",
        "slugline.feed_choice",
        "slugline.feed_reader",
        "slugline.decoding",
        "slugline.loading",
        "slugline.parallel",
        "slugline.stories",
        "slugline.consuming",
        "slugline.standing",
    ),
    "slugline.release": (),
    "slugline.errors": (),
    "slugline.records": (),
    "slugline.lang": (),
    "slugline.intake": ("slugline.records", "slugline.lang"),
    "slugline.authority": ("slugline.records", "slugline.lang"),
    "slugline.reading": TEXT,
    "slugline.entities": TEXT,
    "slugline.quotes": TEXT,
    "slugline.topics": TEXT,
    "slugline.folds": ("slugline.records", "slugline.lang"),
    "slugline.kind": ("slugline.records",),
    "slugline.kinds": (*PURE, "slugline.kind"),
    "slugline.enrichment": (*PURE, *TABLE),
    "slugline.setting": (),
    "slugline.kubernetes_variables": (),
    "slugline.settings": ("slugline.setting", "slugline.kubernetes_variables"),
    "slugline.feed_names": ("slugline.records", "slugline.settings"),
    "slugline.metrics": ("slugline.records", "slugline.folds", *TABLE, "slugline.settings"),
    "slugline.broker": ("slugline.records", *TABLE, "slugline.settings", "slugline.feed_names"),
    "slugline.loading": (*TEXT,),
    "slugline.batch": (*PURE, *TABLE, "slugline.enrichment"),
    "slugline.feed_reader": (
        "slugline.records",
        "slugline.settings",
        "slugline.feed_names",
        "slugline.broker",
        "slugline.closing",
    ),
    "slugline.closing": (),
    "slugline.watchlist_file": ("slugline.records", "slugline.folds"),
    "slugline.feed_choice": ("slugline.records", *TABLE),
    "slugline.decoding": ("slugline.records", "slugline.intake", "slugline.feed_choice"),
    "slugline.child_python": (),
    "slugline.parallel": ("slugline.child_python",),
    "slugline.progress_line": (),
    "slugline.shown_text": (),
    "slugline.stories": (
        *PURE,
        "slugline.enrichment",
        "slugline.loading",
        "slugline.batch",
        "slugline.parallel",
        "slugline.progress_line",
    ),
    "slugline.consuming": (
        "slugline.records",
        "slugline.settings",
        "slugline.broker",
        "slugline.feed_reader",
        "slugline.feed_choice",
        "slugline.decoding",
    ),
    "slugline.standing": ("slugline.records", "slugline.consuming", "slugline.decoding"),
    "slugline.runtime": (*SHELL, "slugline.loading", "slugline.feed_reader", "slugline.watchlist_file"),
    "slugline.live": (
        "slugline.records",
        "slugline.intake",
        "slugline.folds",
        "slugline.kinds",
        "slugline.settings",
        "slugline.feed_names",
        "slugline.broker",
        "slugline.feed_reader",
        "slugline.shown_text",
    ),
    "slugline.cli": ("slugline",),
}
"""For each part of the code what it may import of ours beside itself; the longest name that fits decides."""

ANYBODY = ("slugline.release.VERSION", "slugline.errors")
IMPURE = (
    "aiohttp", "aiokafka", "asyncio", "click", "faust", "logging", "mode", "multiprocessing", "random",
    "prometheus_client", "requests", "rich", "sched", "secrets", "signal", "socket", "subprocess",
    "starlette", "threading", "time", "uvicorn",
)  # fmt: skip
"""What the pure parts must not import: the network, the clock, chance, processes, the log, the loop."""
IMPURE_NAMES = (
    "os.environ", "os.getenv", "date.today", "datetime.now", "datetime.today", "datetime.utcnow",
    "uuid.uuid1", "uuid.uuid4",
)  # fmt: skip
"""The same of modules that are pure otherwise."""


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted((ROOT / "slugline").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


MODULES = dict(modules())


def within(name: str, parts: tuple[str, ...]) -> bool:
    return any(name == part or name.startswith(f"{part}.") for part in parts)


@cache  # each module is looked at by several tests
def imported(source: str) -> frozenset[str]:
    """Return every name that ``source`` imports, whole: "from a import b" is "a.b"."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if (
                name in ("import_module", "__import__")
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                found.add(str(node.args[0].value))
    return frozenset(found)


def named(source: str) -> set[str]:
    """Return the modules of ours that ``source`` imports: "slugline.a.b" for a name from there too."""
    return {
        name if name in MODULES else name.rpartition(".")[0]
        for name in imported(source)
        if within(name, ("slugline",))
    } & MODULES.keys()


def tangled(needs: dict[str, set[str]]) -> set[str]:
    """Return the modules that need each other in a circle, and those that need one of them."""
    left = {module: others - {module} for module, others in needs.items()}
    while free := {module for module, others in left.items() if not others & left.keys()}:
        left = {module: others for module, others in left.items() if module not in free}
    return set(left)


def part_of(module: str) -> str:
    fitting = [
        part for part in MAY_IMPORT if within(module, (part,)) and (part != "slugline" or module == part)
    ]
    assert fitting, f"{module} belongs to no part: say in MAY_IMPORT what it may import"
    return max(fitting, key=len)


def wrong_way(module: str, source: str) -> set[str]:
    part = part_of(module)
    allowed = (part, *MAY_IMPORT[part]) if part != "slugline" else MAY_IMPORT[part]
    ours = {name for name in imported(source) if within(name, ("slugline",))}
    return {name for name in ours if not within(name, allowed) and not within(name, ANYBODY)}


def impure(source: str) -> set[str]:
    """Return the impure things that ``source`` imports or names."""
    dotted = {
        ".".join(ast.unparse(node).split(".")[-2:])
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
    }
    names = imported(source)
    return {name for name in names if within(name, IMPURE)} | ((names | dotted) & set(IMPURE_NAMES))


@pytest.mark.parametrize("module", MODULES)
def test_nothing_imports_from_its_right(module: str) -> None:
    assert wrong_way(module, MODULES[module].read_text("utf-8")) == set()


def test_no_two_modules_need_each_other() -> None:
    """Also not through others, nor by an import inside a function."""
    assert tangled({module: named(path.read_text("utf-8")) for module, path in MODULES.items()}) == set()


@pytest.mark.parametrize(
    ("needs", "found"),
    [
        ({"a": {"b", "c"}, "b": {"c"}, "c": set()}, set()),
        ({"a": {"b"}, "b": {"a"}, "c": set()}, {"a", "b"}),
        ({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}, {"a", "b", "c", "d"}),
    ],
)
def test_the_walk_sees_a_circle(needs: dict[str, set[str]], found: set[str]) -> None:
    assert tangled(needs) == found


@pytest.mark.parametrize("module", [module for module in MODULES if within(module, (*PURE, *TABLE))])
def test_the_core_is_pure(module: str) -> None:
    assert impure(MODULES[module].read_text("utf-8")) == set()


def test_only_the_codec_uses_orjson() -> None:
    assert {name for name, path in MODULES.items() if "orjson" in imported(path.read_text("utf-8"))} == {
        "slugline.records.codec"
    }


def test_no_module_has_the_name_of_a_standard_one_or_of_none() -> None:
    names = {module.rsplit(".", 1)[-1] for module in MODULES}
    assert names & (sys.stdlib_module_names - {"__main__"}) == set()
    assert names & {"utils", "util", "common", "helpers", "base", "misc"} == set()


@pytest.mark.parametrize(
    ("module", "source", "found"),
    [
        ("slugline.records.x", "from slugline.settings import Settings", {"slugline.settings.Settings"}),
        ("slugline.records.x", "from slugline.records import codec", set()),
        ("slugline.intake.x", "import slugline.reading.reader", {"slugline.reading.reader"}),
        (
            "slugline.quotes.x",
            "def f():\n    from slugline.runtime import delivery",
            {"slugline.runtime.delivery"},
        ),
        ("slugline.quotes.x", "from slugline.release import VERSION", set()),
        ("slugline.entities.x", "from slugline import topics, reading", {"slugline.topics"}),
        ("slugline.runtime.x", "import importlib as i\ni.import_module('slugline.cli')", {"slugline.cli"}),
        ("slugline.settings", "from slugline.metrics import Metrics", {"slugline.metrics.Metrics"}),
        ("slugline.cli.x", "from slugline.runtime.worker import main", set()),
    ],
)
def test_the_walk_sees_a_wrong_import(module: str, source: str, found: set[str]) -> None:
    assert wrong_way(module, source) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import time", {"time"}),
        ("from time import monotonic", {"time.monotonic"}),
        ("import os\nos.environ['X']", {"os.environ"}),
        ("from os import environ", {"os.environ"}),
        ("from datetime import datetime\ndatetime.now()", {"datetime.now"}),
        ("from datetime import datetime\ndatetime.fromisoformat('2031-04-07')", set()),
        ("import datetime\ndatetime.datetime.now()", {"datetime.now"}),
        ("import asyncio.locks", {"asyncio.locks"}),
        ("import logging.config", {"logging.config"}),
        ("import timeit, randomness", set()),
    ],
)
def test_the_walk_sees_what_is_not_pure(source: str, found: set[str]) -> None:
    assert impure(source) == found
