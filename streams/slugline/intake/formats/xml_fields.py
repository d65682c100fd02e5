"""Fields of a parsed XML item: texts, codes and moments, under names in lower case."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields, replace

from slugline.intake.formats.concepts import concept
from slugline.intake.formats.found import Found
from slugline.intake.formats.moments import as_embargo, as_moment
from slugline.intake.formats.statuses import status_of
from slugline.intake.formats.terms import one_line
from slugline.intake.formats.version_numbers import as_version
from slugline.intake.formats.xml_parsing import Element, inner_text
from slugline.intake.refused import Refused
from slugline.intake.zones.bylines import names_in
from slugline.intake.zones.datelines import lone
from slugline.records.story import Concept, Dateline, Status

LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_INITIALS = re.compile(r"\w{1,4}\.?(?:\s*[/&-]\s*\w{1,4}\.?)*")
_TO_MERGE = tuple(
    one for one in fields(Found) if one.default is not MISSING and one.name not in ("uri", "version")
)
_AGENCY = re.compile(r"\s*(?:\([^()]{2,40}\)|/[^/]{2,20}/)$")


def said(element: Element | None) -> str | None:
    """Return all the text in ``element`` as one line; None where there is none."""
    return one_line(inner_text(element)) if element is not None else None


def each(item: Element, path: str) -> Iterator[str]:
    """Yield the texts at ``path``, blank ones left out."""
    for element in item.iterfind(path):
        if line := said(element):
            yield line


def first(item: Element, *paths: str) -> str | None:
    """Return the first text at the first of ``paths`` that has one."""
    return next((line for path in paths for line in each(item, path)), None)


def attribute(item: Element, path: str, *names: str) -> str | None:
    """Return the first of the attributes ``names`` that is not blank on the first elements at ``path``."""
    for element in item.iterfind(path):
        for name in names:
            if value := one_line(element.get(name)):
                return value
    return None


def moment(item: Element, *paths: str) -> str | None:
    """Return the first text at ``paths`` that is a moment, as RFC 3339."""
    return next((found for path in paths for text in each(item, path) if (found := as_moment(text))), None)


def tail_as_given(code: str | None) -> str | None:
    """Return the last part of a qcode, as it stands."""
    return (code or "").strip().rpartition(":")[2] or None


def version(value: str | None, where: str) -> int | None:
    """Return a version, a whole number from 1; None where there is none, or 0. Raises Refused."""
    if value is None:
        return None
    try:
        return as_version(value)
    except ValueError:
        found = repr(value.strip()[:40])
        raise Refused("wrong-type", f"{where}: expected a whole number from 1, found {found}") from None


def status(value: str | None, where: str) -> Status:
    """Return the status that a code says; "usable" where there is none. Raises Refused: better held."""
    if not (value or "").strip():
        return "usable"
    known = status_of(value)
    if known is None:
        raise Refused("wrong-type", f"{where}: expected usable, withheld or canceled, found {value!r:.60}")
    return known


def embargo(value: str | None, where: str) -> str | None:
    """Return the moment until which an item is held. Raises Refused for what is none: better held."""
    if not (value or "").strip():
        return None
    found = as_embargo(value or "")
    if found is None:
        raise Refused("wrong-type", f"{where}: expected a date and time, found {value!r:.60}")
    return found


def urgency(value: str | None) -> int | None:
    """Return an urgency from 1 to 9; None for anything else."""
    bare = (value or "").strip()
    return int(bare) if len(bare) == 1 and bare in "123456789" else None


def in_language(elements: Iterable[Element], *wanted: str | None) -> Element | None:
    """Return the first of ``elements`` in the first of the languages ``wanted`` that has one, else the first.

    An element without a language is in any.
    """
    given = [one for one in elements if said(one)]
    for language in wanted:
        prefix = (language or "").casefold().partition("-")[0]
        for one in given:
            if prefix and (one.get(LANG) or prefix).casefold().startswith(prefix):
                return one
    return given[0] if given else None


def people(text: str | None) -> tuple[str, ...]:
    """Return the names in a byline; initials ("gr/bp"), logins and whole sentences are none."""
    line = one_line(text)
    if not line or line == line.casefold() or len(line) > 200:
        return ()
    found = names_in(line)
    return () if len(found) == 1 and (_is_sentence(found[0]) or _INITIALS.fullmatch(found[0])) else found


def _is_sentence(text: str) -> bool:
    words = text.split()
    return len(words) > 5 and sum(word[0].islower() for word in words) * 2 > len(words)


def filed(text: str | None) -> Dateline | None:
    """Return what a field for the dateline says; a time stamp in it says nothing of a place."""
    line = one_line(text)
    if not line or len(line) > 120:
        return None
    line = _AGENCY.sub("", line.strip(" -–—:._\u00a0"))
    found = lone(line)
    if found:
        return Dateline(place=found.place, date=found.date) if found.place or found.date else None
    bare = line.strip(" -–—:.,_\u00a0")
    if sum(map(str.isalpha, bare)) < 2 or as_moment(bare) or sum(map(str.isdigit, bare)) > 4:
        return None
    return Dateline(place=bare, date=None)


def coded(element: Element, *languages: str | None) -> Concept | None:
    """Return the concept that an element of NewsML-G2 names by qcode, uri, literal or name."""
    name = in_language(element.iterfind("name"), *languages)
    literal = one_line(element.get("literal"))
    return concept(element.get("qcode") or element.get("uri"), said(name) or literal)


def named(element: Element | None, *languages: str | None) -> str | None:
    """Return how a party is called: by its name, else literally, else by the end of its code."""
    if element is None:
        return None
    found = coded(element, *languages)
    if found is None:
        return None
    return found.name or (tail_as_given(element.get("qcode")) if element.get("qcode") else None)


def merged(outer: Found, inner: Found) -> Found:
    """Return ``outer`` with what it lacks taken from ``inner``: the envelope knows better than the letter.

    Signals, links and keywords of both count, and so do notes; uri and version are the envelope's.
    """
    lacking = {
        one.name: getattr(inner, one.name) for one in _TO_MERGE if getattr(outer, one.name) == one.default
    }
    lines = (*(outer.editor_note or "").splitlines(), *(inner.editor_note or "").splitlines())
    return replace(
        outer,
        **{
            **lacking,
            "signals": (*outer.signals, *inner.signals),
            "links": (*outer.links, *inner.links),
            "keywords": (*outer.keywords, *inner.keywords),
            "editor_note": "\n".join(dict.fromkeys(lines)) or None,
        },
    )
