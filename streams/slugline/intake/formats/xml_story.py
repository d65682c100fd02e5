"""What the XML formats do alike once the fields are found: the same words are not told twice."""

from collections.abc import Sequence
from dataclasses import replace

from slugline.intake.formats.found import Found, story
from slugline.intake.formats.html_paragraphs import Paragraph
from slugline.intake.formats.statuses import with_signals
from slugline.intake.formats.terms import one_line
from slugline.intake.zones.datelines import leading
from slugline.records.story import Dateline, Story

_SHORTEST = 20
"""Letters and digits; a shorter standfirst may well be in the lead by chance."""

_FIRST = 3
"""Paragraphs at the top in which headline and standfirst may stand once more."""


def told(found: Found, located: str | None = None) -> Story:
    """Return the story in what was ``found``. Raises Refused.

    A headline that opens the body again is left out there; a standfirst that repeats the headline, a keyword
    or the lead is left out. A kill or a withhold among the signals counts like the status. ``located`` is
    where the story was filed by its metadata: it is the dateline's place only where neither a field nor the
    copy has a dateline.
    """
    body = list(found.body) if not isinstance(found.body, str) else [Paragraph(found.body, None)]
    headline = one_line(found.headline)
    body = _without(headline, body)
    standfirst = _standfirst(found, headline, body)
    dateline = found.dateline
    if dateline is None and located and not any(leading(one.text) for one in body[:_FIRST]):
        dateline = Dateline(place=located, date=None)
    return story(
        replace(
            found,
            status=with_signals(found.status, found.signals),
            headline=headline,
            standfirst=standfirst,
            dateline=dateline,
            body=_without(standfirst, body),
        )
    )


def _without(line: str | None, body: list[Paragraph]) -> list[Paragraph]:
    """Return ``body`` without paragraphs at its top that say ``line`` and nothing else."""
    if not line:
        return body
    bare = _bare(line)
    top = [one for one in body[:_FIRST] if len(one.text) > 2 * len(line) + 40 or _bare(one.text) != bare]
    return top + body[_FIRST:]


def _standfirst(found: Found, headline: str | None, body: Sequence[Paragraph]) -> str | None:
    line = one_line(found.standfirst)
    bare = _bare(line or "")[:2_000]
    if not bare or bare == _bare(headline or "") or bare in map(_bare, found.keywords):
        return None
    lead = _bare(" ".join(one.text for one in body[:_FIRST])[:8_000])
    first = _bare(body[0].text)[:2_000] if body else ""
    if len(bare) >= _SHORTEST and (bare in lead or (len(first) >= _SHORTEST and bare.startswith(first))):
        return None
    return line


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
