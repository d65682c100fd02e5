"""Alerts: once for each chain, again where it moves on, taken back with the last story that meets it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from slugline.folds.alerts.fold import Alerts, Changes, Seen
from slugline.folds.alerts.ties import HeardChain, HeardRef, Ties
from slugline.records.alert_event import AlertEvent, AlertFound, MetStory
from slugline.records.events import StoryRef
from slugline.records.retraction import Retraction

WAIT = 30_000
HOURS_48 = 48 * 3_600_000
CHAINS = {name: f"00000000-0000-5000-8000-00000000000{number}" for number, name in enumerate("ABC")}
FOUND = (AlertFound(where="any[0].text", words="strike", start=3, end=9),)


def alerts(*, chained: bool = True, novelty: float = 0.2) -> Alerts:
    return Alerts(lambda _rule: novelty, Ties(HOURS_48) if chained else None, WAIT)


def seen(uri: str, *rules: str, version: int = 1, came: int = 1000, **more: Any) -> Seen:
    told: dict[str, Any] = {
        "headline": f"{uri} {version}", "published": None, "partition": 0, "met": dict.fromkeys(rules, FOUND)
    }  # fmt: skip
    return Seen(story=StoryRef(uri=uri, version=version), came=came, **told | more)


def heard(uri: str, chain: str | None, relation: Any, order: int, **more: Any) -> HeardChain:
    told: dict[str, Any] = {"new": 1.0 if relation == "first" else 0.0, "version": 1, "into": None} | more
    return HeardChain(
        chain=chain and CHAINS[chain], story=HeardRef(uri=uri, version=told["version"]),
        status="usable" if chain else "canceled", relation=relation, new=told["new"],
        merged_into=told["into"] and CHAINS[told["into"]], order=order,
    )  # fmt: skip


def told(changes: Changes) -> list[tuple[str, str, str]]:
    """Return what goes out: rule, cause or reason, and the story it is about."""
    return [
        (one.rule, one.record.cause if isinstance(one.record, AlertEvent) else f"-{one.record.reason}",
         one.record.story.uri)
        for one in changes.out
    ]  # fmt: skip


def test_a_story_is_told_once_its_chain_is_known_and_its_copies_are_not() -> None:
    fold = alerts()
    assert told(fold.story(seen("a", "r"))) == []
    assert fold.waiting == 1
    assert told(fold.chain(heard("a", "A", "first", 0), 1001)) == [("r", "met", "a")]
    assert told(fold.story(seen("b", "r"))) == []
    assert told(fold.chain(heard("b", "A", "copy", 1), 1000)) == []
    assert told(fold.chain(heard("c", "A", "pick-up", 2, new=0.9), 1000)) == []
    assert told(fold.story(seen("c", "r"))) == []  # it was chained before it was seen: it waits for nothing
    assert (fold.waiting, len(fold), len(fold.alerts)) == (0, 3, 1)


def test_a_further_take_is_told_where_enough_of_it_is_new() -> None:
    fold = alerts()
    fold.story(seen("a", "r"))
    fold.chain(heard("a", "A", "first", 0), 1000)
    for order, (relation, new, due) in enumerate(
        [("update", 0.1, []), ("update", 0.2, ["moved"]), ("correction", 0.5, ["moved"]), ("repeat", 0.9, [])]
    ):
        uri = f"t{order}"
        fold.story(seen(uri, "r", came=2000))
        found = told(fold.chain(heard(uri, "A", relation, order + 1, new=new), 2000))
        assert [cause for _, cause, _ in found] == due, relation
    other = seen("o", "r", "s", came=2000)
    fold.story(other)
    assert told(fold.chain(heard("o", "A", "copy", 9), 2000)) == [("s", "met", "o")]


def test_a_newer_version_is_told_where_it_says_enough_that_is_new() -> None:
    fold = alerts()
    fold.story(seen("a", "r"))
    fold.chain(heard("a", "A", "first", 0), 1000)
    again = seen("a", "r", version=2, came=60_000)
    assert told(fold.story(again)) == [("r", "changed", "a")]  # its headline is another one
    assert told(fold.chain(heard("a", "A", "update", 5, version=2, new=0.4), 60_000)) == [("r", "moved", "a")]
    assert told(fold.chain(heard("a", "A", "update", 5, version=2, new=0.4), 60_000)) == []
    assert told(fold.story(again)) == []
    assert told(fold.chain(heard("a", "A", "repeat", 6, version=3), 90_000)) == []
    assert told(fold.story(seen("a", "r", version=3, came=90_000))) == [("r", "changed", "a")]


def test_a_chain_that_is_told_of_a_later_version_first_does_not_take_that_ones_news() -> None:
    fold = alerts()
    fold.chain(heard("a", "A", "update", 5, version=2, new=0.4), 60_000)
    assert told(fold.story(seen("a", "r"))) == [("r", "met", "a")]
    assert told(fold.story(seen("a", "r", version=2, came=60_000))) == [("r", "moved", "a")]


def test_versions_without_numbers_are_told_apart_by_when_they_came() -> None:
    fold = alerts()
    fold.story(seen("a", "r"))
    fold.chain(heard("a", "A", "first", 0), 1000)
    assert told(fold.story(seen("a", "r", came=60_000, headline="other"))) == [("r", "changed", "a")]
    assert fold.waiting == 1  # what the chains said before is of the version before
    assert told(fold.chain(heard("a", "A", "update", 1, new=0.5), 60_001)) == [("r", "moved", "a")]


def test_an_alert_ends_with_the_last_story_that_meets_its_rule() -> None:
    fold = alerts()
    for order, uri in enumerate("abc"):
        fold.story(seen(uri, "r"))
        fold.chain(heard(uri, "A", "copy" if order else "first", order), 1000)
    killed = StoryRef(uri="a", version=2)
    assert told(fold.gone("a", 0, killed, "canceled")) == [("r", "changed", "c")]
    assert told(fold.gone("c", 0, None, "deleted")) == [("r", "changed", "b")]
    assert told(fold.gone("b", 1, None, "deleted")) == []  # it was moved: in partition 0 it stands
    changes = fold.story(seen("b", version=2))
    assert told(changes) == [("r", "-corrected", "b")]
    (out,) = changes.out
    assert isinstance(out.record, Retraction)
    assert (out.record.retracted, out.record.story.version) == ("r", 2)
    assert (len(fold), fold.alerts) == (0, set())
    assert told(fold.gone("b", 0, killed, "canceled")) == []
    assert told(fold.story(seen("n"))) == []


def test_what_a_correction_took_out_is_taken_back_at_once_while_what_it_brought_waits() -> None:
    fold = alerts()
    fold.story(seen("a", "r"))
    fold.chain(heard("a", "A", "first", 0), 1000)
    assert told(fold.story(seen("a", "s", version=2, came=60_000))) == [("r", "-corrected", "a")]
    assert told(fold.chain(heard("a", "A", "update", 1, version=2, new=0.1), 60_000)) == [("s", "met", "a")]


def test_a_story_that_nobody_chains_is_told_after_a_while_and_finds_its_chain_later() -> None:
    fold = alerts()
    fold.story(seen("a", "r"))
    fold.chain(heard("a", "A", "first", 0), 1000)
    fold.story(seen("b", "r"))
    fold.story(seen("c", "r"))
    assert told(fold.tick(1000 + WAIT - 1)) == []
    assert told(fold.tick(1000 + WAIT)) == [("r", "met", "b"), ("r", "met", "c")]
    late = fold.chain(heard("b", "A", "update", 1, new=0.9), 1000)
    assert told(late) == [("r", "-merged", "b"), ("r", "changed", "b")]  # it was told: no news
    assert told(fold.chain(heard("c", "C", "first", 2), 1000)) == [("r", "changed", "c")]
    assert len(fold.alerts) == 2


def test_a_story_that_goes_to_another_chain_leaves_the_alert_to_the_others() -> None:
    fold = alerts()
    for order, uri in enumerate("ab"):
        fold.story(seen(uri, "r"))
        fold.chain(heard(uri, "A", "copy" if order else "first", order), 1000)
    assert told(fold.chain(heard("b", "B", "first", 9), 1000)) == [("r", "met", "b")]
    assert len(fold.alerts) == 2
    assert told(fold.gone("a", 0, None, "canceled")) == [("r", "-canceled", "a")]


def test_what_the_chains_said_before_is_not_taken_for_news_after_a_restart() -> None:
    fold, feed = alerts(), Feed()
    first, later = heard("a", "A", "first", 0), heard("a", "B", "update", 5, new=0.5)
    for changes in (fold.story(seen("a", "r")), fold.chain(first, 1000), fold.chain(later, 60_000)):
        feed.take(changes)
    fold = alerts()
    fold.restore(feed.rows)
    for record, moment in ((first, 1000), (later, 60_000)):
        again = fold.chain(record, moment)
        assert (again.out, again.rows) == ([], {})


def test_two_chains_that_are_one_have_one_alert() -> None:
    fold = alerts()
    for order, (uri, chain) in enumerate([("a", "A"), ("b", "B"), ("c", "C")]):
        fold.story(seen(uri, "r", *("s" if uri == "b" else "")))
        fold.chain(heard(uri, chain, "first", order), 1000)
    assert told(fold.chain(heard("x", "B", "merged", 7, into="A"), 1000)) == [
        ("r", "-merged", "b"), ("s", "changed", "b"), ("r", "changed", "b"),
    ]  # fmt: skip
    assert told(fold.chain(heard("x", "B", "merged", 7, into="A"), 1000)) == []
    fold.story(seen("d", "r", "s"))
    assert told(fold.chain(heard("d", "A", "copy", 8), 1000)) == []
    assert len(fold.alerts) == 3


def test_a_chain_of_the_name_of_one_that_was_merged_is_another_one() -> None:
    fold = alerts()
    fold.story(seen("a", "r"))
    fold.chain(heard("a", "A", "first", 0), 1000)
    merger = heard("a", "A", "merged", 4, into="B")
    fold.chain(merger, 1000)
    fold.story(seen("z", "r"))
    assert told(fold.chain(heard("z", "A", "first", 6), 1000)) == [("r", "met", "z")]
    assert told(fold.chain(merger, 1000)) == []  # as it is read again after a restart
    assert len(fold.alerts) == 2


def test_mergers_that_are_read_again_move_nothing_that_came_by_later_ones() -> None:
    """A chain ends in another, begins anew, and a third one ends in it."""
    mergers = [heard("x", "C", "merged", 3, into="A"), heard("y", "B", "merged", 6, into="C")]
    for early in (True, False):
        fold = alerts()
        fold.chain(mergers[0], 1000)
        if early:
            fold.story(seen("b", "r"))
        fold.chain(heard("b", "B", "first", 2), 1000)
        fold.chain(mergers[1], 1000)
        if not early:
            fold.story(seen("b", "r"))
        for merger in mergers:
            again = fold.chain(merger, 1000)
            assert (again.out, again.rows) == ([], {})
        fold.story(seen("c", "r"))
        assert told(fold.chain(heard("c", "C", "copy", 8), 1000)) == []
        assert len(fold.alerts) == 1


def test_without_chains_each_story_is_told_once() -> None:
    fold = alerts(chained=False)
    assert told(fold.story(seen("a", "r"))) == [("r", "met", "a")]
    assert told(fold.story(seen("a", "r"))) == []
    assert told(fold.story(seen("a", "r", version=2, came=9000))) == [("r", "changed", "a")]
    assert told(fold.story(seen("b", "r"))) == [("r", "met", "b")]
    assert told(fold.gone("a", 0, None, "withheld")) == [("r", "-withheld", "a")]


def test_a_rule_that_is_gone_takes_its_alerts_along_and_a_changed_one_keeps_them() -> None:
    fold = alerts(chained=False)
    fold.story(seen("a", "r", "s"))
    fold.story(seen("b", "s"))
    assert told(fold.keep({"r", "new"})) == [("s", "-unwatched", "a"), ("s", "-unwatched", "b")]
    assert told(fold.keep({"r"})) == []
    assert len(fold) == 1


def test_what_is_forgotten_is_neither_told_nor_taken_back() -> None:
    fold = alerts(chained=False)
    fold.story(seen("a", "r", came=1000))
    fold.story(seen("b", "r", came=2000))
    changes = fold.forget(2000)
    assert (changes.out, changes.rows) == ([], {"a": None})
    assert told(fold.gone("a", 0, None, "canceled")) == []
    assert len(fold) == 1


def test_a_chain_that_goes_on_under_its_name_after_the_window_is_news() -> None:
    fold = alerts()
    fold.story(seen("a", "r"))
    fold.chain(heard("a", "A", "first", 0), 1000)
    later = 1000 + 2 * HOURS_48
    fold.story(seen("a", "r", version=2, came=later))
    assert told(fold.chain(heard("a", "A", "first", 90, version=2), later)) == [("r", "moved", "a")]


def test_ties_are_forgotten_when_no_chain_is_continued_any_more() -> None:
    ties = Ties(1000)
    ties.take(heard("a", "A", "first", 0), 5000)
    ties.take(heard("b", "A", "copy", 1), 5500)
    ties.take(heard("a", "A", "repeat", 2), 6100)
    assert (ties.of("a") is None, ties.of("b") is None) == (False, False)
    ties.take(heard("c", "C", "first", 3), 6600)
    assert (ties.of("a") is None, ties.of("b") is None, len(ties)) == (False, True, 2)
    ties.take(heard("a", None, "withdrawn", 4), 6700)
    assert ties.of("a") is None


class Feed:
    """What stands on the two feeds, read as anybody would."""

    def __init__(self) -> None:
        self.rows: dict[str, MetStory] = {}
        self.alerts: dict[str, AlertEvent] = {}

    def take(self, changes: Changes) -> None:
        for uri, row in changes.rows.items():
            if row is None:
                self.rows.pop(uri, None)
            else:
                self.rows[uri] = row
        for out in changes.out:
            if isinstance(out.record, Retraction):
                assert self.alerts.pop(out.record.id).rule == out.rule, "only what stands is taken back"
                continue
            before = self.alerts.get(out.record.id)
            assert (out.record.cause == "met") == (before is None), "told as met once, until it is taken back"
            assert before is None or before.rule == out.rule
            self.alerts[out.record.id] = out.record


def due(rows: Mapping[str, MetStory]) -> set[tuple[str, str]]:
    """Return the rules and chains of which there is to be an alert, by the stories that stand."""
    return {
        (one.rule, row.chain or uri)
        for uri, row in rows.items()
        for one in row.rules
        if one.alert is not None
    }


def shown(found: Iterable[AlertEvent]) -> list[tuple[str, str]]:
    return sorted((one.rule, one.chain or one.story.uri) for one in found)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("story"), st.sampled_from("abcd"), st.sets(st.sampled_from("rs")), st.booleans(),
                  st.sampled_from([0, 9000])),
        st.tuples(st.just("gone"), st.sampled_from("abcd")),
        st.tuples(st.just("chain"), st.sampled_from("abcd"), st.sampled_from("ABC"),
                  st.sampled_from(["first", "update", "copy"]), st.floats(0, 1)),
        st.tuples(st.just("merged"), st.sampled_from("ABC"), st.sampled_from("ABC")),
        st.tuples(st.just("tick")), st.tuples(st.just("again")), st.tuples(st.just("restart")),
        st.tuples(st.just("rules"), st.sampled_from(["r", "rs"])),
    ),
    max_size=40,
)  # fmt: skip


@given(STEPS, st.booleans())
def test_the_feed_holds_what_the_stories_that_stand_say_whatever_comes_and_whoever_restarts(
    steps: list[Any], chained: bool
) -> None:
    fold, feed = alerts(chained=chained), Feed()
    told_chains: list[tuple[HeardChain, int]] = []
    versions: dict[str, int] = {}
    clock = 1000
    for order, (what, *args) in enumerate(steps):
        clock += 7_000
        changes = Changes()
        if what == "story":
            uri, rules, numbered, ago = args
            versions[uri] = versions.get(uri, 0) + numbered or 1
            changes = fold.story(seen(uri, *sorted(rules), version=versions[uri], came=clock - ago))
        elif what == "gone":
            changes = fold.gone(args[0], 0, None, "canceled")
        elif what == "chain" and chained:
            uri, chain, relation, new = args
            one = heard(uri, chain, relation, order, new=new, version=versions.get(uri, 1))
            told_chains.append((one, clock))
            changes = fold.chain(one, clock)
        elif what == "merged" and chained and args[0] != args[1]:
            told_chains.append((heard("x", args[0], "merged", order, into=args[1]), clock))
            changes = fold.chain(*told_chains[-1])
        elif what == "tick":
            changes = fold.tick(clock)
        elif what == "rules":
            changes = fold.keep(set(args[0]))
        elif what == "again" and chained:
            for each in told_chains:
                again = fold.chain(*each)
                assert (again.out, again.rows) == ([], {}), "what was read before changes nothing"
        elif what == "restart":
            fold = alerts(chained=chained)
            fold.restore(feed.rows)
            for each in told_chains if chained else ():
                again = fold.chain(*each)
                assert (again.out, again.rows) == ([], {}), "a restart changes nothing"
        feed.take(changes)
        assert shown(feed.alerts.values()) == sorted(due(feed.rows))
        assert set(feed.alerts) == set(fold.alerts)
    copy = alerts(chained=chained)
    copy.restore(feed.rows)
    for alert in feed.alerts.values():
        stands = copy._standing.event(alert.id)
        assert stands is not None
        assert replace(stands, cause=alert.cause) == alert
