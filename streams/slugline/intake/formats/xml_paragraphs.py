"""The text of an inline document (NITF, XHTML, a vendor's own words) to paragraphs with their roles."""

import re
from dataclasses import dataclass, field

from slugline.intake.formats.escapes import undone
from slugline.intake.formats.html_paragraphs import Paragraph, looks_like_html, paragraphs
from slugline.intake.formats.xml_parsing import Element, inner_text
from slugline.intake.signals.notes import note
from slugline.intake.zones.blocks import blocks
from slugline.lang.zone_words import ZoneWords
from slugline.records.zones import ZoneKind

_BREAK = "\x00"
"""Stands for <br/> until a paragraph is whole: it cannot be in XML."""

_UNREAD = frozenset((
    "script", "style", "head", "title", "template", "svg", "iframe", "noscript", "button", "select",
    "textarea", "object", "nav", "media-reference", "media-metadata", "media-object", "media-producer",
    "nitf-table-metadata", "bildfil", "alt-code", "virtloc", "icon", "link", "meta", "video", "audio",
    "figure.reference",
))  # fmt: skip
"""What is in these is no text of the story: pictures' addresses, code, navigation."""

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "block", "body", "body.content", "body.head", "bq",
    "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figure", "fn", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hedline", "hl1", "hr", "html", "legend", "main", "nitf",
    "nitf-table", "note", "ol", "p", "pre", "section", "summary", "table", "tbody", "text", "tfoot",
    "thead", "tr", "ul", "dateline", "abstract", "lead", "distributor", "credit",
))  # fmt: skip
"""Blocks without a role of their own; what has one is a block, too."""
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "big", "br", "chron", "cite", "city", "classifier", "code", "company",
    "copyrite", "country", "del", "em", "event", "font", "frac", "frac-num", "frac-den", "frac-sep",
    "function", "i", "img", "ins", "kbd", "lang", "location", "mark", "money", "name.family",
    "name.given", "num", "object.title", "org", "ort", "person", "postaddr", "source", "pronounce", "q",
    "region", "s", "small", "span", "state", "strong", "sub", "sublocation", "sup", "sym", "td", "th",
    "time", "tt", "u", "var", "wbr",
))  # fmt: skip
_ROLES: dict[str, ZoneKind] = {
    "li": "bullet", "figcaption": "caption", "media-caption": "caption", "media": "caption",
    "bildtext": "caption", "bildskapare": "caption", "footer": "boilerplate", "tagline": "boilerplate",
    "bibliography": "boilerplate", "body.end": "boilerplate", "byline": "byline", "dat": "dateline",
    "hl2": "body",
}  # fmt: skip
_KNOWN = _BLOCKS | _INLINE | frozenset(_ROLES)
_APART = frozenset(("td", "th", "ort", "source", "byttl"))
"""What is one line with its neighbours, but not one word."""
_QUOTE_MARKS = "\"“”„«»‘’'"
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WRAPPED = re.compile(r"\s*<p>([^<>]*)</p>\s*", re.IGNORECASE)
_BEGUN = re.compile(r"\n {2,8}\S[^\n]*\n\S")
"""A line that begins a paragraph, and the next of it."""
_NAMED = re.compile(r"[\s_]+")
_PRIVATE = ZoneWords("pages").words("private")
_NOTEPAD = ZoneWords("pages").words("notepads")
_NOT_TO_PRINT = re.compile(rf"(?i)\b{ZoneWords('wire_copy').alternation('unpublished')}\b")
_MOST_NOTICE = 120
_SAID_AGAIN = 100_000
"""Code points of markup found inside a text, that are read as markup again."""


def inline_paragraphs(element: Element) -> list[Paragraph]:
    """Return the paragraphs in ``element``, in order. Never raises; linear in the size of ``element``."""
    if not len(element):
        return text_paragraphs(element.text or "")
    collector = _Collector()
    collector.element(element, None)
    collector.flush(None)
    return collector.paragraphs


