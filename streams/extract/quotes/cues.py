"""Cues: the words in a sentence that say something was said, with the speaker's words and where the content may begin."""

from dataclasses import dataclass
from streams.extract.quotes import openers, phrases, words
from streams.extract.quotes.openers import Opener
from streams.extract.quotes.paragraph import QUOTE, TERMINAL, Line
from streams.extract.quotes.phrases import COORDINATOR, PREPOSITION, Range


MODAL = frozenset(("will", "would", "can", "could", "may", "might", "should", "must", "shall", "'ll", "'d"))
PLURAL = phrases.FUNCTION["plural"]
BE = phrases.FUNCTION["be"]
AGREED = frozenset(["they", "we", "i", "you", "who", "these", "those"])


@dataclass(slots=True)
class Cue:
    """One attribution in a sentence; all numbers are items of its Line, ranges half-open.

    ``words`` is the verb with its particle and the person spoken to, ``clause`` where the attribution begins,
    ``body`` where content to the right begins, ``opener`` what opens it. ``shared`` says that the subject is that of
    the sentence ("and added", ", saying").
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

    @property
    def tails(self) -> bool:
        """Return whether the attribution may follow its content ("..., Klein said")."""
        return self.according or (
            not self.shared and self.opener in ("comma", "none", "quote", "that", "other")
        )


def find(line: Line, sentence: Range) -> list[Cue]:
    """Return the cues of the sentence in order."""
    forms = words.verb_forms()
    found: list[Cue] = []
    begin, end = sentence
    at = begin
    while at < end:
        low = line.low[at]
        cue = None
        if low == "according" and at + 2 < end and line.low[at + 1] == "to":
            cue = _according(line, at, sentence)
        elif low in forms and (
            at > begin
            or (low in ("said", "says", "asked", "added") and line.capital(at + 1 if at + 1 < end else at))
        ):
            cue = _verb(line, at, sentence, forms[low])
        if cue is not None:
            found.append(cue)
            at = max(at + 1, cue.words[1])
        else:
            at += 1
    return found


def main_subject(line: Line, sentence: Range) -> Range | None:
    """Return the subject of the sentence's first finite verb, if it can speak."""
    begin, end = sentence
    for at in range(begin + 1, min(end, begin + phrases.REACH)):
        if line.quoted[at] is None and phrases.is_verb_form(line, at) and line.low[at] not in ("'s", "'d"):
            found = phrases.left(line, at, begin)
            if found is not None and phrases.speaks(line, found[0]):
                return found[0]
    return None


def near_subject(line: Line, begin: int, at: int) -> Range | None:
    """Return the subject of the finite verb nearest before item ``at`` ("when he rose and said")."""
    for back in range(at - 2, begin, -1):
        if (
            line.quoted[back] is None
            and phrases.is_verb_form(line, back)
            and line.low[back] not in ("'s", "'d")
        ):
            found = phrases.left(line, back, begin)
            if found is not None and phrases.speaks(line, found[0]):
                return found[0]
    return None


def _according(line: Line, at: int, sentence: Range) -> Cue | None:
    end = sentence[1]
    stop = at + 2
    while (
        stop < end
        and line.quoted[stop] is None
        and line.low[stop] not in (*TERMINAL, ",", ";", ":", "who", "which", "that", "(")
    ):
        if line.low[stop] in phrases.DASH or stop - at > phrases.REACH:
            break
        stop += 1
    if stop <= at + 2:
        return None
    return Cue(
        (at, at + 2), "according", "speech", frozenset("cq"), (at + 2, stop), at, stop, "none", according=True
    )


def _verb(line: Line, at: int, sentence: Range, options: tuple[words.Form, ...]) -> Cue | None:
    begin, end = sentence
    if line.capital(at) and at > begin and line.quoted[at - 1] is None and line.low[at - 1] not in (",", ":"):
        return None
    form, after = _choose(line, at, end, options)
    if form is None or phrases.noun_here(line, at):
        return None
    if _passive(line, at, begin, form) != (form.verb.lemma == "quote"):
        return None
    verb = form.verb
    subject: Range | None = None
    clause, shared, inverted = at, False, False
    flipped = _inverted(line, at, after, sentence, form)
    if flipped is not None:
        subject, inverted = flipped, True
    else:
        found = _subject(line, at, begin, form)
        if found is not None:
            subject, clause = found
        elif _shares(line, at, begin, form):
            shared = True
            clause = at
        else:
            return None
    frames = frozenset(verb.frames)
    if inverted and subject is not None:
        body, opener = _tail(line, subject[1], end)
        last = after
    else:
        last, body, opener = openers.after(line, after, end, verb, alone=_alone(line, clause, begin))
        if (
            clause > begin
            and line.quoted[clause - 1] is not None
            and opener not in ("quote", "that", "comma", "none")
        ):
            body, opener = last, "none"
    kind = _kind(verb, opener)
    if kind is None:
        return None
    mood = "ing" if shared and form.tenses == {"ing"} else _mood(line, at, begin)
    return Cue(
        (at, last),
        verb.lemma,
        kind,
        frames,
        subject,
        clause,
        body,
        opener,
        inverted,
        shared,
        mood=mood,
        past="past" in form.tenses,
    )


