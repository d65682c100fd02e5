"""Cues: the words in a sentence that say something was said, with the speaker's words and where the
content may begin."""

from dataclasses import dataclass

from slugline.quotes import before_verbs, openers, phrases, subjects
from slugline.quotes.openers import Opener
from slugline.quotes.paragraph import QUOTE, Line
from slugline.quotes.phrases import Range
from slugline.reading import tags
from slugline.reading.tags import (
    ADVERB,
    AUXILIARY,
    BE,
    CAPITAL,
    COORDINATOR,
    DASH,
    DETERMINER,
    DOCUMENT,
    ED,
    ENDS_IN_S,
    FUNCTION,
    GENITIVE,
    ING,
    NOUN,
    NOUN_HERE,
    PREPOSITION,
    REACH,
    REPORTS,
    SPEAKS,
    SUBORDINATOR,
    TERMINAL,
    THAT,
    TO,
    VERB,
    WHEN,
    WHO,
)

NO_SOURCE = FUNCTION["no source"]
OBJECT = FUNCTION["object"]
DENIES = FUNCTION["denies"]
WITHHOLDS = FUNCTION["withholds"]
UNNAMED = [entry.split() for entry in FUNCTION["unnamed"]]
NEGATION = FUNCTION["negation"]
NEGATED = tuple(FUNCTION["ending of a negation"])
NOBODY = FUNCTION["nobody"]
NO = FUNCTION["of which there is none"]
ONE = FUNCTION["pronoun"]
SUBJECTS = FUNCTION["subject"]
NOR = FUNCTION["and not"]
EXCEPTS = FUNCTION["excepts"]
SAYING = [[word] for word in FUNCTION["saying"]]
QUOTED_AS = FUNCTION["quoted as"]
PLACE = FUNCTION["before a place"]
OPENS_SENTENCE = FUNCTION["verb that opens a sentence"]
ACCORDING = FUNCTION["according"]
IN = FUNCTION["in"]
WORDING = FUNCTION["wording"]
OF = FUNCTION["of"]
THE = FUNCTION["the"]
OWNER = FUNCTION["owner"]
MODAL = FUNCTION["modal"]
HAVING = FUNCTION["having"]
NOUN_TOO = FUNCTION["noun too"]
BY = FUNCTION["by"]
LABELS = FUNCTION["before a label"]
BETWEEN = LABELS | FUNCTION["before a time"] | FUNCTION["before a time phrase"]
"""What may stand between a passive and "by", beside times and marks."""
ENDS_SOURCE = FUNCTION["ends a source"] | {",", ";", ":", "("}

LEAST = 4
"""So many items has a sentence with a comma behind it."""


@dataclass(slots=True)
class Cue:
    """One attribution in a sentence; all numbers are items of its Line, ranges half-open.

    ``words`` is the verb with its particle and the person spoken to, ``clause`` where the attribution begins,
    ``body`` where content to the right begins, ``opener`` what opens it. ``shared`` says that the subject is
    that of the sentence ("and added", ", saying"), ``bare`` that nothing stands between source and content
    ("According to Klein the pier leaks"), ``relayed`` that the sentence is about who heard or quotes the
    speaker ("Klein heard Roe say").
    """

    words: Range
    lemma: str
    kind: str
    frames: frozenset[str]
    subject: Range | None
    clause: int
    body: int
    opener: Opener
    inverted: bool = False
    shared: bool = False
    according: bool = False
    mood: str = "fact"
    past: bool = True
    bare: bool = False
    relayed: bool = False

    @property
    def unsaid(self) -> bool:
        """Return whether nobody says what the content holds, and nothing within it: it is denied, asked, or
        not said."""
        return self.denies or self.mood == "negated" or self.lemma in WITHHOLDS or self.opener == "question"

    @property
    def denies(self) -> bool:
        """Return whether the content, but for marked words, is what the speaker says is not so."""
        return self.lemma in DENIES and self.opener in ("that", "clause", "denial", "comma", "none")

    @property
    def handed_over(self) -> bool:
        """Return whether a passive's "by" has the speaker: the sentence is about whom he said it to or of."""
        behind = self.subject is not None and self.subject[0] > self.words[0]
        return behind and not self.inverted and not self.according

    @property
    def tails(self) -> bool:
        """Return whether the attribution may follow its content ("..., Klein said")."""
        return not self.shared and self.opener in ("comma", "none", "quote", "that", "other")


