"""The demo's summary adds up: what it counts by the worker's /metrics is of one moment."""

import asyncio
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import count
from threading import Thread

from slugline.cli.demo import run
from slugline.cli.demo.observer import Seen
from slugline.cli.demo.worker_process import WorkerChild
from tests.patience import until


class Busy(BaseHTTPRequestHandler):
    """A worker's pages: on each one more story is done than on the one before."""

    done = count(1)

    def do_GET(self) -> None:
        number = next(self.done)
        lines = (
            "# TYPE slugline_stories counter",
            f'slugline_stories_total{{outcome="skipped"}} {number}',
            "# TYPE slugline_skips counter",
            f'slugline_skips_total{{reason="language"}} {number}',
            "",
        )
        self.send_response(200)
        self.end_headers()
        self.wfile.write("\n".join(lines).encode())

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


class Elsewhere(WorkerChild):
    """A worker that somebody else has started."""

    def __init__(self, url: str) -> None:
        self._url = url


async def test_every_story_without_events_has_its_reason() -> None:
    with HTTPServer(("127.0.0.1", 0), Busy) as server:
        serving = Thread(target=server.serve_forever)
        serving.start()
        seen = Seen()
        counting = asyncio.create_task(run._count(Elsewhere(f"http://127.0.0.1:{server.server_port}"), seen))
        await until(lambda: seen.outcomes.total() >= 3)
        counting.cancel()
        await asyncio.gather(counting, return_exceptions=True)
        server.shutdown()
        serving.join()
    assert seen.skips.total() == seen.outcomes["skipped"]


def test_a_worker_that_does_not_answer_has_counted_nothing() -> None:
    counts = Elsewhere("http://127.0.0.1:9").counted("slugline_stories_total", "slugline_skips_total")
    assert counts == ({}, {})