def _mood(line: Line, at: int, begin: int) -> str:
    """Return "fact" for what was said, "negated", "modal" (will, may) or "infinitive" for what was not or not yet."""
    mood = "fact"
    for back in range(at - 1, max(begin, at - 5) - 1, -1):
        low = line.low[back]
        if low in ("not", "never", "n't") or low.endswith("n't"):
            return "negated"
        if low in MODAL and not line.capital(back):
            mood = "modal"
        elif low == "to" and back == at - 1:
            mood = "infinitive"
        elif low not in phrases.AUXILIARY and not phrases.is_adverb(line, back):
            break
    return mood


def _alone(line: Line, clause: int, begin: int) -> bool:
    """Return whether nothing that could be said stands before the attribution."""
    return clause - begin <= 1 or (line.low[clause - 1] != "," and line.quoted[clause - 1] is None)


def _choose(line: Line, at: int, end: int, options: tuple[words.Form, ...]) -> tuple[words.Form | None, int]:
    """Return the verb whose particle follows, else the one without a particle, and the item after it."""
    for form in options:
        particle = form.verb.particle
        if not particle:
            return form, at + 1
        if at + 1 < end and line.low[at + 1] == particle:
            if form.verb.lemma == "quote":
                return (form, at + 3) if line.low[at + 2 : at + 3] == ["saying"] else (None, at + 1)
            return form, at + 2
    return None, at + 1


def _passive(line: Line, at: int, begin: int, form: words.Form) -> bool:
    if not form.tenses & {"past", "part"}:
        return False
    back = at - 1
    while back >= begin and phrases.is_adverb(line, back):
        back -= 1
    return (
        back >= begin
        and line.low[back] in BE
        and not (line.low[back] == "'s" and line.capital(max(begin, back - 1)))
    )


def _kind(verb: words.Verb, opener: Opener) -> str | None:
    """Return the verb's class when it opens such a content; None if it can't."""
    need = {
        "quote": "qcalwnpot",
        "that": "cao",
        "clause": "cao",
        "question": "wcao",
        "to": "to",
        "preposition": "p",
        "noun": "n",
        "label": "l",
        "comma": "qcao",
        "none": "qcao",
        "other": "qcao",
    }[opener]
    return next((verb.frames[letter] for letter in need if letter in verb.frames), None)


def _inverted(line: Line, at: int, after: int, sentence: Range, form: words.Form) -> Range | None:
    """Return the speaker after the verb ("..., said Klein"), if the sentence is built that way."""
    begin, end = sentence
    if not form.tenses & {"past", "s"} or form.verb.lemma == "tell" or "q" not in form.verb.frames:
        return None
    after_quote = at > begin and line.quoted[at - 1] is not None
    if at > begin and not after_quote and line.low[at - 1] not in (",", "—", "–", "--", "and", "but"):
        return None
    if at == begin and not (end - begin < 25 and line.low[at] == "said"):
        return None
    while after < end and phrases.is_adverb(line, after):
        after += 1
    found = phrases.right(line, after, end) if after < end else None
    if found is None or found[1] >= end:
        return found
    follows = line.low[found[1]]
    closes = follows in TERMINAL or follows in (",", ";", ":", "(", ")", QUOTE) or follows in phrases.DASH
    if after_quote:
        more = follows in phrases.SUBORDINATOR or follows in PREPOSITION or phrases.is_when(line, found[1])
        return found if closes or more or follows in COORDINATOR else None
    if line.low[at - 1] == "," and not _said_before(line, begin, at - 1):
        return None
    if form.verb.lemma not in ("say", "add", "write") and not (
        line.capital(phrases.head(line, found)) and closes
    ):
        return None
    return (
        found
        if closes or phrases.is_when(line, found[1]) or follows in ("who", "in", "at", "on", "during")
        else None
    )


