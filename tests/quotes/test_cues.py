"""What a sentence's cues are, and what is said by each: ``cues/*.txt``, a sentence each.

Below it, after "= ", stands for each cue its words; what sort it is (verb, class, what opens the
content, whether it was said); the subject; where the attribution begins; what
``extent`` finds before and after it.
"""

from pathlib import Path

import pytest

from slugline.quotes import cues, extent, paragraph, quote_marks
from slugline.quotes.cues import Cue
from slugline.quotes.paragraph import Line
from slugline.quotes.phrases import Range
from slugline.reading.reading import unnamed
from tests.quotes.invented import story

TABLES = Path(__file__).parent / "cues"
FLAGS = ("past", "inverted", "shared", "according", "bare", "tails", "unsaid", "denies")


def read(text: str) -> Line:
    told = story(text)
    (zone,) = told.zones
    return paragraph.read(unnamed(told), zone, 0, quote_marks.pair(text, 0, len(text)), [])


def words(line: Line, span: Range | None) -> str:
    return "-" if span is None or span[0] >= span[1] else " ".join(line.text[slice(*span)])


def told(text: str) -> list[str]:
    line = read(text)
    return [
        told_by(line, cue, sentence, found[number + 1 :])
        for sentence in line.sentences
        for found in [cues.find(line, sentence)]
        for number, cue in enumerate(found)
    ]


def told_by(line: Line, cue: Cue, sentence: Range, later: list[Cue]) -> str:
    sort = [cue.lemma, cue.kind, cue.opener, cue.mood, *(flag for flag in FLAGS if getattr(cue, flag))]
    before = extent.before(line, cue, sentence, sentence[0], later) if cue.tails else []
    after = extent.after(line, cue, sentence, later)
    parts = [words(line, cue.words), " ".join(sort), words(line, cue.subject)]
    parts.append(words(line, (cue.clause, cue.clause + 2)))
    parts += [" ... ".join(words(line, span) for span in spans) or "-" for spans in (before, after)]
    return " | ".join(parts)


def rows(file: Path) -> list[tuple[str, list[str]]]:
    _, *blocks = file.read_text("utf-8").strip().split("\n\n")
    return [(text, [one[2:] for one in wanted]) for text, *wanted in (block.split("\n") for block in blocks)]


CASES = [row for file in sorted(TABLES.glob("*.txt")) for row in rows(file)]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text for text, _ in CASES])
def test_the_cues_of_a_sentence(text: str, wanted: list[str]) -> None:
    assert told(text) == wanted
