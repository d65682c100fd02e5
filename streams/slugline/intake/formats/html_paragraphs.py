"""HTML bodies to paragraphs.

Written by hand because the standard library's ``html.parser`` takes quadratic time on hostile input (40 kB of
``<a `` took 14 s with Python 3.11.7): this scanner looks at every character a bounded number of times.
"""

import html
import re
from dataclasses import dataclass, field

from slugline.intake.formats.escapes import undone
from slugline.records.zones import ZoneKind

_OPENING = re.compile(r"<(?=[a-zA-Z/!?])")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]*)")
_QUOTE_OR_END = re.compile(r"[>\"']")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BLANK_LINES = re.compile(r" ?\n {0,2}\n[ \n]*")
"""No group is repeated: the search notes each time, and 260,000 breaks in a row took 45 MB."""
_HUGE_NUMBER = re.compile(r"&#\d{8,};?")
_LOOKS_LIKE = re.compile(
    r"</?(?:p|div|br|span|h[1-6]|ul|ol|li|a|b|i|em|strong|blockquote|body|html|table|pre)\b[^<>]{0,400}>",
    re.IGNORECASE,
)
_UNREAD = frozenset((
    "script", "style", "template", "svg", "iframe", "noscript", "title", "button", "select", "textarea",
    "object",
))  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul",
))  # fmt: skip
_ROLES: dict[str, ZoneKind] = {"li": "bullet", "figcaption": "caption", "footer": "boilerplate"}
_ROLE_ENDS = {"ul": "li", "ol": "li", "figure": "figcaption"}
_MOST_MENDED = 100
"""Tags with unbalanced quotes that are mended; in a text with more, quotes in tags mean nothing."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's text, not blank; ``role`` is what its element says."""

    text: str
    role: ZoneKind | None


def looks_like_html(text: str) -> bool:
    """Tell whether ``text`` holds a common HTML tag."""
    return _LOOKS_LIKE.search(text) is not None


def paragraphs(source: str) -> list[Paragraph]:
    """Return the paragraphs of an HTML fragment. Never raises; takes time and memory linear in its length."""
    out = _Collector()
    scan = _Scanner(source)
    at = 0
    while ">" not in scan.absent:
        found = _OPENING.search(source, at)
        if not found:
            break
        opening = found.start()
        out.text(source[at:opening])
        end, name = scan.tag(opening)
        if name is None:
            out.text(source[opening:end])
        elif name:
            if source[opening + 1] == "/":
                out.close(name)
            elif name in _UNREAD:
                end = scan.after_element(name, end)
            else:
                out.open(name)
        at = end
    out.text(source[at:])
    out.flush()
    return out.paragraphs


def line(source: str) -> str:
    """Return an HTML fragment as one line of plain text."""
    if "<" in source or "&" in source:
        source = " ".join(piece.text for piece in paragraphs(source))
    return " ".join(source.split())


class _Scanner:
    """Finds where tags end. What is not there is looked for once, which keeps the whole linear."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.absent: set[str] = set()
        self.mended = 0

    def tag(self, at: int) -> tuple[int, str | None]:
        """Return the end of what starts at ``at`` with "<", and its name ("" for none, None for text)."""
        if self.source.startswith("<!--", at):
            end = self._find("-->", at + 4)
            return (end + 3, "") if end >= 0 else (at + 4, "")
        found = _TAG.match(self.source, at)
        if not found and self.source[at + 1 : at + 2] not in ("!", "?"):
            return at + 1, None
        end = self._end(found.end() if found else at + 2)
        if end < 0:
            return at + 1, None
        return end + 1, found[1].lower() if found else ""

    def after_element(self, name: str, at: int) -> int:
        """Return where the element ``name``, whose start tag ends at ``at``, ends; else ``at``."""
        if name in self.absent:
            return at
        found = re.compile(rf"</{name}\b[^>]*>", re.IGNORECASE).search(self.source, at)
        if not found:
            self.absent.add(name)
            return at
        return found.end()

    def _end(self, at: int) -> int:
        start = at
        while self.mended < _MOST_MENDED:
            mark = _QUOTE_OR_END.search(self.source, at)
            if not mark:
                break
            if mark[0] == ">":
                return mark.start()
            at = self._find(mark[0], mark.end()) + 1
            if at == 0:
                break
        else:
            return self._find(">", start)
        self.mended += 1
        return self._find(">", start)

    def _find(self, what: str, at: int) -> int:
        if what in self.absent:
            return -1
        found = self.source.find(what, at)
        if found < 0:
            self.absent.add(what)
        return found


@dataclass(slots=True)
class _Collector:
    """Puts pieces of text together to paragraphs."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    inside: set[str] = field(default_factory=set)
    preformatted: bool = False

    def text(self, raw: str) -> None:
        if "&" in raw:
            raw = html.unescape(_HUGE_NUMBER.sub("\ufffd", raw))
            raw = raw if self.preformatted else undone(raw, markup=False)
        if raw:
            self.pieces.append(raw if self.preformatted else _BLANKS.sub(" ", raw))

    def open(self, name: str) -> None:
        if name == "br":
            self.pieces.append("\n")
        elif name in ("td", "th"):
            self.pieces.append(" ")
        elif name == "q":
            self.pieces.append("\u201c")
        elif name in _BLOCKS:
            self.flush()
            self.preformatted = self.preformatted or name == "pre"
            if name in _ROLES:
                self.inside.add(name)

    def close(self, name: str) -> None:
        if name == "q":
            self.pieces.append("\u201d")
        elif name in _BLOCKS:
            self.flush()
            self.preformatted = self.preformatted and name != "pre"
            self.inside.discard(_ROLE_ENDS.get(name, name))

    def flush(self) -> None:
        if not self.pieces:
            return
        whole = "".join(self.pieces)
        self.pieces.clear()
        role = next((kind for name, kind in reversed(_ROLES.items()) if name in self.inside), None)
        if self.preformatted:
            if whole.strip():
                self.paragraphs.append(Paragraph(whole.strip("\r\n"), role))
            return
        for part in _BLANK_LINES.split(whole):
            lines = [line.strip(" ") for line in part.split("\n")]
            bare = "\n".join(line for line in lines if line.strip())
            if bare:
                self.paragraphs.append(Paragraph(bare, role))
