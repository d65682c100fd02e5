"""What stories are about, and their places, on labelled Wikinews stories where those are at hand."""

from pathlib import Path

import pytest

from tests.quality.wikinews_about import labels, score


def test_no_story_stands_in_both_halves() -> None:
    ids = [story["id"] for half in ("seen", "kept") for story in labels(half)]
    assert len(set(ids)) == len(ids) == 68


@pytest.mark.dear
@pytest.mark.parametrize("half", ["seen", "kept"])
def test_the_first_three_and_the_ids_of_places(half: str, shared: Path) -> None:
    found = score(half, shared)
    for counts, least in ((found.first, 0.83), (found.with_id, 0.85), (found.right_id, 0.97)):
        assert counts[True] >= least * counts.total(), "\n".join(found.faults if half == "seen" else ())
