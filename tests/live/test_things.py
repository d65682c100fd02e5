"""Trends, and the page of a person or a topic: over HTTP, and in a real browser."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from httpx import ASGITransport, AsyncClient
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from slugline.folds.board.board import Board, Limits
from slugline.live.hub import Hub
from slugline.live.pages import application
from slugline.records.codec import encode
from slugline.records.story import EnrichedStory
from tests.folds.board.stories import killed, story
from tests.live.chromium import browser, tab
from tests.live.page import Page

__all__ = ["browser", "tab"]

EVIL = "<img src=x onerror=window.bad=1>"


def quill(uri: str, name: str = "Mara Quill", words: str = "The pier stays") -> EnrichedStory:
    body = f"{words}, {name} said."
    return story(uri, f"Head {uri}", body, people=(name,), said=((name, words),), topics=(("ports",),))


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


@pytest.mark.parametrize("query", ["", "kind=entity", "kind=evil&id=x", "kind=entity&id=" + "x" * 1_001])
async def test_no_thing_is_asked_for(hub: Hub, query: str) -> None:
    assert (await asked(hub, f"/api/thing?{query}"))[0] == 400


async def test_trends_forget_a_name_with_its_story(hub: Hub) -> None:
    """They are counted now and then, but a kill has them counted at once."""
    door = ASGITransport(application(hub))
    async with AsyncClient(transport=door, base_url="http://localhost") as client:
        assert "Quillson" in (await client.get("/api/things")).text
        gone = killed(quill("c"))
        hub.board.story(gone, encode(gone), partition=0, moment=950)
        assert "Quillson" not in (await client.get("/api/things")).text


@pytest.fixture
def page() -> Iterator[Page]:
    with Page() as one:
        yield one


def test_trends_lead_to_a_person_and_what_they_said(page: Page, tab: Tab) -> None:
    page.put(quill("a"), quill("b", words="It opens"), quill("c", EVIL))
    tab.goto(page.address + "trends")
    expect(tab.get_by_role("heading", name="People")).to_be_visible()
    person = tab.locator("section", has_text="People").locator("li").first
    expect(person).to_contain_text("Mara Quill2 stories, 2 now, 0 before")
    expect(person.get_by_role("img", name="Mara Quill: stories by time")).to_be_visible()
    assert tab.evaluate("window.bad") is None
    person.get_by_role("link").click()
    expect(tab.locator("h2", has_text="Mara Quill")).to_be_visible()
    expect(tab.locator("#rows .to-story")).to_have_text(["Head b", "Head a"])
    expect(tab.locator(".quote blockquote")).to_have_text(["“It opens”", "“The pier stays”"])
    page.put(killed(quill("b")))
    expect(tab.locator(".quote blockquote")).to_have_text(["“The pier stays”"], timeout=2_000)
    assert "It opens" not in tab.content() and "Head b" not in tab.content()
    page.put(quill("d", words="It shuts"))
    expect(tab.locator(".quote blockquote")).to_have_text(["“It shuts”", "“The pier stays”"])


def test_the_trends_page_forgets_at_once_too(page: Page, tab: Tab) -> None:
    page.put(quill("a"), quill("c", EVIL))
    tab.goto(page.address + "trends")
    expect(tab.get_by_role("link", name=EVIL).first).to_be_visible()
    page.put(killed(quill("c")))
    expect(tab.get_by_role("link", name=EVIL)).to_have_count(0, timeout=2_000)
