"""Roles: whom "the mayor", "the department" or "her statement" means, by what stands beside the names."""

from bisect import bisect_left
from collections.abc import Set

from slugline.quotes import words
from slugline.quotes.cast import Character
from slugline.quotes.floor import Floor
from slugline.quotes.paragraph import Line
from slugline.quotes.person_names import Sex
from slugline.quotes.phrases import Range
from slugline.quotes.tags import DETERMINER, FUNCTION, MAN, PREPOSITION, WOMAN

SAME = words.groups("roles")
GENERIC = FUNCTION["generic"]
FAR = 3_000
"""How many characters back a body may be named that "the department" means."""
MOST = 200
"""How many people of a story are considered."""


def sex_of(line: Line, at: int) -> Sex | None:
    """Return the sex that the noun at item ``at`` tells ("spokeswoman")."""
    return "m" if line.has(at, MAN) else "f" if line.has(at, WOMAN) else None


def person(floor: Floor, line: Line, span: Range, at: int) -> Character | None:
    """Return the person whose role the phrase ``span`` with the head ``at`` names; None if nobody has it."""
    noun, start = line.low[at], line.start[span[0]]
    want = SAME.get(noun, frozenset()) | {noun}
    extra = {
        line.low[item] for item in range(*span) if item != at and not line.has(item, DETERMINER | PREPOSITION)
    }
    sex = sex_of(line, at)
    best: Character | None = None
    top = 0.0
    for character in floor.cast.characters[:MOST]:
        if not character.person or not want & character.roles:
            continue
        if sex is not None and floor.cast.sex_of(character) not in (None, sex):
            continue
        before = bisect_left(character.mentions, (start, 0))
        ahead = (
            before == 0 and bool(character.mentions) and (line.zone.kind != "body" or noun in character.roles)
        )
        if (before == 0 and not ahead) or (
            "prime" in character.roles and "prime" not in extra and noun == "minister"
        ):
            continue
        away = 2 * FAR if ahead else start - character.mentions[before - 1][0]
        points = 2.0 + 1.5 * (character is floor.holder) + (noun in character.roles) - min(away / FAR, 2.0)
        points += len(extra & character.roles)
        if points > top:
            best, top = character, points
    return floor.cast.full(best, start) if best is not None else None


def body(floor: Floor, noun: str, start: int, given: Set[str]) -> Character | None:
    """Return the organisation that "the ``noun``" means at ``start``, with ``given`` in its name."""
    singular = noun[:-1] if noun.endswith("s") else noun
    for _, _, character in reversed(floor.cast.within(max(0, start - FAR), start)):
        name = character.name.lower().split()
        if character.kind in ("ORG", "GPE", "FAC") and singular in name and given <= set(name):
            return character
    if singular not in GENERIC or given:
        return None
    holder = floor.holder
    return holder if holder is not None and holder.kind == "ORG" else floor.body_before(start)
