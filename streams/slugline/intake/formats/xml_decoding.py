"""Bytes of an XML document to text: by byte order mark, declaration and what the bytes can be."""

import re

from slugline.intake.formats.text_encoding import decoded
from slugline.intake.refused import Refused

_DECLARED = re.compile(rb"""\s*<\?xml\s[^>]{0,100}?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._:-]{0,39})["']""")
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
    (b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"),
)  # fmt: skip
"""How a document of more than a byte a character starts, with and without a byte order mark."""


def wide(data: bytes) -> str | None:
    """Return the encoding of a document that starts like ``data`` if it has two bytes or more a character."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def decoded_xml(data: bytes) -> str:
    """Return the text of an XML document, its byte order mark cut off. Raises Refused: "empty", "not-utf8".

    As `text_encoding.decoded`, which believes bytes before a declaration; and UTF-16 needs no mark.
    """
    code = wide(data)
    if code is None:
        declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
        return decoded(data, declared[1].decode("ascii") if declared else None)
    try:
        return data.decode(code).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise Refused("not-utf8", f"not {code}: byte {error.start}: {error.reason}") from error
