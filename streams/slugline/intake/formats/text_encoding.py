"""Bytes to text: by byte order mark or declaration, else UTF-8, else cp1252 where that is plain."""

import codecs
import re

from slugline.intake.refused import Refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
"""UTF-32 before UTF-16, whose mark of little ends is the beginning of the other's."""

_SINGLE = ("iso8859-", "cp125", "cp437", "cp850", "cp852", "cp858", "mac-", "koi8-", "tis-620", "ascii")
_KNOWN = (
    *_SINGLE, "utf-8", "utf-16", "utf-32", "shift_jis", "cp932", "euc", "iso2022_", "gb2312", "gbk",
    "gb18030", "big5", "cp949", "johab",
)  # fmt: skip
"""Encodings of texts. Python has others, which unpack, escape or take quadratic time."""

_WEB = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
"""What these names mean where people write them (the WHATWG's encoding standard says the same)."""

_PAIR = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_CUT = re.compile(rb"[^\x80-\xff]*[A-Za-z][\xc2-\xdf]|[^A-Za-z0-9]*")
"""UTF-8 cut off within its one character; or not a single word in it."""
_HIGH = re.compile("[ŠŒŽšœžŸÀ-ÖØ-öø-ÿ]")
_LETTERS = r"a-zß-öø-ÿšœž"
_ODD = re.compile(
    rf"(?<=[{_LETTERS}])[À-ÖØ-ÞŠŒŽŸ](?=[{_LETTERS}])"  # a capital within a word
    rf"|(?<=[A-Za-zÀ-ÿ])[^A-Za-zÀ-ÿŠšŒœŽžŸ’´·\u00a0\u00ad\x00-\x7f](?=[A-Za-zÀ-ÿ])"  # a sign within a word
    r"|[À-ÖØ-öø-ÿ]{4}"
)
_SOME, _MOSTLY = 2_000, 0.7
_MOST_HIGH = 0.15
_MOST_ODD = 0.1
_MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf™œ“”˜¦¢‹›\x9d]|\ufffd")


def decoded(value: bytes, declared: str | None = None) -> str:
    """Return ``value`` as text without its byte order mark.

    ``declared`` is what its markup or header says it is; the mark is believed before it, and so are bytes
    that are valid UTF-8. Without either, what is no UTF-8 is read as cp1252 (Latin-1 and more) if it makes
    ordinary words. Raises Refused: "empty" or "not-utf8".
    """
    if declared is None and (name := _unmarked(value)):
        raise Refused("not-utf8", f"looks like UTF-16 without a byte order mark: say --encoding {name}")
    text = _decoded(value, declared)
    if not text.strip():
        raise Refused("empty", "nothing but blanks" if value else "no bytes")
    return text


def _unmarked(value: bytes) -> str | None:
    """Return the UTF-16 that bytes without a mark seem to be in: every second one is zero, no other is."""
    some = value[:_SOME]
    if len(some) < 8 or b"\0" not in some or marked(some):
        return None
    even, odd = some[::2].count(0) / (len(some) / 2), some[1::2].count(0) / (len(some) / 2)
    if min(even, odd) > 0 or max(even, odd) < _MOSTLY:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def encoding_named(name: str) -> str | None:
    """Return Python's name of the encoding that people call ``name``; None if it is none of a text."""
    try:
        known = codecs.lookup(name.strip()[:40]).name
    except (LookupError, ValueError, UnicodeError):
        return None
    return _WEB.get(known, known) if known.startswith(_KNOWN) else None


def marked(value: bytes) -> str | None:
    """Return the encoding that a byte order mark at the start of ``value`` names; None if there is none."""
    return next((encoding for mark, encoding in _MARKS if value.startswith(mark)), None)


def is_mojibake(text: str) -> bool:
    """Tell whether ``text`` was once decoded as what it was not ("cafÃ©"): left as it is, but told."""
    return not text.isascii() and _MOJIBAKE.search(text) is not None


def _decoded(value: bytes, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if value.startswith(mark):
            try:
                return value[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise _not_utf8(error, f"after the mark of {encoding}") from error
    name = encoding_named(declared) if declared else None
    if name and not name.startswith((*_SINGLE, "utf-8")):
        try:
            return value.decode(name)
        except UnicodeDecodeError:
            pass
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _in_single_bytes(value, name)
        if text is None:
            hint = "some of it is UTF-8" if _PAIR.search(value) else "name it with --encoding, or convert it"
            raise _not_utf8(error, hint) from error
        return text


def _in_single_bytes(value: bytes, declared: str | None) -> str | None:
    if declared and declared.startswith(_SINGLE):
        try:
            return value.decode(declared)
        except UnicodeDecodeError:
            pass
    if _PAIR.search(value) or _CUT.fullmatch(value):
        return None
    try:
        text = value.decode("cp1252")
    except UnicodeDecodeError:
        return None
    high = len(_HIGH.findall(text))
    plain = high <= 3 + _MOST_HIGH * len(text) and len(_ODD.findall(text)) <= _MOST_ODD * high
    return text if plain else None


def _not_utf8(error: UnicodeDecodeError, hint: str) -> Refused:
    return Refused("not-utf8", f"byte {error.start}: {error.reason}; {hint}")
