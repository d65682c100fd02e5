"""Other people's JSON: what scrapers, data sets and news services call the fields of a story.

What they are called stands in `foreign_names`.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from slugline.intake.control_characters import check
from slugline.intake.formats.foreign_names import fold, has_text, known, ours, parts
from slugline.intake.formats.found import Found, story
from slugline.intake.formats.html_paragraphs import Paragraph, looks_like_html, paragraphs
from slugline.intake.formats.json_fields import Item, wrong
from slugline.intake.formats.lax_moments import read_moment
from slugline.intake.formats.publication_states import carried, standing
from slugline.intake.formats.statuses import where_usable
from slugline.intake.formats.terms import shared
from slugline.intake.formats.version_numbers import as_version
from slugline.intake.refused import Refused
from slugline.intake.zones.bylines import names_in
from slugline.intake.zones.captions import same_start
from slugline.lang.zone_words import ZoneWords
from slugline.records.codec import Json
from slugline.records.story import Concept, Dateline, Link, Story

_WORDS = ZoneWords("field_names")
_WRAPPERS = _WORDS.words("wrappers")
_ADDRESS = re.compile(r"\w{4,5}://\S+")
_QUOTED = re.compile(r"'([^']{1,200})'|\"([^\"]{1,200})\"")
_MOST = 200
_CUT_OFF = re.compile(r"(?:…|\.{3})?\s*\[\+\d{1,8} \w{1,12}\]$")
"""How a service says how much more there is: "[+1234 chars]"."""
_LONGEST_CUT = 40


def holds_story(item: Item) -> bool:
    """Tell whether a field of ``item`` is known for a text or a headline, and is not empty."""
    fields = _fields(item)
    return "headline" in fields or any(
        name in fields and not isinstance(fields[name], dict) for name in ("body", "summary")
    )


def listed(value: Item) -> tuple[list[Json], Item] | None:
    """Return the items of a service's answer or a JSON Feed, and the fields that hold for all of them."""
    if has_text(key for key in value if ours(key) in ("body", "summary")):
        return None
    for name in _WORDS.entries("lists"):
        inner = value.get(name)
        if isinstance(inner, list) and any(isinstance(one, dict) for one in inner):
            told = {
                name: shared(next(iter(_texts(value.get(theirs))), None))
                for name, theirs in (("source", "title"), ("language", "language"))
            }
            return inner, {**carried(value), **told}
        if isinstance(inner, dict) and (deeper := listed(inner)):
            return deeper[0], {**carried(value), **deeper[1]}
    return None


def read_foreign(item: Item, for_all: Item = MappingProxyType({})) -> Story | None:
    """Return the story in ``item``; None if no field of it is known for a text. Raises Refused.

    ``for_all`` is what the list says that the item stood in.
    """
    fields = _fields(item)
    body = fields.get("body") or fields.get("summary")
    if "headline" not in fields and (body is None or _may_be_item(item, body)):
        return None
    try:
        return _read(item, fields, for_all)
    except Refused as refused:
        refused.name(lambda: _uri(item, fields), lambda: None)
        raise


def _may_be_item(item: Item, body: Json) -> bool:
    """Whether an object that stands for a text has a name that services give to an item in an envelope."""
    return isinstance(body, dict) and any(
        value is body and fold(name) in _WRAPPERS for name, value in item.items() if name
    )


def read_withdrawn(item: Item, for_all: Item = MappingProxyType({})) -> Story | None:
    """Return the story of an ``item`` without a text that is canceled or withheld; None of any other.

    To be taken back it needs no more than what it is called. ``for_all`` as above. Raises Refused.
    """
    if uri_of(item) is None or standing(item)[0] == "usable":
        return None
    return _read(item, _fields(item), for_all)


def uri_of(item: Item) -> str | None:
    """Return what the ``item`` is called, or where it stands."""
    return _uri(item, _fields(item))


def _read(item: Item, fields: Mapping[str, Json], for_all: Item) -> Story:
    body = fields.get("body") or fields.get("summary")
    status, held = standing(item)
    text = where_usable(status, lambda: _text("body", body)) if body is not None else ""
    text = text or ""
    headline, standfirst = _line(fields.get("headline")), _line(fields.get("standfirst"))
    first, _, rest = text.lstrip().partition("\n")
    if headline and rest.strip() and len(first) <= len(headline) + 3 and same_start(first, headline):
        text = rest.lstrip("\r\n")  # it stands there twice else
    address = _address(item, fields)
    source = _source(item) or _line(for_all.get("source"))
    headline, text = _without_source(headline, source), _whole(text)
    place = _line(fields.get("dateline"))
    modified = _moment(fields.get("modified"))
    return story(Found(
        uri=_uri(item, fields),
        headline=headline,
        standfirst=standfirst,
        body=_paragraphs(text),
        byline=_authors(fields.get("authors")),
        dateline=Dateline(place=place, date=None) if place else None,
        published=_moment(fields.get("published")) or modified,
        modified=modified,
        language=_line(fields.get("language")) or _line(for_all.get("language")),
        source=source,
        version=where_usable(status, lambda: version(item)),
        status=status,
        embargoed=held,
        subjects=tuple(Concept(qcode=None, name=one, scheme=None) for one in _terms(fields.get("subjects"))),
        keywords=tuple(_terms(fields.get("keywords"))),
        copyright=_line(fields.get("copyright")),
        links=(Link(rel="web", uri=address),) if address else (),
    ))  # fmt: skip


