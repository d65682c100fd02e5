"""E-mail: the press release in a message, decoded; its headers and signature are no part of the text.

The standard library's parser in its older mode reads headers: the newer one takes quadratic time on some.
Saved web pages (MHTML) are mails, too.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr

from slugline.intake.formats import html_page
from slugline.intake.formats.found import Found, story
from slugline.intake.formats.html_paragraphs import Paragraph
from slugline.intake.formats.moments import as_moment
from slugline.intake.formats.start import Start
from slugline.intake.formats.text_encoding import decoded
from slugline.intake.refused import Refused
from slugline.lang.zone_words import ZoneWords
from slugline.records.story import Story

LARGEST = 16 * 1_048_576
"""Bytes of a mail with what is attached to it."""

_FIELD = re.compile(
    r"(?:From [^\n]{3,200}\r?\n)?(?P<name>[!-9;-~]{2,40}):[^\r\n]{0,1000}"
    r"(?:\r?\n[ \t][^\r\n]{0,1000}){0,50}(?:\r?\n|$)"
)
_TELLING = frozenset((
    "return-path", "received", "from", "to", "subject", "date", "message-id", "mime-version", "content-type",
    "delivered-to", "reply-to", "sender", "cc", "content-transfer-encoding", "dkim-signature",
    "received-spf", "authentication-results", "list-unsubscribe", "arc-seal", "arc-message-signature",
    "snapshot-content-location", "user-agent", "precedence",
))  # fmt: skip
_MOST_PARTS = 100
_MOST_BOUNDARIES = 50
"""Of one mail: deeper ones are no press releases, and the parser looks at each line once for each level."""

_WORDS = ZoneWords("mail")
_PREFIX = re.compile(rf"(?i)(?:{_WORDS.alternation('prefixes')}\s*:\s*)+")
_FORWARD = re.compile(rf"(?i)^[ \t>_-]*+{_WORDS.alternation('forwards')}[ \t:_-]*+$", re.MULTILINE)
_HEADERS = re.compile(r"\A\s*(?:[A-Z][\w-]{1,20}: [^\n]*\n)+")
"""Those of a mail that is sent on, in its text."""

_SIGNATURE = re.compile(r"^--(?: {1,3}$|(?=\n(?:[^\n]{0,80}+\n){0,8}+[^\n]{0,80}+\Z))", re.MULTILINE)
_QUOTED = re.compile(r"(?:^>[^\n]*+\n?+)++", re.MULTILINE)
_DISCLAIMERS = tuple(_WORDS.words("disclaimers"))
_ID = re.compile(r"<([^<>\s]{3,300})>")


def sniff(start: Start) -> bool:
    """Tell whether it starts with fields of a mail's header, three of them such as mails have."""
    names: list[str] = []
    at = 0
    while len(names) < 40 and (found := _FIELD.match(start.text, at)):
        names.append(found["name"].lower())
        at = found.end()
    telling = {name for name in names if name in _TELLING or name.startswith("x-")}
    return (
        len(telling) >= 3
        and 2 * len(telling) >= len(set(names))
        and bool(telling & {"from", "date", "received", "subject", "message-id"})
    )


def read(data: bytes) -> Iterator[Story]:
    """Yield the story in a mail. Raises Refused."""
    if data.count(b"boundary=") + data.count(b"message/rfc822") > _MOST_BOUNDARIES:
        raise Refused("too-deep", f"a mail of more than {_MOST_BOUNDARIES} parts with parts")
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data.lstrip(b"\r\n"))
        found = _found(message)
    except (RecursionError, HeaderParseError, ValueError, LookupError) as error:
        raise Refused("unknown-format", f"a mail that cannot be read: {_in_words(error)}") from error
    yield story(found)


def _in_words(error: Exception) -> str:
    """Return what is wrong with a mail: the words of the error itself are for programmers."""
    if isinstance(error, RecursionError):
        return "parts within parts without end"
    unknown = isinstance(error, LookupError) and str(error).startswith("unknown encoding: ")
    return f"an {error}"[:80] if unknown else "broken headers, or broken content"


