"""Pieces: which words of a sentence are what was said, given its cues."""

import re
from dataclasses import dataclass, field

from slugline.quotes import cues, doubts, extent, phrases, subjects
from slugline.quotes.cues import Cue
from slugline.quotes.doubts import STATED
from slugline.quotes.labels import Label
from slugline.quotes.paragraph import Line
from slugline.quotes.phrases import Range
from slugline.quotes.quote_marks import Quoted
from slugline.reading.tags import (
    AUXILIARY,
    BE,
    CAPITAL,
    COORDINATOR,
    DASH,
    DETERMINER,
    DOCUMENT,
    ED,
    FUNCTION,
    GENITIVE,
    NOUN,
    POSSESSIVE,
    PREPOSITION,
    QUOTED,
    REPORTS,
    SPEAKS,
    TERMINAL,
    VERB,
    WORD,
)
from slugline.records.events import QuoteKind

EDGE = frozenset((",", ";", ":", "(", ")"))
PROMOTION = FUNCTION["promotion"]
HOT = FUNCTION["hot news"]
ABOUT = FUNCTION["on a matter"]
ASSERTS = FUNCTION["asserts"]
RELATIVE = FUNCTION["relative subject"]
JOINS = FUNCTION["joins clauses"]
PATTERN = {
    "to": "infinitive", "preposition": "preposition", "noun": "noun", "question": "question",
    "label": "label", "denial": "denial",
}  # fmt: skip
"""What opens content -> the evidence of content that is not all in marks: not all such is a statement."""
LONG = 30
"""Content of more items than this often takes in what nobody said."""
SIGNED = re.compile(
    r"(?:pic\.twitter\.com/\S+|https?://\S+)*\s*[—–-]{1,2}\s*(?P<name>[^—–@()\n]{2,60}?)\s*\((?P<handle>@\w{2,30})\)"
    r"(?:\s+[A-Z][a-z]+ \d{1,2}, \d{4})?\s*$"
)
HANDLE = "(@"
"""What each signature has."""
SIGNATURE_REACH = 200
"""How many characters before its end a paragraph is searched for the signature."""


