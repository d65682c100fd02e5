"""What a newer version of a story changed: words that came and went, names and quotes that did."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from slugline.records.story import EnrichedStory

MOST_PARAGRAPHS = 1_000
MOST_WORDS = 400
"""Of what is longer it is said that it was replaced, and not by which words: comparing is quadratic."""
BUDGET = 6_000
"""Words that are compared in all."""
ALIKE = 0.3
"""Share of words that two paragraphs have in common, at least, where one became the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text: "same", "came" or "went"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Between two versions of a story, the later one's view of it."""

    text: tuple[Piece, ...]
    came: tuple[str, ...]
    """Quotes and entities that are new, as a person reads them."""
    went: tuple[str, ...]


def changes(before: EnrichedStory, after: EnrichedStory) -> Changes:
    """Return what ``after`` changed; the same text before and behind a change is cut to a few words."""
    was, now = dict(_things(before)), dict(_things(after))
    return Changes(
        text=tuple(_joined(_text(_paragraphs(before), _paragraphs(after)))),
        came=tuple(told for key, told in now.items() if key not in was),
        went=tuple(told for key, told in was.items() if key not in now),
    )


def _things(story: EnrichedStory) -> Iterator[tuple[str, str]]:
    for quote in story.quotes:
        yield quote.id, f"“{' '.join(quote.text.split())}” — {quote.speaker_name or '?'}"
    for entity in story.entities:
        yield entity.id, entity.name


def _paragraphs(story: EnrichedStory) -> list[str]:
    lines = [" ".join(line.split()) for line in story.text.splitlines()]
    found = [line for line in lines if line]
    return found if len(found) <= MOST_PARAGRAPHS else [*found[:MOST_PARAGRAPHS], "…"]


def _text(before: list[str], after: list[str]) -> Iterator[Piece]:
    left = BUDGET
    for what, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if what == "equal":
            yield from (Piece(kind="same", text=one) for one in after[c:d])
            continue
        pairs = min(b - a, d - c)
        for was, now in zip(before[a : a + pairs], after[c : c + pairs], strict=True):
            old, new = was.split(" "), now.split(" ")
            longest = max(len(old), len(new))
            left -= longest
            if left < 0 or longest > MOST_WORDS or not _alike(old, new):
                yield Piece(kind="went", text=was)
                yield Piece(kind="came", text=now)
            else:
                yield from _words(old, new)
        yield from (Piece(kind="went", text=one) for one in before[a + pairs : b])
        yield from (Piece(kind="came", text=one) for one in after[c + pairs : d])


def _alike(before: list[str], after: list[str]) -> bool:
    was, now = set(before), set(after)
    return len(was & now) >= ALIKE * max(len(was), len(now))


def _words(before: list[str], after: list[str]) -> Iterator[Piece]:
    for what, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if what == "equal":
            yield Piece(kind="same", text=" ".join(after[c:d]))
            continue
        if a < b:
            yield Piece(kind="went", text=" ".join(before[a:b]))
        if c < d:
            yield Piece(kind="came", text=" ".join(after[c:d]))


def _joined(pieces: Iterable[Piece], around: int = 8) -> Iterator[Piece]:
    """Yield the pieces, of what is the same only the words next to a change."""
    all_ = list(pieces)
    if all(one.kind == "same" for one in all_):
        return
    for at, one in enumerate(all_):
        words = one.text.split(" ")
        if one.kind != "same":
            yield one
            continue
        behind = at > 0 and all_[at - 1].kind != "same"
        before = at + 1 < len(all_) and all_[at + 1].kind != "same"
        if not (behind or before):
            continue
        if len(words) <= 2 * around:
            yield one
            continue
        first = " ".join(words[:around]) if behind else ""
        last = " ".join(words[-around:]) if before else ""
        yield Piece(kind="same", text=f"{first} … {last}".strip())
