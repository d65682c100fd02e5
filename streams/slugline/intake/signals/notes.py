"""Notes to editors in copy: "(Corrects paragraph 3 ...)", "Eds: With photos.", "This story was corrected"."""

import re
from dataclasses import dataclass

from slugline.lang.zone_words import ZoneWords
from slugline.records.signals import Signal

LONGEST = 1_200
"""Code points; a longer block is no note."""

_WORDS = ZoneWords("signals")
_KINDS: tuple[tuple[tuple[str, ...], Signal | None], ...] = (
    (_WORDS.entries("note_others"), None),
    (_WORDS.entries("note_adds"), "adds"),
    (_WORDS.entries("note_updates"), "update"),
    (_WORDS.entries("note_refiles"), "refile"),
    (_WORDS.entries("note_repeats"), "repeat"),
    (_WORDS.entries("note_clarifies"), "clarification"),
    (_WORDS.entries("note_corrects"), "correction"),
)
_VERBS = {verb.casefold(): signal for verbs, signal in _KINDS for verb in verbs}
_VERB = re.compile(
    rf"(?i)[\s\"“*]*(?P<verb>{'|'.join(sorted(map(re.escape, _VERBS), key=len, reverse=True))})\b"
)
_ADDRESSED = re.compile(rf"(?i)[\[(*\s]*{_WORDS.alternation('addressed')}\s*(?::|--|[–—]|\s-\s)\s*")
_FRAME = re.compile(
    rf"(?i)[\[(*\s]*(?:{_WORDS.alternation('note_frames')}"
    rf"|{_WORDS.alternation('note_this')}(?:\s[\w.,]+){{0,4}}\s{_WORDS.alternation('note_what')})\b.{{0,100}}?\b(?P<verb>{_WORDS.alternation('note_done')})\b",
    re.DOTALL,
)
_BY_DONE: dict[str, Signal] = {"correct": "correction", "clarif": "clarification", "updat": "update"}


@dataclass(frozen=True, slots=True)
class Note:
    """What the note says, without brackets and address, and the signals in that."""

    text: str
    signals: tuple[Signal, ...]
    addressed: bool = False
    """Whether it calls editors by name."""


def is_address(text: str) -> bool:
    """Tell whether ``text`` calls editors and says no more: "EDITORS:" over the note itself."""
    call = _ADDRESSED.match(text) if len(text) <= 60 else None
    return call is not None and not text[call.end() :].strip(" ])*")


def note(text: str) -> Note | None:
    """Return the note that ``text`` is as a whole; None if it is copy."""
    if len(text) > LONGEST:
        return None
    call = _ADDRESSED.match(text)
    if call:
        said = text[call.end() :].strip().rstrip("])*").strip()
        return Note(said, said_signals(said), addressed=True) if said else None
    bracketed = text[0] in "([" and _closing(text) == len(text.rstrip(" .")) - 1
    inside = text.strip().strip("()[]*").strip()
    if bracketed and _VERB.match(inside):
        return Note(inside, said_signals(inside))
    frame = _FRAME.match(text)
    if frame and (bracketed or len(text) <= 400) and not re.search(r"[\"“”]\s*(?:\w+\s+){0,4}\w+$", text):
        return Note(inside, said_signals(inside, frame["verb"]))
    return None


def _closing(text: str) -> int:
    """Return where the bracket closes that ``text`` opens with; -1 where it does not."""
    open_ones = 0
    for at, mark in enumerate(text):
        open_ones += (mark in "([") - (mark in ")]")
        if open_ones == 0:
            return at
    return -1


def said_signals(said: str, done: str = "") -> tuple[Signal, ...]:
    """Return the signals of the verbs that a note's sentences begin with; ``done`` is one more verb."""
    found: list[Signal] = []
    for piece in re.split(r"(?<=[.;:])\s+|,\s+(?=[a-z]+s\b)", said[:400]):
        verb = _VERB.match(piece)
        signal = _VERBS[verb["verb"].casefold()] if verb else None
        if signal:
            found.append(signal)
    found += [signal for start, signal in _BY_DONE.items() if done.casefold().startswith(start)]
    return tuple(dict.fromkeys(found))
