"""Fields of a feed's entry: its child elements by name, whatever vocabulary they are of."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from slugline.intake.formats.lax_moments import read_moment

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACES: Mapping[str, str] = MappingProxyType(
    {
        "http://purl.org/rss/1.0/": "", "http://www.w3.org/2005/Atom": "", "http://purl.org/atom/ns#": "",
        "http://my.netscape.com/rdf/simple/0.9/": "", "http://backend.userland.com/rss2": "",
        "http://purl.org/rss/1.0/modules/content/": "content:", "http://purl.org/dc/elements/1.1/": "dc:",
        "http://purl.org/dc/terms/": "dcterms:", "http://search.yahoo.com/mrss/": "media:",
        "http://search.yahoo.com/mrss": "media:", "http://wordpress.org/export/1.0/": "wp:",
        "http://wordpress.org/export/1.1/": "wp:", "http://wordpress.org/export/1.2/": "wp:",
        "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:", "http://www.w3.org/2007/app": "app:",
        "http://purl.org/atom/app#": "app:",
    }
)  # fmt: skip

Fields = Mapping[str, "list[_Element]"]


def fields_of(element: "_Element") -> Fields:
    """Return the children by name, those of other vocabularies with a prefix: "dc:creator"."""
    found: dict[str, list[_Element]] = {}
    for child in element.iterchildren("*"):
        space, _, local = child.tag.rpartition("}")
        name = _SPACES.get(space[1:], "x:") + local if space else local
        found.setdefault(name, []).append(child)
    return found


def each(fields: Fields, name: str) -> list[str]:
    """Return the texts of the fields of that ``name``, each as one line, blank ones left out."""
    found = (" ".join("".join(map(str, one.itertext())).split()) for one in fields.get(name, ()))
    return [text for text in found if text]


def first(fields: Fields, *names: str) -> str | None:
    """Return the first text of the first of the fields ``names`` that has one."""
    return next((text for name in names for text in each(fields, name)), None)


def moment(fields: Fields, *names: str) -> str | None:
    """Return the first text of the fields ``names`` that is a moment, as RFC 3339."""
    found = (read_moment(text) for name in names for text in each(fields, name))
    return next((moment for moment in found if moment), None)
