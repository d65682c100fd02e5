"""What stands beside the committed offset of the chains."""

import pytest

from slugline.folds.chains.feed_fold import Mark
from slugline.runtime.chains_note import APART, Note, Places

MARK = Mark(first=17, newest_ms=1_900_000_000_000)


@pytest.mark.parametrize("feed", [None, "c2x1Z2xpbmU/9f0c5d1e-0000-4000-8000-000000000000"])
def test_it_is_read_as_it_was_written(feed: str | None) -> None:
    note = Note(mark=MARK, chains=9, feed=feed)
    assert Note.read(note.written()) == note
    assert len(note.written()) < 200


@pytest.mark.parametrize(
    "text", ["", "x", "1 17 19", "2 17 19 9 -", "1 17 19 9", "1 17 19 -9 -", "1 17 19 9 - -"]
)
def test_what_someone_else_wrote_is_none(text: str) -> None:
    assert Note.read(text) is None


def test_places_are_never_behind_what_is_asked_for() -> None:
    places = Places(begin=3)
    assert places.before(0) == 3
    written = {}
    for order in range(0, 20 * APART, 7):
        places.note(order, order // 2)
        written[order] = order // 2
    for order in range(0, 20 * APART, 500):
        at = places.before(order)
        assert at <= min(offset for one, offset in written.items() if one >= order)
        assert at >= order // 2 - 2 * APART or at == 3
    assert len(places._known) <= 2
