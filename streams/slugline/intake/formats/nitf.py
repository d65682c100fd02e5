"""NITF 3 (News Industry Text Format) to a story, alone or inside NewsML.

Element names: the DTDs of NITF 3.0 to 3.6 (IPTC). In the wild the dateline field holds a time stamp, the
byline initials or a subtitle, the abstract the lead once more: what such a field does not say is not taken.
"""

from collections.abc import Iterator

from slugline.intake.formats.concepts import concept
from slugline.intake.formats.found import Found
from slugline.intake.formats.html_paragraphs import Paragraph
from slugline.intake.formats.moments import as_moment
from slugline.intake.formats.signal_codes import signals_of
from slugline.intake.formats.start import Start
from slugline.intake.formats.xml_fields import (
    LANG,
    attribute,
    each,
    embargo,
    filed,
    first,
    people,
    said,
    status,
    tail,
    urgency,
    version,
)
from slugline.intake.formats.xml_paragraphs import inline_paragraphs, is_for_editors
from slugline.intake.formats.xml_parsing import Element, parsed, sniffed
from slugline.intake.formats.xml_story import told
from slugline.intake.refused import Refused
from slugline.records.marks import Open
from slugline.records.signals import LinkRel
from slugline.records.story import Concept, Dateline, Link, Status, Story, Take

_DATA = "head/docdata/"
_HEAD = "body/body.head/"
_PLACE_PARTS = ("sublocation", "city", "state", "region", "country")
_AFFECTS: dict[str, LinkRel] = {"canceled": "kills", "withheld": "withholds"}
_SUBJECT = "tobject.subject."


def sniff(start: Start) -> bool:
    """Tell whether the root element is <nitf>."""
    return sniffed(start) == "nitf"


def read(data: bytes) -> Iterator[Story]:
    """Yield the story in ``data``. Raises Refused."""
    root = parsed(data)
    if root.tag != "nitf":
        raise Refused("unknown-format", f"looks like <{root.tag}>, not like NITF")
    yield told(nitf_found(root))


def nitf_found(root: Element) -> Found:
    """Return what a <nitf> element says. Raises Refused for a status or an embargo that is none."""
    state, held = _held(root)
    return Found(
        uri=attribute(root, _DATA + "doc-id", "id-string"),
        version=version(attribute(root, _DATA + "du-key", "version"), "du-key/@version"),
        status=state,
        embargoed=held,
        headline=first(root, _HEAD + "hedline/hl1", "body/body.head//hl1", "head/title"),
        standfirst=_standfirst(root),
        byline=_byline(root),
        dateline=_dateline(root),
        published=_moment(root, "date.issue") or _moment(root, "date.release"),
        language=_language(root),
        source=first(root, _HEAD + "distributor")
        or attribute(root, _DATA + "doc.copyright", "holder")
        or attribute(root, _DATA + "doc-id", "regsrc"),
        slugline=_named_meta(root, "slugline", "slug", "anpa-keyword")
        or attribute(root, _DATA + "du-key", "key"),
        body=_body(root),
        urgency=urgency(attribute(root, _DATA + "urgency", "ed-urg")),
        priority=_named_meta(root, "priority"),
        subjects=tuple(_subjects(root)),
        keywords=tuple(_keywords(root)),
        genre=attribute(root, "head/tobject/tobject.property", "tobject.property.type"),
        places=tuple(_places(root)),
        usage_terms=_usage(root),
        copyright=_copyright(root),
        editor_note=_note(root),
        signals=signals_of(
            *("correction" for _ in root.iterfind(_DATA + "correction")),
            attribute(root, _DATA + "ed-msg", "msg-type"),
            attribute(root, _DATA + "fixture", "fix-id"),
            attribute(root, "head/tobject/tobject.property", "tobject.property.type"),
        ),
        take=_take(root),
        links=tuple(_links(root)),
    )


def _held(root: Element) -> tuple[Open[Status], str | None]:
    """Return the status and the embargo: a release after the issue, or the status "embargoed" with one."""
    given = attribute(root, "head/docdata", "management-status")
    release = attribute(root, _DATA + "date.release", "norm")
    if tail(given) == "embargoed" and release:
        return "usable", embargo(release, "date.release/@norm")
    issued, released = _moment(root, "date.issue"), _moment(root, "date.release")
    held = released if issued and released and released[:16] > issued[:16] else None
    return status(given, "docdata/@management-status"), held


def _moment(root: Element, name: str) -> str | None:
    value = attribute(root, _DATA + name, "norm")
    return as_moment(value) if value else None


def _language(root: Element) -> str | None:
    return (
        root.get(LANG)
        or root.get("baselang")
        or attribute(root, "body", LANG, "lang")
        or attribute(root, "body/body.content/lang", "lang")
    )


def _named_meta(root: Element, *names: str) -> str | None:
    given = {(meta.get("name") or "").casefold(): meta.get("content") for meta in root.iterfind("head/meta")}
    return next((value for name in names if (value := given.get(name))), None)


