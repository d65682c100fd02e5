"""What a format has found of a story, and the story made of it: the same way for every format.

A format reads fields out of its bytes and fills in a `Found`; it lays out nothing, cleans nothing and decides
nothing that another format would decide too. `story` does that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType

from slugline.intake.formats import terms
from slugline.intake.formats.composed import GAP, composed
from slugline.intake.formats.escapes import undone
from slugline.intake.formats.html_paragraphs import Paragraph
from slugline.intake.formats.signal_codes import signals_of
from slugline.intake.formats.statuses import where_usable
from slugline.intake.formats.story_uri import made_up_uri
from slugline.intake.formats.text_encoding import is_mojibake
from slugline.intake.language import as_language, language_of
from slugline.intake.refused import NO_TEXT, Refused, checked_uri, readable
from slugline.intake.signals import copy_signals, field_signals
from slugline.intake.signals.copy_signals import CopySignals
from slugline.intake.signals.field_signals import NoteSays
from slugline.intake.signals.slug_lines import slug_line
from slugline.intake.zones.dates import dates
from slugline.intake.zones.layout import Layout, lay_out
from slugline.records.marks import Open
from slugline.records.signals import Signal
from slugline.records.story import Author, Concept, Dateline, Link, Status, Story, Take, Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a format found; all of it may be missing.

    Texts are plain and decoded (no markup, no entities), moments as `moments.as_moment` returns them. The
    fields are those of `Copy`, where their meaning stands, but for these:
    """

    uri: str | None = None
    """None where the item has none: one is made up of the text then."""
    version: int | None = None
    """None where the item gives none."""
    status: Open[Status] = "usable"
    headline: str | None = None
    """None where it may stand in the body, which is then searched for it."""
    standfirst: str | None = None
    byline: tuple[str, ...] = ()
    dateline: Dateline | None = None
    published: str | None = None
    language: str | None = None
    """A tag in any spelling; what is none is passed over."""
    source: str | None = None
    slugline: str | None = None
    body: str | Sequence[Paragraph] = ()
    """A plain text, taken as it stands, or paragraphs, each with the role that its markup tells, if any."""
    urgency: int | None = None
    """What is not from 1 to 9 is passed over."""
    priority: str | None = None
    subjects: tuple[Concept, ...] = ()
    keywords: tuple[str, ...] = ()
    genre: str | None = None
    places: tuple[Concept, ...] = ()
    usage_terms: str | None = None
    copyright: str | None = None
    credit: str | None = None
    editor_note: str | None = None
    authors: tuple[Author, ...] = ()
    embargoed: str | None = None
    signals: tuple[Open[Signal], ...] = ()
    take: Take | None = None
    links: tuple[Link, ...] = ()
    provider: str | None = None
    received: str | None = None
    people: tuple[Concept, ...] = ()
    organisations: tuple[Concept, ...] = ()
    occasions: tuple[Concept, ...] = ()
    objects: tuple[Concept, ...] = ()
    alt_ids: tuple[str, ...] = ()
    modified: str | None = None


def story(found: Found) -> Story:
    """Return the story in what a format ``found``: its text put together, its zones laid out.

    The text is the headline, the standfirst and the body, parted by blank lines; a body that is a text stays
    as it is. A headline alone is a story. Raises Refused: "missing-text" where there is no word at all,
    unless the story is withheld or canceled; "control-characters".
    """
    try:
        return _story(_with_slug_in_body(_with_long_lines_in_body(found)))
    except Refused as refused:
        refused.name(lambda: found.uri, lambda: found.version)
        if refused.reason == "missing-text" and refused.uri is not None:
            bare = replace(found, headline=None, standfirst=None, body=())
            refused.emptied = readable(lambda: _story(bare, without_text=True))
        raise


def _story(found: Found, without_text: bool = False) -> Story:
    headline, standfirst = (
        undone(one, markup=False) if one else one
        for one in (terms.one_line(found.headline), terms.one_line(found.standfirst))
    )
    whole = where_usable(found.status, lambda: composed(headline, standfirst, found.body))
    text, head, parts = whole or ("", (), [])
    headline = headline if whole else None
    if not (without_text or any(map(str.isalnum, text)) or _is_taken_back(found)):
        raise Refused("missing-text", NO_TEXT)
    said = copy_signals.read(parts, headline, found.published, found.slugline)
    layout = lay_out(text, said.blocks, headline)
    noted = field_signals.of_note(found.editor_note, found.published or layout.published)
    told = layout.published or _day(layout.dateline)
    if told and not found.published and "embargo" in said.signals and not said.embargoed:
        said = copy_signals.read(parts, headline, told, found.slugline)
    if headline and (said.cut or said.cut_behind):
        head = _labelled(head, said.cut, said.cut_behind)
        headline = headline[said.cut : len(headline) - said.cut_behind].strip()
    zones = (*head, *layout.zones)
    embargoed = found.embargoed or noted.embargoed or said.embargoed
    signals: tuple[Open[Signal] | None, ...] = (
        _HELD.get(found.status),
        *found.signals,
        *noted.signals,
        *_of_genre(found.genre),
        *said.signals,
        "embargo" if found.embargoed else None,
        "garbled" if is_mojibake(text) else None,
    )
    ahead = _lies_ahead(embargoed, found.published or layout.published)
    uri = checked_uri((found.uri or "").strip())
    return Story(
        uri=uri or made_up_uri(text),
        version=found.version or 1,
        versioned=found.version is not None,
        status=_status(found, noted, said),
        headline=headline or (layout.headline if len(layout.headline or "") <= terms.LONGEST_LINE else None),
        byline=terms.short(found.byline or layout.byline),
        dateline=_dateline(found.dateline, layout),
        published=found.published or layout.published,
        language=as_language(found.language) or language_of(text, zones),
        source=terms.line(found.source) or layout.source,
        slugline=terms.line(found.slugline) or terms.line(said.slug),
        text=text,
        zones=zones,
        urgency=found.urgency if found.urgency in range(1, 10) else None,
        priority=terms.line(found.priority),
        subjects=terms.concepts(found.subjects),
        keywords=terms.each(map(terms.line, found.keywords)),
        genre=terms.line(found.genre),
        places=terms.concepts(found.places),
        usage_terms=terms.note(found.usage_terms),
        copyright=terms.note(found.copyright),
        credit=terms.line(found.credit),
        editor_note=terms.note(
            "\n".join(dict.fromkeys([*(found.editor_note or "").splitlines(), *said.notes]))
        ),
        authors=terms.each(
            replace(one, name=name, role=terms.line(one.role), affiliation=terms.line(one.affiliation))
            if (name := terms.line(one.name))
            else None
            for one in found.authors
        ),
        embargoed=embargoed,
        signals=terms.each(one for one in signals if ahead or one != "embargo"),
        take=found.take or said.take,
        links=terms.each(
            replace(one, uri=target) if (target := terms.line(one.uri)) else None
            for one in (*found.links, *said.links)
        ),
        provider=terms.line(found.provider),
        received=found.received,
        people=terms.concepts(found.people),
        organisations=terms.concepts(found.organisations),
        occasions=terms.concepts(found.occasions),
        objects=terms.concepts(found.objects),
        alt_ids=terms.each(map(terms.line, found.alt_ids)),
        modified=found.modified,
    )


