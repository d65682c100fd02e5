"""The table of what arrives, what was known before, and what happens."""

from dataclasses import replace
from typing import Any

import pytest

from slugline.folds.register.known import NOTHING, Known
from slugline.folds.register.verdict import Arrived, Held, Verdict, becomes, decide
from tests.folds.register.lives import MADE_BY, NOW, OTHER, came, held, known, lived, numbered, text

SOON = NOW + 60


def unnumbered(version: int | None, **more: Any) -> Known:
    """Return what is known of a story that was killed without a number; None: of one that nobody knew."""
    return replace(known(version or 1, "canceled", **more), versioned=True, unnumbered=True)


COUNTED = known(3, versioned=False)
"""It came without a version, over version 3."""


@pytest.mark.parametrize(
    ("before", "arrived", "action", "reason"),
    [
        # the same version
        (None, came(3), "first", None),
        (known(3), came(3), "repeat", None),
        (known(3), came(3, words="mended"), "republish", "corrected"),
        (known(3), came(3, made_by=OTHER), "reread", "superseded"),
        (known(3, "canceled"), came(3), "stale", None),
        (known(3, "withheld"), came(3), "stale", None),
        (known(3, "deleted"), came(3), "stale", None),
        (known(3), came(3, "withheld"), "take-back", "withheld"),
        (known(3), came(3, "canceled"), "take-back", "canceled"),
        (known(3, "withheld"), came(3, "canceled"), "record", None),
        (known(3, "canceled"), came(3, "withheld"), "stale", None),
        (known(3, "deleted"), came(3, "withheld"), "stale", None),
        (known(3, "canceled"), came(3, "canceled"), "repeat", None),
        (known(3, "withheld"), came(3, "withheld"), "repeat", None),
        # a usable one without a number and a time, over what was taken back by its number
        (known(3, "canceled"), came(None, words="other"), "stale", None),
        (known(3, "withheld"), came(None, words="other"), "stale", None),
        (known(3, "deleted"), came(None, words="other"), "reinstate", None),
        (known(None, "canceled"), came(None, words="other"), "reinstate", None),
        (known(3, "canceled", moment=NOW), came(None, words="other", moment=NOW + 1), "reinstate", None),
        # a lower one
        (known(3), came(2), "stale", None),
        (known(3), came(2, "canceled"), "stale", None),
        (known(3), came(2, "withheld"), "stale", None),
        (known(3, "canceled"), came(2), "stale", None),
        (known(3, "canceled"), came(2, "canceled"), "stale", None),
        (known(3), came(2, broken=True), "stale", None),
        # a higher one
        (known(3), came(4), "replace", "corrected"),
        (known(3), came(4, words="v3"), "replace", "corrected"),
        (known(3), came(4, "canceled"), "take-back", "canceled"),
        (known(3), came(4, "withheld"), "take-back", "withheld"),
        (known(3, "canceled"), came(4, "withheld"), "record", None),
        (known(3, "canceled"), came(4), "reinstate", None),
        (known(3, "withheld"), came(4), "reinstate", None),
        (known(3, "deleted"), came(4), "reinstate", None),
        # a kill that has no version, and a null value
        (known(3), came(None, "canceled"), "take-back", "canceled"),
        (known(3), came(None, "withheld"), "take-back", "withheld"),
        (known(3), came(None, "deleted"), "take-back", "deleted"),
        (known(3, "withheld"), came(None, "deleted"), "record", None),
        (known(3, "canceled"), came(None, "deleted"), "record", None),
        (known(3, "canceled"), came(None, "withheld"), "stale", None),
        (known(3, "canceled"), came(None, "canceled"), "repeat", None),
        # what was there when it was taken back without a number, whatever number it has
        (unnumbered(None, moment=5), came(2, moment=4), "stale", None),
        (unnumbered(None, moment=5), came(2, moment=4, embargoed_ms=SOON), "stale", None),
        (unnumbered(None, moment=5), came(2, moment=5), "reinstate", None),
        (unnumbered(None, moment=5), came(2, moment=6), "reinstate", None),
        (unnumbered(None, seen=5), came(2, moment=4, seen=6), "reinstate", None),
        (unnumbered(None, seen=5), came(2, seen=4), "stale", None),
        (unnumbered(None, moment=5, seen=5), came(2, seen=4), "stale", None),
        (unnumbered(3, moment=5), came(4, moment=4), "stale", None),
        (unnumbered(3, moment=5), came(5, "withheld", moment=4), "record", None),
        (known(3, "canceled", moment=5), came(4, moment=4), "reinstate", None),
        # nothing known
        (None, came(3, "canceled"), "record", None),
        (None, came(3, "withheld"), "record", None),
        (None, came(None, "deleted"), "record", None),
        # no version given
        (None, came(None), "first", None),
        (known(None), came(None), "repeat", None),
        (known(None), came(None, made_by=OTHER), "reread", "superseded"),
        (known(None), came(None, words="later"), "replace", "corrected"),
        (known(None, moment=5), came(None, words="later", moment=6), "replace", "corrected"),
        (known(None, moment=5), came(None, words="earlier", moment=4), "stale", None),
        (known(None, moment=5), came(None, words="other", moment=5), "republish", "corrected"),
        (known(None, moment=5), came(None, words="undated"), "replace", "corrected"),
        (known(None, "canceled", moment=5), came(None, words="other", moment=5), "stale", None),
        (known(None, "canceled", moment=5), came(None, words="newer", moment=6), "reinstate", None),
        (known(None, "canceled"), came(None), "stale", None),
        (known(None, "canceled"), came(None, words="another"), "reinstate", None),
        (known(None, moment=5), came(None, "canceled", moment=4), "take-back", "canceled"),
        # a version where there was none, and none where there was one
        (known(3), came(None, words="wire copy"), "replace", "corrected"),
        (known(3, moment=5), came(None, words="wire copy", moment=4), "stale", None),
        (known(None), came(2), "replace", "corrected"),
        (COUNTED, came(2), "stale", None),
        (COUNTED, came(2, "canceled"), "stale", None),
        (known(None), came(2, "canceled"), "take-back", "canceled"),
        # an operator lets go what was withheld: that very content, when it had been withheld
        (known(3, "withheld", raw=5), came(3, released_by=6), "reinstate", None),
        (known(4, "withheld", words="v3", raw=5), came(3, released_by=6), "reinstate", None),
        (known(None, "withheld", raw=5), came(None, released_by=6), "reinstate", None),
        (known(3, "withheld", raw=5), came(3, words="mended", released_by=6), "stale", None),
        (known(3, "withheld", raw=7), came(3, released_by=6), "stale", None),
        (known(3, "withheld", raw=5), came(3, released_by=6, broken=True), "stand", None),
        (known(3, "canceled", raw=5), came(3, released_by=6), "stale", None),
        (known(3, "deleted", raw=5), came(3, released_by=6), "stale", None),
        (known(3, raw=5), came(3, released_by=6), "repeat", None),
        (known(4, raw=5), came(3, released_by=6), "stale", None),
        # what cannot be read wholly
        (None, came(3, broken=True), "first", None),
        (known(3), came(3, broken=True), "stand", None),
        (known(2), came(3, broken=True), "stand", None),
        (known(3), came(3, words="mended", broken=True), "stand", None),
        (known(3), came(3, made_by=OTHER, broken=True), "stand", None),
        (known(2, "canceled"), came(3, broken=True), "stand", None),
        # an embargo
        (None, came(3, embargoed_ms=SOON), "hold", None),
        (None, came(3, embargoed_ms=NOW), "first", None),
        (known(2), came(3, embargoed_ms=SOON), "hold", None),
        (known(2, "canceled"), came(3, embargoed_ms=SOON), "hold", None),
        (known(3, "canceled"), came(3, embargoed_ms=SOON), "stale", None),
        (known(3), came(3, embargoed_ms=SOON), "repeat", None),
        (known(3), came(3, words="mended", embargoed_ms=SOON), "hold", None),
        (known(3), came(2, embargoed_ms=SOON), "stale", None),
        (known(2), came(3, embargoed_ms=SOON, broken=True), "hold", None),
        (known(2), came(3, "canceled", embargoed_ms=SOON), "take-back", "canceled"),
    ],
)
def test_what_is_known_and_what_arrives(
    before: Known | None, arrived: Arrived, action: str, reason: str | None
) -> None:
    verdict = decide(before, None, arrived, NOW)
    assert (verdict.action, verdict.reason, verdict.drop_held) == (action, reason, False)


