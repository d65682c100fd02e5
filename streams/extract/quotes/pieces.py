"""Pieces: which words of a sentence are what was said, given its cues."""

from dataclasses import dataclass, field

from schemas.events import QuoteKind
from streams.extract.quotes import cues, phrases, words
from streams.extract.quotes.cues import Cue
from streams.extract.quotes.marks import Quoted
from streams.extract.quotes.paragraph import TERMINAL, Line
from streams.extract.quotes.phrases import Range

EDGE = TERMINAL | {",", ";", ":", "(", ")"} | phrases.DASH
CIRCUMSTANCE = phrases.FUNCTION["circumstance"]
RELATIVE = phrases.FUNCTION["relative"]
SUBORDINATE = frozenset(
    ("while", "although", "though", "as", "when", "after", "before", "if", "because", "since", "whereas")
)
PROMOTION = phrases.FUNCTION["promotion"]
SUPPOSED = frozenset(("when", "whenever", "if", "unless", "whether"))
NOUN_ENDS = (
    phrases.WHEN | SUBORDINATE | {"during", "amid", "until", "who", "which", "saying", "despite", "because"}
)
EMITTED = frozenset(("speech", "writing", "finding"))
"""Classes of cue whose indirect content is emitted; others (belief, will, stance) need a quotation."""


@dataclass(slots=True)
class Said:
    """One thing said. ``pieces`` are offsets into the story; ``subject`` are items of ``line`` or None.

    ``evidence`` says how the speaker was found: "cue", "shared" (subject of the sentence), "sentence" (no cue),
    "floating" (a quotation that is a sentence of its own). "floor" (somebody was
    described so). What is not ``emitted`` (a belief, a plan) only gives the floor.
    """

    line: Line
    at: int
    pieces: list[tuple[int, int]]
    kind: QuoteKind
    cue: Cue | None
    subject: Range | None
    evidence: str
    quotations: list[Quoted] = field(default_factory=list)
    emitted: bool = True

    @property
    def aside(self) -> bool:
        """Return whether the cue stands in a subordinate clause, so that another has the floor ("..., as Roe put it")."""
        if self.cue is None or self.subject is None:
            return False
        first, clause, low = self.subject[0], self.cue.clause, self.line.low
        return (
            low[first] in ("who", "which", "that")
            or low[clause] in SUBORDINATE
            or (clause > 0 and low[clause - 1] in SUBORDINATE)
        )


def build(line: Line, sentence: Range) -> list[Said]:
    """Return what is said in the sentence, in order of the text.

    A quotation belongs to one cue; only what is said within what is said ("Klein said the ministry had called it
    a "mistake"") has its words twice. Attributions at the end or in the middle reach back to the sentence's beginning.
    """
    headed = _headed(line, sentence)
    if headed is not None:
        return headed
    found = [] if _promotion(line, sentence) else cues.find(line, sentence)
    said: list[Said] = []
    used: set[int] = set()
    floor = sentence[0]
    for number, cue in enumerate(found):
        if not cue.tails:
            continue
        for span in _tail_parts(line, cue, sentence, floor, found[number + 1 :]):
            said.extend(_made(line, span, cue, cue.subject, used))
            floor = max(floor, cue.words[1])
    for number, cue in enumerate(found):
        subject = _shared_subject(line, sentence, found[:number], cue) if cue.shared else cue.subject
        last = cue is found[-1] and line.low[sentence[1] - 1] == ":"
        if subject is not None and cue.kind in ("speech", "writing") and (cue.clause == sentence[0] or last):
            said.append(_turn(line, cue, subject))
        for span in _right_parts(line, cue, sentence, found[number + 1 :]):
            said.extend(_made(line, span, cue, subject, used))
    for at in range(*sentence):
        quoted = line.quoted[at]
        if quoted is not None and at not in used:
            said.append(_left_over(line, at, sentence, found, quoted))
    said.sort(key=lambda one: one.pieces[0])
    return said


def _after_colon(line: Line, left: Range) -> Range:
    """Return the content without what announces a quotation at its end ("... is no mystery: "I love it,"")."""
    last = left[1] - 1
    while last > left[0] and line.quoted[last] is None and not line.is_word(last):
        last -= 1
    announced = last - 1 > left[0] and line.quoted[last] is not None and line.low[last - 1] in (":", "(")
    return (last, left[1]) if announced else left