def _said_before(line: Line, begin: int, at: int) -> bool:
    """Return whether the items up to ``at`` are a clause, not a name and what is said of it between commas."""
    return any(
        line.quoted[item] is not None
        or phrases.is_verb_form(line, item)
        or (
            line.low[item] == "'s"
            and item > begin
            and line.low[item - 1] in (*phrases.SPEAKS, "that", "there")
        )
        for item in range(begin, at)
    )


def _subject(line: Line, at: int, begin: int, form: words.Form) -> tuple[Range, int] | None:
    """Return the subject before the verb and where its clause begins; None if the verb has none of its own."""
    found = phrases.left(line, at, begin)
    if found is None or not phrases.speaks(line, found[0]):
        return None
    if line.low[found[0][1] - 1] in ("that", "which"):
        return _relative(line, at, found[0])
    back = at - 1
    while back > begin and phrases.is_adverb(line, back):
        back -= 1
    before = line.low[back]
    subject = found[0]
    last = line.low[phrases.head(line, subject)]
    if form.tenses == {"ing"}:
        absolute = line.low[found[1]] == "with" or (
            line.capital(subject[1] - 1) and line.low[subject[0] - 1] in ("of", "with") and subject[0] > begin
        )
        return found if before in BE or absolute else None
    if not form.tenses & {"past"} and not _able(line, subject):
        return None
    if "base" in form.tenses and not form.tenses & {"past"}:
        helped = before in phrases.AUXILIARY and before not in BE
        plural = (
            last in AGREED
            or last.endswith("s")
            or words.nouns().get(last) in ("g", "c", "ds", "os")
            or line.low[subject[0]] in PLURAL
            or _paired(line, subject)
        )
        if before == "to":
            return found if _causes(line, back) else None
        return found if helped or plural else None
    if "s" in form.tenses:
        plural = last in ("they", "we", "i", "you") or words.nouns().get(last) == "g"
        return None if plural else found
    return found


def _relative(line: Line, at: int, span: Range) -> tuple[Range, int] | None:
    """Return "that" as the subject of "a message that said" if a quotation comes next, else None."""
    follows = at + 1 < len(line) and (line.quoted[at + 1] is not None or line.low[at + 1] in (",", ":"))
    return ((span[1] - 1, span[1]), span[1] - 1) if follows else None


def _causes(line: Line, to: int) -> bool:
    """Return whether who stands before "to" does what follows it ("prompting the city to urge")."""
    return to > 0 and (line.capital(to - 1) or line.low[to - 1] in words.nouns())


def _able(line: Line, span: Range) -> bool:
    """Return whether the phrase's head is a name, a pronoun or a noun for somebody: "reports", "claims" are nouns else."""
    at = phrases.head(line, span)
    low = line.low[at]
    return (
        line.capital(at)
        or low in phrases.SPEAKS
        or low in AGREED
        or low in words.nouns()
        or low in PLURAL
        or line.low[span[0]] in PLURAL or line.low[span[0]] in ("a", "an")
    )


def _paired(line: Line, span: Range) -> bool:
    return any(line.low[at] in ("and", "others") for at in range(*span))


def _shares(line: Line, at: int, begin: int, form: words.Form) -> bool:
    """Return whether the verb takes the sentence's subject ("and added", ", saying", "a statement saying")."""
    back = at - 1
    while back > begin and (phrases.is_adverb(line, back) or phrases.is_when(line, back)):
        back -= 1
    if back < begin:
        return form.tenses == {"ing"}
    before = line.low[back]
    if form.tenses == {"ing"}:
        return (
            line.quoted[back] is not None
            or before
            in (
                ",",
                "by",
                "of",
                "in",
                "and",
                "without",
                "before",
                "after",
                "while",
                "when",
                "for",
                "from",
                "—",
                "–",
            )
            or before in words.nouns()
        )
    if form.tenses & {"past", "s"}:
        return before in ("and", "but", "then", "or") or line.quoted[back] is not None
    return before == "to" and not _causes(line, back)


def _tail(line: Line, at: int, end: int) -> tuple[int, Opener]:
    """Return where content after an inverted attribution would begin."""
    while at < end and (phrases.is_when(line, at) or line.low[at] in ("on", "in", "at")):
        at += 1
    if at < end and line.quoted[at] is not None:
        return at, "quote"
    return at, ("comma" if at < end and line.low[at] == "," else "none")
