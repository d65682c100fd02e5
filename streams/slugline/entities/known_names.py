"""Names known in advance: organisations, cities, regions, peoples, and given and family names."""

from functools import cache, lru_cache

from slugline.entities.countries import country_of, nation_of
from slugline.entities.name_forms import fold
from slugline.lang.chosen import LISTS
from slugline.lang.vocabulary import CLASSES, sorts


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(fold(entry) for entry in LISTS.split(name))


@cache
def _stopped() -> frozenset[str]:
    return frozenset(map(fold, CLASSES["no-name"]))


@cache
def _states() -> dict[str, str]:
    return {short: state for state, its in sorts("state").items() for short in its}


def state_of(text: str) -> str | None:
    """Return the name of the state that ``text`` ("Ala.") abbreviates, None if it abbreviates none."""
    return _states().get(text)


def spelled_out(text: str) -> str:
    """Return the name of the state that ``text`` ("Ala.") abbreviates; any other text as it is."""
    return _states().get(text, text)


def is_nation(folded: str) -> bool:
    """Return whether a folded name is that of a country's people, or of a part's: "english"."""
    return bool(nation_of(folded)) or folded in _listed("nations.txt")


@lru_cache(maxsize=8192)
def kind_by_name(text: str, folded: str) -> str | None:
    """Return the type of a name that is known in advance, given as written and folded; None if it is not."""
    if country_of(folded):
        return "GPE"
    if is_nation(folded):
        return "NORP"
    if text in LISTS.split("orgs.txt") or text in LISTS.split("media.txt"):
        return "ORG"
    if text in LISTS.split("events.txt"):
        return "EVENT"
    if folded in _listed("cities.txt") or text in _states():
        return "GPE"
    return "LOC" if folded in _listed("regions.txt") else None


def is_given(folded_word: str) -> bool:
    """Return whether a folded word is a given name."""
    return folded_word in LISTS.classed("given_names.txt", "sure")


def may_be_of_sex(folded_word: str, sex: str) -> bool:
    """Return whether a folded given name may be one of a man ("m") or woman ("f"): not where it is only the
    other's.
    """
    other = LISTS.classed("given_names.txt", "f" if sex == "m" else "m")
    return folded_word not in other or folded_word in LISTS.classed("given_names.txt", sex)


def is_family(folded_word: str) -> bool:
    """Return whether a folded word is a common family name."""
    return folded_word in LISTS.split("surnames.txt", None)


def is_common(word: str) -> bool:
    """Return whether a word in lower case is an everyday word that begins sentences."""
    return word in CLASSES["common"]


def is_stopped(folded: str) -> bool:
    """Return whether a folded text is no name of its own, however it is written."""
    return folded in _stopped()
