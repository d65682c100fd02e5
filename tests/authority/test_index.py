"""The index of an authority file: what is looked up, and what a file must be."""

import json
from pathlib import Path

import pytest

from slugline.authority import Entry, GazetteerError, Ids, index
from slugline.authority.folding import as_written, keys
from slugline.authority.mentions import mentions

ENTRIES = (
    Entry(name="Tamsin Okwuosa-Reyes", type="PERSON", aliases=("Lady Tam", "T. Okwuosa")),
    Entry(name="Osprey Harbour Trust", type="ORG", aliases=("the Osprey", "OHT", "O.H.T.")),
    Entry(name="Port Velna", type="GPE"), Entry(name="Velna", type="GPE"), Entry(name="Velna", type="PERSON"),
    Entry(name="McAllen & Sons", type="ORG"), Entry(name="Søren Ølgård", type="PERSON"),
    Entry(name="WHO", type="ORG"), Entry(name="marsh fever", type="EVENT"), Entry(name="Neil", type="PERSON"),
    Entry(name="Café Ostrava", type="FAC"), Entry(name="French", type="NORP"),
    Entry(name="Paris", type="GPE"),
)  # fmt: skip


@pytest.fixture(scope="module")
def made() -> index.Index:
    return index.built(ENTRIES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lady Tam left Port Velna.", ["Lady Tam", "Port Velna"]),
        ("OHT's head, T. Okwuosa, left.", ["OHT", "T. Okwuosa"]),
        ("The O.H.T. said so.", ["O.H.T"]),
        ("TAMSIN OKWUOSA-REYES QUITS", ["TAMSIN OKWUOSA-REYES"]),
        ("Tamsin Okwuosa Reyes quit.", ["Tamsin Okwuosa Reyes"]),
        ("tamsin okwuosa-reyes quit.", []),
        ("Soren Olgard and Søren Ølgård", ["Soren Olgard", "Søren Ølgård"]),
        ("So\u0308ren", []),
        ("Cafe\u0301 Ostrava shut, Cafe Ostrava too.", ["Cafe\u0301 Ostrava", "Cafe Ostrava"]),
        ("Who said so? The WHO did.", ["WHO"]),
        ("A case of marsh fever; Marsh fever spreads.", ["marsh fever", "Marsh fever"]),
        ("O'Neil and an Anglo-French talk", []),
        ("A Paris-based firm, Paris-Lyon trains, Paris's mayor", ["Paris", "Paris"]),
        ("McAllen & Sons' shop", ["McAllen & Sons"]),
        ("Port\nVelna and Port\n\nVelna", ["Port\nVelna", "Velna"]),
        ("Velnas, Velnaport", []),
        ("the Osprey and The Osprey", ["the Osprey", "The Osprey"]),
    ],
)
def test_names_are_found_by_whole_words(made: index.Index, text: str, found: list[str]) -> None:
    assert [text[one.start : one.end] for one in mentions(made, text, 0, len(text))] == found


def test_no_name_goes_over_the_end_of_a_sentence(made: index.Index) -> None:
    text = "They left the Port. Velna said so."
    found = mentions(made, text, 0, len(text), frozenset({0, 20}))
    assert [text[one.start : one.end] for one in found] == ["Velna"]


def test_a_name_of_several_entries_has_them_all(made: index.Index) -> None:
    (one,) = mentions(made, "Velna", 0, 5)
    assert [entry.type for _, entry in one.entries] == ["GPE", "PERSON"]


@pytest.mark.parametrize(
    ("name", "forms"),
    [("U.N.", {"u n", "un"}), ("J.R. Smith", {"j r smith", "jr smith"}), ("Ærø", {"aero"}), ("—", set())],
)
def test_the_forms_of_a_name(name: str, forms: set[str]) -> None:
    assert keys(name) == forms


@pytest.mark.parametrize(
    ("surface", "name", "may"),
    [
        ("Who", "WHO", False), ("WHO", "WHO", True), ("W.H.O.", "WHO", True), ("apple", "Apple", False),
        ("Apple", "Apple", True), ("APPLE", "Apple", True), ("Nato", "NATO", False),
        ("Opec plus", "Opec Plus", False),
        ("Unesco", "UNESCO", True), ("Van Dyk", "van Dyk", True),
    ],
)  # fmt: skip
def test_capitals(surface: str, name: str, may: bool) -> None:
    assert as_written(surface, name) is may


def test_a_file_holds_what_was_built_and_is_put_there_whole(tmp_path: Path) -> None:
    path = tmp_path / "names.idx"
    told: list[int] = []
    made = index.write(ENTRIES, path, told.append)
    assert index.is_index(path)
    assert [made.entry(number) for number in range(len(made))] == list(ENTRIES)
    again = index.opened(path)
    assert (again.digest, again.header["shared"]) == (index.built(ENTRIES).digest, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["names.idx"]
    with pytest.raises(GazetteerError, match="no entry"):
        index.write((), path)
    assert index.opened(path).digest == made.digest, "what was there stands"
    assert [path.name for path in tmp_path.iterdir()] == ["names.idx"]


@pytest.mark.parametrize("content", [b"", b"x", b"{}\n" * 30, index.MAGIC, b"\0" * 16 + index.MAGIC])
def test_what_is_no_index_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.idx"
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match=r"odd\.idx"):
        index.opened(path)


def test_work_grows_no_faster_than_text_and_names() -> None:
    """A thousand names that begin alike, in a text of nothing but their beginning."""
    made = index.built(Entry(name="Ann " * count, type="PERSON") for count in range(1, 25))
    text = "Ann " * 3_000
    found = list(mentions(made, text, 0, len(text)))
    assert len(found) == 125
    assert all(one.words == 24 for one in found)


def test_entries_keep_their_ids(made: index.Index) -> None:
    entry = Entry(name="X Y", type="ORG", ids=Ids(wikidata="Q1"), country="NO", roles=("bank",), prior=3)
    assert index.built([entry]).entry(0) == entry
    assert json.loads(json.dumps(made.header))["entries"] == len(ENTRIES)
