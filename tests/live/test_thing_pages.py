"""Trends, the map, and the page of a person or a topic, in a real browser."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from slugline.live.serving import milliseconds
from tests.folds.board.stories import NO_LINKS, killed, quill, story, tie
from tests.folds.board.trends import HOUR, trend
from tests.live.chromium import browser, tab
from tests.live.page import Page

pytestmark = pytest.mark.chromium

__all__ = ["browser", "tab"]

CHAIN = "7de2a188-a767-5461-96bd-bc48c744536a"
EVIL = "<img src=x onerror=window.bad=1>"


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
    expect(tab.locator(".quote blockquote")).to_have_text(["“The pier stays”"])
    assert "It opens" not in tab.content() and "Head b" not in tab.content()
    page.put(quill("d", words="It shuts"))
    expect(tab.locator(".quote blockquote")).to_have_text(["“It shuts”", "“The pier stays”"])


def test_the_trends_feed_is_told_where_it_says_something(page: Page, tab: Tab) -> None:
    page.put(quill("a"), quill("b"))
    end = milliseconds() + HOUR // 12
    page.put(
        trend("entity", "person:mara quill", 7, end=end, chains=3),
        trend("speaker", "person:mara quill", 4, end=end, chains=2),
        trend("topic", "ports", 5, end=end, hours=6, chains=5),
    )
    tab.goto(page.address + "trends")
    expect(tab.locator("#over")).to_contain_text("against the 6 h before, as the trends feed has it.")
    expect(tab.locator(".things li")).to_have_text(["Ports5 stories, 0 before"])
    tab.get_by_label("Window").select_option("1 h")
    expect(tab.locator(".things li")).to_have_text(
        ["Person:Mara Quill3 stories in 7 takes, 0 before", "Person:Mara Quill2 stories in 4 takes, 0 before"]
    )
    assert tab.locator(".name a").last.get_attribute("href") == "thing?kind=entity&id=person%3Amara+quill"


def test_the_trends_page_forgets_at_once_too(page: Page, tab: Tab) -> None:
    page.put(quill("a"), quill("c", EVIL))
    tab.goto(page.address + "trends")
    expect(tab.get_by_role("link", name=EVIL).first).to_be_visible()
    page.put(killed(quill("c")))
    expect(tab.get_by_role("link", name=EVIL)).to_have_count(0)


def test_a_page_that_was_put_aside_is_up_to_date_when_one_comes_back(page: Page, tab: Tab) -> None:
    """As browsers do on the way back; what they send then is sent here."""
    page.put(quill("a"), quill("c", EVIL))
    tab.goto(page.address + "trends")
    expect(tab.get_by_role("link", name=EVIL).first).to_be_visible()
    tab.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    page.put(killed(quill("c")))
    tab.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(tab.get_by_role("link", name=EVIL)).to_have_count(0)
    expect(tab.locator("#state")).to_have_text("Live")


def test_the_map_shows_places_and_lists_them(page: Page, tab: Tab) -> None:
    one = story("a", EVIL, f"Rain fell in {EVIL}.", people=(EVIL,))
    links = replace(NO_LINKS, lat=41.15, lon=-8.61, point="place")
    placed = replace(one, entities=(replace(one.entities[0], type="GPE", links=links),))
    page.put(placed)
    tab.goto(page.address + "map")
    expect(tab.locator("#places > li")).to_have_text([f"{EVIL} 1 story{EVIL}"])
    expect(tab.locator(".spot title")).to_have_text(f"{EVIL}: 1 story\n{EVIL}")
    expect(tab.locator(".land")).to_have_attribute("d", re.compile(r"^M.{10000}", re.DOTALL))
    assert tab.evaluate("window.bad") is None
    page.put(killed(placed))
    expect(tab.locator("#places > li")).to_have_count(0)
    expect(tab.locator(".spot")).to_have_count(0)


def test_a_story_has_a_map_of_its_places(page: Page, tab: Tab) -> None:
    one = story("a", body="Rain fell in Porto.", people=("Porto",))
    links = replace(NO_LINKS, lat=41.15, lon=-8.61, point="place")
    page.put(replace(one, entities=(replace(one.entities[0], type="GPE", links=links),)), story("b"))
    tab.goto(page.address + "story?id=a")
    expect(tab.locator(".spot title")).to_have_text("Porto")
    tab.goto(page.address + "story?id=b")
    expect(tab.locator(".story-head h2")).to_have_text("Harbour reopens")
    expect(tab.locator(".map")).to_have_count(0)


def test_a_long_id_has_a_page_too(page: Page, tab: Tab) -> None:
    name = f"{'Mara ' * 100}Quill"
    page.put(quill("a", name))
    tab.goto(f"{page.address}thing?kind=entity&id=PERSON:{name.casefold()}")
    expect(tab.locator("#rows .to-story")).to_have_text(["Head a"])
    expect(tab.locator("#state")).to_have_text("Live")


@pytest.mark.parametrize("where", ["trends", "map", "thing?kind=speaker&id=Mara+Quill"])
def test_a_kill_is_told_once_though_its_chain_moves_on(page: Page, tab: Tab, where: str) -> None:
    page.put(quill("a"), quill("b"), tie("a", CHAIN), tie("b", CHAIN))
    tab.goto(page.address + where)
    expect(tab.locator("#state")).to_have_text("Live")
    page.put(killed(quill("b")))
    expect(tab.locator(".notice")).to_have_count(1)
    for version in (2, 3):
        page.put(quill("a", words=f"Version {version}"))
        tab.wait_for_timeout(600)  # more than two ticks: a second notice would be there by then
    expect(tab.locator(".notice")).to_have_count(1)
