"""Topic events: which IPTC Media Topics a story is about."""

from collections.abc import Iterable

from slugline.reading.reading import Reading
from slugline.records.events import PathStep, TopicEvent
from slugline.records.ids import event_id
from slugline.records.story import reference
from slugline.topics.assign import assign
from slugline.topics.emphasis import stretches
from slugline.topics.evidence import weigh
from slugline.topics.model import tools


def extract(reading: Reading) -> Iterable[TopicEvent]:
    """Yield one event per topic of the story, the best first; none where nothing can be decided.

    A concept's ancestors are topics too, each emitted once. Looks at the story's text and zones only.
    """
    story, kit = reading.story, tools()
    known = kit.vocabulary
    topics = assign(weigh(list(stretches(story)), kit), kit)
    for rank, topic in enumerate(topics, 1):
        concept = known.concepts[topic.qcode]
        yield TopicEvent(
            id=event_id("topic", story.uri, topic.qcode),
            story=reference(story),
            qcode=topic.qcode,
            name=concept.name,
            path=tuple(PathStep(qcode=code, name=known.concepts[code].name) for code in concept.path),
            wikidata=concept.wikidata,
            score=topic.score,
            rank=rank,
            primary=rank == 1,
            release=known.release,
        )
