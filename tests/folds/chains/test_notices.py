"""Corrections that say no more of their story than its headline."""

import pytest

from slugline.folds.chains.fold import Chained, Chains
from slugline.folds.chains.notices import MOST_QUOTED, quoted_headlines
from tests.folds.chains.takes import MINUTE
from tests.folds.chains.test_chains import FIRE, HOUR, OTHER, story

HEADLINE = "Fire destroys the fish market of Ostvik"
NOTICE = (
    'CORRECTION - OSTVIK FIRE\n\nIn OSTVIK story headlined "{}," please read 14 million in fifth paragraph.'
)
SIGNALS = {"signals": ("correction",), "source": "Norvik"}


def last(notice: str, *before: str, apart: int = HOUR, **more: object) -> Chained:
    """Return what a notice is to a story, and to what came between the two."""
    chains = Chains()
    for number, text in enumerate((FIRE, *before), 1):
        chains.add(story(text, f"urn:x:{number}", source="Norvik"), number * MINUTE)
    return chains.add(story(notice, "urn:notice", **(SIGNALS | more)), apart)


@pytest.mark.parametrize(
    "notice",
    [
        NOTICE.format(HEADLINE),
        NOTICE.format(HEADLINE.upper()),
        NOTICE.format("FIRE DESTROYS THE\nFISH MARKET OF OSTVIK"),
        f"(CORRECTION)\n\nPlease read in item “{HEADLINE}” ... 14 million. This makes it clear who pays.",
        f"CORRECTED - Market fire\n\n« {HEADLINE} » : lire 14 millions au cinquième paragraphe.",
        f'CORRECTION - Market\n\nIt cost 15" of rain. In "{HEADLINE}" read "14 million", not "12 million".',
    ],
)
def test_a_notice_that_quotes_the_headline_is_of_the_chain(notice: str) -> None:
    found = last(notice, OTHER)
    assert (found.relation, found.follows) == ("correction", "urn:x:1")


@pytest.mark.parametrize(
    ("notice", "more"),
    [
        (NOTICE.format("Fire destroys the fish market of Lunden"), {}),
        (NOTICE.format(HEADLINE), {"source": "Another"}),
        (NOTICE.format(HEADLINE), {"source": None}),
        (NOTICE.format(HEADLINE), {"signals": ()}),
        (NOTICE.format(HEADLINE), {"apart": 49 * HOUR}),
        (NOTICE.replace('"', "").format(HEADLINE), {}),
        (NOTICE.format("Elections in Lunden"), {}),
    ],
)
def test_what_might_be_about_another_story_is_not(notice: str, more: dict[str, object]) -> None:
    assert last(notice, OTHER, **more).follows is None  # type: ignore[arg-type]


def test_of_two_stories_with_one_headline_neither_is_meant() -> None:
    other = f"{HEADLINE}\n\nOSTVIK - Nobody knows why, said Anna Berg of the fire brigade, and went home."
    assert last(NOTICE.format(HEADLINE), other).follows is None


def test_the_newest_take_with_the_headline_is_followed() -> None:
    assert last(NOTICE.format(HEADLINE), FIRE).follows == "urn:x:2"


def test_a_killed_story_is_not_corrected() -> None:
    chains = Chains()
    chains.add(story(source="Norvik"), 0)
    chains.take_back("urn:x:1")
    assert chains.add(story(NOTICE.format(HEADLINE), "urn:x:2", **SIGNALS), MINUTE).follows is None


def test_so_many_headlines_are_looked_for() -> None:
    text = "CORRECTION - Many\n\n" + " ".join(f'"the story of house number {one}"' for one in range(99))
    assert len(quoted_headlines(story(text, signals=("correction",)))) == MOST_QUOTED
