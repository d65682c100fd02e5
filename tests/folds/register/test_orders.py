"""Whatever order the versions of a story come in, and whatever comes twice, the newest one stands."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slugline.folds.register.verdict import Arrived
from slugline.records.register_row import Standing
from tests.folds.register.lives import NOW, came, lived, numbered

FREELY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
RANK = {"usable": 0, "withheld": 1, "canceled": 2, "deleted": 2}
statuses: st.SearchStrategy[Standing] = st.sampled_from(
    ["usable", "usable", "usable", "withheld", "canceled"]
)
distinct = st.dictionaries(st.integers(1, 9), statuses, min_size=1).map(
    lambda versions: [came(version, status) for version, status in versions.items()]
)
"""Versions with numbers of their own."""
mixed = st.lists(
    st.one_of(
        st.builds(came, st.integers(1, 5), statuses),
        st.builds(
            came, st.none(), statuses, st.sampled_from("abc"), moment=st.none() | st.integers(1, 5)
        ),
        st.just(came(None, "deleted")),
        st.builds(came, st.integers(1, 5), broken=st.just(True)),
        st.builds(
            came, st.none() | st.integers(1, 5), st.just("usable"), st.sampled_from("abc"),
            embargoed_ms=st.integers(NOW - 5, NOW + 5),
        ),
    ),
    min_size=1,
    max_size=8,
)  # fmt: skip
"""Anything: kills and withholds, null values, embargoes, with and without a version."""


@FREELY
@given(distinct.flatmap(st.permutations), st.data())
def test_the_newest_version_stands_in_any_order(arrivals: list[Arrived], data: st.DataObject) -> None:
    """Each comes once or twice, anywhere."""
    again = data.draw(st.lists(st.sampled_from(arrivals)))
    newest = max(arrivals, key=lambda one: one.version)
    places = data.draw(st.permutations([*arrivals, *again]))
    life = lived(numbered(places))
    assert life.end == (newest.version, newest.status)
    if newest.status == "usable":
        assert life.known is not None and life.known.content == newest.content


@FREELY
@given(st.lists(st.tuples(st.integers(1, 4), statuses), min_size=1), st.data())
def test_of_equal_numbers_the_graver_status_stands(
    versions: list[tuple[int, Standing]], data: st.DataObject
) -> None:
    newest = max(versions, key=lambda one: (one[0], RANK[one[1]]))
    shuffled = data.draw(st.permutations(versions))
    assert lived(numbered(came(*one) for one in shuffled)).end == newest


@FREELY
@given(st.lists(st.integers(1, 9), unique=True, min_size=1).flatmap(st.permutations))
def test_without_a_version_the_publishers_time_orders(moments: list[int]) -> None:
    life = lived(numbered(came(None, words=f"at {moment}", moment=moment) for moment in moments))
    assert life.known is not None and life.known.moment == max(moments)


@FREELY
@given(mixed)
def test_a_killed_story_never_comes_back_by_what_came_before(arrivals: list[Arrived]) -> None:
    """Whatever was handed over before the kill is handed over once more after it."""
    before = numbered([*arrivals, came(None, "canceled")])
    life = lived(before)
    assert life.end is not None and life.end[1] in ("canceled", "deleted")
    again = lived(before, life)
    assert again.end == life.end
    assert again.held == life.held is None
    assert set(again.actions[len(before) :]) <= {"stale", "repeat"}


@FREELY
@given(mixed, st.data())
def test_a_worker_that_begins_again_anywhere_ends_the_same(
    arrivals: list[Arrived], data: st.DataObject
) -> None:
    """It is stopped at some record, and its successor reads on from one before."""
    records = numbered(arrivals)
    straight = lived(records)
    stop = data.draw(st.integers(0, len(records)))
    back = data.draw(st.integers(0, stop))
    again = lived(records[back:], lived(records[:stop]))
    assert again.known == straight.known
    assert again.held == straight.held


@FREELY
@given(mixed)
def test_what_came_last_once_more_changes_nothing(arrivals: list[Arrived]) -> None:
    records = numbered(arrivals)
    life = lived(records)
    again = life.after(records[-1])
    assert (again.known, again.held) == (life.known, life.held)
    first, second = life.verdicts[-1], again.verdicts[-1]
    if first.action in ("hold", "stale", "stand"):
        assert second.action == first.action
    else:
        assert second.action == ("stand" if records[-1].broken else "repeat")


@FREELY
@given(mixed)
def test_what_is_released_leaves_nothing_that_waits(arrivals: list[Arrived]) -> None:
    life = lived(numbered(arrivals))
    if life.held is not None:
        waited = Arrived(
            version=life.held.version, versioned=life.held.versioned, status="usable",
            moment=life.held.moment, content=life.held.content, made_by=b"this",
            embargoed_ms=life.held.until_ms, seen=len(arrivals),
        )  # fmt: skip
        released = life.after(waited, life.held.until_ms)
        assert released.held is None
        assert released.known is not None and released.known.content == waited.content


def test_a_number_above_the_one_that_waits_is_newer_whatever_its_words() -> None:
    """Version 2 says what version 1 said before its number was known; a version 1 of other words waits."""
    life = lived(
        numbered([came(None, words="a"), came(1, words="b", embargoed_ms=NOW + 1), came(2, words="a")])
    )
    assert life.end == (2, "usable")
    assert life.held is None
