"""Bytes of an XML document to text: by byte order mark, declaration and what the bytes can be."""

import re

from slugline.intake.refused import Refused

_DECLARED = re.compile(rb"""\s*<\?xml\s[^>]{0,100}?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._:-]{0,39})["']""")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
    (b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"),
)  # fmt: skip
"""How a document starts, and in what it is written then."""

_KNOWN = re.compile(
    r"(?:us-?)?ascii|utf-?(?:8|16|32)(?:-?[lb]e)?|iso-?8859-?\d{1,2}|latin-?\d{1,2}|(?:windows|cp)-?\d{3,4}"
    r"|koi8-[ru]|mac-?roman|macintosh|gb2312|gbk|gb18030|big5|shift-?jis|euc-(?:jp|kr)|iso-2022-jp"
)
"""Character sets that a document may declare. Others that Python knows ("idna") are slow on hostile input."""

_BYTE_WISE = re.compile(r"(?:us-?)?ascii|iso-?8859-?1|latin-?1|(?:windows|cp)-?1252|utf-?8")
"""What is mixed up on wires: each of these is tried as UTF-8 first and as Windows' Western set last."""


def wide(data: bytes) -> str | None:
    """Return the encoding of a document that starts like ``data`` if it has two bytes or more a character."""
    found = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    return found if found != "utf-8" else None


def decoded_xml(data: bytes) -> str:
    """Return the text of an XML document, its byte order mark cut off. Raises Refused.

    Text that is valid UTF-8 is UTF-8 whatever the declaration says (Latin-1 with an accent in it is hardly
    ever valid by chance), and "Latin-1" is read as Windows-1252, which fills its unused places.
    """
    if not data.strip():
        raise Refused("empty", "nothing but blanks" if data else "no bytes")
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if marked is not None:
        return _decode(data, marked).removeprefix("\ufeff")
    declared = _DECLARED.match(data)
    name = declared[1].decode("ascii").lower().replace("_", "-") if declared else "utf-8"
    if not _KNOWN.fullmatch(name):
        raise Refused("unknown-format", f"XML that declares the unknown encoding {name!r}: send it as UTF-8")
    if name.startswith(("utf-16", "utf16", "utf-32", "utf32")):
        name = "utf-8"  # declared by a program that was told so, on bytes that cannot be it
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _BYTE_WISE.fullmatch(name):
            if not declared or name.startswith("utf"):
                raise Refused("not-utf8", f"byte {error.start}: {error.reason}") from error
            return "".join(map(_WESTERN.__getitem__, data))
    return _decode(data, {"macintosh": "mac-roman"}.get(name, name))


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise Refused("not-utf8", f"not {name}: byte {error.start}: {error.reason}") from error
    except LookupError as error:
        raise Refused("unknown-format", f"XML in the unknown encoding {name!r}: send it as UTF-8") from error


_WESTERN = [bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(256)]
