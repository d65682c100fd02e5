"""What other names of the story tell of a name: those of its list, and what an acronym stands for."""

import pytest

from slugline.entities.expansions import expansion, kind_by_expansion
from slugline.entities.lists_of_names import settle_lists
from tests.entities.docs import found, spans


@pytest.mark.parametrize(
    ("text", "acronym", "words"),
    [
        ("The National Plan of Tides (NPT) began.", "NPT", "National Plan of Tides"),
        ("The National Plan for Tides (NPFT) began.", "NPFT", "National Plan for Tides"),
        ("They use salt-dried kelp mats (SDKMs) here.", "SDKMs", "salt-dried kelp mats"),
        ("The Dovrel Tide Dam (TD) leaks.", "TD", "Tide Dam"),
        ("The Dovrel Tide Dam (DTX) leaks.", "DTX", None),
        ("The dam (DTD) leaks.", "DTD", None),
        ("The Dovrel Tide Dam DTD leaks.", "DTD", None),
        ("Dovrel\nTide Dam (DTD) leaks.", "DTD", None),  # over two lines
        ("The Dovrel Tide Dam (Dtd) leaks.", "Dtd", None),
        ("(DTD) leaks.", "DTD", None),
        # the words behind
        ("The NPT (National Plan of Tides) began.", "NPT", "National Plan of Tides"),
        ("The SDKMs (salt dried kelp mats) dry.", "SDKMs", "salt dried kelp mats"),
        ("The NPT (National Plan of Dams) began.", "NPT", None),
        ("The NPT, (National Plan of Tides) began.", "NPT", None),
        ("The NPT (National Plan\nof Tides) began.", "NPT", None),
    ],
)
def test_what_an_acronym_stands_for(text: str, acronym: str, words: str | None) -> None:
    start = text.index(acronym)
    assert expansion(text, start, start + len(acronym)) == words


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Dovrel Tide Code", "LAW"),  # by its head, else as the story's name is typed
        ("Dovrel Tide", "ORG"),
        ("Grand Tide Dam", "FAC"),
        ("Grand Dovrel Tide", None),
        ("Grand Tide Plan", "LAW"),
        ("village tide committee", "ORG"),
        ("mobile tide service", "PRODUCT"),  # a thing, unless it is a body's name
        ("Mobile Tide Service", "ORG"),
        ("special tide zones", "LOC"),
        ("salt-dried kelp mats", "PRODUCT"),
    ],
)
def test_the_type_of_what_it_stands_for(words: str, kind: str | None) -> None:
    assert kind_by_expansion(words, {"dovrel tide code": "ORG", "dovrel tide": "ORG"}) == kind


@pytest.mark.parametrize(
    ("text", "names", "kind"),
    [
        (
            "The Marsk River Bridge (MRB) fell. The MRB was old.",
            "Marsk River Bridge=FAC; MRB=ORG; MRB=ORG",
            "FAC",
        ),
        (
            "The MRB was old. The Marsk River Bridge (MRB) fell.",
            "MRB=ORG; Marsk River Bridge=FAC; MRB=ORG",
            "FAC",
        ),
        ("Three kelp drying racks (KDRs) fell.", "KDRs=ORG", "PRODUCT"),
        ("The Marsk River Board (MRB) met.", "Marsk River Board=ORG; MRB=ORG", "ORG"),
        ("The Marsk River Bridge fell, said the MRB.", "Marsk River Bridge=FAC; MRB=ORG", "ORG"),
    ],
)
def test_an_acronym_in_brackets_has_the_type_of_its_words(text: str, names: str, kind: str) -> None:
    acronym = "KDRs" if "KDRs" in text else "MRB"
    events = found(text, names).values()
    assert {event.type for event in events if acronym in {one.text for one in event.mentions}} == {kind}


WEIGHTS = {
    "dovrel": {"ORG": 1.6},
    "marsk": {"PERSON": 2.0},
    "ana roe": {"PERSON": 6.0},
    "kenya": {"GPE": 8.0},
    "mali": {"GPE": 8.0, "ORG": 1.0},
    "salt bank": {"ORG": 1.6},
    "tides": {"NORP": 2.0},
    "roe works": {"ORG": 5.0, "PERSON": 3.0},
}


@pytest.mark.parametrize(
    ("text", "names", "labels"),
    [
        ("in Kenya and Dovrel", "Kenya=GPE; Dovrel=ORG", "GPE GPE"),
        ("in Dovrel and Kenya", "Dovrel=ORG; Kenya=GPE", "GPE GPE"),
        ("in Kenya & Dovrel", "Kenya=GPE; Dovrel=ORG", "GPE GPE"),
        ("in Kenya, Marsk and the Mali", "Kenya=GPE; Marsk=PERSON; Mali=GPE", "GPE GPE GPE"),
        ("in Kenya and Marsk", "Kenya=GPE; Marsk=PERSON", "GPE PERSON"),  # one alone is not enough
        ("in Kenya, and Dovrel", "Kenya=GPE; Dovrel=ORG", "GPE GPE"),
        ("Dovrel, Kenya", "Dovrel=ORG; Kenya=GPE", "ORG GPE"),  # where it is
        ("Kenya beat Dovrel", "Kenya=GPE; Dovrel=ORG", "GPE ORG"),
        ("Ana Roe and Dovrel", "Ana Roe=PERSON; Dovrel=ORG", "PERSON PERSON"),
        ("Kenya and Salt Bank", "Kenya=GPE; Salt Bank=ORG", "GPE ORG"),  # its head says what it is
        ("Kenya and Tides", "Kenya=GPE; Tides=NORP", "GPE NORP"),
        ("Kenya and Roe Works", "Kenya=GPE; Roe Works=ORG", "GPE ORG"),
        ("Roe Works and Marsk", "Roe Works=ORG; Marsk=PERSON", "ORG PERSON"),  # not sure itself
        ("Kenya and Dovrel. Dovrel fell.", "Kenya=GPE; Dovrel=ORG; Dovrel=ORG", "GPE GPE GPE"),
        ("Dovrel and Dovrel", "Dovrel=ORG; Dovrel=ORG", "ORG ORG"),
    ],
)
def test_names_of_a_list_are_of_one_type(text: str, names: str, labels: str) -> None:
    marked = spans(text, names)
    settle_lists(text, marked, {form: dict(its) for form, its in WEIGHTS.items()})
    assert " ".join(span.label for span in marked) == labels


def test_an_entry_of_the_authority_file_tells_of_others() -> None:
    marked = spans("in Oslo and Dovrel", "Oslo=GPE; Dovrel=ORG")
    marked[0].entry = "Q1"
    settle_lists("in Oslo and Dovrel", marked, {"dovrel": {"ORG": 1.6}})
    assert [span.label for span in marked] == ["GPE", "GPE"]
