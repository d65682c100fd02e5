"""Who and what rises, counted by chains."""

from slugline.folds.board.board import HOUR, Board, Limits
from slugline.folds.board.rising import STEPS, Lists, counted, line, things
from slugline.records.codec import encode
from slugline.records.story import EnrichedStory
from tests.folds.board.stories import killed, story, tie

CHAIN = "7de2a188-a767-5461-96bd-bc48c744536a"
WINDOW = 48 * HOUR
NOW = 1_000 * HOUR


def board(*stories: tuple[EnrichedStory, float]) -> Board:
    """Return a board of stories that came so many hours ago."""
    made = Board(Limits())
    for one, ago in stories:
        made.story(one, encode(one), partition=0, moment=round(NOW - ago * HOUR))
    return made


def lists(made: Board) -> Lists:
    stories = made.stories.values()
    return things(stories, counted(stories, NOW, WINDOW), NOW, WINDOW)


def quill(uri: str, name: str = "Mara Quill") -> EnrichedStory:
    body = f"The pier stays, {name} said."
    return story(
        uri, None, body, people=(name,), said=((name, "The pier stays"),), topics=(("economy", "ports"),)
    )


def test_people_speakers_and_topics_are_counted_by_chain() -> None:
    made = board((quill("a"), 1), (quill("b"), 2), (quill("c"), 7))
    for uri in "ab":
        made.chain(tie(uri, CHAIN))
    found = lists(made)
    (person,), (speaker,), (topic,) = found.people, found.speakers, found.topics
    for one, name in ((person, "Mara Quill"), (speaker, "Mara Quill"), (topic, "ports")):
        assert (one.name, one.chains, one.recent, one.before) == (name, 2, 1, 1)
    assert (found.places, found.organisations) == ((), ())
    assert person.id == "PERSON:mara quill"


def test_what_rises_stands_before_what_is_only_frequent() -> None:
    often = [(quill(f"old {hour}"), 6.5 + hour / 10) for hour in range(9)]
    made = board(*often, *((quill(f"new {one}", "Ivo Sande"), one) for one in range(3)), (quill("still"), 1))
    first, second = lists(made).people
    assert (first.name, first.recent, first.before) == ("Ivo Sande", 3, 0)
    assert (second.name, second.recent, second.before) == ("Mara Quill", 1, 9)
    assert first.score > 0 > second.score


def test_what_is_taken_back_or_out_of_the_window_counts_nowhere() -> None:
    made = board((quill("a"), 1), (killed(quill("a")), 0.5), (quill("b", "Ivo Sande"), 48))
    assert lists(made) == Lists(people=(), places=(), organisations=(), topics=(), speakers=())


def test_a_line_has_the_latest_last() -> None:
    made = board((quill("a"), 0), (quill("b"), 1), (quill("c"), 47.9), (quill("d"), 2.1))
    found = line(made.stories.values(), NOW, WINDOW)
    assert (len(found), sum(found), found[-1], found[-2], found[0]) == (STEPS, 4, 2, 1, 1)
