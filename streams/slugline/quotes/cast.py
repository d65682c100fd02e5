"""The cast: the people and bodies a story names, with their full names, their sex and what they are."""

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Set

from slugline.quotes import around_names, phrase_names, phrases
from slugline.quotes.characters import NOBODY, Character, Heard, note
from slugline.quotes.paragraph import Line
from slugline.quotes.person_names import (
    ANY_TITLE,
    COMMON,
    TITLES,
    Sex,
    bare,
    bare_body,
    looks_like_person,
    nicknamed,
    other_person,
    overlapped,
    plain,
    sex_of_name,
    typed,
    unflagged,
    unranked,
    untitled,
    with_generation,
    without_nickname,
)
from slugline.quotes.phrases import Range
from slugline.reading import tags
from slugline.reading.tags import (
    BODIES,
    BODY,
    CREW,
    FUNCTION,
    NOUN,
    PERSON,
    VERB,
)
from slugline.records.events import EntityEvent

PRONOUN_SEX: dict[str, Sex] = {
    **dict.fromkeys(FUNCTION["pronoun of a man"], "m"),
    **dict.fromkeys(FUNCTION["pronoun of a woman"], "f"),
}
PRONOUN = re.compile(rf"(?<![,.!?][\"”’] )\b(?:{'|'.join(PRONOUN_SEX)})\b", re.I)
GENITIVE = tuple(FUNCTION["genitive"])
ARTICLE = FUNCTION["article"]
CONJUNCTION = FUNCTION["conjunction"]
THE = FUNCTION["the"]
PARTICLES = FUNCTION["name particle"]
SEXLESS = FUNCTION["sexless title"]
WITHIN_TITLE = FUNCTION["within a title"]
COURTESY = frozenset(title for word in FUNCTION["courtesy"] for title in (word, f"{word}."))
APPOSITION = 12
"""How many items behind a name what is told of it has ended."""
MAIN = 4
"""So many mentions the model does not read the same way by mistake."""
OF = FUNCTION["of"]
PORTFOLIO = 50
"""How many characters before a name its bearer's office may begin of which the name seems to have a part."""
NEXT_PERSON = 160
"""How many characters after a mention a pronoun still tells its sex."""


