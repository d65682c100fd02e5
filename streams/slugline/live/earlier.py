"""Versions of a story that came before those on the board, as they still stand on the raw feed.

What was ever taken back is not shown, nor what is still under an embargo or was replaced while it was, nor
anything that came before a record that says something else than a version does: a kill, a word, a null value,
what cannot be read.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from slugline import intake
from slugline.folds.board.changes import Changes, Compared, changes
from slugline.intake.formats.slugline_status import word_in
from slugline.intake.formats.story_uri import named_by_key
from slugline.intake.refused import Refused
from slugline.intake.signals.embargo_moments import LAST_ZONE
from slugline.live.raw_feed import Raw
from slugline.records import instants
from slugline.records.story import Story

MOST = 12
"""Versions that are compared, the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A version that came, and what it changed; the first one that is known changed nothing."""

    version: int | None
    """None where the wire gave none."""
    moment: int
    changes: Changes | None


def earlier(
    uri: str, records: Sequence[Raw], known: Sequence[Compared], first: Seen, now: int
) -> tuple[Seen, ...]:
    """Return ``first`` with what it changed, and the versions before it, the newest first.

    ``records`` are those of the raw feed, the newest first, ``known`` the versions that are on the board, the
    oldest first, of which ``first`` is the first; () where nothing is known to have come before it.
    """
    there = {_words(one) for one in known}
    found: list[tuple[Seen, Compared]] = []
    newest = 0
    for moment, story in _stood(reversed(list(_versions(uri, records))), now):
        if story.versioned and story.version < newest:
            continue  # it came late, behind a newer one, and never stood
        newest = story.version if story.versioned else newest
        compared = Compared(text=story.text, headline=story.headline)
        if moment >= first.moment or _words(compared) in there:
            continue
        there.add(_words(compared))
        number = story.version if story.versioned else None
        found.append((Seen(version=number, moment=moment, changes=None), compared))
    if not found:
        return ()
    rows = [*found[-MOST:], (first, Compared(text=known[0].text, headline=known[0].headline))]
    told = [replace(one, changes=changes(before, after)) for (_, before), (one, after) in pairwise(rows)]
    return (*reversed(told), rows[0][0])


def _words(one: Compared) -> tuple[str | None, str]:
    return one.headline, one.text


def _versions(uri: str, records: Sequence[Raw]) -> Iterator[tuple[int, Story]]:
    """Yield the versions, those under an embargo too, the newest first, up to whatever is no version."""
    for raw in records:
        try:
            word = word_in(raw.value or b"")
            if word is not None and word.status == "seen":
                continue  # that the story came in another partition, too
            story = intake.the_story(list(intake.items(raw.value or b"")))
            story = named_by_key(story, uri.encode(errors="replace"))
            _end(story.embargoed)  # raises for what is no date
        except (Refused, ValueError):
            return
        if story.uri != uri or story.status != "usable":
            return
        yield raw.moment, story


def _stood(came: Iterable[tuple[int, Story]], now: int) -> list[tuple[int, Story]]:
    """Return those of the versions, the oldest first, that were out: no newer one came while they waited."""
    found: list[tuple[int, Story]] = []
    for moment, story in came:
        found = [one for one in found if _end(one[1].embargoed) <= moment or _is_older(story, one[1])]
        found.append((moment, story))
    return [one for one in found if _end(one[1].embargoed) <= now]


def _is_older(story: Story, waiting: Story) -> bool:
    """Tell whether a version that came is older than the one that waits, which goes on waiting then."""
    return story.versioned and waiting.versioned and story.version < waiting.version


def _end(embargo: str | None) -> int:
    """Return when an ``embargo`` ends, on a bare date where that begins last; 0 where there is none."""
    if embargo is None:
        return 0
    return instants.read(embargo if "T" in embargo else f"{embargo}T00:00:00{LAST_ZONE}", up=True)