def _headed(line: Line, sentence: Range) -> list[Said] | None:
    """Return what a headline puts after a name and a colon ("Klein: No deal before spring"); None if it is not so built."""
    begin, end = sentence
    if (line.zone.kind != "headline" and line.number > 0) or begin > 0:
        return None
    colon = next((at for at in range(begin + 1, min(end, begin + 6)) if line.low[at] == ":"), None)
    if colon is None or colon + 2 >= len(line) or any(line.low[at] in PROMOTION for at in range(begin, colon)):
        return None
    if _named_before(line, begin, colon) is None:
        return None
    cue = Cue((colon, colon + 1), ":", "speech", frozenset("cq"), (begin, colon), begin, colon + 1, "clause")
    return _made(line, (colon + 1, len(line)), cue, (begin, colon), set())


def _promotion(line: Line, sentence: Range) -> bool:
    """Return whether the sentence begins by pointing to another story ("READ MORE: ...", "WATCH: ...")."""
    begin, end = sentence
    colon = next((at for at in range(begin, min(end, begin + 4)) if line.low[at] == ":"), begin)
    return (
        colon > begin
        and all(line.text[at].isupper() for at in range(begin, colon))
        and line.low[begin] in PROMOTION
    )


def _turn(line: Line, cue: Cue, subject: Range) -> Said:
    """Return a mark that somebody has the floor, whatever comes of what he says ("He said:" before a paragraph)."""
    at = cue.words[0]
    return Said(line, at, [(line.start[at], line.start[at])], "indirect", cue, subject, "cue", emitted=False)


def _shared_subject(line: Line, sentence: Range, earlier: list[Cue], cue: Cue) -> Range | None:
    if cue.mood != "ing" and line.low[cue.clause - 2] != ",":
        near = cues.near_subject(line, sentence[0], cue.words[0])
        if near is not None and (line.low[near[0]] in phrases.SPEAKS or line.capital(near[1] - 1)):
            return near
    for one in reversed(earlier):
        if one.subject is not None and not one.according and one.kind in ("speech", "writing"):
            return one.subject
    return cues.main_subject(line, sentence)


def _tail_parts(line: Line, cue: Cue, sentence: Range, floor: int, later: list[Cue]) -> list[Range]:
    """Return the content before an attribution ("..., he said"), and what goes on after it."""
    if cue.according:
        return _around(line, cue, sentence, floor, later)
    left = _left(line, cue, floor)
    if left is None or ("c" not in cue.frames and not _has_quote(line, left)):
        return []
    left = _after_colon(line, left)
    if cue.opener == "comma" and _goes_on(line, cue, left, sentence[1]):
        return [left, (cue.body + 1, content_end(line, cue, sentence, later))]
    if cue.opener in ("that", "quote", "other") and not _has_quote(line, left):
        return []
    return [left]


def _right_parts(line: Line, cue: Cue, sentence: Range, later: list[Cue]) -> list[Range]:
    """Return the content after a cue."""
    if cue.according or cue.opener in ("comma", "none", "other"):
        return []
    stop = content_end(line, cue, sentence, later)
    body = cue.body
    if cue.opener == "quote":
        while body < stop and line.quoted[body] is None:
            body += 1
        return [(body, body + 1 if _alone(line, body, stop) else max(stop, body + 1))]
    if cue.opener == "clause" and line.low[body] == ":":
        body += 1
    return [(body, stop)] if stop > body else []


def _alone(line: Line, at: int, stop: int) -> bool:
    """Return whether the quotation at item ``at`` is all that was said, whatever comes after it in the sentence."""
    if at + 1 >= stop:
        return True
    after = line.low[at + 1]
    if after in ("and", "but") and at + 2 < stop:
        return phrases.is_verb_form(line, at + 2) or phrases.is_adverb(line, at + 2)
    whole = (
        line.text[at][-1] in "!?."
        or after in CIRCUMSTANCE | RELATIVE
        or after in phrases.DASH
        or after == "("
    )
    return whole and line.quoted[at + 1] is None


