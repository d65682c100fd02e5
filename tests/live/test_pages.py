"""The addresses of the live page, asked over HTTP: what they answer, and what they refuse."""

import json
from collections.abc import AsyncIterator

import pytest
from httpx import ASGITransport, AsyncClient

from slugline.folds.board.board import Board, Limits
from slugline.live.front_door import HEADERS
from slugline.live.hub import Hub
from slugline.live.pages import application
from slugline.live.raw_feed import Looked, Raw
from slugline.records.codec import encode
from tests.folds.board.stories import killed, story, tie

EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)">'
URN = "urn:test:a"
CHAIN = "7de2a188-a767-5461-96bd-bc48c744536a"


@pytest.fixture
def hub() -> Hub:
    made = Hub(Board(Limits()), lambda: 1_000)
    for moment, one in enumerate((story("a", EVIL), story("b", "Rates stay", urgency=2, source="Other"))):
        made.board.story(one, encode(one), partition=0, moment=moment)
    return made


@pytest.fixture
async def client(hub: Hub) -> AsyncIterator[AsyncClient]:
    door = ASGITransport(application(hub, "/wire", ("desk.example",)))
    async with AsyncClient(transport=door, base_url="http://localhost") as one:
        yield one


@pytest.mark.parametrize("path", ["/", "/story", "/static/front.js", "/api/rows", "/livez", "/nowhere"])
async def test_every_answer_says_what_a_browser_may_do(client: AsyncClient, path: str) -> None:
    for before in ("", "/wire"):
        answer = await client.get(before + path)
        assert answer.status_code == (404 if path == "/nowhere" else 200)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert "server" not in answer.headers
    policy = HEADERS["content-security-policy"]
    assert "unsafe" not in policy and "http" not in policy and "default-src 'none'" in policy


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/api/rows", "/nowhere"])
async def test_it_is_only_read(client: AsyncClient, method: str, path: str) -> None:
    answer = await client.request(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", ["/", "/story", "/api/rows", "/api/stream", "/static/page.css"])
async def test_head_says_the_same_without_a_body(client: AsyncClient, path: str) -> None:
    answer = await client.head(path)
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST:8008", 200),
        ("localhost.", 200),
        ("desk.example:443", 200),
        ("127.0.0.1:8008", 200),
        ("[::1]:8008", 200),
        ("evil.example", 421),
        ("desk.example.evil.example", 421),
        ("localhost.evil.example", 421),
        ("", 421),
    ],
)
async def test_it_answers_to_its_own_names_alone(client: AsyncClient, host: str, status: int) -> None:
    assert (await client.get("/api/rows", headers={"host": host})).status_code == status


async def test_behind_a_prefix_the_slash_is_put_right(client: AsyncClient) -> None:
    answer = await client.get("/wire", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "wire/")
    assert (await client.get("/wire/")).text == (await client.get("/")).text


@pytest.mark.parametrize("path", ["/wire", "/wire/story/", "/story/", "/static", "/wire/static"])
async def test_no_answer_leads_to_a_whole_address(client: AsyncClient, path: str) -> None:
    """Behind a proxy it would be one of plain HTTP, and of a path that the proxy does not know."""
    answer = await client.get(path, follow_redirects=False)
    assert "//" not in answer.headers.get("location", "")
    assert answer.status_code == (307 if path == "/wire" else 404)


@pytest.mark.parametrize(
    "path", ["/static/../hub.py", "/static/%2e%2e/hub.py", "/static//etc/passwd", "/static/"]
)
async def test_no_other_files_are_served(client: AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code in (404, 405)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["b", "a"]),
        ("?source=other", ["b"]),
        ("?urgency=2", ["b"]),
        ("?urgency=1", []),
        ("?text=rates", ["b"]),
        ("?rows=1", ["b"]),
    ],
)
async def test_rows(client: AsyncClient, query: str, found: list[str]) -> None:
    told = (await client.get(f"/api/rows{query}")).json()
    assert [row["id"] for row in told["rows"]] == found
    assert (told["all"], told["now"], told["whole"]) == (2, 1_000, True)


@pytest.mark.parametrize("query", ["urgency=0", "urgency=x", "urgency=²", "rows=5001", "text=" + "x" * 1_002])
@pytest.mark.parametrize("path", ["rows", "stream"])
async def test_what_cannot_be_asked_is_refused_in_a_line(client: AsyncClient, path: str, query: str) -> None:
    answer = await client.get(f"/api/{path}?{query}")
    assert (answer.status_code, answer.text.count("\n")) == (400, 1)


