"""Teams told by a result, countries that are things, storms and ships, places that bear a person's name."""

import pytest

from slugline.entities.countries_and_things import without_namesakes
from slugline.entities.name_types import settle_types
from slugline.entities.not_names import lower_words
from slugline.entities.teams import find_teams
from tests.entities.docs import found, spans


@pytest.mark.parametrize(
    ("text", "names", "labels"),
    [
        ("Marden beat Dovrel 2-1 on Saturday.", "Marden=PERSON; Dovrel=PERSON", "ORG ORG"),
        ("Marden drew 1-1 with Dovrel.", "Marden=PERSON; Dovrel=GPE", "ORG ORG"),
        ("Marden lost to Dovrel 20–17.", "Marden=GPE; Dovrel=GPE", "ORG ORG"),
        ("Marden beat the Dovrel.", "Marden=ORG; Dovrel=GPE", "ORG ORG"),
        ("Marden beat Dovrel.", "Marden=PERSON; Dovrel=PERSON", "PERSON PERSON"),  # who knows
        ("Marden beat Dovrel 6-4, 6-3.", "Marden=PERSON; Dovrel=PERSON", "PERSON PERSON"),  # sets
        ("Ana Marden beat Eva Dovrel 2-1.", "Ana Marden=PERSON; Eva Dovrel=PERSON", "PERSON PERSON"),
        ("Marden beat Dovrel 2-1. Ana Marden won.", "Marden=PERSON; Dovrel=PERSON; Ana Marden=PERSON",
         "PERSON ORG PERSON"),
        ("Wales beat Chad 2-1.", "Wales=GPE; Chad=GPE", "GPE GPE"),
        ("Panthers beat Dovrel", "Dovrel=PERSON", "ORG"),
        ("Jones beat Dovrel", "Dovrel=PERSON", "PERSON"),
        ("Marden drew 1-1 with Oakby.", "Marden=PERSON", "ORG"),
        ("Marden drew with Oakby.", "Marden=PERSON", "PERSON"),
        ("Marden beat Dovrel 2-1. Dovrel wept.", "Marden=PERSON; Dovrel=PERSON; Dovrel=PERSON",
         "ORG ORG ORG"),
        ("Marden beat Dovrel 2-1. Dovrel wept.", "Marden=PERSON; Dovrel=GPE; Dovrel=GPE", "ORG ORG GPE"),
    ],
)  # fmt: skip
def test_teams(text: str, names: str, labels: str) -> None:
    marked = spans(text, names)
    find_teams(text, marked)
    assert " ".join(span.label for span in marked) == labels


@pytest.mark.parametrize(
    ("text", "names", "kept"),
    [
        ("Turkey prices rose before Thanksgiving.", "Turkey=GPE", ""),
        ("Turkey farms closed.", "Turkey=GPE", ""),
        ("Turkey Farms Close", "Turkey=GPE", ""),
        ("Roast Turkey was served.", "Turkey=GPE", ""),
        ("A roast Turkey was served.", "Turkey=GPE", ""),
        ("Roast Turkey was served.", "Roast Turkey=ORG", ""),
        ("Turkey voted. A frozen turkey costs $9.", "Turkey=GPE", ""),
        ("Turkey voted. Ankara cheered.", "Turkey=GPE; Ankara=GPE", "Turkey Ankara"),
        ("Turkey voted. Turkish poultry is dear.", "Turkey=GPE; Turkish=NORP", "Turkey Turkish"),
        ("Snow fell. Turkey was scarce; a turkey cost $9.", "Turkey=GPE", ""),
        ("Snow fell! “Turkey was scarce; a turkey cost $9.”", "Turkey=GPE", ""),
        ("Snow fell in Turkey; a turkey cost $9.", "Turkey=GPE", "Turkey"),
        ("He left for Turkey before Thanksgiving.", "Turkey=GPE", "Turkey"),
        ("Turkey voted. A Turkey dinner was held. Turkish papers said so.",
         "Turkey=GPE; Turkey=GPE; Turkish=NORP", "Turkey Turkish"),
        ("China plates sold well.", "China=GPE", ""),
        ("China sold plates well.", "China=GPE", "China"),
        ("Guinea pigs are loved.", "Guinea=GPE", ""),
        ("Guinea is loved.", "Guinea=GPE", "Guinea"),
        ("Peru is loved. A peru is none.", "Peru=GPE", "Peru"),
    ],
)  # fmt: skip
def test_countries_that_are_things(text: str, names: str, kept: str) -> None:
    left = without_namesakes(text, spans(text, names), lower_words(text))
    assert " ".join(span.text for span in left) == kept


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Typhoon Dovrel hit land. Dovrel killed nine.", "Typhoon Dovrel=PERSON; Dovrel=PERSON",
         {"Typhoon Dovrel": ("EVENT", 2)}),
        ("Hurricane Maria hit land. Maria killed nine.", "Maria=PERSON; Maria=PERSON",
         {"Hurricane Maria": ("EVENT", 2)}),
        ("HMS Dovrel sailed. The Dovrel sank.", "HMS Dovrel=ORG; Dovrel=PERSON",
         {"HMS Dovrel": ("PRODUCT", 2)}),
        ("A hurricane, said Maria Dovrel.", "Maria Dovrel=PERSON", {"Maria Dovrel": ("PERSON", 1)}),
        ("Likud won. The Likud Party cheered.", "Likud=ORG; Likud Party=ORG", {"Likud Party": ("ORG", 2)}),
        ("Likud won. The Labour Party lost.", "Likud=ORG; Labour Party=ORG",
         {"Likud": ("ORG", 1), "Labour Party": ("ORG", 1)}),
        ("Ursula van der Dovrel met Ole. Van der Dovrel left.",
         "Ursula van=PERSON; Dovrel=PERSON; Dovrel=PERSON",
         {"Ursula van der Dovrel": ("PERSON", 2)}),
        ("Ana do Dovrel left.", "Ana=PERSON; Dovrel=PERSON",
         {"Ana": ("PERSON", 1), "Dovrel": ("PERSON", 1)}),
    ],
)  # fmt: skip
def test_what_goes_together(text: str, names: str, expected: dict[str, tuple[str, int]]) -> None:
    assert {event.name: (event.type, event.count) for event in found(text, names).values()} == expected


