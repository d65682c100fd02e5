"""Why no broker lets us in stands in the line that says so, in words that are safe to show."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from slugline import broker
from slugline.runtime import delivery
from slugline.runtime.delivery import Delivery
from slugline.settings import Settings
from tests.patience import until

WANTS_TLS, NO_TLS = "it may want TLS, or a login, on this port", "it may speak no TLS on this port"
PASSWORD: dict[str, Any] = {"sasl_user": "desk", "sasl_password": "lily"}
CASES = [
    ("nobody", {}, "Connect call failed"),
    ("no name", {}, "Name or service not known|not known|resolution"),
    ("hangs up", {}, WANTS_TLS),
    ("hangs up", {"security_protocol": "SASL_PLAINTEXT", **PASSWORD}, WANTS_TLS),
    ("hangs up", {"security_protocol": "SSL"}, NO_TLS),
    ("speaks HTTP", {}, WANTS_TLS),
    ("speaks HTTP", {"security_protocol": "SSL"}, NO_TLS),
    ("says nothing", {}, "no answer in"),
    ("says nothing", {"security_protocol": "SSL"}, NO_TLS),
]
"""What there is in place of a broker, how it is spoken to, and what is said of it."""


async def hangs_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def speaks_http(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(10)
    writer.write(b"HTTP/1.1 400 Bad\r\n\r\n\x1b]52;c;x\x07")
    writer.close()


@asynccontextmanager
async def place(kind: str) -> AsyncIterator[str]:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        if kind == "no name":
            yield "kafka.invalid:9092"
        elif kind in ("nobody", "says nothing"):
            if kind == "says nothing":
                silent.listen(9)
            yield f"127.0.0.1:{silent.getsockname()[1]}"
        else:
            doing = hangs_up if kind == "hangs up" else speaks_http
            async with await asyncio.start_server(doing, "127.0.0.1", 0) as server:
                yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"


@pytest.mark.parametrize(("kind", "spoken", "says"), CASES)
async def test_who_waits_for_brokers_says_why(
    kind: str, spoken: dict[str, Any], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker, "REQUEST_SECONDS", 0.5)
    async with place(kind) as address:
        with pytest.raises(broker.UnreachableError, match=says) as error:
            await broker.list_feeds(replace(Settings(), brokers=address, **spoken))
        assert str(error.value).isprintable() and address in str(error.value)
        assert "lily" not in str(error.value)


@pytest.mark.parametrize(("kind", "says"), [("nobody", "Connect call failed"), ("hangs up", WANTS_TLS)])
async def test_a_producer_that_waits_for_brokers_says_why(
    kind: str, says: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(delivery, "ANSWER_PAUSE", 0.01)
    async with place(kind) as address:
        sending = Delivery(replace(Settings(), brokers=address), retried=lambda: None)
        starting = asyncio.create_task(sending.start())
        own = "slugline"
        await until(lambda: any(one.name.startswith(own) for one in caplog.records))
        starting.cancel()
        await asyncio.wait({starting})
    line = next(one for one in caplog.records if one.name.startswith(own))
    assert line.levelno == logging.WARNING
    assert line.getMessage().startswith("no broker answers yet: ")
    assert says in line.getMessage() and line.getMessage().isprintable()