def content_end(line: Line, cue: Cue, sentence: Range, later: list[Cue]) -> int:
    """Return where content to the right of ``cue`` ends: with the sentence, or where something else takes over."""
    end = sentence[1]
    starts = {one.clause: one for one in later if one.clause > cue.body}
    brief = _in_subordinate(line, cue, sentence) or _relative(line, cue) or cue.opener in ("noun", "label")
    for at in range(cue.body, end):
        low, quoted = line.low[at], line.quoted[at]
        if low in (";", "(", ")"):
            return at
        if low == "," or low in phrases.DASH or (quoted is not None and line.text[at].endswith(",")):
            cut = at + 1 if quoted is not None else at
            if at + 1 < end and cut > cue.body and _takes_over(line, at, starts, brief):
                return cut
        elif low in ("and", "but") and at + 1 in starts and starts[at + 1].kind != "will":
            return at
        elif at in starts and starts[at].according:
            return at
        elif (
            cue.opener in ("noun", "preposition", "to")
            and at > cue.body
            and (
                low in NOUN_ENDS
                or (low == "by" and line.low[at + 1 : at + 2] and line.low[at + 1].endswith("ing"))
            )
        ):
            return at
    return end


def _takes_over(line: Line, at: int, starts: dict[int, Cue], brief: bool) -> bool:
    """Return whether the content ends with the comma or dash at item ``at``."""
    after = line.low[at + 1]
    cue = starts.get(at + 1)
    if cue is not None and (cue.according or cue.shared or cue.tails):
        return True
    if line.low[at] in phrases.DASH:
        return False
    if brief:
        return True
    if line.quoted[at] is not None and (
        after in CIRCUMSTANCE | RELATIVE | {"a", "an", "the"} or after.endswith("ing")
    ):
        return True
    if after in ("but", "and", "while", "though", "although", "as", "whereas"):
        near = next((starts[place] for place in range(at + 2, at + 5) if place in starts), None)
        return near is not None and not near.according
    return False


def _relative(line: Line, cue: Cue) -> bool:
    """Return whether the cue stands in a clause between commas ("Klein, who said ..., left")."""
    at = cue.subject[0] if cue.subject is not None else 0
    return at > 0 and line.low[at] == "who" and line.low[at - 1] == ","


def _in_subordinate(line: Line, cue: Cue, sentence: Range) -> bool:
    """Return whether the cue stands in a clause that opens the sentence ("While Klein said ..., the ministry ...")."""
    before = cue.clause - 1
    return before >= sentence[0] and before - sentence[0] <= 1 and line.low[before] in SUBORDINATE


def _left(line: Line, cue: Cue, floor: int) -> Range | None:
    """Return the content that ends right before the attribution, or None."""
    at = cue.clause
    if at <= floor or cue.shared:
        return None
    before = at - 1
    low = line.low[before]
    if line.quoted[before] is not None or low in (",", "?", "!") or low in phrases.DASH:
        return floor, at
    return None


def _has_quote(line: Line, span: Range) -> bool:
    return any(line.quoted[at] is not None for at in range(*span))


def _all_quotes(line: Line, span: Range) -> bool:
    return _has_quote(line, span) and not any(
        line.is_word(at) and line.low[at] not in ("and", "but", "or") for at in range(*span)
    )


def _finite(line: Line, span: Range) -> bool:
    return any(line.quoted[at] is None and phrases.is_verb_form(line, at) for at in range(*span))


def _goes_on(line: Line, cue: Cue, left: Range, end: int) -> bool:
    """Return whether the words after "..., he said," belong to what he said."""
    first = cue.body + 1
    if first >= end or end - first < 2 or _all_quotes(line, left):
        return False
    low = line.low[first]
    if low in ("and", "but", "or", "that") or phrases.is_verb_form(line, first):
        return not cue.inverted
    if low in CIRCUMSTANCE or low in RELATIVE or low.endswith("ing") or cue.inverted:
        return False
    return not _finite(line, left)


