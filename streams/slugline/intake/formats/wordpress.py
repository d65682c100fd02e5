"""What WordPress puts into feeds and exports: short codes in brackets, paragraphs parted by blank lines.

In an export (WXR) pages, attachments and menus stand among the posts, and drafts among what is published.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from slugline.lang.zone_words import ZoneWords
from slugline.records.codec import Json
from slugline.records.story import Status

_WORDS = ZoneWords("wordpress")
_NO_STORIES = _WORDS.words("no_stories")
_STATES: Mapping[str, Status] = MappingProxyType(
    {
        **dict.fromkeys(_WORDS.words("withheld"), "withheld"),
        **dict.fromkeys(_WORDS.words("canceled"), "canceled"),
    }
)
_BY_NUMBER = _WORDS.words("by_number")
_SCHEDULED = _WORDS.words("scheduled")
_LONE = _WORDS.words("lone")
_WITH_CONTENT = _WORDS.words("with_content")
_CAPTION = _WORDS.entries("caption")[0]
_EMBEDDED, _AUTHOR, _TERMS = "_embedded", "author", "wp:term"
_TAXONOMIES = {"category": "categories", "post_tag": "tags"}
"""What WordPress's REST API calls what it sends along."""

_MARKUP = re.compile(r"<(?:p|br|div|table|li)\b", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t\r]*\n\s*")
_CODE = re.compile(
    r"\[(?P<end>/)?(?P<name>[a-z][a-z0-9_-]{1,40})(?P<more>\s[^\[\]<>\n]{0,400}|\s?=[^\[\]<>\n]{1,200})?/?\]"
)
_SET = re.compile(r"\w\s?=")


def is_story(kind: str | None) -> bool:
    """Tell whether an entry with this type of post is a story; a type nobody knows is."""
    return (kind or "").strip().casefold() not in _NO_STORIES


def post(item: Mapping[str, Json]) -> dict[str, Json] | None:
    """Return a post of WordPress's REST API with its texts in place of objects around them; None for others.

    What it names by numbers, as its categories, says nothing.
    """
    texts = {
        name: value["rendered"]
        for name, value in item.items()
        if isinstance(value, dict) and isinstance(value.get("rendered"), str)
    }
    if not texts:
        return None
    told = {name: value for name, value in {**item, **texts}.items() if name not in _BY_NUMBER}
    return {**told, **_sent_along(item)}


def _sent_along(item: Mapping[str, Json]) -> dict[str, Json]:
    """Return the authors, categories and tags of a post that are sent with it ("?_embed"), by their names."""
    given = item.get(_EMBEDDED)
    if not isinstance(given, dict):
        return {}
    found: dict[str, list[Json]] = {}
    for one in _objects(given.get(_AUTHOR)):
        found.setdefault("authors", []).append(one.get("name"))
    terms = given.get(_TERMS)
    for several in terms if isinstance(terms, list) else []:
        for one in _objects(several):
            if what := _TAXONOMIES.get(str(one.get("taxonomy"))):
                found.setdefault(what, []).append(one.get("name"))
    return {name: [one for one in names if isinstance(one, str)] for name, names in found.items()}


def _objects(value: Json) -> list[Mapping[str, Json]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def status_of(state: str | None) -> Status:
    """Return the status that the state of a post is: what is not out is withheld; what is scheduled waits."""
    return _STATES.get((state or "").strip().casefold(), "usable")


def is_scheduled(state: str | None) -> bool:
    """Tell whether the state of a post says that it is to come out later."""
    return (state or "").strip().casefold() in _SCHEDULED


def readable(source: str) -> str:
    """Return HTML from WordPress without short codes, its captions and paragraphs marked up. Linear."""
    if "[" in source:
        source = _without_codes(source)
    if "\n" in source and not _MARKUP.search(source):
        source = _BLANK_LINES.sub("<br/><br/>", source)
    return source


def _without_codes(source: str) -> str:
    """Take the codes out: those in pairs, with settings, or known; "[sic]" and "[laughs]" are words."""
    found = list(_CODE.finditer(source))
    ended = {one["name"] for one in found if one["end"]}
    pieces: list[str] = []
    at, hidden = 0, ""
    for one in found:
        name = one["name"]
        if name not in ended and name not in _LONE and not _SET.search(one["more"] or ""):
            continue
        if not hidden:
            pieces.append(source[at : one.start()])
        at = one.end()
        if hidden:
            hidden = "" if one["end"] and name == hidden else hidden
        elif name == _CAPTION and name in ended:
            pieces.append("</figcaption></figure>" if one["end"] else "<figure><figcaption>")
        elif name in _WITH_CONTENT and name in ended and not one["end"]:
            hidden = name
    return "".join(pieces) + ("" if hidden else source[at:])
