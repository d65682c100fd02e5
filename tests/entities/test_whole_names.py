"""Names of bodies whose span the model cut short."""

import pytest

from slugline.entities.whole_names import with_whole_names
from tests.entities.docs import found, spans


@pytest.mark.parametrize(
    ("text", "names", "whole"),
    [
        # a company's name before its form
        ("The lender DVR Kelp Sdn Bhd fell.", "DVR=ORG; Kelp Sdn Bhd=ORG", "DVR Kelp Sdn Bhd=ORG"),
        ("Shares of Bank Dovrel Kenya Tbk fell.", "Kenya=GPE; Tbk=PERSON", "Bank Dovrel Kenya Tbk=ORG"),
        ("It owns PT Marsk Tbk.", "PT=ORG; Marsk Tbk=ORG", "PT Marsk Tbk=ORG"),
        ("It owns Dovrel Marsk GmbH.", "Marsk GmbH=PERSON", "Dovrel Marsk GmbH=ORG"),
        ("In Kenya Dovrel Ltd fell.", "Kenya=GPE; Dovrel Ltd=ORG", "Kenya=GPE; Dovrel Ltd=ORG"),
        ("Nairobi-based Dovrel Ltd fell.", "Nairobi=GPE; Dovrel Ltd=ORG", "Nairobi=GPE; Dovrel Ltd=ORG"),
        ("The Dovrel Ltd fell.", "Dovrel Ltd=ORG", "Dovrel Ltd=ORG"),
        ("President Dovrel Ltd fell.", "Dovrel Ltd=ORG", "Dovrel Ltd=ORG"),
        ("He left. Salt Dovrel Ltd fell.", "Dovrel Ltd=ORG", "Salt Dovrel Ltd=ORG"),
        ("The big Dovrel company fell.", "Dovrel company=ORG", "Dovrel company=ORG"),
        ("Salt Dovrel Group fell.", "Dovrel Group=ORG", "Dovrel Group=ORG"),
        # the same without its form
        ("DVR Kelp Sdn Bhd fell. DVR Kelp rose.", "DVR Kelp Sdn Bhd=ORG; DVR=ORG; Kelp=PERSON",
         "DVR Kelp Sdn Bhd=ORG; DVR Kelp=ORG"),
        ("DVR Salt Sdn Bhd fell. DVR Kelp rose.", "DVR Salt Sdn Bhd=ORG; DVR=ORG; Kelp=PERSON",
         "DVR Salt Sdn Bhd=ORG; DVR=ORG; Kelp=PERSON"),
        ("DVR Kelp AG fell. DVR, Kelp.", "DVR Kelp AG=ORG; DVR=ORG; Kelp=PERSON",
         "DVR Kelp AG=ORG; DVR=ORG; Kelp=PERSON"),
        # what it is for
        ("The Kelp Agency for Tides met.", "Kelp Agency=GPE", "Kelp Agency for Tides=ORG"),
        ("The Kelp Forum for the Aid of Tides and Salt met.", "Kelp Forum=ORG; Aid of Tides=ORG",
         "Kelp Forum for the Aid of Tides and Salt=ORG"),
        ("The Kelp Office for tides met.", "Kelp Office=ORG", "Kelp Office=ORG"),
        ("The Kelp Office for Kenya met.", "Kelp Office=ORG; Kenya=GPE", "Kelp Office=ORG; Kenya=GPE"),
        ("He left the Kelp Forum for Marsk Bank.", "Kelp Forum=ORG; Marsk Bank=ORG",
         "Kelp Forum=ORG; Marsk Bank=ORG"),
        ("He led the Kelp Forum for Ana Marsk.", "Kelp Forum=ORG", "Kelp Forum=ORG"),
        ("He ran the Kelp Forum for Mr Marsk.", "Kelp Forum=ORG", "Kelp Forum=ORG"),
        ("He ran the Kelp Forum for Monday.", "Kelp Forum=ORG", "Kelp Forum=ORG"),
        ("He left Kelp Motors for Salt.", "Kelp Motors=ORG", "Kelp Motors=ORG"),
        ("The Kelp Agency for Tides met.", "Kelp Agency=EVENT", "Kelp Agency=EVENT"),
        # small words of its language
        ("The Fundación para la Sal said no.", "The Fundación=GPE; Sal=PERSON", "Fundación para la Sal=ORG"),
        ("The Consejo de Marea y Sal de Dovrel met.", "Consejo de Marea=ORG; Dovrel=GPE",
         "Consejo de Marea y Sal de Dovrel=ORG"),
        ("The Fundación said no.", "The Fundación=GPE", "The Fundación=GPE"),
        ("The Fundación para todos said no.", "Fundación=GPE", "Fundación=GPE"),
        ("Ana de la Marea y Dovrel met.", "Ana=PERSON; Dovrel=GPE", "Ana=PERSON; Dovrel=GPE"),
        ("The Union of Tides and Kelp met.", "Union of Tides=ORG; Kelp=ORG", "Union of Tides=ORG; Kelp=ORG"),
    ],
)  # fmt: skip
def test_whole_names(text: str, names: str, whole: str) -> None:
    grown = with_whole_names(text, spans(text, names))
    assert "; ".join(f"{span.text}={span.label}" for span in grown) == whole
    assert all(text[span.start : span.end] == span.text for span in grown)


def test_a_headline_in_title_case_is_left_alone() -> None:
    marked = spans("Mayor Warns Dovrel Ltd", "Dovrel Ltd=ORG")
    marked[0].zone = "headline"
    assert [span.text for span in with_whole_names("Mayor Warns Dovrel Ltd", marked)] == ["Dovrel Ltd"]


def test_an_entry_of_the_authority_file_keeps_its_edges() -> None:
    text = "It owns PT Marsk Tbk."
    marked = spans(text, "PT=ORG; Marsk Tbk=ORG")
    marked[0].entry = "Q1"
    assert [span.text for span in with_whole_names(text, marked)] == ["PT", "Marsk Tbk"]
    marked = spans(text, "PT=ORG; Marsk Tbk=ORG")
    marked[1].entry = "Q1"
    assert [span.text for span in with_whole_names(text, marked)] == ["PT", "Marsk Tbk"]


@pytest.mark.parametrize(
    ("text", "names", "name"),
    [
        ("Rain hit northeastern Dovrel province.", "Dovrel=GPE", "Dovrel province"),
        ("Rain hit northeastern Dovrel province.", "Dovrel province=GPE", "Dovrel province"),
        ("Rain hit northern Kenya.", "Kenya=GPE", "northern Kenya"),
    ],
)
def test_a_direction_is_no_part_of_a_provinces_name(text: str, names: str, name: str) -> None:
    assert [one.text for event in found(text, names).values() for one in event.mentions] == [name]