def version(item: Item) -> int | None:
    """Return the version that ``item`` tells: a whole number from 1; "1.2.3" is that of something else."""
    given = (one[name] for one in parts(item) for name in _WORDS.entries("version") if name in one)
    for value in given:
        whole = isinstance(value, int) or (isinstance(value, str) and value.strip().isdecimal())
        try:
            found = as_version(value) if whole else None
        except ValueError:
            continue
        if found:
            return found
    return None


def _moment(value: Json) -> str | None:
    return next(filter(None, map(read_moment, _texts(value))), None)


def _address(item: Item, fields: Mapping[str, Json]) -> str | None:
    addresses = [*_texts(fields.get("address")), *_texts(item.get("source"))]
    return next((one for one in addresses if _ADDRESS.fullmatch(one)), None)


def _uri(item: Item, fields: Mapping[str, Json]) -> str | None:
    """Return what the item is called, or where it stands."""
    identity, address = _identity(fields.get("uri")), _address(item, fields)
    return identity if identity and (":" in identity or not address) else address


def _whole(text: str) -> str:
    """Return ``text`` without the words at its end that say how much more there is."""
    bare = text.rstrip()
    found = _CUT_OFF.search(bare, max(0, len(bare) - _LONGEST_CUT))
    return bare[: found.start()].rstrip() if found else text


def _fields(item: Item) -> Mapping[str, Json]:
    """Return for each field of ours the value of the most telling of theirs that is not empty."""
    best: dict[str, tuple[int, Json]] = {}
    for one in parts(item):
        for name, value in one.items():
            told = known(name)
            if told is None or value is None or value in ("", [], {}):
                continue
            if told[0] not in best or told[1] < best[told[0]][0]:
                best[told[0]] = (told[1], value)
    return {name: value for name, (_, value) in best.items()}


def _text(where: str, value: Json) -> str:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = "\n\n".join(map(str, value))
    if not isinstance(value, str):
        raise wrong(where, "a string", value)
    check(value, where)
    return value


def _paragraphs(text: str) -> str | list[Paragraph]:
    return paragraphs(text) if looks_like_html(text) else text


def _line(value: Json) -> str | None:
    text = next(iter(_texts(value)), None)
    if text and ("<" in text or "&" in text):
        text = " ".join(piece.text for piece in paragraphs(text))
    return text


def _texts(value: Json) -> list[str]:
    """Return the texts in a text, a number, an object with a name, or a list of such."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, int) and not isinstance(value, bool):
        return [str(value)]
    if isinstance(value, list):
        return [text for one in value[:_MOST] if not isinstance(one, list) for text in _texts(one)]
    if isinstance(value, dict):
        names = (value.get(key) for key in _WORDS.entries("names_within"))
        return next(([one.strip()] for one in names if isinstance(one, str) and one.strip()), [])
    return []


def _identity(value: Json) -> str | None:
    if isinstance(value, dict):
        value = value.get("$oid")
    if isinstance(value, bool | float | list) or value is None:
        return None
    text = str(value).strip()
    return text or None


def _terms(value: Json) -> list[str]:
    """Return the terms of a list, or of a text that has several: parted by commas or bars, or quoted."""
    found: list[str] = []
    for text in _texts(value):
        if text.startswith("["):
            found += (one or other for one, other in _QUOTED.findall(text[:5_000]))
        else:
            found += re.split(r"[,;|]", text) if not isinstance(value, list) else [text]
    return [one.strip() for one in found if one.strip()]


def _authors(value: Json) -> tuple[str, ...]:
    texts = _texts(value)
    if len(texts) == 1 and texts[0].startswith("["):
        texts = [one or other for one, other in _QUOTED.findall(texts[0][:5_000])]
    names = (name for text in texts if not _ADDRESS.match(text) for name in names_in(text))
    return tuple(dict.fromkeys(names))


def _without_source(headline: str | None, source: str | None) -> str | None:
    """Return a headline without the name of who published it, which some put behind it."""
    for mark in (" - ", " – ", " — ", " | "):
        if headline and source and headline.casefold().endswith((mark + source).casefold()):
            return headline[: -len(mark + source)].strip() or headline
    return headline


def _source(item: Item) -> str | None:
    """Return who published it: a name goes before an address, which some put there, too."""
    named = [(told[1], value) for key, value in item.items() if (told := known(key)) and told[0] == "source"]
    texts = [text for _, value in sorted(named, key=lambda pair: pair[0]) for text in _texts(value)]
    return next((text for text in texts if not _ADDRESS.match(text)), None)