class Cast:
    """All characters of a story, found by the place of a mention or by name; settled before the first quote
    is resolved."""

    def __init__(
        self,
        text: str,
        events: Iterable[EntityEvent],
        lines: Iterable[Line] = (),
        speakers: Iterable[tuple[Line, Range]] = (),
    ) -> None:
        """Take the story's text, its entity events, its paragraphs, and the phrases of those who may speak,
        each with its paragraph."""
        self.text = text
        self.characters: list[Character] = []
        self.labelled: dict[int, Character | None] = {}
        """Whom the labels of a transcript mean, by their offsets."""
        self.by_last: dict[str, list[Character]] = {}
        self.by_first: dict[str, list[Character]] = {}
        self.by_name: dict[str, Character] = {}
        self._places: list[tuple[int, int, Character]] = []
        self._starts: list[int] = []
        calls = nicknamed(text)
        for event in events:
            read = unflagged(event.name)
            name, kind = typed(unranked(read) if event.role else read, event.type)
            spans = [(mention.start, mention.end) for mention in event.mentions]
            if kind == "PERSON" and spans and _ends_office(text, spans[0][0], name):
                self._add(name.partition(" ")[2], kind, event.entity_id, spans)
                continue
            if kind == "PERSON" and (bearer := _before_of(name)):
                self._add(bearer, kind, event.entity_id, [(at, at + len(bearer)) for at, _ in spans])
                continue
            called = overlapped(calls, spans)
            if called is not None:
                self._add(called[2], "PERSON", event.entity_id, spans)
                continue
            mine: list[tuple[int, int]] = []
            self._split(event)
            for mention in event.mentions:
                written = untitled(mention.text)
                if kind == "PERSON" and other_person(written, name):
                    self._add(written, kind, None, [(mention.start, mention.end)])
                else:
                    mine.append((mention.start, mention.end))
            self._add(name, kind, event.entity_id, mine)
        self._index()
        self._spelt_out()
        self._unread()
        for line in lines:
            self._introduce(line)
            for start, end in around_names.find(line):
                self._read(start, end)
        for line, span in speakers:
            for items in phrase_names.names(line, span):
                self._call(line, items)
                if items[0] >= span[1] and line.has(phrases.head(line, span), BODY | BODIES | CREW):
                    self._body(line, items)
        self._index()
        self._describe()
        self._no_person()

    def _add(
        self,
        name: str,
        kind: str,
        entity_id: str | None,
        spans: list[tuple[int, int]],
    ) -> None:
        """Put a character into the cast; one of the same name takes the mentions over."""
        name = without_nickname(name)
        clean, office = bare(name) if kind == "PERSON" else bare_body(name)
        known = self.by_name.get(with_generation(clean))
        if known is not None and known.person == (kind == "PERSON"):
            self._place(known, spans)
            return
        character = Character(clean, kind, entity_id, [], set(office))
        self.characters.append(character)
        self.by_name.setdefault(with_generation(clean), character)
        self.by_name.setdefault(plain(clean), character)
        if kind == "PERSON" and len(clean.split()) > 1:
            note(self.by_last, character.last, character)
            note(self.by_first, plain(clean).partition(" ")[0], character)
        self._place(character, spans)

    def _spelt_out(self) -> None:
        """Give the mentions of an abbreviation to the body whose name it stands behind, in brackets."""
        for at, short in around_names.abbreviated(self.text):
            full = next((one for _, _, one in self.within(at - 1, at) if one.body), None)
            if full is None or not around_names.stands_for(short, full.name):
                continue
            other = self.by_name.get(short)  # of two bodies with one abbreviation each stays what it is
            if other is not None and other.name == short:
                full.mentions.extend(other.mentions)
                self.characters.remove(other)
            self.by_name[short] = self.by_name[plain(short)] = full
        self._index()

    def _split(self, event: EntityEvent) -> None:
        """Add the mayor whom the model read with the town ("the mayor of [Odense, Ann Roe]")."""
        _, comma, name = event.name.rpartition(", ")
        for mention in event.mentions if comma and " " in name else ():
            noun, *rest = self.text[max(0, mention.start - 60) : mention.start].lower().split()[-2:] or [""]
            of = bool(rest) and rest[0] in WITHIN_TITLE and tags.nouns().get(noun) in ("m", "f", "p")
            if of and mention.text.endswith(name) and all(self._may_name(word) for word in name.split()):
                self._add(name, "PERSON", None, [(mention.end - len(name), mention.end)])

    def _place(self, character: Character, spans: Iterable[tuple[int, int]]) -> None:
        """Give somebody mentions, and put them into the places, once there are any."""
        if not self._places:
            character.mentions.extend(spans)
            return
        for span in spans:
            insort(character.mentions, span)
            at = bisect_right(self._places, span, key=lambda row: row[:2])
            self._places.insert(at, (*span, character))
            self._starts.insert(at, span[0])

    def introduced(self, name: str, span: tuple[int, int]) -> Character:
        """Return the person of that name, new to the cast if nobody bears it."""
        self._add(name, "PERSON", None, [span])
        return self.by_name[plain(bare(name)[0])]

    def _introduce(self, line: Line) -> None:
        """Add people whom a sentence introduces and the model did not read ("Yuni, a resident of ...,
        was")."""
        for first, last in line.sentences:
            at = first
            while at < min(last, first + 3) and line.capital(at):
                at += 1
            if at == first or at + 3 >= last or line.low[at] != "," or line.low[first] in COMMON:
                continue
            told = range(at + 2, min(last, at + APPOSITION))
            closed = any(line.low[item] == "," for item in told)
            if not closed and any(line.has(item, VERB) for item in told):  # "Likewise, the mayor said"
                continue
            start, end = line.start[first], line.end[at - 1]
            after = line.low[at + 1]
            if self.within(start, end) or not (after in ARTICLE or after.isdigit()):
                continue
            if after.isdigit() or any(line.has(item, PERSON) for item in range(at + 2, min(last, at + 8))):
                self._add(self.text[start:end], "PERSON", None, [(start, end)])

    def _read(self, start: int, end: int) -> None:
        """Add the person whose name the model did not read, or not all of it."""
        rows = self.within(start, end)
        if any(row[0] <= start and row[1] >= end for row in rows):
            return
        self._replace(rows, self.text[start:end], "PERSON", (start, end))

    def _replace(
        self, rows: list[tuple[int, int, Character]], name: str, kind: str, span: tuple[int, int]
    ) -> None:
        """Put one name in place of mentions that are only parts of it."""
        for at, _, one in rows:
            one.forget(at)
            self._drop(at, one)
        self._add(name, kind, None, [span])

    def _call(self, line: Line, name: Range) -> None:
        """Add who bears a name among a speaker's words, if nobody does so far."""
        first, last = name[0], name[1] - 1
        start, stop = line.start[first], line.end[last]
        clean = untitled(self.text[start:stop])
        rows = [row for row in self.within(start, stop) if row[1] >= stop - 1]
        if rows and phrase_names.SIGN in line.low[first:last]:
            self._replace(rows, self.text[start:stop], "ORG", (start, stop))
            return
        if rows:
            self._correct(clean, (stop - len(clean), stop), rows[-1])
            return
        if around_names.sentence_noun(line, first) or self.named(clean, start) is not None:
            return
        several = last - first > (line.low[first] in THE)
        if not clean[:1].isupper() or (line.has(last, NOUN) and not (line.has(last, BODY) and several)):
            return
        titled = clean != self.text[start:stop] and not clean.lower().replace("’", "'").endswith(GENITIVE)
        kind = "PERSON" if titled or looks_like_person(clean) else "NAME"
        self._add(clean, kind, None, [(start, stop)])

    def _correct(self, name: str, span: tuple[int, int], row: tuple[int, int, Character]) -> None:
        """Set right what the model read of a speaker's ``name``: the end of it, too much, or another's."""
        start, _, one = row
        first, *rest = name.split()
        if not rest or len(rest) > 4 or not all(self._may_name(word) for word in (first, *rest)):
            return
        given = sex_of_name(first) is not None
        opening, *more = one.name.split()
        whole = len(more) == 1 and "." not in name and sex_of_name(opening) is None
        last = not more or opening.lower() in PARTICLES or whole
        if start > span[0] and given and last and len(one.mentions) < MAIN:
            one.kind = "PERSON"
        if one.person and (last or given) and plain(name).endswith(f" {plain(one.name)}"):
            self._rename(one, name)
        elif other_person(name, one.name) or (not one.person and start < span[0]):
            one.forget(start)
            self._drop(start, one)
            self._add(name, "PERSON", None, [span])

    def _body(self, line: Line, name: Range) -> None:
        """Take who bears a name in apposition to a body ("The company, Roe Textiles,") for one."""
        for _, _, one in self.within(line.start[name[0]], line.end[name[1] - 1]):
            if sex_of_name(one.name) is None:
                one.kind = "ORG"

    def _no_person(self) -> None:
        """Take for a body who said something of "its" own, if the text tells of no sex."""
        for one in self.characters:
            ends = [end for _, end in one.mentions[:8] if one.person]
            if any(around_names.body(self.text, end) for end in ends) and self.sex_of(one) is None:
                one.kind = "ORG"

    def _may_name(self, word: str) -> bool:
        low = word.lower()
        name = word[:1].isupper() and not word.isupper()
        return low in PARTICLES or (name and low not in tags.nouns() and low not in COMMON)

    def _rename(self, one: Character, name: str) -> None:
        """Give a person of whose name the model read the end the name that the text tells."""
        one.name = name
        self.by_name[plain(name)] = one
        for table, key in ((self.by_last, one.last), (self.by_first, plain(name).partition(" ")[0])):
            if one not in table.get(key, ()):
                note(table, key, one)

    def _drop(self, start: int, one: Character) -> None:
        """Take a mention that is another's out of the places."""
        at = bisect_left(self._starts, start)
        while at < len(self._places) and self._places[at][0] == start:
            if self._places[at][2] is one:
                del self._places[at], self._starts[at]
            else:
                at += 1

    def _unread(self) -> None:
        """Add the places where a known person's last name stands alone and the model read no name."""
        names = {one.name.split()[-1] for group in self.by_last.values() for one in group}
        found: list[tuple[Character, int, int]] = []
        for start, end in around_names.standing(self.text, names):
            if not self.within(start, end):
                character = self.named(self.text[start:end], start)
                if character is not None and character.person:
                    found.append((character, start, end))
        for character, start, end in found:
            character.mentions.append((start, end))
        self._index()

    def _describe(self) -> None:
        """Give everybody the words of titles and appositions beside the name."""
        for start, stop, character in self.places():
            full = self.full(character, start)
            name = [word for word in plain(self.text[start:stop]).split() if word not in PARTICLES]
            if len(name) == 1 and len(self.sharing(name[0])) > 1:
                continue
            full.roles.update(around_names.roles(self.text, start, stop, person=character.person))

    def _index(self) -> None:
        self._places = sorted(
            ((start, end, one) for one in self.characters for start, end in one.mentions),
            key=lambda row: row[:2],
        )
        for one in self.characters:
            one.mentions.sort()
        self._starts = [start for start, _, _ in self._places]

    def places(self) -> list[tuple[int, int, Character]]:
        """Return all mentions with their characters in the order of the text."""
        if not self._places:
            self._index()
        return self._places

    def within(self, start: int, end: int) -> list[tuple[int, int, Character]]:
        """Return the mentions that overlap ``text[start:end]``."""
        places = self.places()
        at = max(0, bisect_right(self._starts, start) - 3)
        found = []
        while at < len(places) and places[at][0] < end:
            if places[at][1] > start:
                found.append(places[at])
            at += 1
        return found

    def full(self, character: Character, at: int, heard: Heard = NOBODY) -> Character:
        """Return the full-named character that the mention at offset ``at`` stands for."""
        if not character.person:
            return character
        if len(character.name.split()) > 1 and len(self.by_last.get(character.last, ())) < 2:
            return character
        end = next((stop for start, stop, one in self.within(at, at + 1) if one is character), at)
        written = untitled(self.text[at:end]) if end > at else character.name
        if len(written.split()) > 1:
            return character
        return self.named(written or character.name, at, heard) or character

    def named(self, name: str, at: int, heard: Heard = NOBODY) -> Character | None:
        """Return the person of that full, last or first name, as seen from offset ``at``.

        Of several with one last name it is the one who has spoken most, else who has the floor, else whom
        the story names most.
        """
        exact = self.by_name.get(with_generation(name))
        if exact is not None and " " in exact.name:
            return exact
        key = plain(name)
        parts = key.split()
        if not parts:
            return None
        if len(parts) > 1 and key in self.by_name:
            return self.by_name[key]
        options = self.by_last.get(parts[-1], [])
        if len(parts) > 1:
            options = [one for one in options if plain(one.name).split()[0][0] == parts[0][0]]
        if not options and len(parts) == 1:
            options = self.by_first.get(key, [])
        if not options:
            return self.by_name.get(key)
        return max(
            options,
            key=lambda one: (
                self._known(one, at),
                heard.times[one],
                one is heard.last,
                len(one.mentions),
            ),
        )

    def sharing(self, name: str) -> list[Character]:
        """Return the people whose last name is ``name``; without any, those whose names begin with it."""
        return self.by_last.get(name) or self.by_first.get(name, [])

    def _known(self, character: Character, at: int) -> bool:
        return bool(character.mentions) and character.mentions[0][0] <= at

    def dead(self, character: Character) -> bool:
        """Return whether the story tells that a person has died."""
        if character.dead is None:
            character.dead = any(
                around_names.died(self.text, start, end) for start, end in character.mentions[:40]
            )
        return character.dead

    def sex_of(self, character: Character) -> Sex | None:
        """Return the sex that a title, the first name, a role or the pronouns after the name tell."""
        if not character.sexed:
            character.sexed = True
            character.sex = (
                self._title_sex(character, COURTESY)
                or sex_of_name(character.name)
                or self._title_sex(character, ANY_TITLE)
                or around_names.role_sex(character.roles)
                or self._pronoun_sex(character)
            )
        return character.sex

    def _title_sex(self, character: Character, titles: Set[str]) -> Sex | None:
        for start, _ in character.mentions[:6]:
            before = self.text[max(0, start - 14) : start].lower().split()
            here = self.text[start : start + 16].lower().split()
            for word in (*before[-1:], *here[:1]):
                if word in TITLES["m"] & titles - SEXLESS:
                    return "m"
                if word in TITLES["f"] & titles:
                    return "f"
        return None

    def _pronoun_sex(self, character: Character) -> Sex | None:
        votes: Counter[Sex] = Counter()
        for begin, end in character.mentions[:8]:
            if self._paired(begin):
                continue
            stop = min(
                [
                    start
                    for start, _, other in self.within(end, end + NEXT_PERSON)
                    if other.person and start > end
                ]
                or [end + NEXT_PERSON]
            )
            match = PRONOUN.search(self.text, end, stop)
            if match is not None:
                votes[PRONOUN_SEX[match.group().lower()]] += 1
        if votes["m"] == votes["f"]:
            return None
        return "m" if votes["m"] > votes["f"] else "f"

    def _paired(self, begin: int) -> bool:
        """Return whether a name is the second of two: "he" behind them may be either."""
        return any(
            other.person and self.text[end:begin].strip() in CONJUNCTION
            for _, end, other in self.within(max(0, begin - 6), begin)
            if end < begin
        )


def _ends_office(text: str, start: int, name: str) -> bool:
    """Return whether the first word of a person's name ends his office ("minister for trade and [Industry Ann
    Roe]")."""
    words = name.split()
    before = text[max(0, start - PORTFOLIO) : start].lower().split()
    if len(words) < 3 or not before or before[-1] not in WITHIN_TITLE:
        return False
    office = any(tags.nouns().get(word) in ("m", "f", "p") for word in before)
    return office and sex_of_name(words[0]) is None and sex_of_name(words[1]) is not None


def _before_of(name: str) -> str:
    """Return a person's name of two words or more that was read with a body's behind "of" ("[Ann Roe] of
    Clean Rivers"), else ""."""
    words = name.split()
    of = next((at for at, word in enumerate(words) if word in OF), 0)
    return " ".join(words[:of]) if of > 1 else ""
