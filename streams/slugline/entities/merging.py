"""Mentions into entities: one cluster for all the forms a story uses of one name."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mode

from slugline.entities.countries import country_of, named_country, nation_of
from slugline.entities.geonames import Place
from slugline.entities.known_names import kind_by_name, spelled_out
from slugline.entities.name_forms import core, fold, in_title_case, initials, is_all_capitals, without_kind
from slugline.entities.name_spans import NameSpan
from slugline.entities.same_person import by_person
from slugline.lang.vocabulary import CLASSES

FAMILIES = {
    "PERSON": "person",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "nation",
    "ORG": "org",
}


PARTY = CLASSES["party-word"]
"""Words behind an organisation's name that it may do without, though the name is known."""
GENERIC = CLASSES["generic-place"]
"""Words that a place's name may do without."""


@dataclass(slots=True)
class Cluster:
    """One entity of a story: its mentions in order, its name, the nation's ISO code, the place it is."""

    spans: list[NameSpan]
    label: str
    name: str
    country: str | None = None
    place: Place | None = None
    entry: str = ""
    """Id in the user's authority file, if a mention was found through it."""


def merge(spans: Sequence[NameSpan]) -> list[Cluster]:
    """Return the clusters of ``spans``, in order of their first mention."""
    families: dict[str, list[NameSpan]] = {}
    for span in spans:
        families.setdefault(FAMILIES.get(span.label, span.label), []).append(span)
    clusters: list[Cluster] = []
    for family, members in families.items():
        if family == "person":
            clusters += [_cluster(group) for group in by_person(members)]
        elif family == "org":
            clusters += [_cluster(group) for group in organisations(members)]
        elif family == "nation":
            clusters += _by_nation(members)
        elif family == "place":
            clusters += _by_place(members)
        else:
            clusters += [_cluster(group) for group in _by_thing(members)]
    return sorted(_by_authority(clusters), key=lambda cluster: cluster.spans[0].start)


