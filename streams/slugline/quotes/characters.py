"""Characters: the people and bodies of a story that may speak, and who has spoken so far."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

from slugline.quotes.person_names import Sex, plain

ALIKE = 40
"""So many people with one last name, or one first name, are told apart."""


@dataclass(slots=True, eq=False)
class Character:
    """Somebody or something that may speak. ``mentions`` are in the order of the text; ``roles`` are words of
    offices and descriptions beside the name, in lower case. Who is never named has the name ""."""

    name: str
    kind: str
    entity_id: str | None
    mentions: list[tuple[int, int]] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    sex: Sex | None = None
    sexed: bool = False
    dead: bool | None = None

    @property
    def person(self) -> bool:
        """Return whether this is a human being, as far as the name tells."""
        return self.kind == "PERSON"

    @property
    def body(self) -> bool:
        """Return whether this is an organisation, or may be one."""
        return self.kind in ("ORG", "NAME")

    def forget(self, start: int) -> None:
        """Take the mentions that begin at offset ``start`` away."""
        at = bisect_left(self.mentions, (start,))
        while at < len(self.mentions) and self.mentions[at][0] == start:
            del self.mentions[at]

    @property
    def last(self) -> str:
        """Return the last word of the name, in lower case."""
        return plain(self.name).split()[-1] if plain(self.name) else ""


def note(table: dict[str, list[Character]], name: str, one: Character) -> None:
    """Put somebody among those of one name, unless there are more of them than can be told apart."""
    row = table.setdefault(name, [])
    if len(row) < ALIKE:
        row.append(one)


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody who has spoken, in which paragraph, at which offset."""

    character: Character
    line: int
    at: int


@dataclass(slots=True)
class Heard:
    """Who has spoken so far, in order, and how often."""

    turns: list[Turn] = field(default_factory=list)
    times: Counter[Character] = field(default_factory=Counter)
    quoted: set[Character] = field(default_factory=set)
    """Those whose words have been given, not just told of."""

    def note(self, turn: Turn) -> None:
        """Note that somebody has spoken."""
        self.turns.append(turn)
        self.times[turn.character] += 1

    @property
    def last(self) -> Character | None:
        """Return who has spoken last."""
        return self.turns[-1].character if self.turns else None


NOBODY = Heard()
