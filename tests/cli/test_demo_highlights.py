"""The best of the demo's stories, chosen from records made by hand."""

from dataclasses import replace

from slugline.cli.demo.highlights import best
from slugline.records.events import PathStep, QuoteEvent, QuoteKind, Span, TopicEvent
from slugline.records.story import EnrichedStory
from tests.records.records import ENRICHED, ENTITY, QUOTE, TOPIC


def quote(name: str | None, start: int, kind: QuoteKind = "direct", text: str = "It is open.") -> QuoteEvent:
    return replace(
        QUOTE, kind=kind, speaker_name=name, text=text, pieces=(Span(start=start, end=start + len(text)),)
    )


def topic(*path: str, score: float = 0.5) -> TopicEvent:
    steps = tuple(PathStep(qcode=f"medtop:{step}", name=step) for step in path)
    return replace(TOPIC, qcode=steps[-1].qcode, name=path[-1], path=steps, score=score)


def story(uri: str, quotes: tuple[QuoteEvent, ...] = (QUOTE,), *topics: TopicEvent) -> EnrichedStory:
    return replace(ENRICHED, uri=uri, quotes=quotes, topics=topics or (TOPIC,))


TWO = (quote("Mara Quill", 10), quote("Ivo Sande", 40))


def test_of_each_topic_one_and_the_one_with_most_to_show_first() -> None:
    stories = [
        story("plain"),
        story("sport", TWO, topic("sport")),
        story("more sport", TWO, topic("sport", score=0.9)),
        story("weather", (quote("Mara Quill", 10),), topic("weather")),
        replace(story("skipped", TWO), skipped="language"),
    ]
    assert [one.uri for one in best(stories, 3)] == ["more sport", "weather", "plain"]
    assert [one.uri for one in best(stories, 9)] == ["more sport", "weather", "plain", "sport"]
    assert best([], 3) == []


def test_only_the_last_version_counts() -> None:
    first, last = story("a", TWO), replace(story("a"), version=4)
    assert [one.version for one in best([last, first], 3)] == [4]


def test_what_is_shown_of_it() -> None:
    quotes = (
        quote(None, 0),
        quote("Mara Quill", 10, "indirect"),
        quote("Mara Quill", 20, text="It will stay open for as long as I am here, and longer."),
        quote("Mara Quill", 30, text="x " * 200),
        quote("Quill", 50),
        quote("Ivo Sande", 60),
    )
    whole = story("a", quotes, topic("sport"), topic("sport", "football"), topic("weather", score=0.2))
    people = [replace(ENTITY, name=f"Person {n}", salience=n / 10, role=None) for n in range(9)]
    [shown] = best([replace(whole, entities=(*people, ENTITY))], 1)
    assert [one.pieces[0].start for one in shown.quotes] == [20, 60], "the best of each, in text order"
    assert [one.name for one in shown.topics] == ["football"]
    assert shown.entities[0].name == "Person 8" and ENTITY in shown.entities and len(shown.entities) == 5
