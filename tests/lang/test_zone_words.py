"""The words of zones: every list is read, no entry is there twice, and all languages count."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from slugline.lang.word_lists import WordListError
from slugline.lang.zone_words import ZoneWords

SLUGLINE = Path(__file__).resolve().parents[2] / "streams" / "slugline"
LISTS = sorted(
    {
        (path.stem, name)
        for path in (SLUGLINE / "lang").glob("*/zones/*.toml")
        for name in tomllib.loads(path.read_text("utf-8"))
    }
)
READERS = "".join(path.read_text("utf-8") for path in (SLUGLINE / "intake").rglob("*.py"))


@pytest.mark.parametrize(("zone", "name"), LISTS)
def test_a_list_has_every_entry_once_and_is_read(zone: str, name: str) -> None:
    found = ZoneWords(zone).entries(name)
    assert [entry for entry, count in Counter(found).items() if count > 1] == []
    assert [entry for entry in found if entry != entry.strip() or not entry] == []
    assert name.startswith(("month_", "weekday_")) or re.search(rf"""["']{name}["']""", READERS)


def test_the_lists_of_all_languages_are_read_together() -> None:
    assert {"march", "mars", "марта"} <= ZoneWords("dates").words("month_3")
    assert ZoneWords("bylines").entries("in") == ("in",)


def test_sets_are_casefolded_and_entries_are_not() -> None:
    assert "xinhua" in ZoneWords("captions").words("agencies")
    assert "Xinhua" in ZoneWords("captions").entries("agencies")


@pytest.mark.parametrize(
    ("text", "expected"), [("byline Ana", "byline"), ("by Ana", "by"), ("written by x", "written by")]
)
def test_the_longest_entry_counts(text: str, expected: str) -> None:
    found = re.match(ZoneWords("bylines").alternation("by"), text)
    assert found and found[0] == expected


@pytest.mark.parametrize(("word", "fits"), [("abonnement", True), ("consent", True), ("consents", False)])
def test_a_star_is_any_ending(word: str, fits: bool) -> None:
    assert bool(re.fullmatch(ZoneWords("boilerplate").alternation("offers"), word)) == fits


def test_a_misspelt_list_is_an_error() -> None:
    with pytest.raises(WordListError, match="bylines: no language has a list 'bye'"):
        ZoneWords("bylines").words("bye")