@pytest.mark.parametrize(
    ("before", "waits", "arrived", "expected"),
    [
        # an older usable one goes out while another waits; a newer, or the same one, ends the waiting
        (known(2), held(4), came(3), Verdict(action="replace", version=3, reason="corrected")),
        (None, held(4), came(3), Verdict(action="first", version=3)),
        (known(2), held(4), came(2), Verdict(action="repeat", version=2)),
        (known(2), held(4), came(1), Verdict(action="stale", version=1)),
        (known(2), held(4), came(4),
         Verdict(action="replace", version=4, reason="corrected", drop_held=True)),
        (known(2), held(4), came(5),
         Verdict(action="replace", version=5, reason="corrected", drop_held=True)),
        (None, held(4), came(4), Verdict(action="first", version=4, drop_held=True)),
        (known(2), held(4), came(4, broken=True), Verdict(action="stand", version=4, drop_held=True)),
        (known(2), held(4), came(5, broken=True), Verdict(action="stand", version=5)),
        # a newer held one replaces the one that waits, an older one does not
        (known(2), held(4), came(5, embargoed_ms=SOON), Verdict(action="hold", version=5)),
        (known(2), held(4), came(4, embargoed_ms=SOON), Verdict(action="hold", version=4)),
        (known(2), held(4), came(4, words="new", embargoed_ms=SOON), Verdict(action="hold", version=4)),
        (known(2), held(4), came(3, embargoed_ms=SOON), Verdict(action="stale", version=3)),
        # a kill of what waits; one of what stands only; one without a version is of both
        (known(2), held(4), came(4, "canceled"),
         Verdict(action="take-back", version=4, reason="canceled", drop_held=True)),
        (known(2), held(4), came(5, "withheld"),
         Verdict(action="take-back", version=5, reason="withheld", drop_held=True)),
        (known(2), held(4), came(3, "canceled"), Verdict(action="take-back", version=3, reason="canceled")),
        (known(2), held(4), came(1, "canceled"), Verdict(action="stale", version=1)),
        (known(2), held(4), came(None, "deleted"),
         Verdict(action="take-back", version=4, reason="deleted", drop_held=True)),
        # the newest is what waits, though what stood before it is killed
        (known(2, "canceled"), held(4), came(None, "withheld"),
         Verdict(action="record", version=4, drop_held=True)),
        (known(2, "deleted"), held(4), came(None, "withheld"),
         Verdict(action="record", version=4, drop_held=True)),
        (known(2, "canceled"), held(4), came(2, "withheld"), Verdict(action="stale", version=2)),
        (known(4, "canceled"), held(3), came(None, "withheld"), Verdict(action="stale", version=4)),
        (None, held(4), came(None, "canceled"), Verdict(action="record", version=4, drop_held=True)),
        (None, held(4), came(3, "canceled"), Verdict(action="record", version=3)),
        (known(2, "canceled"), held(4), came(None, "canceled"),
         Verdict(action="repeat", version=4, drop_held=True)),
        # no version given
        (known(None), held(None, "new"), came(None, words="newer"),
         Verdict(action="replace", version=1, reason="corrected", drop_held=True)),
        (known(None, words="old"), held(None, "new"), came(None, words="old"),
         Verdict(action="repeat", version=1)),  # it came before what waits
        (known(None), held(None, "new"), came(None, words="new"),
         Verdict(action="replace", version=1, reason="corrected", drop_held=True)),
        (known(None, moment=5), held(None, "new", moment=9), came(None, words="between", moment=7),
         Verdict(action="replace", version=1, reason="corrected")),
        (known(None), held(None, "new"), came(None, "canceled"),
         Verdict(action="take-back", version=1, reason="canceled", drop_held=True)),
        (known(None), held(None, "new"), came(None, words="later", embargoed_ms=SOON),
         Verdict(action="hold", version=1)),
    ],
)  # fmt: skip
def test_what_waits_and_what_arrives(
    before: Known | None, waits: Held, arrived: Arrived, expected: Verdict
) -> None:
    assert decide(before, waits, arrived, NOW) == expected


