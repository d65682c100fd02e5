"""Cues: the words in a sentence that say something was said, with the speaker's words and where the content may begin."""

from dataclasses import dataclass
from typing import Literal

from streams.extract.quotes import phrases, words
from streams.extract.quotes.paragraph import QUOTE, TERMINAL, Line
from streams.extract.quotes.phrases import COORDINATOR, DETERMINER, PREPOSITION, WHEN, Range

Opener = Literal["quote", "that", "clause", "question", "to", "preposition", "noun", "label", "comma", "none"]

OBJECT = frozenset(
    ["me", "us", "him", "her", "them", "you", "it", "himself", "herself", "themselves", "myself"]
)
QUESTION = frozenset(["whether", "how", "why", "what", "if", "who", "when", "where"])
BE = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "'s",
        "'re",
        "'m",
        "am",
        "isn't",
        "wasn't",
        "aren't",
        "weren't",
    ]
)
AGREED = frozenset(["they", "we", "i", "you", "who", "these", "those"])
FAR = 24
"""How many items after the verb the content may begin."""


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
        elif low in forms and (at > begin or end - begin < 3 or line.quoted[at - 1] is not None):
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
    passive = _passive(line, at, begin, form)
    if passive:
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
        last, body, opener = _after(line, after, end, verb)
    kind = _kind(verb, opener)
    if kind is None:
        return None
    return Cue((at, last), verb.lemma, kind, frames, subject, clause, body, opener, inverted, shared)


def _choose(line: Line, at: int, end: int, options: tuple[words.Form, ...]) -> tuple[words.Form | None, int]:
    """Return the verb whose particle follows, else the one without a particle, and the item after it."""
    for form in options:
        particle = form.verb.particle
        if not particle:
            return form, at + 1
        if at + 1 < end and line.low[at + 1] == particle:
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
    }[opener]
    return next((verb.frames[letter] for letter in need if letter in verb.frames), None)


def _inverted(line: Line, at: int, after: int, sentence: Range, form: words.Form) -> Range | None:
    """Return the speaker after the verb ("..., said Klein"), if the sentence is built that way."""
    begin, end = sentence
    if not form.tenses & {"past", "s"} or ("a" in form.verb.frames and form.verb.lemma == "tell"):
        return None
    if (
        at > begin
        and line.quoted[at - 1] is None
        and line.low[at - 1] not in (",", "—", "–", "--", "and", "but")
    ):
        return None
    if at == begin and not (end - begin < 25 and after < end and line.low[at] == "said"):
        return None
    while after < end and phrases.is_adverb(line, after):
        after += 1
    found = phrases.right(line, after, end) if after < end else None
    if found is None:
        return None
    if found[1] < end:
        follows = line.low[found[1]]
        ok = (
            follows in (",", ";", ":", "(", "who", "which", "as", "while", "when", "whose", QUOTE)
            or follows in TERMINAL
        )
        if not (
            ok
            or follows in phrases.DASH
            or follows in PREPOSITION
            or follows in WHEN
            or follows in COORDINATOR
        ):
            return None
        if (
            line.low[at - 1] == ","
            and line.quoted[at - 1] is None
            and follows in ("in", "on")
            and "n" in form.verb.frames
        ):
            return None
    return found


def _subject(line: Line, at: int, begin: int, form: words.Form) -> tuple[Range, int] | None:
    """Return the subject before the verb and where its clause begins; None if the verb has none of its own."""
    found = phrases.left(line, at, begin)
    if found is None or not phrases.speaks(line, found[0]):
        return None
    back = at - 1
    while back > begin and phrases.is_adverb(line, back):
        back -= 1
    before = line.low[back]
    subject = found[0]
    last = line.low[phrases.head(line, subject)]
    if form.tenses == {"ing"}:
        return found if before in BE else None
    if "base" in form.tenses and not form.tenses & {"past"}:
        helped = before in phrases.AUXILIARY and before not in BE
        plural = (
            last in AGREED
            or last.endswith("s")
            or words.nouns().get(last) in ("g", "ds", "os")
            or _paired(line, subject)
        )
        if before == "to":
            return found
        return found if helped or plural else None
    if "s" in form.tenses:
        plural = last in ("they", "we", "i", "you") or words.nouns().get(last) == "g"
        return None if plural else found
    return found