def _byline(root: Element) -> tuple[str, ...]:
    found: list[str] = []
    for element in root.iterfind(_HEAD + "byline"):
        names = [line for person in element.iter("person") if (line := said(person))]
        if names:
            found += [name for line in names for name in people(line)]
            continue
        for title in element.iter("byttl", "title", "virtloc"):
            title.text = None
            for child in title:
                title.remove(child)
        found += people(said(element))
    return tuple(dict.fromkeys(found))


def _standfirst(root: Element) -> str | None:
    """Return the second headline (but for keywords put there), the abstract or a subtitle.

    Some have the subtitle where the byline belongs: a sentence that names nobody.
    """
    known = {line.casefold() for line in (*_keywords(root), *each(root, _HEAD + "hedline/hl1"))}
    for line in (*each(root, _HEAD + "hedline/hl2"), *each(root, _HEAD + "abstract")):
        if line.casefold() not in known:
            return line
    line = first(root, _HEAD + "byline") or ""
    return line if len(line.split()) > 4 and not people(line) else None


def _dateline(root: Element) -> Dateline | None:
    place = first(root, _HEAD + "dateline/location")
    date = first(root, _HEAD + "dateline/story.date")
    if not place and not date:
        return filed(first(root, _HEAD + "dateline"))
    at, when = filed(place), filed(date)
    day = when.date if when else None
    if when and when.place and any(map(str.isdigit, when.place)):
        day = when.place
    return Dateline(place=at.place if at else None, date=day) if at or day else None


def _body(root: Element) -> list[Paragraph]:
    found: list[Paragraph] = []
    for part in root.iterfind("body/body.content"):
        found += inline_paragraphs(part)
    if not found and root.find("body") is not None and root.find("body/body.head") is None:
        found = inline_paragraphs(root.find("body"))  # type: ignore[arg-type]  # it is there
    for part in root.iterfind("body/body.end"):
        found += inline_paragraphs(part)
    return found


def _note(root: Element) -> str | None:
    lines = [attribute(root, _DATA + "correction", "info"), attribute(root, _DATA + "ed-msg", "info")]
    lines += each(root, _HEAD + "note")
    lines += (said(one) for one in root.iterfind("body/body.content//note") if is_for_editors(one))
    return "\n".join(dict.fromkeys(line for line in lines if line)) or None


def _subjects(root: Element) -> Iterator[Concept]:
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
    for element in root.iterfind(_DATA + "identified-content/classifier"):
        if found := concept(
            element.get("idsrc") and element.get("value"), said(element) or element.get("value")
        ):
            yield found


def _keywords(root: Element) -> Iterator[str]:
    for element in root.iterfind(_DATA + "key-list"):
        for word in element.iter("keyword", "key-list"):
            if key := (word.get("key") or "").strip():
                yield key


def _places(root: Element) -> Iterator[Concept]:
    for element in root.iterfind(_DATA + "evloc"):
        parts = [element.get(name) for name in ("city", "county-dist", "state-prov")]
        name = next((part.strip() for part in parts if part and part.strip()), None)
        if found := concept(element.get("iso-cc"), name):
            yield found
    for element in root.iterfind(_DATA + "identified-content//location"):
        part = next((said(one) for one in element.iter(*_PLACE_PARTS) if said(one)), None)
        if found := concept(element.get("location-code") or element.get("value"), part or said(element)):
            yield found


def _usage(root: Element) -> str | None:
    rights = root.find(_DATA + "doc.rights")
    lines = [rights.get(name) for name in ("type", "limitations", "geography")] if rights is not None else []
    lines += each(root, _HEAD + "rights/rights.limitations")
    return "\n".join(line for line in lines if line and line.strip()) or None


def _copyright(root: Element) -> str | None:
    given = root.find(_DATA + "doc.copyright")
    if given is None:
        return first(root, _HEAD + "rights/rights.owner") or attribute(root, _DATA + "doc.rights", "owner")
    return " ".join(part for part in (given.get("year"), given.get("holder")) if part) or None


def _take(root: Element) -> Take | None:
    part = attribute(root, _DATA + "series", "series.part") or ""
    total = attribute(root, _DATA + "series", "series.totalpart") or ""
    number, of = (
        int(one) if one.isascii() and one.isdigit() and len(one) < 5 else 0 for one in (part, total)
    )
    if number < 1 or max(number, of) < 2:
        return None  # "part 1" of nothing more: a whole story
    return Take(number=number, of=of if of >= number else None)


def _links(root: Element) -> Iterator[Link]:
    if target := attribute(root, _DATA + "correction", "id-string"):
        yield Link(rel="corrects", uri=target)
    if target := attribute(root, "head/docdata", "management-doc-idref"):
        becomes = tail(attribute(root, "head/docdata", "management-idref-status"))
        yield Link(rel=_AFFECTS.get(becomes, "replaces"), uri=target)
    for element in root.iterfind(_DATA + "del-list/from-src"):
        if target := element.get("id-string"):
            yield Link(rel="derived-from", uri=target)
