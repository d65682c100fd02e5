import asyncio

import aiohttp
import pytest

from slugline.metrics import Metrics
from slugline.runtime.health import Health
from tests.patience import PATIENCE


async def get(address: str, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(address + path) as response:
        return response.status, await response.text()


async def test_pages() -> None:
    why = {"stories": "starting", "trends": ""}
    metrics = Metrics()
    metrics.stories.labels("enriched").inc(3)
    health = Health("127.0.0.1", 0, metrics, lambda: why)
    address = await health.start()
    try:
        assert address.startswith("http://127.0.0.1:")
        assert await get(address, "/livez") == (200, "alive\n")
        assert await get(address, "/readyz") == (503, "stories: starting\n")
        assert await get(address, "/readyz/stories") == (503, "stories: starting\n")
        assert await get(address, "/readyz/trends") == (200, "ready\n")
        assert await get(address, "/readyz/other") == (404, "this worker has no role other\n")
        assert 'slugline_ready{role="stories"} 0.0' in (await get(address, "/metrics"))[1]
        why["stories"] = ""
        assert await get(address, "/readyz") == (200, "ready\n")
        status, text = await get(address, "/metrics")
        assert status == 200
        assert 'slugline_stories_total{outcome="enriched"} 3.0' in text
        assert 'slugline_ready{role="stories"} 1.0' in text
        assert "_created" not in text
        assert (await get(address, "/table"))[0] == 404
    finally:
        await health.stop()


async def test_a_port_that_is_taken_is_an_error() -> None:
    first = Health("127.0.0.1", 0, Metrics(), dict)
    port = int((await first.start()).rpartition(":")[2])
    second = Health("127.0.0.1", port, Metrics(), dict)
    try:
        with pytest.raises(OSError, match="in use"):
            await second.start()
    finally:
        await first.stop()
        await second.stop()


HALVES = (
    b"",
    b"GET /met",
    b"GET /livez HTTP/1.1\r\nHost: x\r\n",
    b"POST /livez HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf",
)


@pytest.mark.parametrize("said", HALVES)
async def test_half_a_request_is_not_waited_for(said: bytes) -> None:
    health = Health("127.0.0.1", 0, Metrics(), dict, longest=0.2)
    address = await health.start()
    host, port = address.removeprefix("http://").split(":")
    try:
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(said)
        try:
            async with asyncio.timeout(PATIENCE):
                while await reader.read(1000):
                    pass
        except ConnectionResetError:
            pass
        writer.close()
        assert (await get(address, "/livez"))[0] == 200
    finally:
        await health.stop()
