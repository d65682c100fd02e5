"""WARC and WET, the archives of web crawlers: a story a page; what is no page is passed over."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from types import MappingProxyType
from typing import Any, BinaryIO

from slugline.intake.formats import html_page
from slugline.intake.formats.found import Found, story
from slugline.intake.formats.moments import as_moment
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
_HEAD_LINES, _LINE = 200, 16_384


def sniff(start: Start) -> bool:
    """Tell whether it starts with a record's version."""
    return start.text.startswith(("WARC/1.", "WARC/0."))


def read(data: bytes) -> Iterator[Story | Refused]:
    """Yield the story in each record that is a page or a text. Raises Refused where ``data`` is none."""
    for number, record in enumerate(split(BytesIO(data)), 1):
        if isinstance(record, Refused):
            yield record
            continue
        try:
            found = _found(record)
        except Refused as refused:
            yield Refused(refused.reason, f"record {number}: {refused.detail}", data=record)
            continue
        if found is not None:
            yield story(found)


def split(
    file: BinaryIO, fields: Mapping[str, str] = MappingProxyType({}), *, most: int = LARGEST
) -> Iterator[bytes | Refused]:
    """Yield the records of pages and texts as they stand; Refused for one longer than ``most`` bytes.

    Raises Refused where the archive is broken.
    """
    while True:
        first = file.readline(_LINE)
        while first in (b"\r\n", b"\n"):
            first = file.readline(_LINE)
        if not first:
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
            yield whole + b"\r\n" + block + b"\r\n\r\n"
            continue
        while left > 0 and (passed := file.read(min(left, 1_048_576))):
            left -= len(passed)
        if wanted:
            yield Refused("too-large", f"a WARC record of {int(length[1]):,} bytes, and {most:,} are allowed")


def _found(data: bytes) -> Found | None:
    """Return what a record holds; None where that is no page and no text."""
    from warcio.archiveiterator import ArchiveIterator  # here, because most commands never need it
    from warcio.exceptions import ArchiveLoadFailed

    try:
        record = next(iter(ArchiveIterator(BytesIO(data), no_record_parse=False)), None)
        return None if record is None else _of_record(record)
    except (ArchiveLoadFailed, ValueError, EOFError, OSError, AttributeError, KeyError, IndexError) as error:
        raise Refused("unknown-format", f"a WARC record that cannot be read: {error}"[:200]) from error


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
    return Found(
        uri=address,
        body=decoded(payload, charset),
        received=fetched,
        links=links,
    )
