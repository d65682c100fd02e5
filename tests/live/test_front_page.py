"""The front page in a real browser."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Locator, expect
from playwright.sync_api import Page as Tab

from slugline.live.serving import milliseconds
from tests.folds.board.stories import killed, story, tie
from tests.live.chromium import browser, tab
from tests.live.page import Page

pytestmark = pytest.mark.chromium

__all__ = ["browser", "tab"]

CHAIN = "7de2a188-a767-5461-96bd-bc48c744536a"
EVIL = (
    '<script>window.bad = 1</script><img src=x onerror="window.bad = 2">'
    '</h2><svg onload=window.bad=3><a href="javascript:window.bad=4">x</a>{{7*7}}'
)


@pytest.fixture
def page() -> Iterator[Page]:
    with Page() as one:
        yield one


def heads(tab: Tab) -> Locator:
    return tab.locator("#rows .to-story")


def opened(tab: Tab, page: Page, query: str = "") -> None:
    tab.goto(page.address + query)
    expect(tab.locator("#state")).to_have_text("Live")


def test_rows_come_the_newest_movement_on_top(page: Page, tab: Tab) -> None:
    page.put(story("a", "Rates stay", people=("Mara Quill",), topics=(("economy", "ports"),)))
    opened(tab, page)
    expect(heads(tab)).to_have_text(["Rates stay"])
    row = tab.locator("#rows > li").first
    for text in ("Example Wire", "ports", "Mara Quill", "now"):
        expect(row).to_contain_text(text)
    page.put(story("b", "Ferry sails", urgency=2, signals=("urgent", "update")))
    expect(heads(tab)).to_have_text(["Ferry sails", "Rates stay"])
    expect(tab.locator(".mark")).to_have_text(["Urgency 2", "urgent", "update"])
    page.put(story("a", "Rates stay, bank says", version=2))
    expect(heads(tab)).to_have_text(["Rates stay, bank says", "Ferry sails"])
    expect(row).to_contain_text("version 2")
    expect(tab.locator("#count")).to_have_text("2 stories")


def test_stories_that_are_chained_become_one_row(page: Page, tab: Tab) -> None:
    page.put(story("a", "Rates stay"), tie("a", CHAIN, "first"))
    opened(tab, page)
    page.put(story("b", "Rates stay, bank says", source="Other Wire"))
    expect(heads(tab)).to_have_count(2)
    page.put(tie("b", CHAIN))
    expect(heads(tab)).to_have_text(["Rates stay, bank says"])
    expect(tab.locator(".facts")).to_contain_text(re.compile("Other Wire, Example Wire · 2 takes · update"))


def test_markup_in_a_story_is_text(page: Page, tab: Tab) -> None:
    page.put(story("a", EVIL, slug=EVIL, source=EVIL, signals=(EVIL,), topics=((EVIL,),)))
    opened(tab, page)
    expect(heads(tab)).to_have_text([EVIL])
    assert tab.evaluate("window.bad") is None
    assert tab.locator("#rows script, #rows img, #rows svg, #rows a[href^=javascript]").count() == 0
    page.put(killed(story("a", EVIL, slug=EVIL, source=EVIL)))
    expect(tab.locator("#notices")).to_contain_text(EVIL)
    assert tab.evaluate("window.bad") is None


def test_markup_cannot_be_made_of_text_at_all(page: Page, browser: Browser) -> None:
    """The policy holds by itself, whatever our scripts do."""
    tab = browser.new_page()
    tab.goto(page.address)
    tried = "() => { try { document.body.innerHTML = '<b>' } catch (error) { return error.name } }"
    assert tab.evaluate(tried) == "TypeError"
    said: list[str] = []
    tab.on("console", lambda line: said.append(line.text))
    tab.evaluate(
        "document.body.append(Object.assign(document.createElement('img'), {src: 'http://x.example/'}))"
    )
    expect(tab.locator("body > img")).to_have_count(1)
    assert any("Content Security Policy" in line for line in said)
    tab.close()


def test_a_kill_shows_at_once_and_takes_all_words_away(page: Page, tab: Tab) -> None:
    one = story(
        "a", "Secret headline", "Words that nobody may read.", people=("nobody",), slug="HARBOUR-FIRE"
    )
    page.put(one, story("b", "Other"))
    opened(tab, page)
    expect(heads(tab)).to_have_count(2)
    page.put(killed(replace(one, signals=("kill",))))
    expect(heads(tab)).to_have_text(["HARBOUR-FIRE", "Other"])
    expect(tab.locator(".is-gone .mark")).to_have_text("Killed")
    notice = tab.locator("#notices")
    expect(notice).to_contain_text("Killed: HARBOUR-FIRE (Example Wire)")
    assert notice.get_attribute("aria-live") == "assertive"
    assert "Secret" not in tab.content() and "nobody" not in tab.content()
    tab.get_by_label("Put away: HARBOUR-FIRE").click()
    expect(notice).to_be_empty()


def test_a_kill_shows_though_the_filter_lets_it_through_no_longer(page: Page, tab: Tab) -> None:
    one = story("a", "Quixley port shut", slug="VALDORA-PORT")
    page.put(one, story("b", "Other"))
    opened(tab, page, "?text=quixley")
    expect(heads(tab)).to_have_text(["Quixley port shut"])
    page.put(killed(one))
    expect(heads(tab)).to_have_text(["VALDORA-PORT"])
    expect(tab.locator("#notices")).to_contain_text("Killed: VALDORA-PORT")


def test_a_story_that_is_chained_while_it_is_paused_keeps_its_row(page: Page, tab: Tab) -> None:
    page.put(story("a", "Rates stay"), story("b", "Other"))
    opened(tab, page)
    tab.keyboard.press("p")
    page.put(story("c", "Rates stay, bank says"), tie("c", CHAIN, "first"), tie("a", CHAIN))
    expect(tab.locator("#waiting")).to_have_text("1 waiting: show")
    expect(heads(tab)).to_have_text(["Other", "Rates stay"])
    tab.keyboard.press("j")
    tab.keyboard.press("j")
    tab.keyboard.press("p")
    expect(heads(tab)).to_have_text(["Rates stay, bank says", "Other"])


def test_a_story_that_is_chained_while_it_is_paused_goes_with_its_kill(page: Page, tab: Tab) -> None:
    one = story("a", "Secret", slug="SLUG A", people=("Mara Quill",))
    page.put(one, story("b", "Other"))
    opened(tab, page)
    tab.keyboard.press("p")
    page.put(story("c", "Next take"), tie("c", CHAIN, "first"), tie("a", CHAIN))
    expect(tab.locator("#waiting")).to_have_text("1 waiting: show")
    page.put(killed(one))
    expect(tab.locator("#notices")).to_contain_text("SLUG A")
    expect(heads(tab)).to_have_text(["Next take", "Other"])
    expect(tab.locator(".gone")).to_contain_text("Killed SLUG A")
    assert "Secret" not in tab.content() and "Quill" not in tab.content()


def test_each_kill_is_told_once_and_stays_until_it_is_put_away(page: Page, tab: Tab) -> None:
    stories = [story(str(one), f"Head {one}", slug=f"SLUG-{one}") for one in range(6)]
    page.put(*stories, *(tie(one.uri, CHAIN) for one in stories))
    opened(tab, page)
    page.put(*map(killed, stories[:5]))
    notices = tab.locator(".notice")
    expect(notices).to_have_count(5)
    page.put(story("5", "Head 5, more", version=2))
    expect(heads(tab)).to_have_text(["Head 5, more"])
    expect(notices).to_have_count(5)
    tab.get_by_label("Put away: SLUG-3").click()
    expect(notices).to_have_count(4)
    tab.get_by_role("button", name="Put all away").click()
    expect(tab.locator("#notices")).to_be_empty()


def test_a_pause_keeps_what_comes_but_not_what_goes(page: Page, tab: Tab) -> None:
    page.put(story("a", "Rates stay"), story("b", "Secret"))
    opened(tab, page)
    expect(heads(tab)).to_have_text(["Secret", "Rates stay"])
    tab.keyboard.press("p")
    expect(tab.locator("#pause")).to_have_attribute("aria-pressed", "true")
    page.put(story("c", "Ferry sails"), story("a", "Rates rise", version=2))
    expect(tab.locator("#waiting")).to_have_text("2 waiting: show")
    expect(heads(tab)).to_have_text(["Secret", "Rates stay"])
    page.put(killed(story("b", slug="SLUG B")))
    expect(heads(tab)).to_have_text(["SLUG B", "Rates stay"])
    page.put(killed(story("c", slug="SLUG C")))
    expect(tab.locator("#notices")).to_contain_text("SLUG C")
    tab.locator("#waiting").click()
    expect(heads(tab)).to_have_text(["SLUG C", "SLUG B", "Rates rise"])
    expect(tab.locator("#pause")).to_have_text("Pause")


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("text", "valdora", ["Rates stay"]),
        ("source", "other", ["Ferry sails"]),
        ("topic", "transport", ["Ferry sails"]),
        ("urgency", "3", ["Ferry sails"]),
        ("entity", "mara", ["Rates stay"]),
        ("speaker", "quill", ["Rates stay"]),
        ("text", "nothing has this", []),
    ],
)
def test_filters(page: Page, tab: Tab, field: str, value: str, found: list[str]) -> None:
    page.put(
        story("a", "Rates stay", people=("Mara Quill",), said=(("Mara Quill", "reopened on Monday"),)),
        story("b", "Ferry sails", "It sails.", source="Other", urgency=2, topics=(("transport", "ports"),)),
    )
    opened(tab, page)
    control = tab.locator(f"[name={field}]")
    if field == "urgency":
        control.select_option(value)
    else:
        control.fill(value)
    expect(heads(tab)).to_have_text(found)
    assert f"{field}=" in tab.url
    page.put(story("c", "Comes later", "It is not wanted, in Porto.", source="Third"))
    page.put(story("d", "Last", "Valdora: Ivo Sande", source="Fourth"))
    expect(tab.locator("#count")).to_have_text(re.compile("of 4 stories"))
    expect(heads(tab).filter(has_text="Comes later")).to_have_count(0)
    tab.reload()
    expect(control).to_have_value(value)
    tab.locator("#clear").click()
    expect(heads(tab)).to_have_count(4)
    assert "?" not in tab.url


def test_a_name_in_a_row_filters_by_it(page: Page, tab: Tab) -> None:
    page.put(story("a", "Rates stay", people=("Mara Quill",)), story("b", "Ferry sails"))
    opened(tab, page)
    tab.get_by_role("link", name="Mara Quill").click()
    expect(heads(tab)).to_have_text(["Rates stay"])
    expect(tab.locator("[name=entity]")).to_have_value("Mara Quill")


def test_keys(page: Page, tab: Tab) -> None:
    page.put(*(story(one, f"Story {one}") for one in "abc"))
    opened(tab, page)
    expect(heads(tab)).to_have_count(3)
    for key, head in (("j", "c"), ("j", "b"), ("j", "a"), ("j", "a"), ("k", "b")):
        tab.keyboard.press(key)
        expect(heads(tab).filter(has_text=f"Story {head}")).to_be_focused()
    page.put(story("b", "Story b, once more", version=2))
    expect(heads(tab).filter(has_text="once more")).to_be_focused()
    page.put(tie("b", CHAIN, "first"))
    expect(tab.locator(f"[data-id='{CHAIN}'] .to-story")).to_be_focused()
    tab.keyboard.press("/")
    search = tab.locator("[name=text]")
    expect(search).to_be_focused()
    tab.keyboard.type("pjk?")
    expect(search).to_have_value("pjk?")
    expect(tab.locator("#pause")).to_have_attribute("aria-pressed", "false")
    tab.keyboard.press("Escape")
    expect(search).not_to_be_focused()
    tab.keyboard.press("?")
    expect(tab.locator("#help")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.locator("#help")).to_be_hidden()


def test_what_filters_offer_goes_with_its_story(page: Page, tab: Tab) -> None:
    one = story("a", "Rates stay", people=("Mara Quill",), said=(("Mara Quill", "reopened on Monday"),))
    page.put(one)
    opened(tab, page)
    offered = tab.locator("#speakers option")
    tab.locator("[name=text]").focus()
    expect(offered).to_have_count(1)
    page.put(story("b", body="It sails, Ivo Sande said.", said=(("Ivo Sande", "It sails"),)))
    expect(offered).to_have_count(2)
    page.put(killed(one))
    expect(offered).to_have_count(1)
    assert "Quill" not in tab.content()
    tab.keyboard.press("Escape")
    expect(offered).to_have_count(0)


def test_it_finds_back_to_a_server_that_starts_anew(tab: Tab) -> None:
    with Page() as first:
        port = first.port
        first.put(story("a", "Before"))
        opened(tab, first)
        expect(heads(tab)).to_have_text(["Before"])
    expect(tab.locator("#state")).to_contain_text("Not connected since")
    expect(heads(tab)).to_have_text(["Before"])
    with Page(port) as second:
        second.put(story("b", "Behind"))
        expect(heads(tab)).to_have_text(["Behind"])
        expect(tab.locator("#state")).to_have_text("Live")


def test_where_it_has_not_read_all_it_does_not_say_that_there_is_nothing(page: Page, tab: Tab) -> None:
    page.stands(kafka="reading")
    tab.goto(page.address)
    expect(tab.locator("#none")).to_have_text("Nothing to show yet: what came before is still to be read.")
    page.stands(kafka="live")
    expect(tab.locator("#none")).to_have_text("No stories yet. They show here as they come.")
    page.stands(unread=2, unread_last="wire.enriched.v1, partition 0, offset 7")
    told = "Live; 2 records could not be read, the last: wire.enriched.v1, partition 0, offset 7"
    expect(tab.locator("#state")).to_have_text(told)


def test_back_from_a_story_one_is_where_one_was(page: Page, tab: Tab) -> None:
    now = milliseconds()
    page.put(*(story(str(one), f"Story {one:03}") for one in range(300)), moment=now - 60_000)
    opened(tab, page)
    tab.locator("#more").click()
    row = tab.get_by_role("link", name="Story 010")  # beyond the first 200
    row.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator(".story-head h2")).to_have_text("Story 010")
    tab.go_back()
    expect(row).to_be_focused()
    expect(row).to_be_in_viewport()


def test_what_runs_from_right_to_left_turns_nothing_beside_it(page: Page, tab: Tab) -> None:
    """By the rules of Unicode alone "3 takes" would stand left of the source, and an override turns all."""
    turning = "\u202eedirrevo"
    one = story("a", f"{turning} head", source="רדיו 7", slug=turning, people=(turning,))
    page.put(one, story("b", "Two"), story("c", "Three"), tie("b", CHAIN), tie("c", CHAIN), tie("a", CHAIN))
    opened(tab, page)
    right = tab.get_by_role("link", name="רדיו 7").bounding_box()
    takes = tab.evaluate(
        """() => {
        const nodes = [...document.querySelector('.facts').childNodes];
        const node = nodes.find((one) => one.data?.includes('takes'));
        const range = document.createRange();
        range.selectNode(node);
        return range.getBoundingClientRect().left;
    }"""
    )
    assert right is not None and takes >= right["x"] + right["width"]
    page.put(killed(one))
    expect(tab.locator(".notice")).to_contain_text("Killed: edirrevo")
    assert "\u202e" not in tab.content()


def test_a_long_headline_takes_three_lines(page: Page, tab: Tab) -> None:
    tab.set_viewport_size({"width": 360, "height": 700})
    page.put(story("a", "long words " * 90_000), story("b", "Short"))
    opened(tab, page)
    short, long = (box["height"] for one in tab.locator(".headline").all() if (box := one.bounding_box()))
    assert short < long < 3.2 * short
    assert len(heads(tab).last.text_content() or "") <= 300


def test_it_says_that_kafka_is_away_and_back(page: Page, tab: Tab) -> None:
    opened(tab, page)
    expect(tab.locator("#none")).to_have_text("No stories yet. They show here as they come.")
    page.stands(kafka="away", why="no broker answers")
    expect(tab.locator("#state")).to_contain_text("Kafka: no broker answers since")
    page.stands(kafka="live", why="")
    expect(tab.locator("#state")).to_have_text("Live")


def test_behind_a_prefix(tab: Tab) -> None:
    with Page(prefix="/wire/desk") as page:
        page.put(story("a", "Rates stay"))
        opened(tab, page)
        expect(heads(tab)).to_have_text(["Rates stay"])


def test_many_rows_come_a_part_at_a_time(page: Page, tab: Tab) -> None:
    now = milliseconds()
    page.put(*(story(str(one), f"Story {one}") for one in range(300)), moment=now - 60_000)
    opened(tab, page)
    expect(heads(tab)).to_have_count(200)
    tab.locator("#more").click()
    expect(heads(tab)).to_have_count(300)
    expect(tab.locator("#more")).to_be_hidden()


def test_bursts_come_in_whole(page: Page, tab: Tab) -> None:
    """Three hundred movements of sixty stories: in the end each stands once, by its last one."""
    opened(tab, page)
    for version in range(1, 6):
        page.put(*(story(str(one), f"Story {one}, {version}", version=version) for one in range(60)))
    expect(heads(tab).filter(has_text=re.compile(", 5$"))).to_have_count(60)
    expect(heads(tab)).to_have_count(60)
    assert heads(tab).first.text_content() == "Story 59, 5"


def test_on_a_phone_nothing_is_wider_than_the_page(page: Page, tab: Tab) -> None:
    tab.set_viewport_size({"width": 360, "height": 700})
    page.put(story("a", "W" * 300, source="S" * 100, people=("Mara Quill",), signals=("x" * 90,)))
    opened(tab, page)
    expect(heads(tab)).to_have_count(1)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    expect(tab.locator("[name=source]")).to_be_hidden()
    tab.locator("#more-filters").click()
    expect(tab.locator("[name=source]")).to_be_visible()


def test_rows_tell_which_rules_of_a_watchlist_they_meet(page: Page, tab: Tab) -> None:
    opened(tab, page)
    expect(tab.locator("[name=watch]")).to_be_hidden()
    with Page(watch=lambda one: ("fires <b>", "all") if "fire" in one.text else ("all",)) as watching:
        watching.put(story("a", "A fire"), story("b", "Rain"))
        opened(tab, watching)
        expect(tab.locator(".watched")).to_have_text(["★ all", "★ fires <b>", "★ all"])
        tab.get_by_role("link", name="fires <b>").click()
        expect(heads(tab)).to_have_text(["A fire"])
        expect(tab.locator("[name=watch]")).to_have_value("=fires <b>")
