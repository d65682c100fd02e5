"""The floor: who has spoken, who is being talked about, and whom "he" or "she" therefore means."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from slugline.quotes import described, phrases, subjects
from slugline.quotes.cast import Cast
from slugline.quotes.characters import Character, Heard, Turn
from slugline.quotes.paragraph import Line
from slugline.quotes.person_names import Sex
from slugline.reading.tags import (
    CAPITAL,
    DASH,
    FUNCTION,
    PERSON,
    PREPOSITION,
    SPEAKS,
    TERMINAL,
    VERB,
    WALL,
    WHO,
)

Means = Literal["pronoun", "contested", "alone"]
"""How a pronoun's person was found."""
SEX: dict[str, Sex] = {
    **dict.fromkeys(FUNCTION["he"], "m"),
    **dict.fromkeys(FUNCTION["she"], "f"),
}
OPENING = frozenset(SEX) - FUNCTION["object"] | FUNCTION["owner"]
GENITIVE = FUNCTION["genitive"]
UNSURE: dict[Sex, float] = {"f": -0.5}
"""What a person of whom the text tells no sex loses by a pronoun: more of those who speak are men."""
CLOSES = frozenset((",", ";", ")"))
CLOSE = 0.5
"""Two people whose points differ by less are equally likely."""
OWNED = 1.0
"""What "her neighbour Roe" loses by "she": that is more likely whose neighbour he is."""
OWNER = re.compile(rf"\b({'|'.join(sorted(SEX.keys() & FUNCTION['owner']))})\s(?:[a-z-]+\s){{1,3}}$", re.I)
YEAR = 4
"""How many digits a year has."""
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
    since: int = 0
    """Where the post of a live blog begins that is read; in other stories 0."""

    def open_post(self, line: Line) -> None:
        """Note that with ``line`` a new post begins: nobody has the floor."""
        self.heard.turns.clear()
        self.since = line.zone.start

    def spoke(self, character: Character | None, line: Line, at: int) -> None:
        """Note that ``character`` has spoken in ``line`` at offset ``at``."""
        if character is not None:
            self.heard.note(Turn(character, line.number, at))

    def silent(self, character: Character) -> bool:
        """Return whether somebody is dead in this story and has not been quoted by name."""
        return described.silent(self.cast, self.heard, character)

    @property
    def holder(self) -> Character | None:
        """Return who has spoken last."""
        return self.heard.last

    def person_before(self, line: Line, at: int, sex: Sex) -> tuple[Character | None, Means]:
        """Return the person a pronoun at item ``at`` means, and how that was found.

        "contested" where another person is almost as likely; "alone" where this one has the floor and was
        quoted, or nobody else of that sex is near.

        Who has the floor outranks the nearest name. The dead do not speak, unless they did by name.
        """
        start = line.start[at] if at < len(line) else line.zone.end
        scores: dict[int, tuple[float, Character]] = {}

        def credit(character: Character, points: float) -> None:
            known = scores.get(id(character), (0.0, character))[0]
            scores[id(character)] = (max(known, points), character)

        for age, turn in enumerate(reversed(self.heard.turns[-6:])):
            if turn.character.person and turn.at < start:
                often = 0.2 * min(self.heard.times[turn.character], 4)
                credit(turn.character, 2.6 + often - 0.5 * age - 0.4 * (line.number - turn.line))
        limit = self._content(line, at)
        for number, (place, _, character) in enumerate(reversed(self._people_before(start))):
            close = 2.0 if place >= line.zone.start else 1.2
            points = close - 0.15 * number if place < limit else 0.1
            credit(self.cast.full(character, place, self.heard), points)
        for points, subject in self._subjects(line, at, limit):
            credit(subject, points)
        dated = self._dated(line, at)
        found = sorted(self._fitting(scores.values(), sex, dated=dated), key=lambda row: -row[0])
        if not found:
            return None, "pronoun"
        best = found[0][1]
        if len(found) > 1 and found[0][0] - found[1][0] < CLOSE:
            return best, "contested"
        if len(found) > 1:
            goes_on = self.holder is best and (best in self.heard.quoted or self._nobody_since(best, start))
            return best, "alone" if goes_on else "pronoun"
        known = best in self.heard.quoted and self.cast.sex_of(best) == sex
        return best, "alone" if known else "pronoun"

    def _nobody_since(self, person: Character, start: int) -> bool:
        """Return whether nobody of a person's sex was named since he spoke last."""
        turn = self.heard.turns[-1]
        sex = self.cast.sex_of(person)
        if turn.at > start or sex is None:
            return False
        near = {id(row[2]): row[2] for row in self.cast.within(turn.at, start) if row[2].person}
        others = [self.cast.full(one, start, self.heard) for one in near.values()]
        return all(one is person or self.cast.sex_of(one) not in (None, sex) for one in others)

    def _fitting(
        self, scored: Iterable[tuple[float, Character]], sex: Sex, *, dated: bool
    ) -> Iterator[tuple[float, Character]]:
        """Yield who may be meant by a pronoun of a sex, with points: who is surely of that sex has more."""
        for points, character in scored:
            theirs = self.cast.sex_of(character)
            if theirs in (None, sex) and (dated or not self.silent(character)):
                known = 0.6 if theirs == sex else UNSURE.get(sex, 0.0)
                owned = theirs is None and self._owner(character) == sex
                yield points + known - (OWNED if owned else 0.0), character

    def _owner(self, character: Character) -> Sex | None:
        """Return the sex of whose neighbour or friend somebody is when first named ("Her neighbour Roe")."""
        start = character.mentions[0][0] if character.mentions else 0
        match = OWNER.search(self.text, max(0, start - 40), start)
        return None if match is None else SEX[match.group(1).lower()]

    def _dated(self, line: Line, at: int) -> bool:
        """Return whether the sentence of item ``at`` tells a year: so long ago the dead may have spoken."""
        if at >= len(line):
            return False
        first, last = line.sentences[line.sentence_of(at)]
        return any(len(word) == YEAR and word.isdigit() for word in line.text[first:last])

    def _content(self, line: Line, at: int) -> int:
        """Return the offset before which a name may be meant by the pronoun at item ``at``.

        What stands before "..., he said." is what he says: its names are others.
        """
        if at >= len(line):
            return line.zone.end
        first = line.sentences[line.sentence_of(at)][0]
        closes = at + 2 >= len(line) or line.has(at + 2, TERMINAL | DASH) or line.low[at + 2] in CLOSES
        if at > first and line.low[at - 1] == "," and closes:
            return line.start[first]
        return line.start[at]

    def _people_before(self, start: int) -> list[tuple[int, int, Character]]:
        near = [row for row in self.cast.within(max(self.since, start - NEAR), start) if row[2].person][-12:]
        return [row for row in near if not self._in_caption(row[0])][-8:]

    def _in_caption(self, at: int) -> bool:
        number = bisect_right(self.captions, (at, len(self.text))) - 1
        return number >= 0 and at < self.captions[number][1]

    def _subjects(self, line: Line, at: int, limit: int) -> list[tuple[float, Character]]:
        """Return the people with whom sentences before item ``at`` begin, with points: near and new ones
        have most. In the sentence of ``at`` a name must stand before offset ``limit``."""
        found: list[tuple[float, Character]] = []
        number = line.sentence_of(at)
        start = line.start[at] if at < len(line) else line.zone.end
        for back in (0, 1):
            if number - back >= 0:
                subject = self.subject(line, number - back, start if back else limit)
                if subject is not None:
                    found.append((3.5, subject))
                    break
        above = self.above(line)
        if above is not None:
            for index in range(len(above.sentences) - 1, -1, -1):
                subject = self.subject(above, index, start)
                if subject is not None and subject.name:
                    new = subject.mentions and subject.mentions[0][0] >= above.zone.start
                    found.append((3.3 if new else 2.5, subject))
                    break
        return found

    def subject_before(self, line: Line, at: int) -> Character | None:
        """Return the person with whom the sentence before that of item ``at`` begins."""
        number = line.sentence_of(at)
        if number > 0:
            return self.subject(line, number - 1, line.start[at])
        above = self.above(line)
        return self.subject(above, len(above.sentences) - 1, line.start[at]) if above is not None else None

    def above(self, line: Line) -> Line | None:
        """Return the paragraph before ``line`` that is no caption."""
        for number in range(line.number - 1, max(line.number - 4, -1), -1):
            if self.lines[number + 1].border:
                return None
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
            return self.person_before(line, first, SEX[line.low[first]])[0]
        if line.has(first, SPEAKS):
            return None
        first = _main_clause(line, first, last, limit)
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
        return self._described(line, (first, last), limit)

    def _described(self, line: Line, sentence: tuple[int, int], limit: int) -> Character | None:
        """Return whom the subject of a sentence describes ("A neighbour called"), be it somebody unnamed."""
        span = _opening_phrase(line, sentence) or subjects.main(line, sentence)
        if span is None or line.end[span[1] - 1] > limit or span[0] - sentence[0] > 3:
            return None
        at = phrases.head(line, span)
        if not line.has(at, PERSON):
            return None
        meant = described.of_role(self.cast, self.heard, line, span, at)
        return meant.character if meant is not None else described.unnamed(line, span, at)

    def body_before(self, line: Line, at: int) -> Character | None:
        """Return the body that "it" at item ``at`` means: who has the floor, else the last subject."""
        turn = self.heard.turns[-1] if self.heard.turns else None
        if turn is not None and not turn.character.person and line.number - turn.line <= 2:
            return turn.character
        number = line.sentence_of(at)
        above = self.above(line)
        told = (
            (line, number - 1)
            if number > 0
            else (above, len(above.sentences) - 1)
            if above is not None
            else None
        )
        if told is not None:
            first, last = told[0].sentences[told[1]]
            opening = told[0].end[min(first + 8, last - 1)]
            named = [row[2] for row in self.cast.within(told[0].start[first], opening)]
            if named and named[0].body:
                return named[0]
        start = line.start[at]
        near = {id(row[2]): row[2] for row in self.cast.within(max(0, start - 500), start) if row[2].body}
        return next(iter(near.values())) if len(near) == 1 else None


def _opening_phrase(line: Line, sentence: tuple[int, int]) -> tuple[int, int] | None:
    """Return the plain words with which a sentence begins, if they are somebody ("Her sister, who")."""
    first, last = sentence
    at = first
    while (at < last and not line.has(at, VERB | WALL | PREPOSITION | WHO | CAPITAL)) or at == first < last:
        at += 1
    return (first, at) if at > first + 1 and line.has(at - 1, PERSON) else None


def _main_clause(line: Line, first: int, last: int, limit: int) -> int:
    """Return where a main clause begins: behind a clause that opens its sentence ("After he left, Roe rose").

    If that is not before offset ``limit``, where the sentence begins.
    """
    begin = subjects.behind_clause(line, (first, last))
    return begin if line.start[begin] < limit else first
