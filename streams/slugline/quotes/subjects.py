"""Subjects: whose a reporting verb is - before it, after it, or the subject of another verb of the
sentence."""

from slugline.quotes import before_verbs, phrases
from slugline.quotes.paragraph import QUOTE, Line
from slugline.quotes.phrases import Range
from slugline.reading import tags
from slugline.reading.tags import (
    ADVERB,
    AUXILIARY,
    BE,
    BODIES,
    COORDINATOR,
    CREW,
    DASH,
    DETERMINER,
    DOCUMENT,
    DOCUMENTS,
    ENDS_IN_S,
    FUNCTION,
    GENITIVE,
    ING,
    NOUN,
    NOUN_HERE,
    PEOPLE,
    PERSON,
    PREPOSITION,
    QUOTED,
    REACH,
    SPEAKS,
    SUBORDINATOR,
    TERMINAL,
    THAT,
    TO,
    VERB,
    WALL,
    WHEN,
    WHO,
)

PLURAL = FUNCTION["plural"]
INSERTED = 6
"""How many items behind a verb a comma may stand that closes what is inserted."""
CLAUSE = FUNCTION["opens a clause"]
RELATIVE = FUNCTION["relative thing"]
ABSOLUTE = FUNCTION["absolute"]
BEFORE_INVERTED = FUNCTION["joins clauses"] | {",", "—", "–", "--"}
BEHIND_INVERTED = FUNCTION["behind an inverted speaker"]
CLOSES = frozenset((",", ";", ":", "(", ")", QUOTE))
SHARES = FUNCTION["shares a subject"]
SHARES_ING = FUNCTION["shares a subject with a gerund"] | {",", "—", "–"}
HEARER = FUNCTION["needs a hearer"]
SAID = FUNCTION["said"]
PLAIN = FUNCTION["plain verb"]
WITH = FUNCTION["with"]
CONTRACTED = FUNCTION["contracted"]
THERE = FUNCTION["empty subject"]
INDEFINITE = FUNCTION["indefinite"]
PAIRS = FUNCTION["pairs"]
PLURAL_PRONOUN = FUNCTION["plural pronoun"]
HEARSAY = FUNCTION["hearsay"]
BY_WAY_OF = FUNCTION["by way of"]
PERCEIVES = FUNCTION["perceives"]
QUOTES_ANOTHER = FUNCTION["quotes another"]
AS = FUNCTION["as"]
INSERTION = 16
"""How many items may tell what somebody is who is quoted."""
HEARD = 8
"""How many items who is heard or quoted may have, with the verb."""
AGREED = PLURAL_PRONOUN | FUNCTION["subject of either number"]


def behind_clause(line: Line, sentence: Range) -> int:
    """Return where the main clause begins: behind one that opens the sentence ("After he left, Roe rose")."""
    begin, end = sentence
    if line.low[begin] not in CLAUSE:
        return begin
    comma = next((at for at in range(begin + 1, end) if line.low[at] == ","), end)
    opened = any(line.has(at, VERB) for at in range(begin + 1, comma))
    return comma + 1 if opened and comma + 1 < end else begin


def main(line: Line, sentence: Range) -> Range | None:
    """Return the subject of the sentence's first finite verb, if it can speak."""
    begin, end = behind_clause(line, sentence), sentence[1]
    for at in range(begin + 1, min(end, begin + REACH)):
        if line.has(at, VERB):
            found = before_verbs.left(line, at, begin)
            if found is not None and phrases.speaks(line, found[0]):
                return found[0]
    return None


def nearest(line: Line, begin: int, at: int) -> Range | None:
    """Return the subject of the finite verb nearest before item ``at`` ("when he rose and said")."""
    for back in range(at - 2, begin, -1):
        if line.has(back, VERB):
            found = before_verbs.left(line, back, begin)
            if found is not None and phrases.speaks(line, found[0]):
                return found[0]
    return None


