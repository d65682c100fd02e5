"""What is read where lines are broken to fit a column, and where a blank between sentences is missing."""

from itertools import pairwise

import pytest

from slugline.reading import plain_letters
from slugline.records.story import Story, Zone
from tests.quotes.invented import zoned

LONG = "The harbour board met on Friday and"
READ_AS = {
    "a line break is a blank": ("The pier\nleaks.", "The pier leaks."),
    "an indented line": ("The pier \n   leaks.", "The pier leaks."),
    "a line of Windows": ("The pier\r\nleaks.", "The pier leaks."),
    "behind a hyphen a word goes on": ("The well-\nknown pier leaks.", "The well-known pier leaks."),
    "a dash is no hyphen": ("The pier -\nit leaks.", "The pier - it leaks."),
    "a number's hyphen is none": ("From 3-\n4 piers.", "From 3- 4 piers."),
    "a soft hyphen parts a word": ("The har\u00ad\nbour leaks.", "The harbour leaks."),
    "glued sentences": ("It leaks.The mayor left.", "It leaks. The mayor left."),
    "glued question": ("Does it leak?The mayor left.", "Does it leak? The mayor left."),
    "an owner behind a glued stop": ("It leaks.Klein's men left.", "It leaks. Klein's men left."),
    "an address is no sentence": ("See harbour.Odense.dk now.", None),
    "a file's name": ("See pier.Txt now, e.g.The one.", "See pier. Txt now, e.g.The one."),
    "glued behind a closing mark": ('"We go."The pier leaks.', '"We go." The pier leaks.'),
    "glued before an opening mark": ('It leaks."We go."', 'It leaks. "We go."'),
    "glued curly": ("It leaks.“We go.”The rest.", "It leaks. “We go.” The rest."),
    "glued turns": ('"A," he said."B."The pier."C."', '"A," he said. "B." The pier. "C."'),
    "closed and opened": ('"We go.""They stay."', '"We go." "They stay."'),
    "a name behind the mark": ('"We go,"Klein said.', '"We go," Klein said.'),
    "a comma before the mark": ('Klein said,"We go."', 'Klein said, "We go."'),
    "an odd mark shows nothing": ('It leaks."We go.', None),
    "marks that do not pair": ("It leaks.”We go.“ So.", None),
    "nothing to do": ('"We go," he said. "Now."', None),
}


def one(text: str, *cuts: int) -> Story:
    """Return a story of paragraphs that end at ``cuts``."""
    edges = [0, *cuts, len(text)]
    return zoned(
        text,
        [Zone(kind="body", start=a + 2 * (a > 0), end=b) for a, b in pairwise(edges)],
    )


@pytest.mark.parametrize(("text", "wanted"), READ_AS.values(), ids=READ_AS.keys())
def test_blanks_are_read(text: str, wanted: str | None) -> None:
    plain = plain_letters.plain(one(text))
    assert (plain and plain.story.text) == wanted


GOES_ON = {
    "a small letter": (LONG, "two ships left.", True),
    "behind a comma": (LONG[:-4] + ",", "two ships left.", True),
    "behind an article": (LONG[:-3] + "the", "Mayor left.", True),
    "a sentence that ended": (LONG[:-4] + ".", "two ships left.", False),
    "a capital": (LONG[:-4], "Two ships left.", False),
    "a colon": (LONG[:-4] + ":", "two ships left.", False),
    "a short line is a heading": ("The harbour and", "two ships left.", False),
    "just long enough": ("The harbour board met and", "two ships left.", True),
    "just too short": ("The harbour boar met and", "two ships left.", False),
}


@pytest.mark.parametrize(("above", "below", "wanted"), GOES_ON.values(), ids=GOES_ON.keys())
def test_a_sentence_goes_on_behind_a_blank_line(above: str, below: str, wanted: bool) -> None:
    story = one(f"{above}\n\n{below}", len(above))
    plain = plain_letters.plain(story)
    assert (plain is not None) is wanted
    if plain is not None:
        assert plain.story.text == f"{above} {below}"
        assert plain.story.zones == (Zone(kind="body", start=0, end=len(plain.story.text)),)


def test_only_paragraphs_of_the_body_go_on() -> None:
    text = f"{LONG}\n\ntwo ships left."
    zones = [
        Zone(kind="headline", start=0, end=len(LONG)),
        Zone(kind="body", start=len(LONG) + 2, end=len(text)),
    ]
    assert plain_letters.plain(zoned(text, zones)) is None


def test_what_is_found_has_the_offsets_of_the_text_as_it_stands() -> None:
    text = 'The pier\nleaks."We go."'
    plain = plain_letters.plain(one(text))
    assert plain is not None
    assert plain.story.text == 'The pier leaks. "We go."'
    begin = plain.story.text.index("We")
    assert text[plain.starts[begin] : plain.ends[begin + 4]] == "We go"


@pytest.mark.parametrize("piece", ["a\n", 'a."B ', "a.The b ", '"\n', "a,\n\nb"])
def test_the_time_is_linear(piece: str) -> None:
    text = piece * 40_000
    assert plain_letters.plain(one(text)) is None or text
