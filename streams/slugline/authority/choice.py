"""Which entry of an authority file a name is where several have it; none where that is not clear."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log1p
from typing import Final

from slugline.authority.entries import Entry
from slugline.authority.folding import key

FAMILIES: Final[Mapping[str, str]] = {
    "PERSON": "person", "ORG": "body", "NORP": "people", "GPE": "place", "LOC": "place", "FAC": "place",
    "EVENT": "event", "PRODUCT": "thing", "LAW": "thing", "WORK_OF_ART": "thing",
}  # fmt: skip
"""Types that a model takes for each other."""
SURE: Final = 0.7
"""Below that no entry is chosen. Of two that differ in one thing only, each of these tells: type, country,
another name of it, a role."""
TYPE, COUNTRY, NAMED, ROLE = 2.0, 1.5, 3.0, 2.0
AGAINST, DOUBTED = 0.8, 0.5
"""How sure an entry is at most that the model takes for something else."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a story says beside one name."""

    labels: Collection[str]
    """What the model takes the name for, at its places; empty where it sees no name."""
    countries: Collection[str]
    """Codes of the countries that the story names for sure."""
    named: Collection[str]
    """Folded names that stand in the story."""
    beside: str
    """Folded words around the name."""


def choose(
    candidates: Sequence[tuple[int, Entry]], name: str, told: Surroundings, *, doubtful: bool = False
) -> tuple[int, float] | None:
    """Return the number of the entry that is meant and how sure that is, from 0 to 1; None if not so sure.

    Where the model takes the name for something else, an entry wins unless that is ``doubtful``.
    """
    scores = [(_score(entry, name, told), number) for number, entry in candidates]
    best, chosen = max(scores, key=lambda one: (one[0], -one[1]))
    whole = sum(exp(score - best) for score, _ in scores)
    sure = 1.0 / whole
    if _against(dict(candidates)[chosen], told.labels):
        sure *= DOUBTED if doubtful else AGAINST
    return (chosen, round(sure, 2)) if sure >= SURE else None


def _score(entry: Entry, name: str, told: Surroundings) -> float:
    score = log1p(entry.prior)
    if told.labels:
        score += -TYPE if _against(entry, told.labels) else TYPE
    if entry.country:
        score += COUNTRY * (entry.country in told.countries)
    if any(other != name and " " in other and other in told.named for other in _keys(entry)):
        score += NAMED
    if any(key(role) in told.beside for role in entry.roles):
        score += ROLE
    return score


def _against(entry: Entry, labels: Iterable[str]) -> bool:
    """Tell whether the model takes the name for something else, at all of its places."""
    families = {FAMILIES.get(label) for label in labels} - {None}
    return bool(families) and FAMILIES[entry.type] not in families


def _keys(entry: Entry) -> list[str]:
    return [key(one) for one in entry.names]