def _paired(line: Line, span: Range) -> bool:
    return any(line.low[at] in ("and", "others") for at in range(*span))


def _shares(line: Line, at: int, begin: int, form: words.Form) -> bool:
    """Return whether the verb takes the sentence's subject ("and added", ", saying", "a statement saying")."""
    back = at - 1
    while back > begin and phrases.is_adverb(line, back):
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
    return before == "to"


def _tail(line: Line, at: int, end: int) -> tuple[int, Opener]:
    """Return where content after an inverted attribution would begin."""
    while at < end and (line.low[at] in WHEN or line.low[at] in ("on", "in", "at")):
        at += 1
    if at < end and line.quoted[at] is not None:
        return at, "quote"
    return at, ("comma" if at < end and line.low[at] == "," else "none")


def _after(line: Line, at: int, end: int, verb: words.Verb) -> tuple[int, int, Opener]:
    """Return (end of the cue's words, where the content begins, what opens it) for a cue before its content."""
    last = at
    if "a" in verb.frames or "o" in verb.frames:
        at = _addressee(line, at, end, verb)
        last = at
    spoken_to = last > at or at != last or "o" not in verb.frames or "c" in verb.frames
    at = _adverbials(line, at, end, verb)
    opener = _opener(line, at, end, verb, spoken_to)
    if opener == "comma":
        closing = _closed_insert(line, at, end)
        if closing is not None:
            at = closing
            opener = _opener(line, at, end, verb, spoken_to)
    elif opener == "quote" and line.quoted[at] is None:
        at += 1
    return last, at, opener


def _addressee(line: Line, at: int, end: int, verb: words.Verb) -> int:
    """Return the item after the person spoken to."""
    if at < end and line.low[at] in OBJECT:
        return at + 1
    if at >= end or line.quoted[at] is not None or line.low[at] in ("that", ",", ":", "to"):
        return at
    stop = at
    while stop < min(end, at + FAR):
        low = line.low[stop]
        if (
            low == "that"
            or line.quoted[stop] is not None
            or low in (":", ",")
            or (low == "to" and "o" in verb.frames)
        ):
            if low == "," and not (stop + 1 < end and line.quoted[stop + 1] is not None):
                break
            return stop
        if low in TERMINAL or (phrases.is_verb_form(line, stop) and stop > at):
            break
        stop += 1
    return _one_phrase(line, at, end) if "a" in verb.frames else at


def _one_phrase(line: Line, at: int, end: int) -> int:
    """Return the item after a short noun phrase: "reporters", "the Associated Press", "a radio station"."""
    begin = at
    while at < end and line.low[at] in DETERMINER:
        at += 1
    if at < end and line.capital(at):
        while at < end and line.capital(at):
            at += 1
        if at < end and line.low[at] == "'s":
            return _one_phrase(line, at + 1, end)
        return at
    for offset in range(at, min(end, at + 4)):
        if line.low[offset] in words.nouns() or line.low[offset].endswith("s"):
            at = offset + 1
            if at + 1 < end and line.low[at] in ("in", "at", "on", "of") and begin < end:
                return _one_phrase(line, at + 1, end)
            return at
    return begin


def _adverbials(line: Line, at: int, end: int, verb: words.Verb) -> int:
    """Return the item after adverbs, times and places ("on Thursday", "in a statement", "later")."""
    while at < end and line.quoted[at] is None:
        low = line.low[at]
        if phrases.is_adverb(line, at) or (
            low in WHEN and not (line.capital(at) and low in ("may", "march"))
        ):
            at += 1
        elif (
            low in ("last", "this", "late", "early", "next", "earlier")
            and at + 1 < end
            and line.low[at + 1] in WHEN
        ):
            at += 2
        elif low[0].isdigit() and line.low[at - 1] in WHEN:
            at += 1
        elif low in PREPOSITION and low not in verb.prepositions:
            after = _phrase_end(line, at, end)
            if after is None:
                return at
            at = after
        else:
            break
    return at


