"""The concepts of a NewsML-G2 item: subjects, places, people and what else its publisher says it is about.

A subject may have no more than a code: an <assert> of the item names it then, and a <catalog> in the item
says which vocabulary an alias stands for. Catalogs at an address are not fetched.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from slugline.intake.formats.concepts import concept, is_of_iptc
from slugline.intake.formats.statuses import tail
from slugline.intake.formats.terms import MOST, one_line
from slugline.intake.formats.xml_fields import in_language, said
from slugline.intake.formats.xml_parsing import Element
from slugline.records.story import Concept

_PLACES = ("geoarea", "poi")
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "person": "people", "organisation": "organisations", "organization": "organisations",
        "event": "occasions", "newsevent": "occasions", "object": "objects",
    }
)  # fmt: skip
"""What a subject's type makes of it, by IPTC's vocabulary of concept types."""
_OURS = ("medtop:", "subj:")


@dataclass(frozen=True, slots=True)
class Concepts:
    """What an item is about; people and the like are among the subjects, too."""

    subjects: tuple[Concept, ...]
    places: tuple[Concept, ...]
    people: tuple[Concept, ...]
    organisations: tuple[Concept, ...]
    occasions: tuple[Concept, ...]
    objects: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """What the item says of codes: the names asserted of them, and the vocabularies of their aliases."""

    language: str | None
    asserted: Mapping[str, Element]
    schemes: Mapping[str, str]


def concepts_of(item: Element, language: str | None) -> Concepts:
    """Return the concepts of a <newsItem>, named in ``language`` where a name is in it."""
    told = _Told(language, _asserted(item), _schemes(item))
    found: dict[str, list[Concept]] = {kind: [] for kind in (*_KINDS.values(), "places", "subjects")}
    for element in item.iterfind("contentmeta/located"):
        for one in (element, *element.iterfind("broader")):
            found["places"] += _coded(one, told)
    for element in item.iterfind("contentmeta/subject"):
        kind = tail(element.get("type"))
        if kind in _PLACES:
            found["places"] += _coded(element, told)
            continue
        found["subjects"] += _with_same(element, told)
        if kind in _KINDS:
            found[_KINDS[kind]] += _coded(element, told)
    return Concepts(**{kind: tuple(them) for kind, them in found.items()})


def _coded(element: Element, told: _Told) -> Iterator[Concept]:
    """Yield the concept that an element names by qcode, uri, literal or name."""
    code = (element.get("qcode") or element.get("uri") or "").strip()
    literal = one_line(element.get("literal"))
    name = said(in_language(element.iterfind("name"), told.language))
    if name is None and (elsewhere := told.asserted.get(code or literal or "")) is not None:
        name = said(in_language(elsewhere.iterfind("name"), told.language))
    alias, _, rest = code.partition(":")
    address = told.schemes.get(alias)
    if element.get("qcode") and address and is_of_iptc(address):
        code = address + rest
    if found := concept(code or None, name or literal):
        yield found


def _with_same(element: Element, told: _Told) -> Iterator[Concept]:
    """Yield a subject, and IPTC's code for one that a vendor codes its own way."""
    for found in _coded(element, told):
        yield found
        if (found.qcode or "").startswith(_OURS):
            continue
        for same in element.iterfind("sameas"):
            other = concept(same.get("qcode") or same.get("uri"), found.name)
            if other and (other.qcode or "").startswith(_OURS):
                yield other


def _asserted(item: Element) -> Mapping[str, Element]:
    """Return the assertions of the item by what they are about."""
    found: dict[str, Element] = {}
    for element in item.iterfind("assert"):
        about = element.get("qcode") or element.get("uri") or one_line(element.get("literal"))
        if about and len(found) < MOST:
            found.setdefault(about.strip(), element)
    return found


def _schemes(item: Element) -> Mapping[str, str]:
    return {
        alias.strip(): address.strip()
        for one in item.iterfind("catalog/scheme")
        if (alias := one.get("alias")) and (address := one.get("uri"))
    }
