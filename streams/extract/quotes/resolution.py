"""Resolution: which character of the story a speaker's words mean."""

import re
from dataclasses import dataclass, field

from schemas.events import Attribution
from streams.extract.quotes import phrases, wordclass, words
from streams.extract.quotes.cast import Cast, Character
from streams.extract.quotes.paragraph import Line
from streams.extract.quotes.persons import TITLES, Sex, looks_like_person, untitled
from streams.extract.quotes.phrases import Range

SEX: dict[str, Sex] = {"he": "m", "she": "f", "his": "m", "him": "m", "her": "f"}
APPOSITION = re.compile(r",\s+(?:(?:the|a|an|his|her|their|who is|who was)\s+)?([^,.;:\"“”]{3,90})")
SYNONYMS = {
    "chief": frozenset(
        ("chief", "head", "secretary-general", "secretary", "director", "president", "leader", "boss", "ceo")
    ),
    "leader": frozenset(
        ("leader", "president", "minister", "chief", "chairman", "head", "chancellor", "premier")
    ),
    "lawmaker": frozenset(
        (
            "senator",
            "sen.",
            "representative",
            "rep.",
            "congressman",
            "congresswoman",
            "mp",
            "mla",
            "lawmaker",
            "legislator",
        )
    ),
    "politician": frozenset(
        ("senator", "sen.", "rep.", "minister", "mp", "mla", "leader", "mayor", "premier")
    ),
    "senator": frozenset(("senator", "sen.", "sen")),
    "congressman": frozenset(("rep.", "rep", "representative", "congressman")),
    "congresswoman": frozenset(("rep.", "rep", "representative", "congresswoman")),
    "governor": frozenset(("governor", "gov.", "gov")),
    "executive": frozenset(("executive", "ceo", "president", "director")),
    "doctor": frozenset(("dr.", "dr", "doctor", "physician", "surgeon")),
    "physician": frozenset(("dr.", "dr", "doctor", "physician", "surgeon")),
    "professor": frozenset(("prof.", "prof", "professor")),
    "judge": frozenset(("judge", "justice")),
    "premier": frozenset(("premier", "minister")),
    "coach": frozenset(("coach", "manager")),
    "manager": frozenset(("manager", "coach")),
    "officer": frozenset(
        ("officer", "const.", "sgt.", "insp.", "constable", "sergeant", "inspector", "supt.", "cpl.")
    ),
    "spokesman": frozenset(("spokesman", "spokesperson")),
    "spokeswoman": frozenset(("spokeswoman", "spokesperson")),
    "spokesperson": frozenset(("spokesman", "spokeswoman", "spokesperson")),
}
KIN = frozenset(
    "father mother son daughter wife husband brother sister uncle aunt parent dad mom mum nephew niece widow".split()
)
WORD = re.compile(r"[\w.'’-]+")


@dataclass(slots=True)
class Who:
    """The answer for one speaker phrase. ``start`` and ``end`` are its words' offsets."""

    start: int
    end: int
    character: Character | None
    attribution: Attribution
    how: str


@dataclass(slots=True)
class Turn:
    """Somebody who has spoken: the floor is the last of them."""

    character: Character
    line: int
    at: int


