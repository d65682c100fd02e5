import aiohttp
import pytest

from slugline.metrics import Metrics
from slugline.runtime.health import Health


async def get(address: str, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(address + path) as response:
        return response.status, await response.text()


async def test_pages() -> None:
    why = ["starting"]
    metrics = Metrics()
    metrics.stories.labels("enriched").inc(3)
    health = Health("127.0.0.1", 0, metrics, lambda: why[0])
    address = await health.start()
    try:
        assert address.startswith("http://127.0.0.1:")
        assert await get(address, "/livez") == (200, "alive\n")
        assert await get(address, "/readyz") == (503, "starting\n")
        assert "slugline_ready 0.0" in (await get(address, "/metrics"))[1]
        why[0] = ""
        assert await get(address, "/readyz") == (200, "ready\n")
        status, text = await get(address, "/metrics")
        assert status == 200
        assert 'slugline_stories_total{outcome="enriched"} 3.0' in text
        assert "slugline_ready 1.0" in text
        assert (await get(address, "/table"))[0] == 404
    finally:
        await health.stop()


async def test_a_port_that_is_taken_is_an_error() -> None:
    first = Health("127.0.0.1", 0, Metrics(), str)
    port = int((await first.start()).rpartition(":")[2])
    second = Health("127.0.0.1", port, Metrics(), str)
    try:
        with pytest.raises(OSError, match="in use"):
            await second.start()
    finally:
        await first.stop()
        await second.stop()
