"""The live page as a running service: the socket, the server, and what feeds the board."""

import asyncio
import socket
import time
from collections.abc import Callable, Sequence

import uvicorn

from slugline.errors import SluglineError
from slugline.folds.board.board import Board, Limits, Watching
from slugline.live.feeding import Feeding
from slugline.live.half_requests import Impatient
from slugline.live.hub import Hub
from slugline.live.pages import application
from slugline.live.raw_feed import Look, looking
from slugline.settings import Settings

GRACE = 3
"""Seconds that open requests have when it stops."""


class AddressError(SluglineError):
    """The page cannot listen where it was told to; the message is one line that says why."""


class Server(uvicorn.Server):
    """Ends the streams before it waits for what is open."""

    hub: Hub

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the hub, then do as uvicorn does."""
        self.hub.close()
        await super().shutdown(sockets)


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens there. Raises AddressError."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=512)
    except (OSError, OverflowError, UnicodeError) as error:  # a name that cannot be a host's is the last
        reason = getattr(error, "strerror", None) or str(error)
        raise AddressError(f"cannot listen at {host} port {port}: {reason}") from error


def milliseconds() -> int:
    """Return the time since 1970 UTC."""
    return time.time_ns() // 1_000_000


def server(hub: Hub, prefix: str, names: Sequence[str], look: Look | None = None) -> Server:
    """Return a server of the page, which speaks plain HTTP; ``look`` looks for a story on the raw feed."""
    made = Server(
        uvicorn.Config(
            application(hub, prefix, names, look),
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=False,
            lifespan="off",
            ws="none",
            http=Impatient,
            loop="none",
            timeout_graceful_shutdown=GRACE,
        )
    )
    made.hub = hub
    return made


async def serve(
    settings: Settings,
    limits: Limits,
    listener: socket.socket,
    say: Callable[[str], None],
    *,
    prefix: str = "",
    names: Sequence[str] = (),
    watch: Watching | None = None,
) -> None:
    """Serve the page on ``listener`` until SIGINT or SIGTERM; ``say`` gets a line where something happens.

    ``watch`` names the rules of a watchlist that a story meets.
    """

    def board() -> Board:
        return Board(limits, watch) if watch else Board(limits)

    hub = Hub(board(), milliseconds)
    hub.stands(watching=watch is not None)
    feeding = asyncio.ensure_future(Feeding(settings, hub, board, say).run())
    try:
        await server(hub, prefix, names, looking(settings)).serve([listener])
    finally:
        feeding.cancel()
        await asyncio.gather(feeding, return_exceptions=True)
        listener.close()
