"""What a page says of its article beside the text: JSON-LD (schema.org), OpenGraph, other meta elements."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from slugline.intake.formats.html_paragraphs import paragraphs
from slugline.intake.formats.lax_moments import read_moment
from slugline.lang.zone_words import ZoneWords
from slugline.records.codec import Json, parse
from slugline.records.schema_error import SchemaError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TYPES = tuple(ZoneWords("pages").entries("article_types"))
_MOST_OBJECTS = 5_000
_SITE = re.compile(r" [|–—-] [^|–—]{2,40}$| [|] .*$")
"""The name of the site behind a title, which is one line."""
_ADDRESS = re.compile(r"\w{4,5}://\S+")

_META = {
    "headline": ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"),
    "description": ("og:description", "description", "twitter:description", "dc.description"),
    "published": (
        "article:published_time", "og:article:published_time", "article:published", "datepublished",
        "parsely-pub-date",
        "sailthru.date", "dc.date.issued", "dc.date", "dcterms.created", "dcterms.date", "publish-date",
        "pubdate",
        "date", "publication_date", "og:published_time", "originalpublicationdate",
        "citation_publication_date",
    ),
    "modified": (
        "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified",
        "dcterms.modified", "dc.date.modified",
    ),
    "source": ("og:site_name", "application-name", "dc.publisher", "publisher", "twitter:site"),
    "address": ("og:url", "twitter:url"),
    "language": ("og:locale", "content-language", "language", "dc.language"),
    "copyright": ("copyright", "dc.rights", "dcterms.rights"),
}  # fmt: skip
"""For each field the names of meta elements, in lower case, the most telling first."""

_AUTHORS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "citation_author",
)
_KEYWORDS = ("news_keywords", "keywords", "article:tag", "parsely-tags", "sailthru.tags")
_SECTIONS = ("article:section", "parsely-section")


@dataclass(slots=True)
class PageData:
    """What a page says of its article; a field that it does not name is None or empty."""

    headline: str | None = None
    description: str | None = None
    published: str | None = None
    modified: str | None = None
    source: str | None = None
    address: str | None = None
    language: str | None = None
    copyright: str | None = None
    credit: str | None = None
    dateline: str | None = None
    body: str | None = None
    genre: str | None = None
    authors: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


def page_data(root: "HtmlElement") -> PageData:
    """Return what the page ``root`` says of its article: JSON-LD first, meta elements for what that lacks."""
    found = PageData()
    for article in _articles(root):
        _linked(article, found)
        break
    _metas(root, found)
    canonical = next((link.get("href") for link in root.iter("link") if link.get("rel") == "canonical"), None)
    if canonical and _ADDRESS.fullmatch(canonical):
        found.address = canonical
    found.language = root.get("lang") or root.get("xml:lang") or found.language
    title = next((one.text for one in root.iter("title") if one.text), None)
    found.headline = line(found.headline) or (_SITE.sub("", line(title) or "") or None)
    return found


def line(text: str | None) -> str | None:
    """Return ``text`` as one line without markup; None if nothing is left."""
    if text and ("<" in text or "&" in text):
        text = " ".join(piece.text for piece in paragraphs(text))
    return " ".join(text.split()) or None if text else None


def _articles(root: "HtmlElement") -> Iterator[Mapping[str, Json]]:
    """Yield the articles among the page's JSON-LD objects, those of news before others."""
    ranked: list[tuple[int, Mapping[str, Json]]] = []
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            value = parse(script.text.strip().removeprefix("<![CDATA[").removesuffix("]]>").strip(" ;\n\r\t"))
        except SchemaError:
            continue
        for one in _objects(value):
            kinds = [kind.rpartition("/")[2] for kind in _texts(one.get("@type"))]
            ranks = [_TYPES.index(kind) for kind in kinds if kind in _TYPES]
            if ranks:
                ranked.append((min(ranks), one))
    yield from (one for _, one in sorted(ranked, key=lambda pair: pair[0]))


def _objects(value: Json) -> Iterator[Mapping[str, Json]]:
    """Yield the objects in a JSON-LD value: itself, those of lists and graphs, and what the page is about."""
    left = [value]
    for _ in range(_MOST_OBJECTS):
        if not left:
            return
        one = left.pop(0) if len(left) < 50 else left.pop()
        if isinstance(one, list):
            left += one
        elif isinstance(one, dict):
            yield one
            left += [
                one[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(one.get(key), dict | list)
            ]


def _linked(article: Mapping[str, Json], found: PageData) -> None:
    found.headline = _first(article, "headline", "name")
    found.description = line(_first(article, "description", "alternativeHeadline"))
    found.published = _moment(article, "datePublished", "dateCreated", "dateModified")
    found.modified = _moment(article, "dateModified")
    found.source = _first(article, "publisher", "sourceOrganization", "provider")
    address = _first(article, "url") or next(iter(_named(article.get("mainEntityOfPage"), "@id")), None)
    found.address = address if address and _ADDRESS.fullmatch(address) else None
    found.language = _first(article, "inLanguage")
    found.copyright = _first(article, "copyrightNotice", "copyrightHolder")
    found.credit = _first(article, "creditText")
    found.dateline = _first(article, "dateline")
    found.body = next(iter(_texts(article.get("articleBody") or article.get("text"))), None)
    found.genre = _first(article, "genre")
    found.authors = [
        name for name in _named(article.get("author") or article.get("creator")) if not _ADDRESS.match(name)
    ]
    found.keywords = _listed(_named(article.get("keywords")))
    found.sections = _listed(_named(article.get("articleSection")))
    found.places = _named(article.get("contentLocation")) or _named(article.get("locationCreated"))


def _moment(article: Mapping[str, Json], *keys: str) -> str | None:
    given = (read_moment(text) for key in keys for text in _texts(article.get(key)))
    return next(filter(None, given), None)


def _metas(root: "HtmlElement", found: PageData) -> None:
    metas: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = (
            meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        ).lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            metas.setdefault(name, []).append(content)
    for name, spellings in _META.items():
        given = (text for spelling in spellings for text in metas.get(spelling, ()))
        value = (
            next((read_moment(text) for text in given if read_moment(text)), None)
            if name in ("published", "modified")
            else next(given, None)
        )
        if value and not getattr(found, name):
            setattr(found, name, value)
    found.authors = found.authors or [
        text for text in _some(metas, _AUTHORS) if not _ADDRESS.match(text) and not text.startswith("@")
    ]
    found.keywords = found.keywords or _listed(_some(metas, _KEYWORDS))
    found.sections = found.sections or _some(metas, _SECTIONS)


def _some(metas: Mapping[str, list[str]], names: Sequence[str]) -> list[str]:
    return next((metas[name] for name in names if name in metas), [])


def _listed(texts: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(word.strip() for text in texts for word in text.split(",") if word.strip()))


def _first(item: Mapping[str, Json], *keys: str) -> str | None:
    return next((text for key in keys for text in _named(item.get(key))), None)


def _named(value: Json, key: str = "name") -> list[str]:
    """Return the texts in a value that is a text, an object with a name, or a list of such."""
    values = value if isinstance(value, list) else [value]
    found: list[str] = []
    for one in values[:100]:
        found += _texts(one.get(key) or one.get("@value")) if isinstance(one, dict) else _texts(one)
    return [" ".join(text.split()) for text in found if text.strip()]


def _texts(value: Json) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]
