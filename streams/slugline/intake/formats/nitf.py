"""NITF 3 (News Industry Text Format) to a story, alone or inside NewsML.

Element names: the DTDs of NITF 3.0 to 3.6 (IPTC). In the wild the dateline field holds a time stamp, the
byline initials or a subtitle, the abstract the lead once more: what such a field does not say is not taken.
"""

from collections.abc import Iterator

from slugline.intake.formats import nitf_meta
from slugline.intake.formats.found import Found
from slugline.intake.formats.html_paragraphs import Paragraph
from slugline.intake.formats.moments import as_moment
from slugline.intake.formats.nitf_meta import DATA, HEAD
from slugline.intake.formats.signal_codes import signals_of
from slugline.intake.formats.start import Start
from slugline.intake.formats.statuses import tail, where_usable, with_signals
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
    urgency,
    version,
)
from slugline.intake.formats.xml_paragraphs import inline_paragraphs, is_for_editors
from slugline.intake.formats.xml_parsing import Element, parsed, sniffed
from slugline.intake.formats.xml_story import told
from slugline.intake.refused import Refused
from slugline.intake.signals.embargo_moments import FIRST_ZONE
from slugline.records import instants
from slugline.records.marks import Open
from slugline.records.story import Dateline, Status, Story


def sniff(start: Start) -> bool:
    """Tell whether the root element is <nitf>."""
    return sniffed(start) == "nitf"


def read(data: bytes) -> Iterator[Story]:
    """Yield the story in ``data``. Raises Refused."""
    root = parsed(data)
    if root.tag != "nitf":
        raise Refused("unknown-format", f"looks like <{root.tag}>, not like NITF")
    try:
        found = told(nitf_found(root))
    except Refused as refused:
        refused.name(lambda: _uri(root), lambda: _version(root))
        raise
    yield found


def nitf_found(root: Element) -> Found:
    """Return what a <nitf> element says. Raises Refused for a status or an embargo that is none."""
    signals = signals_of(
        *("correction" for _ in root.iterfind(DATA + "correction")),
        attribute(root, DATA + "ed-msg", "msg-type"),
        attribute(root, DATA + "fixture", "fix-id"),
        attribute(root, "head/tobject/tobject.property", "tobject.property.type"),
    )
    state, held = _held(root)
    state = with_signals(state, signals)
    return Found(
        uri=_uri(root),
        version=where_usable(state, lambda: _version(root)),
        status=state,
        embargoed=held,
        headline=first(root, HEAD + "hedline/hl1", "body/body.head//hl1", "head/title"),
        standfirst=_standfirst(root),
        byline=_byline(root),
        dateline=_dateline(root),
        published=_moment(root, "date.issue") or _moment(root, "date.release"),
        modified=nitf_meta.revised(root),
        language=_language(root),
        source=first(root, HEAD + "distributor")
        or attribute(root, DATA + "doc.copyright", "holder")
        or attribute(root, DATA + "doc-id", "regsrc"),
        slugline=_named_meta(root, "slugline", "slug", "anpa-keyword")
        or attribute(root, DATA + "du-key", "key"),
        body=_body(root),
        urgency=urgency(attribute(root, DATA + "urgency", "ed-urg")),
        priority=_named_meta(root, "priority"),
        subjects=tuple(nitf_meta.subjects(root)),
        keywords=tuple(nitf_meta.keywords(root)),
        genre=attribute(root, "head/tobject/tobject.property", "tobject.property.type"),
        places=tuple(nitf_meta.places(root)),
        usage_terms=nitf_meta.usage_terms(root),
        copyright=nitf_meta.copyright_notice(root),
        editor_note=_note(root),
        signals=signals,
        take=nitf_meta.take(root),
        links=tuple(nitf_meta.links(root)),
    )


def _uri(root: Element) -> str | None:
    return attribute(root, DATA + "doc-id", "id-string")


def _version(root: Element) -> int | None:
    return version(attribute(root, DATA + "du-key", "version"), "du-key/@version")


def _held(root: Element) -> tuple[Open[Status], str | None]:
    """Return the status and the embargo: the release is by NITF's definition when a story may be let out.

    Raises Refused for a release that is no moment: better held.
    """
    given = attribute(root, "head/docdata", "management-status")
    release = attribute(root, DATA + "date.release", "norm")
    if tail(given) == "embargoed" and release:
        return "usable", embargo(release, "date.release/@norm")
    state = status(given, "docdata/@management-status")
    return state, where_usable(state, lambda: _released(root, release or ""))


def _released(root: Element, release: str) -> str | None:
    """Return when a story may be let out, by its ``release``.

    One that is not later than the issue is mostly the time of sending, by a clock that may be anywhere where
    no zone is told: it holds what lies ahead in all of them.
    """
    held = embargo(release, "date.release/@norm")
    issued, released = _moment(root, "date.issue"), as_moment(release)
    if released is None:
        return None
    if issued is None:
        return released if "T" in released else f"{released}T00:00:00Z"
    if instants.read(released) > instants.read(issued):
        return held
    local = release.strip() if "T" in released else f"{released}T00:00"
    return as_moment(local + FIRST_ZONE) or released


def _moment(root: Element, name: str) -> str | None:
    value = attribute(root, DATA + name, "norm")
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
    for element in root.iterfind(HEAD + "byline"):
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
    known = {line.casefold() for line in (*nitf_meta.keywords(root), *each(root, HEAD + "hedline/hl1"))}
    for line in (*each(root, HEAD + "hedline/hl2"), *each(root, HEAD + "abstract")):
        if line.casefold() not in known:
            return line
    line = first(root, HEAD + "byline") or ""
    return line if len(line.split()) > 4 and not people(line) else None


def _dateline(root: Element) -> Dateline | None:
    place = first(root, HEAD + "dateline/location")
    date = first(root, HEAD + "dateline/story.date")
    if not place and not date:
        return filed(first(root, HEAD + "dateline"))
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
    lines = [attribute(root, DATA + "correction", "info"), attribute(root, DATA + "ed-msg", "info")]
    lines += each(root, HEAD + "note")
    lines += (said(one) for one in root.iterfind("body/body.content//note") if is_for_editors(one))
    return "\n".join(dict.fromkeys(line for line in lines if line)) or None
