"""What came before those on the board, as it stands on the raw feed: what is shown, and what never is."""

import json
from collections.abc import Sequence

import pytest
from aiokafka import AIOKafkaProducer

import slugline
from ops.kafka.server import KafkaServer
from slugline import broker
from slugline.cli.demo.embedded_broker import EmbeddedBroker
from slugline.folds.board.changes import Compared
from slugline.intake.formats.slugline_status import written
from slugline.live.earlier import MOST, Seen, earlier
from slugline.live.raw_feed import Raw, looking
from slugline.live.serving import milliseconds
from slugline.records.feeds import STORIES
from slugline.records.status_word import StatusWord, Word
from slugline.settings import Settings

URI = "urn:test:1"
NOW = 1_930_000_000_000
"""2031-02-27T23:06:40Z."""
HOUR = 3_600_000
IN = "2031-02-27T17:00:00Z"
"""Behind the third of some records, and before the fourth."""


def raw(text: str, version: int | None = 1, **fields: object) -> bytes:
    said = {"uri": URI, "headline": "Fire", "text": text, "language": "en"} | fields
    return json.dumps(said | ({} if version is None else {"version": version})).encode()


def word(status: Word, **fields: int) -> bytes:
    return written(StatusWord(uri=URI, status=status, **fields))  # type: ignore[arg-type]  # versions


ONE, TWO, THREE = raw("The fire took a barn."), raw("The fire took two barns.", 2), raw("It rains.", 3)
TEN = raw("The fire took ten barns.", 4)
BEGIN = milliseconds() - 60_000
"""Of what is sent: a broker takes nothing from the future, and keeps nothing that is too old."""
KNOWN = Compared(text=slugline.read(TEN).text, headline="Fire")


def told(values: Sequence[bytes | None], known: Sequence[Compared] = (KNOWN,)) -> list[int | None]:
    """Return the versions shown, the newest first; ``values`` stand on the feed, the oldest first."""
    records = [Raw(moment=NOW - HOUR * (9 - at), value=value) for at, value in enumerate(values)]
    first = Seen(version=4, moment=NOW, changes=None)
    return [one.version for one in earlier(URI, records[::-1], known, first, NOW)]


@pytest.mark.parametrize(
    ("values", "versions"),
    [
        ([ONE, TWO, TEN], [4, 2, 1]),
        ([TEN], []),
        ([], []),
        # what was taken back is gone, however, and whatever came since
        ([ONE, raw("", 2, status="canceled"), THREE, TEN], [4, 3]),
        ([ONE, TWO, raw("Kill.", 3, pubstatus="canceled")], []),
        ([ONE, raw("Wait.", 2, pubstatus="withheld"), TEN], []),
        ([ONE, word("canceled"), THREE], [4, 3]),
        ([ONE, word("canceled", version=1), THREE], [4, 3]),
        ([ONE, word("withheld"), word("released"), THREE], [4, 3]),
        ([ONE, word("moved"), THREE], [4, 3]),
        ([ONE, word("deleted"), THREE], [4, 3]),
        ([ONE, None, THREE], [4, 3]),
        ([ONE, b"{", THREE], [4, 3]),
        ([ONE, raw("Not ours.", 2, uri="urn:test:2"), THREE], [4, 3]),
        ([ONE, word("seen"), THREE], [4, 3, 1]),
        # an embargo
        ([raw("Soon.", embargoed="2031-04-07T10:15:00Z"), TWO], [4, 2]),
        ([raw("Soon.", embargoed="2031-02-28"), TWO], [4, 2]),
        ([raw("Long out.", embargoed="2030-04-07T10:15:00Z"), TWO], [4, 2, 1]),
        ([ONE, raw("It waited.", 2, embargoed=IN), ONE, THREE], [4, 3, 2, 1]),
        # what was replaced while it waited was never out
        ([ONE, raw("Never.", 2, embargoed=IN), THREE], [4, 3, 1]),
        ([ONE, raw("Never.", 2, embargoed=IN), raw("It waited.", 3, embargoed=IN), TEN], [4, 3, 1]),
        (
            [ONE, raw("Never.", 2, embargoed=IN), raw("It waits.", 3, embargoed="2031-04-07T10:15:00Z")],
            [4, 1],
        ),
        ([raw("Never.", None, embargoed=IN), raw("No number.", None)], [4, None]),
        ([raw("It waited.", 3, embargoed=IN), TWO, ONE, TEN], [4, 3]),
        # what came late, behind a newer one, never stood
        ([ONE, THREE, TWO, TEN], [4, 3, 1]),
        ([ONE, ONE, TWO, TWO], [4, 2, 1]),
        ([raw("No number.", None), TEN], [4, None]),
    ],
)
def test_what_may_be_shown(values: list[bytes | None], versions: list[int | None]) -> None:
    assert told(values) == versions


