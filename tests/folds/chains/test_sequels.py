"""What comes after a story: its next take is of its chain, the next of its kind and the next day's are not.

`sequels.txt` has two texts a block, with ``same`` or ``another`` and the hours between them above; | breaks a
line. The rules were found with the blocks of even places; those in LEFT are still told wrongly.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from slugline.folds.chains.fold import Chains
from slugline.intake.formats.plain_text import read_text
from slugline.records.story import Story
from tests.folds.chains.forms import particulars
from tests.folds.chains.takes import MINUTE

BLOCKS = (Path(__file__).parent / "sequels.txt").read_text("utf-8").strip().split("\n\n")
SEEDS = 12
LEFT = {
    1: "its headline and its lead have no word that yesterday's story lacks",
    3: "half of the figures by chance",
    12: "but for the name all is said in the alert",
}


def told(place: int) -> Iterator[tuple[bool, bool]]:
    """Yield whether the second text should be, and whether it is, of the first one's chain."""
    head, *lines = BLOCKS[place].split("\n")
    kind, hours = head.split()
    cut = lines.index("then")
    for seed in range(SEEDS):
        filled = particulars(random.Random(seed * 100 + place))
        filled["city"] = filled["city"].title()
        chains = Chains()
        chains.add(_story(lines[:cut], filled, 1), 0)
        later = chains.add(_story(lines[cut + 1 :], filled, 2), int(hours) * 60 * MINUTE)
        yield kind == "same", later.follows is not None


def _story(lines: list[str], filled: dict[str, str], number: int) -> Story:
    text = "\n\n".join(line.format(**filled).replace(" | ", "\n") for line in lines)
    return read_text(text, uri=f"urn:sequels:{number}")


@pytest.mark.parametrize("place", [at for at in range(len(BLOCKS)) if at not in LEFT])
def test_what_comes_after_is_of_the_chain_or_is_not(place: int) -> None:
    assert all(is_tied is should for should, is_tied in told(place)), BLOCKS[place]


@pytest.mark.parametrize("place", LEFT)
def test_what_is_left_is_still_told_wrongly(place: int) -> None:
    assert any(is_tied is not should for should, is_tied in told(place)), LEFT[place]
