"""What the tests share holds for all of them: each has one name, in whatever second it is collected."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.conftest import DATED, pytest_itemcollected, pytest_make_parametrize_id


@pytest.mark.parametrize("packed", DATED)
def test_no_test_is_named_by_packed_bytes(packed: str) -> None:
    """Seen once: two processes collected in two seconds, and none of sixteen thousand tests ran."""
    item: Any = SimpleNamespace(nodeid=f"tests/test_it.py::test_it[{packed}8]")
    with pytest.raises(pytest.UsageError, match="its name holds packed bytes"):
        pytest_itemcollected(item)


def test_bytes_are_named_by_their_place(pytestconfig: pytest.Config) -> None:
    assert pytest_make_parametrize_id(pytestconfig, b"PK\x03\x04", "data") == "data"
    assert pytest_make_parametrize_id(pytestconfig, "PK", "data") is None
