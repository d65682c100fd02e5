"""Speakers: who said what no cue attributes, what goes on over paragraphs, and what is nobody's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from slugline.quotes import cues, refusals
from slugline.quotes.characters import Character
from slugline.quotes.paragraph import Line
from slugline.quotes.pieces import Said
from slugline.quotes.resolution import KINDS, Resolver, Who, who
from slugline.reading.tags import ADVERB, FUNCTION, PREPOSITION, TERMINAL, WHEN
from slugline.records.events import Attribution

EXPLICIT: Attribution = "explicit"
FOLLOWS: Attribution = "follow-on"
HAVING = FUNCTION["having"]
UNCUED = frozenset(("sentence", "colon"))
"""Evidence of a quotation in a sentence without a cue."""
NEAR = 8
"""How many things said before and after one in the text are asked whether they hold it."""


@dataclass(slots=True)
class Attributed:
    """A thing said with its speaker: ``who`` is None where nobody could be named."""

    said: Said
    who: Who | None
    attribution: Attribution
    evidence: str
    nested: bool = False
    leader: "Attributed | None" = None


@dataclass(slots=True)
class _Paragraph:
    """One paragraph under work: what has been attributed before it and in it, and quotations that still wait
    for a cue in it."""

    line: Line
    saids: list[Said]
    resolver: Resolver
    before: list[Attributed]
    here: list[Attributed] = field(default_factory=list)
    waiting: list[Said] = field(default_factory=list)


def attribute(text: str, paragraphs: list[tuple[Line, list[Said]]], resolver: Resolver) -> list[Attributed]:
    """Return everything said in the order of the text; scare quotes and the like are left out."""
    done: list[Attributed] = []
    found: list[Attributed] = []
    for line, saids in paragraphs:
        if line.border:
            resolver.floor.open_post(line)
            done += found
            found = []
        if line.turn is not None:
            for said in saids:
                found.append(_turn(line, said, found, resolver))
            continue
        work = _Paragraph(line, saids, resolver, found)
        for number, said in enumerate(saids):
            if said.evidence in ("signed", "undersigned") and _signed(work, said):
                continue
            if said.evidence in ("floating", "signed", "undersigned"):
                _stand_alone(work, said)
            elif said.evidence == "floor":
                work.here.append(_floating(work, said))
            elif said.evidence not in UNCUED or not refusals.refused(text, said):
                _with_subject(work, number, said)
        for said in work.waiting:
            work.here.append(_floating(work, said))
        found.extend(sorted(work.here, key=lambda one: one.said.pieces[0]))
    done += found
    for run in _runs([one.said for one in done]):
        _one_quotation([done[number] for number in run])
    return [one for one in done if not _topic(one, resolver) and not _hands_on(one, done)]


def _hands_on(one: Attributed, done: list[Attributed]) -> bool:
    """Return whether a body is only the source of what somebody with a name said, who opens the sentence: the
    words are his ("Klein said that it leaks, according to the Baltic Times")."""
    said, cue = one.said, one.said.cue
    if cue is None or not cue.according or one.who is None or one.who.how != "body":
        return False
    if cue.words[0] < said.at:
        return False
    return any(
        other.evidence == "within"
        and other.said.line is said.line
        and other.who is not None
        and other.who.character is not None
        and said.pieces[0][0] <= other.who.start < said.pieces[0][1]
        and _opened_by(said, other.said)
        for other in done
    )


def _opened_by(said: Said, other: Said) -> bool:
    """Return whether what is said begins with the subject of the other, behind times and places."""
    line, subject = said.line, other.subject
    return subject is not None and all(
        line.has(at, WHEN | ADVERB | PREPOSITION | TERMINAL) or line.low[at] == ","
        for at in range(said.at, subject[0])
    )


def _topic(one: Attributed, resolver: Resolver) -> bool:
    """Return whether the name before a headline's colon is its subject: nobody of that name speaks below."""
    who, cue = one.who, one.said.cue
    if cue is None or cue.lemma != ":" or who is None or who.character is None:
        return False
    number = one.said.line.number
    below = any(start >= one.said.line.zone.end for start, _ in who.character.mentions)
    speaks = any(
        turn.character is who.character and turn.line != number for turn in resolver.floor.heard.turns
    )
    read = who.character.kind != "NAME"
    return (below or not read) and not speaks


def _one_quotation(parts: list[Attributed]) -> None:
    """Give the parts of a quotation over paragraphs one speaker: who has a cue, by name if there is one.

    Where two different speakers have cues a mark is missing, and each keeps his part.
    """
    heads = [
        one.leader if one.leader is not None and one.leader.said.line is one.said.line else one
        for one in parts
    ]
    told = [one for one in heads if one.who is not None and one.attribution != FOLLOWS]
    speaking = {id(one.who.speaking) for one in told if one.who is not None and one.who.speaking is not None}
    if not told or len(speaking) > 1:
        return
    leader = min(told, key=lambda one: (one.attribution != EXPLICIT, one.said.pieces[0]))
    for one in parts:
        if one is not leader:
            one.who, one.attribution, one.evidence, one.leader = leader.who, "follow-on", "continued", leader


