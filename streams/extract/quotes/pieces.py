"""Pieces: which words of a sentence are what was said, given its cues."""

from dataclasses import dataclass, field

from schemas.events import QuoteKind
from streams.extract.quotes import cues, phrases
from streams.extract.quotes.cues import Cue
from streams.extract.quotes.marks import Quoted
from streams.extract.quotes.paragraph import TERMINAL, Line
from streams.extract.quotes.phrases import Range

EDGE = TERMINAL | {",", ";", ":", "(", ")"} | phrases.DASH
AFTERTHOUGHT = frozenset(
    [
        "who",
        "which",
        "whose",
        "whom",
        "where",
        "when",
        "as",
        "while",
        "after",
        "before",
        "during",
        "according",
        "adding",
        "saying",
        "a",
        "an",
        "the",
        "in",
        "at",
        "on",
        "with",
        "of",
    ]
)
CIRCUMSTANCE = frozenset(
    [
        "as",
        "after",
        "before",
        "when",
        "while",
        "during",
        "in",
        "at",
        "on",
        "to",
        "about",
        "for",
        "from",
        "with",
        "of",
    ]
)


@dataclass(slots=True)
class Said:
    """One thing said. ``pieces`` are offsets into the story; ``subject`` are items of ``line`` or None.

    ``evidence`` says how the speaker was found: "cue", "shared" (subject of the sentence), "sentence" (no cue),
    "floating" (a quotation that is a sentence of its own).
    """

    line: Line
    at: int
    pieces: list[tuple[int, int]]
    kind: QuoteKind
    cue: Cue | None
    subject: Range | None
    evidence: str
    quotations: list[Quoted] = field(default_factory=list)


def build(line: Line, sentence: Range) -> list[Said]:
    """Return what is said in the sentence, in order of the text, every quotation at most once."""
    begin, end = sentence
    found = cues.find(line, sentence)
    said: list[Said] = []
    used: set[int] = set()
    busy = begin
    for number, cue in enumerate(found):
        later = found[number + 1 :]
        subject = cue.subject
        if cue.shared:
            subject = _shared_subject(line, sentence, found[:number])
        parts = _parts(line, cue, sentence, busy, later)
        for first, last in parts:
            made = _made(line, first, last, cue, subject, used)
            if made is not None:
                said.append(made)
                busy = max(busy, last)
        busy = max(busy, cue.words[1])
    for at in range(begin, end):
        quoted = line.quoted[at]
        if quoted is not None and at not in used:
            said.append(_left_over(line, at, sentence, found, quoted))
    said.sort(key=lambda one: one.pieces[0])
    return said


def _shared_subject(line: Line, sentence: Range, earlier: list[Cue]) -> Range | None:
    for cue in reversed(earlier):
        if cue.subject is not None and not cue.according:
            return cue.subject
    return cues.main_subject(line, sentence)


def _parts(line: Line, cue: Cue, sentence: Range, busy: int, later: list[Cue]) -> list[Range]:
    """Return the ranges of items that hold what the cue reports."""
    begin, end = sentence
    stop = content_end(line, cue.body, end, later)
    if cue.according:
        return _around(line, cue, begin, busy, stop)
    left = _left(line, cue, busy)
    if cue.opener in ("comma", "none"):
        parts = [left] if left is not None else []
        if parts and cue.opener == "comma" and _goes_on(line, cue, stop):
            parts.append((cue.body + 1, stop))
        return parts
    body = cue.body
    if cue.opener == "quote":
        while body < stop and line.quoted[body] is None:
            body += 1
        parts = [left] if left is not None and _has_quote(line, left) else []
        return [*parts, _quote_right(line, body, max(stop, body + 1))]
    if cue.opener == "label":
        return [(at, at + 1) for at in range(body, stop) if line.quoted[at] is not None]
    if cue.opener == "clause" and line.low[body] == ":":
        body += 1
    if left is not None and cue.opener != "that" and _all_quotes(line, left) and not cue.shared:
        return [left]
    return [(body, stop)] if stop > body else []


def content_end(line: Line, body: int, end: int, later: list[Cue]) -> int:
    """Return where content that begins at ``body`` ends: at the sentence's end or where another cue takes over."""
    starts = {cue.clause: cue for cue in later if cue.clause > body}
    for at in range(body, end):
        low = line.low[at]
        if low == ";" or low == "(":
            return at
        if low == "," or low in phrases.DASH:
            after = at + 1
            cue = starts.get(after)
            if cue is not None and (cue.according or cue.shared or cue.opener in ("none", "comma", "quote")):
                return at
            if after < end and line.low[after] in ("but", "and", "while", "though", "although", "as"):
                near = next((starts[pos] for pos in range(after + 1, after + 4) if pos in starts), None)
                if near is not None and not near.according:
                    return at
        elif (
            low in ("and", "but")
            and at + 1 in starts
            and (starts[at + 1].shared or starts[at + 1].subject is not None)
        ) or (at in starts and starts[at].according):
            return at
    return end


