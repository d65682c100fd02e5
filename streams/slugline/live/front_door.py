"""What every request and answer goes through: who is asked for, and what a browser may do."""

from collections.abc import Iterable
from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types 'none'"
)
"""Scripts and styles are files of ours, never text in a page; no script can make markup of a text."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class FrontDoor:
    """An ASGI application around the page's own."""

    def __init__(self, app: ASGIApp, names: Iterable[str]) -> None:
        """``names`` are the host names that it answers to, beside addresses and localhost."""
        self._app = app
        self._names = {"localhost", *(name.casefold().rstrip(".") for name in names)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let it through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
            await send(message)

        app = self._app
        if scope["method"] not in ("GET", "HEAD"):
            app = PlainTextResponse("this page is only read\n", 405, {"allow": "GET, HEAD"})
        elif not self.answers_to(Headers(scope=scope).getlist("host")):
            app = PlainTextResponse("no such host here: see --allow-host\n", 421)
        await app(scope, receive, told)

    def answers_to(self, hosts: list[str]) -> bool:
        """Tell whether a request's Host headers name this page.

        An address is always right: by another site's name that leads here (DNS rebinding) nobody sends it.
        """
        if len(hosts) != 1:
            return False
        name = hosts[0].casefold()
        bare = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0].rstrip(".")
        try:
            ip_address(bare)
        except ValueError:
            return bare in self._names
        return True