def text_paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a text that may be markup once more: HTML escaped, or in a CDATA section."""
    if wrapped := _WRAPPED.fullmatch(text):
        text = wrapped[1]
    if looks_like_html(text):
        return paragraphs(text)
    text = undone(text, markup=True)
    return [Paragraph(" ".join(block.text.split()), None) for block in blocks(text)]


@dataclass(slots=True)
class _Collector:
    """Puts pieces of text together to paragraphs."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    preformatted: int = 0

    def element(self, element: Element, role: ZoneKind | None) -> None:
        """Take in ``element``, whose surroundings have the ``role``; the tree is at most 256 levels deep."""
        tag = str(element.tag)
        if tag in _UNREAD:
            return
        if tag == "br":
            self.pieces.append(_BREAK)
        elif tag in _APART:
            self.pieces.append(" ")
        block = tag in _BLOCKS or tag in _ROLES or (tag not in _INLINE and _stands_alone(element))
        within = _role(element, role)
        if tag not in _KNOWN and (caption := _caption(element)):
            self.flush(role)
            self.paragraphs.append(Paragraph(caption, "caption"))
            return
        before = len(self.pieces)
        if block:
            self.flush(role)
            self.preformatted += tag == "pre"
        if tag == "q":
            self._quoted(element, within)
        else:
            self._inside(element, within)
        if block:
            self.flush(within)
            self.preformatted -= tag == "pre"
        elif element.get("class") == "dateline" and not self._begun(before):
            self.flush("dateline")

    def _inside(self, element: Element, role: ZoneKind | None) -> None:
        if element.text:
            self.pieces.append(element.text)
        for child in element:
            self.element(child, role)
            if child.tail:
                self.pieces.append(child.tail)

    def _begun(self, pieces: int) -> bool:
        return bool("".join(self.pieces[:pieces]).strip())

    def _quoted(self, element: Element, role: ZoneKind | None) -> None:
        """A <q> has its marks from whoever shows it, but some write them as well."""
        marked = inner_text(element).strip()[:1] in tuple(_QUOTE_MARKS)
        self.pieces.append("" if marked else "“")
        self._inside(element, role)
        self.pieces.append("" if marked else "”")

    def flush(self, role: ZoneKind | None) -> None:
        """End the paragraph."""
        raw = "".join(self.pieces)
        self.pieces.clear()
        if not raw.strip(" \t\r\n\f" + _BREAK):
            return
        raw = undone(raw, markup=True)
        if raw.lstrip().startswith("<") and len(raw) <= _SAID_AGAIN and looks_like_html(raw):
            self.paragraphs += (Paragraph(one.text, role or one.role) for one in paragraphs(raw))
        elif self.preformatted or _laid_out(raw):
            lines = raw.replace(_BREAK, "\n").strip("\r\n")
            self.paragraphs += (Paragraph(" ".join(one.text.split()), role) for one in blocks(lines))
        else:
            self._running(_BLANKS.sub(" ", raw), role)

    def _running(self, text: str, role: ZoneKind | None) -> None:
        for part in re.split(rf"(?: ?{_BREAK} ?){{2,}}", text):
            lines = (line.strip() for line in part.split(_BREAK))
            if bare := "\n".join(line for line in lines if line):
                cut = _note_end(bare) if role is None and not self.paragraphs else 0
                self.paragraphs += (
                    Paragraph(piece, role) for piece in (bare[:cut].strip(), bare[cut:].strip()) if piece
                )


def _note_end(text: str) -> int:
    """Return where the note to editors in brackets ends that ``text`` begins with, and the copy begins."""
    end = text.find(")", 0, 400) + 1 if text.startswith("(") else 0
    return end if end and note(text[:end]) and text[end:].strip() else 0


def _role(element: Element, around: ZoneKind | None) -> ZoneKind | None:
    """Return the role of what is in ``element``: what is for editors stays so, whatever is within it."""
    if around == "editor_note" or is_for_editors(element) or _is_private(element):
        return "editor_note"
    if not _NOTEPAD.isdisjoint(_names(element)):
        return "boilerplate"
    if element.tag == "tr" and around is None and _is_row(element):
        return "body"
    return _ROLES.get(str(element.tag), around)


def _is_row(element: Element) -> bool:
    """Tell whether a row of a table has more than one cell with a text: it is no headline or dateline."""
    return sum(one.tag in _APART and inner_text(one).strip() != "" for one in element) > 1


def _caption(element: Element) -> str | None:
    """Return the caption that a vendor's element for a picture in the text has as an attribute."""
    words = (element.get("caption"), element.get("creditline"))
    return " ".join(" ".join(one.split()) for one in words if one and one.strip()) or None


def _names(element: Element) -> list[str]:
    return _NAMED.split((element.get("class") or "").casefold()) if element.get("class") else []


def _is_private(element: Element) -> bool:
    """Tell whether a part is marked as not to be printed: by its class, or by how it begins."""
    if not _PRIVATE.isdisjoint(_names(element)):
        return True
    if element.tag not in ("section", "div", "aside"):
        return False
    first = next((line for text in element.itertext() if (line := str(text).strip())), "")
    return len(first) <= _MOST_NOTICE and _NOT_TO_PRINT.search(first) is not None


def is_for_editors(element: Element) -> bool:
    """Tell whether an element is NITF's note to editors."""
    return element.tag == "note" and element.get("noteclass") == "editorsnote"


def _stands_alone(element: Element) -> bool:
    """Tell whether an element that is known neither as a block nor as inline has no text beside it."""
    before = element.getprevious()
    parent = element.getparent()
    above = before.tail if before is not None else parent.text if parent is not None else None
    return not (above or "").strip() and not (element.tail or "").strip()


def _laid_out(raw: str) -> bool:
    """Tell whether line breaks mean what they do in a text: a desk broke the lines, and not a printer.

    A printer indents all lines of an element, a desk only those that begin a paragraph.
    """
    if raw.count("\n") < 3:
        return False
    lines = [line for line in raw.split("\n")[1:] if line.strip()]
    flush = sum(not line[0].isspace() for line in lines)
    return len(lines) >= 3 and (flush * 2 >= len(lines) or (flush > 0 and _BEGUN.search(raw) is not None))
