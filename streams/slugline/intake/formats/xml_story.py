"""What the XML formats do alike once the fields are found: the same words are not told twice."""

from collections.abc import Sequence
from dataclasses import replace

from slugline.intake.formats.composed import TOP, bare, without
from slugline.intake.formats.found import Found, story
from slugline.intake.formats.html_paragraphs import Paragraph
from slugline.intake.formats.statuses import with_signals
from slugline.intake.formats.terms import one_line
from slugline.intake.zones.datelines import leading
from slugline.records.story import Dateline, Story

_SHORTEST = 20
"""Letters and digits; a shorter standfirst may well be in the lead by chance."""


def told(found: Found, located: str | None = None) -> Story:
    """Return the story in what was ``found``. Raises Refused.

    A headline that opens the body again is left out there; a standfirst that repeats the headline, a keyword
    or the lead is left out. A kill or a withhold among the signals counts like the status. ``located`` is
    where the story was filed by its metadata: it is the dateline's place only where neither a field nor the
    copy has a dateline.
    """
    body = list(found.body) if not isinstance(found.body, str) else [Paragraph(found.body, None)]
    headline = one_line(found.headline)
    body = without(headline, body)
    standfirst = _standfirst(found, headline, body)
    dateline = found.dateline
    if dateline is None and located and not any(leading(one.text) for one in body[:TOP]):
        dateline = Dateline(place=located, date=None)
    return story(
        replace(
            found,
            status=with_signals(found.status, found.signals),
            headline=headline,
            standfirst=standfirst,
            dateline=dateline,
            body=without(standfirst, body),
        )
    )


def _standfirst(found: Found, headline: str | None, body: Sequence[Paragraph]) -> str | None:
    line = one_line(found.standfirst)
    told = bare(line or "")[:2_000]
    if not told or told == bare(headline or "") or told in map(bare, found.keywords):
        return None
    lead = bare(" ".join(one.text for one in body[:TOP])[:8_000])
    first = bare(body[0].text)[:2_000] if body else ""
    if len(told) >= _SHORTEST and (told in lead or (len(first) >= _SHORTEST and told.startswith(first))):
        return None
    return line
