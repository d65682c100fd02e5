"""The page of one story in a real browser."""

import json
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import Route, expect

from slugline.broker import UnreachableError
from slugline.live.raw_feed import Looked, Raw
from slugline.records.story import Zone
from tests.folds.board.stories import killed, story, tie
from tests.live.chromium import browser, tab
from tests.live.page import Page

pytestmark = pytest.mark.chromium

__all__ = ["browser", "tab"]

CHAIN = "7de2a188-a767-5461-96bd-bc48c744536a"
BODY = "🚢 Mara Quill denied that the pier would close. Ivo Sande said the rest."
URI = "urn:test:a&b=c#d?e f"


@pytest.fixture
def page() -> Iterator[Page]:
    with Page() as one:
        yield one


def opened(tab: Tab, page: Page, uri: str = URI) -> None:
    tab.goto(f"{page.address}story?id={quote(uri, safe='')}")
    expect(tab.locator("#state")).to_have_text("Live")


def test_text_with_what_was_found_marked_at_its_offsets(page: Page, tab: Tab) -> None:
    """A ship takes two units of a script's strings and is one code point."""
    one = story(
        URI,
        "Pier 🚢 stays",
        BODY,
        people=("Mara Quill", "Ivo Sande"),
        said=(("Mara Quill", "the pier would close"), ("Ivo Sande", "the rest")),
        topics=(("economy", "ports"),),
    )
    denied = replace(one, quotes=(replace(one.quotes[0], stance="denied"), one.quotes[1]))
    page.put(denied)
    opened(tab, page)
    copy = tab.locator(".copy")
    expect(copy.locator("[data-zone=headline]")).to_have_count(0)
    expect(tab.locator(".story-head h2 [data-zone=headline]")).to_have_text("Pier 🚢 stays")
    expect(copy.locator("[data-zone=body]")).to_have_text(BODY)
    expect(copy.locator(".entity")).to_have_text(["Mara Quill", "Ivo Sande"])
    expect(copy.locator("mark")).to_have_text(["the pier would close", "the rest"])
    expect(copy.locator("mark.denied")).to_have_text(["the pier would close"])
    cards = tab.locator(".quotes > li")
    expect(cards.nth(0)).to_contain_text(
        "Mara Quilldenied“the pier would close” 93 % sure · direct · explicit"
    )
    expect(cards.nth(1)).not_to_contain_text("denied")
    expect(tab.locator(".topics")).to_contain_text("economy › ports 90 %")
    cards.nth(1).get_by_role("link", name="the rest").click()
    assert tab.evaluate("document.querySelector('mark:target').textContent") == "the rest"


def test_overlapping_marks_keep_every_word(page: Page, tab: Tab) -> None:
    body = "The harbour chief Mara Quill said Mara Quill was right, Mara Quill said."
    one = story(
        URI, None, body, people=("Mara Quill", "chief Mara"), said=(("chief", "Mara Quill was right"),)
    )
    page.put(
        replace(one, zones=(Zone(kind="editor_note", start=0, end=22), Zone(kind="body", start=22, end=72)))
    )
    opened(tab, page)
    expect(tab.locator(".copy")).to_have_text(
        "editor note The harbour chief Mara Quill said Mara Quill was right, Mara Quill said."
    )


def test_versions_say_what_changed(page: Page, tab: Tab) -> None:
    page.put(story(URI, "Fire", "Nine people were hurt in the fire on Monday, police said."))
    opened(tab, page)
    expect(tab.locator(".versions")).to_contain_text("the first that is known")
    expect(tab.locator(".versions details")).to_have_count(0)
    body = "Ten people were hurt in the fire on Monday, police said. Mara Quill came."
    page.put(story(URI, "Fire", body, version=2, people=("Mara Quill",)))
    newest = tab.locator(".versions details")
    expect(newest.locator(".diff ins")).to_have_text(["Ten", "Mara Quill came."])
    expect(newest.locator(".diff del")).to_have_text(["Nine"])
    expect(newest.locator(".things ins")).to_have_text(["Mara Quill"])
    expect(tab.locator(".story-head h2")).to_have_text("Fire")
    expect(tab.locator(".facts")).to_contain_text("Version2")


def test_what_came_before_is_looked_for_on_the_raw_feed_where_one_asks_for_it(tab: Tab) -> None:
    asked: list[tuple[str, int]] = []

    async def look(uri: str, partition: int, until: int) -> Looked:
        asked.append((uri, partition))
        old = json.dumps({"uri": URI, "headline": "Fire", "text": "Nine hurt at sea.", "version": 1}).encode()
        return Looked(records=(Raw(moment=2_000, value=old),), back_to=1_000, whole=True)

    with Page(look=look) as page:
        page.put(story(URI, "Fire", "Ten hurt at sea.", version=2))
        opened(tab, page)
        versions = tab.locator(".versions")
        expect(versions).to_contain_text("Version 2, now: the first that is known")
        assert asked == []
        versions.get_by_role("button").click()
        expect(versions.get_by_role("status")).to_contain_text(
            "1 earlier version on the raw feed, looked back to"
        )
        expect(versions).to_contain_text("Version 1, ")
        versions.locator("summary").click()
        expect(versions.locator("ins")).to_have_text("Ten")
        expect(versions.locator("del")).to_have_text("Nine")
        assert asked == [(URI, 0)]
        page.put(killed(story(URI, slug="FIRE")))
        expect(tab.locator(".story-head h2")).to_have_text("Killed FIRE")
        assert "Nine" not in tab.content()


