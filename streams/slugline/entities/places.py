"""Which place each mention means: by the words beside it, else by what else the story names.

Of places of one name the one with most people is meant, where nothing else is said: a country the story names
counts NEAR times, a region WITHIN times. Where that is not clear no place is given: none is better than a
wrong one. Figures are powers of ten.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log10

from slugline.entities.countries import nation_of
from slugline.entities.geonames import Place, is_known
from slugline.entities.name_forms import fold
from slugline.entities.name_spans import NameSpan
from slugline.entities.place_context import Named, read
from slugline.lang.chosen import LISTS

NEAR = 0.9
NEAR_REGION = 1.3
"""The same for regions of which there are several of a name."""
WITHIN = 2.0
BESIDE = 0.4
"""A country beside one that the story names."""
COUNTRY = 0.4
NAMESAKE = 1.2
"""What a town loses that has a country's name."""
CAPITAL = 0.5
CLEAR = 0.3
"""How far the first must be before the second, where the story speaks for the first."""
CLEAR_ALONE = 1.0
"""How far, where the story says nothing."""
CLEAR_KNOWN = 0.45
"""How far, where the town is one that copy gives without explanation."""
GREAT = 500_000
"""A capital with fewer people, or another town with fewer than twice as many, is not known by its name
alone.
"""
LARGE = 100_000
"""A town with fewer people is meant only where the story names its country."""
SMALL = 15_000
"""A town with fewer people is meant only where the story names its region."""
REGION = 1_000_000
"""A region with fewer people is meant only where the story names its country, or copy names it often."""
ALONE = 20
"""How many times as populous as all others of its name a place is that speaks for its country."""


class Story:
    """What a story's places and nations say of where it happens."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self.countries: Counter[str] = Counter()
        self.regions: Counter[str] = Counter()
        self.beside: set[str] = set()
        self.forms: dict[str, set[str]] = {}

    def add(self, place: Place, form: str) -> None:
        """Take in that ``form`` means ``place``."""
        if not place.code:
            return
        self.countries[place.country] += 1
        self.beside.update(place.neighbours)
        self.forms.setdefault(place.country, set()).add(form)
        if "-" in place.code:
            self.regions[place.code] += 1
            self.forms.setdefault(place.code, set()).add(form)

    def speaks_for(self, code: str, form: str) -> bool:
        """Return whether another name than ``form`` speaks for a country or region."""
        return bool(self.forms.get(code, set()) - {form})

    def points(self, place: Place, form: str, *, rival: bool) -> float:
        """Return how likely ``form`` means ``place`` in this story; ``rival``: a country has the name too."""
        points = log10(place.people + 100)
        points -= NAMESAKE * (rival and place.kind == "town")
        points += COUNTRY * (place.kind == "country") + CAPITAL * (place.capital and place.people >= GREAT)
        if place.kind != "country" and self.speaks_for(place.code, form) and "-" in place.code:
            points += WITHIN
        elif self.speaks_for(place.country, form):
            points += {"town": NEAR, "region": NEAR if rival else NEAR_REGION}.get(place.kind, WITHIN)
        elif place.kind == "country" and place.code in self.beside:
            points += BESIDE
        return points


def settle_places(text: str, spans: Sequence[NameSpan]) -> None:
    """Set the place of every span (in place, in order of the text) that names one for sure."""
    named = read(text, spans)
    if not named:
        return
    story = _evidence(named, spans)
    default = {form: _meant(group, story) for form, group in _by_form(named).items()}
    for form, place in default.items():
        if place:
            story.add(place, form)
    for form, group in _by_form(named).items():
        told = next((one.sure for one in group if one.sure), None)
        nowhere = any(one.nowhere for one in group)
        place = default[form] or _meant(group, story)
        for one in group:
            told = one.sure or told  # by the mention before, or else the first that is told
            one.span.place = told or (None if nowhere else place)


def _by_form(named: Iterable[Named]) -> dict[str, list[Named]]:
    forms: dict[str, list[Named]] = {}
    for one in named:
        forms.setdefault(one.form, []).append(one)
    return forms


def _evidence(named: Sequence[Named], spans: Sequence[NameSpan]) -> Story:
    story = Story()
    for span in spans:
        people = nation_of(fold(span.text)) if span.label == "NORP" else None
        if people:
            story.countries[people.code] += 1
            story.forms.setdefault(people.code, set()).add(fold(span.text))
    for one in named:
        place = one.sure or (None if one.nowhere else _alone(one.senses))
        if place:
            story.add(place, one.form)
    return story


def _alone(senses: Sequence[Place]) -> Place | None:
    """Return the one place a name means wherever it stands; None if there are several."""
    if not senses:
        return None
    first = max(senses, key=lambda one: one.people * (10 if one.kind == "country" else 1))
    rest = sum(one.people for one in senses if one.country != first.country)
    known = first.people >= {"town": LARGE, "region": REGION}.get(first.kind, 0)
    return first if known and first.people * (5 if first.kind == "country" else 1) > ALONE * rest else None


def _meant(group: Sequence[Named], story: Story) -> Place | None:
    """Return the place that mentions of one form mean by what the story says; None if that is not clear."""
    form, senses = group[0].form, group[0].senses
    if not senses:
        return None
    rival = any(one.kind == "country" for one in senses)
    ranked = sorted(
        ((story.points(one, form, rival=rival), one) for one in senses), key=lambda pair: -pair[0]
    )
    points, best = ranked[0]
    rest = [more for more, one in ranked[1:] if one.code != best.code]
    spoken = story.speaks_for(best.country, form)
    if (
        not spoken
        and best.people < {"town": LARGE, "region": REGION}.get(best.kind, 0)
        and form not in LISTS.split("cities.txt")
    ):
        return None
    if best.kind == "town" and best.people < SMALL and not story.speaks_for(best.code, form):
        return None
    known = best.people >= GREAT * (1 if best.capital else 2) or is_known(form, best)
    clear = CLEAR if spoken else CLEAR_KNOWN if known else CLEAR_ALONE
    if best.kind == "country":
        clear = CLEAR
    return best if not rest or points - max(rest) >= clear else None
