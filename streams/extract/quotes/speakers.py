"""Speakers: who said what no cue attributes, and which quotation is nobody's."""

from dataclasses import dataclass

from schemas.events import Attribution
from streams.extract.quotes import refusals
from streams.extract.quotes.paragraph import Line
from streams.extract.quotes.pieces import Said
from streams.extract.quotes.resolution import Resolver, Who


@dataclass(slots=True)
class Attributed:
    """A thing said with its speaker: ``who`` is None where nobody could be named."""

    said: Said
    who: Who | None
    attribution: Attribution
    evidence: str


def attribute(text: str, paragraphs: list[tuple[Line, list[Said]]], resolver: Resolver) -> list[Attributed]:
    """Return everything said in the order of the text; scare quotes and the like are left out."""
    found: list[Attributed] = []
    for line, saids in paragraphs:
        waiting: list[Said] = []
        here: list[Attributed] = []
        for said in saids:
            if said.evidence == "floating":
                before = here[-1] if here else None
                if before is not None and before.who is not None and _same_breath(said, before):
                    here.append(_follow(said, before, "same paragraph"))
                else:
                    waiting.append(said)
                continue
            if said.evidence == "sentence" and refusals.refused(text, said):
                continue
            one = _spoken(said, resolver)
            if one.who is not None:
                resolver.spoke(one.who.character, line, said.pieces[0][0])
            here.append(one)
            if said.cue is not None and said.kind == "direct":
                here.extend(_follow(earlier, one, "same paragraph") for earlier in waiting)
                waiting.clear()
        here.extend(_floating(text, said, line, found, here, resolver) for said in waiting)
        here.sort(key=lambda one: one.said.pieces[0])
        found.extend(here)
    return found


def _same_breath(said: Said, before: Attributed) -> bool:
    """Return whether a quotation of its own goes on what was said just before in its paragraph."""
    return True


def _follow(said: Said, leader: Attributed, evidence: str) -> Attributed:
    return Attributed(said, leader.who, "follow-on", evidence)


def _spoken(said: Said, resolver: Resolver) -> Attributed:
    if said.subject is None:
        return Attributed(said, None, "none", said.evidence)
    who = resolver.resolve(said.line, said.subject)
    return Attributed(said, who, who.attribution, said.evidence)


def _floating(
    text: str, said: Said, line: Line, before: list[Attributed], here: list[Attributed], resolver: Resolver
) -> Attributed:
    """Return the speaker of a quotation that is a paragraph or a sentence of its own."""
    if here and here[-1].who is not None:
        return _follow(said, here[-1], "same paragraph")
    if before and before[-1].who is not None and line.number - before[-1].said.line.number <= 2:
        return _follow(said, before[-1], "paragraph before")
    character = resolver.turns[-1].character if resolver.turns else None
    who = Who(0, 0, character, "follow-on", "floor") if character is not None else None
    return Attributed(said, who, "follow-on" if who else "none", "floor")
