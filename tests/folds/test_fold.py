from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slugline.folds.trends.fold import Fold
from slugline.folds.trends.plan import Plan
from slugline.records.events import TrendEvent
from slugline.records.instants import written
from slugline.records.tally import Tally, Thing

PLAN = Plan(lengths=(600_000,), hop=300_000, minimum=1)
NOW = 6_000_100
"""The window that ends next is 5,700,000 to 6,300,000, the one that ended last 5,400,000 to 6,000,000."""
LAST, NEXT = "5400-6000", "5700-6300"


def tally(
    uri: str,
    keys: str = "",
    moment: int = 6_000_000,
    version: int = 1,
    counted: bool = True,
    offset: int | None = None,
    feed: str | None = None,
    partition: int = 0,
) -> Tally:
    """Return a tally with one entity per letter of ``keys``."""
    made = tuple(Thing(kind="entity", key=key, name=key.upper()) for key in sorted(keys))
    return Tally(
        uri=uri, version=version, moment=moment, counted=counted, things=made,
        partition=None if offset is None else partition, offset=offset,
        feed=feed,
    )  # fmt: skip


def counts(events: list[TrendEvent]) -> dict[str, dict[str, tuple[int, int]]]:
    """Return key to (stories, previous), by window."""
    found: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for event in events:
        name = "-".join(
            str(int(moment[11:13]) * 3600 + int(moment[14:16]) * 60)
            for moment in (event.window.start, event.window.end)
        )
        found[name][event.key] = (event.stories, event.previous)
    return dict(found)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([], {}),
        ([tally("1", "a"), tally("2", "ab")], {NEXT: {"a": (2, 0), "b": (1, 0)}}),
        ([tally("1", "a", 5_999_999)], {LAST: {"a": (1, 0)}, NEXT: {"a": (1, 0)}}),
        ([tally("1", "a", 5_699_999), tally("2", "a")], {LAST: {"a": (1, 0)}, NEXT: {"a": (1, 1)}}),
        ([tally("1", "a", 5_100_000), tally("2", "a")], {NEXT: {"a": (1, 1)}}),
        ([tally("1", "a", 5_099_999), tally("2", "a")], {NEXT: {"a": (1, 0)}}),
        ([tally("1", "a"), tally("1", "a")], {NEXT: {"a": (1, 0)}}),
        ([tally("1", "ab"), tally("1", "b", version=2)], {NEXT: {"b": (1, 0)}}),
        ([tally("1", "b", version=2), tally("1", "a")], {NEXT: {"a": (1, 0)}}),
        ([tally("1", "b", offset=8), tally("1", "a", version=2, offset=7)], {NEXT: {"b": (1, 0)}}),
        ([tally("1", "b", version=2, offset=7), tally("1", "a", offset=8)], {NEXT: {"a": (1, 0)}}),
        ([tally("1", offset=8, counted=False), tally("1", "a", offset=7)], {}),
        ([tally("1", offset=7, counted=False), tally("1", "a", offset=8)], {NEXT: {"a": (1, 0)}}),
        ([tally("1", "b", offset=8), tally("1", "a", offset=7, partition=1)], {NEXT: {"a": (1, 0)}}),
        ([tally("1", "b", offset=8, feed="x"), tally("1", "a", offset=7, feed="y")], {NEXT: {"a": (1, 0)}}),
        ([tally("1", "b", offset=8, feed="x"), tally("1", "a", offset=7, feed="x")], {NEXT: {"b": (1, 0)}}),
        ([tally("1", "b", offset=8), tally("1", "a", offset=7, feed="x")], {NEXT: {"b": (1, 0)}}),
        ([tally("1", "b", offset=8), tally("1", "a")], {NEXT: {"a": (1, 0)}}),
        ([tally("1", "b"), tally("1", "a", offset=0)], {NEXT: {"a": (1, 0)}}),
        ([tally("1", "a"), tally("1", "a", 5_500_000, version=2)], {LAST: {"a": (1, 0)}}),
        ([tally("1", "a"), tally("1", version=2, counted=False)], {}),
        ([tally("1", "a"), tally("1", counted=False), tally("1", "a")], {NEXT: {"a": (1, 0)}}),
        ([tally("1", counted=False), tally("1", "a", version=2)], {NEXT: {"a": (1, 0)}}),
        ([tally("1", "a", 5_500_000), tally("1", "a", 6_000_000)], {LAST: {"a": (1, 0)}}),
        ([tally("1", "a", 1_000)], {}),
        ([tally("1", "a"), tally("1", "a", 1_000, version=2)], {}),
        ([tally("1", "a", offset=1), tally("1", "a", 1_000, offset=2), tally("1", "a", offset=1)], {}),
    ],
)  # fmt: skip
def test_one_entry_per_story(told: list[Tally], expected: dict[str, dict[str, tuple[int, int]]]) -> None:
    late, early = Fold(PLAN), Fold(PLAN)
    early.report(NOW)  # the windows are open already: counted as the stories come
    for one in told:
        late.apply(one, NOW)
        early.apply(one, NOW)
    assert counts(late.report(NOW)) == counts(early.report(NOW))
    expected = {window: {k: v for k, v in keys.items() if v[0]} for window, keys in expected.items()}
    told_again = [*told, *told]
    twice = Fold(PLAN)
    for one in told_again:
        twice.apply(one, NOW)
    assert counts(twice.report(NOW)) == expected


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        ([], NOW, {}),
        ([tally("1", "a")], NOW, {}),
        ([tally("3", "b")], NOW, {NEXT: {"b": (2, 0)}}),
        ([tally("1", "a", version=2, counted=False)], NOW, {NEXT: {"a": (1, 0)}}),
        ([tally("1", "c", version=2)], NOW, {NEXT: {"a": (1, 0), "c": (1, 0)}}),
        ([tally("3", "b", 5_500_000)], NOW, {LAST: {"b": (1, 0)}, NEXT: {"b": (1, 1)}}),
    ],
)
def test_only_what_changed_is_said_again(
    then: list[Tally], now: int, expected: dict[str, dict[str, tuple[int, int]]]
) -> None:
    fold = Fold(PLAN)
    for one in (tally("1", "a"), tally("2", "ab")):
        fold.apply(one, NOW)
    fold.report(NOW)
    for one in then:
        fold.apply(one, NOW)
    assert counts(fold.report(now)) == expected


