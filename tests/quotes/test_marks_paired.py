"""What stands between marks in one paragraph, with its marks and how they were found."""

from pathlib import Path

import pytest

from slugline.quotes.quote_marks import Quoted, pair
from tests.quotes.test_cues import rows

CASES = rows(Path(__file__).parent / "signs" / "marks.txt")


def told(text: str, quoted: Quoted) -> str:
    how = [
        "" if quoted.closed else ", left open",
        "" if quoted.opened else ", opened by nothing",
        ", single" if quoted.single else "",
    ]
    return f"{text[quoted.start : quoted.end]} | {text[quoted.first : quoted.last]}{''.join(how)}"


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text for text, _ in CASES])
def test_marks_are_paired(text: str, wanted: list[str]) -> None:
    assert [told(text, quoted) for quoted in pair(text, 0, len(text))] == wanted
