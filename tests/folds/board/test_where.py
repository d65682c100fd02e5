"""The places of the stories on the board, counted by chains."""

from dataclasses import replace

from slugline.folds.board.board import Board, Limits
from slugline.folds.board.where import Place, places
from slugline.records.codec import encode
from slugline.records.events import Links
from slugline.records.story import EnrichedStory
from tests.folds.board.stories import NO_LINKS, killed, story, tie

CHAIN = "7de2a188-a767-5461-96bd-bc48c744536a"
PORTO = replace(NO_LINKS, lat=41.15, lon=-8.61, point="place")
PERU = replace(NO_LINKS, lat=-9.2, lon=-75.0, point="middle")


def placed(uri: str, name: str, links: Links, kind: str = "GPE") -> EnrichedStory:
    one = story(uri, f"Head {uri}", f"Rain fell in {name}.", people=(name,))
    entity = replace(one.entities[0], entity_id=f"geonames:{name}", type=kind, links=links)  # type: ignore[arg-type]
    return replace(one, entities=(entity,))


def told(*stories: EnrichedStory, since: int = 0, tied: tuple[str, ...] = ()) -> tuple[Place, ...]:
    board = Board(Limits())
    for moment, one in enumerate(stories, 1):
        board.story(one, encode(one), partition=0, moment=moment)
    for uri in tied:
        board.chain(tie(uri, CHAIN))
    return places(board.stories.values(), since)


def test_a_place_counts_by_chains_and_has_its_newest_stories() -> None:
    stories = [placed(uri, "Porto", PORTO) for uri in "abcde"] + [placed("f", "Peru", PERU)]
    porto, peru = told(*stories, tied=("a", "b"))
    assert (porto.spot.id, porto.spot.name, porto.chains, porto.spot.town) == (
        "geonames:Porto",
        "Porto",
        4,
        True,
    )
    assert [one.headline for one in porto.newest] == ["Head e", "Head d", "Head c"]
    assert (peru.chains, peru.spot.town, peru.spot.lat) == (1, False, -9.2)


def test_what_is_not_on_the_map() -> None:
    assert told(placed("a", "Porto", NO_LINKS)) == ()
    assert told(placed("a", "Porto", PORTO, "PERSON")) == ()
    assert told(placed("a", "Porto", PORTO), killed(placed("a", "Porto", PORTO))) == ()
    assert told(placed("a", "Porto", PORTO), since=1) == ()
