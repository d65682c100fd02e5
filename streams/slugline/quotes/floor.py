"""The floor: who has spoken, who is being talked about, and whom "he" or "she" therefore means."""

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import islice

from slugline.quotes.cast import Cast, Character, Heard, Turn
from slugline.quotes.paragraph import Line
from slugline.quotes.person_names import Sex
from slugline.quotes.tags import FUNCTION, SPEAKS, VERB

SEX: dict[str, Sex] = {
    **dict.fromkeys(FUNCTION["he"], "m"),
    **dict.fromkeys(FUNCTION["she"], "f"),
}
OPENING = frozenset(SEX) - FUNCTION["object"] | FUNCTION["owner"]
GENITIVE = FUNCTION["genitive"]
NEAR = 900
"""How many characters before a pronoun a name may stand that it means."""


@dataclass(slots=True)
class Floor:
    """What has been said so far, and by whom; ``lines`` are the paragraphs in order."""

    text: str
    cast: Cast
    lines: list[Line]
    captions: list[tuple[int, int]]
    heard: Heard = field(default_factory=Heard)

    def spoke(self, character: Character | None, line: Line, at: int) -> None:
        """Note that ``character`` has spoken in ``line`` at offset ``at``."""
        if character is not None:
            self.heard.note(Turn(character, line.number, at))

    @property
    def holder(self) -> Character | None:
        """Return who has spoken last."""
        return self.heard.last

    def person_before(self, line: Line, at: int, sex: Sex | None) -> Character | None:
        """Return the person a pronoun at item ``at`` means: who has the floor outranks the nearest name."""
        start = line.start[at] if at < len(line) else line.zone.end
        scores: dict[int, tuple[float, Character]] = {}

        def credit(character: Character, points: float) -> None:
            known = scores.get(id(character), (0.0, character))[0]
            scores[id(character)] = (max(known, points), character)

        for age, turn in enumerate(reversed(self.heard.turns[-6:])):
            if turn.character.person and turn.at < start:
                often = 0.2 * min(self.heard.times[turn.character], 4)
                credit(turn.character, 2.6 + often - 0.5 * age - 0.4 * (line.number - turn.line))
        for number, (place, _, character) in enumerate(reversed(self._people_before(start))):
            close = place >= line.zone.start
            credit(self.cast.full(character, place, self.heard), (2.0 if close else 1.2) - 0.15 * number)
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
        near = [row for row in self.cast.within(max(0, start - NEAR), start) if row[2].person][-12:]
        return [row for row in near if not self._in_caption(row[0])][-8:]

    def _in_caption(self, at: int) -> bool:
        number = bisect_right(self.captions, (at, len(self.text))) - 1
        return number >= 0 and at < self.captions[number][1]

    def _subjects(self, line: Line, at: int) -> list[tuple[float, Character]]:
        """Return the people with whom sentences before item ``at`` begin, with points: near and new ones
        have most."""
        found: list[tuple[float, Character]] = []
        number = line.sentence_of(at)
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
            found = self.lines[number]
            if found.sentences and not self._in_caption(found.zone.start):
                return found
        return None

    def subject(self, line: Line, sentence: int, limit: int, *, pronouns: bool = False) -> Character | None:
        """Return the person with whom a sentence of ``line`` begins, named (or, if asked for, "he") before
        ``limit``."""
        first, last = line.sentences[sentence]
        if line.quoted[first] is not None:
            return None
        if pronouns and line.low[first] in OPENING:
            return self.person_before(line, first, SEX[line.low[first]])
        if line.has(first, SPEAKS):
            return None
        finite = (at for at in range(first + 1, last) if line.has(at, VERB))
        verbs = list(islice(finite, 3))
        begin = line.start[first]
        for stop in [line.start[at] for at in verbs] or [line.end[min(first + 9, last - 1)]]:
            found: Character | None = None
            for start, end, character in self.cast.within(begin, min(stop, limit)):
                if (
                    character.person
                    and start >= begin
                    and self.text[end : end + 2].replace("’", "'") not in GENITIVE
                ):
                    found = self.cast.full(character, start, self.heard)
            if found is not None:
                return found
        return None

    def body_before(self, start: int) -> Character | None:
        """Return the organisation named last before offset ``start``."""
        bodies = [row for row in self.cast.within(max(0, start - 500), start) if row[2].kind in ("ORG",)]
        return bodies[-1][2] if bodies else None
