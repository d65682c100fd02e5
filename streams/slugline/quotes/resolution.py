"""Resolution: which character of the story a speaker's words mean, a name, a pronoun or "the mayor"."""

from dataclasses import dataclass

from slugline.quotes import before_verbs, described, namesakes, phrase_names, phrases
from slugline.quotes.cast import Cast
from slugline.quotes.characters import Character
from slugline.quotes.floor import SEX, Floor
from slugline.quotes.paragraph import Line
from slugline.quotes.person_names import ANY_TITLE, untitled
from slugline.quotes.phrases import Range
from slugline.reading import tags
from slugline.reading.tags import (
    BODY,
    CAPITAL,
    CREW,
    DETERMINER,
    DOCUMENT,
    DOCUMENTS,
    FUNCTION,
    NOUN,
    PEOPLE,
    PERSON,
    PREPOSITION,
    SPEAKS,
    VERB,
    WHO,
)
from slugline.records.events import Attribution

SEAT = FUNCTION["seat of government"]
OFFICE = FUNCTION["office of something"]
BETWEEN = FUNCTION["between governments"]
KIN = FUNCTION["kin"]
WITH = FUNCTION["with"]
IT = FUNCTION["it"]
THEY = FUNCTION["they"]
THE = FUNCTION["the"]
KINDS = {"PERSON": "name", "NAME": "unread", "GPE": "place", "LOC": "place", "NORP": "place"}
"""How a name was read, by the kind of its bearer."""
NAMING = frozenset(("role", "contested", "sole", "holder", "author"))
OR = FUNCTION["or"]
MAYBE = FUNCTION["maybe"]
DEFINITE = FUNCTION["definite"]
OWNER = FUNCTION["owner"]


