r"""Text from outside, as a terminal or a log may show it: it moves no cursor, forges no line, hides nothing.

Escaped are control characters of both sets (C0 and C1: so every ESC, CSI and OSC sequence is broken), the
marks that turn the direction of what follows, the separators of lines, halves of surrogate pairs, and what
Unicode says shows nothing by itself (Default_Ignorable_Code_Point: tag characters, zero-width spaces, byte
order marks, soft hyphens, fillers): words could be hidden in it from whoever looks, and not from who copies.
What is escaped stays to be seen: ``\x1b[31m``.

Left as they are: the joiner and the non-joiner behind a letter of a script that is written with them (Arabic,
Persian, those of India, Mongolian), the joiner between two pictures, and the selector that makes a picture
of a sign. A tag or a selector elsewhere is escaped, in the flags of Scotland and Wales too.
"""

import re

_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_INVISIBLE = (
    r"\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    r"\ufff0-\ufffb\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_BUT_FOR_LINES = re.compile(f"[{_CONTROLS}{_INVISIBLE}]")
_ALL = re.compile(rf"[\t\n{_CONTROLS}{_INVISIBLE}]")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_JOINING = r"[\u0600-\u0dff\u1000-\u109f\u1780-\u17ff\u1807\u180a\u1820-\u18af\ufb50-\ufdff\ufe70-\ufefc]"
_PICTURE = r"[\u2190-\u2bff\U0001f000-\U0001faff]"
_PICTURED = (
    r"[#*0-9\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_KEPT = re.compile(
    rf"(?<={_JOINING})[\u200c\u200d]|(?<={_PICTURE})\u200d(?={_PICTURE})|(?<=\ufe0f)\u200d(?={_PICTURE})"
    rf"|(?<={_PICTURED})\ufe0f|(?<=[\u1820-\u18af])[\u180b-\u180d\u180f]"
)


def lines(text: str) -> str:
    """Return ``text`` with its line feeds and tabs as they are, all else that is not to be shown escaped."""
    return text if _is_plain(text) else _BUT_FOR_LINES.sub(_escaped, text)


def line(text: str) -> str:
    """Return ``text`` as one line: line feeds and tabs are escaped, too."""
    return text if _is_plain(text) else _ALL.sub(_escaped, text)


def in_json(text: str) -> str:
    """Return the JSON ``text`` with such characters as JSON's escapes: it says the same."""
    return text if _is_plain(text) else _BUT_FOR_LINES.sub(_escaped_in_json, text)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _escaped(found: re.Match[str]) -> str:
    if _KEPT.match(found.string, found.start()):
        return found[0]
    code = ord(found[0])
    if short := _SHORT.get(found[0]):
        return short
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _escaped_in_json(found: re.Match[str]) -> str:
    if _KEPT.match(found.string, found.start()):
        return found[0]
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
