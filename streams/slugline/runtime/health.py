"""/metrics, /livez and /readyz on one port. Faust's own web server stays off."""

from collections.abc import Callable

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from slugline.metrics import Metrics


class Health:
    """A small HTTP server on the worker's own event loop: if that hangs, /livez does not answer either."""

    def __init__(self, host: str, port: int, metrics: Metrics, why_not_ready: Callable[[], str]) -> None:
        """``why_not_ready`` returns "" when ready, else the reason, in words."""
        self._host = host
        self._port = port
        self._metrics = metrics
        self._why = why_not_ready
        self._runner: web.AppRunner | None = None

    async def start(self) -> str:
        """Listen, and return the base address. Raises OSError where the port is taken."""
        app = web.Application()
        app.router.add_get("/metrics", self._exposition)
        app.router.add_get("/livez", self._alive)
        app.router.add_get("/readyz", self._ready)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        host, port = self._runner.addresses[0][:2]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}"

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _exposition(self, _request: web.Request) -> web.Response:
        self._metrics.ready.set(0 if self._why() else 1)
        text = generate_latest(self._metrics.registry)
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _alive(self, _request: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def _ready(self, _request: web.Request) -> web.Response:
        why = self._why()
        return web.Response(status=503 if why else 200, text=f"{why or 'ready'}\n")