def _with_long_lines_in_body(found: Found) -> Found:
    """Return ``found`` with a headline or a standfirst that is far too long for one as paragraphs of body.

    Nothing is lost, and nothing that long stands in a record twice.
    """
    longest = terms.LONGEST_LINE
    if len(found.headline or "") <= longest and len(found.standfirst or "") <= longest:
        return found
    headline, standfirst = terms.one_line(found.headline), terms.one_line(found.standfirst)
    lines = [headline] if headline and len(headline) > longest else []
    if standfirst and (lines or len(standfirst) > longest):
        lines, standfirst = [*lines, standfirst], None
    if not lines:
        return found
    headline = None if lines[0] is headline else headline
    body = found.body
    whole: str | list[Paragraph] = (
        GAP.join((*lines, body)).rstrip()
        if isinstance(body, str)
        else [*(Paragraph(one, None) for one in lines), *body]
    )
    return replace(found, headline=headline, standfirst=standfirst, body=whole)


def _with_slug_in_body(found: Found) -> Found:
    """Return ``found`` with a headline that is a slug line ("BC-Ferry, 1st Ld") as a line of copy."""
    line = terms.one_line(found.headline)
    if not line or found.standfirst or not found.body or not slug_line(line):
        return found
    if isinstance(found.body, str):
        return replace(found, headline=None, body=f"{line}{GAP}{found.body}")
    return replace(found, headline=None, body=(Paragraph(line, None), *found.body))


_HELD: Mapping[str, Signal] = MappingProxyType({"canceled": "kill", "withheld": "withhold"})
"""What a status says as a signal."""


def _is_taken_back(found: Found) -> bool:
    """Whether a story needs no text: by its status or its note it is canceled, or withheld for good."""
    if found.status != "usable":
        return True
    noted = field_signals.of_note(found.editor_note, found.published)
    return noted.status != "usable" and not (found.embargoed or noted.embargoed)


def _of_genre(genre: str | None) -> tuple[Signal, ...]:
    """Return the signals that a genre is; none that holds a story back."""
    return tuple(one for one in signals_of(genre) if one not in _HELD.values())


def _status(found: Found, noted: NoteSays, said: CopySignals) -> Open[Status]:
    """Return the status of the field, else of the note to editors, else of the copy.

    A field that says "embargo", of which nothing says until when, holds the story until someone does.
    """
    if found.status != "usable":
        return found.status
    if noted.status != "usable" and not (noted.status == "withheld" and found.embargoed):
        return noted.status
    if found.embargoed or noted.embargoed:
        return "usable"
    held = said.status == "usable" and "embargo" in found.signals and not said.embargoed
    return "withheld" if held else said.status


def _day(dateline: Dateline | None) -> str | None:
    """The day that a dateline tells with its year."""
    return next((one.iso for one in dates(dateline.date)), None) if dateline and dateline.date else None


def _labelled(head: tuple[Zone, ...], cut: int, behind: int) -> tuple[Zone, ...]:
    """Return the zones above the body, with ``cut`` in front of the headline and ``behind`` it as notes."""
    first, *others = head
    start, end = first.start + cut, first.end - behind
    before = [replace(first, kind="editor_note", end=start)] if cut else []
    after = [replace(first, kind="editor_note", start=end)] if behind else []
    return *before, replace(first, start=start, end=end), *after, *others


def _lies_ahead(embargoed: str | None, published: str | None) -> bool:
    """Whether an embargo still held when the story was sent; one that tells no moment does."""
    if not embargoed or not published:
        return True
    try:
        until, sent = datetime.fromisoformat(embargoed), datetime.fromisoformat(published)
    except ValueError:
        return True
    return until.replace(tzinfo=until.tzinfo or UTC) > sent.replace(tzinfo=sent.tzinfo or UTC)


def _dateline(given: Dateline | None, layout: Layout) -> Dateline | None:
    if given and len(terms.short((given.place or "", given.date or ""))) < 2:
        given = None
    if given and layout.dateline:
        return Dateline(place=given.place or layout.dateline.place, date=given.date or layout.dateline.date)
    return given or layout.dateline
