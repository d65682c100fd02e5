"""Which lines are bylines, and what they say."""

import pytest

from slugline.intake.zones.bylines import Byline, byline, credited, is_name, names_in

NOBODY: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("line", "names", "source", "published"),
    [
        ("By Ana Silva", ("Ana Silva",), None, None),
        ("BY ANA SILVA", ("Ana Silva",), None, None),
        ("by: Ana Silva", ("Ana Silva",), None, None),
        ("文:Ana Silva", ("Ana Silva",), None, None),
        ("Ana Silva, Reuters", ("Ana Silva",), "Reuters", None),
        ("Ana Silva | AB News", NOBODY, None, None),
        ("By Ana Silva | AB News", ("Ana Silva",), "AB News", None),
        ("By Ana Silva, AB News and Reuters", ("Ana Silva",), "AB News", None),
        ("By Ana Silva, WXYZ", ("Ana Silva",), "WXYZ", None),
        ("By Ana Silva and Tom Lee and Ana Silva", ("Ana Silva", "Tom Lee"), None, None),
        ("By Ana Silva in New York and Tom Lee", ("Ana Silva", "Tom Lee"), None, None),
        ("By Ana Silva in Bonn; Tom Lee in Ulm", ("Ana Silva", "Tom Lee"), None, None),
        ("By Ana Silva, Bonn", ("Ana Silva",), None, None),
        ("By Ana Silva, the Hague of old", NOBODY, None, None),
        ("By Ana Silva, Port in Bonn", ("Ana Silva",), None, None),
        ("By Ana Silva, Europe Correspondent", ("Ana Silva",), None, None),
        ("By Staff Writers", NOBODY, None, None),
        ("By Ana Silva | World | Thursday", ("Ana Silva",), None, None),
        ("By Ana Silva; Editor: Tom Lee", ("Ana Silva",), None, None),
        ("By Ana Silva; edited by: Tom Lee", ("Ana Silva",), None, None),
        ("Author: Ana Silva | 13 February 2025", ("Ana Silva",), None, "2025-02-13"),
        ("Source: AB Press | 13 February 2025", NOBODY, "AB Press", "2025-02-13"),
        ("Ana Silva / 13 February 2025 / 14 February 2025", ("Ana Silva",), None, "2025-02-13"),
        ("Ana Silva - 03/04/2025 - 14 February 2025", ("Ana Silva",), None, "2025-02-14"),
        ("By Ana Silva\nTom Lee\nEva Roth", ("Ana Silva", "Tom Lee", "Eva Roth"), None, None),
        ("13 February 2025", NOBODY, None, "2025-02-13"),
    ],
)
def test_what_a_byline_says(
    line: str, names: tuple[str, ...], source: str | None, published: str | None
) -> None:
    expected = Byline(names, source, published) if names or source or published or "Staff" in line else None
    assert byline(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Ana Silva",
        "Ana Silva, Bonn",
        "By the river the town had fallen on 13 February 2025",
        "By Ana",
        "By",
        "The talks, Reuters",
        "Published",
        "Reuters",
        "By Ana Silva\nTom Lee\nEva Roth\nJan Berg",
        "By Ana Silva" + ", Ana Silva" * 20,
    ],
)
def test_what_is_none(line: str) -> None:
    assert byline(line) is None


