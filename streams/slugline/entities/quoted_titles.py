"""Titles of works in quote marks: every word of weight capitalised, nothing that ends a sentence."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from slugline.entities.known_names import is_common, is_stopped
from slugline.entities.name_forms import fold
from slugline.entities.name_spans import NameSpan, ZoneKinds
from slugline.lang.vocabulary import CLASSES as WORDS
from slugline.lang.word_lists import alternation
from slugline.records.story import Story

LAST = WORDS["no-title-end"]
WORD = r"[A-ZÀ-ÖØ-Þ][\w’'-]*|\d+"
TITLE = re.compile(
    rf"[\"“‘'«](?<![^\s(].)\s?((?:{WORD})(?::? (?:{WORD}|{alternation(WORDS['title-word'])})){{1,8}})"
    r"[,.]?\s?[\"”’'»](?!\w)"
)


def with_quoted_titles(story: Story, spans: Sequence[NameSpan]) -> list[NameSpan]:
    """Return ``spans`` (in order) with the titles in quote marks among them, in place of spans within a
    title.
    """
    zones = ZoneKinds(story)
    starts = [span.start for span in spans]
    found: list[NameSpan] = []
    for match in TITLE.finditer(story.text):
        start, end = match.span(1)
        words = re.split(r":? ", match[1])
        kind = zones.at(start)
        if (
            words[-1] in LAST
            or kind in ("headline", "boilerplate", "editor_note")
            or not 2 <= len(words) <= 8
        ):
            continue
        heavy = [word for word in words if word not in LAST and word.lower() not in LAST]
        if (len(heavy) < 2 and words[0].lower() not in WORDS["the"]) or is_stopped(fold(match[1])):
            continue
        if len(heavy) > 1 and all(is_common(word.lower()) for word in heavy):
            continue
        if any(
            (span.start <= start and end <= span.end)
            or (span.entry and span.start < end and start < span.end)
            for span in spans[max(0, bisect_right(starts, start) - 1) : bisect_left(starts, end)]
        ):
            continue
        found.append(NameSpan(start, end, match[1], "WORK_OF_ART", kind, quoted=True))
    if not found:
        return list(spans)
    ends = [title.end for title in found]
    behind = ((span, bisect_right(ends, span.start)) for span in spans)
    kept = [span for span, at in behind if span.entry or not (at < len(found) and found[at].start < span.end)]
    return sorted([*kept, *found], key=lambda span: span.start)
