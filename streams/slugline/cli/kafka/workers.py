"""The workers of a group: how many live, and what they have counted since they started."""

import asyncio
import re
import urllib.request
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from aiokafka.errors import KafkaError

from slugline import broker
from slugline.errors import SluglineError
from slugline.settings import Settings

SECONDS = 1.0
"""A worker that does not answer by then is not heard."""
COUNTED = re.compile(
    r'^slugline_(?:versions_total\{action="(stale|republish|reread|reinstate|take-back)"\}'
    r'|(retractions)_total\{reason="[a-z]+"\}|records_(expired)_total) ([0-9.e+]+)$', re.MULTILINE,
)  # fmt: skip
"""What happened to versions, on a worker's /metrics; "retractions" are events that were taken back, "expired"
records that retention removed before they were read."""
REFUSED = re.compile(r"^slugline_watchlist_refused 1(?:\.0)?$", re.MULTILINE)
STARTED = re.compile(r"^process_start_time_seconds ([0-9.e+]+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """``alive`` is None where the broker does not say; ``heard`` how many told what they counted.

    ``refused`` says how many of those hold on to the rules of before, since their watchlist is no good.
    """

    alive: int | None = None
    heard: int = 0
    refused: int = 0
    counts: Counter[str] = field(default_factory=Counter)


async def workers(settings: Settings, group: str) -> Workers:
    """Ask the broker who is in the ``group``, and each, at the port of the settings, what it counted."""
    hosts = await _hosts(settings, group)
    if hosts is None:
        return Workers()
    asked = [
        asyncio.to_thread(_metrics, host, settings.http_port) for host in sorted({settings.http_host, *hosts})
    ]
    pages = {
        started[1]: page  # one may be had under two addresses
        for page in await asyncio.gather(*asked)
        if hosts and page is not None and (started := STARTED.search(page))
    }
    refused = sum(REFUSED.search(page) is not None for page in pages.values())
    return Workers(alive=len(hosts), heard=len(pages), refused=refused, counts=counted(pages.values()))


def counted(pages: Iterable[str]) -> Counter[str]:
    """Return what happened to versions, and what was lost, by these ``pages`` of metrics."""
    found: Counter[str] = Counter()
    for page in pages:
        for *names, count in COUNTED.findall(page):
            found["".join(names)] += int(float(count))
    return found


async def _hosts(settings: Settings, group: str) -> list[str] | None:
    """Return where the members of the group are; None where the broker does not say."""
    try:
        async with broker.admin(settings) as connected:
            answers = await connected.describe_consumer_groups([group])
        (told,) = [one for answer in answers for one in answer.groups if one[1] == group]
        return [str(member[2]).removeprefix("/") for member in told[5]]
    except (KafkaError, SluglineError, ValueError, LookupError, TypeError):  # Tansu, or not allowed to see it
        return None


def _metrics(host: str, port: int) -> str | None:
    """Return the metrics page of the worker on a ``host``; None where none answers."""
    name = f"[{host}]" if ":" in host else host
    try:
        with urllib.request.urlopen(f"http://{name}:{port}/metrics", timeout=SECONDS) as answer:
            text: str = answer.read().decode(errors="replace")
    except (OSError, ValueError):
        return None
    return text if "slugline_build_info" in text else None
