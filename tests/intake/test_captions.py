"""What stands below a picture."""

import pytest

from slugline.intake.zones.captions import is_caption, same_start

HEADLINE = "Ministers to meet in June"


@pytest.mark.parametrize(
    "text",
    [
        "FILE PHOTO: A port.", "File picture: a port.", "File - A port.", "FILE: A port",
        "file photo of a port",
        "Photo: Ana Silva", "(Image: Ana Silva", "[Photos/Ana Silva]", "Foto: Ana Silva", "写真: 港",
        "Image caption, A port", "Image source: AB", "Photo by Ana Silva", "(Foto von Ana Silva)",
        "A port. REUTERS/Ana Silva", "A port. AFP/Ana Silva.", "A port. (AP Photo/Ana Silva)",
        "A port [File: Ana Silva]", "A port. /AFP", "A port. via Getty Images",
        "A port. (THE CANADIAN PRESS/Ana", "A port. (THE CANADIAN PRESS/Ana Silva).",
        "A port in the old town. Photo / Ana Silva",
        "A port in the old town. PHOTO | ANA SILVA | NORVIK MEDIA", "A port in May. — VNS Photo Mei Tan",
        "Edo with his mother and sister in Bonn, Norway. Courtesy Roth family",
        "A boy carries bread home in Bonn. (Edo Roth for The Coast)",
        "A port in May. EDO ROTH FOR 'THE COAST'", "A port in May. EDO ROTH/THE COAST",
        "x " * 300 + "REUTERS/Ana Silva", HEADLINE, f"{HEADLINE}. A port.",
    ],
)  # fmt: skip
def test_captions(text: str) -> None:
    assert is_caption(text, HEADLINE)


@pytest.mark.parametrize(
    "text",
    [
        "A photo: it shows a port.", "Files: a port", "Photograph by itself", "He photographed REUTERS/ana",
        "A port. REUTERS/Ana Silva took it and so on and on and on and on and on and on.",
        "A port (Ana Silva)", "REUTERS/Ana Silva" + " x" * 60, "x " * 342 + "REUTERS/Ana Silva",
        f"{HEADLINE} said so.", "A PORT IN MAY. EDO ROTH FOR 'THE COAST'", "He left the port. PTI RM KVK",
    ],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    assert not is_caption(text, HEADLINE)


@pytest.mark.parametrize(
    ("headline", "repeats", "expected"),
    [
        (HEADLINE, True, True), (HEADLINE, False, False), (None, True, False),
        ("Ministers to meet in", True, True), ("Ministers to meet i", True, False),
    ],
)  # fmt: skip
def test_only_a_long_headline_near_the_top_is_known_again(
    headline: str | None, repeats: bool, expected: bool
) -> None:
    assert is_caption(f"{headline}\nA port.", headline, repeats=repeats) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", False),
        ("MINISTERS to meet, in June", True),
        ("Ministers to meet in", False),
        ("Ministers to meet in May", False),
        ("Ministers to meet in Junes", False),
        ("“Ministers to meet in June”  A port.", True),
        ("Ministers to meet in June ’A port.", True),
        ("Ministers to meet in June | AB", True),
        ("Ministers to meet in June a port", False),
        ("Ministers to meet in June, a port", False),
        ("Ministers to meet" + " " * 90 + "in June", False),
    ],
)
def test_the_headline_again(text: str, expected: bool) -> None:
    assert same_start(text, HEADLINE) == expected
