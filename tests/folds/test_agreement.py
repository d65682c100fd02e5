"""Trends count what stands on the enriched feed: the last record of each story, whatever came before it."""

from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slugline.folds.trends.counted import CountedStory, gone
from slugline.folds.trends.fold import Fold
from slugline.folds.trends.plan import Plan
from slugline.folds.trends.tallies import tallies
from slugline.records.codec import decode, encode
from slugline.records.tally import Tally
from tests.folds.stories import story

PLAN = Plan(lengths=(600_000,), hop=300_000, minimum=1)
NOW, PARTITIONS = 6_000_100, 3

RECORDS = st.lists(
    st.tuples(
        st.sampled_from("123"), st.sampled_from(["usable", "usable", "canceled", "withheld", "deleted"]),
        st.sampled_from(["", "a", "b", "ab", "abc"]), st.integers(1, 3), st.booleans(),
    ),
    max_size=14,
)  # fmt: skip
"""Uri, status, entities, version, and whether it was read in another language: without events then."""


def as_read(uri: str, status: Any, keys: str, version: int, foreign: bool) -> CountedStory:
    if status == "deleted":
        return gone(uri)
    entities = [(f"PERSON:{key}", key) for key in keys] if status == "usable" and not foreign else []
    skipped: Any = status if status != "usable" else "language" if foreign else None
    made = story(uri, version, entities=entities, status=status, skipped=skipped)
    return decode(CountedStory, encode(made))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RECORDS, st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=2))
def test_trends_agree_with_the_last_record_of_each_story(
    records: list[tuple[str, Any, str, int, bool]], again: list[tuple[int, int]]
) -> None:
    """Stretches that are read again, by this worker or by one that has lost the partition, change nothing."""
    made = [
        tallies(as_read(*record), 5_800_000, 5_800_000, PARTITIONS, (0, offset))
        for offset, record in enumerate(records)
    ]
    told: list[list[Tally]] = [*made, *(one for start, end in again for one in made[start:end])]
    folds = [Fold(PLAN) for _ in range(PARTITIONS)]
    for one in told:
        for fold, tally in zip(folds, one, strict=True):
            fold.apply(tally, NOW)
    found = {
        event.key: event.stories
        for fold in folds
        for event in fold.report(NOW)
        if event.stories and event.kind == "entity"
    }
    last = {record[0]: record for record in records}
    stands = Counter(
        f"PERSON:{key}" for record in last.values() for key in {one.name for one in as_read(*record).entities}
    )
    assert found == stands
