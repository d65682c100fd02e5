"""NewsML 1 to stories: a document holds several items, an item may hold a story in several languages.

Element names: the DTDs of NewsML 1.0 to 1.2 (IPTC). The text is in content items of nested parts: roles
tell body from title, lead, caption, style sheet and contact; a component's lines hold for what is in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from slugline.intake.formats.found import Found
from slugline.intake.formats.html_paragraphs import Paragraph
from slugline.intake.formats.moments import as_moment
from slugline.intake.formats.newsml1_meta import component_found, item_found, uri_of, version_of
from slugline.intake.formats.newsml_g2_media import SIGNALS
from slugline.intake.formats.start import Start
from slugline.intake.formats.terms import shared
from slugline.intake.formats.xml_fields import LANG, attribute, each, first, merged
from slugline.intake.formats.xml_inline import inline_found
from slugline.intake.formats.xml_parsing import AsSent, Element, parsed, sniffed
from slugline.intake.formats.xml_story import told
from slugline.intake.refused import Refused
from slugline.records.signals import Signal
from slugline.records.story import Link, Story

_BODIES = ("", "main", "body", "text", "story", "article", "content", "short", "long", "news", "alert")
_LEADS = ("lead", "abstract", "summary", "standfirst", "ingress", "synopsis")
_TITLES = ("title", "headline")
_CAPTIONS = ("caption",)
_CAPTION_LINES = ("caption", "captionline", "photocaption", "picturecaption", "legend")
_NO_BODIES = (
    *_LEADS, *_TITLES, *_CAPTIONS, "stylesheet", "contact", "tweettext", "logo", "thumbnail", "photo",
    "picture", "graphic", "image",
)  # fmt: skip
_TEXT_MEDIA = ("", "text", "complexdata")
MOST_LANGUAGES = 20
_SAME = 200
"""Letters at the start by which two renderings of one text are told to be the same."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """The text of a content item, with what its components say."""

    role: str
    language: str
    found: Found
    path: tuple[Element, ...]
    """The components it is in, the outermost first."""


def sniff(start: Start) -> bool:
    """Tell whether the root element is <NewsML>."""
    return sniffed(start) == "NewsML"


def read(data: bytes) -> Iterator[Story | Refused]:
    """Yield the stories in ``data``; a Refused for each item that is none. Raises Refused."""
    root = parsed(data)
    if root.tag != "newsml":
        raise Refused("unknown-format", f"looks like <{root.tag}>, not like NewsML 1")
    sent = first(root, "newsenvelope/dateandtime")
    envelope = Found(
        received=as_moment(sent) if sent else None,
        priority=shared(
            attribute(root, "newsenvelope/priority", "formalname") or first(root, "newsenvelope/priority")
        ),
        provider=shared(attribute(root, "newsenvelope/sentfrom/party", "formalname")),
    )
    items = root.findall("newsitem")
    if not items:
        raise Refused("unknown-format", "NewsML 1 without a news item in it")
    as_sent = AsSent(data)
    for number, item in enumerate(items, 1):
        try:
            yield from _stories(item, envelope)
        except Refused as refused:
            if len(items) == 1:
                raise
            sent_as = as_sent(item)
            alone = b"<NewsML>%b</NewsML>" % sent_as if sent_as else None
            yield refused.among(alone, f"item {number} of {len(items)}")


def _stories(item: Element, envelope: Found) -> list[Story]:
    """Return the story of ``item`` in each of its languages, the first under the item's own uri."""
    try:
        return _read(item, envelope)
    except Refused as refused:
        refused.name(lambda: uri_of(item), lambda: version_of(item))
        raise