def find(line: Line, sentence: Range) -> list[Cue]:
    """Return the cues of the sentence in order."""
    found: list[Cue] = []
    begin, end = sentence
    at = begin
    while at < end:
        low = line.low[at]
        cue = None
        if low in ACCORDING and at + 2 < end and line.has(at + 1, TO):
            cue = _according(line, at, sentence)
        elif low in IN:
            cue = _in_words(line, at, sentence)
        elif line.has(at, REPORTS) and (
            at > begin or (low in OPENS_SENTENCE and line.capital(at + 1 if at + 1 < end else at))
        ):
            cue = _verb(line, at, sentence, tags.verb_forms()[low])
        if cue is not None:
            if cue.relayed:
                found = [one for one in found if one.clause < cue.clause]
            found.append(cue)
            at = cue.body if cue.according else cue.words[1]
        else:
            at += 1
    return found


def announcer(line: Line) -> Range | None:
    """Return the subject of the last sentence of a paragraph that announces a quotation ("He declared:")."""
    sentence = line.sentences[-1]
    named = [cue.subject for cue in find(line, sentence) if cue.subject is not None]
    return named[-1] if named else subjects.main(line, sentence)


def _according(line: Line, at: int, sentence: Range) -> Cue | None:
    end = sentence[1]
    stop = at + 2
    while (
        stop < end
        and line.quoted[stop] is None
        and not line.has(stop, TERMINAL)
        and line.low[stop] not in ENDS_SOURCE
    ):
        if line.has(stop, DASH) or stop - at > REACH:
            break
        stop += 1
    if stop <= at + 2 or not _is_source(line, (at + 2, stop)):
        return None
    begins = at <= sentence[0] + 1 or line.has(at - 1, COORDINATOR | SUBORDINATOR | WHO | THAT)
    source = _source_end(line, at, stop, end) if begins else stop
    return Cue(
        (at, at + 2),
        "according",
        "speech",
        frozenset("cq"),
        (at + 2, source),
        at,
        source,
        "none",
        according=True,
        bare=source < stop,
    )


