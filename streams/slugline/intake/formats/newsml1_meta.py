"""The metadata of a NewsML 1 item: identification and management of the item, lines of its components."""

from collections.abc import Iterator

from slugline.intake.formats.concepts import concept
from slugline.intake.formats.found import Found
from slugline.intake.formats.signal_codes import signals_of
from slugline.intake.formats.statuses import status_of, where_usable, with_signals
from slugline.intake.formats.xml_fields import (
    LANG,
    attribute,
    each,
    embargo,
    filed,
    first,
    moment,
    people,
    said,
    status,
    urgency,
    version,
)
from slugline.intake.formats.xml_parsing import Element
from slugline.records.marks import Open
from slugline.records.signals import Signal
from slugline.records.story import Concept, Link, Status

_IDENTIFIER = "identification/newsidentifier/"
_MANAGEMENT = "newsmanagement/"
_LINES = "newslines/"
_ADMINISTRATIVE = "administrativemetadata/"
_DESCRIPTIVE = "descriptivemetadata/"
_PLACE_PARTS = ("sublocation", "city", "area", "countryarea", "country")
_KEYWORDS = ("keyword", "keywords")
_AUTHORS = ("author", "byline")
_EDITORIAL = ("editorialinfo", "editorialnote", "ednote")
_NOTES = ("advis", "note", "editor")
_SUBJECTS = ("subject", "subjectmatter", "subjectdetail", "subjectqualifier")


def item_found(item: Element) -> Found:
    """Return what a <NewsItem> says of itself. Raises Refused for a wrong status, version or embargo."""
    signals = _signals(item)
    state, held = _held(item)
    state = with_signals(state, signals)
    return Found(
        uri=uri_of(item),
        version=where_usable(state, lambda: version_of(item)),
        status=state,
        embargoed=held,
        published=moment(item, _MANAGEMENT + "thisrevisioncreated", _MANAGEMENT + "firstcreated"),
        modified=moment(item, _MANAGEMENT + "thisrevisioncreated"),
        language=item.get(LANG),
        slugline=first(item, "newscomponent/" + _LINES + "slugline", "identification/namelabel"),
        urgency=urgency(
            attribute(item, _MANAGEMENT + "urgency", "formalname") or first(item, _MANAGEMENT + "urgency")
        ),
        editor_note="\n".join(each(item, "newscomponent/comment")) or None,
        signals=signals,
        links=tuple(_links(item)),
    )


def component_found(component: Element) -> Found:
    """Return what a <NewsComponent> says of the text in it."""
    lines = _LINES
    return Found(
        headline=first(component, lines + "headline"),
        standfirst=first(component, lines + "subheadline"),
        byline=_byline(component),
        dateline=filed(first(component, lines + "dateline")),
        language=component.get(LANG) or attribute(component, _DESCRIPTIVE + "language", "formalname"),
        source=_party(component, "source") or _party(component, "provider"),
        slugline=first(component, lines + "slugline"),
        subjects=tuple(_subjects(component)),
        keywords=tuple(_keywords(component)),
        genre=attribute(component, _DESCRIPTIVE + "genre", "formalname"),
        places=tuple(_places(component)),
        usage_terms=first(component, lines + "rightsline", "rightsmetadata/usagerights/usagetype"),
        copyright=first(component, lines + "copyrightline")
        or first(component, "rightsmetadata/copyright/copyrightholder"),
        credit=first(component, lines + "creditline"),
        editor_note=_note(component),
        signals=signals_of(attribute(component, _DESCRIPTIVE + "genre", "formalname")),
        provider=_party(component, "provider"),
    )


def version_of(item: Element) -> int | None:
    """Return the version of an item; None where it gives none. Raises Refused."""
    return version(first(item, _IDENTIFIER + "revisionid"), "RevisionId")


def uri_of(item: Element) -> str | None:
    """Return the public identifier without its revision: one uri for all versions."""
    revision = first(item, _IDENTIFIER + "revisionid")
    name = first(item, _IDENTIFIER + "newsitemid")
    given = first(item, _IDENTIFIER + "publicidentifier")
    provider, day = first(item, _IDENTIFIER + "providerid"), first(item, _IDENTIFIER + "dateid")
    if given is None or (name and name not in given):
        return f"urn:newsml:{provider}:{day or ''}:{name}" if provider and name else given
    bare, colon, last = given.rpartition(":")
    stripped = last.rstrip("ANU")
    return bare if colon and stripped and stripped == (revision or "").strip() else given