@dataclass(slots=True)
class Resolver:
    """Resolves speaker phrases in the order of the text, remembering who has spoken."""

    text: str
    cast: Cast
    lines: dict[int, Line] = field(default_factory=dict)
    turns: list[Turn] = field(default_factory=list)
    described: bool = False
    captions: list[tuple[int, int]] = field(default_factory=list)

    def spoke(self, character: Character | None, line: Line, at: int) -> None:
        """Note that ``character`` has spoken in ``line`` at offset ``at``."""
        if character is not None:
            self.turns.append(Turn(character, line.number, at))
            character.turns += 1

    @property
    def floor(self) -> Character | None:
        """Return who has spoken last."""
        return self.turns[-1].character if self.turns else None

    def resolve(self, line: Line, span: Range) -> Who:
        """Return who the phrase ``span`` of ``line`` means."""
        begin, end = span
        at = phrases.head(line, span)
        low = line.low[at]
        if begin == at and (low in wordclass.SPEAKS or low in ("that", "which")):
            return self._pronoun(line, at)
        start, stop = line.start[begin], line.end[end - 1]
        named = self._name(line, begin, at)
        if named is not None:
            return Who(start, stop, named, "explicit", "name" if named.person else "body")
        beside = self._apposed(line, span)
        if beside is not None:
            return Who(start, stop, beside, "explicit", "apposition")
        return self._nominal(line, span, at)

    def _apposed(self, line: Line, span: Range) -> Character | None:
        """Return the person whose name stands between commas after the phrase ("the mayor, Ann Roe, said")."""
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
        if not line.capital(at):
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
                return self.cast.full(character, start, self.floor)
            known = self.cast.named(line.text[at], start, self.floor) if first == at else None
            return known if known is not None and " " in known.name else character
        name = untitled(self.text[start:stop])
        known = self.cast.named(name, start, self.floor)
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
            return Who(start, stop, self.person_before(line, at, SEX[low]), "pronoun", "pronoun")
        if low == "it":
            return Who(start, stop, self._body_before(start), "pronoun", "it")
        return Who(start, stop, None, "pronoun", "plural")

    def person_before(self, line: Line, at: int, sex: Sex | None) -> Character | None:
        """Return the person a pronoun at item ``at`` means: who has the floor outranks the nearest name."""
        start = line.start[at] if at < len(line) else line.zone.end
        scores: dict[int, tuple[float, Character]] = {}

        def credit(character: Character, points: float) -> None:
            known = scores.get(id(character), (0.0, character))[0]
            scores[id(character)] = (max(known, points), character)

        for age, turn in enumerate(reversed(self.turns[-6:])):
            if turn.character.person and turn.at < start:
                credit(turn.character, 3.0 - 0.5 * age - 0.4 * (line.number - turn.line))
        for number, (place, _, character) in enumerate(reversed(self._people_before(start))):
            close = place >= line.zone.start
            credit(self.cast.full(character, place, self.floor), (2.0 if close else 1.2) - 0.15 * number)
        for points, subject in self._subjects(line, at):
            credit(subject, points)
        best: Character | None = None
        top = 0.0
        for points, character in scores.values():
            theirs = self.cast.sex_of(character)
            if sex is not None and theirs is not None and theirs != sex:
                continue
            points += 0.6 if theirs == sex and sex is not None else 0.0
            if points > top:
                best, top = character, points
        return best

    def _people_before(self, start: int) -> list[tuple[int, int, Character]]:
        near = [row for row in self.cast.within(max(0, start - 900), start) if row[2].person][-12:]
        return [row for row in near if not self._in_caption(row[0])][-8:]

    def _in_caption(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.captions)

    def _subjects(self, line: Line, at: int) -> list[tuple[float, Character]]:
        """Return the people with whom sentences before item ``at`` begin, with points: near and new ones have most."""
        found: list[tuple[float, Character]] = []
        number = next((index for index, (first, last) in enumerate(line.sentences) if first <= at < last), 0)
        start = line.start[at] if at < len(line) else line.zone.end
        for back in (0, 1):
            if number - back >= 0:
                subject = self.subject(line, number - back, start)
                if subject is not None:
                    found.append((3.5, subject))
                    break
        above = self.above(line)
        if above is not None:
            for index in range(len(above.sentences) - 1, -1, -1):
                subject = self.subject(above, index, start)
                if subject is not None:
                    new = subject.mentions and subject.mentions[0][0] >= above.zone.start
                    found.append((3.3 if new else 2.5, subject))
                    break
        return found

    def above(self, line: Line) -> Line | None:
        """Return the paragraph before ``line`` that is no caption."""
        for number in range(line.number - 1, max(line.number - 4, -1), -1):
            found = self.lines.get(number)
            if found is not None and found.sentences and not self._in_caption(found.zone.start):
                return found
        return None

    def subject(self, line: Line, sentence: int, limit: int, *, pronouns: bool = False) -> Character | None:
        """Return the person with whom a sentence of ``line`` begins, named (or, if asked for, "he") before ``limit``."""
        first, last = line.sentences[sentence]
        if line.quoted[first] is not None:
            return None
        if pronouns and line.low[first] in ("he", "she", "his", "her"):
            return self.person_before(line, first, SEX[line.low[first]])
        if line.low[first] in wordclass.SPEAKS:
            return None
        verbs = [
            at
            for at in range(first + 1, last)
            if line.quoted[at] is None and wordclass.is_verb_form(line, at)
        ][:3]
        begin = line.start[first]
        for stop in [line.start[at] for at in verbs] or [line.end[min(first + 9, last - 1)]]:
            found: Character | None = None
            for start, end, character in self.cast.within(begin, min(stop, limit)):
                if character.person and start >= begin and self.text[end : end + 2] not in ("'s", "’s"):
                    found = self.cast.full(character, start, self.floor)
            if found is not None:
                return found
        return None

    def _body_before(self, start: int) -> Character | None:
        bodies = [row for row in self.cast.within(max(0, start - 500), start) if row[2].kind in ("ORG",)]
        return bodies[-1][2] if bodies else None

    def _nominal(self, line: Line, span: Range, at: int) -> Who:
        begin, end = span
        start, stop = line.start[begin], line.end[end - 1]
        noun = line.low[at]
        letter = words.nouns().get(noun, "")
        character: Character | None = None
        definite = line.low[begin] in ("the", "this", "that", "his", "her", "their") or line.capital(at)
        if letter in ("m", "f", "p") and definite:
            character = self._by_role(line, span, at, letter)
            if character is None and line.low[begin] == "the" and at == end - 1 and noun not in KIN:
                sex: Sex | None = "m" if letter == "m" else "f" if letter == "f" else None
                character = self.person_before(line, begin, sex)
                return Who(start, stop, character, "nominal", "guess" if character is not None else "nominal")
        elif letter in ("d", "ds"):
            character = self._author(line, span, at)
        elif letter in ("o", "os") and definite:
            character = self._by_body(noun, start)
        return Who(start, stop, character, "nominal", "role" if character is not None else "nominal")

    def _author(self, line: Line, span: Range, at: int) -> Character | None:
        """Return whose a document is: "a statement from X", "X's letter", "her statement"."""
        begin, end = span
        if line.low[begin] in ("his", "her"):
            return self.person_before(line, begin, SEX[line.low[begin]])
        if at > begin + 1 and line.low[at - 1] == "'s":
            return self._name(line, begin, at - 2)
        if at + 2 < end and line.low[at + 1] in ("from", "by", "of"):
            return self._name(line, at + 2, end - 1)
        return None

    def _by_role(self, line: Line, span: Range, at: int, letter: str) -> Character | None:
        self._describe()
        noun = line.low[at]
        start = line.start[span[0]]
        want = SYNONYMS.get(noun, frozenset((noun,))) | {noun}
        extra = (
            {line.low[item] for item in range(*span) if item != at}
            - wordclass.DETERMINER
            - wordclass.PREPOSITION
        )
        best: Character | None = None
        top = 0.0
        for character in self.cast.characters:
            if not character.person or not want & character.roles:
                continue
            sex = self.cast.sex_of(character)
            if letter in ("m", "f") and sex not in (None, letter):
                continue
            nearest = max((place for place, _ in character.mentions if place < start), default=None)
            if nearest is None:
                continue
            if "prime" in character.roles and "prime" not in extra and noun == "minister":
                continue
            points = (
                2.0
                + 1.5 * (character is self.floor)
                + (noun in character.roles)
                + len(extra & character.roles)
                - min((start - nearest) / 3000, 1.0)
            )
            if points > top:
                best, top = character, points
        return self.cast.full(best, start) if best is not None else None

    def _by_body(self, noun: str, start: int) -> Character | None:
        singular = noun[:-1] if noun.endswith("s") else noun
        for _, _, character in reversed(self.cast.within(max(0, start - 3000), start)):
            if character.kind in ("ORG", "GPE", "FAC") and singular in character.name.lower().split():
                return character
        if singular in (
            "company",
            "firm",
            "agency",
            "group",
            "organization",
            "organisation",
            "league",
            "union",
            "bank",
            "automaker",
            "maker",
        ):
            return self._body_before(start)
        return None

    def _describe(self) -> None:
        """Give each person the words of titles and appositions beside the name, once."""
        if self.described:
            return
        self.described = True
        for start, stop, character in list(self.cast.places()):
            if not character.person:
                continue
            full = self.cast.full(character, start)
            full.roles.update(_titles_before(self.text[max(0, start - 90) : start]))
            full.roles.update(word.lower() for word in self.text[start:stop].split()[:-1])
            after = APPOSITION.match(self.text, stop)
            if after is not None:
                full.roles.update(word.lower() for word in WORD.findall(after.group(1))[:14])


def _titles_before(before: str) -> list[str]:
    """Return the words of an office or occupation that run up to a name, the nearest first."""
    found: list[str] = []
    for word in reversed(before.split()):
        low = word.lower()
        office = low in words.nouns() or low in TITLES["n"] or low in TITLES["m"] or low in TITLES["f"]
        if not word[-1].isalnum() and low not in TITLES["n"]:
            break
        if not (office or word[0].isupper() or low in ("of", "and", "for", "the") or found):
            break
        if len(found) > 6 or (low in ("the", "a", "an", "as", "by", "to", "said", "that", "with") and found):
            break
        found.append(low)
    return found
