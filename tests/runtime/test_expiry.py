"""Old rows leave memory and the register feed: a few at a time, and never what is still needed."""

from dataclasses import replace

import pytest
from aiokafka.errors import KafkaConnectionError

from slugline.folds.register.known import known_of
from slugline.records.codec import decode
from slugline.records.marks import Unknown
from slugline.records.register_row import RegisterRow, Standing
from slugline.runtime import expiry
from slugline.runtime.partition_state import PartitionState
from tests.runtime.lane_parts import Feeds, context
from tests.runtime.test_partition_state import ROW, caught_up, row_record

BEFORE = 1_000


async def swept(feeds: Feeds, state: PartitionState, before: int = BEFORE) -> list[str]:
    """Sweep once; return the keys that are removed from the feed."""
    return [key for key, row in (await all_swept(feeds, state, before)).items() if row is None]


async def all_swept(
    feeds: Feeds, state: PartitionState, before: int = BEFORE
) -> dict[str, RegisterRow | None]:
    """Sweep once; return what is left of the rows that are over, by key."""
    left = {}
    async for places in expiry.over(state, context(feeds, {}), 0, before):
        for record in expiry.forgotten(state, places):
            assert record.key is not None
            key = record.key.decode()
            left[key] = None if record.value is None else decode(RegisterRow, record.value)
            if record.value is not None:
                state.place_row(key, feeds.write(record, 0, timestamp=before))
    return left


def written(feeds: Feeds, uri: str, seen: int, **more: object) -> None:
    row: RegisterRow = replace(ROW, uri=uri, seen=seen, **more)  # type: ignore[arg-type]  # fields of a row
    feeds.write(row_record(row), 0, timestamp=seen)


async def test_what_is_old_goes_and_what_was_killed_stays() -> None:
    feeds = Feeds()
    written(feeds, "old", 10)
    written(feeds, "withheld", 20, status="withheld")
    written(feeds, "canceled", 30, status="canceled")
    written(feeds, "deleted", 40, status="deleted")
    written(feeds, "later", 50, status=Unknown("embalmed"))
    written(feeds, "updated", 60)
    written(feeds, "edge", BEFORE)
    written(feeds, "updated", 2_000)
    state = await caught_up(feeds)
    assert await swept(feeds, state) == ["old", "withheld"]
    left = ("canceled", "deleted", "later", "updated", "edge")
    assert [uri for uri in (*left, "old", "withheld") if state.register.get(uri)] == list(left)
    assert await swept(feeds, state) == [], "once"


async def test_of_what_was_killed_the_row_stays_without_its_words() -> None:
    feeds = Feeds()
    words = {"took": ROW.events, "events": (), "slug": "NAMES-A-MINOR", "copy": "f/0/1", "source": "Wire"}
    for number, status in enumerate(("canceled", "deleted", Unknown("embalmed"), "usable")):
        written(feeds, f"u{number}", 10, status=status, **words)
    written(feeds, "young", BEFORE, status="canceled", **words)
    state = await caught_up(feeds)
    left = await all_swept(feeds, state)
    assert list(left) == ["u0", "u1", "u3"]
    killed: tuple[Standing, ...] = ("canceled", "deleted")
    for number, status in enumerate(killed):
        uri = f"u{number}"
        bare = replace(
            ROW, uri=uri, seen=10, status=status, events=(), took=(), slug=None, copy=None, source="Wire"
        )  # fmt: skip
        assert left[uri] == bare
        known = state.register.get(uri)
        assert known == known_of(bare, offset=5 + number, partition=0)
    assert list(await all_swept(feeds, state, BEFORE + 1)) == ["young"], "once"


async def test_a_row_that_was_written_anew_meanwhile_stays() -> None:
    feeds = Feeds()
    written(feeds, "a", 10)
    state = await caught_up(feeds)
    (places,) = [places async for places in expiry.over(state, context(feeds, {}), 0, BEFORE)]
    assert list(places) == [("a", 0, None)]
    state.put("a", known_of(ROW, offset=-1, partition=0), ROW)
    assert expiry.forgotten(state, places) == []
    assert state.register.get("a") is not None


async def test_it_goes_on_where_it_was_a_few_at_a_time() -> None:
    feeds = Feeds()
    for number in range(2_000):
        written(feeds, f"u{number}", number)
    state = await caught_up(feeds)
    chunks = [len(places) async for places in expiry.over(state, context(feeds, {}), 0, 1_500)]
    assert sum(chunks) == 1_500
    assert max(chunks) <= expiry.CHUNK
    assert 1_500 - expiry.CHUNK < state.swept <= 1_500
    assert len(await swept(feeds, state, 1_500)) == 1_500 - state.swept


async def test_a_feed_with_odd_records_or_a_broker_that_is_away_stops_nothing() -> None:
    feeds = Feeds()
    feeds.write(replace(row_record(), value=b"{"), 0)
    feeds.write(row_record(None), 0)
    written(feeds, "a", 10)
    state = await caught_up(feeds)
    feeds.trouble = [KafkaConnectionError()]
    assert await swept(feeds, state) == []
    assert await swept(feeds, state) == ["a"]


@pytest.mark.parametrize("days", [1.0, 30.0])
def test_the_settings_say_what_is_old(days: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expiry, "time", lambda: 100 * 86_400.0)
    settings = replace(context(Feeds(), {}).settings, register_days=days)
    assert expiry.over_before(settings) == (100 - days) * 86_400_000