def _read(item: Element, envelope: Found) -> list[Story]:
    outer = merged(item_found(item), envelope)
    component = item.find("newscomponent")
    if component is None and outer.status == "usable":
        what = "an update of parts of another item" if item.find("update") is not None else "no content"
        raise Refused("unknown-format", f"NewsML 1 item with {what}: send the whole item")
    pieces = list(_pieces(component, (), "", item.get(LANG) or "")) if component is not None else []
    bodies = [one for one in pieces if one.role in _BODIES and one.found.body]
    bodies = bodies or [one for one in pieces if one.role not in _NO_BODIES and one.found.body]
    languages = list(dict.fromkeys(one.language for one in bodies))
    if len(languages) > MOST_LANGUAGES:
        raise Refused("unknown-format", f"NewsML 1 item in more than {MOST_LANGUAGES} languages")
    if len(languages) < 2:
        return [_story(outer, item, pieces, bodies)]
    stories: list[Story] = []
    for language in languages:
        own = replace(outer, language=language)
        if stories and outer.uri:
            links = (*outer.links, Link(rel="translation-of", uri=outer.uri))
            own = replace(own, uri=f"{outer.uri}#{language}", links=links)
        stories.append(
            _story(
                own, item, [one for one in pieces if one.language in (language, "")],
                [one for one in bodies if one.language == language],
            )
        )  # fmt: skip
    return stories


def _story(outer: Found, item: Element, pieces: list[_Piece], bodies: list[_Piece]) -> Story:
    component = item.find("newscomponent")
    path = bodies[0].path if bodies else (component,) if component is not None else ()
    found = outer
    for element in reversed(path):
        found = merged(found, component_found(element))
    inner = Found(
        headline=_told_by(pieces, _TITLES),
        standfirst=_told_by(pieces, _LEADS),
        body=[*_together(bodies), *_captions(pieces), *_caption_lines(item)],
        signals=() if bodies else _media(item),
    )
    found = merged(found, inner)
    for one in bodies:
        found = merged(found, replace(one.found, body=()))
    place = next((one.name for one in found.places if one.name), None)
    return told(found, place)


def _pieces(component: Element, path: tuple[Element, ...], role: str, language: str) -> Iterator[_Piece]:
    """Yield the texts in ``component`` and the components in it, which inherit role and language."""
    path = (*path, component)
    role = (attribute(component, "role", "formalname") or role).casefold()
    language = (
        component.get(LANG)
        or attribute(component, "descriptivemetadata/language", "formalname")
        or attribute(component, "contentitem/datacontent/nitf", "baselang")
        or language
    ).casefold()
    for content in component.iterfind("contentitem"):
        media = (attribute(content, "mediatype", "formalname") or "").casefold()
        mime = (attribute(content, "mimetype", "formalname") or "").casefold()
        if media not in _TEXT_MEDIA or mime.startswith(("image", "video", "audio", "text/css")):
            continue
        holder = content.find("datacontent")
        holder = holder if holder is not None else content.find("encoding/datacontent")
        if holder is not None and content.find("encoding") is None:
            yield _Piece(role, language, inline_found(holder), path)
    for inner in component.iterfind("newscomponent"):
        yield from _pieces(inner, path, role, language)


def _together(bodies: list[_Piece]) -> list[Paragraph]:
    """Return the paragraphs of all bodies; of two renderings of one text the first, which is marked up."""
    found: list[Paragraph] = []
    starts: list[str] = []
    for one in bodies:
        paragraphs = [piece for piece in one.found.body if not isinstance(piece, str)]
        start = "".join(filter(str.isalnum, "".join(piece.text for piece in paragraphs)[: 2 * _SAME]))[:_SAME]
        if start not in starts:
            starts.append(start)
            found += paragraphs
    return found


def _caption_lines(item: Element) -> list[Paragraph]:
    """Return the captions that stand among the lines of a component, as of a picture without a text."""
    return [
        Paragraph(text, "caption")
        for line in item.iter("newsline")
        if (attribute(line, "newslinetype", "formalname") or "").casefold() in _CAPTION_LINES
        for text in each(line, "newslinetext")
    ]


def _media(item: Element) -> tuple[Signal, ...]:
    """Return what an item without a text is, by the first of its contents that says so."""
    kinds = (one.get("formalname", "").casefold() for one in item.iter("mediatype"))
    return next(((SIGNALS[kind],) for kind in kinds if kind in SIGNALS), ())


def _captions(pieces: list[_Piece]) -> list[Paragraph]:
    return [
        Paragraph(" ".join(one.text.split()), "caption")
        for piece in pieces
        if piece.role in _CAPTIONS
        for one in piece.found.body
        if not isinstance(one, str)
    ]


def _told_by(pieces: list[_Piece], roles: tuple[str, ...]) -> str | None:
    for piece in pieces:
        if piece.role in roles:
            line = " ".join(one.text for one in piece.found.body if not isinstance(one, str))
            if line.strip():
                return line
    return None
