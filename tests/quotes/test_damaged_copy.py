"""Wire copy with marks dropped, doubled and swapped, with odd and right-to-left characters: no error."""

import random

import pytest

from tests.quotes.test_kinds import CASES as KINDS
from tests.quotes.test_offsets import check
from tests.quotes.test_speakers import CASES as SPEAKERS
from tests.work import calls

COPY = [text for text, _ in KINDS.values()] + [text.replace("\n\n", "\n") for text, _ in SPEAKERS.values()]
MARKS = "\"'“”‘’«»„`"
ODD = [
    "\u200b",
    "\u200e",
    "\u200f",
    "\u202b",
    "\u202e",
    "\ufeff",
    "\u00ad",
    "\u00a0",
    "ש",
    "ع",
    "''",
    "--",
    "\t",
]


def damaged(text: str, chance: random.Random) -> str:
    """Return ``text`` with one to six faults."""
    chars = list(text)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(chars) + 1)
        marks = [place for place, char in enumerate(chars) if char in MARKS]
        fault = chance.randrange(7)
        if fault == 0 and marks:
            del chars[chance.choice(marks)]
        elif fault == 1 and marks:
            chars.insert(chance.choice(marks), chance.choice(MARKS))
        elif fault == 2 and marks:
            chars[chance.choice(marks)] = chance.choice(MARKS)
        elif fault == 3:
            chars.insert(at, chance.choice(ODD))
        elif fault == 4:
            chars.insert(at, chance.choice(MARKS))
        elif fault == 5:
            del chars[at : at + chance.randint(1, 12)]
        else:
            chars[at:at] = chars[max(0, at - 30) : at]
    return "".join(chars)


def paragraphs(count: int, seed: int) -> int:
    """Read ``count`` damaged paragraphs, checking every offset; return how many quotes were found in them."""
    chance = random.Random(seed)
    return sum(check(damaged(chance.choice(COPY), chance)) for _ in range(count))


def test_damaged_paragraphs_are_read() -> None:
    assert paragraphs(3_000, seed=20250213) > 2_000


UNITS = [
    '"',
    "“",
    "”",
    "'a ",
    'he said "yes," ',
    '"No," Smith said. ',
    "said ",
    "Ann Roe, who said, ",
    "— Smith said — ",
]


@pytest.mark.dear
@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_no_faster_than_the_text(unit: str) -> None:
    def work(size: int) -> int:
        return calls(lambda: check((unit * (size // len(unit) + 1))[:size]))

    work(2_000)  # what is made at first use
    assert work(20_000) < 6 * work(5_000), "linear work is four times as much"
