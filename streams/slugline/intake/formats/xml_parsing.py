"""XML text to its tree, hardened: no entity of the document's own, no network, no DTD, bounded all round."""

import html
import re
from functools import partial
from html.entities import html5
from typing import TYPE_CHECKING, Any

from slugline.intake.control_characters import check
from slugline.intake.formats.markup_start import outside_cdata
from slugline.intake.formats.start import Start
from slugline.intake.formats.xml_decoding import decoded_xml, wide
from slugline.intake.formats.xml_parts import Parts
from slugline.intake.refused import Refused

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element
else:
    Element = Any  # lxml is loaded by the first document: most workers never read one

_NAME = re.compile(r"<([A-Za-z_][\w.:-]{0,99})(?=[\s/>])")
_XML_DECLARATION = re.compile(r"\s*<\?xml\s[^>]{0,300}\?>")
_BLANKS = re.compile("[\ufeff\\s]*")
_DOCTYPE_MARK = re.compile(r"[\[\]<>\"']|<!--|<\?")
_REFERENCE = re.compile(r"&(?:#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,8}));|([A-Za-z][A-Za-z0-9]{0,31});)?")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PREDEFINED = frozenset(("amp", "lt", "gt", "quot", "apos"))
_TOO_DEEP = "Excessive depth"
MOST_ELEMENTS = 100_000
"""A megabyte of news has a few thousand."""


def root_name(start: str) -> str | None:
    """Return the name of the root element of what starts like ``start``, without its prefix; else None.

    Looks past the declaration, comments, processing instructions and a document type. Linear.
    """
    at = _after_prolog(start)
    found = _NAME.match(start, at)
    return found[1].rpartition(":")[2] if found else None


def sniffed(start: Start) -> str | None:
    """Return the name of the root element of what starts like ``start``, in UTF-8 or UTF-16; else None."""
    code = wide(start.data)
    return root_name(start.data.decode(code, "ignore") if code else start.text)


def inner_text(element: Element) -> str:
    """Return all the text in ``element``, as it stands."""
    return "".join(map(str, element.itertext()))


def parsed(data: bytes) -> Element:
    """Return the root of the document in ``data``, its names in lower case, elements' without namespaces.

    A document type is cut off unread, and what it declares with it: an entity that is neither XML's own nor
    the name of a character in HTML is refused. Raises Refused: "not-utf8", "control-characters", "too-deep",
    "unknown-format" and "empty".
    """
    root = _document(data)
    for count, element in enumerate(root.iter()):
        if count >= MOST_ELEMENTS:
            raise Refused("unknown-format", f"XML of more than {MOST_ELEMENTS:,} elements: no news item")
        element.tag = str(element.tag).rpartition("}")[2].lower()
        for name in element.keys():  # noqa: SIM118 because the element itself is its children
            if name != name.lower() and name[0] != "{":
                element.set(name.lower(), element.attrib.pop(name))
    return root


class AsSent:
    """The elements of a document as they were sent, for dead letters: it is parsed again, if ever."""

    def __init__(self, data: bytes) -> None:
        """Keep ``data``, a document that `parsed` can read."""
        self._data = data
        self._root: Element | None = None
        self._parts = Parts(len(data))

    def __call__(self, element: Element) -> bytes | None:
        """Return what ``element``, which is `parsed` of the same data, was: names and all; None where that is
        too much of it.
        """
        if self._root is None:
            self._root = _document(self._data)
        steps: list[int] = []
        while (parent := element.getparent()) is not None:
            steps.append(parent.index(element))
            element = parent
        found = self._root
        for step in reversed(steps):
            found = found[step]
        return self._parts(found)


def _document(data: bytes) -> Element:
    text = decoded_xml(data)
    check(text)
    declaration = _XML_DECLARATION.match(text)
    text = _without_document_type(text[declaration.end() if declaration else 0 :])
    text = _ILLEGAL.sub(" ", text)
    if "&" in text:
        text = outside_cdata(text, partial(_REFERENCE.sub, _readable))
    return _tree(text)


def _tree(text: str) -> Element:
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        attribute_defaults=False, huge_tree=False, recover=False, remove_comments=True, remove_pis=True,
        strip_cdata=True, collect_ids=False,
    )  # fmt: skip
    try:
        return etree.fromstring(text.lstrip().encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        said = " ".join(str(error.msg).split())[:160]
        if _TOO_DEEP in said:
            raise Refused("too-deep", "XML nested 256 levels or more") from error
        raise Refused("unknown-format", f"not well-formed XML: {said}") from error


def _after_prolog(text: str) -> int:
    at = 0
    while True:
        blanks = _BLANKS.match(text, at)
        at = blanks.end() if blanks else at
        if text.startswith("<?", at):
            end = text.find("?>", at) + 2
        elif text.startswith("<!--", at):
            end = text.find("-->", at) + 3
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            end = _document_type_end(text, at)
        else:
            return at
        if end <= at:
            return len(text)
        at = end


def _without_document_type(text: str) -> str:
    """Cut the document type off: nothing it declares is ever read."""
    upper = text[:20_000].upper() if "<!doctype" in text[:20_000].lower() else ""
    at = upper.find("<!DOCTYPE")
    if at < 0 or _after_prolog(text) <= at:
        return text
    end = _document_type_end(text, at)
    if end <= at:
        raise Refused("unknown-format", "not well-formed XML: a document type without an end")
    return text[:at] + text[end:]


def _document_type_end(text: str, at: int) -> int:
    """Return where the document type that starts at ``at`` ends, 0 if nowhere."""
    at += len("<!DOCTYPE")
    inside = 0
    while mark := _DOCTYPE_MARK.search(text, at):
        at = mark.end()
        if mark[0] in "\"'":
            at = text.find(mark[0], at) + 1
        elif mark[0] == "<":
            if text.startswith("!--", at):
                at = text.find("-->", at) + 3
                at = at if at > 2 else 0
        elif mark[0] == "[":
            inside += 1
        elif mark[0] == "]":
            inside -= 1
        elif inside <= 0:
            return at
        if at == 0:
            break
    return 0


def _readable(found: re.Match[str]) -> str:
    """Return a reference as XML 1.0 knows it: a lone ampersand, "&nbsp;" and "&#1;" stand on real wires."""
    hexadecimal, decimal, name = found.groups()
    if hexadecimal or decimal:
        code = int(hexadecimal, 16) if hexadecimal else int(decimal)
        return found[0] if _is_character(code) else " "
    if name is None:
        return "&amp;"
    if name in _PREDEFINED:
        return found[0]
    if name + ";" in html5:
        return html.escape(html5[name + ";"])
    raise Refused("unknown-format", f"XML with the entity &{name}; which is not expanded: send the character")


def _is_character(code: int) -> bool:
    return code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xDFFF < code < 0xFFFE or 0xFFFF < code < 0x110000
