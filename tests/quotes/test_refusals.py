"""Quoted words that nobody says are no quotes."""

import pytest

from slugline.quotes import quote_marks, refusals
from slugline.records.story import Zone
from tests.quotes.conftest import Told

REFUSED = {
    "title of a film": 'The festival opened with the film "A Night in Odense" on Monday.',
    "title of a book": 'Her novel "The Long Harbour" sold out within a week.',
    "title called": 'The orchestra played a piece called "Winter Harbour" on Friday.',
    "nickname": 'The match was won by Peter "The Wall" Holm after an hour.',
    "word as a word": 'The word "harbour" comes from an old term for shelter.',
    "so-called": 'Police searched the so-called "tide houses" on Tuesday.',
    "programme": 'The city pays for it out of the programme "Clean Water Now" from 2027.',
    "scare quote": 'The region is known for its "green" cement.',
    "adjective before a noun": 'The committee met over the "wait and see" approach again.',
    "passive name": 'The storm was nicknamed "Big Berta" by sailors.',
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_is_refused(text: str, told: Told) -> None:
    assert told(text) == []


KEPT = {
    "said in title case": ('"Save Our Harbour," the crowd chanted.', "Save Our Harbour,"),
    "sign": ('A man held a sign that read "Save Our Harbour" at the gate.', "Save Our Harbour"),
    "short answer": ('"No," Klein said.', "No,"),
}


@pytest.mark.parametrize(("text", "wanted"), KEPT.values(), ids=KEPT.keys())
def test_is_kept(text: str, wanted: str, told: Told) -> None:
    assert [event.text for event in told(text)] == [wanted]


NO_SPEECH = [
    'The film "A Night in Odense" opened.',
    'The "Night in Odense" left.',
    'The plan "3 Boats" left.',
    'The film "Odense. Night" opened.',
    'The film "Night" opened.',
    'x "Odense Is Safe" he',
    'He saw "..." there.',
    'Crowds left, "Save Our Harbour"',
    'Peter "the Wall" Holm',
    'The word "harbour" is old.',
    'He was nicknamed "the boat"',
    'Peter "Big Old Tall Wall" Holm',
    'It was dubbed "the boat"',
    '"River Road" director left',
    '"The River Road" director left',
    '"2001 River" director left',
    'The film "Odense; Night" opened',
    'The film "Odense Is Safe, We Sail" opened',
    'He left. "Save Our Harbour" And',
    'He left, "Save Our Harbour" And',
    'The film was old "Night" opened',
    'The word "a b c d" is',
    'So-called "harbour" is',
    'a so-called "harbour of old" is',
    'whom it called "Old Harbour" now',
    'which was dubbed "the boat" now',
    'dubbed "the boat" now',
    'Peter "Wall" Holm left',
    'Peter "Wall Of Old" Holm left',
]
SPEECH = [
    '"A Night in Odense," Klein said.',
    'Klein: "Save Our Harbour"',
    'He said. "Save Our Harbour." And',
    'He left? "Save Our Harbour?" And',
    'Crowds chanted, "Save Our Harbour"',
    'A sign read "Save Our Harbour" twice.',
    'The word "harbour!" is old.',
    'The word "harbour of the old and big town" is old.',
    'one whom he dubbed "the boat"',
    'one whom Klein nicknamed "the boat"',
    'The boat "Night" left.',
    'Peter "Wall" holm',
    'peter "Wall" Holm',
    'Peter "Wall," Holm',
    'Peter "wall" Holm',
    '"Odense Is Safe. We Sail At Dawn" he',
    '"Odense Is Safe" he',
    'Now: "Odense Is Safe. We Sail At Dawn" he',
    'The plan "Odense Is Safe. We Sail At Dawn" he',
    'The plan "3 boats" left.',
    'The plan "Clean Water Now": it',
    'x "A Of The" y',
    '"River road" director left',
    '"River Road." director left',
    '"River Road"director left',
    '"River Road" pilot left',
    '"The" director left',
    '"River Road", director left',
    'The film "Odense Is Safe; We Sail" opened',
    'He left! "Save Our Harbour," And',
    'He left: "Save Our Harbour" and',
    'Old ("Our Harbour") and',
    'The film was very old "Night" opened',
    'The word for old is "harbour" here',
    'The word "a b c d e" is',
    'The word "harbour?" is',
    'He says "Save Our Harbour" now',
    'it has dubbed "the boat" now',
    'they dubbed "the boat" now',
    'Peter "Wall" and Holm left',
    'Peter  "Wall" Holm left',
    'Peter2 "Wall" Holm left',
    'Peter "Wall"  Holm left',
    'Peter "Wall!" Holm left',
    'Peter "Wall?" Holm left',
    'mr Peter "the wall" Holm left',
]


@pytest.mark.parametrize("text", [*NO_SPEECH, *SPEECH])
def test_the_shape_of_no_speech(text: str) -> None:
    (quoted,) = quote_marks.pair(text, 0, len(text))
    assert refusals.shape(text, quoted, headline=False) == (text in NO_SPEECH)


IN_HEADLINES = {
    'The film "A Night in Odense" opens': False,
    'Odense says "Save Our Harbour" twice': False,
    'Peter "the Wall" Holm leaves': True,
    'The word "harbour" is old': True,
}


@pytest.mark.parametrize(("text", "wanted"), IN_HEADLINES.items())
def test_the_shape_of_no_speech_in_a_headline(text: str, wanted: bool) -> None:
    (quoted,) = quote_marks.pair(text, 0, len(text))
    assert refusals.shape(text, quoted, headline=True) == wanted


HEADINGS = ["'Safe as houses'", " 'Safe as houses'. ", "'One two three four five six seven'"]
NO_HEADINGS = [
    '"Safe as houses"',
    "'Safe as houses' he said",
    "He said 'safe as houses'",
    "'One two three four five six seven eight'",
]


@pytest.mark.parametrize("text", [*HEADINGS, *NO_HEADINGS])
def test_a_heading_in_single_marks(text: str) -> None:
    (quoted,) = quote_marks.pair(text, 0, len(text))
    assert refusals.crosshead(text, 0, len(text), quoted) == (text in HEADINGS)


CREDITED = [
    "Klein left. (Ruth Sand/Wire Photos)",
    "Klein left. (Ruth Sand/ Wire Photos)",
    "Klein left. (Ruth Sand photo)",
    "Klein left. ( Ruth Sand photo )",
    "Klein left. (Ruth Sand Photo desk)",
    "Klein left. (by Ruth Sand, PHOTO)",
    "Klein left. (Picture contributed)",
    "Klein left. (Picture Contributed)",
    "Klein left. RUTH SAND/THE WIRE",
    "Klein left. Ruth Sand/Wire",
    "Klein left. Ruth Sand / THE Wire News",
    "Klein left. RUTH SAND/THE WIRE 1:25",
    "Klein left. (Ruth Sand/Wire Photos).",
    "Ruth Sand/Wire",
    "Klein left. (Sent in: Submitted by a guest)",
    "x" * 580 + ". (Ruth Sand/Wire)",
]
UNCREDITED = [
    "Klein left. (Ruth Sand)",
    "Klein left. (Ruth Sand/wire)",
    "Klein left. (Ruth Sand/Wire Photos) Then",
    "Klein left and/or stayed",
    "Klein left. (A/B)",
    "Klein left. (Old photograph of Ruth)",
    "Klein left. ruth sand/wire",
    "Klein left. Ruth Sand/Wire 1:2",
    "Klein left. (contributed)",
    "x" * 600 + ". (Ruth Sand/Wire)",
    "Klein left. (Ruth Sand/Wire Photos)" + "x" * 130,
]


@pytest.mark.parametrize("text", [*CREDITED, *UNCREDITED])
def test_a_photo_credit(text: str) -> None:
    assert refusals.credited(text, Zone(kind="body", start=0, end=len(text))) == (text in CREDITED)


def test_a_caption_needs_no_credit() -> None:
    assert refusals.credited("Klein left.", Zone(kind="caption", start=0, end=11))
