"""Every word once, and none that no rule can reach."""

import ast
import re
from pathlib import Path

import pytest

import slugline
from slugline.entities.name_forms import fold
from slugline.lang import LANGUAGES
from slugline.lang.chosen import LISTS
from slugline.lang.word_lists import WordListError, WordLists, alternation
from tests.lang import list_faults as faults

ROOT = Path(str(slugline.__file__)).parent
FOLDER = ROOT / "lang" / "en"
ENTRIES = ("given_names.txt", "titles.txt", "verbs.txt")
GROUPS = ("names.txt", "quotes/function.txt", "quotes/nouns.txt", "quotes/roles.txt")
CLASSES = {
    "given_names.txt": {"sure", "m", "f"},
    "titles.txt": {"office", "part", "courtesy", "always", "m", "f", "n", "abbr", "dotted"},
}
HEADS = [
    (kind, entry)
    for kind, entries in (line.split("\t") for line in LISTS.lines("heads.txt"))
    for entry in entries.split(";")
]
CUES = [
    (where, kind, entry)
    for where, kind, _, entries in (line.split("\t") for line in LISTS.lines("cues.txt"))
    for entry in entries.split(";")
]


def constants(root: Path) -> set[str]:
    """All strings in the code of the package."""
    nodes = (node for path in root.rglob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_each_language_has_a_folder() -> None:
    for code in LANGUAGES:
        assert (ROOT / "lang" / code / "__init__.py").is_file()


def test_each_list_says_what_it_holds_and_is_read() -> None:
    told = constants(ROOT)
    for path in sorted([*FOLDER.rglob("*.txt"), *FOLDER.glob("*.tsv")]):
        name = path.relative_to(FOLDER).as_posix()
        assert path.read_text("utf-8").startswith("# "), name
        stem = path.stem if name.startswith("quotes/") else name  # quotes name their lists without suffix
        assert name in told or stem in told, f"nobody reads {name}"


@pytest.mark.parametrize("name", faults.FOLDED)
def test_folded_lists(name: str) -> None:
    entries = faults.listed(name)
    assert not faults.unfolded(entries)
    assert not faults.capitals(entries)
    if name != "nicknames.txt":  # "alex" is short for two names
        assert not faults.twice(map(fold, entries))


@pytest.mark.parametrize("name", [*faults.WRITTEN, "common.txt", "openers.txt", "abbreviations.txt"])
def test_no_entry_stands_twice(name: str) -> None:
    assert not faults.twice(faults.listed(name))


@pytest.mark.parametrize("name", GROUPS)
def test_no_word_stands_twice_in_a_group(name: str) -> None:
    assert not faults.grouped_twice(name)


def test_each_group_is_read() -> None:
    told = constants(ROOT)
    for name in ("names.txt", "quotes/function.txt"):
        assert not [heading for heading in LISTS.groups(name) if heading not in told], name


def test_no_noun_is_in_two_groups() -> None:
    groups = LISTS.groups("quotes/nouns.txt")
    assert not faults.twice(word for words in groups.values() for word in words)


@pytest.mark.parametrize("name", ENTRIES)
def test_entries_have_one_row_and_known_classes(name: str) -> None:
    rows = LISTS.entries(name)
    assert not faults.capitals(rows)
    for word, classes in rows.items():
        assert classes <= CLASSES.get(name, classes), word
    if name in CLASSES:
        assert CLASSES[name] == {given for classes in rows.values() for given in classes}


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
    first = {*names, *nations, *folded["nations.txt"], *folded["stop.txt"]}
    assert not [one for name in faults.WRITTEN for one in faults.listed(name) if fold(one) in first]
    assert not {*folded["cities.txt"], *folded["regions.txt"], *names} & {*folded["stop.txt"]}


@pytest.mark.parametrize("first", [False, True])
def test_head_words(first: bool) -> None:
    entries = [(kind, entry) for kind, entry in HEADS if kind.endswith("^") == first]
    words = [entry for _, entry in entries]
    assert not faults.twice(words)
    assert not faults.unfolded(words)
    assert not faults.too_long(words, 2)
    assert first or not faults.idle({entry: kind for kind, entry in entries})


def test_cues() -> None:
    assert not faults.twice(CUES)
    assert not faults.too_long((entry for *_, entry in CUES), 2)
    assert not faults.capitals(entry for *_, entry in CUES)


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
    (tmp_path / "toy_lists" / "x.txt").write_text("# said\n[a]\none two\n\n[b]\ntwo up_to\n", "utf-8")
    (tmp_path / "toy_lists" / "y.txt").write_text("one two;three\nfour", "utf-8")
    (tmp_path / "toy_lists" / "z.txt").write_text("one\ta b\ntwo\tb c\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    lists = WordLists("toy_lists")
    assert lists.groups("x.txt") == {"a": {"one", "two"}, "b": {"two", "up to"}}
    assert lists.lines("y.txt") == ("one two;three", "four") and lists.words("y.txt") == {
        *lists.lines("y.txt")
    }
    assert lists.split("y.txt") == {"one two", "three", "four"}
    assert lists.split("y.txt", None) == {"one", "two;three", "four"}
    assert lists.entries("z.txt") == {"one": {"a", "b"}, "two": {"b", "c"}}
    assert lists.classed("z.txt", "a") == {"one"} and lists.classed("z.txt", "a", "c") == {"one", "two"}


def test_alternation_takes_the_longer_first() -> None:
    assert re.match(alternation(["say", "say so", "a.b"]), "say so").group() == "say so"  # type: ignore[union-attr]
    assert not re.match(alternation(["a.b"]), "axb")
