"""What the copy of a story says about it, read off its blocks: signals, notes, slug, take, kill, embargo."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from slugline.intake.signals import labels
from slugline.intake.signals.embargoes import embargo
from slugline.intake.signals.kills import kill
from slugline.intake.signals.labels import Labels
from slugline.intake.signals.notes import Note, note
from slugline.intake.signals.slug_lines import slug_line
from slugline.intake.zones.blocks import Block
from slugline.intake.zones.boilerplate import is_furniture
from slugline.records.signals import Signal
from slugline.records.story import Link, Status, Take

TOP, BOTTOM = 12, 5
"""Blocks from the start and from the end that are looked at."""

_BELOW = 3
"""Blocks below the headline among which notes still count."""

_CONTENT = 3
"""A note to editors with no more blocks of copy beside it is an advisory."""


_PAID: Signal = "promotional"
_LAST: frozenset[Signal] = frozenset({"more", "end"})


@dataclass(slots=True)
class CopySignals:
    """What was found; ``blocks`` are those given, with roles, the headline's label cut off into its own."""

    blocks: list[Block]
    cut: int = 0
    """Code points of the label in front of a headline that was given."""
    signals: list[Signal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    slug: str | None = None
    take: Take | None = None
    links: tuple[Link, ...] = ()
    status: Status = "usable"
    """"withheld" for an embargo that tells no day."""
    embargoed: str | None = None

    def add(self, signals: Sequence[Signal], take: tuple[int, int | None] | None = None) -> None:
        """Note signals, each once, and the first take that is told."""
        self.signals += [one for one in signals if one not in self.signals]
        if take and self.take is None:
            self.take = Take(number=take[0], of=take[1])


def read(blocks: Sequence[Block], headline: str | None = None, published: str | None = None) -> CopySignals:
    """Return what ``blocks``, all of a story's text, say about the story.

    ``headline`` is given where it stands above the blocks; None says that one of them may be it.
    ``published`` helps to reckon the day of an embargo.
    """
    found = CopySignals(list(blocks))
    given = labels.prefix(headline) if headline else None
    if given:
        found.add(given.signals, given.take)
        found.cut = given.length
    addressed = _top(found, headline, published)
    _bottom(found)
    _settle(found, addressed)
    return found


def _top(found: CopySignals, headline: str | None, published: str | None) -> list[Note]:
    """Give roles to the lines above and right below the headline; return the notes that call editors."""
    addressed: list[Note] = []
    copy = 1 if headline else 0
    at = 0
    while at < min(len(found.blocks), TOP) and copy <= _BELOW:
        block = found.blocks[at]
        if block.role is None and _take_off(found, at, published, addressed):
            found.blocks[at] = replace(block, role="editor_note")
        elif block.role != "boilerplate" and not is_furniture(block.text):
            if copy == 0 and block.role is None:
                at += _cut_label(found, at)
            copy += 1
        at += 1
    return addressed


def _take_off(found: CopySignals, at: int, published: str | None, addressed: list[Note]) -> bool:
    """Tell whether a block is none of the copy, and keep what it says."""
    text = found.blocks[at].text
    held = embargo(text, published)
    if held:
        found.add(("embargo",))
        found.embargoed, found.status = held.until, "usable" if held.until else "withheld"
        return True
    slug = slug_line(text)
    if slug:
        found.add(slug.signals, slug.take)
        found.slug = found.slug or slug.slug
        return True
    alone = labels.line(text) if at + 1 < len(found.blocks) else None
    if alone and (alone.take or not set(alone.signals) <= _LAST) and not _is_slot(text, alone):
        found.add(alone.signals, alone.take)
        return True
    said = note(text)
    if said:
        found.add(said.signals)
        found.notes.append(re.sub(r"\s+", " ", said.text))
        if said.addressed:
            addressed.append(said)
        return True
    return False


def _is_slot(text: str, alone: Labels) -> bool:
    """ADVERTISEMENT on a line of its own is a place on the page, and no word about the story."""
    return set(alone.signals) == {_PAID} and is_furniture(text)


def _cut_label(found: CopySignals, at: int) -> int:
    """Cut the label off the block at ``at``, if one stands there; return how many blocks that makes more."""
    block = found.blocks[at]
    label: Labels | None = labels.prefix(block.text) if at + 1 < len(found.blocks) else None
    if label is None:
        return 0
    found.add(label.signals, label.take)
    start = block.start + label.length
    head = block.text[: label.length].rstrip()
    found.blocks[at : at + 1] = [
        replace(block, end=block.start + len(head), text=head, role="editor_note"),
        replace(block, start=start, text=block.text[label.length :], gap=False),
    ]
    return 1


def _bottom(found: CopySignals) -> None:
    for at in range(max(1, len(found.blocks) - BOTTOM), len(found.blocks)):
        block = found.blocks[at]
        alone = labels.line(block.text) if block.role is None else None
        if alone and alone.signals and set(alone.signals) <= _LAST:
            found.add(alone.signals, alone.take)
            found.blocks[at] = replace(block, role="boilerplate")


def _settle(found: CopySignals, addressed: Sequence[Note]) -> None:
    """Tell a kill and an advisory from a story."""
    copy = [block for block in found.blocks if block.role not in ("editor_note", "boilerplate")]
    marked: Signal | None = next((one for one in found.signals if one in ("kill", "withhold")), None)
    body = " ".join([*(one.text for one in addressed), *(block.text for block in copy[:6])])
    called = " ".join(one.text for one in addressed) if len(copy) <= _CONTENT else ""
    killed = kill(body, marked=marked, note=called, slug=found.slug)
    if killed:
        found.signals = list(dict.fromkeys([killed.signal, "advisory", *found.signals]))
        found.links = killed.links
        return
    found.signals = [one for one in found.signals if one not in ("kill", "withhold")]
    if addressed and not any(len(block.text.split()) >= 6 for block in copy):
        found.add(("advisory",))
    elif "advisory" in found.signals and not addressed:
        found.signals.remove("advisory")
