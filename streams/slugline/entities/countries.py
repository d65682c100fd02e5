"""Countries and nations by name: ISO 3166 codes, in all the ways news copy writes them."""

import re
from dataclasses import dataclass
from functools import cache

import pycountry

from slugline.entities.geonames import regions_named
from slugline.entities.name_forms import fold
from slugline.lang.chosen import LISTS
from slugline.lang.vocabulary import CLASSES as WORDS
from slugline.lang.word_lists import alternation

PREFIX = re.compile(
    rf"^(?:{alternation(WORDS['direction'])}"
    rf"|{alternation(WORDS['kind-of-state'])} {alternation(WORDS['of'])}(?: {alternation(WORDS['the'])})?) "
)


@dataclass(frozen=True, slots=True)
class Country:
    """A country, or what its people are called. ``key`` tells the two apart."""

    key: str
    code: str
    name: str


@cache
def _tables() -> tuple[dict[str, Country], dict[str, Country]]:
    names: dict[str, Country] = {}
    nations: dict[str, Country] = {}
    for line in LISTS.lines("countries.tsv"):
        code, name, aliases, demonyms = line.split("\t")
        country = Country(f"iso:{code}", code, name)
        for alias in (name, *filter(None, aliases.split(";"))):
            names.setdefault(fold(alias), country)
        peoples = [one for one in demonyms.split(";") if one]
        for people in peoples:
            nation = Country(f"nation:{code}", code, peoples[0])
            nations.setdefault(fold(people), nation)
            nations.setdefault(fold(people) + "s", nation)
    known: dict[str, Country] = {}
    for country in names.values():
        known.setdefault(country.code, country)
    for entry in pycountry.countries:
        country = known.get(entry.alpha_2) or Country(f"iso:{entry.alpha_2}", entry.alpha_2, entry.name)
        for attribute in ("name", "common_name", "official_name"):
            official = getattr(entry, attribute, None)
            if official:
                names.setdefault(fold(official), country)
    return names, nations


def country_of(folded: str) -> Country | None:
    """Return the country a folded name stands for, on its own or with a direction or "state of" before it."""
    names = _tables()[0]
    known = names.get(folded)
    if known or regions_named(folded):  # Northern Ireland is no part of Ireland
        return known
    return names.get(PREFIX.sub("", folded))


def nation_of(folded: str) -> Country | None:
    """Return the nation a folded demonym ("french", "frenchmen") stands for."""
    return _tables()[1].get(folded)


def named_country(code: str) -> str:
    """Return the name of a country in copy by its ISO code."""
    return _by_code()[code]


@cache
def _by_code() -> dict[str, str]:
    return {country.code: country.name for country in _tables()[0].values()}
