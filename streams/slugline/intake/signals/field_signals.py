"""Signals in the note to editors that stands in a field beside the copy."""

import re
from dataclasses import dataclass

from slugline.intake.signals import labels
from slugline.intake.signals.embargoes import embargo, in_front, within
from slugline.intake.signals.kills import is_unused, of_this
from slugline.intake.signals.notes import note, said_signals
from slugline.records.signals import Signal
from slugline.records.story import Status

MOST_LINES = 20
"""Lines of a note that are looked at."""

_STATUSES: dict[Signal, Status] = {"kill": "canceled", "withhold": "withheld"}


_SENTENCE = re.compile(r"(?<=[.;!:])\s+|\n")
_MOST_SENTENCES = 12


@dataclass(frozen=True, slots=True)
class NoteSays:
    """What a note says: signals, and what follows for the story."""

    signals: tuple[Signal, ...] = ()
    status: Status = "usable"
    embargoed: str | None = None


def of_note(text: str | None, published: str | None) -> NoteSays:
    """Return what the note in a field (one line a paragraph) says: "CORRECTION: number of injured".

    A note that begins with KILL or WITHHOLD is meant: it stands on the very story. So is an embargo; one that
    tells no day holds the story until someone says. ``published`` helps to reckon its day.
    """
    signals: list[Signal] = []
    embargoed: str | None = None
    held = False
    lines = (text or "").strip().splitlines()[:MOST_LINES]
    for line in lines:
        bare = line.strip()
        if not bare:
            continue
        if found := embargo(bare, published):
            signals.append("embargo")
            embargoed, held = embargoed or found.until, held or found.until is None
            continue
        if front := in_front(bare, published):
            signals.append("embargo")
            embargoed, held = embargoed or front[0].until, held or front[0].until is None
            bare = bare[front[1] :]
        else:
            inside = [within(one, published) for one in _SENTENCE.split(bare, _MOST_SENTENCES)]
            for one in filter(None, inside):
                signals.append("embargo")
                embargoed, held = embargoed or one.until, held or one.until is None
        signals += _orders(bare, heads=line is not lines[-1])
        label = labels.prefix(bare) or labels.line(bare)
        said = note(bare)
        signals += label.signals if label else ()
        signals += said.signals if said else said_signals(bare)
    status: Status = next((_STATUSES[one] for one in signals if one in _STATUSES), "usable")
    if held and not embargoed and status == "usable":
        status = "withheld"
    return NoteSays(tuple(dict.fromkeys(signals)), status, embargoed)


def _orders(line: str, *, heads: bool) -> list[Signal]:
    """Return what the sentences of a line order: "KILL. The story is wrong.", "Please kill this story.".

    A line that ``heads`` others and does not end like a sentence may be a heading: "Not for publication" over
    whom desks may call.
    """
    if heads and line[-1] not in ".!" and is_unused(line):
        return []
    found: list[Signal] = []
    for sentence in _SENTENCE.split(line, _MOST_SENTENCES)[:_MOST_SENTENCES]:
        bare = sentence.strip(" .;!*")
        told = labels.line(bare) if bare.isupper() else None
        found += [one for one in told.signals if one in _STATUSES] if told else []
        ordered = of_this(bare) or labels.order_of(bare)
        found += [ordered] if ordered else []
    return found