def test_when_a_window_has_ended_its_scores_are_said_once_more() -> None:
    fold = Fold(PLAN)
    fold.apply(tally("0", "", 5_200_000), NOW)
    fold.apply(tally("1", "a"), NOW)
    first = {event.key: event for event in fold.report(NOW) if event.window.end == written(6_300_000)}
    fold.apply(tally("2", ""), NOW)
    assert fold.report(NOW) == []
    last = {event.key: event for event in fold.report(6_300_000) if event.window.end == written(6_300_000)}
    assert first["a"].id == last["a"].id
    assert (first["a"].stories, first["a"].score) != (last["a"].stories, last["a"].score)
    assert [event for event in fold.report(6_300_001) if event.window.end == written(6_300_000)] == []


def test_a_thing_below_the_minimum_is_no_trend_until_it_was_one() -> None:
    fold = Fold(Plan(lengths=(600_000,), hop=300_000, minimum=2))
    fold.apply(tally("1", "ab"), NOW)
    assert fold.report(NOW) == []
    fold.apply(tally("2", "a"), NOW)
    assert counts(fold.report(NOW)) == {NEXT: {"a": (2, 0)}}
    fold.apply(tally("2", version=2, counted=False), NOW)
    assert counts(fold.report(NOW)) == {NEXT: {"a": (1, 0)}}


def test_the_first_by_stories_and_the_first_by_score_of_each_kind() -> None:
    fold = Fold(Plan(lengths=(600_000,), hop=300_000, minimum=1, limit=1))
    for number in range(6):
        fold.apply(tally(f"old {number}", "a", 5_200_000), NOW)
        fold.apply(tally(f"new {number}", "a" if number < 4 else "ab"), NOW)
    fold.apply(tally("other", "c"), NOW)
    assert set(counts(fold.report(NOW))[NEXT]) == {"a", "b"}


def test_the_name_most_stories_use() -> None:
    fold = Fold(PLAN)
    for uri, name in enumerate(["United Nations", "UN", "U.N.", "UN", "U.N."]):
        thing = Thing(kind="entity", key="ORG:un", name=name)
        fold.apply(Tally(uri=str(uri), version=1, moment=6_000_000, counted=True, things=(thing,)), NOW)
    assert {event.name for event in fold.report(NOW)} == {"U.N."}


def test_memory_is_bounded_by_the_windows() -> None:
    """Half a day of stories, each with a thing of its own and one of all, and archive copy in between."""
    fold = Fold(PLAN)
    longest = (PLAN.horizon + PLAN.hop) // 10_000 + 1
    for step in range(12 * 360):
        now = 10_000 * step
        things = tuple(Thing(kind="entity", key=key, name=key) for key in ("all", f"own {step}"))
        fold.apply(Tally(uri=f"story {step}", version=1, moment=now, counted=True, things=things), now)
        fold.apply(tally(f"archive {step}", "xyz", now - 100 * PLAN.horizon), now)
        fold.apply(replace(tally(f"gone {step}", "xyz", now), counted=False), now)
        if step % 3 == 0:
            fold.report(now)
        assert len(fold) <= 2 * longest
    held = (fold._names, fold._things)  # nothing outside shows that these shrink, and they are most of it
    assert all(len(one) <= longest + 1 for one in held)


TALLIES = st.lists(
    st.builds(
        tally, uri=st.sampled_from("123"), keys=st.sampled_from(["", "a", "b", "ab"]),
        moment=st.integers(4_300_000, 6_000_000), version=st.integers(1, 3), counted=st.booleans(),
        offset=st.integers(0, 9),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TALLIES, st.lists(st.booleans(), min_size=12, max_size=12))
def test_however_it_is_read_the_counts_are_those_of_a_plain_count(
    told: list[Tally], reports: list[bool]
) -> None:
    fold = Fold(PLAN)
    said: dict[str, TrendEvent] = {}
    newest: dict[str, Any] = {}
    for one, report in zip(told, reports, strict=False):
        fold.apply(one, NOW)
        old = newest.get(one.uri)
        if old is None or one.offset >= old.offset:
            alike = old is not None and (one.version, one.counted) == (old.version, old.counted)
            newest[one.uri] = replace(one, moment=min(one.moment, old.moment)) if old and alike else one
        if report:
            said |= {event.id: event for event in fold.report(NOW)}
    said |= {event.id: event for event in fold.report(NOW)}

    plain: dict[tuple[str, str], tuple[int, int]] = {}
    for end in (6_000_000, 6_300_000):
        for key in "ab":
            has = [
                t.moment for t in newest.values() if t.counted and any(thing.key == key for thing in t.things)
            ]
            n = sum(end - 600_000 <= moment < end for moment in has)
            if n:
                plain[written(end), key] = (
                    n,
                    sum(end - 1_200_000 <= moment < end - 600_000 for moment in has),
                )
    assert {(e.window.end, e.key): (e.stories, e.previous) for e in said.values() if e.stories} == plain