def _signed(work: _Paragraph, said: Said) -> bool:
    """Attribute a quotation to who signs it; return whether somebody does."""
    if said.subject is None:
        return False
    signer = work.resolver.resolve(said.signer or said.line, said.subject)
    named = signer.character is not None and signer.character.person
    if said.evidence == "undersigned" and not named:
        return False
    work.here.append(Attributed(said, signer, signer.attribution, said.evidence))
    work.resolver.floor.spoke(signer.speaking, work.line, said.pieces[0][0])
    return True


def _turn(line: Line, said: Said, found: list[Attributed], resolver: Resolver) -> Attributed:
    """Return what a paragraph of a transcript says; one without a label goes on what the one before says."""
    label = line.turn
    if said.subject is None and found:
        return _follow(said, found[-1], "continued")
    character = resolver.cast.labelled.get(label.start) if label is not None else None
    resolver.floor.spoke(character, line, said.pieces[0][0])
    if label is None or (label.side and character is None):
        return Attributed(said, None, "none", "answer")
    if character is None:
        how = "nominal"
    else:
        how = KINDS.get(character.kind, "body") if label.name or label.side else "role"
    speaker = Who(label.start, label.end, character, EXPLICIT, how)
    return Attributed(said, speaker, EXPLICIT, "answer" if label.side else "turn")


def _stand_alone(work: _Paragraph, said: Said) -> None:
    """Attribute a quotation that is a sentence, if somebody speaks before it in the paragraph; else let
    it wait."""
    leader = _leader(work.here)
    subject = _subject_between(said, leader, work.resolver)
    if subject is not None and not work.resolver.floor.silent(subject):
        who = _silent_cue(subject, "introduced")
        work.here.append(Attributed(said, who, "follow-on", "introduced"))
        work.resolver.floor.spoke(subject, work.line, said.pieces[0][0])
    elif leader is not None and leader.who is not None:
        work.here.append(_follow(said, leader, "same"))
    else:
        work.waiting.append(said)


def _with_subject(work: _Paragraph, number: int, said: Said) -> None:
    """Attribute what has a subject in its sentence; who speaks in an aside or is quoted by another has
    no floor."""
    here, line = work.here, work.line
    one = _spoken(said, work.resolver)
    if said.evidence in UNCUED and (one.who is None or one.who.how in ("it", "relative", "plural")):
        begin = line.sentences[line.sentence_of(said.at)][0]
        announced = ":" in line.low[begin : said.at] and line.number > 0
        here.extend(_lent(said, _leader(here) or (_leader(work.before) if announced else None)))
        return
    near = work.saids[max(0, number - NEAR) : number + NEAR]
    one.nested = any(_within(said, other) for other in near)
    if one.nested and said.kind != "direct":
        one.evidence = "within"
    if one.nested or (said.aside and here):
        if said.emitted:
            here.insert(len(here) - (not one.nested), one)
        return
    if one.who is not None and not _told_of(said):
        work.resolver.floor.spoke(one.who.speaking, line, said.pieces[0][0])
    if said.emitted:
        if one.who is not None and one.who.character is not None:
            work.resolver.floor.heard.quoted.add(one.who.character)
        here.append(one)
        if said.cue is not None and said.kind == "direct":
            here.extend(_follow(earlier, one, "same") for earlier in work.waiting)
            work.waiting.clear()


def _told_of(said: Said) -> bool:
    """Return whether this only tells what somebody has done before, or said to whom the sentence is about:
    it has no floor ("has vowed to go", "was told by Klein")."""
    cue = said.cue
    if cue is None:
        return False
    return cue.handed_over or (cue.opener == "to" and said.line.low[cue.words[0] - 1] in HAVING)


def _leader(found: list[Attributed]) -> Attributed | None:
    """Return the last of ``found`` that is not said within what another says."""
    return next((one for one in reversed(found) if not one.nested), None)


def _within(said: Said, other: Said) -> bool:
    """Return whether something is said within what another says: it does not take the floor."""
    if not other.emitted:
        return False
    start, end = said.pieces[0][0], said.pieces[-1][1]
    return any(
        first <= start and end <= last and (first, last) != (start, end) for first, last in other.pieces
    )


def _subject_between(said: Said, before: Attributed | None, resolver: Resolver) -> Character | None:
    """Return the person whose sentence stands right before a quotation of its own, after what was said
    last."""
    line = said.line
    number = line.sentence_of(said.at)
    if number == 0 or (before is not None and before.said.at >= line.sentences[number - 1][0]):
        return None
    return resolver.floor.subject(line, number - 1, said.pieces[0][0], pronouns=True)


