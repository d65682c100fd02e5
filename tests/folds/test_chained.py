"""Trends count a chain once, as a small model does that counts anew each time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slugline.folds.trends.counted import CountedChain, CountedRef
from slugline.folds.trends.plan import Plan
from slugline.folds.trends.unusual import unusual
from slugline.records.events import TrendEvent
from slugline.records.tally import Tally, Thing
from slugline.runtime.trends_board import TrendsBoard

PLAN = Plan(lengths=(600_000,), hop=300_000, minimum=1)
NOW = 6_000_100
"""The window that ends next is 5,700,000 to 6,300,000; the one before it begins at 5,100,000."""
NEXT = "1970-01-01T01:45:00"


def told(uri: str, keys: str, moment: int = 6_000_000, counted: bool = True) -> Tally:
    things = tuple(Thing(kind="entity", key=key, name=key) for key in keys)
    return Tally(uri=uri, version=1, moment=moment, counted=counted, things=things)


def in_chain(uri: str, chain: str | None, status: Any = "usable") -> CountedChain:
    return CountedChain(
        chain=chain, story=CountedRef(uri=uri), status=status, relation="update", merged_into=None
    )


def merged(chain: str, into: str) -> CountedChain:
    return CountedChain(
        chain=chain, story=CountedRef(uri="1"), status="usable", relation="merged", merged_into=into
    )


Told = Tally | CountedChain


def board(records: Sequence[Told], chained: bool = True) -> TrendsBoard:
    found = TrendsBoard(PLAN, chained=chained)
    found.give({0: (0, 0)})
    list(found.report(NOW))
    for offset, record in enumerate(records):
        if isinstance(record, Tally):
            found.apply(0, offset, record, NOW)
        else:
            found.chain(record, NOW)
    return found


def newest(found: TrendsBoard) -> dict[str, TrendEvent]:
    (events,) = found.report(NOW)
    return {event.key: event for event in events if event.window.end.startswith(NEXT)}


PAIR: list[Told] = [told("1", "a"), told("2", "a"), in_chain("1", "x")]


def figures(found: TrendsBoard) -> dict[str, tuple[int, int | None]]:
    return {key: (event.stories, event.chains) for key, event in newest(found).items()}


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (PAIR, (2, 2)),
        ([*PAIR, in_chain("2", "x")], (2, 1)),
        ([in_chain("2", "x"), *PAIR], (2, 1)),
        ([*PAIR, in_chain("2", "y")], (2, 2)),
        ([*PAIR, in_chain("2", "y"), merged("y", "x")], (2, 1)),
        ([*PAIR, in_chain("2", "x"), in_chain("2", "y")], (2, 2)),
        ([*PAIR, in_chain("2", "x"), in_chain("1", "x", "canceled"), told("1", "", counted=False)], (1, 1)),
        ([*PAIR, in_chain("2", "x"), told("1", "", counted=False)], (1, 1)),
        ([*PAIR, in_chain("2", "x"), told("3", "a"), in_chain("3", "x")], (3, 1)),
        ([told("1", "a"), told("2", "b"), in_chain("1", "x"), in_chain("2", "x")], (1, 1)),
    ],
)
def test_a_chain_counts_once(records: list[Told], expected: tuple[int, int]) -> None:
    assert figures(board(records))["a"] == expected


def test_without_chains_there_is_one_number() -> None:
    assert figures(board([told("1", "a"), told("2", "a")], chained=False)) == {"a": (2, None)}


def test_takes_of_one_story_make_no_trend() -> None:
    records: list[Told] = [told(str(number), "a") for number in range(20)]
    records += [told(f"{moment} {n}", "b", moment) for n in range(40) for moment in (5_200_000, 6_000_000)]
    alone = newest(board(records))["a"]
    one = newest(board([*records, *(in_chain(str(number), "x") for number in range(20))]))["a"]
    assert alone.chains == 20
    assert alone.score > 4
    assert (one.stories, one.chains) == (20, 1)
    assert one.score < 1


@dataclass
class Model:
    """Counts from nothing."""

    stories: dict[str, Tally] = field(default_factory=dict)
    chains: dict[str, str] = field(default_factory=dict)

    def take(self, record: Told) -> None:
        if isinstance(record, Tally):
            self.stories[record.uri] = record
        elif record.relation == "merged":
            self.chains = {
                uri: record.merged_into or "" if chain == record.chain else chain
                for uri, chain in self.chains.items()
            }
        elif record.status == "usable" and record.chain:
            self.chains[record.story.uri] = record.chain
        else:
            self.chains.pop(record.story.uri, None)

    def figures(self) -> dict[str, tuple[int, int, int, int, float]]:
        counted: dict[tuple[str | None, bool], set[str]] = defaultdict(set)
        for uri, tally in self.stories.items():
            for key in [None, *(thing.key for thing in tally.things)] if tally.counted else []:
                counted[key, tally.moment >= 5_700_000].add(uri)
        once = {at: len({self.chains.get(uri, uri) for uri in uris}) for at, uris in counted.items()}
        none, now_all, before_all = set[str](), once.get((None, True), 0), once.get((None, False), 0)
        found = {}
        for key in {key for key, now in counted if key is not None and now}:
            now, before = once[key, True], once.get((key, False), 0)
            stories, previous = len(counted[key, True]), len(counted.get((key, False), none))
            found[key] = (stories, previous, now, before, unusual(now, before, now_all, before_all))
        return found


URIS, CHAINS = st.sampled_from("12345"), st.sampled_from("xyz")
RECORDS = st.lists(
    st.one_of(
        st.builds(
            told, URIS, st.sampled_from(["", "a", "b", "ab"]), st.sampled_from([5_200_000, 6_000_000]),
            st.booleans(),
        ),
        st.builds(in_chain, URIS, CHAINS),
        st.builds(in_chain, URIS, st.none(), st.just("canceled")),
        st.builds(merged, CHAINS, CHAINS),
    ),
    max_size=30,
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RECORDS)
def test_any_records_are_counted_as_the_model_does(records: list[Told]) -> None:
    model = Model()
    records = [
        replace(record, version=version) if isinstance(record, Tally) else record
        for version, record in enumerate(records, 1)
    ]
    for record in records:
        model.take(record)
    found = {
        key: (one.stories, one.previous, one.chains, one.chains_previous, one.score)
        for key, one in newest(board(records)).items()
        if one.stories
    }
    assert found == model.figures()


def test_what_was_said_of_chains_is_forgotten_with_the_windows() -> None:
    found = board([told("1", "a"), in_chain("1", "x"), in_chain("2", "x"), in_chain("3", "y")])
    chaining = found._chaining
    assert chaining is not None
    assert len(chaining) == 3
    list(found.report(NOW + PLAN.horizon + PLAN.hop))
    assert len(chaining) == 0
    assert not chaining._members