@dataclass(slots=True)
class Said:
    """One thing said. ``pieces`` are offsets into the story; ``subject`` are items of ``line`` or None.

    ``evidence`` says how the speaker was found: "cue", "behind" (a cue behind what is said), "shared"
    (subject of the sentence), "sentence" (no cue), "colon" (none, and a colon before), "floating" (a
    quotation that is a sentence of its own), "floor" (somebody was described so); "turn" (of a transcript),
    "signed" (by a name behind a dash, or who it is in a line below), "undersigned" (by a name alone in a line
    below). For content that is not all in marks it says how that is attached: see ``_unmarked``. What is not
    ``emitted`` (a belief, a plan) only gives the floor; ``denied`` is what the speaker says is not so;
    ``signer`` is the line that has the subject, where that is not ``line``.
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
    denied: bool = False
    signer: Line | None = None

    @property
    def aside(self) -> bool:
        """Return whether the cue stands in a subordinate clause, so that another has the floor ("..., as
        Roe put it")."""
        if self.cue is None or self.subject is None:
            return False
        if self.cue.relayed:
            return True
        first, clause, low = self.subject[0], self.cue.clause, self.line.low
        return low[first] in RELATIVE or (clause > 0 and low[clause - 1] in extent.SUBORDINATE)


def build(line: Line, sentence: Range) -> list[Said]:
    """Return what is said in the sentence, in order of the text.

    A quotation belongs to one cue; only what is said within what is said ("Klein said the ministry had
    called it
    a "mistake"") has its words twice. Attributions at the end or in the middle reach back to the
    sentence's beginning.
    """
    headed = _headed(line, sentence)
    if headed is not None:
        return headed
    found = [] if _promotion(line, sentence) else cues.find(line, sentence)
    said: list[Said] = []
    used: set[int] = set()
    floor = _behind_label(line, sentence)
    found = _without_unsaid(line, sentence, found)
    for number, cue in enumerate(found):
        if not cue.tails:
            continue
        handed_on = cue.according and any(_says(one) for one in found[:number])
        mine = set(used) if handed_on else used
        for span in extent.before(line, cue, sentence, floor, found[number + 1 :]):
            said.extend(_handed_on(_made(line, span, cue, cue.subject, mine), cue, found[number + 1 :]))
            floor = max(floor, cue.words[1])
    for number, cue in enumerate(found):
        subject = _shared_subject(line, sentence, found[:number], cue) if cue.shared else cue.subject
        last = cue is found[-1] and line.low[sentence[1] - 1] == ":"
        if subject is not None and cue.kind in STATED and (cue.clause == sentence[0] or last):
            said.append(_turn(line, cue, subject))
        for span in extent.after(line, cue, sentence, found[number + 1 :]):
            said.extend(_handed_on(_made(line, span, cue, subject, used), cue, found[number + 1 :]))
    spare = [at for at in range(*sentence) if line.quoted[at] is not None and at not in used]
    spare = [at for at in spare if not _disowned(line, at, sentence[1])]
    bare = not any(line.has(at, WORD) for at in range(*sentence))
    said.extend(_floating(line, at) if bare else _left_over(line, at, sentence, found) for at in spare)
    said.sort(key=lambda one: one.pieces[0])
    return said


def _handed_on(made: list[Said], cue: Cue, later: list[Cue]) -> list[Said]:
    """Return what was said; if the sentence has it from another ("Klein said, according to Keller") that is
    its evidence."""
    if not cue.according and any(one.according for one in later):
        for one in made:
            one.evidence = "within"
    return made


def _disowned(line: Line, at: int, end: int) -> bool:
    """Return whether the quotation at item ``at`` is said not to be somebody's words ("... is not what he
    said")."""
    return at + 2 < end and line.has(at + 1, BE) and line.low[at + 2] in cues.NEGATION


def _says(one: Cue) -> bool:
    """Return whether somebody makes a statement: its marked words are his, whatever source hands it on."""
    told = one.subject is not None and one.kind in STATED and not one.according
    return told and not one.unsaid and one.opener in ("that", "clause", "quote", "label")


def _without_unsaid(line: Line, sentence: Range, found: list[Cue]) -> list[Cue]:
    """Return the cues without those within what is denied, asked or not said ("denied that he said ...")."""
    kept: list[Cue] = []
    stop = sentence[0]
    for number, cue in enumerate(found):
        if cue.words[0] < stop:
            continue
        kept.append(cue)
        if cue.unsaid or doubts.false(line, cue):
            later = found[number + 1 :]
            stop = max(stop, *(end for _, end in extent.after(line, cue, sentence, later)), stop)
    return kept


def _headed(line: Line, sentence: Range) -> list[Said] | None:
    """Return what a headline puts after a name and a colon ("Klein: No deal before spring"); None if it is
    not so built."""
    begin, end = sentence
    if (line.zone.kind != "headline" and line.number > 0) or begin > 0:
        return None
    colon = next((at for at in range(begin + 1, min(end, begin + 6)) if line.low[at] == ":"), None)
    if (
        colon is None
        or colon + 2 >= len(line)
        or any(line.low[at] in PROMOTION for at in range(begin, colon))
    ):
        return None
    if _named_before(line, begin, colon) is None:
        return None
    cue = Cue((colon, colon + 1), ":", "speech", frozenset("cq"), (begin, colon), begin, colon + 1, "clause")
    return _made(line, (colon + 1, len(line)), cue, (begin, colon), set())


def _promotion(line: Line, sentence: Range) -> bool:
    """Return whether the sentence begins by pointing to another story ("READ MORE: ...", "WATCH: ...")."""
    return _label(line, sentence) > sentence[0] and line.low[sentence[0]] in PROMOTION - HOT


def _behind_label(line: Line, sentence: Range) -> int:
    """Return where the news begins behind "BREAKING:"; without such a label the sentence does."""
    colon = _label(line, sentence)
    return colon + 1 if colon > sentence[0] and line.low[sentence[0]] in HOT else sentence[0]


def _label(line: Line, sentence: Range) -> int:
    """Return the colon behind capitals that begin the sentence; without one, the item it begins with."""
    begin, end = sentence
    colon = next((at for at in range(begin, min(end, begin + 4)) if line.low[at] == ":"), begin)
    return colon if all(line.text[at].isupper() for at in range(begin, colon)) else begin


def _turn(line: Line, cue: Cue, subject: Range) -> Said:
    """Return a mark that somebody has the floor, whatever comes of what he says ("He said:" before a
    paragraph)."""
    at = cue.words[0]
    return Said(line, at, [(line.start[at], line.start[at])], "indirect", cue, subject, "cue", emitted=False)


def _shared_subject(line: Line, sentence: Range, earlier: list[Cue], cue: Cue) -> Range | None:
    if cue.mood != "ing" and line.low[cue.clause - 2] != ",":
        near = subjects.nearest(line, sentence[0], cue.words[0])
        within = near is not None and any(
            one.subject is not None and one.opener in ("that", "clause") and one.body <= near[0]
            for one in earlier
        )
        if near is not None and not within and (line.has(near[0], SPEAKS) or line.capital(near[1] - 1)):
            return near
    for one in reversed(earlier):
        spoke = not one.according and not one.handed_over
        if one.subject is not None and spoke and one.kind in STATED:
            return one.subject
    return subjects.main(line, sentence)


def _made(line: Line, span: Range, cue: Cue, subject: Range | None, used: set[int]) -> list[Said]:
    """Return what is said in the items of ``span``, without signs at its edges; nothing if no words are left.

    ``used`` are the quotations that a cue has; those of ``span`` are put into it.
    """
    first, last = _trimmed(line, span)
    if first >= last or (cue.opener == "noun" and line.has(last - 1, PREPOSITION)):
        return []
    quotes = [at for at in range(first, last) if line.quoted[at] is not None]
    kept = [quoted for at in quotes if (quoted := line.quoted[at]) is not None]
    evidence = "shared" if cue.shared else "behind" if span[0] < cue.words[0] else "cue"
    direct = bool(quotes) and extent.all_quotes(line, (first, last))
    again = (used.intersection(quotes) and "l" not in cue.frames) if direct else used.issuperset(quotes)
    if quotes and again:
        return []
    used.update(quotes)
    if direct:
        pieces = [(quoted.first, quoted.last) for quoted in kept]
        return [Said(line, first, pieces, "direct", cue, subject, evidence, kept, doubts.direct(line, cue))]
    kind: QuoteKind = "mixed" if quotes else "indirect"
    emitted = doubts.told(line, cue, quoted=bool(quotes))
    whole = [(line.start[first], line.end[last - 1])]
    evidence = _unmarked(line, cue, (first, last), kind)
    made = Said(line, first, whole, kind, cue, subject, evidence, kept, emitted, cue.denies)
    if made.aside and not cue.shared:
        made.evidence = "aside"
    return [made]


def _unmarked(line: Line, cue: Cue, span: Range, kind: QuoteKind) -> str:
    """Return the evidence of content that is not all in marks: how it is attached to its cue.

    What it is if it is no clause (see ``PATTERN``); "according"; "shared_clause" ("and added"); "poll" if the
    subject tells how many say so; "claim" for another verb than "said" and "told", "stated" if it can do
    nothing else; "verbless"; "long"; "tail" before a cue of either kind; "that"; "gap" if its subject stands
    elsewhere ("which officials said will go"); "part" (of it in marks); "clause".
    """
    if cue.opener in PATTERN:
        return PATTERN[cue.opener]
    if cue.according:
        return "according"
    if cue.shared:
        return "shared_clause"
    if cue.subject is not None and phrases.counted(line, cue.subject):
        return "poll"
    told = any(line.has(at, VERB | AUXILIARY | QUOTED) for at in range(*span))
    long = span[1] - span[0] > LONG
    if "z" not in cue.frames:
        sure = told and not long and line.low[cue.words[0]] in ASSERTS
        if sure and span[0] < cue.words[0]:
            return "tail"
        return "stated" if sure and cue.opener in ("that", "clause") else "claim"
    if not told:
        return "verbless"
    if long:
        return "long"
    if span[0] < cue.words[0]:
        return "tail"
    if cue.opener == "that":
        return "that"
    if line.has(span[0], VERB):
        return "gap"
    return "part" if kind == "mixed" else "clause"


def _trimmed(line: Line, span: Range) -> Range:
    """Return the span without signs at its edges and "and" at its end."""
    first, last = span
    while first < last and _edge(line, first):
        first += 1
    while last > first and (_edge(line, last - 1) or line.low[last - 1] in JOINS):
        last -= 1
    return first, last


def _edge(line: Line, at: int) -> bool:
    """Return whether item ``at`` is a sign that is not said where it stands at an edge."""
    return line.has(at, TERMINAL | DASH) or line.low[at] in EDGE


def _floating(line: Line, at: int) -> Said:
    """Return a quotation that stands in a sentence of its own."""
    quoted = line.quotation(at)
    return Said(line, at, [(quoted.first, quoted.last)], "direct", None, None, "floating", [quoted])


def _left_over(line: Line, at: int, sentence: Range, found: list[Cue]) -> Said:
    """Return a quotation that no cue claims."""
    begin, quoted = sentence[0], line.quotation(at)
    pieces = [(quoted.first, quoted.last)]
    before = [cue for cue in found if cue.words[0] < at and cue.subject is not None]
    subject = before[-1].subject if before else subjects.main(line, sentence)
    if _described(line, begin, at) and not before:
        return Said(line, at, pieces, "direct", None, None, "floor", [quoted])
    if at > begin + 1 and line.low[at - 1] == ":" and not before:
        subject = _named_before(line, begin, _before_matter(line, begin, at - 1)) or subject
    evidence = "colon" if at > begin and line.low[at - 1] == ":" else "sentence"
    return Said(line, at, pieces, "direct", None, subject, evidence, [quoted])


def _before_matter(line: Line, begin: int, colon: int) -> int:
    """Return where a name ends that has its matter behind it ("Klein, on the tax: ..."), else ``colon``."""
    about = next((at for at in range(begin + 1, colon) if line.low[at] in ABOUT), colon)
    named = line.capital(begin) and not line.has(begin, NOUN)
    return about - (line.low[about - 1] == ",") if named else colon


def _named_before(line: Line, begin: int, colon: int) -> Range | None:
    """Return the name that stands before a colon, alone or with what it is about ("Klein: "No."", "Klein on
    the tax: ..."), or the words that are somebody's ("Klein's answer: ...")."""
    while begin < colon and line.has(begin, COORDINATOR):
        begin += 1
    if line.has(begin, PREPOSITION):
        return None
    if line.low[colon - 1] == ")":
        colon = next((at for at in range(begin, colon) if line.low[at] == "("), colon)
    alone = all(line.has(at, CAPITAL | DETERMINER | NOUN) for at in range(begin, colon))
    theirs = line.has(phrases.head(line, (begin, colon)), DOCUMENT) and _owned(line, begin, colon)
    return (begin, colon) if (alone or theirs) and phrases.speaks(line, (begin, colon)) else None


def _owned(line: Line, begin: int, colon: int) -> bool:
    """Return whether what stands before a colon tells whose words follow ("Klein's answer to Roe: ...")."""
    if any(line.has(at, VERB) for at in range(begin, colon)):
        return False
    return any(line.has(at, GENITIVE | POSSESSIVE) for at in range(begin, colon))


def _described(line: Line, begin: int, at: int) -> bool:
    """Return whether the quotation says how somebody was described or called: the subject is not who says
    it."""
    for back in range(at - 1, max(begin, at - 5), -1):
        if (
            line.has(back, REPORTS)
            and line.has(back, ED)
            and line.has(back, VERB)
            and (line.has(back - 1, BE) or line.has(back - 2, BE))
        ):
            return True
    return False


def turn(line: Line, label: Label, quoted: Quoted) -> Said:
    """Return what a paragraph of a transcript says; the words of its label are its subject."""
    at = next(item for item in range(len(line)) if line.quoted[item] is not None)
    items = [item for item in range(at) if label.start <= line.start[item] < label.end]
    subject = (items[0], items[-1] + 1) if items else None
    return Said(line, at, [(quoted.first, quoted.last)], "direct", None, subject, "turn", [quoted])


def post(text: str, line: Line) -> list[Said] | None:
    """Return what the post says, if the paragraph is one, else None."""
    end = line.zone.end
    near = max(line.zone.start, end - SIGNATURE_REACH)  # no mutant: only a limit of work
    signed = SIGNED.search(text, near, end) if text.find(HANDLE, near, end) >= 0 else None
    if signed is None:
        return None
    items = [at for at in range(len(line)) if signed.start("name") <= line.start[at] < signed.end("name")]
    sign = next((at for at in range(len(line)) if line.start[at] >= signed.start("handle") - 1), None)
    body = signed.start()
    while body > line.zone.start and text[body - 1].isspace():
        body -= 1
    if not items or sign is None or body - line.zone.start < 3:
        return None
    subject = (items[0], items[-1] + 1)
    cue = Cue((sign, sign + 1), "post", "writing", frozenset("cq"), subject, items[0], sign, "none")
    return [Said(line, 0, [(line.zone.start, body)], "indirect", cue, subject, "cue")]
