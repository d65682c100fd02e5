"""What the tests share holds for all of them: each has one name, in whatever second it is collected."""

import pytest

from tests.conftest import pytest_make_parametrize_id

DATED = ("\\x1f\\x8b", "PK\\x03\\x04")
"""How gzip and zip begin in the name of a test: behind it stands the time of packing."""


def test_no_test_is_named_by_packed_bytes(request: pytest.FixtureRequest) -> None:
    """Seen once: two processes collected in two seconds, and none of sixteen thousand tests ran."""
    assert not [item.nodeid for item in request.session.items if any(one in item.nodeid for one in DATED)]


def test_bytes_are_named_by_their_place(pytestconfig: pytest.Config) -> None:
    assert pytest_make_parametrize_id(pytestconfig, b"PK\x03\x04", "data") == "data"
    assert pytest_make_parametrize_id(pytestconfig, "PK", "data") is None
