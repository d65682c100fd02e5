"""NewsML-G2 to stories: a news item, or a message with several of them and the packages that list them.

Element names: the specification of NewsML-G2 2.35 (IPTC), in any case and with any prefix, as wires have
them. Concept, knowledge, planning and catalog items are reference data and plans: refused by name.
"""

from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from slugline.intake.formats.found import Found
from slugline.intake.formats.moments import as_moment
from slugline.intake.formats.newsml_g2_media import (
    SIGNALS,
    captions,
    class_of,
    linked_captions,
    package_captions,
    package_links,
)
from slugline.intake.formats.newsml_g2_meta import item_found, version_of
from slugline.intake.formats.start import Start
from slugline.intake.formats.terms import LONGEST_LINE, shared
from slugline.intake.formats.xml_fields import LANG, first, merged, named, said
from slugline.intake.formats.xml_inline import inline_found
from slugline.intake.formats.xml_parsing import AsSent, Element, parsed, sniffed
from slugline.intake.formats.xml_story import told
from slugline.intake.refused import Refused
from slugline.records.story import Link, Story

_NO_STORIES = {
    "conceptitem": "a concept item: reference data on a person, a place or a subject",
    "knowledgeitem": "a knowledge item: a vocabulary",
    "planningitem": "a planning item: what is to be covered",
    "catalogitem": "a catalog item: a list of vocabularies",
}
_ROOTS = (
    "newsItem",
    "packageItem",
    "newsMessage",
    "conceptItem",
    "knowledgeItem",
    "planningItem",
    "catalogItem",
)
_BASE64 = "base64"
_TEXT_CLASSES = ("", "text", "composite")
_MOST_LANGUAGES = 20


@dataclass(frozen=True, slots=True)
class _Message:
    """What the envelope says of every item in it."""

    received: str | None = None
    priority: str | None = None
    packages: Mapping[str, str] = field(default_factory=dict)
    """The package that lists an item, by the item."""


def sniff(start: Start) -> bool:
    """Tell whether the root element is one of NewsML-G2's, which start with a small letter."""
    return sniffed(start) in _ROOTS


def read(data: bytes) -> Iterator[Story | Refused]:
    """Yield the stories in ``data``; a Refused for each item of a message that is none. Raises Refused.

    A package beside its items is no item: its items say that they are part of it.
    """
    root = parsed(data)
    if root.tag != "newsmessage":
        yield from _stories(root, _Message())
        return
    items = [item for item in root.iterfind("itemset/*") if item.tag != "packageitem"]
    packages = list(root.iterfind("itemset/packageitem"))
    message = _Message(
        _received(root), shared(first(root, "header/priority")), _listed(packages) if items else {}
    )
    items = items or packages
    as_sent = AsSent(data)
    for number, item in enumerate(items, 1):
        try:
            yield from _stories(item, message)
        except Refused as refused:
            if len(items) == 1:
                raise
            yield refused.among(as_sent(item), f"item {number} of {len(items)}")


def _stories(item: Element, message: _Message) -> list[Story]:
    """Return the story of ``item`` in each language that it has contents in. Raises Refused."""
    try:
        return _read(item, message)
    except Refused as refused:
        refused.name(lambda: item.get("guid"), lambda: version_of(item))
        raise


def _read(item: Element, message: _Message) -> list[Story]:
    if item.tag in _NO_STORIES:
        raise Refused("unknown-format", f"NewsML-G2, but {_NO_STORIES[str(item.tag)]}, and no story")
    if item.tag == "packageitem":
        return [_package(item, message)]
    if item.tag != "newsitem":
        raise Refused("unknown-format", f"looks like <{item.tag}>, not like a NewsML-G2 item")
    languages = _languages(item)
    if len(languages) < 2:
        return [_story(item, message, None)]
    first, *others = languages
    found = [_story(item, message, first)]
    for language in others:
        one = _story(item, message, language)
        links = (*one.links, Link(rel="translation-of", uri=found[0].uri))
        found.append(replace(one, uri=f"{found[0].uri}#{language}", links=links))
    return found