def _held(item: Element) -> tuple[Open[Status], str | None]:
    """Return status and embargo: "embargoed" is one where a date says when that changes, else withheld.

    Without a status one that becomes usable later is none yet.
    """
    path = _MANAGEMENT + "status"
    given = attribute(item, path, "formalname") or first(item, path)
    for change in item.iterfind(_MANAGEMENT + "statuswillchange"):
        if (not given or status_of(given) == "withheld") and status_of(
            attribute(change, "futurestatus", "formalname")
        ) == "usable":
            at = first(change, "dateandtime")
            if at:
                return "usable", embargo(at, "StatusWillChange/DateAndTime")
    return status(given, "NewsManagement/Status"), None


def _signals(item: Element) -> tuple[Signal, ...]:
    codes = [attribute(item, _MANAGEMENT + "newsitemtype", "formalname")]
    codes += [one.get("formalname") for one in item.iterfind(_MANAGEMENT + "instruction")]
    codes += [attribute(item, "newscomponent/role", "formalname")]
    return signals_of(*codes)


def _links(item: Element) -> Iterator[Link]:
    for element in item.iterfind(_MANAGEMENT + "derivedfrom"):
        if target := element.get("newsitem"):
            yield Link(rel="derived-from", uri=target)
    for element in item.iterfind(_MANAGEMENT + "associatedwith"):
        if target := element.get("newsitem"):
            yield Link(rel="associated", uri=target)


def _byline(component: Element) -> tuple[str, ...]:
    lines: list[str | None] = [*each(component, _LINES + "byline")]
    lines += (party.get("formalname") for party in component.iterfind(_ADMINISTRATIVE + "creator/party"))
    lines += _properties(component, _ADMINISTRATIVE, _AUTHORS)
    return tuple(dict.fromkeys(name for line in lines for name in people(line)))


def _properties(component: Element, path: str, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the values of the properties of these ``names``."""
    for one in component.iterfind(path + "property"):
        value = one.get("value", "")
        if (one.get("formalname") or "").casefold() in names and value.strip():
            yield value


def _party(component: Element, tag: str) -> str | None:
    return attribute(component, f"{_ADMINISTRATIVE}{tag}/party", "formalname") or first(
        component, _ADMINISTRATIVE + tag
    )


def _subjects(component: Element) -> Iterator[Concept]:
    for element in component.iterfind(_DESCRIPTIVE + "subjectcode/*"):
        if element.tag not in _SUBJECTS:
            continue
        code = (element.get("formalname") or "").strip()
        scheme = (element.get("scheme") or "").strip()
        if (
            len(code) == 8
            and code.isdigit()
            and scheme.casefold() in ("", "iptcsubjectcodes", "iptcsubjectcode")
        ):
            found = concept(f"subj:{code}", said(element))
        else:
            found = concept(code, said(element), scheme or None)
        if found:
            yield found


def _keywords(component: Element) -> Iterator[str]:
    yield from each(component, _LINES + "keywordline")
    yield from _properties(component, _DESCRIPTIVE, _KEYWORDS)


def _places(component: Element) -> Iterator[Concept]:
    """Yield the places, the one that the story was filed from first, each by its nearest name."""
    locations = component.findall(_DESCRIPTIVE + "location")
    locations.sort(key=lambda one: (one.get("howpresent") or "").casefold() != "origin")
    for element in locations:
        parts = {
            (one.get("formalname") or "").casefold(): (one.get("value") or "").strip()
            for one in element.iterfind("property")
        }
        name = next((parts[part] for part in _PLACE_PARTS[:-1] if parts.get(part)), None)
        if found := concept(parts.get("country"), name):
            yield found


def _note(component: Element) -> str | None:
    lines: list[str] = []
    for line in component.iterfind(_LINES + "newsline"):
        kind = (attribute(line, "newslinetype", "formalname") or "").casefold()
        if any(word in kind for word in _NOTES):
            lines += each(line, "newslinetext")
    lines += _properties(component, _ADMINISTRATIVE, _EDITORIAL)
    return "\n".join(line for line in dict.fromkeys(lines) if line.strip()) or None
