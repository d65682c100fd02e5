"""Which entry is meant where several have a name; none where that is not clear."""

from typing import Any

import pytest

from slugline.authority import Entry, Ids
from slugline.authority.choice import Surroundings, choose

NOWHERE = Surroundings(labels=(), countries=(), named=(), beside="")
COAST = Entry(name="Dahl", type="PERSON", aliases=("Jon Dahl",), country="NO", roles=("finance minister",))
SWEDE = Entry(name="Dahl", type="PERSON", aliases=("Eva Dahl",), country="SE")
TOWN = Entry(name="Dahl", type="GPE", country="NO")


def chosen(entries: tuple[Entry, ...], **told: Any) -> int | None:
    around = Surroundings(**{name: told.get(name, ()) for name in ("labels", "countries", "named")},
                          beside=told.get("beside", ""))  # fmt: skip
    found = choose(list(enumerate(entries)), "dahl", around)
    return None if found is None else found[0]


@pytest.mark.parametrize(
    ("entries", "told", "number"),
    [
        ((COAST, SWEDE), {}, None),
        ((COAST, SWEDE), {"countries": ["SE"]}, 1),
        ((COAST, SWEDE), {"named": ["dahl", "jon dahl"]}, 0),
        ((COAST, SWEDE), {"beside": "norway s finance minister said"}, 0),
        ((COAST, TOWN), {"labels": ["GPE"]}, 1),
        ((COAST, TOWN), {"labels": ["PERSON"]}, 0),
        ((COAST, TOWN), {"labels": ["PERSON", "GPE"]}, None),
        ((COAST,), {}, 0),
        ((COAST,), {"labels": ["ORG"]}, 0),
    ],
)
def test_the_story_tells(entries: tuple[Entry, ...], told: dict[str, Any], number: int | None) -> None:
    assert chosen(entries, **told) == number


def test_the_better_known_one_is_meant_where_nothing_else_tells() -> None:
    known = Entry(name="Dahl", type="PERSON", ids=Ids(wikidata="Q1"), prior=90)
    assert chosen((SWEDE, known)) == 1


def test_how_sure() -> None:
    assert choose([(4, COAST)], "dahl", NOWHERE) == (4, 1.0)
    against = Surroundings(labels=("ORG",), countries=(), named=(), beside="")
    assert choose([(4, COAST)], "dahl", against) == (4, 0.8)
    assert choose([(4, COAST)], "dahl", against, doubtful=True) is None
