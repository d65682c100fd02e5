"""Names that the model found without words beside them that belong to them."""

import pytest

from slugline.entities.loose_capitals import with_loose_capitals
from slugline.records.zones import ZoneKind
from tests.entities.docs import found, spans


@pytest.mark.parametrize(
    ("text", "names", "whole"),
    [
        ("the team of Rainbow Kenya met", "Kenya=GPE", "Rainbow Kenya=ORG"),
        ("paid from Kenya Relief since", "Kenya=GPE", "Kenya Relief=ORG"),
        ("paid from Kenya Kelp Relief since", "Kenya=GPE", "Kenya Kelp Relief=ORG"),
        ("a road to Wakit Dovrel opened", "Dovrel=GPE", "Wakit Dovrel=GPE"),
        ("a road to Dovrel Wakit opened", "Dovrel=GPE", "Dovrel Wakit=GPE"),
        ("they left, Wakit Dovrel said", "Dovrel=ORG", "Wakit Dovrel=ORG"),
        ("a Bre Dov Wakit Marsk Dovrel opened", "Dovrel=FAC", "Dov Wakit Marsk Dovrel=FAC"),
        ("a Dovrel Marsk Wakit Dov Bre opened", "Dovrel=FAC", "Dovrel Marsk Wakit Dov=FAC"),
        ("saw Super Tuesday there", "Super=GPE", "Super Tuesday=GPE"),  # known as a whole
        # no loose word
        ("They left. Wakit Dovrel rose", "Dovrel=ORG", "Dovrel=ORG"),
        ("Wakit Dovrel rose", "Dovrel=ORG", "Dovrel=ORG"),
        ("when Marsk's Dovrel rose", "Dovrel=ORG", "Dovrel=ORG"),
        ("when Marsk-born Dovrel rose", "Dovrel=ORG", "Dovrel=ORG"),
        ("when Dovrel Kelp-eaters rose", "Dovrel=ORG", "Dovrel=ORG"),
        ("when Dovrel Kelp's rose", "Dovrel=ORG", "Dovrel=ORG"),
        ("when President Dovrel rose", "Dovrel=ORG", "Dovrel=ORG"),
        ("when Dovrel President rose", "Dovrel=ORG", "Dovrel=ORG"),
        ("last Monday Dovrel rose", "Dovrel=ORG", "Dovrel=ORG"),
        ("when Now Dovrel rose", "Dovrel=ORG", "Dovrel=ORG"),
        ("when Kenya Dovrel rose", "Dovrel=ORG", "Dovrel=ORG"),
        ("when WAKIT Dovrel rose", "Dovrel=ORG", "Dovrel=ORG"),
        ("when WKT Dovrel rose", "Dovrel=ORG", "WKT Dovrel=ORG"),
        ("at 5 U.S. Cents each", "U.S.=GPE", "U.S.=GPE"),
        # of which names
        ("the Dovrels Kelp rose", "Dovrels=NORP", "Dovrels=NORP"),
        ("the Kelp Dovrels rose", "Dovrels=NORP", "Dovrels=NORP"),
        ("the Dovrel Kelp rose", "Dovrel=EVENT", "Dovrel=EVENT"),
        ("the Kelp Dovrel rose", "Dovrel=EVENT", "Kelp Dovrel=EVENT"),
        ("when Wakit Dovrel rose", "Dovrel=PERSON", "Wakit Dovrel=PERSON"),
        ("when Wakit Ana Dovrel rose", "Ana Dovrel=PERSON", "Ana Dovrel=PERSON"),
        ("when Ana Bela Dovrel rose", "Bela Dovrel=PERSON", "Ana Bela Dovrel=PERSON"),
        # words between two names are the other's
        ("saw Dovrel Marsk Wakit Bre rise", "Dovrel=GPE; Bre=PERSON", "Dovrel=GPE; Marsk Wakit Bre=PERSON"),
        ("saw Dovrel, Wakit Bre rise", "Dovrel=GPE; Bre=PERSON", "Dovrel=GPE; Wakit Bre=PERSON"),
        ("when Clinic Dovrel rose", "Dovrel=PERSON", "Dovrel=PERSON"),
        ("when WKT Dovrel rose", "Dovrel=PERSON", "Dovrel=PERSON"),
        # one that the model parted
        ("saw Wakit Kenya rise", "Wakit=ORG; Kenya=GPE", "Wakit Kenya=ORG"),
        ("saw Wakit Dovrel rise", "Wakit=GPE; Dovrel=GPE", "Wakit Dovrel=GPE"),
        ("saw Wakit Dovrel rise", "Wakit=GPE; Dovrel=PERSON", "Wakit Dovrel=PERSON"),
        ("saw Ana Dovrel Marsk rise", "Ana=GPE; Dovrel Marsk=PERSON", "Ana Dovrel Marsk=PERSON"),
        ("saw Wakit Dovrel Marsk rise", "Wakit=ORG; Dovrel Marsk=PERSON", "Wakit=ORG; Dovrel Marsk=PERSON"),
        ("saw Ana Bela Dovrel rise", "Ana Bela=PERSON; Dovrel=GPE", "Ana Bela Dovrel=PERSON"),
        ("saw Ana Bela Kenya rise", "Ana Bela=PERSON; Kenya=GPE", "Ana Bela=PERSON; Kenya=GPE"),
        ("saw Ana Bela Dov Marsk rise", "Ana Bela=PERSON; Dov Marsk=GPE", "Ana Bela=PERSON; Dov Marsk=GPE"),
        ("saw Wakit, Dovrel rise", "Wakit=GPE; Dovrel=GPE", "Wakit=GPE; Dovrel=GPE"),
        ("saw Wakit-Dovrel rise", "Wakit=GPE; Dovrel=GPE", "Wakit=GPE; Dovrel=GPE"),
        ("saw Kenya Dovrel rise", "Kenya=GPE; Dovrel=GPE", "Kenya=GPE; Dovrel=GPE"),
        ("saw Wa Kit Dovrel rise", "Wa Kit=GPE; Dovrel=GPE", "Wa Kit=GPE; Dovrel=GPE"),
        ("saw QTR NET rise", "QTR=ORG; NET=GPE", "QTR=ORG; NET=GPE"),
        ("saw Wakit Dovrel rise", "Wakit=EVENT; Dovrel=GPE", "Wakit=EVENT; Dovrel=GPE"),
        # a law with its number
        ("under UN Resolution 1546 of", "UN=ORG", "UN Resolution 1546=ORG"),
        ("under UN Resolution 1.5 of", "UN=ORG", "UN Resolution=ORG"),
        ("under UN Kelp 1546 of", "UN=ORG", "UN Kelp=ORG"),
    ],
)  # fmt: skip
def test_loose_capitals(text: str, names: str, whole: str) -> None:
    grown = with_loose_capitals(text, spans(text, names))
    assert "; ".join(f"{span.text}={span.label}" for span in grown) == whole
    assert all(text[span.start : span.end] == span.text for span in grown)


@pytest.mark.parametrize(("zone", "grows"), [("headline", False), ("caption", False), ("body", True)])
def test_where_capitals_say_something(zone: ZoneKind, grows: bool) -> None:
    (span,) = spans("when Wakit Dovrel rose", "Dovrel=ORG")
    span.zone = zone
    (grown,) = with_loose_capitals("when Wakit Dovrel rose", [span])
    assert (grown.text == "Wakit Dovrel") is grows


def test_titles_and_entries_keep_their_edges() -> None:
    text = "when Wakit Dovrel rose"
    (span,) = spans(text, "Dovrel=ORG")
    span.quoted = True
    assert [one.text for one in with_loose_capitals(text, [span])] == ["Dovrel"]
    (span,) = spans(text, "Dovrel=ORG")
    span.entry = "Q1"
    assert [one.text for one in with_loose_capitals(text, [span])] == ["Dovrel"]


def test_the_whole_name_is_the_entity() -> None:
    assert list(found("They met Wakit Kenya there.", "Kenya=GPE")) == ["Wakit Kenya"]
