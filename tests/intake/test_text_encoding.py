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
