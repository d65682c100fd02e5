"""The points of a name: by itself, and by what stands beside it."""

import pytest

from slugline.entities.name_forms import fold
from slugline.entities.name_spans import NameSpan
from slugline.entities.name_types import own_points, settle_types
from slugline.entities.neighbours import weigh


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Mr Dovrel", {"PERSON": 4.0}),
        ("mr. Dovrel", {"PERSON": 4.0}),
        ("the city of Dovrel", {"GPE": 2.5}),  # two words before it go before the last alone
        ("in Dovrel", {"GPE": 1.7}),
        ("he said. Dovrel", {}),  # a sentence ends between
        ("a son, Dovrel", {}),
        *((f"it was his son{sign} Dovrel", {}) for sign in (";", ":", "!", "?", ")", '"')),
        ("“son” Dovrel", {}),
        ("near\nDovrel\nsaid", {}),  # lines end between
        # an article is no person's, unless it belongs to the noun to come
        ("the Dovrel", {"ORG": 0.8, "PERSON": -2.0, "LOC": 0.4}),
        ("the Dovrel of old", {"ORG": 0.8, "PERSON": -2.0, "LOC": 0.4}),
        ("the Dovrel was there", {"ORG": 0.8, "PERSON": -2.0, "LOC": 0.4}),
        ("the Dovrel bakery", {"ORG": 0.8, "PERSON": -0.5, "LOC": 0.4}),
        ("the Dovrel’s bakery", {"ORG": 0.8, "PERSON": -0.5, "LOC": 0.4}),
        ("a Dovrel-based firm", {"GPE": 3.0}),
        ("Dovrel's wife", {"PERSON": 2.5}),
        ("Dovrel’s wife", {"PERSON": 2.5}),
        ("Dovrel's old wife", {}),
        ("Dovrel‘s wife", {"PERSON": 2.5}),
        ("shares in Dovrel", {"ORG": 2.5}),
        ("a spokesman for Dovrel", {"ORG": 2.5}),
        ("a drama for Dovrel", {}),
        ("Dovrel said", {"PERSON": 2.2}),
        ("Dovrel was", {}),
        ("Dovrel, 53, left", {"PERSON": 3.0}),
        ("Dovrel, aged 53, left", {"PERSON": 5.5}),
        ("Dovrel, 53 years", {"PERSON": 3.0}),
        ("Dovrel, 53-year", {"PERSON": 3.0}),
        ("Dovrel, 53.", {"PERSON": 3.0}),
        ("Dovrel, 533, left", {}),
        ("Dovrel, Kenya, now", {"GPE": 1.5}),
        ("Dovrel, Marsk, now", {}),
        ("Dovrel, who", {"PERSON": 2.5}),
        ("Dovrel,” said", {"PERSON": 2.2}),
        ('Dovrel," said', {"PERSON": 2.2}),
        ("Dovrel said;", {"PERSON": 2.2}),
        ("Dovrel was born.", {"PERSON": 2.2}),
        ("Dovrel was small.", {}),
        ("Dovrel. Said", {}),
        ("Dovrel elders", {"NORP": 2.5}),
        ("Dovrel districts", {"GPE": 2.0}),
        ("Dovrel women", {"NORP": 1.5}),
        ("Dovrel missiles", {"PRODUCT": 1.8}),
        ("Dovrel festival", {"EVENT": 1.5}),
        ("the film Dovrel", {"WORK_OF_ART": 2.0}),
        ("the vaccine Dovrel", {"PRODUCT": 2.0}),
        ("Dovrel camp", {"FAC": 1.5, "PERSON": 1.5}),
        ("Dovrel", {}),
        ("city of  one word that makes this long and longer: Dovrel", {}),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name(text: str, points: dict[str, float]) -> None:
    weights: dict[str, float] = {}
    start = text.index("Dovrel")
    weigh(text, start, start + len("Dovrel"), weights)
    assert weights == pytest.approx(points)


def test_points_beside_a_name_add_up() -> None:
    weights = {"PERSON": 1.0, "GPE": 1.0, "LOC": 1.0, "ORG": 1.0}
    for text in (
        "the Dovrel of",
        "Dovrel, 53, left",
        "Dovrel, Kenya, now",
        "a Dovrel-based firm",
        "Mr Dovrel",
    ):
        start = text.index("Dovrel")
        weigh(text, start, start + len("Dovrel"), weights)
    assert weights == pytest.approx({"PERSON": 6.0, "GPE": 5.5, "LOC": 1.4, "ORG": 1.8})


