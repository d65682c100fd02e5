"""Template files: stories with slots and marks, and under ``---`` who says what in them.

    === name; p=f q~p; bare straight
    <s1>The <h1>critic</h1> of {q}</s1> said <1>[the bridge|the dam] was old</1>. <no>"{say}"</no>
    ---
    1 -                       quote 1: nobody named; the words that speak are <s1>, at least <h1>
    2 {p}|- denied optional   one of several names; denied; may be left out
    never {q}|{r}             speaks nowhere

``[a|b]`` is one of them, ``{p}`` a person in full (``{p.last}``, ``{p.he}`` ...), other slots are words of
``pools``. ``p=f`` gives the sex, ``q~p`` shares p's family name. What stands in ``<no>`` is no quote. Flags:
``bare`` nothing is added around, ``own`` the story has a subject of its own, ``straight`` no curly marks,
``wrap`` lines are broken, ``words`` the words of a named speaker count too.
"""

import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
HALVES = ("seen", "kept")
_LINE = re.compile(r"(\d) (.+?)((?: denied| optional)*)")


@dataclass(frozen=True)
class Speaker:
    """Who says quote ``key``: names with slots, "-" for nobody named."""

    key: str
    names: tuple[str, ...]
    flags: frozenset[str]


@dataclass(frozen=True)
class Template:
    """One story to be filled."""

    kind: str
    half: str
    name: str
    people: tuple[str, ...]
    flags: frozenset[str]
    text: str
    speakers: tuple[Speaker, ...]
    never: tuple[str, ...]


def templates(half: str) -> list[Template]:
    """Return the templates of a half in the order of their kinds."""
    found: list[Template] = []
    for file in sorted((HERE / half).glob("*.txt")):
        blocks = re.split(r"^=== ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]
        found += [parse(block, file.stem, half) for block in blocks]
    return found


def parse(block: str, kind: str, half: str) -> Template:
    """Return the template of a block. Raises ValueError where it cannot be read."""
    head, _, rest = block.partition("\n")
    name, *words = head.replace(";", " ").split()
    people = tuple(word for word in words if "=" in word or "~" in word)
    text, mark, labels = rest.strip("\n").partition("\n---")
    if not mark:
        raise ValueError(f"{kind}/{name}: no line ---")
    speakers: list[Speaker] = []
    never: list[str] = []
    for line in labels.strip().splitlines():
        if line.startswith("never "):
            never += line[6:].split("|")
        elif match := _LINE.fullmatch(line.strip()):
            speakers.append(Speaker(match[1], tuple(match[2].split("|")), frozenset(match[3].split())))
        else:
            raise ValueError(f"{kind}/{name}: {line!r}")
    return Template(
        kind, half, name, people, frozenset(words) - set(people), text, tuple(speakers), tuple(never)
    )
