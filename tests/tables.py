"""Tables as one test each: with ``--whole-tables`` one test runs all rows, and names each row that fails.

pytest takes two thousandths of a second for a test whatever it does: more than most rows take. Without the
option a row is a test, as ever, and can be asked for alone.
"""

import functools
import inspect
from collections.abc import Callable, Generator, Mapping
from typing import Any, TypeAlias

import pytest

MANY = 5
"""Rows from which a table is worth it."""

Row: TypeAlias = Callable[[], object]
Made: TypeAlias = pytest.Item | pytest.Collector | list[pytest.Item | pytest.Collector] | None


class RowsFailedError(Exception):
    """Some rows of a table failed; ``rows`` says what each did, by its name."""

    def __init__(self, rows: Mapping[str, BaseException], count: int) -> None:
        super().__init__(f"{len(rows)} of {count} rows failed: {', '.join(rows)}")
        self.rows = rows


class Table(pytest.Function):
    """The test of a whole table."""

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: Any, **__: Any) -> Any:
        """Show each row that failed as pytest shows a test."""
        if not isinstance(excinfo.value, RowsFailedError):
            return super().repr_failure(excinfo)
        shown = [str(excinfo.value)]
        for name, failure in excinfo.value.rows.items():
            told = super().repr_failure(pytest.ExceptionInfo.from_exception(failure))
            shown.append(f"--- {self.name}[{name}] ---\n{told}")
        return "\n\n".join(shown)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole-tables", action="store_true", help="run all rows of a table as one test")


@pytest.hookimpl(wrapper=True)
def pytest_pycollect_makeitem(
    collector: pytest.Module | pytest.Class, name: str, obj: object
) -> Generator[None, Made, Made]:
    made = yield
    if not collector.config.option.whole_tables or not isinstance(made, list):
        return made
    rows = [one for one in made if isinstance(one, pytest.Function)]
    if len(rows) < len(made) or not _is_table(rows):
        return made
    return [Table.from_parent(collector, name=name, callobj=_whole(rows))]


def _is_table(rows: list[pytest.Function]) -> bool:
    """Return whether the tests differ in nothing but the row, and no row leaves anything to the next."""
    if len(rows) < MANY or any(row.cls or not hasattr(row, "callspec") for row in rows):
        return False
    test = rows[0]
    marks = list(test.iter_markers("parametrize"))
    given = {name for mark in marks for name in _names(mark)}
    fixtures = test._fixtureinfo.name2fixturedefs
    return (
        given == set(test.callspec.params)
        and not any("indirect" in mark.kwargs for mark in marks)
        and not any(mark.name != "parametrize" for row in rows for mark in row.own_markers)
        and not inspect.iscoroutinefunction(test.function)
        and not hasattr(test.function, "hypothesis")
        and "request" not in test.fixturenames
        and all(
            fixtures[name][-1].scope != "function"
            for name in test.fixturenames
            if name not in given and name in fixtures
        )
    )


def _names(mark: pytest.Mark) -> list[str]:
    named = mark.args[0]
    return [one.strip() for one in named.split(",")] if isinstance(named, str) else list(named)


def _whole(rows: list[pytest.Function]) -> Callable[..., None]:
    """Return a test that runs the rows one after the other, each whatever the others do; with -x to the first
    that fails."""
    function = rows[0].function
    only_one = rows[0].config.getoption("maxfail") == 1
    table = {row.callspec.id: row.callspec.params for row in rows}

    @functools.wraps(function)
    def test(**fixtures: object) -> None:
        failed: dict[str, BaseException] = {}
        skipped: dict[str, BaseException] = {}
        for name, row in table.items():
            try:
                function(**row, **fixtures)
            except pytest.skip.Exception as reason:
                skipped[name] = reason
            except (Exception, pytest.fail.Exception) as failure:
                failed[name] = failure
                if only_one:
                    break
        if failed:
            raise RowsFailedError(failed, len(table))
        if skipped:
            pytest.skip(f"{len(skipped)} of {len(table)} rows: {next(iter(skipped.values()))}")

    named = inspect.signature(function).parameters
    left = [one for name, one in named.items() if name not in rows[0].callspec.params]
    test.__signature__ = inspect.Signature(left)  # type: ignore[attr-defined]  # what fixtures pytest gives it
    test.pytestmark = []  # type: ignore[attr-defined]  # the rows are in it
    return test