@pytest.mark.parametrize(
    ("before", "arrived", "version"),
    [
        (known(3), came(None, "deleted"), 3),
        (known(3), came(None, words="wire copy"), 3),
        (None, came(None, "deleted"), 1),
        (None, came(None), 1),
        (known(3), came(5, "canceled"), 5),
        (known(4, "withheld", words="v3", raw=5), came(3, released_by=6), 4),
    ],
)
def test_the_version_it_counts_as(before: Known | None, arrived: Arrived, version: int) -> None:
    verdict = decide(before, None, arrived, NOW)
    assert verdict.version == version
    row = becomes(verdict, before, None, arrived)
    assert row is not None and row.version == version


def left(before: Known | None, arrived: Arrived, waits: Held | None = None) -> Known:
    row = becomes(decide(before, waits, arrived, NOW), before, waits, arrived)
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        (left(None, came(2, moment=5, seen=7, raw=3)),
         {"versioned": True, "status": "usable", "moment": 5, "seen": 7, "content": text("v2"), "raw": 3,
          "made_by": MADE_BY, "offset": -1, "took": False}),
        (left(known(1), came(2, "canceled", words="KILL")),
         {"content": text("v1"), "versioned": True, "unnumbered": False}),
        (left(unnumbered(1, moment=4), came(2, "canceled", moment=5)), {"unnumbered": True, "moment": 5}),
        (left(unnumbered(1), came(2)), {"unnumbered": False}),
        (left(known(1, "withheld", words="was"), came(2, "canceled")), {"content": text("was")}),
        (left(None, came(2, "canceled")), {"content": NOTHING, "versioned": True}),
        (left(None, came(None, "deleted")), {"content": NOTHING, "versioned": True}),
        (left(known(None, moment=5), came(None, "canceled", moment=8)),
         {"versioned": False, "moment": 8, "unnumbered": True}),
        (left(known(None, moment=5), came(None, "deleted")), {"versioned": False, "moment": 5}),
        (left(known(3, moment=5), came(None, "deleted")), {"versioned": True, "moment": 5}),
        (left(known(3), came(None, "deleted"), held(4, "new")), {"content": text("new"), "versioned": True}),
        (left(known(3), came(None)), {"versioned": False, "version": 3}),
        (left(known(3, seen=9, raw=8), came(4, seen=5)), {"seen": 9, "raw": 8}),
    ],
)  # fmt: skip
def test_what_it_leaves(row: Known, fields: dict[str, Any]) -> None:
    assert {name: getattr(row, name) for name in fields} == fields


