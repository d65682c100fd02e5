"""The metadata of a NITF item: `docdata`, `tobject` and rights."""

from collections.abc import Iterator

from slugline.intake.formats.concepts import concept
from slugline.intake.formats.moments import as_moment
from slugline.intake.formats.statuses import tail
from slugline.intake.formats.xml_fields import attribute, each, first, said
from slugline.intake.formats.xml_parsing import Element
from slugline.records import instants
from slugline.records.signals import LinkRel
from slugline.records.story import Concept, Link, Take

DATA = "head/docdata/"
HEAD = "body/body.head/"
_PLACE_PARTS = ("sublocation", "city", "state", "region", "country")
_AFFECTS: dict[str, LinkRel] = {"canceled": "kills", "withheld": "withholds"}
_SUBJECT = "tobject.subject."


def subjects(root: Element) -> Iterator[Concept]:
    """Yield what the item is about, by its own codes."""
    for element in root.iterfind("head/tobject/tobject.subject"):
        number = (element.get(_SUBJECT + "refnum") or "").strip()
        parts = [element.get(_SUBJECT + part) for part in ("detail", "matter", "type")]
        scheme = (element.get(_SUBJECT + "ipr") or "").strip()
        name = next((part for part in parts if part and part.strip()), None)
        if len(number) == 8 and number.isdigit() and scheme in ("", "IPTC"):
            found = concept(f"subj:{number}", name)
        else:
            found = concept(number or element.get(_SUBJECT + "code"), name, scheme or None)
        if found:
            yield found
    for element in root.iterfind(DATA + "identified-content/classifier"):
        if found := concept(
            element.get("idsrc") and element.get("value"), said(element) or element.get("value")
        ):
            yield found


def keywords(root: Element) -> Iterator[str]:
    """Yield its keywords."""
    for element in root.iterfind(DATA + "key-list"):
        for word in element.iter("keyword", "key-list"):
            if key := (word.get("key") or "").strip():
                yield key


def places(root: Element) -> Iterator[Concept]:
    """Yield where it happened and what places it is about."""
    for element in root.iterfind(DATA + "evloc"):
        parts = [element.get(name) for name in ("city", "county-dist", "state-prov")]
        name = next((part.strip() for part in parts if part and part.strip()), None)
        if found := concept(element.get("iso-cc"), name):
            yield found
    for element in root.iterfind(DATA + "identified-content//location"):
        part = next((said(one) for one in element.iter(*_PLACE_PARTS) if said(one)), None)
        if found := concept(element.get("location-code") or element.get("value"), part or said(element)):
            yield found


def usage_terms(root: Element) -> str | None:
    """Return what may be done with it, a line each."""
    rights = root.find(DATA + "doc.rights")
    lines = [rights.get(name) for name in ("type", "limitations", "geography")] if rights is not None else []
    lines += each(root, HEAD + "rights/rights.limitations")
    return "\n".join(line for line in lines if line and line.strip()) or None


def copyright_notice(root: Element) -> str | None:
    """Return year and holder."""
    given = root.find(DATA + "doc.copyright")
    if given is None:
        return first(root, HEAD + "rights/rights.owner") or attribute(root, DATA + "doc.rights", "owner")
    return " ".join(part for part in (given.get("year"), given.get("holder")) if part) or None


def revised(root: Element) -> str | None:
    """Return when it was last revised."""
    given = (as_moment(one.get("norm") or "") for one in root.iterfind("head/revision-history"))
    return max(filter(None, given), key=instants.read, default=None)


def take(root: Element) -> Take | None:
    """Return which part of a series it is, of one with more than one."""
    part = attribute(root, DATA + "series", "series.part") or ""
    total = attribute(root, DATA + "series", "series.totalpart") or ""
    number, of = (
        int(one) if one.isascii() and one.isdigit() and len(one) < 5 else 0 for one in (part, total)
    )
    if number < 1 or max(number, of) < 2:
        return None  # "part 1" of nothing more: a whole story
    return Take(number=number, of=of if of >= number else None)


def links(root: Element) -> Iterator[Link]:
    """Yield the items that it corrects, kills, replaces or was made of."""
    if target := attribute(root, DATA + "correction", "id-string"):
        yield Link(rel="corrects", uri=target)
    if target := attribute(root, "head/docdata", "management-doc-idref"):
        becomes = tail(attribute(root, "head/docdata", "management-idref-status"))
        yield Link(rel=_AFFECTS.get(becomes, "replaces"), uri=target)
    for element in root.iterfind(DATA + "del-list/from-src"):
        if target := element.get("id-string"):
            yield Link(rel="derived-from", uri=target)
