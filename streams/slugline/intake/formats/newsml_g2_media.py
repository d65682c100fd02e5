"""The captions of NewsML-G2: what an item of a picture or video, or a package of them, has for a text."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from slugline.intake.formats.html_paragraphs import Paragraph
from slugline.intake.formats.statuses import tail
from slugline.intake.formats.terms import MOST, one_line
from slugline.intake.formats.xml_fields import LANG, attribute, in_language
from slugline.intake.formats.xml_paragraphs import inline_paragraphs
from slugline.intake.formats.xml_parsing import Element
from slugline.records.signals import Signal
from slugline.records.story import Link

SIGNALS: Mapping[str, Signal] = MappingProxyType(
    {
        "picture": "picture", "photo": "picture", "image": "picture", "photograph": "picture",
        "video": "video", "animation": "video", "graphic": "graphic", "audio": "audio",
    }
)  # fmt: skip
"""The classes of items that are no text, and the signal of each."""

_CAPTIONS = ("caption", "shot", "script", "transcript", "dopesheet")
_NO_CAPTIONS = ("summary", "abstract", "standfirst", "deck", "lead", "teaser", "headline", "keywords")
_DEEPEST = 8


def class_of(element: Element, path: str = "itemmeta/itemclass") -> str:
    """Return the class of an item, or of what a link leads to: "text", "picture"."""
    return tail(attribute(element, path, "qcode", "uri") or "")


def captions(item: Element, language: str | None) -> list[Paragraph]:
    """Return what an item that is no text says of itself, and of its parts, in their order."""
    given = [one for one in item.iterfind("contentmeta/description") if not _is(one, _NO_CAPTIONS)]
    told = [one for one in given if _is(one, _CAPTIONS)] or given[:1]
    found = list(_lines(_spoken(told, language)))
    parts = sorted(item.iterfind("partmeta"), key=_place)
    for part in parts[:MOST]:
        found += _lines(_spoken(part.findall("description"), language))
    return list(dict.fromkeys(found))


def linked_captions(item: Element, language: str | None) -> list[Paragraph]:
    """Return the captions of the pictures that an item has links to."""
    found: list[Paragraph] = []
    for link in item.findall("itemmeta/link")[:MOST]:
        if class_of(link, "itemclass") in SIGNALS:
            found += _lines(_spoken(link.findall("description"), language))
    return list(dict.fromkeys(found))


def package_captions(package: Element, language: str | None) -> list[Paragraph]:
    """Return the captions of the pictures that a package lists, in the order of its groups.

    None for a package that lists texts, too: these are the stories.
    """
    references = _references(package)
    found: list[Paragraph] = []
    for reference in references:
        kind = class_of(reference, "itemclass")
        if kind and kind not in SIGNALS:
            return []
        if kind:
            given = [one for one in reference.iterfind("description") if not _is(one, _NO_CAPTIONS)]
            found += _lines(_spoken(given, language))
    return list(dict.fromkeys(found))


def package_links(package: Element) -> Iterator[Link]:
    """Yield the items that a package lists."""
    for reference in _references(package):
        if target := reference.get("residref") or reference.get("guidref") or reference.get("href"):
            yield Link(rel="associated", uri=target)


def _references(package: Element) -> list[Element]:
    """Return the references to items as the groups have them, from the root group on; each group once."""
    groups = {one.get("id"): one for one in package.iterfind("groupset/group") if one.get("id")}
    root = attribute(package, "groupset", "root")
    order: list[Element] = []
    met: set[str | None] = set()

    def walk(name: str | None, deep: int) -> None:
        group = groups.get(name)
        if group is None or name in met or deep > _DEEPEST:
            return
        met.add(name)
        for child in group:
            if child.tag == "itemref":
                order.append(child)
            elif child.tag == "groupref":
                walk(child.get("idref"), deep + 1)

    walk(root, 0)
    for name in groups:
        walk(name, 0)
    return [*order, *package.iterfind("itemref")][:MOST]


def _is(element: Element, roles: tuple[str, ...]) -> bool:
    return any(word in tail(element.get("role")) for word in roles)


def _spoken(elements: list[Element], language: str | None) -> list[Element]:
    """Return those in ``language``, all of them where none says so."""
    prefix = (language or "").casefold().partition("-")[0]
    one = in_language(elements, language)
    if one is None:
        return []
    return [other for other in elements if _language(other, prefix) == _language(one, prefix)]


def _language(element: Element, otherwise: str) -> str:
    given = element.get(LANG) or otherwise
    return given.casefold().partition("-")[0]


def _lines(elements: list[Element]) -> Iterator[Paragraph]:
    for element in elements:
        for call in element.findall("a"):  # "Click here for a larger version"
            if not (call.tail or "").strip():
                call.text = None
        for one in inline_paragraphs(element):
            if text := one_line(one.text):
                yield Paragraph(text, "caption")


def _place(part: Element) -> int:
    """Return where a part stands, by its number."""
    given = (part.get("seq") or "").strip()
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0
