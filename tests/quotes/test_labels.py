"""The labels of transcripts, and the signatures of quotations: a paragraph each, and what is read from it."""

from pathlib import Path

import pytest

from slugline.quotes import labels, signatures
from tests.quotes.test_cues import read, rows, words

TABLES = Path(__file__).parent / "signs"


def label_of(text: str) -> list[str]:
    """Return a line for the label: its words, its side or name and role, how sure it is, what is said."""
    found = labels.read(text, 0, len(text))
    if found is None:
        return []
    sure = " ".join(flag for flag in ("capitals", "surely") if getattr(found, flag))
    own, name, said = text[found.start : found.end], " ".join(found.name), text[found.body :]
    return [f"{own} | {found.side or name} | {found.role} | {sure} | {said}"]


def signature_of(text: str) -> list[str]:
    """Return a line for who signs the quotation, behind it or, after " // ", in the next paragraph."""
    above, _, under = text.partition(" // ")
    line, below = read(above), read(under) if under else None
    own = signatures.behind(above, line)
    if own is not None:
        return [f"behind | {words(line, own.subject)}"]
    said = signatures.below(above, line, below) if below is not None else None
    return (
        [f"{said.evidence} | {words(below, said.subject)}"] if said is not None and below is not None else []
    )


LABELS = rows(TABLES / "labels.txt")
SIGNATURES = rows(TABLES / "signatures.txt")


@pytest.mark.parametrize(("text", "wanted"), LABELS, ids=[text for text, _ in LABELS])
def test_a_label(text: str, wanted: list[str]) -> None:
    assert label_of(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), SIGNATURES, ids=[text for text, _ in SIGNATURES])
def test_a_signature(text: str, wanted: list[str]) -> None:
    assert signature_of(text) == wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("ANNA", "Anna"),
        ("VAN", "Van"),
        ("ANNA VAN DER ROE", "Anna van der Roe"),
        ("VAN ROE-O'NEIL", "Van Roe-O'Neil"),
        ("A1B ROE_SAND", "A1B Roe_Sand"),
        ("J.R. ROE", "J.R. Roe"),
    ],
)
def test_a_name_in_capitals_as_it_is_written(name: str, wanted: str) -> None:
    assert labels.cased(name) == wanted
