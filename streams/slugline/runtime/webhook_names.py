"""Looking up the name of a webhook's host, so that a name server that does not answer holds up nobody else.

asyncio asks in threads that it shares with all of the worker, and waits for at its end: some webhooks whose
name server is silent would take all of them, and the worker would not read its files anew, nor end in time.
"""

import asyncio
import socket
import threading
from contextlib import suppress
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult


class Names(AbstractResolver):
    """Of one host: asked in one thread at most, for which nobody waits at the end."""

    def __init__(self) -> None:
        """Nothing is asked yet."""
        self._asked: asyncio.Future[list[Any] | OSError] | None = None

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of ``host``, as getaddrinfo does. Raises OSError."""
        if self._asked is None or self._asked.done():
            self._asked = _begun(host, port, family)
        found = await asyncio.shield(self._asked)
        if isinstance(found, OSError):
            raise found
        return [
            ResolveResult(
                hostname=host, host=_host(place), port=port, family=kind, proto=protocol,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for kind, _, protocol, _, place in found
        ]  # fmt: skip

    async def close(self) -> None:
        """Nothing is to be closed: what is still asked ends by itself."""


def _begun(host: str, port: int, family: int) -> "asyncio.Future[list[Any] | OSError]":
    loop = asyncio.get_running_loop()
    asked: asyncio.Future[list[Any] | OSError] = loop.create_future()

    def tell(found: list[Any] | OSError) -> None:
        if not asked.done():
            asked.set_result(found)

    def ask() -> None:
        found: list[Any] | OSError
        try:
            found = socket.getaddrinfo(
                host, port, family=family, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG
            )
        except OSError as error:
            found = error
        except ValueError as error:  # a name that is none
            found = OSError(str(error))
        with suppress(RuntimeError):  # the loop is over
            loop.call_soon_threadsafe(tell, found)

    threading.Thread(target=ask, name="webhook-name", daemon=True).start()
    return asked


def _host(place: Any) -> str:
    """Return an address without its port; one of a link has the number of that behind it."""
    return f"{place[0]}%{place[3]}" if len(place) > 3 and place[3] else str(place[0])
