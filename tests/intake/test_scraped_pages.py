"""Lines of scraped pages that only their place or kind tells: a row for each rule, a near miss beside it."""

import pytest

from slugline.intake.formats.plain_text import read_text
from slugline.intake.signals import labels
from slugline.intake.zones.bylines import byline, is_strange
from slugline.intake.zones.captions import is_caption, is_counter, is_credit, is_name_for
from slugline.intake.zones.endings import is_contact, is_ending
from slugline.intake.zones.first_datelines import leading_first
from slugline.intake.zones.interface import is_interface

HEAD = "Ferry firm fined over oil spill"
BODY = "The ministers agreed on Monday to meet again in June, officials said."
LAST = "Nobody was hurt in the fire, the harbour said."

PAGES: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "a name of unknown words": (
        (HEAD, "3 hours ago", "Share", "Eluned Gwatkin", BODY),
        ["headline", "boilerplate", "boilerplate", "byline", "body"],
    ),
    "ordinary words are no name": (
        (HEAD, "3 hours ago", "Share", "Harbour Fires", BODY),
        ["headline", "boilerplate", "boilerplate", "boilerplate", "body"],
    ),
    "ordinary words are no second author": (
        (HEAD, "4 November 2030", "Premier League", BODY),
        ["headline", "byline", "boilerplate", "body"],
    ),
    "a name and a role below the day": (
        (HEAD, "14 June 2030", "0 Views", "The Ostvik Post", "Thandeka Moyo-Sibanda, News Reporter", BODY),
        ["headline", "byline", "boilerplate", "boilerplate", "byline", "body"],
    ),
    "a desk's place below its author": (
        (HEAD, "Share", "Eluned Gwatkin", "BBC News, Ostvik", BODY),
        ["headline", "boilerplate", "byline", "byline", "body"],
    ),
    "an agency above the day": (
        (HEAD, "AFP", "Published: 3 Nov 2030, 02:14 PM", BODY), ["headline", "byline", "byline", "body"],
    ),
    "an author below a caption with its own credit": (
        (HEAD, "A man waves in Bonn on Monday, Nov. 4, 2030. THE CANADIAN PRESS/Kari Moe",
         "Elin Fosse, The Canadian Press", "Nov 5, 2030 3:10 p.m. ET", BODY),
        ["headline", "caption", "byline", "byline", "body"],
    ),
    "a caption with a supplier in brackets": (
        (HEAD, "The ferry, named Olli, leaves dock. (Ostvik Harbour)", "By Kari Moe", "10 July 2030", BODY),
        ["headline", "caption", "byline", "byline", "body"],
    ),
    "a caption above its credit that ends with the day": (
        (HEAD, "Nov. 4, 2030", "Ships lie in the new dock at Ostvik, which cost nine million euros and ten "
         "years to build, on Monday, Nov. 4, 2030.", "(photo credit: NILS ROTH/FLASH)", BODY),
        ["headline", "byline", "caption", "caption", "body"],
    ),
    "a caption below its button": (
        (HEAD, "By Kari Moe", "Show Caption", "Nets lie about in Ostvik.", "Hide Caption", BODY),
        ["headline", "byline", "boilerplate", "caption", "boilerplate", "body"],
    ),
    "a gallery": (
        (HEAD, "By Kari Moe", BODY, "1 of 3", "The nets lay on the quay for days.", "2 of 3",
         "Two of the boats were lost.", LAST),
        ["headline", "byline", "body", "caption", "caption", "caption", "caption", "body"],
    ),
    "a count alone is no gallery": (
        (HEAD, "By Kari Moe", BODY, "1 of 3", "The nets lay on the quay for days.", LAST),
        ["headline", "byline", "body", "caption", "body", "body"],
    ),
    "links between the marks of a list": (
        (HEAD, "Share", BODY, "list 1 of 3", "Fleet returns to the open sea at last", "list 2 of 3",
         "Photos: Life on the quay", "list 3 of 3", "Price of tuna falls by half", "end of list", LAST),
        ["headline", "boilerplate", "body", *["boilerplate"] * 7, "body"],
    ),
    "a brand of the weather is no alert": (
        ("First Alert", "Submit a tip", HEAD, "By Kari Moe", BODY),
        ["boilerplate", "boilerplate", "headline", "byline", "body"],
    ),
    "who wrote it above the headline": (
        ("Published: 4 November 2030", "WRITER: Anucha Prasert", HEAD, "Nets on the quay. Photo: Kari Moe",
         BODY),
        ["byline", "byline", "headline", "caption", "body"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str) -> None:
    lines, expected = PAGES[name]
    assert [zone.kind for zone in read_text("\n\n".join(lines)).zones] == expected


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Carla Munster cmunster@ledger.example", ("Carla Munster",)),
        ("Carla Moe (earlier) and Tariq Baig (now)", ("Carla Moe", "Tariq Baig")),
        ("Thandeka Moyo-Sibanda, Features Reporter", ("Thandeka Moyo-Sibanda",)),
        ("Keisha Bramwell/Sunday Writer", ("Keisha Bramwell",)),
        ("Reporter: Anil Maharaj", ("Anil Maharaj",)),
    ],
)  # fmt: skip
def test_bylines_below_a_headline(line: str, names: tuple[str, ...]) -> None:
    found = byline(line, under=True)
    assert found is not None
    assert found.names == names


