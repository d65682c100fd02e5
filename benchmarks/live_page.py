"""``python -m benchmarks.live_page``: what the live page costs where many chains stand and many look.

A board of 5,000 chains is filled with records of about 20 kB; then stories come at 50 a second while 200
viewers, each a connection of its own from another process, listen, a quarter of them each without a filter,
by source, by text, by urgency. It prints memory, processor time, and how long a movement takes to a viewer.
"""

import argparse
import asyncio
import json
import random
import resource
import subprocess
import sys
import time

from slugline.folds.board.board import Board, Limits
from slugline.live.hub import Hub
from slugline.live.serving import listening, milliseconds, server
from slugline.records.chain_event import ChainEvent
from slugline.records.codec import decode, encode
from slugline.records.events import EntityEvent, Links, Mention, QuoteEvent, Span, StoryRef
from slugline.records.ids import event_id
from slugline.records.story import EnrichedStory, Pipeline, Zone

CHAINS, VIEWERS, RATE, SECONDS = 5_000, 200, 50, 20
FILTERS = ("", "?source=wire+3", "?text=word77+word78", "?urgency=3")
LINKS = Links(iso3166=None, geonames=None, wikidata=None)


def story(number: int, chance: random.Random) -> EnrichedStory:
    """Return a story of 400 words with thirty names and ten quotes."""
    text = " ".join(f"word{chance.randrange(2_000)}" for _ in range(400))
    of = StoryRef(uri=f"urn:bench:{number}", version=1)
    return EnrichedStory(
        uri=of.uri,
        version=1,
        status="usable",
        headline=f"Headline of story {number}",
        byline=(),
        dateline=None,
        published=None,
        language="en",
        source=f"Wire {number % 20}",
        slugline=f"SLUG-{number}",
        text=text,
        zones=(Zone(kind="body", start=0, end=len(text)),),
        urgency=1 + number % 8,
        entities=tuple(_entity(of, text, chance.randrange(3_000)) for _ in range(30)),
        quotes=tuple(_quote(of, text, number, at) for at in range(10)),
        topics=(),
        skipped=None,
        pipeline=Pipeline(version="bench", model="none"),
    )


def _entity(of: StoryRef, text: str, number: int) -> EntityEvent:
    name = f"Person Number{number}"
    mention = Mention(start=0, end=9, text=text[:9], zone="body")
    return EntityEvent(
        id=event_id("entity", of.uri, name), story=of, entity_id=f"PERSON:{name}", name=name, type="PERSON",
        role=None, links=LINKS, mentions=(mention,), count=1, salience=0.5,
    )  # fmt: skip


def _quote(of: StoryRef, text: str, number: int, at: int) -> QuoteEvent:
    start = at * 100
    return QuoteEvent(
        id=event_id("quote", of.uri, str(at)), story=of, kind="direct", text=text[start : start + 90],
        pieces=(Span(start=start, end=start + 90),), cue=None, speaker=None,
        speaker_name=f"Person Number{number % 3_000}", speaker_entity=None, attribution="explicit",
        confidence=0.9, zone="body", places=(),
    )  # fmt: skip


def _tie(of: EnrichedStory, chain: int) -> ChainEvent:
    return ChainEvent(
        id=event_id("chain", of.uri), chain=event_id("chain", str(chain)),
        story=StoryRef(uri=of.uri, version=1), status="usable", relation="update", follows=None, new=0.5,
        new_paragraphs=(), size=1, sources=(), merged_into=None, published=None,
        arrived="2031-04-07T10:15:00Z", order=1,
    )  # fmt: skip


def _put(board: Board, one: EnrichedStory, chain: int | None) -> set[str]:
    """Take a record in as the page does, and say which rows changed."""
    value = encode(one)
    changed = board.story(decode(EnrichedStory, value), value, partition=0, moment=milliseconds())
    return changed if chain is None else changed | board.chain(_tie(one, chain))


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000


async def _serve(chance: random.Random) -> None:
    hub = Hub(Board(Limits()), milliseconds)
    before, number, spent = _megabytes(), 0, time.process_time()
    for chain in range(CHAINS):
        for _ in range(3 if chain % 4 == 0 else 1):
            number += 1
            _put(hub.board, story(number, chance), chain)
    spent = 1_000 * (time.process_time() - spent) / number
    more = _megabytes() - before
    print(
        f"{len(hub.board):,} chains, {number:,} stories: {more:.0f} MB ({hub.board.size / 1e6:.0f} counted)"
    )
    print(f"{spent:.2f} ms of processor time a story, in which it is made, too")
    hub.stands(kafka="live")
    with listening("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        serving = server(hub, "", ())
        task = asyncio.ensure_future(serving.serve([listener]))
        viewers = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "benchmarks.live_page", "--view", str(port), stdout=subprocess.PIPE
        )
        begun, used, sent = time.monotonic(), time.process_time(), 0
        while viewers.returncode is None:
            number, sent = number + 1, sent + 1
            hub.changed(_put(hub.board, story(number, chance), None))
            await asyncio.sleep(max(0.0, begun + sent / RATE - time.monotonic()))
        took = time.monotonic() - begun
        assert viewers.stdout is not None
        print((await viewers.stdout.read()).decode(), end="")
        share = 100 * (time.process_time() - used) / took
        print(f"{sent / took:.0f} stories a second, {share:.0f} % of a core")
        serving.should_exit = True
        await task


async def _view(port: int, number: int, delays: list[float], first: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 24)
    path = f"/api/stream{FILTERS[number % len(FILTERS)]}"
    begun = time.monotonic()
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    try:
        async with asyncio.timeout(SECONDS):
            while True:
                line = await reader.readline()
                if not line.startswith(b'data: {"whole"'):
                    continue
                told = json.loads(line[6:])
                if told["whole"]:
                    first.append(time.monotonic() - begun)
                elif (
                    time.monotonic() - begun > SECONDS / 4
                ):  # what came while all opened at once is not typical
                    delays.extend(milliseconds() - row["moved"] for row in told.get("rows", ()))
    except TimeoutError:
        writer.close()


async def _all(port: int) -> None:
    delays: list[float] = []
    first: list[float] = []
    await asyncio.gather(*(_view(port, number, delays, first) for number in range(VIEWERS)))
    delays.sort()
    print(f"{len(first)} viewers came at once and had their rows after {max(first):.1f} s at most")
    print(f"a movement took {delays[len(delays) // 2]} ms, p95 {delays[len(delays) * 95 // 100]} ms")


def _main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--view", type=int, metavar="PORT", help="be the viewers of the page there")
    port = parser.parse_args().view
    asyncio.run(_serve(random.Random(7)) if port is None else _all(port))


if __name__ == "__main__":
    _main()