def _found(message: Message) -> Found:
    plain, page = _bodies(message)
    headline = _PREFIX.sub("", _header(message, "Subject") or "") or None
    identity = _ID.search(_header(message, "Message-ID") or "")
    _, address = parseaddr(_header(message, "From") or "")
    keywords = (_header(message, "Keywords") or "").split(",")
    location = _header(message, "Snapshot-Content-Location") or _header(message, "Content-Location")
    known = Found(
        uri=f"mid:{identity[1]}" if identity else None,
        headline=headline,
        published=as_moment(_header(message, "Date") or ""),
        received=as_moment(_received(message)),
        language=_header(message, "Content-Language"),
        keywords=tuple(word.strip() for word in keywords if word.strip()),
        provider=address.rpartition("@")[2] or None if "@" in address else None,
    )
    if location and page is not None:
        return html_page.read_page(page[0], address=location, declared=page[1])
    return _with_body(known, plain, page)


def _with_body(known: Found, plain: str | None, page: tuple[bytes, str | None] | None) -> Found:
    body: str | list[Paragraph] | None = _press_release(plain) if plain and plain.strip() else None
    if not body and page is not None:
        read = html_page.markup_paragraphs(page[0], page[1])
        body = [one for one in _sent_on(list(read)) if not _is_small_print(one.text)]
    if not body:
        raise Refused("missing-text", "a mail without a text")
    return replace(known, body=body)


def _press_release(text: str) -> str:
    """Return the text of a mail without signature, small print and what it answers."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    signature = _SIGNATURE.search(text)
    text = text[: signature.start()] if signature and text[: signature.start()].strip() else text
    forward = _FORWARD.search(text)
    if forward:
        head, rest = text[: forward.start()], text[forward.end() :]
        text = head if len(head) > len(rest) else rest
        text = _HEADERS.sub("", text)
    quoted = _QUOTED.sub("", text)
    text = quoted if quoted.strip() else re.sub(r"(?m)^> ?", "", text)
    parts = re.split(r"(\n[ \t]*\n)", text)
    while len(parts) > 2 and (not parts[-1].strip() or _is_small_print(parts[-1])):
        del parts[-2:]
    return "".join(parts).strip("\n")


def _sent_on(read: list[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs of a mail without the headers of another one that it sends on."""
    at = next((at for at, one in enumerate(read) if _FORWARD.search(one.text)), None)
    if at is None:
        return read
    if sum(len(one.text) for one in read[:at]) > sum(len(one.text) for one in read[at + 1 :]):
        return read[:at]
    found = _FORWARD.search(read[at].text)
    left = _HEADERS.sub("", read[at].text[found.end() :] + "\n") if found else ""
    rest = read[at + 1 :]
    while rest and not left.strip() and _HEADERS.fullmatch(rest[0].text + "\n"):
        del rest[0]
    return [replace(read[at], text=left.strip()), *rest] if left.strip() else rest or read


def _is_small_print(text: str) -> bool:
    return text.lstrip(" *_-\u00a0\n").casefold().startswith(_DISCLAIMERS)


def _bodies(message: Message) -> tuple[str | None, tuple[bytes, str | None] | None]:
    """Return the first plain text and the first page of a mail, attachments left out."""
    plain: str | None = None
    page: tuple[bytes, str | None] | None = None
    for number, part in enumerate(message.walk()):
        if number >= _MOST_PARTS:
            break
        kind = part.get_content_type()
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        if kind not in ("text/plain", "text/html", "application/xhtml+xml"):
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes) or not payload.strip():
            continue
        charset = part.get_content_charset()
        if kind != "text/plain":
            page = page or (payload, charset)
        elif plain is None:
            plain = decoded(payload, charset)
            if part.get_param("format") == "flowed":
                plain = _unflowed(plain)
    return plain, page


def _unflowed(text: str) -> str:
    """Put lines that a mail program broke together: those that end in a blank go on (RFC 3676)."""
    return re.sub(r"(?m)(?<!^--) \r?\n(?=[^\s>])", " ", text)


def _header(message: Message, name: str) -> str | None:
    """Return a header, decoded, in one line."""
    value = message.get(name)
    if value is None:
        return None
    raw = str(value)[:4_000]
    try:
        parts = decode_header(raw)
    except (HeaderParseError, ValueError):
        return " ".join(raw.split()) or None
    text = "".join(part if isinstance(part, str) else _decoded_word(part, charset) for part, charset in parts)
    return " ".join(text.split()) or None


def _decoded_word(part: bytes, charset: str | None) -> str:
    try:
        return decoded(part, charset)
    except Refused:
        return part.decode("utf-8", "replace")


def _received(message: Message) -> str:
    """Return when the last server took it: what stands behind the semicolon."""
    return (_header(message, "Received") or "").rpartition(";")[2]
