"""Which stretches stand between quote marks, whatever the desk typed."""

import pytest

from slugline.quotes.quote_marks import Quoted, pair

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


EXACT: dict[str, list[str]] = {
    '"We go," he said.': ['"We go," = We go,'],
    '"We go': ['"We go = We go (unclosed)'],
    'He left. We go," he said.': ['We go," = We go, (unopened)'],
    'He left? We go," he said.': ['We go," = We go, (unopened)'],
    'Old boats. He left. We go," he said.': ['We go," = We go, (unopened)'],
    'We go" he said.': [],
    '"Now," he said. We go," she said.': ['"Now," = Now,', 'We go," = We go, (unopened)'],
    'ab," he': [],
    'The 12" pipe. We go," he said.': ['We go," = We go, (unopened)'],
    'The 6" and 8" pipes': [],
    '"We go, Klein said.': ['"We go, = We go,'],
    '"We go, Klein added. "Now."': ['"We go, = We go,', '"Now." = Now.'],
    "'We go,' he said.": ["'We go,' = We go, (single)"],
    "'We go' he said.": ["'We go' = We go (single)"],
    "the boys' boats' 'old' hull": ["'old' = old (single)"],
    "'the boys' boats'": ["'the boys' boats' = the boys' boats (single)"],
    "'the boys' boats.'": ["'the boys' boats.' = the boys' boats. (single)"],
    "'old boys'.": ["'old boys' = old boys (single)"],
    "'old boys', he": ["'old boys' = old boys (single)"],
    "'old boys'; he": ["'old boys' = old boys (single)"],
    "'old boys': he": ["'old boys' = old boys (single)"],
    "'old boys'? he": ["'old boys' = old boys (single)"],
    "'old boys'! he": ["'old boys' = old boys (single)"],
    "‘We go,’ he": ["‘We go,’ = We go, (single)"],
    "’We go’ he": [],
    "‘We go‘ he": [],
    "'em boats' he said 'now'": ["'now' = now (single)"],
    "'twas late'": [],
    "the '90s' boats": [],
    "'90s": [],
    "\"He said 'no' to us,\" she said. 'Now.'": [
        "\"He said 'no' to us,\" = He said 'no' to us,",
        "'Now.' = Now. (single)",
    ],
    "'No,' he said, \"and 'yes' too,\" he said.": [
        "'No,' = No, (single)",
        "\"and 'yes' too,\" = and 'yes' too,",
    ],
    "\"Now 'we' go.' And": ["\"Now 'we' go.' = Now 'we' go."],
    "“She told me “never” twice,” he": ["“She told me “never” twice,” = She told me “never” twice,"],
    "“We go. “Now,” he": ["“We go. = We go.", "“Now,” = Now,"],
    '["We go"]': ['"We go" = We go'],
    '{"We go"}': ['"We go" = We go'],
    'a—"we go"—b': ['"we go" = we go'],
    'a–"we go"': ['"we go" = we go'],
    'a-"we go"': ['"we go" = we go'],
    'a…"we go"': ['"we go" = we go'],
    'a/"we go"': ['"we go" = we go'],
    'a:"we go"': ['"we go" = we go'],
    "a'\"we go\"'": ['"we go" = we go'],
    'say"we go"': [],
    '("we go")': ['"we go" = we go'],
    "('we go')": ["'we go' = we go (single)"],
    "['we go']": ["'we go' = we go (single)"],
    "—'we go'—": ["'we go' = we go (single)"],
    "-'we go'": ["'we go' = we go (single)"],
    "\"'we go'\"": ["\"'we go'\" = 'we go'"],
    "'\"we go\"'": ['"we go" = we go'],
    "'$5 bill'": ["'$5 bill' = $5 bill (single)"],
    "'(old) bill'": ["'(old) bill' = (old) bill (single)"],
    "'[old] bill'": ["'[old] bill' = [old] bill (single)"],
    "' old '": [],
    "'old''new'": ["'old''new' = old''new (single)"],
    "We ''go'' now": ["''go'' = go"],
    "„We go“ he": ["„We go“ = We go"],
    "«We go» he": ["«We go» = We go"],
    "“We go„ he": ["“We go„ = We go"],
    "We” go": [],
    'x "" y': ['"" = '],
    '6"x 8"': [],
    '5 "old" boats': ['"old" = old'],
    '"old"5': ['"old" = old'],
    'the "old"\n': ['"old" = old'],
    '"We go   ': ['"We go = We go (unclosed)'],
    '"a" "b"': ['"a" = a', '"b" = b'],
    '"We go." "Now." he': ['"We go." = We go.', '"Now." = Now.'],
    '?" he said.': [],
    'a b c," he': ['a b c," = a b c, (unopened)'],
    'Go. a," he': [],
    'Go. ab," he': [],
}
"""Each stretch with its marks, without them, and what is odd about it."""


@pytest.mark.parametrize(("text", "wanted"), EXACT.items())
def test_where_a_stretch_begins_and_ends(text: str, wanted: list[str]) -> None:
    found = pair(text, 0, len(text))
    assert [exact(text, quoted) for quoted in found] == wanted


def exact(text: str, quoted: Quoted) -> str:
    odd = [(not quoted.closed, "unclosed"), (not quoted.opened, "unopened"), (quoted.single, "single")]
    flags = "".join(f" ({name})" for is_so, name in odd if is_so)
    return f"{text[quoted.start : quoted.end]} = {text[quoted.first : quoted.last]}{flags}"


LEFT_OPEN = {
    "it goes on from the beginning": ('We go. We stay," Klein says.', ["We go. We stay,"]),
    "it has a cue": ('Roe said so. We stay," Klein says.', ["We stay,"]),
    "it opens anew": ('"We go. We stay," Klein says.', ["We go. We stay,"]),
}


@pytest.mark.parametrize(("text", "wanted"), LEFT_OPEN.values(), ids=LEFT_OPEN.keys())
def test_a_paragraph_behind_one_that_left_a_quotation_open(text: str, wanted: list[str]) -> None:
    assert [text[quoted.first : quoted.last] for quoted in pair(text, 0, len(text), left_open=True)] == wanted