@pytest.mark.parametrize(
    ("line", "top", "near", "expected"),
    [
        ("Ana Silva", True, True, True),
        ("Ana Silva", False, True, False),
        ("Ana Silva | 13 February 2025", False, False, False),
        ("13 February 2025", False, False, False),
        ("By Ana Silva", False, False, True),
        ("Europe correspondent", True, True, True),
        ("Europe correspondent", True, False, False),
        ("For the Europe desk, senior writer", True, True, True),
        ("Talks, as told", True, True, False),
        ("Talks, senior writer | 2 May 2025", True, False, False),
        ("Talks, senior writer | 2 May 2025", True, True, True),
        (":", True, True, True),
        ("10:15", True, True, True),
        ("Talks go on", True, True, False),
    ],
)
def test_what_stands_near_counts(line: str, top: bool, near: bool, expected: bool) -> None:
    assert (byline(line, top=top, near=near) is not None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Ana Silva", ("Ana Silva",)),
        ("Ana Silva in Bonn", ("Ana Silva",)),
        ("ana", ("ana",)),
        ("By Europe correspondent", ()),
        ("", ()),
        ("Ana Silva for the talks", ("Ana Silva for the talks",)),
        ("By Ana Silva of the Upland Bureau", ("Ana Silva",)),
        ("By Ana Silva and Bo Berg of the Upland Bureau", ("Ana Silva", "Bo Berg")),
        ("ANA SILVA AND BO BERG OF THE UPLAND BUREAU", ("Ana Silva", "Bo Berg")),
        ("Reporting by Ana Silva; editing by Bo Berg", ("Ana Silva",)),
        ("Ana Silva; additional reporting by Bo Berg; Editing by Tom Lee", ("Ana Silva", "Bo Berg")),
        ("Edited by Bo Berg", ("Bo Berg",)),
        ("Story by Ana Silva; photos by Bo Berg", ("Ana Silva",)),
        ("Story by Ana Silva, Photos by Bo Berg", ("Ana Silva",)),
        ("By Ana Silva, Bo Berg, and Tom Lee", ("Ana Silva", "Bo Berg", "Tom Lee")),
        ("By Ana Silva and Bo Berg in Bonn, with Tom Lee in Ulm", ("Ana Silva", "Bo Berg", "Tom Lee")),
        ("By Ana Silva, with additional reporting by Bo Berg", ("Ana Silva", "Bo Berg")),
        ("By Ana Silva, Health Editor, and Bo Berg, Court Reporter", ("Ana Silva", "Bo Berg")),
        ("By Ana Silva (Bonn)", ("Ana Silva",)),
        ("Ana Silva, Bo Berg (Reuters)", ("Ana Silva", "Bo Berg")),
        ("Ana Silva (Bonn) and Bo Berg (Ulm)", ("Ana Silva", "Bo Berg")),
        ("By Ana Silva | ana.silva@wire.example", ("Ana Silva",)),
        ("By Ana Silva asilva@wire.example", ("Ana Silva",)),
        ("By Ana Silva @anasilva and Bo Berg @bo_berg", ("Ana Silva", "Bo Berg")),
        ("AP Business Writer Ana Silva", ("Ana Silva",)),
        ("Political Correspondent Ana Silva and Bo Berg", ("Ana Silva", "Bo Berg")),
        ("Silva, Ana", ("Ana Silva",)),
        ("SILVA, Ana", ("Ana Silva",)),
        ("Upland, Ulm", ("Upland, Ulm",)),
        ("anasilva@wire.example", ("anasilva@wire.example",)),
        ("By the Dean of the Upland School", ("the Dean of the Upland School",)),
        ("By Ana Silva and the others", ("Ana Silva and the others",)),
    ],
)
def test_names_in_a_known_byline(text: str, expected: tuple[str, ...]) -> None:
    assert names_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (NOBODY, None, False)),
        ("Reuters, AFP", (NOBODY, "Reuters", False)),
        ("Bonn", (NOBODY, None, True)),
        ("Ana Silva, Bonn", (("Ana Silva",), None, False)),
        ("Ana Silva, bonn", (("Ana Silva",), None, True)),
        ("Ana Silva, One Two Three Four Five Six", (("Ana Silva",), None, True)),
        ("Bonn, Ana Silva", (("Ana Silva",), None, True)),
        ("Ana Silva • World · Feb 13 – Friday", (("Ana Silva",), None, False)),
        ("Ana Silva, \t, Bo Berg", (("Ana Silva", "Bo Berg"), None, False)),
        ("\u2003", (NOBODY, None, True)),
    ],
)
def test_credited(text: str, expected: tuple[tuple[str, ...], str | None, bool]) -> None:
    assert credited(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ana Silva", "Jean-Luc O'Neill", "Tom van der Berg", "ANA SILVA", "A. B. Lee", "Charles d'Aubigny",
        "Ana Maria da Costa Silva", "al-Amin Sayed", "Khalid el-Amin", "April May Lee",
    ],
)  # fmt: skip
def test_names(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ana", "ana silva", "Ana silva", "Ana van", "Ana Silva 2", "Ana Maria da Costa e Silva", "Ana B4",
        "Ana April", "Ana Dec.", "Ana Sunday Lee", "Ana " + "S" * 57,
    ],
)  # fmt: skip
def test_no_names(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    ("line", "names", "source"),
    [
        ("Ana Silva - The Philippine Coast", ("Ana Silva",), "The Philippine Coast"),
        ("Oono Roth, Norvik Press", ("Oono Roth",), "Norvik Press"),
        ("Oono Roth (Reuters)", ("Oono Roth",), "Reuters"),
        ("From Ana Silva and Maria Roth", ("Ana Silva", "Maria Roth"), None),
        ("By Oono Roth | oono@x.example | The group", ("Oono Roth",), None),
        ("BY OONO ROTH Coastline tide watcher", ("Oono Roth",), None),
        ("Ana Silva @in/anasilva", ("Ana Silva",), None),
    ],
)
def test_below_a_headline_an_affiliation_may_be_unknown(
    line: str, names: tuple[str, ...], source: str | None
) -> None:
    found = byline(line, under=True)
    assert found is not None
    assert (found.names, found.source) == (names, source)


@pytest.mark.parametrize(
    "line",
    [
        "Oono Roth - A Long Way",
        "Oono Roth (pilot)",
        "From Bonn and Ulm",
        "By Oono Roth, who was there.",
        "By the port, Oono Roth waits",
        "Ana Silva - it rained on her",
    ],
)
def test_what_is_none_below_a_headline(line: str) -> None:
    assert byline(line, under=True) is None
