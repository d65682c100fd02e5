"""/metrics, /livez and /readyz on one port. Faust's own web server stays off."""

import asyncio
import logging
from collections.abc import Callable, Mapping

from aiohttp import web
from prometheus_client.exposition import choose_encoder

from slugline import shown_text
from slugline.metrics import Metrics
from slugline.runtime.no_requests import NoRequests

LONGEST = 10.0
"""Seconds a connection may last, whatever comes through it: half a request would hold it for ever."""

Reasons = Callable[[], Mapping[str, str]]


class Health:
    """A small HTTP server on the worker's own event loop: if that hangs, /livez does not answer either.

    Each connection carries one request, and ends after `LONGEST` at the latest.
    """

    def __init__(
        self, host: str, port: int, metrics: Metrics, why_not_ready: Reasons, longest: float = LONGEST
    ) -> None:
        """``why_not_ready`` returns for each role "" when it is ready, else the reason, in words."""
        self._host = host
        self._port = port
        self._metrics = metrics
        self._why = why_not_ready
        self._longest = longest
        self._log = logging.Logger("slugline.http")
        self._log.parent = logging.getLogger("slugline")
        self._log.addFilter(NoRequests())
        self._runner: web.AppRunner | None = None
        self._listener: asyncio.Server | None = None

    async def start(self) -> str:
        """Listen, and return the base address. Raises OSError where the port is taken."""
        app = web.Application()
        app.router.add_get("/metrics", self._exposition)
        app.router.add_get("/livez", self._alive)
        app.router.add_get("/readyz", self._ready)
        app.router.add_get("/readyz/{role}", self._ready)
        app.on_response_prepare.append(_one_request)
        self._runner = web.AppRunner(app, access_log=None, logger=self._log)
        await self._runner.setup()
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(self._connected, self._host, self._port)
        host, port = self._listener.sockets[0].getsockname()[:2]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}"

    async def stop(self) -> None:
        """Stop listening."""
        if self._listener is not None:
            self._listener.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def _connected(self) -> asyncio.Protocol:
        """Return what serves a new connection, for so long and no longer."""
        assert self._runner is not None and self._runner.server is not None
        one = self._runner.server()

        def end() -> None:
            if one.transport is not None:
                one.transport.abort()

        asyncio.get_running_loop().call_later(self._longest, end)
        return one

    async def _exposition(self, request: web.Request) -> web.Response:
        for role, why in self._why().items():
            self._metrics.ready.labels(role).set(0 if why else 1)
        generate, content_type = choose_encoder(request.headers.get("Accept", ""))
        return web.Response(body=generate(self._metrics.registry), headers={"Content-Type": content_type})

    async def _alive(self, _request: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def _ready(self, request: web.Request) -> web.Response:
        """Answer for all roles, or for the one that is asked for."""
        reasons = self._why()
        if (role := request.match_info.get("role")) is not None:
            if role not in reasons:
                return web.Response(
                    status=404, text=shown_text.line(f"this worker has no role {role[:80]}") + "\n"
                )
            reasons = {role: reasons[role]}
        lines = [f"{role}: {why}\n" for role, why in reasons.items() if why]
        return web.Response(status=503 if lines else 200, text="".join(lines) or "ready\n")


async def _one_request(_request: web.Request, response: web.StreamResponse) -> None:
    response.force_close()
