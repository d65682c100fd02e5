"""The article in a page: its text without navigation, offers and links around it.

The elements that pages name as furniture are taken out, then the smallest element is looked for that holds
nearly all of the running text that is left. Written over lxml: trafilatura found the same in the pages this
was measured on, in eight times the time, with 31 MB of libraries (docs/formats.md).
"""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from slugline.intake.formats.html_furniture import is_among, is_furniture, is_named, name_of
from slugline.intake.formats.html_paragraphs import Paragraph, paragraphs
from slugline.intake.zones.bylines import byline, names_in
from slugline.lang.zone_words import ZoneWords

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORDS = ZoneWords("pages")
_ARTICLE = _WORDS.words("articles")
_CAPTION = _WORDS.words("captions")
_CREDIT = _WORDS.words("credits")
_MOST_CREDITS, _LONGEST_CREDIT = 20_000, 160

_UNREAD = frozenset((
    "script", "style", "template", "svg", "iframe", "noscript", "button", "select", "textarea", "object",
    "nav", "dialog", "input", "audio", "video", "canvas", "map", "menu", "head", "title", "math",
))  # fmt: skip
_APART = frozenset(("aside", "footer"))
_ROLES = frozenset((
    "navigation", "complementary", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu",
    "menubar",
    "toolbar", "tablist", "form", "alert",
))  # fmt: skip
_TEXTS = frozenset(("p", "blockquote", "pre", "li", "dd", "td"))
_BLOCKS = frozenset((
    "p", "div", "section", "article", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6",
    "figure", "main", "header", "footer", "aside", "dl", "pre", "form", "li", "tr", "td", "tbody", "center",
))  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SHORTEST = 25
"""Characters of a running paragraph; shorter ones stand in lists of links and under pictures, too."""
_NEARLY_ALL = 0.85
_MOST_LINKS = 0.5
"""Share of a paragraph's text that may stand in links."""
_LARGE = 0.4
"""An element with that share of the page's running text is not furniture, whatever it is called."""
_MUCH, _MUCH_UNLINKED, _UNLINKED = 500, 200, 0.1
"""Characters of running text that no offer has: the second where hardly any of it is links."""
_NESTED = 0.6
"""Share of an article's running text that an article within it needs to be the one that is meant."""
_MOST_BEHIND = 50
_LINK_LIST = 0.7
"""Share of an element's text that stands in links where the element is a list of links."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article's heading, if it has one, and its paragraphs, captions marked as such."""

    heading: str | None
    paragraphs: list[Paragraph]


def article(root: "HtmlElement") -> Article:
    """Return the article in a page, which is changed on the way. Takes time linear in its length."""
    heading = _heading(root)
    page = _Page(root)
    page.take_out()
    page.weigh()
    return Article(heading, _paragraphs(*page.best(), page))


def credited(root: "HtmlElement") -> tuple[str, ...]:
    """Return the authors whom the page shows, by the class or the relation of the element they stand in."""
    for one in islice(root.iter("p", "div", "span", "a", "address", "h3", "h4", "h5", "h6"), _MOST_CREDITS):
        told = one.get("rel") == "author" or one.get("itemprop") == "author"
        if not told and not (is_named(one) and not _CREDIT.isdisjoint(name_of(one))):
            continue
        text = " ".join(" ".join(map(str, one.itertext())).split())
        if text and len(text) <= _LONGEST_CREDIT:
            said = byline(text)
            names = said.names if said else names_in(text) if told else ()
            if names:
                return names
    return ()