def _story(item: Element, message: _Message, language: str | None) -> Story:
    """Return the story of ``item``, of its contents in ``language`` where they are in several."""
    outer = item_found(item, language)
    content = _content(item, language)
    kind = class_of(item)
    if not content.body and kind in SIGNALS:
        content = replace(content, body=captions(item, outer.language), signals=(SIGNALS[kind],))
    if kind not in _TEXT_CLASSES and not content.body and outer.status == "usable":
        raise Refused("unknown-format", f"NewsML-G2 of the class {kind!r:.40}, and no text or caption in it")
    if (
        not content.body
        and outer.status == "usable"
        and (remote := item.find("contentset/remotecontent")) is not None
    ):
        what = (remote.get("contenttype") or "").partition("/")[0] or "file"
        raise Refused("unknown-format", f"NewsML-G2 with a link to {what!r:.40} and no text in it")
    if kind in _TEXT_CLASSES and content.body:
        known = {one.text for one in content.body if not isinstance(one, str)}
        more = [one for one in linked_captions(item, outer.language) if one.text not in known]
        content = replace(content, body=[*content.body, *more])
    return _told(item, merged(_sent(outer, message), content))


def _package(package: Element, message: _Message) -> Story:
    """Return the story that a package of pictures with captions is. Raises Refused for any other."""
    outer = item_found(package)
    body = package_captions(package, outer.language)
    if not body and outer.status == "usable":
        raise Refused(
            "unknown-format", "NewsML-G2, but a package: it lists items and has no text; send the items"
        )
    found = replace(
        outer, body=body, signals=(*outer.signals, "picture"), links=(*outer.links, *package_links(package))
    )
    return _told(package, _sent(found, message))


def _told(item: Element, found: Found) -> Story:
    if found.headline is None:
        found = replace(found, headline=_title(item))
    return told(found, named(item.find("contentmeta/located"), found.language))


def _sent(outer: Found, message: _Message) -> Found:
    """Return ``outer`` with what the envelope says of it."""
    package = message.packages.get(outer.uri or "")
    return replace(
        outer,
        received=message.received,
        priority=message.priority,
        links=(*outer.links, Link(rel="part-of", uri=package)) if package else outer.links,
    )


def _title(item: Element) -> str | None:
    """Return the item's title, the plain one: with a role it is a name for some other use."""
    return next(
        (said(one) for one in item.iterfind("itemmeta/title") if not one.get("role") and said(one)), None
    )


def _contents(item: Element) -> Iterator[Element]:
    """Yield the alternative contents that are texts."""
    for element in item.iterfind("contentset/*"):
        if element.tag not in ("inlinexml", "inlinedata"):
            continue
        kind = (element.get("contenttype") or "").casefold()
        if element.tag == "inlinedata" and element.get("encoding") and not _unpacked(element, kind):
            continue  # a file
        if not kind or any(word in kind for word in ("xml", "html", "text", "nitf")):
            yield element


def _unpacked(element: Element, kind: str) -> bool:
    """Whether ``element`` is a text in base64, which then stands in it as a text."""
    if not kind.startswith("text") or _BASE64 not in (element.get("encoding") or "").casefold():
        return False
    try:
        element.text = b64decode("".join((element.text or "").split()), validate=True).decode("utf-8")
    except ValueError:  # also one that is no UTF-8, or that XML may not hold
        return False
    del element.attrib["encoding"]
    return True


def _languages(item: Element) -> list[str]:
    """Return the languages that its contents say they are in, the first first."""
    given = (one.get(LANG) for one in _contents(item) if said(one))
    return list(dict.fromkeys(one.strip().casefold() for one in given if one))[:_MOST_LANGUAGES]


def _content(item: Element, language: str | None) -> Found:
    """Return what the best of the alternative contents says: with words before none, markup before plain."""
    best: tuple[int, Found] = (0, Found())
    for element in _contents(item):
        if language and (element.get(LANG) or language).strip().casefold() != language:
            continue
        found = inline_found(element)
        words = sum(len(one.text) for one in found.body if not isinstance(one, str))
        if words:
            rank = 3 if element.tag == "inlinexml" else 2
            best = max(best, (rank, found), key=lambda pair: pair[0])
    return best[1]


def _received(root: Element) -> str | None:
    sent = first(root, "header/sent")
    return as_moment(sent) if sent else None


def _listed(packages: list[Element]) -> dict[str, str]:
    return {
        target: guid
        for package in packages
        if (guid := package.get("guid")) and len(guid) <= LONGEST_LINE
        for reference in package.iter("itemref")
        if (target := reference.get("residref") or reference.get("guidref"))
    }