def own(line: Line, at: int, begin: int, form: tags.Form) -> tuple[Range, int] | None:
    """Return the subject before the verb and where its clause begins; None if the verb has none of its
    own."""
    found = before_verbs.left(line, at, begin)
    if (found is None or not phrases.speaks(line, found[0])) and "past" in form.tenses:
        found = before_verbs.before_who(line, at, begin)
    if found is None or not phrases.speaks(line, found[0]):
        return None
    found = _whole(line, at, begin, found)
    if line.low[found[0][1] - 1] in RELATIVE:
        return _relative(line, at, found[0])
    back = at - 1
    while back > begin and line.has(back, ADVERB):
        back -= 1
    if form.tenses == {"ing"}:
        return found if line.has(back, BE) or _absolute(line, begin, found) else None
    return found if "past" in form.tenses or _agrees(line, back, found[0], form) else None


def _whole(line: Line, at: int, begin: int, found: tuple[Range, int]) -> tuple[Range, int]:
    """Return whose description the phrase before the verb ends, else the phrase itself."""
    if _inserted(line, at):
        return found
    outer = before_verbs.described(line, found[0], begin, found[1])
    return outer if outer is not None else found


def _inserted(line: Line, at: int) -> bool:
    """Return whether the sentence goes on behind the verb: "Roe, a friend said, left"."""
    near = range(at + 1, min(at + INSERTED, len(line) - 1))
    comma = next((item for item in near if line.low[item] == ","), None)
    return comma is not None


def _absolute(line: Line, begin: int, found: tuple[Range, int]) -> bool:
    """Return whether the subject is one of a verb in -ing ("with Klein saying")."""
    first, last = found[0]
    named = line.capital(last - 1) and line.low[first - 1] in ABSOLUTE and first > begin
    return named or line.low[found[1]] in WITH


def relayed(line: Line, at: int, begin: int, form: tags.Form) -> tuple[Range, Range, int] | None:
    """Return whom somebody else hears or quotes ("Klein heard [Roe] say", "Klein quoted [Roe] as saying"),
    who that is, and the item of the verb that tells it; None if the verb at item ``at`` is none such."""
    quoting = line.low[at - 1] in AS
    if not form.tenseless:
        return None
    verbs, end = (QUOTES_ANOTHER, _before_insert(line, at - 1, begin)) if quoting else (PERCEIVES, at)
    for back in range(end - 1, max(begin, end - HEARD), -1):
        if line.low[back] in verbs and not line.has(back, NOUN_HERE):
            hearer, heard = before_verbs.left(line, back, begin), (back + 1, end)
            if hearer is None or not phrases.speaks(line, hearer[0]) or line.has(back - 1, WHO | BE):
                return None
            who = phrases.head(line, heard) if back + 1 < end else back
            speaks = line.capital(who) or line.has(who, SPEAKS | PERSON | PEOPLE)
            return (heard, hearer[0], back) if speaks and who > back else None
        if line.has(back, WALL | THAT | QUOTED | VERB | TO):
            return None
    return None


def _before_insert(line: Line, end: int, begin: int) -> int:
    """Return where who is quoted ends ("quoted Roe, a nurse, as saying"), else ``end``."""
    if line.low[end - 1] != ",":
        return end
    commas = (at for at in range(end - 2, max(begin, end - INSERTION), -1) if line.low[at] == ",")
    return next((at for at in commas if line.capital(at - 1)), end)


def _agrees(line: Line, back: int, subject: Range, form: tags.Form) -> bool:
    """Return whether a verb in the present has such a subject; item ``back`` stands before the verb."""
    if not _able(line, subject):
        return False
    head = phrases.head(line, subject)
    low = line.low[head]
    if "base" in form.tenses:
        if line.has(back, TO):
            return _causes(line, back)
        helped = line.has(back, AUXILIARY) and not line.has(back, BE)
        plural = low in AGREED or line.has(head, ENDS_IN_S | PEOPLE | CREW | DOCUMENTS | BODIES)
        plural = plural or phrases.counted(line, subject)
        return helped or plural or line.low[subject[0]] in PLURAL or _paired(line, subject)
    several = low in PLURAL_PRONOUN or line.has(head, PEOPLE) or line.low[subject[0]] in PLURAL
    return not several