def _around(line: Line, cue: Cue, sentence: Range, floor: int, later: list[Cue]) -> list[Range]:
    """Return the content of an according-to cue: after it, around it or before it."""
    at = cue.clause
    stop = content_end(line, cue, sentence, later)
    ahead = [item for item in range(floor, at) if line.is_word(item) or line.quoted[item] is not None]
    if not ahead or (len(ahead) == 1 and line.low[ahead[0]] in ("but", "and", "meanwhile", "however")):
        after = cue.body
        while after < stop and line.low[after] != "," and line.quoted[after] is None:
            after += 1
        if after < stop and line.low[after] == ",":
            after += 1
        return [(after, stop)] if after < stop else []
    left = (floor, at)
    parts = [left]
    after = cue.body
    if after + 3 < stop and line.low[after] == ",":
        low = line.low[after + 1]
        if (
            low in ("and", "but")
            or phrases.is_verb_form(line, after + 1)
            or not (_finite(line, left) or _has_quote(line, left))
        ):
            parts.append((after + 1, stop))
    return parts


def _made(line: Line, span: Range, cue: Cue, subject: Range | None, used: set[int]) -> list[Said]:
    """Return what is said in the items of ``span``, without signs at its edges; nothing if no words are left."""
    first, last = span
    while first < last and line.quoted[first] is None and line.low[first] in EDGE:
        first += 1
    while last > first and line.quoted[last - 1] is None and line.low[last - 1] in EDGE | {"and", "but"}:
        last -= 1
    quotes = [at for at in range(first, last) if line.quoted[at] is not None]
    if first >= last:
        return []
    evidence = "shared" if cue.shared else "cue"
    kept = [quoted for at in quotes if (quoted := line.quoted[at]) is not None]
    if quotes and _all_quotes(line, (first, last)):
        if any(at in used for at in quotes) and "l" not in cue.frames:
            return []
        used.update(quotes)
        pieces = [(quoted.first, quoted.last) for quoted in kept]
        return [Said(line, first, pieces, "direct", cue, subject, evidence, kept)]
    if quotes and all(at in used for at in quotes):
        return []
    unsaid = cue.mood in ("modal", "infinitive", "negated") or (
        first > 0 and not cue.past and line.low[cue.clause - 1] in SUPPOSED
    )
    emitted = (
        (not unsaid and cue.kind in EMITTED)
        if not quotes
        else (not unsaid or cue.opener in ("quote", "label", "that", "none"))
    )
    used.update(quotes)
    kind: QuoteKind = "mixed" if quotes else "indirect"
    return [
        Said(
            line,
            first,
            [(line.start[first], line.end[last - 1])],
            kind,
            cue,
            subject,
            evidence,
            kept,
            emitted,
        )
    ]


def _left_over(line: Line, at: int, sentence: Range, found: list[Cue], quoted: Quoted) -> Said:
    """Return a quotation that no cue claims."""
    begin, end = sentence
    pieces = [(quoted.first, quoted.last)]
    if not any(line.is_word(item) for item in range(begin, end)):
        return Said(line, at, pieces, "direct", None, None, "floating", [quoted])
    before = [cue for cue in found if cue.words[0] < at and cue.subject is not None]
    subject = before[-1].subject if before else cues.main_subject(line, sentence)
    if _described(line, begin, at) and not before:
        return Said(line, at, pieces, "direct", None, None, "floor", [quoted])
    if at > begin + 1 and line.low[at - 1] == ":" and not before:
        subject = _named_before(line, begin, at - 1) or subject
    return Said(line, at, pieces, "direct", None, subject, "sentence", [quoted])


def _named_before(line: Line, begin: int, colon: int) -> Range | None:
    """Return the name that stands alone before a colon ("Klein: "No."")."""
    while begin < colon and line.low[begin] in phrases.COORDINATOR:
        begin += 1
    if line.low[colon - 1] == ")":
        colon = next((at for at in range(begin, colon) if line.low[at] == "("), colon)
    alone = all(
        line.capital(at) or line.low[at] in phrases.DETERMINER or line.low[at] in words.nouns()
        for at in range(begin, colon)
    )
    return (begin, colon) if alone and phrases.speaks(line, (begin, colon)) else None


def _described(line: Line, begin: int, at: int) -> bool:
    """Return whether the quotation says how somebody was described or called: the subject is not who says it."""
    forms = words.verb_forms()
    for back in range(at - 1, max(begin, at - 5), -1):
        low = line.low[back]
        if (
            low in forms
            and low.endswith("ed")
            and (line.low[back - 1] in cues.BE or line.low[back - 2] in cues.BE)
        ):
            return True
    return False