def _in_words(line: Line, at: int, sentence: Range) -> Cue | None:
    """Return the cue of "in Klein's words" or "in the words of Klein", if the sentence has a quotation."""
    end = sentence[1]
    near = range(at + 1, min(end, at + REACH // 4))
    words = next((item for item in near if line.low[item] in WORDING), None)
    if words is None or not any(line.quoted[item] is not None for item in range(*sentence)):
        return None
    if words + 1 < end and line.low[words + 1] in OF:
        found = phrases.right(line, words + 2, end)
        subject = found if found is not None and line.low[at + 1] in THE and words == at + 2 else None
        stop = subject[1] if subject is not None else words
    else:
        owner = next((item for item in range(words - 1, at, -1) if line.has(item, GENITIVE)), at)
        own = line.low[at + 1] in OWNER and words - at <= 3
        subject = (at + 1, owner) if owner > at + 1 else (at + 1, at + 2) if own else None
        stop = words + 1
    if subject is None or not (phrases.speaks(line, subject) or line.low[subject[0]] in OWNER):
        return None
    frames = frozenset("cq")
    quoted = stop + (line.low[stop : stop + 1] == [","])
    if quoted < end and line.quoted[quoted] is not None:
        return Cue((at, at + 1), "according", "speech", frames, subject, at, quoted, "quote")
    return Cue((at, at + 1), "according", "speech", frames, subject, at, stop, "none", according=True)


def _is_source(line: Line, span: Range) -> bool:
    """Return whether somebody or something can have said it: not "according to plan", "according to the
    rules"."""
    if any(line.capital(at) or line.low[at] in OBJECT for at in range(*span)):
        return True
    return line.low[phrases.head(line, span)] not in NO_SOURCE


def _source_end(line: Line, at: int, stop: int, end: int) -> int:
    """Return where a source at the beginning ends that no comma closes ("According to Klein the pier
    leaks", "According to an early count they won")."""
    for item in range(at + 3, stop - 1):
        subject = line.low[item] in SUBJECTS
        if not (subject or line.has(item, DETERMINER | SPEAKS)) or line.has(
            item - 1, PREPOSITION | COORDINATOR | WHO
        ):
            continue
        named = line.capital(item - 1)
        if (named or _is_headed(line, at + 2, item)) and (
            subject or any(line.has(verb, VERB) for verb in range(item + 1, end))
        ):
            return item if named or stop >= end or line.has(stop, TERMINAL) else stop
    return stop


def _is_headed(line: Line, begin: int, end: int) -> bool:
    """Return whether the word before ``end`` may be the noun of a source: a word for one, or any behind a
    determiner that is no part of a verb ("a man holding the flag") and no number ("of the two")."""
    if line.has(end - 1, NOUN):
        return True
    parts = ING | ED | ADVERB | (0 if line.has(end, SPEAKS) else DETERMINER)
    return end > begin + 1 and not line.has(end - 1, parts)


def _verb(line: Line, at: int, sentence: Range, options: tuple[tags.Form, ...]) -> Cue | None:
    """Return the cue whose verb is item ``at``, one of ``options``; None if it reports nothing there."""
    begin, end = sentence
    chosen = _choose(line, at, end, options)
    if chosen is None:
        return None
    form, after = chosen
    if not _reports(line, at, begin, form):
        return _told_by(line, at, sentence, form)
    if "a" in form.verb.frames and openers.tells_a_thing(line, after, end):
        return None
    relayed = subjects.relayed(line, at, begin, form)
    if relayed is not None:
        return _relayed(line, at, sentence, form, relayed)
    flipped = subjects.inverted(line, at, after, sentence, form)
    if flipped is not None and line.quoted[at - 1] is None and line.low[flipped[1] :][:1] == [QUOTE]:
        own = subjects.own(line, at, begin, form)  # "Roe, a nurse, said Klein "knew it""
        flipped = flipped if own is None else None
    found = (flipped, at) if flipped is not None else subjects.own(line, at, begin, form)
    if found is None and not subjects.shares(line, at, begin, form):
        return None
    subject, clause = found if found is not None else (None, at)
    if flipped is not None:
        last, (body, opener) = after, _tail(line, flipped[1], end)
    else:
        last, body, opener = _content(line, after, sentence, clause, form.verb)
    kind = _kind(form.verb, opener)
    if kind is None or (opener == "to" and line.low[body + 1 : body + 3] in UNNAMED):
        return None
    return Cue(
        words=(at, last),
        lemma=form.verb.lemma,
        kind=kind,
        frames=frozenset(form.verb.frames),
        subject=subject,
        clause=clause,
        body=body,
        opener=opener,
        inverted=flipped is not None,
        shared=found is None,
        mood="ing" if found is None and form.tenses == {"ing"} else _mood(line, at, begin, subject),
        past="past" in form.tenses,
    )


def _relayed(
    line: Line, at: int, sentence: Range, form: tags.Form, told: tuple[Range, Range, int]
) -> Cue | None:
    """Return the cue of what somebody is heard or quoted to say ("Klein heard Roe say that it leaks")."""
    subject, hearer, verb = told
    last, body, opener = _content(line, at + 1, sentence, hearer[0], form.verb)
    kind = _kind(form.verb, opener)
    if kind is None:
        return None
    frames, mood = frozenset(form.verb.frames), _mood(line, verb, sentence[0], hearer)
    return Cue(
        (at, last), form.verb.lemma, kind, frames, subject, hearer[0], body, opener, mood=mood, relayed=True
    )


def _told_by(line: Line, at: int, sentence: Range, form: tags.Form) -> Cue | None:
    """Return the cue of a passive that names who says it behind "by" ("was told by Klein that it leaks",
    "described as "a gift" by Klein"); None if item ``at`` begins none."""
    begin, end = sentence
    by = _by(line, at, end)
    if by is None or form.verb.lemma in QUOTED_AS or not _passive(line, at, begin, form):
        return None
    agent = phrases.right(line, by + 1, end)
    if agent is None or any(line.has(item, WHEN) for item in range(*agent)):
        return None
    body, opener = openers.behind(line, agent[1], end, form.verb)
    quoted = next((item for item in range(at + 1, by) if line.quoted[item] is not None), None)
    if quoted is not None:
        body, opener = quoted, "quote"
    elif opener == "label" and line.low[body] in LABELS:
        body += 1
    kind = _kind(form.verb, opener)
    if kind is None or opener not in ("that", "quote", "label", "none"):
        return None
    first = before_verbs.left(line, at, begin)
    clause = first[1] if first is not None else at
    mood = _mood(line, at, begin)
    frames = frozenset(form.verb.frames)
    return Cue((at, at + 1), form.verb.lemma, kind, frames, agent, clause, body, opener, mood=mood)


def _by(line: Line, at: int, end: int) -> int | None:
    """Return the "by" behind a passive: behind adverbs and times, or behind what somebody is called."""
    for item in range(at + 1, end):
        if line.low[item] in BY:
            return item
        between = line.has(item, ADVERB | WHEN) or line.low[item] in BETWEEN
        if not between and line.quoted[item] is None:
            return None
    return None


def _reports(line: Line, at: int, begin: int, form: tags.Form) -> bool:
    """Return whether item ``at`` is a verb here, in the voice in which it reports, and no part of a name."""
    beside = line.quoted[at - 1] is not None or line.low[at - 1] in (",", ":")
    if line.capital(at) and at > begin and not beside and not (line.titled and line.has(at, ENDS_IN_S)):
        return False
    if line.has(at, NOUN_HERE) or _a_noun(line, at, begin) or _done_by(line, at):
        return False
    if "writing" in form.verb.frames.values() and _where_it_stood(line, at, begin):
        return False
    return _passive(line, at, begin, form) == (form.verb.lemma in QUOTED_AS)


def _a_noun(line: Line, at: int, begin: int) -> bool:
    """Return whether a form that is as often a noun is one here ("Klein emails that leaked")."""
    if at + 1 < len(line) and line.has(at + 1, GENITIVE):
        return True
    if line.low[at] not in NOUN_TOO or line.text[at - 1][-1] == ",":
        return False
    if at + 1 < len(line) and line.has(at + 1, VERB | ING) and not line.capital(at + 1):
        return True
    if at + 2 < len(line) and line.has(at + 1, THAT) and line.has(at + 2, VERB):
        return True
    if line.has(at - 1, DETERMINER | PREPOSITION):
        return not (at + 1 < len(line) and (line.has(at + 1, THAT) or line.quoted[at + 1] is not None))
    subject = CAPITAL | SPEAKS | ENDS_IN_S | WHEN | ADVERB | AUXILIARY
    return not line.has(at - 1, subject) and at - 2 > begin and line.has(at - 2, PREPOSITION)


def _where_it_stood(line: Line, at: int, begin: int) -> bool:
    """Return whether the verb tells where what was written stood ("In a statement posted on his page, ").

    Then a preposition or time follows, and one stands before the document.
    """
    if not line.has(at - 1, DOCUMENT) or not line.has(min(at + 1, len(line) - 1), PREPOSITION | WHEN):
        return False
    back = at - 1
    while back > begin and line.low[back] != ",":
        back -= 1
    return line.has(back, PREPOSITION)


def _done_by(line: Line, at: int) -> bool:
    """Return whether the verb tells by whom something was said ("a fact first reported by Klein")."""
    if at + 2 >= len(line) or line.low[at + 1] not in BY:
        return False
    return line.capital(at + 2) or line.has(at + 2, DETERMINER)


def _content(
    line: Line, after: int, sentence: Range, clause: int, verb: tags.Verb
) -> tuple[int, int, Opener]:
    """Return the end of the cue's words, where content behind it would begin, and what opens that.

    A quotation right before the attribution is the content, unless another follows or "that" does.
    """
    begin, end = sentence
    last, body, opener = openers.after(line, after, end, verb, alone=_alone(line, clause, begin))
    quoted = clause > begin and line.quoted[clause - 1] is not None
    if quoted and opener not in ("quote", "that", "comma", "none"):
        return last, last, "none"
    own = clause < after - 1 and "z" in verb.frames
    if own and openers.circumstance(line, body, opener) and _told_before(line, clause, begin):
        return last, last, "none"
    return last, body, opener


def _told_before(line: Line, clause: int, begin: int) -> bool:
    """Return whether a whole sentence and a comma stand before a cue ("The pier leaks, Klein said")."""
    opens = line.low[begin] in subjects.CLAUSE or line.has(begin, PREPOSITION | SUBORDINATOR)
    if opens or clause - begin < LEAST or line.low[clause - 1] != ",":
        return False
    return any(line.has(at, VERB) for at in range(begin + 1, clause - 1))


def _mood(line: Line, at: int, begin: int, subject: Range | None = None) -> str:
    """Return "fact" for what was said, "negated", "modal" (will, may) or "infinitive" for what was not or
    not yet."""
    if subject is not None and _is_nobody(line, subject):
        return "negated"
    mood = "fact"
    for back in range(at - 1, max(begin, at - 5) - 1, -1):
        low = line.low[back]
        if low in NEGATION or low.endswith(NEGATED):
            return "negated"
        if low in MODAL and not line.capital(back):
            mood = "modal"
        elif line.has(back, TO):
            mood = "infinitive"
        elif not line.has(back, AUXILIARY | ADVERB):
            break
    return mood


def _is_nobody(line: Line, subject: Range) -> bool:
    """Return whether a subject says that nobody did it: "no councillor", "neither Klein nor Roe", but not
    "nobody but Klein"."""
    first, end = subject
    if any(line.low[at] in EXCEPTS for at in range(first, end)):
        return False
    if line.low[first] in NO:
        return first + 1 < end and (line.low[first + 1] in ONE or line.has(first + 1, NOUN))
    return line.low[first] in NOBODY or line.low[first - 1] in NOR


def _alone(line: Line, clause: int, begin: int) -> bool:
    """Return whether nothing that could be said stands before the attribution."""
    return clause - begin <= 1 or (line.low[clause - 1] != "," and line.quoted[clause - 1] is None)


def _choose(line: Line, at: int, end: int, options: tuple[tags.Form, ...]) -> tuple[tags.Form, int] | None:
    """Return the verb whose particle follows, else the one without a particle, and the item after it; None
    if there is neither."""
    for form in options:
        particle = form.verb.particle
        if not particle:
            return form, at + 1
        if at + 1 < end and line.low[at + 1] == particle:
            if form.verb.lemma in QUOTED_AS:
                return (form, at + 3) if line.low[at + 2 : at + 3] in SAYING else None
            return form, at + 2
    return None


def _passive(line: Line, at: int, begin: int, form: tags.Form) -> bool:
    if not form.tenses & {"past", "part"}:
        return False
    back = at - 1
    while back >= begin and line.has(back, ADVERB):
        back -= 1
    return (
        back >= begin
        and line.has(back, BE)
        and not (line.has(back, GENITIVE) and line.capital(max(begin, back - 1)))
    )


def _kind(verb: tags.Verb, opener: Opener) -> str | None:
    """Return the verb's class when it opens such a content; None if it can't."""
    need = {
        "quote": "qcalwnp",
        "that": "cao",
        "clause": "cao",
        "question": "wcao",
        "to": "t",
        "preposition": "p",
        "noun": "ns",
        "denial": "d",
        "label": "l",
        "comma": "qcao",
        "none": "qcao",
        "other": "qcao",
    }[opener]
    return next((verb.frames[letter] for letter in need if letter in verb.frames), None)


def _tail(line: Line, at: int, end: int) -> tuple[int, Opener]:
    """Return where content after an inverted attribution would begin."""
    if at < end and line.quoted[at] is not None:
        return at, "quote"
    return at, ("comma" if at < end and line.low[at] == "," else "none")
