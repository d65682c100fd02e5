import json
from pathlib import Path

import pytest

from ops.topics.make_vocabulary import TARGET, reduce, render
from slugline.topics import vocabulary

KNOWN = vocabulary.load()


def test_the_release_is_whole() -> None:
    assert KNOWN.release == "2025-10-09"
    assert len(KNOWN.concepts) == 1084
    assert len(KNOWN.tops) == 17
    assert len(list(vocabulary.walk(KNOWN))) == 1084


def test_no_retired_concept_is_in_it(shared: Path) -> None:
    source = json.loads((shared / "eval/topics/mediatopics.json").read_text("utf-8"))
    retired = {concept["qcode"] for concept in source["concepts"] if concept["retired"]}
    assert len(retired) == 308
    assert not retired & set(KNOWN.concepts)


def test_the_file_is_what_the_script_makes_of_the_release(shared: Path) -> None:
    source = json.loads((shared / "eval/topics/mediatopics.json").read_text("utf-8"))
    made = render(reduce(source))
    assert made == TARGET.read_text("utf-8")
    assert "definition" not in json.loads(made)


def test_the_credit_is_beside_it() -> None:
    credit = TARGET.with_name("CREDITS.md").read_text("utf-8")
    assert "CC BY 4.0" in TARGET.read_text("utf-8")
    assert "Copyright IPTC" in credit
    assert "creativecommons.org/licenses/by/4.0" in credit


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (
            "peace talks",
            [
                "medtop:16000000  conflict, war and peace",
                "  medtop:20000073  peace process",
                "    medtop:20000076  peace talks",
            ],
        ),
        ("TALKS peace", ["medtop:16000000  conflict, war and peace", "  medtop:20000073  peace process",
                         "    medtop:20000076  peace talks"]),
        ("20000076", ["medtop:16000000  conflict, war and peace", "  medtop:20000073  peace process",
                      "    medtop:20000076  peace talks"]),
        ("no such concept", []),
    ],
)  # fmt: skip
def test_the_tree_shows_what_is_searched_for(words: str, lines: list[str]) -> None:
    assert list(vocabulary.tree(words)) == lines


@pytest.mark.parametrize("words", [None, "", "  "])
def test_without_words_the_whole_tree_is_shown(words: str | None) -> None:
    assert len(list(vocabulary.tree(words))) == 1084
