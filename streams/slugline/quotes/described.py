"""Descriptions: whom "the mayor", "the company" or "the expert" means, named somewhere or never."""

from bisect import bisect_left
from collections.abc import Iterator, Set
from dataclasses import dataclass

from slugline.lang.vocabulary import sorts
from slugline.quotes.around_names import described_age
from slugline.quotes.cast import Cast
from slugline.quotes.characters import Character, Heard
from slugline.quotes.paragraph import Line
from slugline.quotes.person_names import Sex
from slugline.quotes.phrases import Range
from slugline.reading import tags
from slugline.reading.tags import (
    ADVERB,
    BODIES,
    BODY,
    CREW,
    DETERMINER,
    FUNCTION,
    GENITIVE,
    MAN,
    PERSON,
    PREPOSITION,
    VERB,
    WOMAN,
)

SAME = sorts("role")
FAR = 3_000
"""How many characters back a body may be named that "the department" means."""
MOST = 200
"""How many people of a story are considered."""
NEXT = 600
"""How many characters behind a role somebody may be named for the first time whom it means."""
NEAR_KIN = 600
"""How many characters back somebody's father may be named that "the father" means."""
RECENT = 12
"""How many turns back somebody without a name may have spoken whom "the expert" means."""
CLOSE = 0.5
"""Two people whose points differ by less are equally likely."""
HEADED = FUNCTION["office below another"]
HEADING = FUNCTION["makes it the other"]
KIN = FUNCTION["kin"]
OFFICE = FUNCTION["office of something"]
GENERIC = FUNCTION["generic"]
ANYBODY = FUNCTION["anybody"]
ANY_OFFICIAL = FUNCTION["any official"]
EPITHET = FUNCTION["epithet"]
BUSINESS = FUNCTION["business"]
TRADES = GENERIC - FUNCTION["no business"]
ANY_BODY = FUNCTION["any body"]


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a description means, and how that was found: "role", or "contested" where another may be meant."""

    character: Character
    how: str = "role"


def sex_of(line: Line, at: int) -> Sex | None:
    """Return the sex that the noun at item ``at`` tells ("spokeswoman")."""
    return "m" if line.has(at, MAN) else "f" if line.has(at, WOMAN) else None


def unnamed(line: Line, span: Range, at: int) -> Character:
    """Return somebody new of whom the text tells just the words in ``span``, with the head ``at``."""
    kind = "PEOPLE"
    if line.has(at, PERSON):
        kind = "PERSON"
    elif line.has(at, BODY | BODIES | CREW):
        kind = "ORG"
    spoken = (line.start[span[0]], line.end[span[1] - 1])
    return Character(
        "", kind, None, [spoken], {line.low[at], *modifiers(line, span, at)}, sex_of(line, at), True
    )


def modifiers(line: Line, span: Range, at: int) -> Set[str]:
    """Return the words of a description beside its head that tell it apart from others."""
    empty = DETERMINER | PREPOSITION | ADVERB | GENITIVE
    items = (item for item in range(*span) if item != at)
    return {line.low[item] for item in items if not line.has(item, empty)} - EPITHET


def of_role(cast: Cast, heard: Heard, line: Line, span: Range, at: int) -> Meant | None:
    """Return whom the phrase ``span`` with the head ``at`` means, be it somebody without a name."""
    start = line.start[span[0]]
    last = spoke_unnamed(heard, line.low[at], modifiers(line, span, at), start)
    known: Meant | None = None
    if line.has(at, PERSON) or described_age(line.low[at]):
        known = person_of_role(cast, heard, line, span, at)
    elif line.has(at, BODY | BODIES | CREW):
        known = body_of_role(cast, heard, line, span, at)
    if last is None or (
        known is not None and latest(known.character, heard, start) > latest(last, heard, start)
    ):
        return known
    return Meant(last)


def latest(character: Character, heard: Heard, start: int) -> int:
    """Return the offset at which a character was last named or last spoke before ``start``."""
    at = bisect_left(character.mentions, (start, 0))
    named = character.mentions[at - 1][0] if at else -1
    return max(
        named, next((turn.at for turn in reversed(heard.turns[-RECENT:]) if turn.character is character), -1)
    )


def spoke_unnamed(heard: Heard, noun: str, extra: Set[str], start: int) -> Character | None:
    """Return who spoke last without a name and was called ``noun`` or the like."""
    want = SAME.get(noun, frozenset()) | {noun}
    for turn in reversed(heard.turns[-RECENT:]):
        one = turn.character
        if not one.name and want & one.roles and extra <= one.roles and turn.at < start:
            return one
    return None


def person_of_role(cast: Cast, heard: Heard, line: Line, span: Range, at: int) -> Meant | None:
    """Return the person whose role the phrase ``span`` with the head ``at`` names; None if nobody has it."""
    noun, start, sex = described_age(line.low[at]) or line.low[at], line.start[span[0]], sex_of(line, at)
    extra = modifiers(line, span, at)
    whole = {line.low[item] for item in range(span[0], at + 1) if not line.has(item, DETERMINER)}
    if noun in ANYBODY and len(whole) == 1:
        return None
    found: list[tuple[float, Character]] = []
    within = {id(one) for _, _, one in cast.within(start, line.end[span[1] - 1])}
    for character in _bearers(cast, heard, noun, extra, sex):
        if id(character) in within and noun not in OFFICE:
            continue
        if noun in ANYBODY and not whole <= character.roles:
            continue
        if noun in ANY_OFFICIAL and character is not heard.last:
            continue
        before = bisect_left(character.mentions, (start, 0))
        if not character.mentions:
            continue
        away = 2 * FAR if before == 0 else start - character.mentions[before - 1][0]
        if noun in KIN and away > NEAR_KIN:
            continue
        points = 2.0 + 1.5 * (character is heard.last) + (noun in character.roles) - min(away / FAR, 2.0)
        found.append((points + len(extra & character.roles), character))
    if not found:
        return _named_next(cast, heard, line, span, at)
    found.sort(key=lambda row: -row[0])
    (points, best), *others = found
    if points <= 0:
        return None
    contested = any(points - less < CLOSE and one.name != best.name for less, one in others[:3])
    return Meant(cast.full(best, start), "contested" if contested else "role")


def _named_next(cast: Cast, heard: Heard, line: Line, span: Range, at: int) -> Meant | None:
    """Return who is first named just behind a sentence that has his role and a place or body's name ("The
    Odense mayor said ... Mayor Roe spoke on Monday")."""
    end = line.start[span[0]] + NEXT
    extra = modifiers(line, span, at)
    named = {line.low[item] for item in range(span[0] + 1, span[1]) if line.capital(item)}
    if not extra or not extra <= named or at < span[1] - 1:
        return None
    known = [
        one for one in _bearers(cast, heard, line.low[at], frozenset(), sex_of(line, at)) if one.mentions
    ]
    near = [one for one in known if one.mentions[0][0] < end and line.low[at] in one.roles]
    ahead = len(near) == 1 and near[0].mentions[0][0] > line.start[at]
    return Meant(cast.full(near[0], end), "guess") if ahead else None


