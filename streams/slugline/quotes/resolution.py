"""Resolution: which character of the story a speaker's words mean, a name, a pronoun or "the mayor"."""

from bisect import bisect_left
from collections.abc import Set
from dataclasses import dataclass

from slugline.lang.vocabulary import sorts
from slugline.quotes import phrases
from slugline.quotes.cast import Cast, Character
from slugline.quotes.floor import SEX, Floor
from slugline.quotes.paragraph import Line
from slugline.quotes.person_names import Sex, untitled
from slugline.quotes.phrases import Range
from slugline.quotes.tags import (
    BODIES,
    BODY,
    CREW,
    DETERMINER,
    DOCUMENT,
    DOCUMENTS,
    FUNCTION,
    GENITIVE,
    MAN,
    PERSON,
    PREPOSITION,
    SPEAKS,
    WHO,
    WOMAN,
)
from slugline.records.events import Attribution

SAME = sorts("role")
GENERIC = FUNCTION["generic"]
FAR = 3_000
"""How many characters back a body may be named that "the department" means."""
MOST = 200
"""How many people of a story are considered."""
KIN = FUNCTION["kin"]
IT = FUNCTION["it"]
THEY = FUNCTION["they"]
THE = FUNCTION["the"]
HEADED = FUNCTION["office below another"]
HEADING = FUNCTION["makes it the other"]
DEFINITE = FUNCTION["definite"]
OWNER = FUNCTION["owner"]


@dataclass(slots=True)
class Who:
    """The answer for one speaker phrase. ``start`` and ``end`` are its words' offsets."""

    start: int
    end: int
    character: Character | None
    attribution: Attribution
    how: str


@dataclass(slots=True)
class Resolver:
    """Resolves speaker phrases in the order of the text, remembering who has spoken."""

    text: str
    cast: Cast
    floor: Floor

    def resolve(self, line: Line, span: Range) -> Who:
        """Return who the phrase ``span`` of ``line`` means."""
        begin, end = span
        at = phrases.head(line, span)
        low = line.low[at]
        if begin == at and (line.has(at, SPEAKS) or low in phrases.RELATIVE):
            return self._pronoun(line, at)
        start, stop = line.start[begin], line.end[end - 1]
        named = self._office(line, span, at) or self._named(line, phrases.ending(line, begin, at))
        if named is not None:
            return Who(start, stop, named, "explicit", "name" if named.person else "body")
        beside = self._named(line, phrases.apposed(line, span))
        if beside is not None:
            return Who(start, stop, beside, "explicit", "apposition")
        return self._nominal(line, span, at)

    def _office(self, line: Line, span: Range, at: int) -> Character | None:
        """Return the person at the end of a phrase whose head is an office ("Secretary of State Ann Roe")."""
        end = span[1]
        office = line.has(at, PERSON)
        if at == end - 1 or not line.capital(end - 1) or not office:
            return None
        for start, stop, character in self.cast.within(line.start[at], line.end[end - 1]):
            first = next((item for item in range(at + 1, end) if line.start[item] >= start), end)
            close = first < end and not line.has(first - 1, PREPOSITION | GENITIVE)
            if character.person and stop >= line.end[end - 1] - 1 and close:
                return self.cast.full(character, start, self.floor.heard)
        return None

    def _named(self, line: Line, name: Range | None) -> Character | None:
        """Return the character who bears the name in the items of ``name``."""
        if name is None:
            return None
        first, last = name[0], name[1] - 1
        start, stop = line.start[first], line.end[last]
        hits = [row for row in self.cast.within(start, stop) if row[1] >= stop - 1]
        for _, _, character in sorted(hits, key=lambda row: not row[2].person):
            if character.person:
                return self.cast.full(character, start, self.floor.heard)
            known = self.cast.named(line.text[last], start, self.floor.heard) if first == last else None
            return known if known is not None and " " in known.name else character
        return self.cast.named(untitled(self.text[start:stop]), start, self.floor.heard)

    def _pronoun(self, line: Line, at: int) -> Who:
        low = line.low[at]
        start, stop = line.start[at], line.end[at]
        if low in phrases.RELATIVE:
            return Who(start, stop, None, "pronoun", "relative")
        before = phrases.antecedent(line, at) if line.has(at, WHO) else None
        if before is not None:
            return Who(start, stop, self.resolve(line, before).character, "pronoun", "relative")
        if low in SEX:
            return Who(start, stop, self.floor.person_before(line, at, SEX[low]), "pronoun", "pronoun")
        if low in IT:
            holder = self.floor.holder
            body = holder if holder is not None and holder.kind == "ORG" else self.floor.body_before(start)
            return Who(start, stop, body, "pronoun", "it")
        holder = self.floor.holder if low in THEY else None
        group = holder if holder is not None and holder.kind in ("ORG", "NORP") else None
        return Who(start, stop, group, "pronoun", "plural")

    def _nominal(self, line: Line, span: Range, at: int) -> Who:
        begin, end = span
        start, stop = line.start[begin], line.end[end - 1]
        character: Character | None = None
        definite = line.low[begin] in DEFINITE or line.capital(at) or line.zone.kind != "body"
        if line.has(at, PERSON) and definite:
            character = person_of_role(self.floor, line, span, at)
            if character is None and line.low[begin] in THE and at == end - 1 and line.low[at] not in KIN:
                character = self.floor.person_before(line, begin, sex_of(line, at))
                return Who(start, stop, character, "nominal", "guess" if character is not None else "nominal")
        elif line.has(at, DOCUMENT | DOCUMENTS):
            character = self._author(line, span, at)
        elif line.has(at, BODY | BODIES | CREW) and definite:
            given = {
                line.low[item]
                for item in range(begin, at)
                if line.capital(item) and not line.has(item, DETERMINER)
            }
            character = body_called(self.floor, line.low[at], start, given)
        return Who(start, stop, character, "nominal", "role" if character is not None else "nominal")

    def _author(self, line: Line, span: Range, at: int) -> Character | None:
        """Return whose a document is: "a statement from X", "X's letter", "her statement"."""
        begin = span[0]
        if line.low[begin] in OWNER:
            return self.floor.person_before(line, begin, SEX[line.low[begin]])
        return self._named(line, phrases.author(line, span, at))


def sex_of(line: Line, at: int) -> Sex | None:
    """Return the sex that the noun at item ``at`` tells ("spokeswoman")."""
    return "m" if line.has(at, MAN) else "f" if line.has(at, WOMAN) else None


def person_of_role(floor: Floor, line: Line, span: Range, at: int) -> Character | None:
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
            noun in HEADED and bool(HEADING & character.roles) and not HEADING & extra
        ):
            continue
        away = 2 * FAR if ahead else start - character.mentions[before - 1][0]
        points = 2.0 + 1.5 * (character is floor.holder) + (noun in character.roles) - min(away / FAR, 2.0)
        points += len(extra & character.roles)
        if points > top:
            best, top = character, points
    return floor.cast.full(best, start) if best is not None else None


def body_called(floor: Floor, noun: str, start: int, given: Set[str]) -> Character | None:
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
