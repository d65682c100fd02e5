"""What filters can be set to: what the stories on the board have, the most frequent first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from slugline.folds.board.kept import Kept

MOST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """By field of a filter."""

    source: tuple[str, ...]
    topic: tuple[str, ...]
    entity: tuple[str, ...]
    speaker: tuple[str, ...]


def choices(stories: Iterable[Kept]) -> Choices:
    """Return what there is to choose from in ``stories``."""
    source: Counter[str] = Counter()
    topic: Counter[str] = Counter()
    entity: Counter[str] = Counter()
    speaker: Counter[str] = Counter()
    for kept in stories:
        note = kept.note
        source[note.source] += 1
        topic.update(one.name for one in note.topics)
        entity.update(one.name for one in note.entities)
        speaker.update(note.speakers)
    del source[""]
    found = (tuple(name for name, _ in one.most_common(MOST)) for one in (source, topic, entity, speaker))
    return Choices(**dict(zip(("source", "topic", "entity", "speaker"), found, strict=True)))
