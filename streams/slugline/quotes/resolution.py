"""Resolution: which character of the story a speaker's words mean."""

from dataclasses import dataclass

from slugline.quotes import descriptions, phrases, wordclass, words
from slugline.quotes.cast import Cast, Character
from slugline.quotes.floor import SEX, Floor
from slugline.quotes.paragraph import Line
from slugline.quotes.person_names import Sex, looks_like_person, untitled
from slugline.quotes.phrases import Range
from slugline.records.events import Attribution

KIN = wordclass.FUNCTION["kin"]


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
    described: bool = False

    def resolve(self, line: Line, span: Range) -> Who:
        """Return who the phrase ``span`` of ``line`` means."""
        begin, end = span
        at = phrases.head(line, span)
        low = line.low[at]
        if begin == at and (low in wordclass.SPEAKS or low in ("that", "which")):
            return self._pronoun(line, at)
        start, stop = line.start[begin], line.end[end - 1]
        named = self._office(line, span, at) or self._name(line, begin, at)
        if named is not None:
            return Who(start, stop, named, "explicit", "name" if named.person else "body")
        beside = self._apposed(line, span)
        if beside is not None:
            return Who(start, stop, beside, "explicit", "apposition")
        return self._nominal(line, span, at)

    def _office(self, line: Line, span: Range, at: int) -> Character | None:
        """Return the person at the end of a phrase whose head is an office ("Secretary of State Ann Roe")."""
        end = span[1]
        office = words.nouns().get(line.low[at], "") in ("m", "f", "p")
        if at == end - 1 or not line.capital(end - 1) or not office:
            return None
        for start, stop, character in self.cast.within(line.start[at], line.end[end - 1]):
            first = next((item for item in range(at + 1, end) if line.start[item] >= start), end)
            close = first < end and line.low[first - 1] not in wordclass.PREPOSITION | {"'s"}
            if character.person and stop >= line.end[end - 1] - 1 and close:
                return self.cast.full(character, start, self.floor.holder)
        return None

    def _apposed(self, line: Line, span: Range) -> Character | None:
        """Return the person whose name stands between commas after the phrase ("the mayor, Ann Roe,
        said")."""
        end = span[1]
        if end + 2 >= len(line) or line.low[end] != "," or not line.capital(end + 1):
            return None
        if words.nouns().get(line.low[phrases.head(line, span)], "") not in ("m", "f", "p"):
            return None
        at = end + 1
        while at + 1 < len(line) and line.capital(at + 1):
            at += 1
        if at + 1 < len(line) and line.low[at + 1] not in (",", "."):
            return None
        return self._name(line, end + 1, at)

    def _name(self, line: Line, begin: int, at: int) -> Character | None:
        """Return the character whose name ends with the head item ``at``."""
        if not line.capital(at) or words.nouns().get(line.low[at]) in ("g", "os", "ds"):
            return None
        first = at
        while first > begin and (
            line.capital(first - 1)
            or line.low[first - 1]
            in ("de", "la", "van", "von", "bin", "al", "del", "der", "di", "da", "du", "le")
        ):
            first -= 1
        start, stop = line.start[first], line.end[at]
        hits = [row for row in self.cast.within(start, stop) if row[1] >= stop - 1]
        for _, _, character in sorted(hits, key=lambda row: not row[2].person):
            if character.person:
                return self.cast.full(character, start, self.floor.holder)
            known = self.cast.named(line.text[at], start, self.floor.holder) if first == at else None
            return known if known is not None and " " in known.name else character
        name = untitled(self.text[start:stop])
        known = self.cast.named(name, start, self.floor.holder)
        if known is not None:
            return known
        if line.low[at] in words.nouns() or not name[:1].isupper():
            return None
        titled = name != self.text[start:stop] and not name.lower().endswith(("'s", "’s"))
        kind = "PERSON" if titled or looks_like_person(name) else "NAME"
        return self.cast.add(name, kind, None, [(start, stop)])

    def _pronoun(self, line: Line, at: int) -> Who:
        low = line.low[at]
        start, stop = line.start[at], line.end[at]
        if low in ("that", "which"):
            return Who(start, stop, None, "pronoun", "relative")
        if low == "who" and at > 0:
            before = (
                phrases.left(line, at, 0) if line.low[at - 1] not in (",",) else phrases.left(line, at - 1, 0)
            )
            if before is not None and phrases.speaks(line, before[0]):
                meant = self.resolve(line, before[0])
                return Who(start, stop, meant.character, "pronoun", "relative")
        if low in SEX:
            return Who(start, stop, self.floor.person_before(line, at, SEX[low]), "pronoun", "pronoun")
        if low == "it":
            holder = self.floor.holder
            body = holder if holder is not None and holder.kind == "ORG" else self.floor.body_before(start)
            return Who(start, stop, body, "pronoun", "it")
        holder = self.floor.holder if low == "they" else None
        group = holder if holder is not None and holder.kind in ("ORG", "NORP") else None
        return Who(start, stop, group, "pronoun", "plural")

    def _nominal(self, line: Line, span: Range, at: int) -> Who:
        begin, end = span
        start, stop = line.start[begin], line.end[end - 1]
        noun = line.low[at]
        letter = words.nouns().get(noun, "")
        character: Character | None = None
        definite = (
            line.low[begin] in ("the", "this", "that", "his", "her", "their")
            or line.capital(at)
            or line.zone.kind != "body"
        )
        if letter in ("m", "f", "p") and definite:
            character = self._by_role(line, span, at)
            if character is None and line.low[begin] == "the" and at == end - 1 and noun not in KIN:
                sex: Sex | None = "m" if letter == "m" else "f" if letter == "f" else None
                character = self.floor.person_before(line, begin, sex)
                return Who(start, stop, character, "nominal", "guess" if character is not None else "nominal")
        elif letter in ("d", "ds"):
            character = self._author(line, span, at)
        elif letter in ("o", "os", "c") and definite:
            given = {line.low[item] for item in range(begin, at) if line.capital(item)}
            character = descriptions.body(self.floor, noun, start, given - wordclass.DETERMINER)
        return Who(start, stop, character, "nominal", "role" if character is not None else "nominal")

    def _author(self, line: Line, span: Range, at: int) -> Character | None:
        """Return whose a document is: "a statement from X", "X's letter", "her statement"."""
        begin, end = span
        if line.low[begin] in ("his", "her"):
            return self.floor.person_before(line, begin, SEX[line.low[begin]])
        if at > begin + 1 and line.low[at - 1] == "'s":
            return self._name(line, begin, at - 2)
        if at + 2 < end and line.low[at + 1] in ("from", "by", "of"):
            return self._name(line, at + 2, end - 1)
        return None

    def _by_role(self, line: Line, span: Range, at: int) -> Character | None:
        if not self.described:
            descriptions.describe(self.cast, self.text)
            self.described = True
        return descriptions.person(self.floor, line, span, at)
