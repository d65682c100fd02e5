"""Whatever comes to the HTTP port gets its 400, and is a line in the log now and then, without its bytes."""

import asyncio
import logging
import re

import pytest
from aiohttp.http_exceptions import BadHttpMessage

from slugline.metrics import Metrics
from slugline.runtime.health import Health
from slugline.runtime.no_requests import EVERY, NoRequests
from tests.patience import PATIENCE

ODD = {
    "garbage": b"\x00\xff\xfe\x1b]52;c;x\x07\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"a" * 200,
    "a huge header": b"GET /livez HTTP/1.1\r\nX: " + b"secret" * 20_000 + b"\r\n\r\n",
    "a huge path": b"GET /" + b"secret" * 20_000 + b" HTTP/1.1\r\n\r\n",
    "SSH": b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
    "no version": b"GET / HTTP/9.9\r\n\r\n",
    "NUL": b"GET /livez HTTP/1.1\r\nA: secret\x00\r\n\r\n",
    "no length": b"POST /livez HTTP/1.1\r\nContent-Length: secret\r\n\r\n",
    "no chunk": b"POST /livez HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nsecret\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
}
REFUSED = {
    "no gzip": b"POST /livez HTTP/1.1\r\nContent-Encoding: gzip\r\nContent-Length: 6\r\n\r\nsecret",
    "a role": b"GET /readyz/%1b]52;c%07%00 HTTP/1.1\r\nHost: a\r\n\r\n",
}


async def answer(address: str, sent: bytes) -> bytes:
    host, port = address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(sent)
    said = b""
    try:
        async with asyncio.timeout(PATIENCE):
            while piece := await reader.read(10_000):
                said += piece
    except ConnectionResetError:
        pass
    writer.close()
    return said


@pytest.mark.parametrize("sent", [*ODD.items(), *REFUSED.items()], ids=[*ODD, *REFUSED])
async def test_odd_requests(sent: tuple[str, bytes], caplog: pytest.LogCaptureFixture) -> None:
    name, data = sent
    health = Health("127.0.0.1", 0, Metrics(), dict)
    address = await health.start()
    try:
        said = await answer(address, data)
        assert said.split()[1] == b"400" if name in ODD else said.split()[1].startswith(b"4")
        assert b"\x1b" not in said and b"\x07" not in said
        assert (await answer(address, b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")).endswith(b"alive\n")
    finally:
        await health.stop()
    assert len(caplog.records) <= 1
    for record in caplog.records:
        line = record.getMessage()
        assert re.match(r"no HTTP request came to the port of /metrics from (127.0.0.1|somebody): \w+$", line)
        assert record.levelno == logging.WARNING and record.exc_info is None
        assert "secret" not in line and line.isprintable()


async def test_a_flood_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    health = Health("127.0.0.1", 0, Metrics(), dict)
    address = await health.start()
    try:
        await asyncio.gather(*[answer(address, ODD["NUL"]) for _ in range(200)])
    finally:
        await health.stop()
    assert len(caplog.records) == 1


def test_what_was_kept_back_is_counted_and_our_own_faults_are_not() -> None:
    now = [0.0]
    kept = NoRequests(lambda: now[0])

    def record(error: Exception) -> logging.LogRecord:
        return logging.LogRecord(
            "slugline.http", logging.ERROR, "", 0, "Error handling request from %s", ("10.0.0.7",),
            (type(error), error, None),
        )  # fmt: skip

    odd = BadHttpMessage("\x1b")
    assert [kept.filter(record(odd)) for _ in range(4)] == [True, False, False, False]
    ours = record(KeyError("a"))
    assert kept.filter(ours) and ours.exc_info is not None
    now[0] = EVERY
    last = record(odd)
    assert kept.filter(last)
    assert last.getMessage() == (
        "no HTTP request came to the port of /metrics from 10.0.0.7: BadHttpMessage "
        "(3 more like it since the last line)"
    )