def inverted(line: Line, at: int, after: int, sentence: Range, form: tags.Form) -> Range | None:
    """Return the speaker after the verb ("..., said Klein"), if the sentence is built that way."""
    begin, end = sentence
    if not form.tenses & {"past", "s"} or form.verb.lemma in HEARER or "q" not in form.verb.frames:
        return None
    after_quote = at > begin and line.quoted[at - 1] is not None
    if at > begin and not after_quote and line.low[at - 1] not in BEFORE_INVERTED:
        return None
    if at == begin and not (end - begin < 25 and line.low[at] in SAID):
        return None
    while after < end and line.has(after, ADVERB):
        after += 1
    found = phrases.right(line, after, end) if after < end else None
    if found is None or found[1] >= end:
        return found
    follows = line.low[found[1]]
    closes = line.has(found[1], TERMINAL | DASH) or follows in CLOSES
    if after_quote:
        more = line.has(found[1], SUBORDINATOR | PREPOSITION | WHEN | COORDINATOR | ADVERB | ING)
        return found if closes or more else None
    amid = follows == "," and form.verb.lemma in PLAIN
    if line.low[at - 1] == "," and not amid and not _said_before(line, begin, at - 1):
        return None
    if form.verb.lemma not in PLAIN and not (line.capital(phrases.head(line, found)) and closes):
        return None
    return found if closes or line.has(found[1], WHEN) or follows in BEHIND_INVERTED else None


def shares(line: Line, at: int, begin: int, form: tags.Form) -> bool:
    """Return whether the verb takes the sentence's subject ("and added", ", saying", "a statement
    saying")."""
    back = at - 1
    while back > begin and (line.has(back, ADVERB) or line.has(back, WHEN)):
        if line.low[back] in SHARES and line.low[back - 1] == "," and "past" in form.tenses:
            return True
        back -= 1
    if back < begin:
        return form.tenses == {"ing"}
    before = line.low[back]
    if form.tenses == {"ing"}:
        noun = line.has(back, NOUN)
        return (
            line.quoted[back] is not None
            or before in SHARES_ING
            or (noun and not _hearsay(line, begin, back))
        )
    if form.tenses & {"past", "s"}:
        return before in SHARES or line.quoted[back] is not None
    return line.has(back, TO) and not _causes(line, back)


def _hearsay(line: Line, begin: int, noun: int) -> bool:
    """Return whether the document before "claiming" is others', and no words of the sentence's subject.

    So are reports and rumours, and what somebody reacts "to"; "in a statement saying" has his own words.
    """
    if line.low[noun] in HEARSAY:
        return True
    at = noun - 1
    while at > begin and not line.has(at, PREPOSITION | WALL | VERB | ING | TERMINAL | TO | DETERMINER):
        at -= 1
    if line.has(at, DETERMINER):
        at -= 1
    heard = line.has(noun, DOCUMENT | DOCUMENTS) and at > begin
    return heard and line.has(at, PREPOSITION | TO) and line.low[at] not in BY_WAY_OF


def _said_before(line: Line, begin: int, at: int) -> bool:
    """Return whether the items up to ``at`` are a clause, not a name and what is said of it between
    commas."""
    return any(
        line.quoted[item] is not None
        or line.has(item, VERB)
        or (
            line.has(item, GENITIVE)
            and item > begin
            and (line.has(item - 1, SPEAKS) or line.low[item - 1] in THERE)
        )
        for item in range(begin, at)
    )


def _relative(line: Line, at: int, span: Range) -> tuple[Range, int] | None:
    """Return "that" as the subject of "a message that said" if a quotation comes next, else None."""
    follows = at + 1 < len(line) and (line.quoted[at + 1] is not None or line.low[at + 1] in (",", ":"))
    return ((span[1] - 1, span[1]), span[1] - 1) if follows else None


def _causes(line: Line, to: int) -> bool:
    """Return whether who stands before "to" does what follows it ("prompting the city to urge")."""
    return to > 0 and (line.capital(to - 1) or line.has(to - 1, NOUN))


def _able(line: Line, span: Range) -> bool:
    """Return whether the phrase's head is a name, a pronoun or a noun for somebody: "reports", "claims"
    are nouns else."""
    at = phrases.head(line, span)
    return (
        line.capital(at)
        or line.has(at, SPEAKS | NOUN)
        or phrases.counted(line, span)
        or line.low[span[0]] in PLURAL
        or line.low[span[0]] in INDEFINITE
        or (at - 1 > span[0] and line.has(at - 1, GENITIVE) and line.has(at, ENDS_IN_S))
    )


def _paired(line: Line, span: Range) -> bool:
    return any(line.low[at] in PAIRS for at in range(*span))
