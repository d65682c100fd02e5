"""Who never asks for anything whole is not waited for; who asks, and streams, is."""

import socket
import urllib.request
from collections.abc import Iterator

import pytest

from slugline.live import hub
from slugline.live.half_requests import Impatient
from tests.live.page import Page
from tests.patience import PATIENCE

ASKS = b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    monkeypatch.setattr(Impatient, "longest", 0.2)
    with Page() as one:
        yield one


def closed(connection: socket.socket) -> bytes:
    """Read until the other side closes."""
    found = b""
    try:
        while data := connection.recv(1000):
            found += data
    except ConnectionResetError:
        pass
    return found


@pytest.mark.parametrize(
    "said", [b"", b"G", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n", b"GET / HTTP/1.1\r\nX: " + b"x" * 1000]
)
def test_half_a_request_is_not_waited_for(page: Page, said: bytes) -> None:
    with socket.create_connection(("127.0.0.1", page.port), PATIENCE) as connection:
        connection.sendall(said)
        assert closed(connection) == b""
    with urllib.request.urlopen(f"{page.address}livez", timeout=PATIENCE) as answer:
        assert answer.status == 200


def test_nor_is_half_of_a_second_one(page: Page) -> None:
    with socket.create_connection(("127.0.0.1", page.port), PATIENCE) as connection:
        connection.sendall(ASKS)
        assert connection.recv(12) == b"HTTP/1.1 200"
        connection.sendall(b"GET / HT")
        assert b"HTTP/1.1" not in closed(connection)


def test_a_stream_goes_on(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "BEAT", 0.5)
    with socket.create_connection(("127.0.0.1", page.port), PATIENCE) as connection:
        connection.sendall(b"GET /api/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        found = b""
        while b"event: beat" not in found:
            data = connection.recv(10_000)
            assert data, "it was closed"
            found += data
