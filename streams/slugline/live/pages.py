"""The addresses of the live page: files, streams and answers, under / and under the proxy's prefix."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import cast, get_args

from aiokafka.errors import KafkaError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.staticfiles import StaticFiles

from slugline.errors import SluglineError
from slugline.folds.board.note import LONGEST_ID
from slugline.folds.board.wanted import LONGEST, Sieve, Wanted
from slugline.live import story_answer, thing_answer
from slugline.live.counted import Counted
from slugline.live.front_door import FrontDoor
from slugline.live.hub import MOST_VIEWERS, Hub
from slugline.live.raw_feed import Look
from slugline.live.workroom import BusyError, Workroom

STATIC = Path(__file__).parent / "static"
PAGES = {
    "": "front.html",
    "story": "story.html",
    "thing": "thing.html",
    "trends": "trends.html",
    "map": "map.html",
}
"""Pages by their address. All are at one depth, so that links are the same behind any prefix."""
TEXTS = ("source", "topic", "entity", "speaker", "watch", "text")
MOST_ROWS, ROWS = 5_000, 200
MOST_LOOKS = 4
"""Stories that are looked for on the raw feed, or wait for that, at once."""


class QueryError(ValueError):
    """A question that cannot be answered; the message says why."""


def application(hub: Hub, prefix: str = "", names: Sequence[str] = (), look: Look | None = None) -> FrontDoor:
    """Return the ASGI application; ``prefix`` is "" or "/like/this", ``names`` the hosts it answers to.

    ``look`` looks for a story on the raw feed.
    """
    routes = _routes(hub, look)
    whole: list[BaseRoute] = [*routes]
    if prefix:
        whole = [Route(prefix, _slash), Mount(prefix, Router(routes, redirect_slashes=False)), *routes]
    app = Starlette(routes=whole, exception_handlers={QueryError: _refused, BusyError: _busy})
    # it would lead to a whole address, of plain HTTP and without what a proxy put before it
    app.router.redirect_slashes = False
    return FrontDoor(app, names)


def _routes(hub: Hub, look: Look | None) -> list[BaseRoute]:
    workroom, looks = Workroom(hub), Workroom(hub, MOST_LOOKS)
    counted = Counted(hub, workroom)

    async def stream(request: Request) -> Response:
        sieve, most = wanted(request)
        if len(hub.viewers) >= MOST_VIEWERS:
            return PlainTextResponse("too many look at this page\n", 503, {"retry-after": "10"})
        kind = {"content-type": "text/event-stream", "x-accel-buffering": "no"}
        if request.method == "HEAD":
            return Response(headers=kind)
        return StreamingResponse(hub.stream(sieve, most), headers=kind)

    async def rows(request: Request) -> Response:
        return _json(await hub.rows(*wanted(request)))

    async def story(request: Request) -> Response:
        return _json(story_answer.answer(hub, _id(request)), b'{"about":null,"record":null}')

    async def versions(request: Request) -> Response:
        return _json(await story_answer.versions(hub, workroom, _id(request)))

    async def before(request: Request) -> Response:
        if look is None:
            return PlainTextResponse("there is no raw feed to look at\n", 404)
        try:
            return _json(await story_answer.before(hub, looks, look, _id(request)))
        except (SluglineError, KafkaError, OSError):
            return PlainTextResponse("the raw feed cannot be read\n", 502)

    async def thing(request: Request) -> Response:
        kind, key = request.query_params.get("kind", ""), _id(request)
        if kind not in get_args(thing_answer.Kind) or not 0 < len(key) <= LONGEST_ID:
            raise QueryError("kind must be entity, topic or speaker, id the id of one")
        return _json(await thing_answer.answer(hub, workroom, cast(thing_answer.Kind, kind), key))

    async def things(_: Request) -> Response:
        return _json(await counted.trends())

    async def where(request: Request) -> Response:
        hours = _number(request.query_params.get("hours", ""), "hours", 1, 720) or 6
        return _json(await counted.places(hours))

    async def options(_: Request) -> Response:
        return _json(await counted.choices())

    async def alive(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def ready(_: Request) -> Response:
        state = hub.state
        return PlainTextResponse(
            f"{state.kafka} {state.why}".strip() + "\n", 200 if state.kafka == "live" else 503
        )

    return [
        *(Route(f"/{name}", _page(file)) for name, file in PAGES.items()),
        Route("/api/stream", stream),
        Route("/api/rows", rows),
        Route("/api/story", story),
        Route("/api/versions", versions),
        Route("/api/before", before),
        Route("/api/choices", options),
        Route("/api/thing", thing),
        Route("/api/things", things),
        Route("/api/places", where),
        Route("/livez", alive),
        Route("/readyz", ready),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]


def _id(request: Request) -> str:
    return request.query_params.get("id", "")


def _json(found: bytes | None, else_: bytes = b"null") -> Response:
    return Response(
        else_ if found is None else found, 404 if found is None else 200, media_type="application/json"
    )


async def _refused(_: Request, error: Exception) -> Response:
    return PlainTextResponse(f"{error}\n", 400)


async def _busy(_: Request, error: Exception) -> Response:
    return PlainTextResponse("too much is asked for at once\n", 503, {"retry-after": "1"})


def _page(file: str) -> Callable[[Request], Awaitable[Response]]:
    async def page(_: Request) -> Response:
        return FileResponse(STATIC / file, media_type="text/html", headers={"cache-control": "no-cache"})

    return page


async def _slash(request: Request) -> Response:
    """Lead to the prefix with a slash behind it, without which its links would lead astray."""
    return RedirectResponse(f"{request.url.path.rpartition('/')[2]}/")


def wanted(request: Request) -> tuple[Sieve, int]:
    """Return the filter in a request's query, and how many rows are wanted. Raises QueryError."""
    query = request.query_params
    texts = {name: query.get(name, "") for name in TEXTS}
    for name, value in texts.items():
        if len(value) > LONGEST:
            raise QueryError(f"{name} is longer than {LONGEST} characters")
    uri = query.get("uri", "")
    urgency = _number(query.get("urgency", ""), "urgency", 1, 9)
    most = _number(query.get("rows", ""), "rows", 1, MOST_ROWS)
    return Sieve(Wanted(**texts, urgency=urgency, uri=uri)), most or ROWS


def _number(text: str, name: str, low: int, high: int) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 6 and low <= int(text) <= high):
        raise QueryError(f"{name} must be a number from {low} to {high}")
    return int(text)
