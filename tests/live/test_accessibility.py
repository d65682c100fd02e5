"""axe finds nothing on any page, light or dark, on a desk or on a phone (axe-core, MPL-2.0, in a package)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.folds.board.stories import NO_LINKS, killed, quill, story, tie
from tests.live.chromium import browser, tab
from tests.live.page import Page

pytestmark = pytest.mark.chromium

__all__ = ["browser", "tab"]

CHAIN = "7de2a188-a767-5461-96bd-bc48c744536a"
PAGES = {
    "": "#rows li",
    "story?id=a": ".diff",
    "story?id=gone": ".story-head h2",
    "story?id=nobody": ".story-head h2",
    "trends": ".things li",
    "map": "#places li",
    "thing?kind=speaker&id=Mara+Quill": ".quote",
    "thing?kind=topic&id=ports": "#rows li",
}
"""Addresses, and what is there when the page is."""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with Page(watch=lambda _: ("all",)) as one:
        first = quill("a")
        links = replace(NO_LINKS, lat=41.15, lon=-8.61, point="place")
        place = replace(first.entities[0], type="GPE", links=links, name="Porto", entity_id="GPE:porto")
        denied = replace(first.quotes[0], stance="denied")
        rich = replace(
            first,
            urgency=2,
            signals=("urgent", "update"),
            entities=(*first.entities, place),
            quotes=(*first.quotes, denied),
        )
        more = replace(rich, version=2, text=f"{rich.text} And more came.", editor_note="To editors.")
        one.put(rich, more, story("b", "Other"), tie("a", CHAIN, "first"), tie("b", CHAIN))
        one.put(story("gone"), killed(story("gone", slug="SLUG")), story("c", "RTL רדיו", slug=None))
        yield one


def faults(tab: Tab) -> list[str]:
    told = Axe().run(tab).response
    assert len(told["passes"]) > 10, "it looked at nothing"
    return [f"{one['id']}: {[node['html'][:200] for node in one['nodes']]}" for one in told["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("where", PAGES)
def test_every_page(page: Page, tab: Tab, where: str, scheme: Literal["light", "dark"]) -> None:
    tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    tab.goto(page.address + where)
    expect(tab.locator(PAGES[where]).first).to_be_visible()
    assert faults(tab) == []
    tab.set_viewport_size({"width": 360, "height": 700})
    assert faults(tab) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_or_comes_up(tab: Tab, scheme: Literal["light", "dark"]) -> None:
    """Kills that are told, more filters on a phone, a pause, the keys, the record as it came."""
    tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    with Page() as page:
        stories = [story(str(one), slug=f"SLUG-{one}") for one in range(5)]
        page.put(*stories, story("a"))
        tab.goto(page.address)
        expect(tab.locator("#rows > li")).to_have_count(6)
        tab.keyboard.press("p")
        page.put(*map(killed, stories[:4]), story("c"))
        expect(tab.locator(".notice")).to_have_count(4)
        expect(tab.locator("#waiting")).to_be_visible()
        page.stands(kafka="away", why="no broker answers")
        expect(tab.locator("#state")).to_contain_text("Kafka:")
        assert faults(tab) == []
        tab.set_viewport_size({"width": 360, "height": 700})
        tab.locator("#more-filters").click()
        assert faults(tab) == []
        tab.keyboard.press("?")
        expect(tab.locator("#help")).to_be_visible()
        assert faults(tab) == []
        tab.goto(page.address + "story?id=a")
        tab.locator("#raw summary").click()
        assert faults(tab) == []
