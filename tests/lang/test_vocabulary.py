"""A word has one row in the file of its word class; each class is told and read, each word is reached."""

from pathlib import Path

import pytest

import slugline
from slugline.lang.chosen import LISTS
from slugline.lang.vocabulary import CLASSES, INFLECT, NOUNS, sorts
from slugline.reading import tags
from tests.lang import list_faults, row_faults

ROOT = Path(str(slugline.__file__)).parent
FAMILIES = ("head", "first", "role", "state", "title")
"""What stands before the colon of classes that code reads all together."""
TOLD = dict(line.split("\t") for line in LISTS.lines("classes.txt"))
CUES = [line.split("\t") for line in LISTS.lines("cues.txt")]
OWN_PLURALS = {
    "corps": "of soldiers",
    "drs": "before two names, with a dot",
    "gens": "before two names, with a dot",
    "govs": "before two names, with a dot",
    "reps": "before two names, with a dot",
    "sens": "before two names, with a dot",
    "https": "an abbreviation of its own",
    "mrs": "an abbreviation of its own",
    "thurs": "another abbreviation of the same day",
    "tues": "another abbreviation of the same day",
    "times": "a newspaper",
}
"""Rows that only look like the plural of another row, and what they are."""
HOMOGRAPHS = {"round (nouns.txt)": "of a tournament; 'round: around"}
"""Homographs that have no class of their own in a file, and what they are."""
VERB_AND_WORD = {
    "cause": "'cause: because",
    "coming": "the coming year",
    "defending": "the defending champion",
    "including": "a preposition",
    "like": "a preposition",
    "managing": "the managing director",
    "own": "his own",
    "post": "post-war",
}
"""Function words and adjectives that are forms of a verb too, and what they are."""


def test_no_word_is_in_a_class_twice() -> None:
    assert not row_faults.twice_in_a_class(row_faults.all_members())


def test_two_rows_for_a_word_are_two_words() -> None:
    assert row_faults.without_a_class_of_their_own(row_faults.all_members()) == sorted(HOMOGRAPHS)


def test_no_form_has_a_row_of_its_own() -> None:
    assert not [row for name in INFLECT for row in row_faults.of_two_cases(LISTS.entries(name))]
    assert row_faults.plurals(LISTS.entries(NOUNS)) == sorted(OWN_PLURALS)
    assert row_faults.forms_of_verbs(LISTS.entries("words.txt")) == sorted(VERB_AND_WORD)


def test_each_class_is_told_has_words_and_is_read() -> None:
    families = {name.removesuffix(":*") for name in TOLD if name.endswith(":*")}
    alone = {name for name in TOLD if not name.endswith(":*")}
    assert alone == {name for name in CLASSES if ":" not in name}
    assert families == {name.partition(":")[0] for name in CLASSES if ":" in name}
    named = {name for name, *_ in CUES} | row_faults.constants(ROOT)
    assert not row_faults.unread(CLASSES, named, FAMILIES)
    assert {name for name, *_ in CUES} == {name for name in CLASSES if name.startswith("beside:")}
    assert not list_faults.twice(name for name, *_ in CUES)


def test_no_head_is_of_two_types() -> None:
    for family in ("head", "first"):
        words = [word for its in sorts(family).values() for word in its]
        assert not list_faults.twice(words)
        assert not list_faults.unfolded(words)
        assert not list_faults.too_long(words, 2)
    last = {word: kind for kind, its in sorts("head").items() for word in its}
    assert not list_faults.idle(last)


def test_no_noun_for_a_speaker_is_of_two_kinds() -> None:
    kinds = ("man", "woman", "person", "people", "speaking-body", "document", "crew")
    assert not list_faults.twice(word for kind in kinds for word in CLASSES[kind])
    people = CLASSES["man"] | CLASSES["woman"] | CLASSES["person"]
    assert not row_faults.known_by_rule(CLASSES["people"], people)


def test_words_beside_names_are_looked_up() -> None:
    """Two words at most, in lower case, without the marks that are stripped from the text."""
    tables: dict[str, dict[str, str]] = {}
    for name, where, kind, weight in CUES:
        words = CLASSES[name]
        assert not list_faults.too_long(words, 2)
        assert not list_faults.capitals(words)
        assert not [word for word in words if where != "before" and word != word.rstrip('.,;:?!"”’')]
        for word in words:
            tables.setdefault(where, {})[word] = f"{tables.get(where, {}).get(word, '')} {kind} {weight}"
    assert not list(row_faults.idle_phrases(tables))


def test_no_verb_is_listed_that_other_tags_tell() -> None:
    """A finite verb is told by its auxiliary, reporting verb or ending first, and a noun is none."""
    idle = [
        word
        for word in CLASSES["verb"]
        if tags.alone(word)[1] & (tags.AUXILIARY | tags.NOUN | tags.REPORTS)
        or (tags.alone(word)[1] & tags.ED and len(word) > 4)
    ]
    assert not idle


def test_no_apostrophe_is_curled() -> None:
    """Words are compared with straight ones; only where text is searched as it stands are both written."""
    searched = CLASSES["negation-of-clitic"]
    assert not [word for words in CLASSES.values() for word in words - searched if "’" in word]


def test_no_nickname_stands_twice() -> None:
    assert not row_faults.contained(frozenset(line.split()) for line in LISTS.lines("nicknames.txt"))


def test_the_checks_notice() -> None:
    rows = {
        NOUNS: [("office", "mayor", "mayor"), ("common", "lawyer", "lawyers"), ("month", "may", "may")],
        "words.txt": [
            ("common", "lawyers", "lawyers"), ("modal", "may", "may"), ("common", "mayor", "mayor"),
        ],
    }  # fmt: skip
    assert row_faults.twice_in_a_class(rows) == ["lawyers [common]"]
    assert row_faults.without_a_class_of_their_own(rows) == ["mayor (words.txt)"]
    assert row_faults.of_two_cases(["Fig", "fig", "LLC", "Co"]) == ["Fig"]
    assert row_faults.plurals(["mayor", "mayors", "news"]) == ["mayors"]
    assert row_faults.forms_of_verbs(["said", "of"]) == ["said"]
    assert row_faults.unread(["a", "b", "head:A", "tail:A"], {"a"}, ["head"]) == ["b", "tail:A"]
    tables = {
        "before": {"chief justice": "P", "justice": "P", "the firm": "O"},
        "after": {"has": "P", "has it": "P"},
    }
    assert list(row_faults.idle_phrases(tables)) == ["chief justice (before)", "has it (after)"]
    assert row_faults.known_by_rule(["mayors", "people"], ["mayor"]) == ["mayors"]
    assert row_faults.contained([frozenset("ab"), frozenset("abc")]) == ["a b"]


@pytest.mark.parametrize(
    ("name", "word", "form", "written"),
    [
        ("words.txt", "of", "", "of"),
        (NOUNS, "dr", "dot", "dr."),
        (NOUNS, "agency", "many", "agencies"),
        ("abbreviations.txt", "Ala", "dot", "Ala."),
        ("verbs.txt", "say", "past", "said"),
    ],
)
def test_forms(name: str, word: str, form: str, written: str) -> None:
    assert INFLECT[name](word, form) == written