@dataclass(slots=True)
class Who:
    """The answer for one speaker phrase. ``start`` and ``end`` are its words' offsets.

    ``unnamed`` is who speaks where the text names nobody.
    """

    start: int
    end: int
    character: Character | None
    attribution: Attribution
    how: str
    unnamed: Character | None = None

    @property
    def speaking(self) -> Character | None:
        """Return who has the floor now."""
        return self.character if self.character is not None else self.unnamed


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
        if begin == at and (line.has(at, SPEAKS) or low in phrases.RELATIVE or low in SEX):
            return self._pronoun(line, at)
        start, stop = line.start[begin], line.end[end - 1]
        if self._either(line, span):
            return Who(start, stop, None, "nominal", "nominal")
        if self._seat(line, at):
            place = next(
                (one for _, _, one in self.cast.within(start, stop) if KINDS.get(one.kind) == "place"), None
            )
            return Who(start, stop, place, "explicit", "place" if place is not None else "nominal")
        beside = self._beside(line, span, at)
        named = self._office(line, span, at) if beside is None else None
        named = named or self._named(line, phrase_names.ending(line, begin, at))
        if named is not None:
            told = self._told_apart(line, span, at, named)
            how = (
                KINDS.get(named.kind, "body") if told is named else "name" if told is not None else "namesake"
            )
            alone = end - begin == 1 and named not in self.floor.heard.quoted
            if how == KINDS["PERSON"] and alone and _names_place(line, at):
                how = "namesake"
            return Who(start, stop, told, "explicit", how)
        if beside is not None:
            return Who(start, stop, beside, "explicit", "apposition")
        return self._nominal(line, span, at)

    def _beside(self, line: Line, span: Range, at: int) -> Character | None:
        """Return who bears the name in apposition to the phrase ``span`` with the head ``at``.

        A body's name behind another body is that one's: "a spokesman for the company, Roe Textiles, said".
        """
        beside = self._named(line, phrase_names.apposed(line, span))
        theirs = line.has(at, PERSON) and line.has(span[1] - 1, BODY)
        return None if beside is not None and beside.body and theirs else beside

    def _told_apart(self, line: Line, span: Range, at: int, named: Character) -> Character | None:
        """Return which of several people with one last name is meant; None if that can't be told."""
        name = phrase_names.ending(line, span[0], at)
        if name is None:
            return named
        first = name[0]
        while first < name[1] - 1 and line.low[first] in ANY_TITLE:
            first += 1
        written = self.text[line.start[first] : line.end[name[1] - 1]]
        hints = {line.low[item] for item in range(span[0], first)}
        return namesakes.told_apart(self.cast, written, named, hints, line.start[at], self.floor.heard)

    def _office(self, line: Line, span: Range, at: int) -> Character | None:
        """Return the person at the end of a phrase whose head is an office ("Secretary of State Ann Roe")."""
        end = span[1]
        if at == end - 1 or not line.capital(end - 1):
            return None
        for start, stop, character in self.cast.within(line.start[at], line.end[end - 1]):
            first = next((item for item in range(at + 1, end) if line.start[item] >= start), end)
            ends = stop >= line.end[end - 1] - 1
            if character.person and ends and phrase_names.office(line, span, at, first):
                return self.cast.full(character, start, self.floor.heard)
        return None

    def _either(self, line: Line, span: Range) -> bool:
        """Return whether a phrase names two of whom one said it ("Klein or Roe"), or the second of them."""
        begin, end = span
        before = begin - 1 - (begin > 1 and line.low[begin - 1] in MAYBE)
        first = before if before > 0 and line.low[before] in OR else begin
        for at in range(first, end - 1):
            if line.has(at, PREPOSITION | WHO):
                return False
            second = at < begin or line.capital(at + 1) or line.has(at + 1, DETERMINER | SPEAKS)
            if line.low[at] in OR and second and at > 0 and line.capital(at - 1):
                return bool(self.cast.within(line.start[at - 1], line.end[at - 1]))
        return False

    def _seat(self, line: Line, at: int) -> bool:
        """Return whether a place's name means its government, though somebody in the story bears it.

        That is so where the sentence tells of governments, and that person has no office and has not been
        quoted.
        """
        if not _names_place(line, at):
            return False
        bearer = self.cast.named(line.text[at], line.start[at], self.floor.heard)
        if bearer is None or not bearer.person or bearer in self.floor.heard.quoted:
            return False
        if bearer.roles & (OFFICE | ANY_TITLE):
            return False
        return any(_of_governments(line, item, at) for item in range(*line.sentences[line.sentence_of(at)]))

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
            place = character.kind in ("GPE", "LOC") and len(character.mentions) > 1
            single = first == last and not place
            known = self.cast.named(line.text[last], start, self.floor.heard) if single else None
            return known if known is not None and " " in known.name else character
        return self.cast.named(untitled(self.text[start:stop]), start, self.floor.heard)

    def _pronoun(self, line: Line, at: int) -> Who:
        low = line.low[at]
        start, stop = line.start[at], line.end[at]
        if low in phrases.RELATIVE:
            return Who(start, stop, None, "pronoun", "relative")
        before = before_verbs.antecedent(line, at) if line.has(at, WHO) else None
        if before is not None:
            return who(start, stop, self._relative(line, before), "pronoun", "relative")
        if low in SEX:
            person, how = self.floor.person_before(line, at, SEX[low])
            if person is not None and not person.name:
                return Who(start, stop, None, "pronoun", how, person)
            return who(start, stop, person, "pronoun", how)
        if low in IT:
            return who(start, stop, self.floor.body_before(line, at), "pronoun", "it")
        holder = self.floor.holder if low in THEY else None
        group = holder if holder is not None and holder.kind in ("ORG", "NORP", "PEOPLE") else None
        return who(start, stop, group, "pronoun", "plural")

    def _relative(self, line: Line, before: Range) -> Character | None:
        """Return whom "who" means behind a phrase: its head, or the name that ends it if that can't speak."""
        end = before[1]
        at = phrases.head(line, before)
        if at < end - 1 and not line.has(at, NOUN | SPEAKS | CAPITAL) and line.capital(end - 1):
            return self._named(line, phrase_names.ending(line, at + 1, end - 1))
        return self.resolve(line, before).speaking

    def _nominal(self, line: Line, span: Range, at: int) -> Who:
        begin, end = span
        start, stop = line.start[begin], line.end[end - 1]
        definite = line.low[begin] in DEFINITE or line.capital(at) or line.zone.kind != "body"
        if line.has(at, DOCUMENT | DOCUMENTS):
            author = self._author(line, span, at)
            if author is not None:
                return who(start, stop, author, "nominal", "author")
        elif definite:
            meant = described.of_role(self.cast, self.floor.heard, line, span, at)
            if meant is not None:
                return who(start, stop, meant.character, "nominal", meant.how)
            person = self._epithet(line, span, at)
            if person is not None:
                return Who(start, stop, person, "nominal", "guess")
        alone = line.has(at, PERSON) or not any(line.capital(item) for item in range(begin + 1, at))
        known = line.has(at, PERSON | BODY | DOCUMENT) or line.low[begin] in DEFINITE
        how = "definite" if definite and alone and known else "nominal"
        if _several(line, begin, at):
            how = "people"
        return who(start, stop, described.unnamed(line, span, at), "nominal", how)

    def _epithet(self, line: Line, span: Range, at: int) -> Character | None:
        """Return the person just told of whom a new description means ("The Odense striker said")."""
        begin, end = span
        general = at - begin < 2 or line.low[at] in described.ANYBODY or line.low[at] in KIN
        if general or not line.has(at, PERSON) or line.low[begin] not in THE or at != end - 1:
            return None
        person = self._told_of(line, begin)
        sex = described.sex_of(line, at)
        if person is None or not person.name or sex not in (None, self.cast.sex_of(person)):
            return None
        same = line.low[at] not in person.roles or all(line.capital(item) for item in range(begin + 1, at))
        return person if same else None

    def _told_of(self, line: Line, begin: int) -> Character | None:
        """Return the person whom the last sentence is about and who has the floor, if they are not two."""
        subject = self.floor.subject_before(line, begin)
        turn = self.floor.heard.turns[-1] if self.floor.heard.turns else None
        if turn is None or line.number - turn.line > 1:
            return subject
        return turn.character if turn.character.person and subject in (None, turn.character) else None

    def _author(self, line: Line, span: Range, at: int) -> Character | None:
        """Return whose a document is: "a statement from X", "X's letter", "her statement"."""
        begin = span[0]
        if line.low[begin] in OWNER:
            return self.floor.person_before(line, begin, SEX[line.low[begin]])[0]
        return self._named(line, phrase_names.author(line, span, at))


