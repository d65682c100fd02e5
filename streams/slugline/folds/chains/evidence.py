"""What speaks for two stories being one, and what against it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from slugline.folds.chains.commonness import Commonness
from slugline.folds.chains.imprint import NUMBER, Hashes, Imprint, Samples, comparable, within

LEAST: Final = 0.25
"""Share of runs of words below which two stories with a body are not looked at any further."""
ALERT_WORDS: Final = 0.75
"""Share of an alert's words that its story has."""
PROSE, LINES, BRIEF = 40, 60, 150
"""Words: below the first a form says hardly more than party and figures; below the others a story has a few
lines, and a few paragraphs, which a form may have made."""
ANOTHER: Final = 0.35
"""How telling a word is that may be the name of a party."""
ALERT_MS: Final = 60 * 60_000
"""How long after an alert its story comes."""
LATE_ALERT_MS: Final = 3 * ALERT_MS
"""The same where headline and alert say the same."""
BEFORE_MS: Final = 15 * 60_000
"""How long after its story an alert may come."""
NEXT_DAY_MS: Final = 15 * 3_600_000
"""From here on the same words with other figures are the next table of a series."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two stories have in common, each from 0 to 1; "smaller" is that with less to tell."""

    shingles: float
    """Share of the smaller one's runs of words that are in the other."""
    words: float
    """The same of its words, by how telling they are."""
    heads: tuple[float, float]
    """The same of the words of the earlier and the later headline, in the other story."""
    titles: float
    """Share of the words of the one headline that the other headline has, the smaller of both shares."""
    missing: tuple[float, float]
    """The most telling word of each headline that is not in the other story."""
    others: tuple[float, float]
    """How telling that word of each headline is that its body says too and the other story does not."""
    figures: tuple[bool, bool]
    """Whether such a word is a number."""
    numbers: float
    """Share of the numbers of the one with fewer that are in the other."""
    least_numbers: int
    smallest: int
    """Words of the shorter one."""
    apart_ms: int
    earlier_body: bool
    later_body: bool


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A story that is compared with many, with what need be worked out once."""

    imprint: Imprint
    weights: npt.NDArray[np.float64]
    head: npt.NDArray[np.float64]

    @classmethod
    def of(cls, found: Imprint, commonness: Commonness) -> Self:
        """Return it, with how telling its words are at this moment."""
        return cls(found, commonness.weights(found.words), commonness.weights(found.head))


def first_evidence(many: Samples, later: Imprint, apart_ms: Sequence[int]) -> Iterator[Evidence | None]:
    """Yield what runs of words and numbers tell of ``later`` and each of ``many``, so far from it in time.

    None where they are no tie even if all else speaks for it. The rest of what is yielded is not known yet.
    """
    known = zip(many.shared_runs(later), many.shared_numbers(later), apart_ms, strict=True)
    for at, (shingles, (numbers, fewer), apart) in enumerate(known):
        earlier_body = many.bodies[at]
        if earlier_body and later.body and shingles < LEAST:
            yield None
            continue
        given = Evidence(
            shingles=shingles, words=1.0, heads=(1.0, 1.0), titles=1.0, missing=(0.0, 0.0), others=(0.0, 0.0),
            figures=(False, False), numbers=numbers, least_numbers=fewer,
            smallest=min(many.sizes[at], later.size), apart_ms=apart,
            earlier_body=earlier_body, later_body=later.body,
        )  # fmt: skip
        yield given if is_tie(given) else None


def evidence(given: Evidence, earlier: Imprint, new: Newcomer, commonness: Commonness) -> Evidence | None:
    """Return all that two stories have in common, of which the first is ``given``; None if they are no tie.

    What is dear to find out comes last, and is not asked where the best answer would make no tie.
    """
    later = new.imprint
    weights = commonness.weights(earlier.head)
    first = _head(earlier.head, weights, later)
    if not earlier.body and given.shingles < LEAST and first[0] < ALERT_WORDS:
        return None
    second = _head(later.head, new.head, earlier)
    one, other = _absent(earlier, later, commonness), _absent(later, earlier, commonness)
    titles = min(_title(earlier.head, weights, later.head), _title(later.head, new.head, earlier.head))
    given = replace(
        given, heads=(first[0], second[0]), titles=titles, missing=(first[1], second[1]),
        others=(one[0], other[0]), figures=(one[1], other[1]),
    )  # fmt: skip
    return replace(given, words=_common(earlier, new, commonness)) if is_tie(given) else None


def _common(earlier: Imprint, new: Newcomer, commonness: Commonness) -> float:
    """Return the share of the words of the one with less to tell that are in the other, by their weights."""
    later, weights = new.imprint, commonness.weights(earlier.words)
    small, weights, large = (
        (earlier, weights, later) if weights.sum() <= new.weights.sum() else (later, new.weights, earlier)
    )
    known = comparable(small.words, large)
    whole = float(weights[known].sum())
    return float(weights[known & within(small.words, large.words)].sum()) / whole if whole else 0.0


def _absent(one: Imprint, other: Imprint, commonness: Commonness) -> tuple[float, bool]:
    """Return how telling that word is which ``one`` has in headline and body and the other nowhere.

    And whether a number is such a word. The headline of a new take may say it in other words; but whom and
    what it is of, headline and body both say.
    """
    words = one.named
    words = words[comparable(words, other) & ~within(words, other.words) & ~within(words, other.head)]
    numbers = words >= NUMBER
    return float(commonness.weights(words[~numbers]).max(initial=0.0)), bool(numbers.any())


def _head(words: Hashes, weights: npt.NDArray[np.float64], other: Imprint) -> tuple[float, float]:
    """Return which share of a headline is in the other story, and the most telling word that is not."""
    there = within(words, other.words) | within(words, other.head)
    known = comparable(words, other) | there
    whole = float(weights[known].sum())
    if not whole:
        return 1.0, 0.0
    absent = weights[known & ~there]
    return 1.0 - float(absent.sum()) / whole, float(absent.max()) if len(absent) else 0.0


def _title(words: Hashes, weights: npt.NDArray[np.float64], other: Hashes) -> float:
    """Return which share of a headline is in another headline."""
    whole = float(weights.sum())
    return float(weights[within(words, other)].sum()) / whole if whole else 1.0


def is_tie(given: Evidence) -> bool:
    """Tell whether two stories are takes of one. A wrong tie is worse than a missed one.

    What speaks against it comes first: another party or other figures in the same words (dividends, results,
    rate tables), the next day's table, page furniture under another headline.
    """
    if not (given.earlier_body and given.later_body):
        return _alert(given)
    low, high = min(given.heads), max(given.heads)
    same_head = low >= 0.8
    if low < 0.2 and high < 0.5:
        return False
    if given.smallest < BRIEF and _another(given, low):
        return False
    if given.apart_ms > NEXT_DAY_MS and given.shingles < 0.65 and max(given.missing) >= 0.4:
        return False  # what came of it the next day
    if given.shingles >= 0.93 and given.titles < 0.4 and given.apart_ms > 5 * 3_600_000:
        return False  # the same page, another headline
    if given.least_numbers and given.numbers < 0.7 and given.apart_ms > NEXT_DAY_MS:
        return False
    if given.least_numbers >= 3 and given.numbers < 0.5 and not same_head:
        return False
    same_words = given.shingles >= 0.65 and given.words >= 0.8 and high >= 0.7
    if given.smallest < BRIEF and min(given.missing) >= 0.4 and given.numbers < 0.8 and not same_words:
        return False  # another party, other figures
    if given.smallest < LINES:
        return _short(given, same_head=same_head)
    return (given.shingles >= 0.38 and given.shingles + given.words >= 1.12) or (
        given.shingles >= LEAST
        and given.words >= 0.8
        and given.numbers >= 0.9
        and given.least_numbers >= 2
        and low >= 0.5
    )


def _another(given: Evidence, low: float) -> bool:
    """Tell whether few words of one form are of another party, day or outcome."""
    if low < 0.8 and min(given.others) >= ANOTHER:
        return True
    if max(given.others) >= 0.5 and (all(given.figures) or (any(given.figures) and given.shingles < 0.6)):
        return True  # one of the two parties is named in both: who else was given a part of the work
    if given.shingles < 0.6 and min(given.missing) >= 0.6:
        return True  # the court that blocks it, and the one that lets it be
    if any(given.figures) and given.numbers < 0.8 and given.shingles < 0.7:
        return True  # how much it was this time
    if low < 0.8 and given.shingles < 0.7 and given.least_numbers >= 3 and given.numbers < 0.6:
        return True  # the next one of its kind
    return given.least_numbers >= 3 and given.numbers < 0.35  # the same report of another day


def _alert(given: Evidence) -> bool:
    """An alert, and the story that comes after it; or the same alert again."""
    if not given.earlier_body and not given.later_body:
        return given.shingles >= 0.9 and given.numbers == 1 and given.apart_ms <= 12 * 3_600_000
    whole = given.heads[given.earlier_body]
    other = given.heads[not given.earlier_body]
    within = ALERT_MS if given.later_body else BEFORE_MS
    if given.later_body and min(whole, other) >= 0.85:
        within = LATE_ALERT_MS
    if other < 0.5 and given.others[not given.earlier_body] >= 0.8:
        return False  # the same of another party, which the story says and the alert does not
    return given.apart_ms <= within and whole >= ALERT_WORDS and given.numbers >= 0.99 and other >= 0.45


def _short(given: Evidence, *, same_head: bool) -> bool:
    """A few lines: all figures and every telling word of the headlines must fit."""
    if same_head and given.apart_ms <= 3 * 3_600_000 and given.least_numbers >= 8:
        return given.shingles >= 0.3 and given.words >= 0.58
    prose = given.smallest >= PROSE and given.least_numbers
    if prose and given.shingles >= 0.7 and given.words >= 0.8 and given.numbers == 1:
        return True  # cut from the other, whatever its headline
    return (
        given.numbers >= 0.85
        and given.shingles >= 0.4
        and given.words >= 0.75
        and max(given.missing) < 0.45
        and not any(given.figures)
        and min(given.heads) >= 0.75
    )