def _announced(line: Line, resolver: Resolver) -> Who | None:
    """Return the subject of the sentence with whose colon the paragraph before ends ("He declared:")."""
    above = resolver.floor.above(line)
    if above is None or above.low[-1] != ":":
        return None
    subject = cues.announcer(above)
    return resolver.resolve(above, subject) if subject is not None else None


def _left_open(last: Attributed, said: Said) -> bool:
    """Return whether the paragraph before ends inside a quotation that this paragraph goes on."""
    ended = last.said.quotations and not last.said.quotations[-1].closed
    return bool(ended) and said.line.number - last.said.line.number == 1


def _next_paragraph(text: str, last: Attributed, said: Said) -> bool:
    """Return whether a paragraph begins with this quotation, and the one before has another in like marks."""
    alone = said.at == 0 and last.said.kind == "direct"
    return alone and said.line.number - last.said.line.number == 1 and _alike(text, last.said, said)


def _alike(text: str, last: Said, said: Said) -> bool:
    """Return whether two quotations stand in marks of one shape, each closed: others are not of one hand."""
    before, one = last.quotations[-1], said.quotations[0]
    return text[before.start] == text[one.start] and before.closed and one.closed


def _introduced(said: Said, line: Line, before: list[Attributed], resolver: Resolver) -> Character | None:
    """Return the person with whom the last sentence of the paragraph before begins, if nobody speaks in
    it."""
    above = resolver.floor.above(line)
    if above is None or (before and before[-1].said.line is above):
        return None
    return resolver.floor.subject(above, len(above.sentences) - 1, said.pieces[0][0], pronouns=True)


def _follow(said: Said, leader: Attributed, evidence: str) -> Attributed:
    return Attributed(said, leader.who, "follow-on", evidence, leader=leader.leader or leader)


def _silent_cue(character: Character, how: str) -> Who:
    """Return who speaks where no words beside the quotation tell; the unnamed keep their words."""
    start, end = (0, 0) if character.name else character.mentions[0]
    return who(start, end, character, "follow-on", how)


def _lent(said: Said, leader: Attributed | None) -> list[Attributed]:
    """Return a partial quotation whose sentence names nobody, lent to who spoke just before; nothing if
    nobody did."""
    if leader is None or leader.who is None:
        return []
    evidence = "resumed" if said.evidence == "colon" and leader.said.line is said.line else "lent"
    return [Attributed(said, leader.who, "follow-on", evidence)]


def _spoken(said: Said, resolver: Resolver) -> Attributed:
    if said.subject is None:
        return Attributed(said, None, "none", said.evidence)
    who = resolver.resolve(said.line, said.subject)
    return Attributed(said, who, who.attribution, said.evidence)


def _floating(work: _Paragraph, said: Said) -> Attributed:
    """Return the speaker of a quotation that is a paragraph or a sentence of its own: who speaks beside it,
    who is announced, who goes on, who is introduced, who spoke just before, who has the floor."""
    line, resolver = work.line, work.resolver
    beside = _leader(work.here)
    if beside is not None and beside.who is not None:
        return _follow(said, beside, "same")
    who = _announced(line, resolver)
    if who is not None:
        return Attributed(said, who, who.attribution, "announced")
    before = _leader(work.before)
    if before is not None and _left_open(before, said):
        return _follow(said, before, "continued")
    subject = _introduced(said, line, work.before, resolver)
    if subject is not None and not resolver.floor.silent(subject):
        return Attributed(said, _silent_cue(subject, "introduced"), "follow-on", "introduced")
    if before is not None and before.who is not None and line.number - before.said.line.number <= 2:
        return _follow(said, before, "before" if _next_paragraph(resolver.text, before, said) else "earlier")
    character = resolver.floor.holder
    if character is None:
        return Attributed(said, None, "none", "floor")
    return Attributed(said, _silent_cue(character, "floor"), "follow-on", "floor")


def _runs(said: Sequence[Said]) -> Iterator[list[int]]:
    """Yield the numbers of things said, in the order of the text, that are one quotation over paragraphs."""
    run: list[int] = []
    for number, one in enumerate(said):
        if run and _goes_on(said[run[-1]], one):
            run.append(number)
        elif not run or one.line is not said[run[-1]].line:
            if len(run) > 1:
                yield run
            run = []
        if not run and _ends_open(one):
            run = [number]
    if len(run) > 1:
        yield run


def _ends_open(one: Said) -> bool:
    """Return whether the paragraph ends within what is said."""
    return bool(one.quotations) and not one.quotations[-1].closed


def _goes_on(last: Said, one: Said) -> bool:
    """Return whether ``one`` is what goes on in the next paragraph, from its beginning."""
    near = one.line.number - last.line.number == 1 and not one.line.border
    return near and _ends_open(last) and one.line.quoted[0] in one.quotations[:1]
