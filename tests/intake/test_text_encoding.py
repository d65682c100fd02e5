"""Bytes to text: marks, declarations, UTF-8, and what else makes ordinary words."""

import pytest

from slugline.intake import read
from slugline.intake.formats.text_encoding import decoded, encoding_named, is_mojibake
from slugline.intake.refused import Refused

TEXT = "Zürich mayor Jörg Brändli resigned over a café row – “I cannot stay” – for £20."


@pytest.mark.parametrize(
    ("value", "declared", "expected"),
    [
        (TEXT.encode(), None, TEXT),
        (TEXT.encode("utf-8-sig"), "latin-1", TEXT),
        (TEXT.encode("utf-16"), None, TEXT),
        ("\ufeff".encode("utf-16-be") + TEXT.encode("utf-16-be"), None, TEXT),
        (TEXT.encode("utf-32"), None, TEXT),
        (TEXT.encode("cp1252"), None, TEXT),
        (TEXT.encode("cp1252"), "iso-8859-1", TEXT),
        (TEXT.encode(), "iso-8859-1", TEXT),
        ("Łódź, mówił".encode("cp1250"), "windows-1250", "Łódź, mówił"),
        ("Москва сегодня".encode("koi8-r"), "koi8-r", "Москва сегодня"),
        ("東京の港".encode("shift-jis"), "shift_jis", "東京の港"),
        ("東京の港".encode(), "shift_jis", None),
        (TEXT.encode(), "no-such-encoding", TEXT),
        (b"\xe9t\xe9", None, "été"),
        (b"caf\xe9", None, "café"),
        (b"It\x92s", None, "It’s"),
    ],
)
def test_decoded(value: bytes, declared: str | None, expected: str | None) -> None:
    if expected is not None:
        assert decoded(value, declared) == expected


@pytest.mark.parametrize(
    "value",
    [
        "Москва сегодня".encode("cp1251"),
        "Dönmez said".encode("cp437"),
        "Łódź, źle mówił żółw".encode("cp1250"),
        "東京の港".encode("shift-jis"),
        "Café d".encode() + b"\xe9j\xe0",
        b"D\xc3",
        b"\xff",
        bytes(range(128, 256)),
        TEXT.encode("utf-16")[:-1],
    ],
)
def test_what_is_refused(value: bytes) -> None:
    with pytest.raises(Refused) as refused:
        decoded(value)
    assert refused.value.reason == "not-utf8"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_from_four_letters_on(encoding: str) -> None:
    with pytest.raises(Refused, match=f"say --encoding {encoding}"):
        decoded("Rain".encode(encoding))
    assert decoded("Oh!".encode(encoding)).replace("\0", "") == "Oh!"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Latin1", "cp1252"),
        ("utf8", "utf-8"),
        ("UTF-16", "utf-16"),
        ("windows-1252", "cp1252"),
        ("hex", None),
        ("idna", None),
        ("punycode", None),
        ("unicode_escape", None),
        ("zip", None),
        ("", None),
        ("x" * 99, None),
    ],
)
def test_names(name: str, expected: str | None) -> None:
    assert encoding_named(name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cafÃ© shut.", True),
        ("It isnâ€™t.", True),
        ("A \ufffd in it.", True),
        (TEXT, False),
        ("SÃO PAULO, Â ", False),
        ("Ânimo, disse.", False),
        ("plain", False),
    ],
)
def test_mojibake_is_told_and_left_alone(text: str, expected: bool) -> None:
    assert is_mojibake(text) is expected
    story = read(f"{text} The port of Odesa reopened on Monday.".encode())
    assert ("garbled" in story.signals) is expected
    assert story.text.startswith(text)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_with_what_to_do(encoding: str) -> None:
    with pytest.raises(Refused, match=f"without a byte order mark: say --encoding {encoding}"):
        decoded("Dockers in Ostvik – back at work on Monday.".encode(encoding))


SAMPLES = {
    "iso-8859-2": "Łódź, źle mówił",
    "iso-8859-5": "Москва сегодня",
    "windows-1250": "Łódź, źle mówił",
    "windows-1251": "Москва сегодня",
    "windows-1254": "İstanbul, Şişli'de",
    "cp437": "Dönmez said so",
    "cp850": "Dönmez said so",
    "cp852": "Łódź, źle mówił",
    "cp858": "Dönmez owes €20",
    "mac-roman": "Dönmez said so",
    "koi8-r": "Москва сегодня",
    "koi8-u": "Київ сьогодні",
    "tis-620": "กรุงเทพ",
    "shift_jis": "東京の港",
    "cp932": "東京の港",
    "euc-jp": "東京の港",
    "euc-kr": "서울 항구",
    "iso-2022-jp": "東京の港",
    "gb2312": "北京的港口",
    "gbk": "北京的港口",
    "gb18030": "北京的港口",
    "big5": "台北的港口",
    "cp949": "서울 항구",
    "johab": "서울 항구",
    "utf-16-le": "Dönmez said so",
    "utf-32-be": "Dönmez said so",
    "utf-16-be": "Dönmez said so",
    "utf-32-le": "Dönmez said so",
    "utf-8": "Łódź",
    "iso-8859-1": "It’s Dönmez",
    "us-ascii": "It’s Dönmez",
    "iso-8859-9": "İstanbul, “Şişli”",
}


@pytest.mark.parametrize(("name", "text"), SAMPLES.items())
def test_each_encoding_that_is_declared(name: str, text: str) -> None:
    means = {"iso-8859-1": "cp1252", "us-ascii": "cp1252", "iso-8859-9": "cp1254"}.get(name, name)
    assert encoding_named(f" {name.upper()} ") is not None
    assert decoded(text.encode(means), name) == text


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (b"", "no bytes"), (b" \n", "nothing but blanks"), (b"\xff\xfe \0", "nothing but blanks"),
        (b"\xff\xfea", "byte 0: truncated data; after the mark of utf-16-le"),
        ("Café d".encode() + b"\xe9j\xe0", "some of it is UTF-8"),
        ("Москва сегодня".encode("cp1251"), "name it with --encoding, or convert it"),
        ("It rained.".encode("utf-16-le"), "say --encoding utf-16-le"),
        ("It rain".encode("utf-16-be"), "say --encoding utf-16-be"),
    ],
)  # fmt: skip
def test_why_bytes_are_refused(value: bytes, told: str) -> None:
    with pytest.raises(Refused) as refused:
        decoded(value)
    assert told in refused.value.detail


@pytest.mark.parametrize("value", [b"a\0b\0c\0", b"a\0b\0c\0\0\0", b"ab\0cd\0ef\0g", b"\0\0\0\0\0\0\0\0"])
def test_zeros_alone_do_not_tell_an_encoding(value: bytes) -> None:
    assert decoded(value) == value.decode()
