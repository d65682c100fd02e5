"""Which stories a viewer wants to see: a filter, and whether a story passes it."""

import re
from dataclasses import dataclass

from slugline.folds.board.note import LONGEST_ID, Note, folded, has_line

LONGEST = LONGEST_ID + 1
"""Code points of one field of a filter: "=" and the longest id that has a page."""
PHRASE = re.compile(r'"([^"]*)"?|(\S+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Each field that is not empty must fit. Case and blanks count for nothing.

    ``source`` is a part of the source's name, ``topic`` of the name or code of a topic or one above it,
    ``entity`` of an id or name, ``speaker`` of a name, or with "=" before it all of that; all words and
    "phrases" of ``text`` must stand in the story. A story without urgency is as urgent as the least urgent.
    """

    source: str = ""
    topic: str = ""
    urgency: int | None = None
    """This urgent or more: 1 is the most."""
    entity: str = ""
    speaker: str = ""
    text: str = ""
    watch: str = ""
    """Of the name of a rule that it meets."""
    uri: str = ""
    """The one story of this uri."""


class Sieve:
    """A filter made ready to be asked often."""

    def __init__(self, wanted: Wanted) -> None:
        """Fold what is to be compared."""
        self.all = wanted == Wanted()
        self._uri = wanted.uri
        self._urgency = wanted.urgency
        self._source = folded(wanted.source)
        self._topic = folded(wanted.topic)
        self._entity = folded(wanted.entity)
        self._speaker = folded(wanted.speaker)
        self._watch = folded(wanted.watch)
        found = (match[1] or match[2] or "" for match in PHRASE.finditer(wanted.text))
        self._phrases = tuple(filter(None, map(folded, found)))

    def passes(self, note: Note) -> bool:
        """Tell whether a story is wanted. One that was taken back is compared by what is left of it."""
        if self.all:
            return True
        if self._uri and note.uri != self._uri:
            return False
        if self._source not in note.source_words:
            return False
        if not note.stands:
            return not (
                self._topic or self._entity or self._speaker or self._watch or self._phrases or self._urgency
            )
        return (
            (self._urgency is None or (note.urgency or 9) <= self._urgency)
            and _fits(self._topic, note.topic_words)
            and _fits(self._entity, note.entity_words)
            and _fits(self._speaker, note.speaker_words)
            and _fits(self._watch, note.watch_words)
            and all(phrase in note.words for phrase in self._phrases)
        )


def _fits(sought: bytes, lines: bytes) -> bool:
    if sought.startswith(b"="):
        return has_line(lines, sought[1:].lstrip())
    return sought in lines