def _phrase_end(line: Line, at: int, end: int) -> int | None:
    """Return the item after a prepositional phrase between a cue and its content; None if it belongs to the content."""
    for stop in range(at + 1, min(end, at + FAR)):
        low = line.low[stop]
        if low == "that" or low == ":":
            return stop
        if line.quoted[stop] is not None:
            return stop if line.low[stop - 1] not in DETERMINER else None
        if low == ",":
            return stop
        if low in TERMINAL or phrases.is_verb_form(line, stop):
            break
    nouns = words.nouns()
    for stop in range(at + 1, min(end, at + 6)):
        low = line.low[stop]
        if (
            low in WHEN
            or nouns.get(low) in ("d", "ds")
            or low
            in (
                "interview",
                "conference",
                "twitter",
                "facebook",
                "speech",
                "tv",
                "television",
                "testimony",
                "court",
            )
        ):
            following = line.low[stop + 1] if stop + 1 < end else "."
            if following in WHEN or following[0].isdigit():
                continue
            return stop + 1
        if low not in DETERMINER and low not in (
            "news",
            "press",
            "phone",
            "telephone",
            "written",
            "brief",
            "joint",
            "radio",
            "television",
            "tv",
            "feb",
            "january",
        ):
            break
    return None


def _opener(line: Line, at: int, end: int, verb: words.Verb, spoken_to: bool) -> Opener:
    """Return what stands at item ``at``, seen from the verb."""
    if at >= end:
        return "none"
    low = line.low[at]
    if line.quoted[at] is not None or (
        low in (":", ",") and at + 1 < end and line.quoted[at + 1] is not None
    ):
        return "quote"
    if low == ":":
        return "clause"
    if low == "that":
        return "that"
    if low in TERMINAL or low in (";", ")") or low in phrases.DASH:
        return "none"
    if low == ",":
        return "comma"
    if low == "to" and ("t" in verb.frames or "o" in verb.frames):
        return "to"
    if low in verb.prepositions:
        return "preposition"
    if (low in QUESTION and low not in ("if", "when", "who", "where")) or (
        low in QUESTION and "w" in verb.frames
    ):
        return "question"
    clausal = "c" in verb.frames or "a" in verb.frames
    if (
        clausal
        and (_finite(line, at, end) or not verb.frames.keys() & {"n", "l"})
        and low not in PREPOSITION | {"to"}
    ):
        return "clause"
    if clausal and low in PREPOSITION and _finite(line, at, end) and verb.lemma in ("say", "tell", "add"):
        return "clause"
    if "l" in verb.frames and any(line.quoted[stop] is not None for stop in range(at, min(end, at + FAR))):
        return "label"
    if (
        "n" in verb.frames
        and low not in PREPOSITION
        and low not in COORDINATOR
        and low not in phrases.SUBORDINATOR
    ):
        return "noun"
    return "none"


def _finite(line: Line, at: int, end: int) -> bool:
    """Return whether a finite verb comes soon after item ``at``, before the clause can end."""
    for stop in range(at + 1, min(end, at + FAR)):
        low = line.low[stop]
        if low in TERMINAL or low in (";", "who", "which", "that", "to"):
            return False
        if line.quoted[stop] is None and phrases.is_verb_form(line, stop):
            return True
        if low.endswith("s") and not line.capital(stop) and line.low[stop - 1] in phrases.SPEAKS:
            return True
    return line.low[at] in phrases.SPEAKS


def _closed_insert(line: Line, at: int, end: int) -> int | None:
    """Return the item after an insertion between commas that "that" or a quotation follows (", in March, that ...")."""
    for stop in range(at + 1, min(end, at + FAR)):
        low = line.low[stop]
        if low == "," and stop + 1 < end:
            if line.low[stop + 1] == "that" or line.quoted[stop + 1] is not None:
                return stop + 1
            return None
        if low in TERMINAL or line.quoted[stop] is not None:
            return None
    return None