@pytest.mark.parametrize(
    ("text", "names", "groups"),
    [
        ("Ole Marsk Jr. met Ole Marsk Sr. and Marsk Jr. left.", "Ole Marsk Jr.; Ole Marsk Sr.; Marsk Jr.",
         {"Ole Marsk Jr.": 2, "Ole Marsk Sr.": 1}),
        ("Ole Marsk met Ole Marsk III.", "Ole Marsk; Ole Marsk III", {"Ole Marsk III": 2}),
        ("Ole Marsk Jr. came. Marsk left.", "Ole Marsk Jr.; Marsk", {"Ole Marsk Jr.": 2}),
        ("Ole Marsk II met Ole Marsk III and Eva Marsk.", "Ole Marsk II; Ole Marsk III; Eva Marsk",
         {"Ole Marsk II": 1, "Ole Marsk III": 1, "Eva Marsk": 1}),
    ],
)  # fmt: skip
def test_father_and_son(text: str, names: str, groups: dict[str, int]) -> None:
    marked = "; ".join(f"{name}=PERSON" for name in names.split("; "))
    assert {event.name: event.count for event in found(text, marked).values()} == groups


@pytest.mark.parametrize(
    ("title", "who"), [("Mr", "John"), ("Mrs", "Mary"), ("Ms.", "Mary"), ("Mr.", "John"), ("Dr", "Mary")]
)
def test_husband_and_wife(title: str, who: str) -> None:
    text = f"John Dovrel and Mary Dovrel came. {title} Dovrel left."
    events = found(text, "John Dovrel=PERSON; Mary Dovrel=PERSON; Dovrel=PERSON")
    assert {name: event.count for name, event in events.items()} == {
        "John Dovrel": 1 + (who == "John"), "Mary Dovrel": 1 + (who == "Mary"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Director of Marden Relief Liz Dovrel left.", "Marden Relief Liz Dovrel=ORG",
         {"Marden Relief": "ORG", "Liz Dovrel": "PERSON"}),
        ("Head of the Marden Relief Liz Dovrel left.", "Marden Relief Liz Dovrel=ORG",
         {"Marden Relief": "ORG", "Liz Dovrel": "PERSON"}),
        ("Director of Marden Relief Trust left.", "Marden Relief Trust=ORG", {"Marden Relief Trust": "ORG"}),
        ("A gift of Marden Relief Liz Dovrel left.", "Marden Relief Liz Dovrel=ORG",
         {"Marden Relief Liz Dovrel": "ORG"}),
    ],
)  # fmt: skip
def test_a_body_and_its_head(text: str, names: str, expected: dict[str, str]) -> None:
    assert {name: event.type for name, event in found(text, names).items()} == expected


def test_a_name_behind_an_office_is_a_person() -> None:
    assert found("The policy chief Xanthe Marsk left.")["Xanthe Marsk"].type == "PERSON"
    assert not found("The old barn Xanthe Marsk left.")


@pytest.mark.parametrize(
    ("text", "names", "labels"),
    [
        ("Washington said it would sue. Denis Washington wept.", "Washington=PERSON; Denis Washington=PERSON",
         "GPE PERSON"),
        ("Castries said it would sue. Denis Castries wept.", "Castries=PERSON; Denis Castries=PERSON",
         "GPE PERSON"),  # a capital
        ("Aguascalientes said no. Denis Aguascalientes wept.",
         "Aguascalientes=PERSON; Denis Aguascalientes=PERSON", "GPE PERSON"),  # a large town
        ("Antequera said it would sue. Denis Antequera wept.", "Antequera=PERSON; Denis Antequera=PERSON",
         "PERSON PERSON"),  # a small one
        ("Denis Washington lives in Washington. Washington wept.",
         "Denis Washington=PERSON; Washington=PERSON; Washington=PERSON", "PERSON GPE PERSON"),
        ("Denis Washington wept. Mr Washington left.", "Denis Washington=PERSON; Washington=PERSON",
         "PERSON PERSON"),
        ("Dovrel said it would sue. Denis Dovrel wept.", "Dovrel=PERSON; Denis Dovrel=PERSON",
         "PERSON PERSON"),
    ],
)  # fmt: skip
def test_a_place_and_a_person_of_its_name(text: str, names: str, labels: str) -> None:
    marked = spans(text, names)
    settle_types(text, marked)
    assert " ".join(span.label for span in marked) == labels
