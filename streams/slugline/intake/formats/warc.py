"""WARC and WET, the archives of web crawlers: a story a page; what is no page is passed over."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from types import MappingProxyType
from typing import Any, BinaryIO

from slugline.intake.formats import html_page
from slugline.intake.formats.found import Found, story
from slugline.intake.formats.moments import as_moment
from slugline.intake.formats.passed_over import PassedOver
from slugline.intake.formats.start import Start
from slugline.intake.formats.text_encoding import decoded
from slugline.intake.refused import Refused
from slugline.records.story import Link, Story

LARGEST = html_page.LARGEST + 65_536
"""Bytes of a record: a page with what was said when it was fetched."""

_PAGES = ("text/html", "application/xhtml+xml")
_MOST_UNPACKED = html_page.LARGEST
_LENGTH = re.compile(rb"(?im)^content-length:[ \t]*(\d{1,15})[ \t]*\r?$")
_STORIES = re.compile(rb"(?im)^warc-type:[ \t]*(?:response|conversion|resource)[ \t]*\r?$")
_VERSION = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n")
_RESPONSE = re.compile(rb"(?im)^warc-type:[ \t]*response")
_ADDRESS = re.compile(rb"(?im)^warc-target-uri:[ \t]*[^ \t\r\n]")
_HTTP = re.compile(rb"(?im)^content-type:[ \t]*application/http")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})")
_KIND = re.compile(rb"(?im)^content-type:[ \t]*([\w.+-]+/[\w.+-]+)")
_RUNNING, _WORDS_OF_HEADLINE = 60, 3
"""Characters of a line that is a paragraph, in a page whose text alone was kept; words of one above it."""
_HEAD_LINES, _LINE = 200, 16_384


def sniff(start: Start) -> bool:
    """Tell whether it starts with a record's version."""
    return start.text.startswith(("WARC/1.", "WARC/0."))


def read(data: bytes) -> Iterator[Story | Refused]:
    """Yield the story in each record that is a page or a text. Raises Refused where ``data`` is none."""
    for number, record in enumerate(split(BytesIO(data)), 1):
        if isinstance(record, PassedOver):
            continue
        if isinstance(record, Refused):
            yield record
            continue
        try:
            found = _found(record)
            if found is not None:
                yield story(found)
        except Refused as refused:
            yield refused.among(record, f"record {number}")


def split(
    file: BinaryIO, fields: Mapping[str, str] = MappingProxyType({}), *, most: int = LARGEST
) -> Iterator[bytes | Refused | PassedOver]:
    """Yield the records of pages and texts as they stand; Refused for one longer than ``most`` bytes.

    At the end comes how many responses were no pages, if any. Raises Refused where the archive is broken.
    """
    passed: Counter[str] = Counter()
    while True:
        first = file.readline(_LINE)
        while first in (b"\r\n", b"\n"):
            first = file.readline(_LINE)
        if not first:
            if passed:
                yield PassedOver(passed)
            return
        if not first.startswith(b"WARC/"):
            raise Refused("unknown-format", f"a WARC with {first[:20]!r} where a record should begin")
        head = [first]
        while len(head) < _HEAD_LINES and (line := file.readline(_LINE)).strip():
            head.append(line)
        whole = b"".join(head)
        length = _LENGTH.search(whole)
        if not length:
            raise Refused("unknown-format", "a WARC record that does not say its length")
        wanted, left = _STORIES.search(whole) is not None, int(length[1])
        if wanted and left <= most:
            block = file.read(left)
            if len(block) < left:
                raise Refused(
                    "unknown-format", f"a WARC record of {left:,} bytes that ends after {len(block):,}"
                )
            if why := _no_page(whole, block):
                passed[why] += 1
                continue
            yield whole + b"\r\n" + block + b"\r\n\r\n"
            continue
        while left > 0 and (skipped := file.read(min(left, 1_048_576))):
            left -= len(skipped)
        if wanted:
            yield Refused("too-large", f"a WARC record of {int(length[1]):,} bytes, and {most:,} are allowed")


def _no_page(head: bytes, block: bytes) -> str | None:
    """Return what a response is, where it is no page that somebody got; None for what is to be read."""
    if not _HTTP.search(head) or not (status := _STATUS.match(block)):
        return None
    if not status[1].startswith(b"2"):
        return f"with status {status[1].decode()}"
    kind = _KIND.search(block[: block.find(b"\r\n\r\n") + 2])
    name = kind[1].decode("ascii").lower() if kind else _PAGES[0]
    return None if name in (*_PAGES, "text/plain") else f"of type {name[:40]}"


def _found(data: bytes) -> Found | None:
    """Return what a record holds; None where that is no page and no text."""
    from warcio import recordloader  # here, because most commands never need it
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    recordloader.logger.disabled = True  # it writes addresses as they came to wherever there is no log
    if not _VERSION.match(data):
        raise Refused("unknown-format", f"a WARC record of a version that is none: {data[:12]!r}")
    head = data[: data.find(b"\r\n\r\n") + 2]
    if _RESPONSE.search(head) and not _ADDRESS.search(head):
        raise Refused("unknown-format", "a WARC record that does not say whose page it is (WARC-Target-URI)")
    try:
        record = next(iter(ArchiveIterator(BytesIO(data), no_record_parse=False)), None)
        return None if record is None else _of_record(record)
    except (ArchiveLoadFailed, ValueError, EOFError, OSError, AttributeError, KeyError, IndexError) as error:
        raise Refused("unknown-format", "a WARC record with broken headers, or broken content") from error


def _of_record(record: Any) -> Found | None:
    head = record.rec_headers
    kind = (head.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    charset = None
    if record.http_headers is not None:
        if record.http_headers.get_statuscode()[:1] != "2":
            return None
        kind, _, rest = (record.http_headers.get_header("Content-Type") or "text/html").partition(";")
        kind = kind.strip().lower()
        said = re.search(r"(?i)charset\s*=\s*[\"']?([\w.:-]{1,40})", rest)
        charset = said[1] if said else None
    if kind not in (*_PAGES, "text/plain"):
        return None
    address = head.get_header("WARC-Target-URI")
    address = address.strip("<>") if address else None
    payload = record.content_stream().read(_MOST_UNPACKED + 1)
    if len(payload) > _MOST_UNPACKED:
        raise Refused("too-large", f"a page of more than {_MOST_UNPACKED:,} bytes")
    fetched = as_moment(head.get_header("WARC-Date") or "")
    if kind in _PAGES:
        return replace(html_page.read_page(payload, address=address, declared=charset), received=fetched)
    links = (Link(rel="web", uri=address),) if address else ()
    headline, body = _lines_of_page(decoded(payload, charset))
    return Found(
        uri=address,
        headline=headline,
        body=body,
        received=fetched,
        links=links,
    )


def _lines_of_page(text: str) -> tuple[str | None, str]:
    """Return headline and body of a page of which the lines alone were kept: navigation stands around both.

    The body reaches from the first running line to the last; the headline is the last of some words above.
    """
    lines = [line.strip() for line in text.splitlines()]
    running = [at for at, line in enumerate(lines) if len(line) >= _RUNNING and line.count(" ") >= 5]
    if not running:
        return None, text
    first, last = running[0], running[-1]
    above = (line for line in reversed(lines[:first]) if line.count(" ") >= _WORDS_OF_HEADLINE - 1)
    return next(above, None), "\n\n".join(line for line in lines[first : last + 1] if line)
