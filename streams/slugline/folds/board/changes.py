"""What a newer version of a story changed: words that came and went, names and quotes that did."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from slugline.folds.board.aligned import aligned

MOST_TEXT = 20_000
"""Code points that are told of one change; of what is beyond it is said that there is more."""
MOST_THINGS = 200
ALIKE = 0.3
"""Share of words that two paragraphs have in common, at least, where one became the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedEntity:
    """Of an EntityEvent."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedWords:
    """Of the words that name a speaker."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedQuote:
    """Of a QuoteEvent."""

    id: str
    text: str
    speaker_name: str | None
    speaker: ComparedWords | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What is compared of an EnrichedStory: a reader passes over what it does not ask for."""

    text: str
    headline: str | None = None
    entities: tuple[ComparedEntity, ...] = ()
    quotes: tuple[ComparedQuote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text: "same", "came" or "went"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Between two versions of a story, the later one's view of it."""

    text: tuple[Piece, ...]
    came: tuple[str, ...] = ()
    """Quotes and entities that are new, as a person reads them."""
    went: tuple[str, ...] = ()
    cut: bool = False
    """Whether more changed than is told."""


def changes(before: Compared, after: Compared) -> Changes:
    """Return what ``after`` changed; the same text before and behind a change is cut to a few words."""
    was, now = dict(_things(before)), dict(_things(after))
    came = [told for key, told in now.items() if key not in was]
    went = [told for key, told in was.items() if key not in now]
    text, cut = _few(_joined(_text(_paragraphs(before), _paragraphs(after))))
    return Changes(
        text=text,
        came=tuple(came[:MOST_THINGS]),
        went=tuple(went[:MOST_THINGS]),
        cut=cut or max(len(came), len(went)) > MOST_THINGS,
    )


def _things(story: Compared) -> Iterator[tuple[str, str]]:
    for quote in story.quotes:
        speaker = quote.speaker_name or (quote.speaker.text if quote.speaker else "?")
        yield quote.id, f"“{' '.join(quote.text.split())}” — {speaker}"
    for entity in story.entities:
        yield entity.id, entity.name


def _paragraphs(story: Compared) -> list[str]:
    """Return headline and paragraphs, each on one line; the headline may be the first of the text, too."""
    lines = [" ".join(line.split()) for line in ((story.headline or ""), *story.text.splitlines())]
    found = [line for line in lines if line]
    return found[1:] if found[:1] == found[1:2] else found


def _text(before: list[str], after: list[str]) -> Iterator[Piece]:
    for same, a, b, c, d in aligned(before, after):
        if same:
            # only what is next to a change is told
            yield from (
                Piece(kind="same", text=one) for one in after[c : min(c + 1, d - 1)] + after[d - 1 : d]
            )
            continue
        pairs = min(b - a, d - c)
        for was, now in zip(before[a : a + pairs], after[c : c + pairs], strict=True):
            old, new = was.split(" "), now.split(" ")
            if _alike(old, new):
                yield from _words(old, new)
            else:
                yield Piece(kind="went", text=was)
                yield Piece(kind="came", text=now)
        yield from (Piece(kind="went", text=one) for one in before[a + pairs : b])
        yield from (Piece(kind="came", text=one) for one in after[c + pairs : d])


def _alike(before: list[str], after: list[str]) -> bool:
    was, now = set(before), set(after)
    return len(was & now) >= ALIKE * max(len(was), len(now))


def _words(before: list[str], after: list[str]) -> Iterator[Piece]:
    for same, a, b, c, d in aligned(before, after):
        if same:
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


def _few(pieces: Iterable[Piece]) -> tuple[tuple[Piece, ...], bool]:
    """Return the first ``MOST_TEXT`` code points of the pieces, and whether there are more."""
    found: list[Piece] = []
    left = MOST_TEXT
    for one in pieces:
        if left <= 0:
            return tuple(found), True
        short = one.text[:left]
        found.append(one if short == one.text else Piece(kind=one.kind, text=f"{short}…"))
        left -= len(one.text)
    return tuple(found), left < 0
