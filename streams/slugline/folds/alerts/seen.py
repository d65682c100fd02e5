"""A story as the alerts take it: what it is, and by what it meets which rules, cut to what is told."""

from collections.abc import Sequence
from typing import Final

from slugline.folds.alerts.fold import Seen
from slugline.folds.watchlists.matching import Found, Met
from slugline.records.alert_event import LONGEST_WORDS, MOST_FOUND, AlertFound
from slugline.records.story import EnrichedStory, reference

MOST_RULES: Final = 1_000
"""Rules that one story can meet; the first of the list count."""
EXPLAINED: Final = 100
"""Rules of one story of which it is told by what they are met."""
LONGEST_HEADLINE: Final = 500
"""Code points."""


def seen(story: EnrichedStory, met: Sequence[Met], partition: int, came: int) -> Seen:
    """Return the ``story`` with the rules it ``met``.

    ``partition`` is that of its enriched record, ``came`` when that was written, milliseconds since 1970 UTC.
    """
    return Seen(
        story=reference(story),
        headline=None if story.headline is None else _cut(story.headline, LONGEST_HEADLINE),
        published=story.published,
        partition=partition,
        came=came,
        met={
            one.rule.name: tuple(map(_told, one.found[:MOST_FOUND])) if number < EXPLAINED else ()
            for number, one in enumerate(met[:MOST_RULES])
        },
    )


def _told(one: Found) -> AlertFound:
    return AlertFound(where=one.where, words=_cut(one.words, LONGEST_WORDS), start=one.start, end=one.end)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 3] + "..."
