"""What the copy of a story says about it, read off its blocks: signals, notes, slug, take, kill, embargo."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from slugline.intake.signals import labels
from slugline.intake.signals.embargoes import Embargo, embargo, in_front
from slugline.intake.signals.kills import done, kill
from slugline.intake.signals.labels import Labels
from slugline.intake.signals.notes import Note, is_address, note
from slugline.intake.signals.slug_lines import slug_line, slug_order
from slugline.intake.zones.blocks import Block
from slugline.intake.zones.boilerplate import is_furniture
from slugline.records.signals import Signal
from slugline.records.story import Link, Status, Take
from slugline.records.zones import ZoneKind

TOP, BOTTOM = 12, 5
"""Blocks from the start and from the end that are looked at."""

_BELOW = 3
"""Blocks below the headline among which notes still count."""

_CONTENT = 3
"""A note to editors with no more blocks of copy beside it is an advisory."""


_THIRTY = re.compile(r"\(?-{1,3}\s?30\s?-{1,3}\)?|#\s?#\s?#(?:\s?#)*")
"""How American copy ends, and press releases."""

_ORDERS: frozenset[Signal] = frozenset({"kill", "withhold"})
_PAID: Signal = "promotional"
_LAST: frozenset[Signal] = frozenset({"more", "end"})


@dataclass(slots=True)
class CopySignals:
    """What was found; ``blocks`` are those given, with roles, the headline's label cut off into its own."""

    blocks: list[Block]
    cut: int = 0
    """Code points of the label in front of a headline that was given."""
    cut_behind: int = 0
    """Code points of the take behind it."""
    about: str | None = None
    """What stands behind a label that kills or withholds."""
    signals: list[Signal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    slug: str | None = None
    take: Take | None = None
    links: tuple[Link, ...] = ()
    status: Status = "usable"
    """"withheld" for an embargo that tells no day."""
    embargoed: str | None = None

    def hold(self, held: Embargo) -> None:
        """Note an embargo."""
        self.add(("embargo",))
        self.embargoed, self.status = held.until, "usable" if held.until else "withheld"

    def add(self, signals: Sequence[Signal], take: tuple[int, int | None] | None = None) -> None:
        """Note signals, each once, and the first take that is told."""
        self.signals += [one for one in signals if one not in self.signals]
        if take and self.take is None:
            self.take = Take(number=take[0], of=take[1])


def read(
    blocks: Sequence[Block],
    headline: str | None = None,
    published: str | None = None,
    slug: str | None = None,
) -> CopySignals:
    """Return what ``blocks``, all of a story's text, say about the story.

    ``headline`` is given where it stands above the blocks; None says that one of them may be it.
    ``published`` helps to reckon the day of an embargo; ``slug`` is the slug line that a field gives.
    """
    found = CopySignals(list(blocks))
    given = slug_line(slug) if slug else None
    if given:
        found.add(given.signals, given.take)
        found.slug = given.slug
    if headline:
        found.cut, found.cut_behind = _labelled(found, headline, published)
    marked = slug_order(slug) if slug else None
    if marked:
        found.add((marked,))
    addressed = _top(found, headline, published)
    _bottom(found)
    _settle(found, addressed)
    return found


def _labelled(found: CopySignals, headline: str, published: str | None) -> tuple[int, int]:
    """Keep what stands in front of and behind the words of ``headline``; return how long the two are."""
    at = 0
    if held := in_front(headline, published):
        found.hold(held[0])
        at = held[1]
    elif (whole := embargo(headline, published)) and (whole.until or whole.waits):
        found.hold(whole)  # it has no other words
    label = labels.prefix(headline[at:])
    if label:
        found.add(label.signals, label.take)
        at += label.length
    elif alone := labels.line(headline):
        found.add(alone.signals, alone.take)
        return 0, 0
    rest = headline[at:]
    if label and _ORDERS & set(label.signals):
        found.about = rest.strip(" +*")
    elif label and "advisory" in label.signals and (order := done(rest)):
        found.add((order,))
    behind = labels.take_behind(rest)
    if not behind:
        return at, 0
    found.add((), behind[0])
    return at, len(rest) - behind[1]


def _top(found: CopySignals, headline: str | None, published: str | None) -> list[Note]:
    """Give roles to the lines above and right below the headline; return the notes that call editors."""
    addressed: list[Note] = []
    copy = 1 if headline else 0
    at = 0
    call = False
    while at < min(len(found.blocks), TOP) and copy <= _BELOW:
        block = found.blocks[at]
        if block.role is None and at + 1 < len(found.blocks) and is_address(block.text):
            found.blocks[at], call = replace(block, role="editor_note"), True
        elif block.role is None and call:
            found.blocks[at], call = replace(block, role="editor_note"), False
            found.notes.append(re.sub(r"\s+", " ", block.text))
            addressed.append(Note(block.text, (), addressed=True))
        elif block.role is None and _take_off(found, at, published, addressed):
            found.blocks[at] = replace(block, role="editor_note")
        elif block.role != "boilerplate" and not is_furniture(block.text):
            if copy == 0 and block.role is None:
                at += _cut_label(found, at, published)
            copy += 1
        at += 1
    return addressed


def _take_off(found: CopySignals, at: int, published: str | None, addressed: list[Note]) -> bool:
    """Tell whether a block is none of the copy, and keep what it says."""
    text = found.blocks[at].text
    held = embargo(text, published)
    if held:
        found.hold(held)
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


def _cut_label(found: CopySignals, at: int, published: str | None) -> int:
    """Cut what is no headline off the block at ``at``; return how many blocks that makes more in front."""
    block = found.blocks[at]
    if at + 1 >= len(found.blocks):
        return 0
    front, behind = _labelled(found, block.text, published)
    end = len(block.text) - behind
    pieces = [_piece(block, front, end, None)]
    if front:
        pieces.insert(0, _piece(block, 0, front, "editor_note"))
    if behind:
        pieces.append(_piece(block, end, len(block.text), "editor_note"))
    found.blocks[at : at + 1] = pieces
    return len(pieces) - 1


def _piece(block: Block, start: int, end: int, role: ZoneKind | None) -> Block:
    text = block.text[start:end]
    if not start and end == len(block.text):
        return block
    bare = text.strip(" ,;\t\n") if role else text.strip()
    start += text.index(bare)
    return replace(
        block, start=block.start + start, end=block.start + start + len(bare), text=bare,
        gap=block.gap and not start, role=role,
    )  # fmt: skip


def _bottom(found: CopySignals) -> None:
    for at in range(max(1, len(found.blocks) - BOTTOM), len(found.blocks)):
        block = found.blocks[at]
        alone = labels.line(block.text) if block.role is None else None
        if block.role in (None, "boilerplate") and _THIRTY.fullmatch(block.text):
            found.add(("end",))
            found.blocks[at] = replace(block, role="boilerplate")
            continue
        if alone and alone.signals and set(alone.signals) <= _LAST:
            found.add(alone.signals, alone.take)
            found.blocks[at] = replace(block, role="boilerplate")


def _settle(found: CopySignals, addressed: Sequence[Note]) -> None:
    """Tell a kill and an advisory from a story."""
    copy = [block for block in found.blocks if block.role not in ("editor_note", "boilerplate")]
    marked: Signal | None = next((one for one in found.signals if one in ("kill", "withhold")), None)
    body = " ".join([*(one.text for one in addressed), *(block.text for block in copy[:6])])
    called = " ".join(one.text for one in addressed) if len(copy) <= _CONTENT else ""
    killed = kill(body, marked=marked, note=called, slug=found.slug, about=found.about)
    if killed:
        found.signals = list(dict.fromkeys([killed.signal, "advisory", *found.signals]))
        found.links = killed.links
        return
    found.signals = [one for one in found.signals if one not in ("kill", "withhold")]
    if addressed and not any(len(block.text.split()) >= 6 for block in copy):
        found.add(("advisory",))
    elif "advisory" in found.signals and not addressed:
        found.signals.remove("advisory")
