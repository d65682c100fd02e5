"""Topic events: which IPTC Media Topics a story is about."""

from collections.abc import Iterable

from spacy.tokens import Doc

from schemas.events import PathStep, StoryRef, TopicEvent
from schemas.identity import event_id
from schemas.story import Story
from streams.extract.topics.assign import assign
from streams.extract.topics.emphasis import stretches
from streams.extract.topics.evidence import weigh
from streams.extract.topics.model import tools


def extract(story: Story, doc: Doc) -> Iterable[TopicEvent]:
    """Yield one event per topic of the story, the best first; none where nothing can be decided.

    A concept's ancestors are topics too, each emitted once. Reads the story's text and zones only: ``doc`` is
    taken because every extractor takes one.
    """
    kit = tools()
    known = kit.vocabulary
    topics = assign(weigh(list(stretches(story)), kit), kit)
    for rank, topic in enumerate(topics, 1):
        concept = known.concepts[topic.qcode]
        yield TopicEvent(
            id=event_id("topic", story.uri, story.version, topic.qcode),
            story=StoryRef(uri=story.uri, version=story.version),
            qcode=topic.qcode,
            name=concept.name,
            path=tuple(PathStep(qcode=code, name=known.concepts[code].name) for code in concept.path),
            wikidata=concept.wikidata,
            score=topic.score,
            rank=rank,
            primary=rank == 1,
            release=known.release,
        )