def test_each_says_what_it_changed() -> None:
    records = [Raw(moment=2, value=TWO), Raw(moment=1, value=ONE)]
    found = earlier(URI, records, [KNOWN], Seen(version=4, moment=9, changes=None), NOW)
    changed = [one.changes.text if one.changes else () for one in found]
    came = [[piece.text for piece in text if piece.kind == "came"] for text in changed]
    assert came == [["ten"], ["two barns."], []]


def test_no_more_than_so_many() -> None:
    values = [raw(f"Take {one}.", one) for one in range(1, 40)]
    first = Seen(version=40, moment=1_000, changes=None)
    records = [Raw(moment=at, value=value) for at, value in enumerate(values)]
    assert len(earlier(URI, records[::-1], [KNOWN], first, NOW)) == MOST + 1


async def send_among_others(settings: Settings) -> None:
    """Send the story's records into partition 1, among so many that they are read in several pieces."""
    async with AIOKafkaProducer(**broker.client(settings)) as producer:

        async def send(value: bytes | None, at: int, key: str = URI, partition: int = 1) -> None:
            await producer.send(STORIES.name, value, key=key.encode(), partition=partition, timestamp_ms=at)

        await send(b"elsewhere", BEGIN, partition=0)
        await send(ONE, BEGIN)
        for other in range(1_500):
            await send(b"x", BEGIN + 10 + other, key=f"urn:other:{other}")
        await send(TWO, BEGIN + 5_000)
        await send(None, BEGIN + 5_001)
        await producer.flush()
        for other in range(10):
            await send(b"x", BEGIN + 5_010 + other, key=f"urn:other:{other}")
        await send(TEN, BEGIN + 6_000)
        await producer.flush()


async def test_it_is_looked_for_where_it_stands() -> None:
    with EmbeddedBroker() as tansu:
        settings = Settings(brokers=tansu.address, partitions=2)
        await broker.create_feeds(settings, [STORIES])
        await send_among_others(settings)
        look, later = looking(settings), BEGIN + 10_000_000  # Tansu goes by when it took a record
        found = await look(URI, 1, later)
        assert [one.value for one in found.records] == [TEN, None, TWO, ONE]
        assert [one.moment for one in found.records] == [BEGIN + 6_000, BEGIN + 5_001, BEGIN + 5_000, BEGIN]
        assert (found.back_to, found.whole) == (BEGIN, True)
        assert [one.value for one in (await look(URI, 0, later)).records] == [b"elsewhere"]
        assert (await look("urn:other:nobody", 1, later)).records == ()
        assert (await look(URI, 7, later)).records == ()


@pytest.mark.kafka
async def test_it_is_looked_for_back_from_when_the_story_moved_and_so_far(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with KafkaServer() as kafka:
        settings = Settings(brokers=kafka.address, partitions=2)
        await broker.create_feeds(settings, [STORIES])
        await send_among_others(settings)
        look = looking(settings)
        found = await look(URI, 1, BEGIN + 5_005)
        assert ([one.value for one in found.records], found.whole) == ([None, TWO, ONE], True)
        monkeypatch.setattr("slugline.live.raw_feed.BYTES", 10_000)
        found = await look(URI, 1, BEGIN + 9_000)
        assert ([one.value for one in found.records], found.whole) == ([TEN, None, TWO], False)
        assert found.back_to is not None and BEGIN < found.back_to < BEGIN + 5_000