class _Page:
    """A page's elements with what is known of each; every element is looked at a bounded number of times.

    What is known stands in arrays, by the number of the element in the order of the page: lxml makes an
    object of an element that somebody holds on to, and a page of 250,000 elements would take 70 MB more.
    """

    def __init__(self, root: "HtmlElement") -> None:
        self.root = root
        self.weights = self.linked = self.lengths = self.sizes = array("l")

    def take_out(self) -> None:
        """Take out what is no part of an article, by element, role and name."""
        self.weigh()
        whole = self.weights[0]
        gone: list[HtmlElement] = []
        for number, one in enumerate(self.root.iter("*")):
            tag = one.tag
            if tag in ("body", "html"):
                continue
            weight = self.weights[number]
            unlinked = self.linked[number] <= _UNLINKED * self.lengths[number]
            much = weight >= (_MUCH_UNLINKED if unlinked else _MUCH)
            apart = tag in _UNREAD or tag in _APART or one.get("role") in _ROLES
            if apart or (weight <= _LARGE * whole and is_furniture(one, tag, much)):
                gone.append(one)
            elif tag not in ("figcaption", *_HEADINGS) and is_named(one) and is_among(name_of(one), _CAPTION):
                one.tag = "figcaption"
        for one in gone:
            _empty(one)

    def weigh(self) -> None:
        """Sum up for each element the running text in it, its text, its linked text, and its elements."""
        from lxml import etree

        weights, linked, lengths, sizes = array("l"), array("l"), array("l"), array("l")
        within: list[int] = []
        for event, one in etree.iterwalk(self.root, events=("start", "end")):
            if event == "start":
                within.append(len(weights))
                for figures in (weights, linked, lengths, sizes):
                    figures.append(0)
                continue
            number = within.pop()
            inner = lengths[number] = lengths[number] + len((one.text or "").strip())
            tied = linked[number] = inner if one.tag == "a" else linked[number]
            weight = weights[number]
            if weight == 0 and inner >= _SHORTEST and tied <= _MOST_LINKS * inner and _is_text(one):
                weight = weights[number] = inner
            sizes[number] = len(weights) - number
            if within:
                above = within[-1]
                weights[above] += weight
                lengths[above] += inner + len((one.tail or "").strip())
                linked[above] += tied
        self.weights, self.linked, self.lengths, self.sizes = weights, linked, lengths, sizes

    def best(self) -> "tuple[HtmlElement, int]":
        """Return the smallest element with nearly all of the running text, and its number.

        A named article goes before.
        """
        one, number = self._named_article()
        while True:
            inner, place = max(
                self._numbered(one.iterchildren("*"), number + 1),
                key=lambda child: self.weights[child[1]],
                default=(None, 0),
            )
            weight = self.weights[number]
            if (
                inner is None
                or (not is_named(inner) and inner.tag == "div" and self._goes_on_behind(inner, place))
                or inner.tag in _TEXTS
                or self.weights[place] < _NEARLY_ALL * weight
                or not weight
            ):
                return one, number
            one, number = inner, place

    def _numbered(
        self, siblings: "Iterable[HtmlElement]", number: int
    ) -> "Iterator[tuple[HtmlElement, int]]":
        """Yield elements that follow each other with their numbers; the first has ``number``."""
        for one in siblings:
            yield one, number
            number += self.sizes[number]

    def _goes_on_behind(self, one: "HtmlElement", number: int) -> bool:
        """Tell whether running paragraphs stand behind an element, which is not all of the article then."""
        siblings = self._numbered(one.itersiblings("*"), number + self.sizes[number])
        behind = (place for sibling, place in siblings if sibling.tag in ("p", "blockquote"))
        return any(self.weights[place] for place in islice(behind, _MOST_BEHIND))

    def _named_article(self) -> "tuple[HtmlElement, int]":
        whole = self.weights[0]
        best, most = (self.root, 0), 0
        for number, one in enumerate(self.root.iter("*")):
            weight = self.weights[number]
            if weight <= most * _NESTED or weight < 0.3 * whole or not number:
                continue
            if (
                one.get("itemprop") == "articleBody"
                or one.tag in ("article", "main")
                or is_among(name_of(one), _ARTICLE)
            ):
                best, most = (one, number), max(most, weight)
        return best


def _heading(root: "HtmlElement") -> str | None:
    """Return the one first heading of the page, or the first within an article."""
    found = [" ".join("".join(one.itertext()).split()) for one in root.iter("h1")]
    found = [text for text in found if text]
    if len(found) > 1:
        inside = (one for part in root.iter("article", "main") for one in part.iter("h1"))
        first = next((" ".join("".join(one.itertext()).split()) for one in inside), "")
        return first or None
    return found[0] if found else None


def _is_text(one: "HtmlElement") -> bool:
    if one.tag in _TEXTS:
        return True
    return one.tag in ("div", "section", "span", "article") and not any(child.tag in _BLOCKS for child in one)


def _empty(one: "HtmlElement") -> None:
    """Take an element's content out, and leave one in its place that is not read: to take it out itself would
    move the text behind it, again and again for many in a row.
    """
    one.clear(keep_tail=True)
    one.tag = "template"


def _paragraphs(best: "HtmlElement", number: int, page: _Page) -> list[Paragraph]:
    """Return the paragraphs of the element of that ``number``, without lists of links and their headings."""
    from lxml import etree

    gone: list[HtmlElement] = []
    for place, one in enumerate(best.iter("*"), number):
        tag = one.tag
        if tag not in _BLOCKS or place == number:
            continue
        length = page.lengths[place]
        if tag == "h1" or (length and page.linked[place] > _LINK_LIST * length):
            gone.append(one)
            before = one.getprevious()
            if tag in ("ul", "ol") and before is not None and before.tag in _HEADINGS:
                gone.append(before)
    for one in gone:
        _empty(one)
    return paragraphs(etree.tostring(best, encoding="unicode", method="html", with_tail=False))