@pytest.mark.parametrize(
    ("name", "labels", "points"),
    [
        # what the model says, by how often
        ("Dovrel", "ORG", {"ORG": 1.2}),
        ("Dovrel", "PRODUCT", {"PRODUCT": 1.0}),
        ("Dovrel", "WORK_OF_ART", {"WORK_OF_ART": 1.5}),
        ("Dovrel", "LAW", {"LAW": 1.5}),
        ("Dovrel", "FAC", {"FAC": 1.6}),
        ("Dovrel", "GPE GPE ORG ORG", {"GPE": 0.95, "ORG": 0.6}),
        # what is known
        ("Kenya", "ORG", {"ORG": 1.2, "GPE": 6.0}),
        ("Kenya", "GPE", {"GPE": 7.9}),
        ("Kenyan", "ORG", {"ORG": 1.2, "NORP": 6.0}),
        ("Nairobi", "ORG", {"ORG": 1.2, "GPE": 3.0}),
        ("Sahel", "ORG", {"ORG": 1.2, "LOC": 3.0}),
        ("Brexit", "ORG", {"ORG": 1.2, "EVENT": 5.0}),
        ("Unesco", "GPE", {"GPE": 1.9, "ORG": 4.0}),
        # its head, which no person's name has
        ("Dovrel River", "ORG", {"ORG": 1.2, "LOC": 3.5}),
        ("Ana River", "LOC", {"LOC": 5.5}),
        # the form of a person's name
        ("Ana Dovrel", "ORG", {"ORG": 1.2, "PERSON": 2.5}),
        ("Ana Dovrel", "PERSON", {"PERSON": 4.2}),
        ("Ana Abbott", "ORG", {"ORG": 1.2, "PERSON": 3.7}),
        ("Minister Dovrel", "ORG", {"ORG": 1.2, "PERSON": 2.0}),
        ("Dovrel Abbott", "ORG", {"ORG": 1.2, "PERSON": 1.2}),
        ("Dov Brekke-Marsk Salt", "ORG", {"ORG": 1.2}),
        ("J. Dovrel", "ORG", {"ORG": 1.2, "PERSON": 1.5}),
        ("Dov Brekke-Marsk", "ORG", {"ORG": 1.2, "PERSON": 0.8}),
        ("Ana", "ORG", {"ORG": 1.2, "PERSON": 1.2}),
        ("Abbott", "ORG", {"ORG": 1.2, "PERSON": 1.2}),
        # acronyms, figures
        ("DVRL", "GPE", {"GPE": 1.9, "ORG": 1.5, "PERSON": -2.0}),
        ("DV", "ORG", {"ORG": 2.7, "PERSON": -2.0}),
        ("DVRLMNO", "GPE", {"GPE": 1.9, "ORG": 1.5, "PERSON": -2.0}),
        ("DVRLMNOP", "GPE", {"GPE": 1.9}),
        ("D", "GPE", {"GPE": 1.9}),
        ("DNA", "ORG", {"ORG": 2.7, "PRODUCT": 4.0, "PERSON": -2.0}),  # known for a thing
        ("dna", "PRODUCT", {"PRODUCT": 1.0}),
        ("Dovrel 4", "ORG", {"ORG": 1.2, "PERSON": -2.0}),
        ("Dovrel & Marsk", "ORG", {"ORG": 1.2, "PERSON": -2.0}),
    ],
)  # fmt: skip
def test_a_name_by_itself(name: str, labels: str, points: dict[str, float]) -> None:
    group = [NameSpan(0, 1, name, label, "body") for label in labels.split()]
    assert own_points(fold(name), group) == pytest.approx(points)


@pytest.mark.parametrize(
    ("name", "countries", "points"),
    [
        ("Trollhattan", {"SE"}, 4.5),
        ("Trollhattan", {"NO"}, 1.0),
        ("Eugene", {"US"}, 0.0),  # a first name
        ("Bolton", {"GB"}, 0.0),  # a last name
        ("Dovrel", {"NO"}, 0.0),
    ],
)
def test_a_town_of_a_country_that_the_story_names(name: str, countries: set[str], points: float) -> None:
    group = [NameSpan(0, 1, name, "ORG", "body")]
    assert own_points(fold(name), group, countries).get("GPE", 0.0) == points


def test_quote_marks_make_a_work() -> None:
    group = [NameSpan(0, 1, "Salt Dovrel", "WORK_OF_ART", "body", quoted=True)]
    assert own_points("salt dovrel", group) == pytest.approx({"WORK_OF_ART": 4.0})
    group = [NameSpan(0, 1, "Salt Dovrel", "ORG", "body"), *group]
    assert own_points("salt dovrel", group) == pytest.approx({"WORK_OF_ART": 3.25, "ORG": 0.6})


def types(*names: str, text: str = "") -> list[str]:
    """The types of names given as "Dovrel=ORG", each found in ``text`` (or in no text at all)."""
    spans = []
    for given in names:
        name, _, label = given.partition("=")
        start = max(text.find(name), 0)
        spans.append(NameSpan(start, start + len(name), name, label, "body"))
    settle_types(text, spans)
    return [span.label for span in spans]


