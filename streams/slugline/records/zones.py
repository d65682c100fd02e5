"""The kinds of zone a story's text is marked with."""

from typing import Literal

ZoneKind = Literal[
    "section", "headline", "standfirst", "byline", "dateline", "caption", "bullet", "body", "boilerplate"
]
