"""Which stretches stand between quote marks, whatever the desk typed."""

import pytest

from slugline.quotes.quote_marks import pair

CASES = {
    "straight": ('"We go," he said. "Now."', ["We go,", "Now."]),
    "curly": ("“We go,” he said. “Now.”", ["We go,", "Now."]),
    "opened curly, closed straight": ('“We go," he said.', ["We go,"]),
    "opened straight, closed curly": ('"We go,” he said.', ["We go,"]),
    "closing mark used to open": ("”We go,” he said.", ["We go,"]),
    "doubled singles": ("''We go,'' he said. ''Now.''", ["We go,", "Now."]),
    "backticks": ("``We go,'' he said.", ["We go,"]),
    "guillemets": ("«We go», he said.", ["We go"]),
    "low and high": ("„We go“, he said.", ["We go"]),
    "single beside apostrophes": ("Klein's deal 'won't last' says union", ["won't last"]),
    "single curly": ("Mayor ‘can’t wait’ for vote", ["can’t wait"]),
    "plural possessive is no closing mark": (
        "Ministers 'regret workers' losses' in port",
        ["regret workers' losses"],
    ),
    "elision is no opening mark": ("Rock 'n' roll came back in '98, she said", []),
    "singles within doubles": ("\"He said 'no' to us,\" she said.", ["He said 'no' to us,"]),
    "doubles within doubles": ("“She told me “never” twice,” he said.", ["She told me “never” twice,"]),
    "closing mark missing before a cue": ('"We go, he said. "But later."', ["We go,", "But later."]),
    "closing mark missing to the end": ('He said: "We go.', ["We go."]),
    "closed by a single": ("Roe tweeted: “Let’s go. We can win.’ She was there.", ["Let’s go. We can win."]),
    "opening mark missing": ('We go now," he said.', ["We go now,"]),
    "stray mark": ('The 12" pipe was laid.', []),
    "inches": ("The 6'2\" guard left.", []),
    "no blank after the colon": ('Roe:"We go."', ["We go."]),
    "opened twice": ('"“We go,” he said.', ["We go,"]),
    "blanks inside": ('"We go, \' " he said.', ["We go, ' "]),
    "in brackets": ('The plan ("a scandal") fell.', ["a scandal"]),
    "after a dash": ('The plan —"a scandal" — fell.', ["a scandal"]),
    "empty": ("", []),
    "only marks": ('"""""', []),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES.keys())
def test_stretches_between_marks(text: str, wanted: list[str]) -> None:
    found = [text[quoted.first : quoted.last] for quoted in pair(text, 0, len(text))]
    assert [words for words in found if any(char.isalnum() for char in words)] == wanted


def test_a_missing_mark_costs_its_own_paragraph_only() -> None:
    text = '"We go, the mayor said.\n"Now," he added. "Here."'
    first, second = text.split("\n")
    found = pair(text, len(first) + 1, len(text))
    assert [text[quoted.first : quoted.last] for quoted in found] == ["Now,", "Here."]
    assert pair(text, 0, len(first))[0].closed is False or second


@pytest.mark.parametrize("start", [0, 7])
def test_offsets_count_from_the_storys_beginning(start: int) -> None:
    text = "x" * start + '"We go," he said.'
    (quoted,) = pair(text, start, len(text))
    assert (quoted.start, quoted.end, quoted.first, quoted.last) == (start, start + 8, start + 1, start + 7)
