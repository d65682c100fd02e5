"""What a story is to the one it follows, a word on this side of a threshold and a word on that.

The stories are of made-up words that tell the same; one that came before weighs .89 of one that is new.
"""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from slugline.folds.chains.fold import Chained, Chains
from slugline.intake.formats.plain_text import read_text
from slugline.records.story import Link, Story
from tests.folds.chains.takes import MINUTE

HEAD = "Harbour market burns"


def words(first: int, count: int) -> list[str]:
    """Return so many different words."""
    return [
        "".join(chr(97 + number // 26**place % 26) for place in range(6))
        for number in range(first, first + count)
    ]


def story(
    uri: str, *paragraphs: Sequence[str], source: str | None = None, links: tuple[Link, ...] = ()
) -> Story:
    text = "\n\n".join((HEAD, *(" ".join(one).capitalize() + "." for one in paragraphs)))
    return replace(read_text(text, uri=uri), source=source, links=links)


def second(first: Story, then: Story) -> Chained:
    chains = Chains()
    chains.add(first, 0)
    return chains.add(then, MINUTE)


def turned(body: Sequence[str], pieces: int) -> list[str]:
    """Return the same words in so many pieces, the last one first: between two of them two runs are lost."""
    size = len(body) // pieces
    cut = [body[at * size : (at + 1) * size if at < pieces - 1 else None] for at in range(pieces)]
    return [word for piece in reversed(cut) for word in piece]


BODY = words(0, 87)


@pytest.mark.parametrize(("more", "relation"), [(8, "copy"), (9, "update")])
def test_a_tenth_of_it_may_be_new_in_a_copy(more: int, relation: str) -> None:
    assert second(story("a", BODY), story("b", [*BODY, *words(500, more)])).relation == relation


@pytest.mark.parametrize(
    ("sources", "relation"),
    [(("A", "A"), "copy"), (("A", "B"), "pick-up"), ((None, "A"), "pick-up"), ((None, None), "pick-up")],
)
def test_nobody_picks_up_what_is_his_own(sources: tuple[str | None, str | None], relation: str) -> None:
    whole, cut = (
        story(uri, words(0, count), source=source)
        for uri, count, source in zip("ab", (87, 60), sources, strict=True)
    )
    assert second(whole, cut).relation == relation


@pytest.mark.parametrize(("pieces", "relation"), [(3, "copy"), (4, "copy"), (5, "update")])
def test_nine_in_ten_runs_of_words_are_in_a_copy(pieces: int, relation: str) -> None:
    body = words(0, 89)
    assert second(story("a", body), story("b", turned(body, pieces))).relation == relation


@pytest.mark.parametrize(("left", "relation"), [(80, "copy"), (79, "pick-up")])
def test_what_is_cut_by_more_than_a_fifth_is_a_pick_up(left: int, relation: str) -> None:
    body = words(0, 97)
    assert second(story("a", body), story("b", body[: left - 3])).relation == relation


@pytest.mark.parametrize(
    ("source", "count", "relation"),
    [("Other", 20, "pick-up"), ("Other", 21, "update"), ("Wire", 20, "update"), (None, 20, "update")],
)
def test_another_desk_picks_up_what_is_not_longer(source: str | None, count: int, relation: str) -> None:
    then = story("b", [*BODY[:-20], *words(500, count)], source=source)
    assert second(story("a", BODY, source="Wire"), then).relation == relation


@pytest.mark.parametrize(("new", "told"), [(9, 0), (10, 1)])
def test_a_paragraph_is_new_where_half_of_it_is(new: int, told: int) -> None:
    then = story("b", BODY, [*BODY[: 20 - new], *words(500, new)])
    assert len(second(story("a", BODY), then).new_paragraphs) == told


@pytest.mark.parametrize(("pieces", "merged"), [(4, 1), (6, 0)])
def test_two_chains_are_one_by_what_copies_both(pieces: int, merged: int) -> None:
    body, chains = words(0, 89), Chains()
    for at, one in enumerate((story("a", body), story("b", words(700, 80)))):
        chains.add(one, at * MINUTE)
    chains.add(story("c", body, links=(Link(rel="updates", uri="b"),)), 2 * MINUTE)
    assert len(chains.add(story("d", turned(body, pieces)), 3 * MINUTE).merged) == merged


def test_of_stories_with_one_text_that_of_the_same_source_is_followed() -> None:
    """A pick-up that came meanwhile says the same, and a desk's next take is none of that."""
    takes = [("a", BODY, "Wire"), ("b", BODY, "Other"), ("c", BODY[:-20], "Wire"), ("d", BODY[:-20], "Third")]
    chains = Chains()
    told = [
        chains.add(story(uri, body, source=source), at * MINUTE)
        for at, (uri, body, source) in enumerate(takes)
    ]
    assert [one.follows for one in told] == [None, "a", "a", "c"]
