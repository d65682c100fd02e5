"""The noun phrase beside a verb: in each sentence the verb is marked "^", the phrase stands in brackets."""

import pytest

from slugline.quotes import before_verbs, paragraph, phrase_names, phrases, quote_marks
from slugline.quotes.paragraph import Line
from slugline.reading.reading import unnamed
from tests.quotes.invented import story


def read(text: str) -> Line:
    told = story(text)
    (zone,) = told.zones
    return paragraph.read(unnamed(told), zone, 0, quote_marks.pair(text, 0, len(text)), [])


def marked(text: str) -> tuple[Line, int, str | None]:
    """Return the line, the item of the verb, and the words in square brackets."""
    wanted = text[text.index("[") + 1 : text.index("]")] if "[" in text else None
    bare = text.replace("[", "").replace("]", "")
    line = read(bare.replace("^", ""))
    return line, line.start.index(bare.index("^")), wanted


def words(line: Line, span: tuple[int, int] | None) -> str | None:
    return None if span is None else " ".join(line.text[slice(*span)])


BEFORE = """
[Klein] ^said
[Robert Klein], 45, ^said
[Robert Klein], chairman of the board, ^said
[Klein] - a pilot - ^said
[Klein] (a pilot) ^said
On Thursday [Klein] ^said
On 3 May [the mayor] ^said
On the last Monday in May [the mayor] ^said
On the Monday [Klein] ^said
[Pilot 45] ^said
In Odense [the mayor] ^said
In the rain [Klein] ^said
Later [Klein] ^said
[All members] ^said
[Both pilots] ^said
And [Klein] ^said
[Klein] also ^said
[Klein] has ^said
[Klein] had on Monday ^said
[Klein] last week ^said
[Klein] on May 3 ^said
[Klein] to ^say
and ^said
, ^said
[Klein and Keller] ^said
[Klein and the mayor] ^said
[The mayor and Klein] ^said
[The pilots and fishermen] ^said
[Klein & Sons] ^said
The ferry sailed and [Klein] ^said
The ferry left and [the crew] ^said
The rain stopped, and [Klein] ^said
[A report released by the board] ^said
[A report titled Old Harbours] ^said
[The crew of the ferry] ^said
[He] ^said
The pier is old [he] ^said
As he left [Klein] ^said
Before the storm came [the mayor] ^said
[Officials] ^said
[The old pier] ^said
Speaking in Odense, [Klein] ^said
[Klein], speaking in Odense, ^said
In Odense, [Klein], a pilot, ^said
[The mayor], Anna Roe, ^said
[The mayor], who left early, ^said
"We sail," [Klein] ^said
"We sail," [a pilot], Klein, ^said
[The pilot's brother] ^said
"""
"""The phrase and the verb behind it."""


@pytest.mark.parametrize("text", BEFORE.strip().split("\n"))
def test_the_phrase_before_a_verb(text: str) -> None:
    line, at, wanted = marked(text)
    found = before_verbs.left(line, at, 0)
    assert (None if found is None else words(line, found[0])) == (wanted and words(read(wanted), (0, 99)))


WHO = """
[An official] who left early ^said
[The crew of the ferry] who left ^said
Yesterday [a pilot] who left ^said
The pier is old, who left ^said
An official who left, early, ^said
Who left ^said
A pilot left and ^said
"""


@pytest.mark.parametrize("text", WHO.strip().split("\n"))
def test_the_phrase_before_who(text: str) -> None:
    line, at, wanted = marked(text)
    found = before_verbs.before_who(line, at, 0)
    assert (None if found is None else words(line, found[0])) == wanted


BEHIND = """
^said [Klein]
^said [Robert Klein], chairman of the board
^said [the mayor of Odense] on Monday
^said [Klein and Keller]
^said [Klein] and left
^said [the oil and gas worker Anna Roe]
^said [oil and gas worker Anna Roe]
^said [Klein] in Odense
^said [Klein from Odense]
^said [Klein at the pier]
^said [Klein] on Monday
^said [Klein] yesterday
^said [Klein] quietly
^said [Klein] has left
^said [Klein] of
^said [Klein] of the
^said [the pilot with the hat]
^said [the rain]
^said [Klein] "now"
^said [he]
^said in Odense
^said left
^said rain
^said
"""


@pytest.mark.parametrize("text", BEHIND.strip().split("\n"))
def test_the_phrase_behind_a_verb(text: str) -> None:
    line, at, wanted = marked(text)
    assert words(line, phrases.right(line, at + 1, len(line))) == wanted


HEADS = {
    "Klein": "Klein",
    "the mayor of Odense": "mayor",
    "Mayor Anna Roe": "Roe",
    "a man named Klein": "Klein",
    "gas worker Anna Roe": "Roe",
    "The mayor and Klein": "mayor",
    "The pilots or fishermen": "pilots",
    "a report released by the board": "report",
    "the crew on Monday": "crew",
    "the mayor , a pilot": "mayor",
    "the old pier": "pier",
    "Klein in Odense": "Klein",
    "of pilots": "pilots",
}


@pytest.mark.parametrize(("text", "wanted"), HEADS.items())
def test_the_head_of_a_phrase(text: str, wanted: str) -> None:
    line = read(text)
    assert line.text[phrases.head(line, (0, len(line)))] == wanted


SPEAKING = [
    "Klein",
    "the rain",
    "he",
    "officials",
    "nobody",
    "a pilot",
    "members of it",
    "Old rain",
    "many",
    "pilots",
]
SILENT = ["rain", "Monday", "running ferries", "old rain", "was", "in", "45", "loud rain of it"]


@pytest.mark.parametrize("text", [*SPEAKING, *SILENT])
def test_what_can_speak(text: str) -> None:
    line = read(text)
    assert phrases.speaks(line, (0, len(line))) == (text in SPEAKING)
    assert not phrases.speaks(line, (0, 0))


NAMES = {
    "[Klein] left": ["Klein"],
    "[the mayor , Anna Roe] ,": [],
    "[the mayor], Anna Roe, left": ["Anna Roe"],
    "[the mayor], Anna Roe.": ["Anna Roe"],
    "[the mayor], Anna Roe left": [],
    "[the pier], Anna Roe, left": [],
    "[the mayor], a pilot, left": [],
    "[Pilot Anna de la Roe] left": ["Pilot Anna de la Roe"],
    "[a statement from Anna Roe] told": ["Anna Roe"],
    "[a statement of Anna Roe] told": ["Anna Roe"],
    "[a statement about Anna Roe] told": [],
    "[Anna Roe's letter] told": ["Anna Roe"],
    "[Anna Roe's pier] fell": [],
    "[he] left": [],
    "[Officials] left": [],
}


@pytest.mark.parametrize(("text", "wanted"), NAMES.items())
def test_the_names_of_a_phrase(text: str, wanted: list[str]) -> None:
    start, end = text.index("["), text.index("]") - 1
    line = read(text.replace("[", "").replace("]", ""))
    inside = [at for at in range(len(line)) if start <= line.start[at] < end]
    assert [words(line, span) for span in phrase_names.names(line, (inside[0], inside[-1] + 1))] == wanted


NAMED_BY_WHO = {
    "Klein , who said": "Klein",
    "the mayor who said": "the mayor",
    "who said": None,
    "in , who said": None,
}


@pytest.mark.parametrize(("text", "wanted"), NAMED_BY_WHO.items())
def test_whom_who_means(text: str, wanted: str | None) -> None:
    line = read(text)
    assert words(line, before_verbs.antecedent(line, line.low.index("who"))) == wanted
