"""The fields of a ninjs item, versions 1.x, 2.x and 3.x, and of Superdesk's dialect of 1.x.

Field names: the JSON Schemas of ninjs 1.6, 2.2 and 3.1 (github.com/iptc/newsinjson), Superdesk's output.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from slugline.intake.formats import json_fields, ninjs_media
from slugline.intake.formats.json_fields import Item, wrong
from slugline.intake.formats.statuses import status_of
from slugline.intake.refused import Refused
from slugline.lang.zone_words import ZoneWords
from slugline.records.story import Status

Generation = Literal[1, 2, 3]

_WORDS = ZoneWords("ninjs")
ARTICLES = _WORDS.words("article_types")
"""What others call the type of a text."""
_TEXT_TYPES = (None, "text", "composite", "component", "preformatted")
_MAIN_ROLES = (None, "main", "text", "body", "story", "richtext", "html", "xhtml")
_DECK_ROLES = ("sub", "subheadline", "subheading", "subtitle", "deck", "standfirst")
_HTML_TYPES = ("html", "xml", "rich")


@dataclass(frozen=True, slots=True)
class Spelling:
    """How one generation of ninjs spells the fields a story needs, the most telling first."""

    status: str
    published: tuple[str, ...]
    modified: tuple[str, ...]
    byline: tuple[str, ...]
    sources: str
    copyright: str


SPELLINGS: Mapping[Generation, Spelling] = MappingProxyType(
    {
        1: Spelling(
            "pubstatus", ("versioncreated", "firstpublished", "firstcreated", "contentcreated"),
            ("versioncreated", "contentmodified", "_updated"),
            ("byline", "by"), "infosource", "copyrightholder",
        ),
        2: Spelling(
            "pubstatus", ("versioncreated", "firstcreated", "contentcreated"),
            ("versioncreated", "contentmodified"),
            ("by", "byline"), "infosources", "copyrightholder",
        ),
        3: Spelling(
            "pubStatus", ("versionCreated", "firstCreated", "contentCreated"),
            ("versionCreated", "contentModified"),
            ("by", "byline"), "infoSources", "copyrightHolder",
        ),
    }
)  # fmt: skip

_CAMEL = frozenset((
    "versionCreated", "firstCreated", "contentCreated", "pubStatus", "embargoedUntil", "infoSources",
    "copyrightHolder", "copyrightNotice", "usageTerms", "edNote", "altIds", "representationType",
    "eventDetails", "plannedCoverage", "rightsInfo", "trustIndicators", "digitalSourceType",
))  # fmt: skip
_OLD = frozenset((
    "uri", "guid", "headline", "byline", "pubstatus", "versioncreated", "firstcreated", "slugline", "located",
    "type",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Body:
    """A body of an item: its text, and whether that is HTML (None: to be seen from the text)."""

    text: str
    html: bool | None


def generation(item: Item) -> Generation | None:
    """Tell by the shape of its keys which ninjs an item is; None if it is none at all."""
    if not _CAMEL.isdisjoint(item):
        return 3
    if "headlines" in item or "bodies" in item:
        return 2
    prefixed = any(key.startswith(("headline_", "body_", "description_")) for key in item)
    return 1 if prefixed or not _OLD.isdisjoint(item) else None


def check_type(item: Item) -> None:
    """Refuse an item that says it is an event or anything else but a text, or a picture or the like."""
    kind = json_fields.text(item, "type")
    if kind == "composite" and "groups" in item and not any(name.startswith("body_") for name in item):
        raise Refused("unknown-format", "a package: it lists items and has no text; send the items")
    if kind not in _TEXT_TYPES and kind not in ARTICLES and not ninjs_media.signal_of(item):
        raise Refused("unknown-format", f"type: {kind[:40]!r} is not text" if kind else "type: not text")


def status(item: Item, spelling: Spelling) -> Status | None:
    """Return the status, None if none is given. An unknown one is refused: better held than let out."""
    value = item.get(spelling.status)
    if value is None or (isinstance(value, str) and not value.strip()):
        fates = [
            status_of(item.get(name)) for name in _WORDS.entries("fates")
        ]  # Superdesk's, as it keeps items
        return "canceled" if "canceled" in fates else None
    known = status_of(value)
    if known is None:
        raise wrong(spelling.status, "usable, withheld or canceled", value)
    return known


def headlines(item: Item, shape: Generation) -> tuple[str | None, str | None]:
    """Return the main headline and the standfirst."""
    if shape == 1:
        extra = sorted(key for key in item if key.startswith("headline_"))
        decks = [key for key in extra if key.removeprefix("headline_") in _DECK_ROLES]
        main = sorted((key for key in extra if key not in decks), key=lambda key: key != "headline_main")
        return json_fields.text(item, "headline", *main), json_fields.text(item, *decks)
    found: dict[bool, str] = {}
    for where, one in sorted(
        json_fields.objects(item, "headlines"), key=lambda pair: pair[1].get("role") != "main"
    ):
        value = json_fields.text(one, "value", where=where)
        role = json_fields.text(one, "role", where=where)
        if value is not None:
            found.setdefault(role in _DECK_ROLES, value)
    return found.get(False), found.get(True)


def body(item: Item, shape: Generation) -> Body | None:
    """Return the body, the HTML one where there are several: it tells paragraphs and lists apart."""
    found = _prefixed_bodies(item) if shape == 1 else _listed_bodies(item)
    return next((one for one in found if one.html), found[0] if found else None)


def _prefixed_bodies(item: Item) -> list[Body]:
    names = sorted((key for key in item if key.startswith("body_")), key=lambda key: (_rank(key[5:]), key))
    bodies: list[Body] = []
    for name in names:
        value = json_fields.text(item, name)
        if value is not None:
            form = name[5:].lower()
            html = True if form in ("html", "xhtml", "richtext") else False if form == "text" else None
            bodies.append(Body(value, html))
    return bodies


def _listed_bodies(item: Item) -> list[Body]:
    bodies: list[tuple[int, Body]] = []
    for where, one in json_fields.objects(item, "bodies"):
        value = json_fields.text(one, "value", where=where)
        form = json_fields.text(one, "contentType", "contenttype", where=where)
        role = json_fields.text(one, "role", where=where)
        if value is not None:
            html = None if form is None else any(mark in form.lower() for mark in _HTML_TYPES)
            bodies.append((_rank(role), Body(value, html)))
    best = min((rank for rank, _ in bodies), default=0)
    return [one for rank, one in bodies if rank == best]


def _rank(role: str | None) -> int:
    return 0 if role is None or role.lower() in _MAIN_ROLES else 1