def _left(line: Line, cue: Cue, busy: int) -> Range | None:
    """Return the content that ends right before the attribution, or None."""
    at = cue.clause
    if at <= busy or cue.shared:
        return None
    before = at - 1
    if (
        line.quoted[before] is not None
        or line.low[before] == ","
        or line.low[before] in phrases.DASH
        or line.low[before] in ("?", "!")
    ):
        return busy, at
    return None


def _has_quote(line: Line, span: Range) -> bool:
    return any(line.quoted[at] is not None for at in range(*span))


def _all_quotes(line: Line, span: Range) -> bool:
    return _has_quote(line, span) and not any(
        line.is_word(at) and line.low[at] not in ("and", "but", "or") for at in range(*span)
    )


def _goes_on(line: Line, cue: Cue, stop: int) -> bool:
    """Return whether the words after "..., he said," belong to what he said."""
    first = cue.body + 1
    if first >= stop or stop - first < 2:
        return False
    low = line.low[first]
    if low in AFTERTHOUGHT and (
        cue.inverted or low in ("who", "which", "whose", "as", "according", "adding", "saying")
    ):
        return False
    return not (low.endswith("ing") or (cue.inverted and line.capital(first)))


def _around(line: Line, cue: Cue, begin: int, busy: int, stop: int) -> list[Range]:
    """Return the content of an according-to cue: after it, around it or before it."""
    at = cue.clause
    first = max(busy, begin)
    if not any(line.is_word(item) or line.quoted[item] is not None for item in range(first, at)) or (
        at - first == 1 and line.low[first] in ("but", "and")
    ):
        after = cue.body
        while after < stop and line.low[after] != "," and line.quoted[after] is None:
            after += 1
        if after < stop and line.low[after] == ",":
            after += 1
        return [(after, stop)] if after < stop else []
    parts = [(first, at)]
    if (
        cue.body < stop
        and line.low[cue.body] == ","
        and stop - cue.body > 3
        and line.low[cue.body + 1] not in AFTERTHOUGHT
    ):
        if not line.low[cue.body + 1].endswith("ing"):
            parts.append((cue.body + 1, stop))
    return parts


def _quote_right(line: Line, at: int, stop: int) -> Range:
    """Return the range of a quotation after its cue: alone, or with the words that go on after it."""
    quoted = line.quoted[at] if at < len(line) else None
    if quoted is None or not any(
        line.is_word(item) or line.quoted[item] is not None for item in range(at + 1, stop)
    ):
        return at, at + 1
    return at, stop


def _made(line: Line, first: int, last: int, cue: Cue, subject: Range | None, used: set[int]) -> Said | None:
    """Return what is said in items ``first`` to ``last``, without signs at the edges; None if no words are left."""
    while first < last and line.quoted[first] is None and line.low[first] in EDGE:
        first += 1
    while last > first and line.quoted[last - 1] is None and line.low[last - 1] in EDGE | {"and", "but"}:
        last -= 1
    items = range(first, last)
    quotes = [at for at in items if line.quoted[at] is not None]
    if first >= last or any(at in used for at in quotes):
        return None
    evidence = "shared" if cue.shared else "cue"
    if quotes and _all_quotes(line, (first, last)):
        spans = [line.quoted[at] for at in quotes]
        used.update(quotes)
        pieces = [(quoted.first, quoted.last) for quoted in spans if quoted is not None]
        return Said(
            line, first, pieces, "direct", cue, subject, evidence, [q for q in spans if q is not None]
        )
    head = line.quoted[first]
    if head is not None and _stands_alone(line, first, last):
        used.add(first)
        return Said(line, first, [(head.first, head.last)], "direct", cue, subject, evidence, [head])
    used.update(quotes)
    kept = [quoted for at in quotes if (quoted := line.quoted[at]) is not None]
    kind: QuoteKind = "mixed" if quotes else "indirect"
    return Said(line, first, [(line.start[first], line.end[last - 1])], kind, cue, subject, evidence, kept)


def _stands_alone(line: Line, first: int, last: int) -> bool:
    """Return whether a quotation at the front of a longer range is all that was said."""
    return line.low[first + 1] in CIRCUMSTANCE and False


def _left_over(line: Line, at: int, sentence: Range, found: list[Cue], quoted: Quoted) -> Said:
    """Return a quotation that no cue claims."""
    begin, end = sentence
    pieces = [(quoted.first, quoted.last)]
    if not any(line.is_word(item) for item in range(begin, end)):
        return Said(line, at, pieces, "direct", None, None, "floating", [quoted])
    before = [cue for cue in found if cue.words[0] < at and cue.subject is not None]
    subject = before[-1].subject if before else cues.main_subject(line, sentence)
    return Said(line, at, pieces, "direct", None, subject, "sentence", [quoted])
