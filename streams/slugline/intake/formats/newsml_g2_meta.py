"""The metadata of a NewsML-G2 item: rightsInfo, itemMeta and contentMeta."""

from collections.abc import Iterable, Iterator

from slugline.intake.formats.found import Found
from slugline.intake.formats.newsml_g2_concepts import concepts_of
from slugline.intake.formats.relations import relation
from slugline.intake.formats.signal_codes import signals_of
from slugline.intake.formats.statuses import tail, where_usable, with_signals
from slugline.intake.formats.xml_fields import (
    LANG,
    attribute,
    each,
    embargo,
    filed,
    first,
    in_language,
    moment,
    named,
    people,
    said,
    status,
    urgency,
    version,
)
from slugline.intake.formats.xml_paragraphs import inline_paragraphs
from slugline.intake.formats.xml_parsing import Element
from slugline.intake.zones.bylines import is_name
from slugline.records.marks import Open
from slugline.records.story import Author, Link, Status

_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_SUBHEADS = ("sub", "deck", "standfirst", "kicker")
_SUMMARIES = ("summary", "abstract", "standfirst", "deck", "lead", "teaser")
_REDISTRIBUTORS = ("enhancer", "redistributor", "distributor", "transmitter")


def item_found(item: Element, language: str | None = None) -> Found:
    """Return what a <newsItem> says of its content, not the content. Raises Refused.

    ``language`` is that of one of its contents, where they are in several.
    """
    language = language or language_of(item)
    provider = named(item.find("itemmeta/provider"), language)
    creators = _creators(item, language)
    signals = signals_of(*_signal_codes(item))
    state, held = _held(item, signals)
    genre = item.find("contentmeta/genre")
    headline, standfirst = _headlines(item, language)
    told = concepts_of(item, language)
    published = moment(
        item, "itemmeta/versioncreated", "itemmeta/firstcreated", "contentmeta/contentmodified",
        "contentmeta/contentcreated",
    )  # fmt: skip
    return Found(
        uri=item.get("guid"),
        version=where_usable(state, lambda: version_of(item)),
        status=state,
        embargoed=held,
        headline=headline,
        standfirst=standfirst,
        byline=tuple(dict.fromkeys(name for line in each(item, "contentmeta/by") for name in people(line)))
        or tuple(dict.fromkeys(one.name for one in creators if one.role is None)),
        dateline=filed(first(item, "contentmeta/dateline")),
        published=published,
        modified=moment(item, "itemmeta/versioncreated") if published else None,
        language=language,
        source=_source(item, language) or provider,
        slugline=first(item, "contentmeta/slugline"),
        urgency=urgency(first(item, "contentmeta/urgency")),
        subjects=told.subjects,
        keywords=tuple(each(item, "contentmeta/keyword")),
        genre=named(genre, language),
        places=told.places,
        people=told.people,
        organisations=told.organisations,
        occasions=told.occasions,
        objects=told.objects,
        alt_ids=(*each(item, "itemmeta/altid"), *each(item, "contentmeta/altid")),
        usage_terms=said(in_language(item.iterfind("rightsinfo/usageterms"), language, "en")),
        copyright=said(in_language(item.iterfind("rightsinfo/copyrightnotice"), language, "en"))
        or named(item.find("rightsinfo/copyrightholder"), language, "en"),
        credit=first(item, "contentmeta/creditline"),
        editor_note=_note(item),
        authors=creators,
        signals=signals,
        links=tuple(_links(item)),
        provider=provider,
    )  # fmt: skip


def version_of(item: Element) -> int | None:
    """Return the version of an item; None where it gives none. Raises Refused."""
    return version(item.get("version"), "@version")


def language_of(item: Element) -> str | None:
    """Return the language of an item."""
    return attribute(item, "contentmeta/language", "tag") or item.get(LANG)


def _held(item: Element, signals: Iterable[str]) -> tuple[Open[Status], str | None]:
    """Return status and embargo. An embargo that is nil has no end yet: the item is withheld.

    A status that says no more than "embargoed" ends with the embargo.
    """
    path = "itemmeta/pubstatus"
    given = attribute(item, path, "qcode", "uri") or first(item, path)
    state: Open[Status] = status(given, "itemMeta/pubStatus")
    element = item.find("itemmeta/embargoed")
    if element is None:
        return with_signals(state, signals), None
    until = said(element)
    state = with_signals("usable" if until and tail(given) == "embargoed" else state, signals)
    if (element.get(_NIL) or "").strip() in ("true", "1"):
        return "withheld" if state == "usable" else state, None
    return state, where_usable(state, lambda: embargo(until, "itemMeta/embargoed"))


def _headlines(item: Element, language: str | None) -> tuple[str | None, str | None]:
    main: list[Element] = []
    sub: list[Element] = []
    for element in item.iterfind("contentmeta/headline"):
        lower = any(word in tail(element.get("role")) for word in _SUBHEADS)
        (sub if lower else main).append(element)
    first_rank = min((_rank(one) for one in main if said(one)), default=0)
    sub += sorted((one for one in main if _rank(one) > first_rank), key=_rank)
    main = [one for one in main if _rank(one) == first_rank]
    summaries = [
        element
        for element in item.iterfind("contentmeta/description")
        if any(word in tail(element.get("role")) for word in _SUMMARIES)
    ]
    headline = said(in_language(main, language))
    standfirst = said(in_language(sub, language)) or said(in_language(summaries, language))
    return headline, standfirst


def _rank(element: Element) -> int:
    given = (element.get("rank") or "").strip()
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0


def _creators(item: Element, language: str | None) -> tuple[Author, ...]:
    found: list[Author] = []
    for element in item.iterfind("contentmeta/*"):
        if element.tag not in ("creator", "contributor") or "org" in tail(element.get("type")):
            continue
        name = named(element, language)
        names = people(name) if name and is_name(name) else ()
        role = tail(element.get("role")) or tail(element.get("jobtitle")) or None
        if element.tag == "contributor" and role is None:
            role = "contributor"
        found += (Author(name=one, role=role) for one in names)
    return tuple(found)


def _source(item: Element, language: str | None) -> str | None:
    for element in item.iterfind("contentmeta/infosource"):
        name = named(element, language)
        if name and tail(element.get("role")) not in _REDISTRIBUTORS:
            return name
    return None


def _note(item: Element) -> str | None:
    """Return the notes to editors, each line once: some have them in parts and whole."""
    lines: dict[str, None] = {}
    for tag in ("ednote", "usagenote"):
        for element in item.iterfind(f"itemmeta/{tag}"):
            for one in inline_paragraphs(element):
                lines[" ".join(one.text.split())] = None
    return "\n".join(lines) or None


def _signal_codes(item: Element) -> Iterator[str | None]:
    for element in item.iterfind("itemmeta/signal"):
        yield element.get("qcode") or element.get("uri") or element.get("literal")
        yield first(element, "name")
    for element in item.iterfind("contentmeta/genre"):
        yield element.get("qcode") or element.get("uri")
        yield from each(element, "name")


def _links(item: Element) -> Iterator[Link]:
    for element in item.iterfind("itemmeta/link"):
        target = next(
            (
                value
                for name in ("residref", "guidref", "href", "uri", "qcode")
                if (value := element.get(name))
            ),
            None,
        )
        if target and target.strip() != (item.get("guid") or "").strip():
            rel = relation(element.get("rel") or element.get("reluri"))
            yield Link(rel=rel or "associated", uri=target)
