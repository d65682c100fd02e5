"""Mentions into entities: one cluster for all the forms a story uses of one name."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from slugline.entities.countries import country_of, nation_of
from slugline.entities.known_names import kind_by_name, spelled_out
from slugline.entities.name_forms import calm, core, fold, initials, shout
from slugline.entities.name_spans import Spot
from slugline.entities.people import people

FAMILIES = {
    "PERSON": "person",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "nation",
    "ORG": "org",
}


GENERIC = frozenset(["river", "province", "region", "district", "island", "lake", "town", "area"])
"""Words that a place's name may do without."""


@dataclass(slots=True)
class Cluster:
    """One entity of a story: its mentions in order, its name, its ISO code if it is a country."""

    spots: list[Spot]
    label: str
    name: str
    country: str | None = None
    known: str = ""
    """Id in the user's authority file, if a mention was found through it."""


def merge(spots: Sequence[Spot]) -> list[Cluster]:
    """Return the clusters of ``spots``, in order of their first mention."""
    families: dict[str, list[Spot]] = {}
    for spot in spots:
        families.setdefault(FAMILIES.get(spot.label, spot.label), []).append(spot)
    clusters: list[Cluster] = []
    for family, members in families.items():
        if family == "person":
            clusters += [_cluster(group) for group in people(members)]
        elif family == "org":
            clusters += [_cluster(group) for group in organisations(members)]
        elif family in ("place", "nation"):
            clusters += _by_country(members, nations=family == "nation")
        else:
            clusters += [_cluster(group) for group in _by_form(members).values()]
    return sorted(_by_authority(clusters), key=lambda cluster: cluster.spots[0].start)


def _by_authority(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Return ``clusters`` so that each entry of the authority file has one of its own, and only one."""
    whole: list[Cluster] = []
    known: dict[str, list[Spot]] = {}
    for cluster in clusters:
        keys = dict.fromkeys(spot.known for spot in cluster.spots if spot.known)
        if not keys:
            whole.append(cluster)
            continue
        first = next(iter(keys))
        for spot in cluster.spots:
            known.setdefault(spot.known or first, []).append(spot)
    for key, spots in known.items():
        cluster = _cluster(sorted(spots, key=lambda one: one.start))
        cluster.known = key
        whole.append(cluster)
    return whole


def organisations(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Return the mentions grouped by organisation: corporate forms, acronyms, leading words."""
    forms: dict[str, list[Spot]] = {}
    for spot in spots:
        forms.setdefault(core(fold(spot.text)), []).append(spot)
    owner = {form: form for form in forms}
    long = sorted((form for form in forms if " " in form), key=lambda form: forms[form][0].start)
    acronyms = {letters: form for form in reversed(long) for letters in _letters(forms[form])}
    for form, group in forms.items():
        if " " in form:
            continue
        full = acronyms.get(form) if group[0].text.replace(".", "").isupper() else None
        full = full or _only([other for other in long if other.startswith(form + " ")], form, forms[form][0])
        full = full or _only([other for other in long if _named_after_place(other, form)], form, None)
        if full:
            owner[form] = full
    for form in long:
        full = _only([other for other in long if other.startswith(form + " ")], form, forms[form][0])
        if full:
            owner[form] = full
    merged: dict[str, list[Spot]] = {}
    for form, group in forms.items():
        while owner[form] != form:
            form = owner[form]
        merged.setdefault(form, []).extend(group)
    return [sorted(group, key=lambda one: one.start) for group in merged.values()]


def _letters(group: list[Spot]) -> set[str]:
    return {letters for text in {spot.text for spot in group} for letters in initials(text)}


def _only(longer: list[str], form: str, spot: Spot | None) -> str | None:
    """Return the one longer form, unless the short one, written as in ``spot``, is known for something by
    itself.
    """
    if len(longer) != 1 or country_of(form) or nation_of(form):
        return None
    return None if spot and (spot.text.isupper() or kind_by_name(spot.text, form)) else longer[0]


def _named_after_place(longer: str, form: str) -> bool:
    """Return whether ``longer`` is a place's name followed by ``form``: "miami heat" and "heat"."""
    place, found, _ = longer.rpartition(" " + form)
    return (
        bool(found) and longer.endswith(" " + form) and kind_by_name(place, place) in ("GPE", "NORP", "LOC")
    )


def _by_form(spots: Iterable[Spot]) -> dict[str, list[Spot]]:
    forms: dict[str, list[Spot]] = {}
    for spot in spots:
        forms.setdefault(fold(spelled_out(spot.text)), []).append(spot)
    return forms


def _by_country(spots: Sequence[Spot], *, nations: bool) -> list[Cluster]:
    """Return the clusters of places (or nations): all names of a country or nation are one."""
    clusters: dict[str, Cluster] = {}
    forms = _by_form(spots)
    for form, group in forms.items():
        bare = form.rpartition(" ")
        if bare[2] in GENERIC and bare[0] in forms and not country_of(bare[0]):
            form = bare[0]
        found = nation_of(form) if nations else country_of(form)
        key, name, country = (found.key, found.name, found.code) if found else (form, "", None)
        if key in clusters:
            clusters[key].spots.extend(group)
        else:
            clusters[key] = _cluster(group, name=name, country=country)
    for cluster in clusters.values():
        cluster.spots.sort(key=lambda one: one.start)
    return list(clusters.values())


def _cluster(spots: list[Spot], *, name: str = "", country: str | None = None) -> Cluster:
    label = Counter(spot.label for spot in spots).most_common(1)[0][0]
    return Cluster(spots, label, name or best_name([spot.text for spot in spots], label), country)


def best_name(texts: Sequence[str], label: str) -> str:
    """Return the fullest form, on a tie the more frequent, then the first; not in capitals if possible."""
    counts = Counter(" ".join(text.split()) for text in texts)
    return calm(max(counts, key=lambda text: (not shout(text), len(text.split()), counts[text])), label)
