import pytest

from slugline.intake.formats.plain_text import read_text
from slugline.reading.reading import unnamed


def cut(text: str) -> list[str]:
    reading = unnamed(read_text(text, uri="urn:test:words"))
    return [reading.story.text[start:end] for start, end in reading.words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mr. Addo, 45, left.", "Mr.|Addo|,|45|,|left|."),
        ("The U.S. cut 1,200 well-paid jobs...", "The|U.S.|cut|1,200|well-paid|jobs|..."),
        ("Ruiz's aides couldn't say -- they'll wait.", "Ruiz|'s|aides|couldn't|say|--|they|'ll|wait|."),
        ("“No,” J. Roe of AT&T told @wire.", "“|No|,|”|J.|Roe|of|AT&T|told|@wire|."),
        ("It cost $3.50 at Acme Inc. on Sun. in Accra.", "It|cost|$3.50|at|Acme|Inc.|on|Sun.|in|Accra|."),
        ("He told the Sun. She told the Sun.", "He|told|the|Sun|.|She|told|the|Sun|."),
        ("They live at No. 4 or no. 5 of Pier No. B.", "They|live|at|No.|4|or|no.|5|of|Pier|No.|B|."),
        ("She said no. Then no.", "She|said|no|.|Then|no|."),
        (
            "She said no. Roe left. (Roe said no.) “No.”",
            "She|said|no|.|Roe|left|.|(|Roe|said|no|.|)|“|No|.|”",
        ),
        ("one\u200b \u200b two", "one|two"),
        ("JD(S) and Congress(I) met CPI(ML)'s.", "JD(S)|and|Congress(I)|met|CPI(ML)|'s|."),
        ("Act(s), Roe(IN), JD (S), (JD(S))", "Act|(|s|)|,|Roe|(|IN|)|,|JD|(|S|)|,|(|JD(S)|)"),
    ],
)
def test_words(text: str, words: str) -> None:
    assert cut(text) == words.split("|")
