"""IPTC 7901 as some desks send it: no control characters, no slash, no sign of equality."""

import pytest

from slugline.intake import record
from slugline.intake.formats.transmission import parted

BODY = "Lunden (dpx) - The harbour of Lunden closed on Monday, the mayor\nAnna Berg said.\n"
END = "\ndpx jd\n031100 Nov 26\n"
HEADER = "afx0125 1 i 80  afx 0300\n\n"


@pytest.mark.parametrize(
    ("above", "slug", "headline", "signals"),
    [
        ("Lunden-fire\nHarbour closes after fire\n\n", "Lunden-fire", "Harbour closes after fire", ()),
        ("Lunden-fire\nHarbour closes\nafter fire\n\n", "Lunden-fire", "Harbour closes after fire", ()),
        ("Lunden-fire\n\nHarbour closes after fire\n\n", "Lunden-fire", "Harbour closes after fire", ()),
        ("Lunden/fire/\nHarbour closes after fire\n\n", "Lunden/fire", "Harbour closes after fire", ()),
        ("Lunden/fire/\nURGENT\nHarbour closes after fire\n\n", "Lunden/fire", "Harbour closes after fire",
         ("urgent",)),
        ("Lunden/fire/\nURGENT\nHarbour closes after fire =\n\n", "Lunden/fire", "Harbour closes after fire",
         ("urgent",)),
        ("Lunden-fire\nURGENT: Harbour closes after fire\n\n", "Lunden-fire", "Harbour closes after fire",
         ("urgent",)),
    ],
)  # fmt: skip
def test_slug_headline_and_dateline(above: str, slug: str, headline: str, signals: tuple[str, ...]) -> None:
    framed = f"\x01{HEADER[:-1]}\x02\n{above}{BODY}\x03\n031100 GMT NOV 26\n\x04"
    for text in (f"{HEADER}{above}{BODY}{END}", framed):
        one = record.read(text.encode())
        assert (one.slugline, one.headline, one.signals) == (slug, headline, signals)
        assert one.dateline and one.dateline.place == "Lunden"
        assert [one.text[z.start : z.end] for z in one.zones if z.kind == "body"] == [
            "The harbour of Lunden closed on Monday, the mayor Anna Berg said."
        ]


def test_copy_without_a_headline_has_none() -> None:
    one = record.read(f"{HEADER}Lunden-fire\n\n{BODY}{END}".encode())
    assert (one.slugline, one.headline) == ("Lunden-fire", None)
    assert one.dateline and one.dateline.place == "Lunden"


@pytest.mark.parametrize(
    "text", ["Room101 1 a 5 b\n\nA story about a room begins here.\n\nIt ends here.", "afx0125 1 i 80 afx"]
)
def test_what_only_starts_like_a_header_is_prose(text: str) -> None:
    assert record.read(text.encode()).priority is None


@pytest.mark.parametrize(
    ("lines", "copy"),
    [
        (["It rained.", "***"], ["It rained."]),
        (["It rained.", "- - -", ""], ["It rained."]),
        (["It rained.", "--"], ["It rained.", "--"]),  # two signs are no rule
        (["***", "It rained."], ["***", "It rained."]),
    ],
)
def test_a_rule_below_the_copy_is_no_part_of_it(lines: list[str], copy: list[str]) -> None:
    assert parted(lines).copy == copy