def _bearers(cast: Cast, heard: Heard, noun: str, extra: Set[str], sex: Sex | None) -> Iterator[Character]:
    """Yield the people of the cast who have a role, and no other one of that kind than is asked for."""
    want = SAME.get(noun, frozenset()) | {noun}
    for character in cast.characters[:MOST]:
        if not character.person or not want & character.roles or silent(cast, heard, character):
            continue
        if sex is not None and cast.sex_of(character) not in (None, sex):
            continue
        if noun in HEADED and (HEADING & character.roles) != (HEADING & extra):
            continue
        if extra and not extra & character.roles:
            continue
        yield character


def silent(cast: Cast, heard: Heard, character: Character) -> bool:
    """Return whether somebody is dead in this story and has not been quoted by name."""
    return not heard.times[character] and cast.dead(character)


def body_of_role(cast: Cast, heard: Heard, line: Line, span: Range, at: int) -> Meant | None:
    """Return the organisation that "the company" or "the health ministry" means; None if none can be told."""
    noun, start = line.low[at], line.start[span[0]]
    singular = noun[:-1] if noun.endswith("s") else noun
    extra = modifiers(line, span, at)
    best: tuple[bool, int, Character] | None = None
    for character in _bodies(cast, start):
        name = set(character.name.lower().split())
        roles = character.roles if character.body else frozenset()
        if (singular in name and extra <= name) or (singular in roles and extra <= name | roles):
            found = (singular in name, latest(character, heard, start), character)
            best = found if best is None or found[:2] > best[:2] else best
    if best is not None:
        return Meant(best[2])
    if extra or singular not in GENERIC:
        return None
    return _only_body(cast, heard, line, start, singular)


def _only_body(cast: Cast, heard: Heard, line: Line, start: int, noun: str) -> Meant | None:
    """Return the body that "the company" can be: who has the floor, the last subject, the only one so far."""
    subject, others = _last_sentence(cast, line, start)
    if subject is not None and _may_be(subject, noun):
        return Meant(subject, "holder")
    bodies = (turn for turn in reversed(heard.turns[-RECENT:]) if not turn.character.person)
    last = next((turn for turn in bodies if turn.at < start), None)
    if last is not None and line.number - last.line <= 2:
        return Meant(last.character, "holder") if _may_be(last.character, noun) else None
    for named in (others, {id(one): one for one in _bodies(cast, start)}):
        fit = [one for one in named.values() if _may_be(one, noun)]
        if len(fit) == 1:
            return Meant(fit[0], "sole")
    return None


def _last_sentence(cast: Cast, line: Line, start: int) -> tuple[Character | None, dict[int, Character]]:
    """Return who is the subject of the sentence before offset ``start``, and all the bodies in it."""
    number = line.sentence_of(bisect_left(line.start, start)) - 1
    if number < 0:
        return None, {}
    first, last = line.sentences[number]
    verb = next((line.start[at] for at in range(first, last) if line.has(at, VERB)), line.start[first])
    rows = cast.within(line.start[first], line.end[last - 1])
    subject = rows[0][2] if rows and rows[0][1] <= verb else None
    return subject, {id(row[2]): row[2] for row in rows}


def _bodies(cast: Cast, start: int) -> Iterator[Character]:
    """Yield the organisations named before ``start``, the nearest first."""
    for _, _, character in reversed(cast.within(max(0, start - FAR), start)):
        if character.kind in ("ORG", "GPE", "FAC", "NAME"):
            yield character


def _may_be(character: Character, noun: str) -> bool:
    """Return whether a body may be called ``noun``: no other kind of body stands in its name."""
    kinds = {word for word in character.name.lower().split() if tags.nouns().get(word) == "o"}
    if not character.body or noun in kinds or not kinds or noun in ANY_BODY:
        return character.body
    return noun in BUSINESS and kinds <= TRADES
