"""Trends, and what there is of a person, a place or a topic, over HTTP."""

from urllib.parse import urlencode

import pytest
from httpx import ASGITransport, AsyncClient

from slugline.folds.board.board import Board, Limits
from slugline.live.hub import Hub
from slugline.live.pages import application
from slugline.records.codec import encode
from tests.folds.board.stories import killed, quill, story, tie
from tests.folds.board.trends import trend


@pytest.fixture
def hub() -> Hub:
    made = Hub(Board(Limits()), lambda: 1_000)
    for one in (quill("a"), quill("b", words="It opens"), quill("c", "Mara Quillson")):
        made.board.story(one, encode(one), partition=0, moment=900)
    return made


async def asked(hub: Hub, path: str) -> tuple[int, dict[str, object]]:
    door = ASGITransport(application(hub))
    async with AsyncClient(transport=door, base_url="http://localhost") as client:
        answer = await client.get(path)
        return answer.status_code, answer.json() if answer.status_code == 200 else {}


@pytest.mark.parametrize(
    ("kind", "key", "name", "stories", "said"),
    [
        ("entity", "PERSON:mara quill", "Mara Quill", 2, ["It opens", "The pier stays"]),
        ("speaker", "Mara Quill", "Mara Quill", 2, ["It opens", "The pier stays"]),
        ("speaker", "Mara", "Mara", 0, []),
        ("topic", "ports", "ports", 3, []),
    ],
)
async def test_a_thing(hub: Hub, kind: str, key: str, name: str, stories: int, said: list[str]) -> None:
    status, told = await asked(hub, "/api/thing?" + urlencode({"kind": kind, "id": key}))
    assert (status, told["name"], told["stories"]) == (200, name, stories)
    quotes = told["said"]
    assert isinstance(quotes, list)
    assert sorted(one["text"] for one in quotes) == said


async def test_what_all_takes_of_a_story_have_is_said_once(hub: Hub) -> None:
    """The newest take says it, and if that is killed, the one before."""
    chain = "7de2a188-a767-5461-96bd-bc48c744536a"
    for one in (quill("d"), quill("e", words="It shuts")):
        hub.board.story(one, encode(one), partition=0, moment=950)
    for uri in ("a", "d", "e"):
        hub.board.chain(tie(uri, chain))

    async def said() -> list[tuple[str, str]]:
        told = (await asked(hub, "/api/thing?kind=speaker&id=Mara+Quill"))[1]["said"]
        assert isinstance(told, list)
        return sorted((one["text"], one["uri"]) for one in told)

    assert await said() == [("It opens", "b"), ("It shuts", "e"), ("The pier stays", "d")]
    gone = killed(quill("d"))
    hub.changed(hub.board.story(gone, encode(gone), partition=0, moment=960))
    assert await said() == [("It opens", "b"), ("It shuts", "e"), ("The pier stays", "a")]


async def test_a_thing_that_no_row_shows_has_its_name(hub: Hub) -> None:
    """A topic above another one, and the last of many names."""
    people = tuple(f"Mara No{number}" for number in range(20))
    one = story("f", "Head", " ".join(people), people=people, topics=(("labour", "strikes"),))
    hub.board.story(one, encode(one), partition=0, moment=950)
    above, last = one.topics[0].path[0].qcode, one.entities[-1].entity_id
    for kind, key, name in (("topic", above, "labour"), ("entity", last, "Mara No19")):
        told = (await asked(hub, "/api/thing?" + urlencode({"kind": kind, "id": key})))[1]
        assert (told["name"], told["stories"]) == (name, 1)


@pytest.mark.parametrize("query", ["", "kind=entity", "kind=evil&id=x", "kind=entity&id=" + "x" * 1_001])
async def test_no_thing_is_asked_for(hub: Hub, query: str) -> None:
    assert (await asked(hub, f"/api/thing?{query}"))[0] == 400


async def test_trends_forget_a_name_with_its_story(hub: Hub) -> None:
    """They are counted now and then, but a kill has them counted at once."""
    door = ASGITransport(application(hub))
    async with AsyncClient(transport=door, base_url="http://localhost") as client:
        assert "Quillson" in (await client.get("/api/things")).text
        gone = killed(quill("c"))
        hub.changed(hub.board.story(gone, encode(gone), partition=0, moment=950))
        assert "Quillson" not in (await client.get("/api/things")).text


@pytest.mark.parametrize("renewed", [False, True])
async def test_a_name_goes_with_its_story_though_the_trends_feed_has_it_still(
    hub: Hub, renewed: bool
) -> None:
    """Workers tell of trends every 15 seconds; what another story names, too, stays."""
    for key in ("person:mara quillson", "person:mara quill"):
        hub.trending.take(trend("entity", key, 2, end=1_000_000), 800)
        hub.trending.take(trend("speaker", key, 2, end=1_000_000), 800)
    door = ASGITransport(application(hub))
    async with AsyncClient(transport=door, base_url="http://localhost") as client:
        assert "mara quillson" in (await client.get("/api/things")).text
        gone = killed(quill("c"))
        hub.changed(hub.board.story(gone, encode(gone), partition=0, moment=950))
        if renewed:
            board = Board(Limits())
            for uri in ("a", "b"):
                board.story(quill(uri), encode(quill(uri)), partition=0, moment=900)
            hub.renewed(board)
        told = (await client.get("/api/things")).json()["windows"][0]["things"]
        for kind in ("people", "speakers"):
            assert [one["id"] for one in told[kind]] == ["person:mara quill"]


@pytest.mark.parametrize(("hours", "status"), [("", 200), ("24", 200), ("0", 400), ("x", 400), ("721", 400)])
async def test_places_of_so_many_hours(hub: Hub, hours: str, status: int) -> None:
    assert (await asked(hub, f"/api/places?hours={hours}"))[0] == status
