"""The kinds of zone a story's text is marked with."""

from typing import Literal

ZoneKind = Literal[
    "section", "headline", "standfirst", "byline", "dateline", "caption", "bullet", "body", "boilerplate",
    "editor_note",
]  # fmt: skip
"""- "editor_note": for editors and not to be printed: notes, slug lines, labels in front of a headline."""