async def test_a_story_with_what_its_versions_changed(hub: Hub, client: AsyncClient) -> None:
    newer = story("a", "Harbour shut", version=2)
    hub.board.story(newer, encode(newer), partition=0, moment=9)
    hub.board.chain(tie("a", CHAIN, "first"))
    told = (await client.get("/api/story", params={"id": "a"})).json()
    assert told["record"] == json.loads(encode(newer))
    assert told["about"]["versions"] == 2
    assert [(one["uri"], one["relation"]) for one in told["about"]["chain"]] == [("a", "first")]

    newest, first = (await client.get("/api/versions", params={"id": "a"})).json()
    assert [newest["version"], first["version"], first["changes"]] == [2, 1, None]
    assert {"kind": "came", "text": "Harbour shut"} in newest["changes"]["text"]


async def test_of_a_killed_story_there_is_no_record(hub: Hub, client: AsyncClient) -> None:
    gone = killed(story("a", EVIL))
    hub.board.story(gone, encode(gone), partition=0, moment=9)
    answer = await client.get("/api/story", params={"id": "a"})
    assert answer.json()["record"] is None and answer.json()["about"]["versions"] == 0
    for path in ("versions", "before"):
        assert (await client.get(f"/api/{path}", params={"id": "a"})).status_code == 404
    assert "script" not in answer.text and "harbour of" not in answer.text
    assert "script" not in (await client.get("/api/rows")).text


async def test_a_story_nobody_knows(client: AsyncClient) -> None:
    assert (await client.get("/api/story?id=nobody")).status_code == 404


async def test_choices(client: AsyncClient) -> None:
    told = (await client.get("/api/choices")).json()
    assert sorted(told["source"]) == ["Example Wire", "Other"]


async def test_markup_leaves_as_json_and_as_nothing_else(client: AsyncClient) -> None:
    answer = await client.get("/api/rows")
    assert answer.headers["content-type"] == "application/json"
    assert [row["headline"] for row in answer.json()["rows"]] == ["Rates stay", EVIL]


async def test_readiness_says_why_not(hub: Hub, client: AsyncClient) -> None:
    assert (await client.get("/readyz")).status_code == 503
    hub.stands(kafka="away", why="no broker answers")
    assert (await client.get("/readyz")).text == "away no broker answers\n"
    hub.stands(kafka="live", why="")
    assert (await client.get("/readyz")).status_code == 200


async def test_too_many_viewers_are_asked_to_wait(
    hub: Hub, client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("slugline.live.pages.MOST_VIEWERS", 0)
    assert (await client.get("/api/stream")).status_code == 503


async def test_what_came_before_a_kill_is_not_shown_though_the_story_is_back(hub: Hub) -> None:
    """The kill itself may be gone from the raw feed, or stand in another partition."""
    back, asked = story(URN, "Back", version=3), list[tuple[str, int, int]]()
    for moment, one in ((9_000, killed(story(URN))), (10_000, back)):
        hub.board.story(one, encode(one), partition=2, moment=moment)
    old = [
        Raw(moment=moment, value=json.dumps({"uri": URN, "headline": "Head", "text": text}).encode())
        for moment, text in ((9_500, "Let go."), (8_000, "Killed words."))
    ]

    async def look(uri: str, partition: int, until: int) -> Looked:
        asked.append((uri, partition, until))
        return Looked(records=tuple(old), back_to=7_000, whole=False)

    door = ASGITransport(application(hub, look=look))
    async with AsyncClient(transport=door, base_url="http://localhost") as client:
        answer = await client.get("/api/before?id=urn:test:a")
        again = await client.get("/api/before?id=urn:test:a")
        nobody = await client.get("/api/before?id=nobody")
    assert asked == [(URN, 2, 10_000)] and again.text == answer.text
    assert "Let go." in answer.text and "Killed words" not in answer.text
    assert (answer.json()["back_to"], answer.json()["whole"]) == (7_000, False)
    assert (nobody.status_code, answer.status_code) == (404, 200)


async def test_a_kill_while_the_raw_feed_is_read_takes_the_answer_away(hub: Hub) -> None:
    one = story(URN)
    hub.board.story(one, encode(one), partition=0, moment=5)

    async def look(uri: str, partition: int, until: int) -> Looked:
        gone = killed(story(URN))
        hub.changed(hub.board.story(gone, encode(gone), partition=0, moment=9))
        raw = json.dumps({"uri": URN, "headline": "Head", "text": "Killed words."}).encode()
        return Looked(records=(Raw(moment=-1, value=raw),), back_to=None, whole=True)

    door = ASGITransport(application(hub, look=look))
    async with AsyncClient(transport=door, base_url="http://localhost") as client:
        answer = await client.get("/api/before?id=urn:test:a")
    assert (answer.status_code, answer.text) == (404, "null")
