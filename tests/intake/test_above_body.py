"""What the lines between headline and body say: authors, dates, places, agencies."""

import pytest

from slugline.intake.formats.plain_text import read_text
from slugline.records.story import Dateline

BODY = "The ministers agreed on Monday to meet again in June, officials said."


@pytest.mark.parametrize(
    ("line", "names", "published"),
    [
        ("Beyza Nur Dönmez  | 13.02.2025 - Update : 14.02.2025", ("Beyza Nur Dönmez",), "2025-02-13"),
        ("By Jane Okafor and Tom van der Berg", ("Jane Okafor", "Tom van der Berg"), None),
        ("By JEFF MARLOW, Reuters", ("Jeff Marlow",), None),
        ("By Staff Reporter | 2 March 2024", (), "2024-03-02"),
        ("Par Marie Dupont | 13 février 2025 à 14:05", ("Marie Dupont",), "2025-02-13"),
        ("Von Karl-Heinz Müller, dpa | 1. März 2025", ("Karl-Heinz Müller",), "2025-03-01"),
        ("Por Ana Lucía Vargas | 13 de febrero de 2025", ("Ana Lucía Vargas",), "2025-02-13"),
        ("Oleh: Siti Rahmawati | 3 Maret 2024", ("Siti Rahmawati",), "2024-03-03"),
        ("Автор: Анна Петрова | 13 февраля 2025", ("Анна Петрова",), "2025-02-13"),
        ("Ayşe Yılmaz | 13 Şubat 2025, 10:22", ("Ayşe Yılmaz",), "2025-02-13"),
        ("Tuesday, May 21, 2019", (), "2019-05-21"),
        ("Published: 13 Feb 2025, 3:04 PM GMT", (), "2025-02-13"),
        ("February 13 2025", (), "2025-02-13"),
        ("2025-02-13T10:00:00Z", (), "2025-02-13"),
        ("2025年2月13日", (), "2025-02-13"),
        ("02/13/2025", (), "2025-02-13"),
        ("03/04/2025", (), None),
        ("Jane Okafor in Bonn | Thu 13 Feb 2025 18.04 GMT", ("Jane Okafor",), "2025-02-13"),
        ("Jane Okafor · AB News · Posted: Feb 13, 2025 4:00 AM ET", ("Jane Okafor",), "2025-02-13"),
        ("TNN | Feb 13, 2025, 10:15 IST", (), "2025-02-13"),
    ],
)
def test_bylines_and_dates(line: str, names: tuple[str, ...], published: str | None) -> None:
    story = read_text(f"Ministers to meet in June\n\n{line}\n\n{BODY}")
    assert [zone.kind for zone in story.zones] == ["headline", "byline", "body"]
    assert (story.byline, story.published) == (names, published)


@pytest.mark.parametrize(
    ("front", "place", "date", "source"),
    [
        ("WASHINGTON (AP) — ", "WASHINGTON", None, "AP"),
        ("New York (AFP) – ", "New York", None, "AFP"),
        ("SCOTTSDALE, Ariz. – ", "SCOTTSDALE, Ariz.", None, None),
        ("KUWAIT CITY, July 24: ", "KUWAIT CITY", "July 24", None),
        ("RAIPUR: ", "RAIPUR", None, None),
        ("BEIJING, July 18 (Xinhua) -- ", "BEIJING", "July 18", "Xinhua"),
        ("MOSCOW, February 13. /TASS/. ", "MOSCOW", "February 13", "TASS"),
        ("Madrid, 13 feb (EFE).- ", "Madrid", "13 feb", "EFE"),
        ("Oyam & Gulu, Uganda, Jun 14 2022 (IPS) - ", "Oyam & Gulu, Uganda", "Jun 14 2022", "IPS"),
        ("CAIRO – 26 July 2022: ", "CAIRO", "26 July 2022", None),
        ("Dec 29 (Reuters) - ", None, "Dec 29", "Reuters"),
        ("(ANSA) - ROMA, 13 FEB - ", "ROMA", "13 FEB", "ANSA"),
    ],
)
def test_datelines_in_front(front: str, place: str | None, date: str | None, source: str | None) -> None:
    story = read_text(front + BODY)
    assert [(zone.kind, story.text[zone.start : zone.end]) for zone in story.zones] == [
        ("dateline", front.strip()),
        ("body", BODY),
    ]
    assert (story.dateline, story.source) == (Dateline(place=place, date=date), source)


@pytest.mark.parametrize(
    "front",
    ["EXCLUSIVE – ", "UPDATE: ", "UN: ", "NATO, he said - ", "Jane Okafor (Labour) - ", "In Paris – "],
)
def test_what_is_no_dateline(front: str) -> None:
    assert [zone.kind for zone in read_text(front + BODY).zones] == ["body"]
