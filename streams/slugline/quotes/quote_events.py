"""Quote events: parts of one quotation put together, repeats in other zones folded in, confidence given."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import cache

from slugline.lang.chosen import LISTS
from slugline.quotes.attribution import Attributed
from slugline.reading.tags import FUNCTION
from slugline.records.events import QuoteEvent, QuoteKind, Span, Words
from slugline.records.ids import event_id
from slugline.records.marks import Open
from slugline.records.story import Story, reference
from slugline.records.zones import ZoneKind

WORD = re.compile(r"[^\W_]+")
EMPTY = (
    FUNCTION["determiner"]
    | FUNCTION["preposition"]
    | FUNCTION["auxiliary"]
    | FUNCTION["coordinator"]
    | FUNCTION["subordinator"]
    | FUNCTION["speaking"]
    | FUNCTION["clipped"]
)
"""Words without content: what two quotations share of them says nothing."""
SHARE = 0.6
"""How many of the content words of the shorter quotation the longer must have to be the same."""
MOST = 400
"""How many quotations of the body are compared: beyond that a story is no story."""


@dataclass(slots=True)
class Draft:
    """One quotation: its parts in the order of the text, the one that names the speaker, the zones that
    repeat it."""

    parts: list[Attributed]
    lead: Attributed
    places: list[Open[ZoneKind]]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Return the pieces of all parts in order, none twice."""
        return sorted({piece for part in self.parts for piece in part.said.pieces})


def drafts(found: list[Attributed]) -> list[Draft]:
    """Return the quotations of a story in the order of the text.

    Parts of one attribution ("A, he said, B") and quotations that follow it in the same paragraph, or that go
    on one left open, are one quotation. Of two with the same words the first stays.
    """
    made: list[Draft] = []
    by_lead: dict[int, Draft] = {}
    for one in found:
        lead = one.leader if one.leader is not None and _joins(one) else one
        known = by_lead.get(id(lead)) or (by_lead.get(id(one.said.cue)) if one.said.cue is not None else None)
        if known is not None and not one.nested:
            known.parts.append(one)
        else:
            known = Draft([one], lead, [])
            made.append(known)
        by_lead.setdefault(id(one), known)
        by_lead.setdefault(id(lead), known)
        if one.said.cue is not None and not one.nested:
            by_lead.setdefault(id(one.said.cue), known)
    return list({tuple(draft.spans): draft for draft in reversed(made)}.values())[::-1]


def _joins(one: Attributed) -> bool:
    """Return whether the part belongs to the quotation of the one whose speaker it shares."""
    leader = one.leader
    if leader is None or one.said.kind != "direct" or leader.said.kind != "direct":
        return False
    return one.evidence in ("same", "continued")


def fold(text: str, made: list[Draft]) -> list[Draft]:
    """Return the drafts without those in other zones that repeat one of the body, or one another.

    The one that stays is in the body where there is one, else the first; it carries the zones of the
    others in order.
    """
    kept = [draft for draft in made if _zone(draft) == "body"]
    others = [draft for draft in made if _zone(draft) != "body"]
    compared = (*kept[:MOST], *others) if others else ()
    words = {id(draft): _content(text, draft) for draft in compared}
    for draft in others:
        main = next((one for one in kept[:MOST] if _same(draft, one, words[id(draft)], words[id(one)])), None)
        if main is None:
            kept.append(draft)
        else:
            main.places.append(_zone(draft))
    return sorted(kept, key=lambda draft: draft.spans[0])


def _zone(draft: Draft) -> Open[ZoneKind]:
    return draft.parts[0].said.line.zone.kind


def _content(text: str, draft: Draft) -> Set[str]:
    """Return the words of a draft that carry content, in lower case and without plural s."""
    found = (word.lower() for start, end in draft.spans for word in WORD.findall(text, start, end))
    return frozenset(word.rstrip("s") for word in found if word not in EMPTY)


def _same(draft: Draft, other: Draft, mine: Set[str], theirs: Set[str]) -> bool:
    if _zone(draft) == _zone(other) == "body" or not mine or not theirs:
        return False
    first, second = draft.lead.who, other.lead.who
    if (
        first is not None
        and second is not None
        and first.character is not None
        and second.character is not None
    ) and first.character is not second.character:
        return False
    least = min(len(mine), len(theirs))
    return len(mine & theirs) >= SHARE * least and (least > 1 or mine == theirs)


def events(story: Story, made: list[Draft]) -> Iterator[QuoteEvent]:
    """Yield an event for each draft. Its id is that of the words and who said them, in every version.

    Case and marks do not count: whether a comma or a full stop ends it hangs on what stands behind it.
    """
    times: Counter[tuple[str, str]] = Counter()
    for draft in made:
        event = _event(story, draft)
        words = " ".join(WORD.findall(event.text)).casefold()
        key = (words, event.speaker_entity or event.speaker_name or "")
        again = (times[key] + 1,) if times[key] else ()
        times[key] += 1
        yield replace(event, id=event_id("quote", story.uri, *key, *again))


def _event(story: Story, draft: Draft) -> QuoteEvent:
    text, lead = story.text, draft.lead
    who, cue, line = lead.who, lead.said.cue, lead.said.line
    spans = tuple(Span(start=start, end=end) for start, end in draft.spans)
    character = who.character if who is not None else None
    cue_words = None
    if cue is not None:
        start, end = line.start[cue.words[0]], line.end[cue.words[1] - 1]
        cue_words = Words(start=start, end=end, text=text[start:end])
    speaker = None
    if who is not None and who.end > who.start:
        speaker = Words(start=who.start, end=who.end, text=text[who.start : who.end])
    return QuoteEvent(
        id="",
        story=reference(story),
        kind=_kind(draft),
        text=" ... ".join(text[span.start : span.end] for span in spans),
        pieces=spans,
        cue=cue_words,
        speaker=speaker,
        speaker_name=character.name if character is not None else None,
        speaker_entity=character.entity_id if character is not None else None,
        attribution=lead.attribution,
        confidence=confidence(lead.evidence, who.how if who is not None else "none"),
        zone=draft.parts[0].said.line.zone.kind,
        places=tuple(draft.places),
        stance="denied" if lead.said.denied else "said",
    )


def _kind(draft: Draft) -> QuoteKind:
    kinds = {part.said.kind for part in draft.parts}
    return next(iter(kinds)) if len(kinds) == 1 else "mixed"


@cache
def _table() -> Mapping[tuple[str, str], float]:
    header, *rows = (line.split() for line in LISTS.lines("quotes/confidence.txt"))
    table = {
        (row[0], column): float(value)
        for row in rows
        for column, value in zip(header[1:], row[1:], strict=False)
    }
    for evidence, factor in (row for row in rows if len(row) == 2):
        table |= {(evidence, how): round(float(factor) * table["cue", how], 2) for how in header[1:]}
    return table


def confidence(evidence: str, how: str) -> float:
    """Return how often such a speaker is right: see lang/en/quotes/confidence.txt."""
    table = _table()
    return table.get((evidence, how), table.get((evidence, "-"), 0.1))
