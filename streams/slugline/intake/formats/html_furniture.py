"""Which elements of a page are none of its article, told by their tags and by what they are called."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from slugline.lang.zone_words import ZoneWords

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORDS = ZoneWords("pages")
_FURNITURE = _WORDS.words("furniture")
_SMALL = _WORDS.words("furniture_small")
_PAIRS = _WORDS.words("furniture_pairs")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[-_:/]+")
_ARTICLE = _WORDS.words("articles")
_BYLINE = _WORDS.words("bylines")


def is_furniture(one: "HtmlElement", tag: str, much: bool) -> bool:
    """Tell whether an element is none of the article; ``much`` says that it holds much of the text."""
    if one.get("hidden") is not None or one.get("aria-hidden") == "true" or tag == "form":
        return True
    if tag in ("article", "main", "p", "figure", "figcaption", "h1"):
        return False
    if "display:none" in (one.get("style") or "").replace(" ", "").lower():
        return True
    if tag == "header" and not any(above.tag == "article" for above in _some_above(one)):
        return True
    if not is_named(one):
        return False
    name = name_of(one)
    if is_among(name, _ARTICLE):
        return False
    if not _FURNITURE.isdisjoint(name) or is_among(name, _PAIRS) or is_byline(one, name):
        return True
    return not much and not _SMALL.isdisjoint(name)


def is_byline(one: "HtmlElement", name: Sequence[str]) -> bool:
    """Tell whether an element of that ``name`` holds who wrote the article."""
    return one.tag in ("div", "span", "ul", "address", "time") and is_among(name, _BYLINE)


def _some_above(one: "HtmlElement") -> Iterable["HtmlElement"]:
    above = one.getparent()
    for _ in range(12):
        if above is None:
            return
        yield above
        above = above.getparent()


def is_named(one: "HtmlElement") -> bool:
    """Tell whether an element has a class or an id."""
    return one.get("class") is not None or one.get("id") is not None


def name_of(one: "HtmlElement") -> Sequence[str]:
    """Return the words of the element's class and id, apart and in lower case."""
    return _CAMEL.sub(" ", f"{one.get('class') or ''} {one.get('id') or ''}"[:200]).lower().split()


def is_among(name: Sequence[str], names: frozenset[str]) -> bool:
    """Tell whether a word of ``name``, or two side by side, are among ``names``."""
    return not names.isdisjoint(name) or any(f"{one} {two}" in names for one, two in pairwise(name))