@pytest.mark.parametrize(
    ("names", "kinds"),
    [
        # part of a person's name, the first or the last
        (["Dovrel=GPE", "Ana Dovrel=PERSON"], ["PERSON", "PERSON"]),
        (["Marsk=GPE", "Marsk Abbott=PERSON"], ["PERSON", "PERSON"]),
        (["Marsk Ole=GPE", "Ana Marsk Ole=PERSON"], ["GPE", "PERSON"]),
        # an organisation's acronym, its name without the corporate form, its first word
        (["Dmw=GPE", "Dovrel Marsk Works=ORG"], ["ORG", "ORG"]),
        (["Dovrel=GPE", "Dovrel Ltd=ORG"], ["ORG", "ORG"]),
        (["Dovrel=PRODUCT", "Dovrel Marsk Works=ORG"], ["ORG", "ORG"]),
        (["Dovrel=GPE", "Dovrel Marsk Works=ORG"], ["GPE", "ORG"]),
        (["Nunavut=ORG", "Nunavut Marsk Works=ORG"], ["GPE", "ORG"]),  # a place
        (["Dovrel=GPE", "Dovrel Marsk Salt=WORK_OF_ART"], ["GPE", "WORK_OF_ART"]),
        # one type for all mentions, folded alike
        (["Dovrel=GPE", "DOVREL=GPE", "Dovrel's=ORG"], ["GPE", "GPE", "GPE"]),
    ],
)  # fmt: skip
def test_names_tell_the_type_of_names(names: list[str], kinds: list[str]) -> None:
    assert types(*names) == kinds


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("taken to Dovrel Hospital", "FAC"),
        ("held at the Dovrel Museum", "FAC"),
        ("stood outside Dovrel Clinic", "FAC"),
        ("books from Dovrel Library", "FAC"),
        ("shown In Dovrel Gallery", "FAC"),
        ("it runs Dovrel Hospital", "ORG"),
        ("it runs Dovrel Museum", "FAC"),  # where things are shown
        ("it runs Dovrel Museum of Tides", "FAC"),
        ("shown by the Dovrel Museum", "ORG"),
        ("that Dovrel Museum said", "ORG"),
        ("taken to Dovrel Council", "ORG"),
        ("what from Dovrel Hospital said", "ORG"),  # it acts
        ("held at Dovrel Convention Centre", "FAC"),
        ("it runs Dovrel Shopping Center", "FAC"),
    ],
)
def test_a_body_that_somebody_is_at_is_a_building(text: str, kind: str) -> None:
    name = text[text.index("Dovrel") :].removesuffix(" said")
    assert types(f"{name}=ORG", text=text) == [kind]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ana Marsh=PERSON", "PERSON"),
        ("Ana Marsh=ORG", "LOC"),
        ("Dovrel Marsh=PERSON", "LOC"),
        ("Ana Bela Marsh=PERSON", "PERSON"),
        ("Ana Bela Dov Marsh=PERSON", "LOC"),
        ("Ana Company=PERSON", "ORG"),
    ],
)
def test_a_family_name_that_is_a_word_for_a_thing_too(name: str, kind: str) -> None:
    assert types(name) == [kind]


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["Ole Dov Ana Marsk=PERSON", "ODAM=PERSON"], "PERSON"),
        (["Ole Dov Marsk=PERSON", "ODM=PERSON"], "ORG"),  # of three letters it may be anything
        (["Western Australia=GPE", "WA=ORG"], "GPE"),
        (["Dov Marsk=GPE", "DM=ORG"], "ORG"),  # no place that is known
    ],
)
def test_a_name_of_first_letters(names: list[str], kind: str) -> None:
    assert types(*names)[-1] == kind


def test_a_body_of_the_state_by_its_capital_is_no_place() -> None:
    assert types("Cabinet=GPE", text="a vote in Cabinet") == ["ORG"]
    assert types("Ana House=PERSON", "House=PERSON", text="Ana House came. House said no.") == [
        "PERSON",
        "PERSON",
    ]


def test_what_stands_beside_counts_at_most_four_points() -> None:
    text = "Mr Dovrel's wife. Mr Dovrel, 53, said. Mr Dovrel said."
    assert types("Dovrel=GPE", text=text) == ["PERSON"]
    assert types("Kenya=GPE", text=text.replace("Dovrel", "Kenya")) == ["GPE"]
    labels = ["Nairobi=GPE", "Nairobi=GPE", "Nairobi=GPE", "Nairobi=ORG"]  # 4.5 points for a place
    assert types(*labels, text=text.replace("Dovrel", "Nairobi")) == ["GPE"] * 4


def test_an_entry_of_the_authority_file_keeps_its_type() -> None:
    spans = [NameSpan(0, 5, "Kenya", "PERSON", "body", entry="7"), NameSpan(9, 14, "Kenya", "ORG", "body")]
    settle_types("", spans)
    assert [span.label for span in spans] == ["PERSON", "GPE"]
