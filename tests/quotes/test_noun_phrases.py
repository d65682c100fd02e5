"""The noun phrases of a sentence: ``nouns/*.txt``, a sentence each with "^" before a verb.

Below it, after "= ", stand the phrase before the verb, whose description it ends and the one before "who",
then the phrase behind the verb; "*" stands before the word that heads a phrase, "?" behind one that can't
speak, and "=" before the names by which it is resolved.
"""

from pathlib import Path

import pytest

from slugline.quotes import before_verbs, phrase_names, phrases
from slugline.quotes.paragraph import Line
from slugline.quotes.phrases import Range
from tests.quotes.test_cues import read, rows

TABLES = Path(__file__).parent / "nouns"


def told(text: str) -> str:
    line = read(text.replace("^", ""))
    at = line.start.index(text.index("^"))
    left, who = before_verbs.left(line, at, 0), before_verbs.before_who(line, at, 0)
    whose = before_verbs.described(line, left[0], 0, left[1]) if left is not None else None
    found = [one[0] if one is not None else None for one in (left, whose, who)]
    return " | ".join(headed(line, span) for span in (*found, phrases.right(line, at + 1, len(line))))


def headed(line: Line, span: Range | None) -> str:
    if span is None:
        return "-"
    head = phrases.head(line, span)
    words = " ".join("*" * (at == head) + line.text[at] for at in range(*span))
    if not phrases.speaks(line, span):
        return f"{words} ?"
    names = [" ".join(line.text[slice(*name)]) for name in phrase_names.names(line, span)]
    return f"{words} = {', '.join(names)}" if names else words


CASES = [row for file in sorted(TABLES.glob("*.txt")) for row in rows(file)]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text for text, _ in CASES])
def test_the_noun_phrases_of_a_sentence(text: str, wanted: list[str]) -> None:
    assert [told(text)] == wanted
