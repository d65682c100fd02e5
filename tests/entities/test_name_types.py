"""The type of a name, against what the model says."""

import pytest

from slugline.entities.known_names import may_be_of_sex
from tests.entities.docs import found


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Mr. Dovrel left. He saw Dovrel.", "Dovrel", "PERSON"),
        ('"We lost," Dovrel said.', "Dovrel", "PERSON"),
        ("Dovrel, 53, was born there.", "Dovrel", "PERSON"),
        ("Dovrel's wife was there.", "Dovrel", "PERSON"),
        ("It happened in the city of Dovrel.", "Dovrel", "GPE"),
        ("A Dovrel-based firm sank.", "Dovrel", "GPE"),
        ("They live in Dovrel, Kenya, now.", "Dovrel", "GPE"),
        ("Shares in Dovrel Holdings fell.", "Dovrel Holdings", "ORG"),
        ("The Ministry of Tides met.", "Ministry of Tides", "ORG"),
        ("They crossed the Dovrel River.", "Dovrel River", "LOC"),
        ("It landed at Dovrel International Airport.", "Dovrel International Airport", "FAC"),
        ("They won the Dovrel Cup.", "Dovrel Cup", "EVENT"),
        ("The Dovrel Act was passed.", "Dovrel Act", "LAW"),
        ("The DVRL said so.", "DVRL", "ORG"),
        ("The newspaper Dovrel reported it.", "Dovrel", "ORG"),
    ],
)
def test_the_words_decide_whatever_the_model_says(text: str, name: str, kind: str) -> None:
    for label in ("PERSON", "ORG", "GPE"):
        assert found(text, f"{name}={label}")[name].type == kind, label


@pytest.mark.parametrize(
    ("text", "kind"),
    [("He lives in Dovrel.", "GPE"), ("He lives at Dovrel.", "ORG"), ("He left Dovrel.", "ORG")],
)
def test_in_weighs_more_than_the_model(text: str, kind: str) -> None:
    assert found(text, "Dovrel=ORG")["Dovrel"].type == kind


def test_one_name_has_one_type_in_a_story() -> None:
    text = "Dovrel sank. Dovrel rose. In Dovrel it rained. Dovrel said no."
    events = found(text, "Dovrel=GPE; Dovrel=GPE; Dovrel=GPE; Dovrel=PERSON")
    assert [(event.type, event.count) for event in events.values()] == [("GPE", 4)]


@pytest.mark.parametrize(
    ("given", "sexes"), [("robert", "m"), ("anna", "f"), ("zzyx", "mf")], ids=["his", "hers", "unknown"]
)
def test_a_given_name_may_be_of_one_sex_or_both(given: str, sexes: str) -> None:
    assert [sex for sex in "mf" if may_be_of_sex(given, sex)] == list(sexes)
