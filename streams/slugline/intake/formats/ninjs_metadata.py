"""What a ninjs item says beside its text, in any of the three generations and in Superdesk's dialect.

Unlike a wrong status or embargo, a wrong value here costs the field and not the story.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from slugline.intake.formats import ninjs_media
from slugline.intake.formats.concepts import concept
from slugline.intake.formats.found import Found
from slugline.intake.formats.html_paragraphs import looks_like_html, paragraphs
from slugline.intake.formats.json_fields import Item
from slugline.intake.formats.ninjs_credits import delivers
from slugline.intake.formats.relations import relation
from slugline.intake.formats.signal_codes import signals_of
from slugline.intake.formats.terms import MOST
from slugline.lang.zone_words import ZoneWords
from slugline.records.codec import Json
from slugline.records.signals import LinkRel, Signal
from slugline.records.story import Author, Concept, Link

_LINKS: Mapping[str, LinkRel] = MappingProxyType(
    {
        "evolvedfrom": "evolved-from", "rewriteof": "updates", "translatedfrom": "translation-of",
        "translationof": "translation-of", "derivedfrom": "derived-from", "correctionof": "corrects",
        "correctedfrom": "corrects", "repeatof": "repeats", "replaces": "replaces", "partof": "part-of",
    }
)  # fmt: skip
"""Fields that name another item, folded, and what it is to this one."""

_SUBJECTS = ("subject", "subjects")
_WORDS = ZoneWords("ninjs")
_PUT_RIGHT = _WORDS.words("put_right")


def with_metadata(found: Found, item: Item) -> Found:
    """Return ``found`` with all that the fields of ``item`` say beside its text."""
    genres = list(_concepts(item, "genre", "genres"))
    terms = [term for one in genres for term in (one.name, one.qcode)]
    return replace(
        found,
        urgency=_whole(item, "urgency"),
        priority=_term(item.get("priority")),
        subjects=tuple(_concepts(item, "subject", "subjects", "service", "anpa_category")),
        keywords=tuple(_words(item.get("keywords"))),
        genre=next((term for term in terms if term), None),
        places=tuple(_concepts(item, "place", "places")),
        usage_terms=_note(item, "usageterms", "usageTerms"),
        copyright=_note(item, "copyrightnotice", "copyrightNotice", "copyrightholder", "copyrightHolder"),
        credit=_note(item, "creditline", "creditLine", "credit"),
        editor_note=_note(item, "ednote", "edNote"),
        authors=tuple(_authors(item)),
        signals=tuple(_signals(item, *terms)),
        links=tuple(_links(item)),
        provider=_provider(item),
        people=tuple(_concepts(item, *_WORDS.entries("people"))),
        organisations=tuple(_concepts(item, *_WORDS.entries("organisations"))),
        occasions=tuple(_concepts(item, *_WORDS.entries("occasions"))),
        objects=tuple(_concepts(item, *_WORDS.entries("objects"))),
        alt_ids=tuple(alt_ids(item)),
    )


def _concepts(item: Item, *names: str) -> Iterator[Concept]:
    """Yield the concepts in the lists ``names``: ninjs 1 has code and scheme, 2 and 3 uri or literal."""
    for name in names:
        for one in _several(item.get(name)):
            if isinstance(one, str):
                made = concept(None, one)
            elif isinstance(one, dict):
                code = next(
                    (code for key in _WORDS.entries("codes") if (code := _term(one.get(key)))),
                    None,
                )
                scheme = _term(one.get("scheme")) or (_iptc(code or "") if name in _SUBJECTS else None)
                made = concept(code, _term(one.get("name")), scheme)
            else:
                made = None
            if made:
                yield made


def _iptc(code: str) -> str | None:
    """Return the vocabulary of IPTC that a bare code of eight digits is from, as Superdesk has them."""
    if len(code) != 8 or not code.isdecimal() or not code.isascii():
        return None
    return "medtop" if code.startswith("2") else "subj" if "01" <= code[:2] <= "17" else None


def _signals(item: Item, *terms: str | None) -> Iterator[Signal]:
    if any((_term(item.get(name)) or "").lower() in _PUT_RIGHT for name in _WORDS.entries("fates")):
        yield "correction"
    if (_whole(item, "correction_sequence") or 0) > 0:
        yield "correction"
    if (_whole(item, "rewrite_sequence") or 0) > 0 or _term(item.get("rewrite_of")):
        yield "update"
    if media := ninjs_media.signal_of(item):
        yield media
    flags = item.get("flags")
    if isinstance(flags, dict) and flags.get("marked_for_not_publication") is True:
        yield "advisory"
    named = [_term(one) for name in ("signal", "signals") for one in _several(item.get(name))]
    yield from signals_of(*terms, *named)


def _links(item: Item) -> Iterator[Link]:
    for name, value in item.items():
        rel = _LINKS.get(name.replace("_", "").lower())
        for one in _several(value) if rel else ():
            target = _address(one) or _term(one)
            if rel and target:
                yield Link(rel=rel, uri=target)
    for one in _several(item.get("associations")):
        target = _address(one)
        if target and isinstance(one, dict):
            told = (_term(one.get("rel")) or "").replace("_", "").lower()
            yield Link(rel=_LINKS.get(told) or relation(told) or "associated", uri=target)
    for name in _WORDS.entries("trust"):
        for one in _several(item.get(name)):
            if isinstance(one, dict) and (target := _term(one.get("href")) or _address(one)):
                yield Link(rel="trust", uri=target)
    for one in _several(item.get("links")):
        if isinstance(one, dict) and one.get("rel") == "canonical" and (target := _term(one.get("href"))):
            yield Link(rel="web", uri=target)
    for name in _WORDS.entries("pages"):
        page = _term(item.get(name))
        if page and "://" in page:
            yield Link(rel="web", uri=page)


def _address(value: Json) -> str | None:
    if not isinstance(value, dict):
        return None
    return next((found for key in _WORDS.entries("addresses") if (found := _term(value.get(key)))), None)


def _authors(item: Item) -> Iterator[Author]:
    for one in _several(item.get("authors")):
        name = _term(one.get("name")) if isinstance(one, dict) else None
        if isinstance(one, dict) and name:
            role = _term(one.get("role")) or _term(one.get("jobtitle"))
            yield Author(name=name, role=role, affiliation=_term(one.get("affiliation")))
    for maker in _WORDS.entries("makers"):
        if name := _term(item.get(maker)):
            yield Author(name=name, role=maker)


def alt_ids(item: Item) -> Iterator[str]:
    """Yield what else the item is called: ninjs 1 has an object of ids, 2 and 3 a list with roles."""
    for name in _WORDS.entries("alt_ids"):
        value = item.get(name)
        several = list(value.values()) if isinstance(value, dict) else _several(value)
        for one in several[:MOST]:
            if found := _term(one.get("value") if isinstance(one, dict) else one):
                yield found


def _provider(item: Item) -> str | None:
    """Return who delivered it: the information source with that role, or Superdesk's ``provider``."""
    for name in ("infosource", "infosources", "infoSources"):
        for one in _several(item.get(name)):
            if isinstance(one, dict) and delivers(one):
                return _term(one.get("name"))
    given = item.get("provider")
    return _term(given.get("name")) if isinstance(given, dict) else _term(given)


def _several(value: Json) -> list[Json]:
    """Return the members of a list or, as ninjs 1 has associations, of an object of objects; else the one."""
    if isinstance(value, list):
        return value[:MOST]
    if isinstance(value, dict) and value and all(isinstance(one, dict | None) for one in value.values()):
        return list(value.values())[:MOST]
    return [] if value is None else [value]


def _words(value: Json) -> Iterator[str]:
    for one in _several(value):
        if isinstance(one, str):
            yield from one.split(",") if not isinstance(value, list) else (one,)


def _term(value: Json) -> str | None:
    """Return a text, a number, or the name in an object with one, as a text."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("code") or value.get("qcode")
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:g}"
    return None


def _whole(item: Item, name: str) -> int | None:
    value = _term(item.get(name)) or ""
    return int(value) if value.isdecimal() and len(value) < 10 else None


def _note(item: Item, *names: str) -> str | None:
    for name in names:
        value = item.get(name)
        if isinstance(value, list):
            terms = (_term(one) for one in value[:MOST])
            value = "\n".join(term for term in terms if term)
        if isinstance(value, str) and value.strip():
            if looks_like_html(value) or "&" in value:
                return "\n".join(piece.text for piece in paragraphs(value))
            return value
    return None