def _by_authority(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Return ``clusters`` so that each entry of the authority file has one of its own, and only one."""
    whole: list[Cluster] = []
    known: dict[str, list[NameSpan]] = {}
    for cluster in clusters:
        keys = dict.fromkeys(span.entry for span in cluster.spans if span.entry)
        if not keys:
            whole.append(cluster)
            continue
        first = next(iter(keys))
        for span in cluster.spans:
            known.setdefault(span.entry or first, []).append(span)
    for key, spans in known.items():
        cluster = _cluster(sorted(spans, key=lambda one: one.start))
        cluster.entry = key
        whole.append(cluster)
    return whole


def organisations(spans: Sequence[NameSpan]) -> list[list[NameSpan]]:
    """Return the mentions grouped by organisation: corporate forms, acronyms, leading words."""
    forms: dict[str, list[NameSpan]] = {}
    for span in spans:
        forms.setdefault(core(fold(span.text)), []).append(span)
    owner = {form: form for form in forms}
    long = sorted((form for form in forms if " " in form), key=lambda form: forms[form][0].start)
    beginning = _by_beginning(long)
    behind_place = _by_name_behind_place(long)
    acronyms = {letters: form for form in reversed(long) for letters in _letters(forms[form])}
    for form, group in forms.items():
        if " " in form:
            continue
        full = acronyms.get(form) if group[0].text.replace(".", "").isupper() else None
        full = full or _only(beginning.get(form, ()), form, forms[form][0])
        full = full or _only(behind_place.get(form, ()), form, None)
        if full:
            owner[form] = full
    for form in long:
        short = _without_party(form)
        if short != form and short in forms and owner[short] == short:
            owner[short] = form
            continue
        full = _only(beginning.get(form, ()), form, forms[form][0])
        if full:
            owner[form] = full
    merged: dict[str, list[NameSpan]] = {}
    for form, group in forms.items():
        while owner[form] != form:
            form = owner[form]
        merged.setdefault(form, []).extend(group)
    return [sorted(group, key=lambda one: one.start) for group in merged.values()]


def _without_party(form: str) -> str:
    """Return an organisation's form without the word for what it is: "likud party" -> "likud"."""
    first, _, last = form.rpartition(" ")
    return first if last in PARTY else form


def _letters(group: list[NameSpan]) -> set[str]:
    return {letters for text in {span.text for span in group} for letters in initials(text)}


def _only(longer: Sequence[str], form: str, span: NameSpan | None) -> str | None:
    """Return the one longer form, unless the short one, written as in ``span``, is known for something by
    itself.
    """
    if len(longer) != 1 or country_of(form) or nation_of(form):
        return None
    return None if span and (span.text.isupper() or kind_by_name(span.text, form)) else longer[0]


def _by_beginning(forms: Sequence[str]) -> dict[str, list[str]]:
    """Return the forms of several words by each that they begin with: "home depot inc" by "home depot"."""
    found: dict[str, list[str]] = {}
    for form in forms:
        for match in re.finditer(" ", form):
            found.setdefault(form[: match.start()], []).append(form)
    return found


def _by_name_behind_place(forms: Sequence[str]) -> dict[str, list[str]]:
    """Return the forms that are a place's name and a word by that word: "miami heat" by "heat"."""
    found: dict[str, list[str]] = {}
    for form in forms:
        place, _, word = form.rpartition(" ")
        if kind_by_name(place, place) in ("GPE", "NORP", "LOC"):
            found.setdefault(word, []).append(form)
    return found


def _by_form(spans: Iterable[NameSpan]) -> dict[str, list[NameSpan]]:
    forms: dict[str, list[NameSpan]] = {}
    for span in spans:
        forms.setdefault(fold(spelled_out(span.text)), []).append(span)
    return forms


def _by_thing(spans: Iterable[NameSpan]) -> list[list[NameSpan]]:
    """Return the mentions grouped by form; a storm or ship may lack the word that says what it is."""
    things: dict[str, list[NameSpan]] = {}
    for form, group in _by_form(spans).items():
        things.setdefault(without_kind(form), []).extend(group)
    return [sorted(group, key=lambda one: one.start) for group in things.values()]


def _by_nation(spans: Sequence[NameSpan]) -> list[Cluster]:
    """Return the clusters of nations: all names of one are one."""
    clusters: dict[str, Cluster] = {}
    for form, group in _by_form(spans).items():
        found = nation_of(form)
        key, name, country = (found.key, found.name, found.code) if found else (form, "", None)
        _take_in(clusters, key, group, name=name, country=country)
    return _in_order(clusters)


def _by_place(spans: Sequence[NameSpan]) -> list[Cluster]:
    """Return the clusters of places: all names of a place that is known are one, else those of one form."""
    clusters: dict[str, Cluster] = {}
    groups = _by_form(spans)
    forms = {form: next((one.place for one in group if one.place), None) for form, group in groups.items()}
    for form, group in groups.items():
        bare = form.rpartition(" ")
        if bare[2] in GENERIC and bare[0] in forms and not (forms[form] or forms[bare[0]]):
            form = bare[0]
        for span in group:
            place = span.place or forms[form]
            name = named_country(place.code) if place and place.kind == "country" else ""
            key = f"{place.key} {form if place.kind == 'town' else ''}" if place else form
            _take_in(clusters, key, [span], name=name, place=place)
    return _in_order(clusters)


def _take_in(
    clusters: dict[str, Cluster],
    key: str,
    group: list[NameSpan],
    *,
    name: str,
    country: str | None = None,
    place: Place | None = None,
) -> None:
    if key in clusters:
        clusters[key].spans.extend(group)
    else:
        clusters[key] = _cluster(list(group), name=name, country=country, place=place)


def _in_order(clusters: dict[str, Cluster]) -> list[Cluster]:
    """Return ``clusters``, named by all their mentions, the mentions in order."""
    for cluster in clusters.values():
        cluster.spans.sort(key=lambda span: span.start)
        if not cluster.country and not (cluster.place and cluster.place.kind == "country"):
            cluster.label = _label(cluster.spans)
            cluster.name = best_name([spelled_out(span.text) for span in cluster.spans], cluster.label)
    return list(clusters.values())


def _cluster(
    spans: list[NameSpan], *, name: str = "", country: str | None = None, place: Place | None = None
) -> Cluster:
    label = _label(spans)
    return Cluster(spans, label, name or best_name([span.text for span in spans], label), country, place)


def _label(spans: Sequence[NameSpan]) -> str:
    """Return the label that most of ``spans`` have, on a tie the first."""
    return spans[0].label if len(spans) == 1 else mode(span.label for span in spans)


def best_name(texts: Sequence[str], label: str) -> str:
    """Return the fullest form, on a tie the more frequent, then the first; not in capitals if possible."""
    if len(texts) == 1:
        return in_title_case(" ".join(texts[0].split()), label)
    counts = Counter(" ".join(text.split()) for text in texts)
    return in_title_case(
        max(counts, key=lambda text: (not is_all_capitals(text), len(text.split()), counts[text])), label
    )