@pytest.mark.parametrize("action", [came(2), came(4, embargoed_ms=SOON), came(4, broken=True)])
def test_what_does_not_go_out_leaves_what_was_known(action: Arrived) -> None:
    assert left(known(3), action) == known(3)


def test_of_a_killed_story_no_version_revives_what_was_killed() -> None:
    """Without a version it is told by its content, also behind a second kill and a null value."""
    for kills in (["canceled"], ["withheld", "canceled"], ["deleted"], ["canceled", "deleted"]):
        life = lived([came(None, words="the story"), *(came(None, kill) for kill in kills)])  # type: ignore[arg-type]  # a status
        again = life.after(came(None, words="the story"))
        assert again.actions[-1] == "stale"
        assert again.end == life.end


def test_what_was_handled_before_its_row_is_stale() -> None:
    """A worker that died reads some records again: what came of them was followed by what stands now."""
    first, kill, second = numbered([came(None, words="a"), came(None, "canceled"), came(None, words="b")])
    life = lived([first, kill, second])
    again = lived([first, kill, second], life)
    assert again.actions == ["first", "take-back", "reinstate", "stale", "stale", "repeat"]
    assert again.known == life.known


def test_a_kill_that_is_read_again_spares_the_version_that_waited_behind_it() -> None:
    for kill in (came(None, "deleted"), came(None, "canceled"), came(1, "canceled")):
        first, kill_, waits = numbered([came(1), kill, came(2, embargoed_ms=SOON)])
        life = lived([first, kill_, waits])
        life = life.after(replace(waits, raw=-1, held_raw=waits.raw), SOON)
        assert life.end == (2, "usable")
        again = lived([first, kill_, waits], replace(life, held=None))
        assert again.actions[-3:] == ["stale", "stale", "repeat"]
        assert again.known == life.known


def test_offsets_of_a_feed_made_anew_say_nothing() -> None:
    life = lived([came(1, raw=100, seen=100)])
    assert life.after(came(2, raw=3, seen=200)).actions[-1] == "replace"
    assert life.after(came(2, raw=3, seen=90)).actions[-1] == "stale"