def test_a_photographer_and_an_agency_are_no_byline() -> None:
    assert byline("Kari Moe/Getty Images for PSIFF", under=True) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lwazi Mabuza", True), ("Middle East", False), ("Rhian Pryce-Owen", True), ("Lead Stories", False),
        ("Emmet-Kossuth Palo-", False), ("Ostvik Times", False), ("Rhian Pryce Gwen Moe", False),
    ],
)  # fmt: skip
def test_names_of_unknown_words(text: str, expected: bool) -> None:
    assert is_strange(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fire began in a garage. (WQXV)", True), ("The fire began in a garage. (KCNA)", False),
        ("Submitted photo - The combs weighed forty pounds", True),
        ("Submitted photos show the combs", False),
        ("Per Dahl on his boat in 1971. Credit...City Archive", True),
        ("He asked for credit... Then he left", False),
        ("RESCUED Crew are helped ashore. —PHOTO COURTESY OF NAVY", True),
        ("The lake is brimming. Image for representation", True), ("It was kept on file", False),
        ("Illustration by Elin Fosse", True), ("SUPPLIED", True), ("Supplied by sea", False),
    ],
)  # fmt: skip
def test_captions(text: str, expected: bool) -> None:
    assert is_caption(text, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ledger photo by Nils Roth", True), ("Staff photo/Nils Roth", True), ("—Photo: DEXTER PHILIP", True),
        ("(photo credit: NILS ROTH/FLASH)", True), ("He sat at his desk. Photograph: Nils Roth", False),
        ("Nils photographs by night", False),
    ],
)  # fmt: skip
def test_credits(text: str, expected: bool) -> None:
    assert is_credit(text) == expected


def test_for_whom_somebody_took_a_picture() -> None:
    assert is_name_for("Elin Fosse for NPR")
    assert not is_name_for("Donations prompt many questions for Dem.")


def test_counters() -> None:
    assert is_counter("2 of 5")
    assert is_counter("Photo 2/5")
    assert not is_counter("list 2 of 5")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A version of this article appears in print on May 4", True),
        ("A version of this boat appears in May", False),
        ("Published in the print edition of May 4, as “Boats.”", True),
        ("Published in the spring, it sold “well.”", False),
        ("Correction: The head said 24, not 42.", True), ("Correction (May 4, 2030): He is 24.", True),
        ("Corrections officers said 24.", False),
        ("Copyright The Herald Post.", True), ("Copyright law is old.", False),
        ("This information is subject to the rules of Ostvik", True), ("This information is new", False),
    ],
)  # fmt: skip
def test_endings(text: str, expected: bool) -> None:
    assert is_ending(text, last=False) == expected


def test_an_agency_speaks_of_itself_at_the_very_end() -> None:
    assert is_ending("Reuters provides news to half of the world.", last=True)
    assert not is_ending("Reuters provides news to half of the world.", last=False)
    assert not is_ending("Ostvik provides fish to half of the world.", last=True)


def test_whom_to_ask_may_stand_above_a_release() -> None:
    assert is_contact("Media contact: Kari Moe, 555-123-4567")
    assert not is_contact("Media contact: Kari Moe")
    assert not is_contact("Kari Moe: 555-123-4567")


def test_buttons_that_run_into_each_other() -> None:
    assert is_interface("Share articleShare link")
    assert not is_interface("Share of FacebookShare on the rise")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Kozhipuram: A potter returned a ring here on Friday.", "Kozhipuram"),
        ("Kozhipuram: A potter returned a ring here today.", "Kozhipuram"),
        ("Vikings: The club is happy to be here on a visit.", None),
        ("Harbour: A potter returned a ring here on Friday.", None),
        ("Kozhipuram: “A potter was here on Friday,” he said.", None),
    ],
)
def test_a_place_that_the_paragraph_points_at(text: str, place: str | None) -> None:
    found = leading_first(text, "")
    assert (found and found.place) == place


def test_a_first_alert_is_no_signal() -> None:
    assert labels.line("First Alert") is None
    assert labels.line("1st Alert") is not None
    assert labels.line("First Lead") is not None
