"""Who said it, over two stories of each template: a coarse floor, so that a rule that breaks a kind is seen.

The figures themselves: ``python -m tests.quality.attribution_templates``.
"""

from itertools import groupby

import pytest

import slugline
from slugline.reading.reader import Reader
from tests.quality.attribution_templates.judging import Judge, Verdict
from tests.quality.attribution_templates.stories import stories

EACH = 2
RIGHT = {"seen": 0.9, "kept": 0.75}
"""The share of stories in which everything is right, at least."""
WRONG = {"seen": 0.01, "kept": 0.05}
"""The share of what is stated at .9 or more that is not so, at most."""


@pytest.fixture(scope="module", params=["seen", pytest.param("kept", marks=pytest.mark.dear)])
def half(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def verdicts(half: str, reader: Reader) -> list[Verdict]:
    by_template = groupby(stories(5, half), key=lambda story: story.id.rpartition("/")[0])
    some = [story for _, made in by_template for story in list(made)[:EACH]]
    return [Judge(story).verdict(slugline.enrich(story.text, reader).quotes) for story in some]


def test_most_stories_are_right_in_everything(half: str, verdicts: list[Verdict]) -> None:
    faults = [f"{one.story.id}: {', '.join(one.faults)}" for one in verdicts if one.faults]
    assert len(faults) <= (1 - RIGHT[half]) * len(verdicts), "\n".join(faults)


def test_what_is_stated_as_sure_is_so(half: str, verdicts: list[Verdict]) -> None:
    sure = [(verdict.story.id, one) for verdict in verdicts for one in verdict.got if one.sure]
    wrong = [f"{story}: {one.fault}: {one.event.text!r}" for story, one in sure if one.fault]
    assert len(sure) > 0.3 * sum(len(verdict.got) for verdict in verdicts)
    assert len(wrong) <= WRONG[half] * len(sure), "\n".join(wrong)