def test_a_raw_feed_that_cannot_be_read_is_no_fault_of_the_page(tab: Tab) -> None:
    async def look(uri: str, partition: int, until: int) -> Looked:
        raise UnreachableError("no broker")

    with Page(look=look) as page:
        page.put(story(URI, "Fire"))
        opened(tab, page)
        tab.locator(".versions").get_by_role("button").click()
        expect(tab.locator(".versions").get_by_role("status")).to_have_text("The raw feed cannot be read.")


def test_a_chain_that_moves_on_leaves_the_page_and_its_kills_as_they_are(page: Page, tab: Tab) -> None:
    one = story("a", "First take")
    page.put(one, story("b", "Second", slug="SLUG B"), tie("a", CHAIN, "first"), tie("b", CHAIN))
    opened(tab, page, "a")
    copy = tab.get_by_label("Copy: uri")
    copy.focus()
    page.put(killed(story("b", slug="SLUG B")))
    expect(tab.locator(".chain")).to_contain_text("Killed")
    page.put(story("c", "Third"), tie("c", CHAIN))
    expect(tab.locator(".chain li")).to_have_count(3)
    expect(copy).to_be_focused()
    page.put(killed(one))
    expect(tab.locator(".notice")).to_have_count(1)
    for version in (2, 3):
        page.put(story("c", f"Third, {version}", version=version))
        expect(tab.locator(".chain")).to_contain_text(f"Third, {version}")
    expect(tab.locator(".notice")).to_have_count(1)


def test_a_kill_takes_the_text_away_while_it_is_read(page: Page, tab: Tab) -> None:
    one = story(URI, "Secret headline", "Secret words.", slug="HARBOUR-FIRE")
    page.put(one, replace(one, version=2, headline="Secret, corrected"))
    opened(tab, page)
    expect(tab.locator(".copy")).to_contain_text("Secret words.")
    tab.locator("#raw summary").click()
    expect(tab.locator("#raw pre")).to_contain_text("Secret words.")
    page.put(killed(one))
    expect(tab.locator(".story-head h2")).to_have_text("Killed HARBOUR-FIRE")
    expect(tab.locator("#notices")).to_contain_text("Killed: HARBOUR-FIRE")
    assert "Secret" not in tab.content()
    assert "Secret" not in tab.title()
    tab.reload()
    expect(tab.locator(".story-head h2")).to_have_text("Killed HARBOUR-FIRE")
    assert "Secret" not in tab.content()


def test_a_kill_takes_the_text_away_though_the_answer_fails(page: Page, tab: Tab) -> None:
    """A proxy that says no for a moment, or a browser with too many pages open."""
    one = story(URI, "Secret headline", "Secret words.", slug="HARBOUR-FIRE")
    page.put(one)
    opened(tab, page)
    expect(tab.locator(".copy")).to_contain_text("Secret words.")
    failed = []

    def once(route: Route) -> None:
        failed.append(route.request.url)
        if len(failed) > 1:
            route.continue_()
        else:
            expect(tab.locator("#story")).to_have_text("Taken back: HARBOUR-FIRE")
            route.fulfill(status=502, body="no")

    tab.route("**/api/story?*", once)
    page.put(killed(one))
    expect(tab.locator(".story-head h2")).to_have_text("Killed HARBOUR-FIRE")
    assert len(failed) > 1
    assert "Secret" not in tab.content()


def test_a_story_full_of_markup_stays_text(page: Page, tab: Tab) -> None:
    evil = "</p></article><script>window.bad = 1</script><img src=x onerror=window.bad=2> {{7*7}} &lt;b&gt;"
    one = story(
        URI,
        evil,
        f"{evil} Mara Quill said {evil}",
        slug=evil,
        source=evil,
        people=("Mara Quill",),
        topics=((evil,),),
    )
    page.put(one, replace(one, version=2, text=f"{one.text} <b>more</b>", editor_note=evil, usage_terms=evil))
    opened(tab, page)
    expect(tab.locator(".story-head [data-zone=headline]")).to_have_text(evil)
    expect(tab.locator(".diff ins").last).to_contain_text("<b>more</b>")
    assert tab.evaluate("window.bad") is None
    assert tab.locator("main script, main img, main b").count() == 0


def test_the_chain_beside_it(page: Page, tab: Tab) -> None:
    page.put(story("a", "First take"), story("b", "Second take"), tie("a", CHAIN, "first"), tie("b", CHAIN))
    opened(tab, page, "a")
    chain = tab.locator(".chain li")
    expect(chain).to_have_count(2)
    expect(chain.nth(0)).to_contain_text("Second take Example Wire · update")
    expect(tab.locator(".chain [aria-current]")).to_have_text("First take")
    chain.nth(0).get_by_role("link", name="Second take").click()
    expect(tab.locator(".story-head h2")).to_have_text("Second take")
    expect(tab.locator(".ids")).to_contain_text(CHAIN)


def test_a_story_that_comes_later_shows_by_itself(page: Page, tab: Tab) -> None:
    opened(tab, page)
    expect(tab.locator(".story-head")).to_contain_text(URI)
    expect(tab.locator(".story-head h2")).to_have_text("Not on the board")
    page.put(story(URI, "Here it is"))
    expect(tab.locator(".story-head h2")).to_have_text("Here it is")
