"""How far a story is read."""

import pytest

from slugline.enrichment import enrich
from slugline.reading.reach import MOST_CHARACTERS, MOST_WORDS, WORD, within
from slugline.reading.reader import Reader
from slugline.stories import read


@pytest.mark.parametrize(
    ("unit", "count"),
    [("He said. ", 13_000), ("ab ", MOST_WORDS - 1), ('"', MOST_WORDS - 1), ("a" * 99 + " ", 2_400)],
)
def test_a_long_story_is_read_to_its_end(unit: str, count: int) -> None:
    story = read((unit * count + "x").encode())
    assert within(story) is story


@pytest.mark.parametrize(
    ("unit", "count"),
    [("He said. ", 14_000), ("He said.\n\n", 14_000), ("a ", 99_000), ('a"', 99_000), ("a" * 99 + " ", 9_000),
     ("漢" * 300_000, 1)],
)  # fmt: skip
def test_what_is_longer_is_read_so_far(unit: str, count: int) -> None:
    story = read((unit * count).encode())
    cut = within(story)
    assert story.text.startswith(cut.text)
    assert len(WORD.findall(cut.text)) <= MOST_WORDS
    assert len(cut.text) <= MOST_CHARACTERS
    assert len(WORD.findall(cut.text)) == MOST_WORDS or len(cut.text) > MOST_CHARACTERS - 1_000
    assert cut.zones[-1].end <= len(cut.text)
    assert cut.zones[:-1] == story.zones[: len(cut.zones) - 1]


def test_the_flag_says_so_and_nothing_else_changes(reader: Reader) -> None:
    opening = "LUNDAVIK (Norrwire) - “It will sink,” mayor Ana Brekke said on Monday.\n\n"
    long = read((opening + "Nobody knows. " * 20_000).encode())
    short = read((opening + "Nobody knows. " * 20).encode())
    of_long, of_short = (split.enriched for split in enrich([long, short], reader))
    assert (of_long.truncated, of_short.truncated) == (True, False)
    assert (of_long.text, of_long.zones) == (long.text, long.zones)
    assert [one.text for one in of_long.quotes] == [one.text for one in of_short.quotes] == ["It will sink,"]
