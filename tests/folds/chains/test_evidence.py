"""What is not asked of two stories because the best answer would make no tie, and what that spares."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from slugline.folds.chains.arriving import arriving, imprinted
from slugline.folds.chains.evidence import ALERT_MS, NEXT_DAY_MS, Evidence, is_tie
from slugline.folds.chains.fold import Chains
from slugline.intake.formats.plain_text import read_text
from tests.folds.chains.takes import MINUTE, formed
from tests.work import calls

SHARE = some.floats(0, 1)
PAIR = some.tuples(SHARE, SHARE)
ANY = some.builds(
    Evidence, shingles=SHARE, words=SHARE, heads=PAIR, titles=SHARE, missing=PAIR, numbers=SHARE,
    others=PAIR, figures=some.tuples(some.booleans(), some.booleans()),
    least_numbers=some.integers(0, 12), smallest=some.integers(0, 300),
    apart_ms=some.sampled_from((0, MINUTE, ALERT_MS, 6 * ALERT_MS, NEXT_DAY_MS + 1)),
    earlier_body=some.booleans(), later_body=some.booleans(),
)  # fmt: skip


@given(ANY)
def test_more_in_common_unmakes_no_tie(found: Evidence) -> None:
    if is_tie(found):
        best = replace(found, words=1.0)
        assert is_tie(best)
        least = replace(best, others=(0.0, 0.0), figures=(False, False))
        assert is_tie(replace(least, heads=(1.0, 1.0), titles=1.0, missing=(0.0, 0.0)))


def test_stories_of_one_form_are_put_aside_before_all_of_them_is_compared() -> None:
    copies = [
        read_text("\n\n".join((one.headline, *one.paragraphs)), uri=f"urn:form:{number}")
        for number, one in enumerate(formed(random.Random(1), 60))
    ]
    come = [arriving(imprinted(story)) for story in copies]
    chains = Chains()
    assert calls(lambda: [chains.take(one, MINUTE) for one in come]) < 30_000


LEAD = Evidence(
    shingles=0.74, words=0.82, heads=(0.77, 0.48), titles=0.5, missing=(0.48, 0.52),
    others=(0.0, 0.0), figures=(False, False), numbers=0.67, least_numbers=3,
    smallest=110, apart_ms=62 * MINUTE, earlier_body=True, later_body=True,
)  # fmt: skip
THIRD = replace(
    LEAD, shingles=0.85, words=0.86, heads=(0.48, 0.49), missing=(0.52, 0.67), numbers=1.0, least_numbers=2,
    smallest=49,
)  # fmt: skip
SAME = replace(LEAD, heads=(1.0, 1.0), missing=(0.0, 0.0))
NEXT_DAY = replace(SAME, shingles=0.6, numbers=0.9, apart_ms=NEXT_DAY_MS + 1)
PAGE = replace(SAME, shingles=0.93, numbers=1.0, apart_ms=5 * 60 * MINUTE + 1)
ALERT = replace(SAME, heads=(0.9, 0.49), numbers=1.0, apart_ms=MINUTE, earlier_body=False)
LATE_ALERT = replace(SAME, heads=(0.85, 0.85), numbers=1.0, apart_ms=ALERT_MS + 1, earlier_body=False)


@pytest.mark.parametrize(
    ("found", "tied"),
    [
        (LEAD, True),  # a new lead: other figures, a headline that says more
        (replace(LEAD, heads=(0.45, 0.4)), False),  # another party's bond: the form's words, not the name
        (replace(LEAD, words=0.75), False),
        (THIRD, True),  # cut to a third, under a headline of one's own
        (replace(THIRD, smallest=25), False),  # another fund's payout
        (replace(THIRD, numbers=0.9), False),
        (replace(THIRD, least_numbers=0), False),
        (replace(LEAD, others=(0.4, 0.6)), False),  # each has a party that the other one does not name
        (replace(LEAD, others=(0.3, 0.6)), True),
        (replace(LEAD, others=(0.0, 0.6), figures=(True, True)), False),
        (replace(LEAD, others=(0.0, 0.4), figures=(True, True)), True),
        (replace(LEAD, shingles=0.59, numbers=1.0, missing=(0.61, 0.61)), False),  # the opposite of it
        (replace(LEAD, shingles=0.61, numbers=1.0, missing=(0.61, 0.61)), True),
        (replace(SAME, numbers=0.34), False),  # the same report, of another day
        (replace(SAME, numbers=0.36), True),
        (replace(NEXT_DAY, missing=(0.4, 0.0)), False),  # what came of it the next day
        (replace(NEXT_DAY, missing=(0.39, 0.0)), True),
        (replace(NEXT_DAY, missing=(0.6, 0.0), shingles=0.65), True),
        (
            replace(SAME, figures=(True, False), shingles=0.69, numbers=0.79),
            False,
        ),  # how much it was this time
        (
            replace(PAGE, titles=0.39),
            False,
        ),  # the same page under another headline, whose words its links have
        (replace(PAGE, titles=0.4), True),
        (replace(PAGE, titles=0.39, shingles=0.92), True),
        (replace(PAGE, titles=0.39, apart_ms=5 * 60 * MINUTE), True),
        (replace(SAME, figures=(True, False), shingles=0.7, numbers=0.79), True),
        (replace(SAME, figures=(True, False), shingles=0.69, numbers=0.8), True),
        (replace(SAME, heads=(0.79, 1.0), shingles=0.69, numbers=0.59), False),  # the next one of its kind
        (replace(SAME, heads=(0.8, 1.0), shingles=0.69, numbers=0.59), True),
        (replace(SAME, heads=(0.79, 1.0), shingles=0.7, numbers=0.59), True),
        (replace(SAME, heads=(0.79, 1.0), shingles=0.69, numbers=0.6), True),
        (replace(ALERT, others=(0.0, 0.8)), False),  # another lender's rate, of which the alert does not say
        (replace(ALERT, others=(0.0, 0.79)), True),
        (replace(ALERT, others=(0.0, 0.8), heads=(0.9, 0.5)), True),
        (replace(LATE_ALERT, apart_ms=3 * ALERT_MS), True),
        (replace(LATE_ALERT, apart_ms=3 * ALERT_MS + 1), False),
        (replace(LATE_ALERT, heads=(1.0, 0.84)), False),
        (replace(LATE_ALERT, heads=(0.84, 1.0)), False),
        (
            replace(LATE_ALERT, later_body=False, earlier_body=True),
            False,
        ),  # no alert comes so late after its story
    ],
)
def test_what_makes_a_tie_under_another_headline(found: Evidence, tied: bool) -> None:
    assert is_tie(found) is tied
