"""What a process that reads stories does about its own memory."""

import ctypes
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from slugline.runtime import reader_process
from slugline.runtime.processed import Processed, Raw
from slugline.runtime.reader_process import BIG_BYTES


class Processor:
    """One that reads nothing, and fails at what it is told to fail at."""

    def process(self, raws: Sequence[Raw], _now: datetime, _limit: int) -> list[Processed]:
        if raws[0].value.startswith(b"fail"):
            raise MemoryError
        return [Processed(outcome="enriched") for _ in raws]


@pytest.fixture
def given_back(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    told: list[bool] = []
    one: Any = Processor()
    monkeypatch.setattr(reader_process, "_processor", one)
    monkeypatch.setattr(reader_process, "give_back", lambda: told.append(True))
    return told


def test_memory_is_given_back_after_a_long_record_and_not_after_a_short_one(given_back: list[bool]) -> None:
    now = datetime.now(UTC)
    reader_process.process([Raw(value=b"a" * BIG_BYTES)], now, 1)
    assert given_back == []
    reader_process.process([Raw(value=b"a"), Raw(value=b"a" * (BIG_BYTES + 1))], now, 1)
    assert given_back == [True]
    with pytest.raises(MemoryError):
        reader_process.process([Raw(value=b"fail" + b"a" * BIG_BYTES)], now, 1)
    assert given_back == [True, True]


def test_where_the_allocator_gives_nothing_back_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    reader_process.give_back()
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    reader_process.give_back()
