"""Where and when a story was filed."""

import pytest

from slugline.intake.zones.datelines import leading, lone

REST = "The ministers met."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("GENEVA", ("GENEVA", None, None)),
        ("GENEVA -", ("GENEVA", None, None)),
        ("ANKARA, Feb 13 (Reuters) -", ("ANKARA", "Feb 13", "Reuters")),
        ("Ankara, Feb 13", ("Ankara", "Feb 13", None)),
        ("Ankara (Reuters)", ("Ankara", None, "Reuters")),
        ("Ankara, Monday Feb 13", ("Ankara", "Monday Feb 13", None)),
        ("ANKARA, Monday", ("ANKARA", "Monday", None)),
        ("SAN JOSE/BONN", ("SAN JOSE/BONN", None, None)),
        ("STOKE-ON-TRENT", ("STOKE-ON-TRENT", None, None)),
        ("PARIS and BONN", ("PARIS and BONN", None, None)),
        ("PORT (Texas), May 2", ("PORT (Texas)", "May 2", None)),
        ("PORT, Texas, US", ("PORT, Texas, US", None, None)),
        ("Feb 13 (Reuters)", (None, "Feb 13", "Reuters")),
        ("BONN (Feb 13)", ("BONN", "Feb 13", None)),
        ("BONN (Reuters/AFP)", ("BONN", None, "Reuters/AFP")),
        ("LONDON Feb 13 2025.", ("LONDON", "Feb 13 2025", None)),
        ("MOSCOW. Feb 13", ("MOSCOW", "Feb 13", None)),
        ("(AFP) BONN -", ("BONN", None, "AFP")),
        ("3 May 2030, BONN", ("BONN", "3 May 2030", None)),
    ],
)
def test_alone_on_a_line(line: str, expected: tuple[str | None, str | None, str | None]) -> None:
    found = lone(line)
    assert found is not None
    assert (found.place, found.date, found.agency) == expected
    assert (found.end, found.resume) == (len(line), len(line))


@pytest.mark.parametrize(
    "line",
    [
        "", "Ankara", "Ankara (Ana Silva)", "(Reuters)", "Feb 13", "Feb 13 (Labour)", "ANALYSIS", "US",
        "BONN 9",
        "BONN\nBERLIN", "ONE TWO THREE FOUR FIVE SIX SEVEN", "BONN, A, B, C", "BONN, one",
        "BONN, One Two Three Four",
        "BONN!", "BONN, ANKARA, ROMA, PARIS", "B" * 81, "PARIS Or BONN",
    ],
)  # fmt: skip
def test_what_is_none_alone(line: str) -> None:
    assert lone(line) is None


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("BONN - ", ("BONN", None, None)),
        ("BONN — ", ("BONN", None, None)),
        ("GENEVA: ", ("GENEVA", None, None)),
        ("BONN -- ", ("BONN", None, None)),
        ("BONN.- ", ("BONN", None, None)),
        ("BONN _ ", ("BONN", None, None)),
        ("UTRECHT, 2 May- ", ("UTRECHT", "2 May", None)),
        ("BONN, May 2 /dpa/ ", ("BONN", "May 2", "dpa")),
        ("Bonn (dpa) - ", ("Bonn", None, "dpa")),
        ("(dpa) - ", (None, None, "dpa")),
        ("(dpa) - BONN - ", ("BONN", None, "dpa")),
        ("A B C D E - ", ("A B C D E", None, None)),
        ("A B C D E F (dpa) - ", ("A B C D E F", None, "dpa")),
        ("ULM - 26 July 2022: ", ("ULM", "26 July 2022", None)),
        ("ULM - 26 July 2022 - ", ("ULM", "26 July 2022", None)),
        ("(dpa) BONN - ", ("BONN", None, "dpa")),
        ("(dpa) Oben — ", ("Oben", None, "dpa")),
        ("(dpa) BONN, May 2 - ", ("BONN", "May 2", "dpa")),
        ("3 May 2030, Oben – ", ("Oben", "3 May 2030", None)),
        ("3 May 2030 - OBEN: ", ("OBEN", "3 May 2030", None)),
        ("May 3, 2030 - Oben – ", ("Oben", "May 3, 2030", None)),
        ("[Oben, Germany] ", ("Oben, Germany", None, None)),
        ("(Oben, Germany) - ", ("Oben, Germany", None, None)),
        ("Oben, Germany — ", ("Oben, Germany", None, None)),
        ("Nairobi (Kenya): ", ("Nairobi (Kenya)", None, None)),
        ("Oben (Peru): ", ("Oben (Peru)", None, None)),
        ("OBEN | AFP | ", ("OBEN", None, "AFP")),
        ("Oben, Peru, 2030-05-02 (PTI) - ", ("Oben, Peru", "2030-05-02", "PTI")),
    ],
)
def test_in_front(front: str, expected: tuple[str | None, str | None, str | None]) -> None:
    found = leading(front + REST)
    assert found is not None
    assert (found.place, found.date, found.agency) == expected
    assert (found.end, found.resume) == (len(front.rstrip()), len(front))


@pytest.mark.parametrize(("text", "place"), [("eCommerce firms pay", "BONN"), ("ecommerce firms pay", None)])
def test_a_name_that_begins_small_opens_a_sentence(text: str, place: str | None) -> None:
    found = leading(f"BONN: {text} more tax.")
    assert (found.place if found is not None else None) == place


@pytest.mark.parametrize(
    "text",
    [
        "BONN - the ministers met.", "BONN - ", "OBEN Mayors met.", "Oben - " + REST,
        "Bonn (Labour) - " + REST,
        "(Labour) - " + REST, "A B C D E F - " + REST, "ULM: " + REST, "BONN - THE MINISTERS MET.",
        "UPDATE - " + REST, "One said (dpa) that - " + REST, "x" * 120 + " - " + REST, "A1 BONN - " + REST,
        "(Labour) BONN - " + REST, "(dpa) " + REST, "3 May 2030 - " + REST, "3 May 2030, Monday – " + REST,
        "3 May 2030, " + REST, "3 May 2030, Bonn – the ministers met.", "(Oben) " + REST, "[Labour] " + REST,
        "Ana Silva, Peru - " + REST, "Nairobi (Labour) - " + REST, "(Bonn, Germany) the ministers met.",
    ],
)  # fmt: skip
def test_what_is_none_in_front(text: str) -> None:
    assert leading(text) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("ULM, May 2 - 26 July 2022: It rained.", "May 2"),
        ("ULM - 26 July 2022 was wet.", None),
        ("ULM - On 26 July 2022: It rained.", None),
    ],
)
def test_a_date_behind_the_dash_counts_only_in_its_place(text: str, date: str | None) -> None:
    found = leading(text)
    assert found is not None
    assert found.date == date
    assert found.resume < 15
