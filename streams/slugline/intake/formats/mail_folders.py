"""mbox, a folder of mails in one file: each begins with a line that starts with "From "."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from types import MappingProxyType
from typing import BinaryIO

from slugline.intake.formats import mail
from slugline.intake.formats.start import Start
from slugline.intake.refused import Refused
from slugline.records.story import Story

_FROM = re.compile(
    rb"From \S{1,200} +[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} \d{1,2}:\d\d(?::\d\d)?.{0,60}\r?\n?$"
)
_LINE = 65_536


def sniff(start: Start) -> bool:
    """Tell whether it starts with the line before a mail, and a mail's header follows."""
    first = start.data.lstrip(b"\r\n").split(b"\n", 1)[0]
    return _FROM.match(first + b"\n") is not None and mail.sniff(start)


def read(data: bytes) -> Iterator[Story | Refused]:
    """Yield the story in each mail."""
    for number, message in enumerate(split(BytesIO(data)), 1):
        if isinstance(message, Refused):
            yield message
            continue
        try:
            yield from mail.read(message)
        except Refused as refused:
            yield refused.among(message, f"mail {number}")


def split(
    file: BinaryIO, fields: Mapping[str, str] = MappingProxyType({}), *, most: int = mail.LARGEST
) -> Iterator[bytes | Refused]:
    """Yield the mails of a folder as they stand; Refused for one longer than ``most`` bytes."""
    lines: list[bytes] = []
    length, blank = 0, True
    while line := file.readline(_LINE):
        if blank and _FROM.match(line):
            if length:
                yield b"".join(lines) if length <= most else _too_large(most)
            lines, length = [], 0
        else:
            length += len(line)
            if length <= most:
                lines.append(line[1:] if line.startswith(b">From ") else line)
            else:
                lines = []
        blank = not line.strip()
    if length:
        yield b"".join(lines) if length <= most else _too_large(most)


def _too_large(most: int) -> Refused:
    return Refused("too-large", f"a mail of more than {most:,} bytes")
