"""Against Apache Kafka: SIGTERM at any moment of a worker's life, its start too, ends it and loses nothing.

The moments are drawn: how far a life has come by what it has told, and a little beyond that. Whatever the
machine makes of them, what is asked of the worker is the same.
"""

import asyncio
import random
import signal
from itertools import count
from pathlib import Path

import pytest

from ops.kafka.server import KafkaServer
from slugline.broker import create_feeds
from tests.integration import ledger
from tests.integration.processes import LISTENS, Worker, settings, wait_until_gone
from tests.integration.tap import committed, publish, tap
from tests.integration.wire import story, uri
from tests.patience import until

pytestmark = pytest.mark.kafka

STORIES, LIVES = 20, 12
ROLES = "stories,trends,chains"
MOMENTS = ("", "metrics and health on", " processes", "partitions of ", "the register", "done")
"""What a worker tells of its start, in order; the last are stories that it has done."""
DONE = 'slugline_stories_total{outcome="enriched"}'
BY_SIGNAL = -signal.SIGTERM


def reached(worker: Worker, moment: str) -> bool:
    """Tell whether a life has come so far, or is over."""
    if not worker.running:
        return True
    if moment == "done":
        return worker.get("/metrics")[0] == 200 and worker.metric(DONE) > 0
    return moment in worker.log.read_text()


async def test_sigterm_at_any_moment(tmp_path: Path) -> None:
    chance = random.Random("stop")
    with KafkaServer() as kafka:
        chosen = settings(kafka.address, chains=True)
        await create_feeds(chosen)
        published = []
        for life in range(LIVES):
            version = life + 1
            records = [(uri(n).encode(), story(n, version)) for n in range(STORIES)]
            published += [(uri(n), version) for n in range(STORIES)]
            publishing = asyncio.create_task(publish(chosen, records, pause=0.02))
            moment = MOMENTS[life % len(MOMENTS)]
            with Worker(kafka.address, tmp_path, f"life {life}", roles=ROLES, chains=True) as worker:
                await until(lambda: reached(worker, moment), lambda: str(worker.lines()))  # noqa: B023
                await asyncio.sleep(chance.uniform(0, 1.0))
                children = worker.children() if worker.running else []
                code = await asyncio.to_thread(worker.terminate)
                told = worker.log.read_text()
                assert code == 0 or (code == BY_SIGNAL and not LISTENS.search(told)), (moment, code, told)
                assert "Traceback" not in told, told
                await asyncio.to_thread(wait_until_gone, children)
            await publishing
        with Worker(kafka.address, tmp_path, "last", roles=ROLES, chains=True) as worker:
            async with tap(chosen) as found:
                for _ in count():
                    await found.settle()
                    done = {(one.uri, one.version) for one in ledger.stories(found)}
                    if done >= set(published) and ledger.complete(found):
                        break
                ledger.check(found, published)
            await asyncio.to_thread(worker.ready)  # all may have been done before it was there
            assert await asyncio.to_thread(worker.terminate) == 0
        assert await committed(chosen) == len(published)
