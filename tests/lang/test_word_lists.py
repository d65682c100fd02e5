"""The shapes of the lists; names, each in one list of them."""

import re
from pathlib import Path

import pytest

import slugline
from slugline.entities.name_forms import fold
from slugline.lang import LANGUAGES
from slugline.lang.chosen import LISTS
from slugline.lang.vocabulary import CLASSES
from slugline.lang.word_lists import WordListError, WordLists, alternation
from tests.lang import list_faults as faults
from tests.lang.row_faults import constants

ROOT = Path(str(slugline.__file__)).parent
FOLDER = ROOT / "lang" / "en"
ENTRIES = ("abbreviations.txt", "given_names.txt", "nouns.txt", "phrases.txt", "verbs.txt", "words.txt")
GIVEN_NAMES = {"sure", "m", "f"}


def test_each_language_has_a_folder() -> None:
    for code in LANGUAGES:
        assert (ROOT / "lang" / code / "__init__.py").is_file()


def test_each_list_says_what_it_holds_and_is_read() -> None:
    told = constants(ROOT)
    for path in sorted([*FOLDER.rglob("*.txt"), *FOLDER.glob("*.tsv")]):
        name = path.relative_to(FOLDER).as_posix()
        assert path.read_text("utf-8").startswith("# "), name
        assert name in told or name == "classes.txt", f"nobody reads {name}"


@pytest.mark.parametrize("name", [*faults.FOLDED, "no-name"])
def test_folded_lists(name: str) -> None:
    entries = faults.listed(name) if name in faults.FOLDED else CLASSES[name]
    assert not faults.unfolded(entries)
    assert not faults.capitals(entries)
    if name != "nicknames.txt":  # "alex" is short for two names
        assert not faults.twice(map(fold, entries))


@pytest.mark.parametrize("name", faults.WRITTEN)
def test_no_entry_stands_twice(name: str) -> None:
    assert not faults.twice(faults.listed(name))


@pytest.mark.parametrize("name", ENTRIES)
def test_entries_are_sorted(name: str) -> None:
    rows = list(LISTS.entries(name))
    assert rows == sorted(rows, key=lambda row: (row.lower(), row))


def test_given_names_have_known_classes() -> None:
    rows = LISTS.entries("given_names.txt")
    assert not faults.capitals(rows)
    assert {given for classes in rows.values() for given in classes} == GIVEN_NAMES


def test_a_frame_of_a_verb_is_of_one_kind() -> None:
    assert not faults.frames_of_two_kinds(LISTS.entries("verbs.txt"))


def test_no_name_is_hidden_by_an_earlier_list() -> None:
    rows = [line.split("\t") for line in LISTS.lines("countries.tsv")]
    names = [fold(one) for _, name, others, _ in rows for one in (name, *others.split(";")) if one]
    peoples = [fold(one) for *_, given in rows for one in given.split(";") if one]
    nations = [*peoples, *(f"{one}s" for one in peoples)]
    folded = {name: [fold(one) for one in faults.listed(name)] for name in faults.FOLDED}
    order = [("countries", names), ("peoples", [one for one in nations if one not in names])]
    order += [(name, folded[name]) for name in ("nations.txt", "cities.txt", "regions.txt")]
    assert not list(faults.shadowed(order))
    first = {*names, *nations, *folded["nations.txt"], *CLASSES["no-name"]}
    assert not [one for name in faults.WRITTEN for one in faults.listed(name) if fold(one) in first]
    assert not {*folded["cities.txt"], *folded["regions.txt"], *names} & {*CLASSES["no-name"]}


def test_the_checks_notice() -> None:
    assert faults.twice(["a", "b", "a"]) == ["a"]
    assert faults.unfolded(["peña", "the hague", "st. petersburg", "sub-saharan"]) == ["peña", "the hague"]
    assert faults.capitals(["Mr", "mr"]) == ["Mr"]
    assert list(faults.shadowed([("one", ["a", "a"]), ("two", ["b", "a"])])) == ["a (two, after one)"]
    assert faults.too_long(["a b", "a b c"], 2) == ["a b c"]
    assert faults.idle({"cup": "EVENT", "world cup": "EVENT", "tea cup": "PRODUCT"}) == ["world cup"]
    assert faults.frames_of_two_kinds(
        {"say": ["speech:cq", "past:said"], "find": ["finding:c", "speech:c/of"], "ask": ["speech:qw/of"]}
    ) == ["find"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [("a\tm\nb\tm\na\tf\n", "'a' has two rows"), ("a\n", "'a' has no class"), ("a\t \n", "'a' has no class")],
)
def test_entries_that_are_none_are_refused(
    text: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = f"odd_{abs(hash(text))}"
    (tmp_path / package).mkdir()
    (tmp_path / package / "__init__.py").touch()
    (tmp_path / package / "x.txt").write_text(text, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(WordListError, match=re.escape(fault)):
        WordLists(package).entries("x.txt")


def test_the_shapes_of_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "toy_lists").mkdir()
    (tmp_path / "toy_lists" / "__init__.py").touch()
    (tmp_path / "toy_lists" / "y.txt").write_text("one two;three\nfour", "utf-8")
    (tmp_path / "toy_lists" / "z.txt").write_text("one\ta b\ntwo\tb c\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    lists = WordLists("toy_lists")
    assert lists.lines("y.txt") == ("one two;three", "four")
    assert lists.split("y.txt") == {"one two", "three", "four"}
    assert lists.split("y.txt", None) == {"one", "two;three", "four"}
    assert lists.entries("z.txt") == {"one": {"a", "b"}, "two": {"b", "c"}}
    assert lists.classed("z.txt", "a") == {"one"} and lists.classed("z.txt", "a", "c") == {"one", "two"}


def test_alternation_takes_the_longer_first() -> None:
    assert re.match(alternation(["say", "say so", "a.b"]), "say so").group() == "say so"  # type: ignore[union-attr]
    assert not re.match(alternation(["a.b"]), "axb")