def _several(line: Line, begin: int, at: int) -> bool:
    """Return whether a phrase with the head ``at`` means several, none of whom the text will name ("police",
    "some residents", "Lund officials")."""
    if line.low[begin] in DEFINITE:
        return False
    some = line.low[begin] in phrases.SOMEBODY | phrases.QUANTIFIER
    return line.has(at, PEOPLE | CREW) or (some and at == begin)


def _names_place(line: Line, at: int) -> bool:
    """Return whether a name alone is a capital's or a country's too."""
    return line.low[at] in SEAT or line.low[at] in tags.lands()


def _of_governments(line: Line, item: int, at: int) -> bool:
    """Return whether item ``item`` tells that the place at item ``at`` is a government: another one, which
    does something or has to do with it, or what governments speak of."""
    low = line.low[item]
    if low in BETWEEN:
        return True
    if low == line.low[at] or not _names_place(line, item):
        return False
    acts = item + 1 < len(line) and line.has(item + 1, VERB)
    return line.capital(item) and (acts or line.low[item - 1] in WITH)


def who(start: int, end: int, character: Character | None, attribution: Attribution, how: str) -> Who:
    """Return the answer for words that mean ``character``, be it somebody the text never names."""
    if character is None or character.name:
        return Who(start, end, character, attribution, how)
    return Who(start, end, None, attribution, "nominal" if how in NAMING else how, character)
