"""What libraries raise over foreign bytes is a refusal; what we do wrong shows."""

import struct
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from slugline import intake
from slugline.cli import input_files
from slugline.intake.formats import anpa1312
from slugline.intake.formats.table import BY_NAME, checked
from slugline.intake.library_faults import as_refused
from slugline.intake.refused import Refused

FOREIGN = (OverflowError("date value out of range"), KeyError("Foo/Bar"), struct.error("unpack"), OSError(5))


def fails(error: Exception) -> Iterator[Any]:
    """Stand for a library: this file is none of slugline's."""
    for one in (error,):
        raise one
    yield None


@pytest.fixture
def row(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Exception:
    error: Exception = request.param
    broken = replace(BY_NAME["csv"], read=lambda _: fails(error), split=lambda _file, _fields: fails(error))
    monkeypatch.setitem(BY_NAME, "csv", broken)
    return error


@pytest.mark.parametrize("row", FOREIGN, indirect=True)
def test_a_fault_of_a_library_is_refused(row: Exception) -> None:
    with pytest.raises(Refused, match=f"unknown-format: csv that cannot be read: {type(row).__name__}"):
        list(intake.items(b"x", form="csv"))


@pytest.mark.parametrize("row", [TypeError("wrong"), AttributeError("gone"), MemoryError()], indirect=True)
def test_a_mistake_of_ours_and_a_lack_of_memory_are_not(row: Exception) -> None:
    with pytest.raises(type(row)):
        list(intake.items(b"x", form="csv"))


def test_nor_is_what_our_own_code_raises() -> None:
    with pytest.raises(AttributeError) as caught:
        anpa1312.sniff(None)  # type: ignore[arg-type]  # a mistake, on purpose
    assert as_refused(caught.value, "anpa") is None
    with pytest.raises(ValueError, match="no suffix") as ours:
        checked((replace(BY_NAME["csv"], suffixes=("csv",)),))
    assert as_refused(ours.value, "csv") is None


@pytest.mark.parametrize("row", FOREIGN[:3], indirect=True)
def test_a_file_that_a_library_cannot_take_is_told(row: Exception, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,text\n1,It rained.\n")
    (raw,) = input_files.read([tmp_path / "a.csv"], "csv", 1_000)
    assert raw.refused and raw.refused[0] == "unknown-format" and type(row).__name__ in raw.refused[1]


def test_what_is_nested_too_deeply_is_told() -> None:
    told = as_refused(RecursionError("maximum recursion depth exceeded"), "csv")
    assert told and told.reason == "too-deep"
