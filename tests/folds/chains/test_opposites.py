"""Two outcomes in otherwise the same words are two happenings; a correction may say the opposite."""

import pytest

from slugline.folds.chains.fold import Chains
from slugline.folds.chains.imprint import imprint
from slugline.folds.chains.opposites import opposed
from slugline.intake.formats.plain_text import read_text
from slugline.records.story import Story
from tests.folds.chains.takes import MINUTE

BODY = (
    "TOLVIK, June 4 - The Marren council {} the Vashti harbour plan late on Monday, a statement said.",
    "The matter has been before it since the spring, and 43 people were heard.",
    "Costs are put at 7.2 million crowns, a paper of the ministry shows.",
)


def told(headline: str, verb: str, uri: str, *more: str) -> Story:
    return read_text("\n\n".join((headline, *BODY, *more)).format(verb), uri=uri)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Marren council allows Vashti harbour plan", "allowed"),
         ("Marren council blocks Vashti harbour plan", "blocked")),
        (("Marren council approves Vashti harbour plan", "approved"),
         ("Marren council rejects Vashti harbour plan", "rejected")),
        (("Marren council backs Vashti harbour plan", "backed"),
         ("Marren council opposes Vashti harbour plan", "opposed")),
        (("Vashti harbour plan upheld by Marren council", "upheld"),
         ("Vashti harbour plan overturned by Marren council", "overturned")),
    ],
)  # fmt: skip
def test_the_opposite_in_the_same_words_is_another_story(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    for first, second in ((one, other), (other, one)):
        chains = Chains()
        chains.add(told(*first, "urn:x:1"), 0)
        assert chains.add(told(*second, "urn:x:2"), 40 * MINUTE).relation == "first"
        again = chains.add(told(*first, "urn:x:3", "More is to come this week."), 50 * MINUTE)
        assert again.follows == "urn:x:1"
        alert = Chains()
        alert.add(read_text(first[0], uri="urn:x:1"), 0)
        assert alert.add(told(*second, "urn:x:2"), 4 * MINUTE).relation == "first"


def test_a_correction_may_say_the_opposite() -> None:
    chains = Chains()
    chains.add(told("Marren council backs Vashti harbour plan", "backed", "urn:x:1"), 0)
    turned = told("CORRECTED-Marren council opposes Vashti harbour plan", "opposed", "urn:x:2")
    found = chains.add(turned, 40 * MINUTE)
    assert (found.follows, found.relation) == ("urn:x:1", "correction")


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("Court clears Dahl", "Court convicts Dahl", True),
        ("Court convicts Dahl", "Court clears Dahl", True),
        ("Court clears Dahl", "Court acquits Dahl", False),
        ("Court clears Dahl", "Court rejects Dahl", False),
        ("Court clears Dahl, convicts Roe", "Court convicts Dahl", False),
        ("Court convicts Dahl", "Court clears Dahl\n\nIt had convicted Roe in May and heard both.", False),
        ("Court convicts Dahl\n\nIt had cleared Roe in May, and had heard both of them.", "Court clears Dahl",
         False),
        ("Court hears Dahl\n\nIt had cleared Roe in May, and had heard both of them.", "Court convicts Dahl",
         False),
    ],
)  # fmt: skip
def test_what_is_opposed(one: str, other: str, are: bool) -> None:
    first, second = (imprint(read_text(text, uri="urn:x:1")) for text in (one, other))
    assert opposed(first, second) is are


REST = (
    "\n\nOSLO, May 3 - {} on Monday.\n\nIt was the third such change this year, a paper shows.\n\n"
    "Nobody at the firm of 430 could be reached.\n\nBrokers had looked for as much, said Kaja Dahl."
)


@pytest.mark.parametrize(
    ("before", "said", "after", "says"),
    [
        ("Telsa Brick opens plant in Turin", "Telsa Brick opened a plant in Turin",
         "Telsa Brick opens plant in Turin, closes old one",
         "Telsa Brick opened a plant in Turin and closed one"),
        ("Quillon wins patent case against Drumlin", "A court said Quillon won a patent case against Drumlin",
         "Drumlin loses patent case against Quillon",
         "A court said Quillon won a patent case against Drumlin"),
        ("Halden Glass shares rise after deal", "Halden Glass shares rose 4 percent after a deal",
         "Halden Glass shares fall back after deal",
         "Halden Glass shares rose 4 percent after a deal, then fell"),
        ("Ferro Norte to buy Sambor mine", "Ferro Norte said it will buy a mine of Sambor Steel",
         "Sambor sells mine to Ferro Norte", "Ferro Norte said it will buy a mine of Sambor Steel"),
    ],
)  # fmt: skip
def test_an_update_may_say_it_from_the_other_side(before: str, said: str, after: str, says: str) -> None:
    chains = Chains()
    chains.add(read_text(before + REST.format(said), uri="urn:x:1"), 0)
    assert chains.add(read_text(after + REST.format(says), uri="urn:x:2"), 20 * MINUTE).follows == "urn:x:1"
