"""What stands around the headline of a scraped page: names of outlets, titles twice, datelines, authors."""

import pytest

from slugline.intake.formats.plain_text import read_text
from slugline.intake.zones.bylines import byline, is_name, is_with_agencies
from slugline.intake.zones.captions import is_caption, is_credit
from slugline.intake.zones.datelines import leading
from slugline.intake.zones.endings import is_agency_sign, is_ending
from slugline.intake.zones.first_datelines import leading_first
from slugline.intake.zones.mastheads import is_masthead, is_named_again, is_site, ranked

FIRST = "The harbour of Ostvik was shut on Monday after a crane fell into the basin, its master said."
SECOND = 'Nobody was hurt, though "it was a near thing", said the crane driver, Kari Moe.'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norvik News - back to home", True), ("Reuters - Business News -", True),
        ("Ostvik Times. Coast News Agency", True), ("South Coast News Agency", True),
        ("Harbour Watch - Norvik News", True), ("Norvik News | Politics", True),
        ("U.S. Department of Harbors", True), ("Office of the Governor", True),
        ("Ministry of Ports Denies Fall", False),
        ("Crane falls - Norvik News", False), ("DAILY HERALD BUYS COAST NEWS AGENCY", False),
        ("Kari Moe - Norvik News", False), ("Norvik", False), ("Norvik News 24 - back to home", False),
        ("The minister is to quit. Norvik News", False), ("A day of rest", False),
    ],
)  # fmt: skip
def test_names_of_outlets(text: str, expected: bool) -> None:
    assert is_masthead(text) == expected


def test_other_lines_of_an_outlet() -> None:
    assert is_site("norvik.example")
    assert not is_site("Norvik opens")
    assert is_named_again("Norvik News at Ten", ["Menu", "Norvik News"])
    assert not is_named_again("Norvik News buys rival for a song", ["Norvik News"])
    assert ranked(["Top", "1", "Crane falls", "2", "Port shut", FIRST]) == [2, 4]
    assert ranked(["1", "Crane falls", FIRST]) == []


@pytest.mark.parametrize(
    ("lines", "headline"),
    [
        (
            ("Norvik News - back to home", "Crane falls into harbour basin", "By Kari Moe"),
            "Crane falls into harbour basin",
        ),
        (
            ("Search", "Crane falls into harbour basin", "Crane falls into harbour basin", "No one was hurt"),
            "Crane falls into harbour basin",
        ),
        (
            (
                "REPUBLIC OF NORVIK",
                "MINISTRY OF PORTS",
                "PRESS RELEASE",
                "Ostvik, 3 May 2030",
                "MINISTRY SHUTS HARBOUR OF OSTVIK",
            ),
            "MINISTRY SHUTS HARBOUR OF OSTVIK",
        ),
        (
            (
                "Trending",
                "1",
                "Fish prices fall again",
                "2",
                "Ferry to run at night",
                "Crane falls into basin",
                "3 May 2030",
            ),
            "Crane falls into basin",
        ),
        (
            ("We value your privacy", "Accept all", "Crane falls into harbour basin", "3 May 2030"),
            "Crane falls into harbour basin",
        ),
        (
            (
                "AFP / Reuters",
                "The crane in the basin, which was built in 1971.",
                "3 May 2030, 10:15",
                "Crane falls into harbour basin",
                "By Kari Moe",
            ),
            "Crane falls into harbour basin",
        ),
        (
            (
                "News",
                "Sport",
                "A crane in the basin of a harbour.",
                "A crane in the basin of a harbour. Photograph: Elin Fosse",
                "Harbours",
                "Crane falls into basin, and nobody knows why",
                "3 May 2030",
            ),
            "Crane falls into basin, and nobody knows why",
        ),
    ],
)
def test_headlines(lines: tuple[str, ...], headline: str) -> None:
    assert read_text("\n".join((*lines, FIRST, SECOND))).headline == headline


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (
            ("Crane falls into harbour basin", "Nobody was hurt in the fall.", "By", "Ysmer Strand", "Share"),
            ("Ysmer Strand",),
        ),
        (("Crane falls into harbour basin", "Kari Moe with dpa, AFP", "05/03/2030"), ("Kari Moe",)),
        (
            ("Crane falls into harbour basin", "Norvik News | By Ysmer Strand", "3 May 2030"),
            ("Ysmer Strand",),
        ),
        (
            ("Crane falls into Harbour Basin", "3 May 2030 | Written by Ysmer Strand | Published in Ports"),
            ("Ysmer Strand",),
        ),
        (("Crane falls into harbour basin", "Ysmer Strand | Luvik"), ("Ysmer Strand",)),
        (
            ("Crane falls into harbour basin", "Ysmer Strand | ysmer@norvik.example", "3 May 2030"),
            ("Ysmer Strand",),
        ),
        (("FOR RELEASE: May 3, 2030", "Crane falls into harbour basin"), ()),
        (("Today's Paper | May 3, 2030", "Crane falls into harbour basin", "Kari Moe"), ("Kari Moe",)),
        (("Crane falls into harbour basin", "May 3, 2030 | 10:06 AMKari Moe/Staff Reporter"), ("Kari Moe",)),
    ],
)
def test_authors(lines: tuple[str, ...], names: tuple[str, ...]) -> None:
    assert read_text("\n".join((*lines, FIRST, SECOND))).byline == names


def test_names_that_days_cut_short_are() -> None:
    assert is_name("Thu Hien")
    assert not is_name("Thursday Hien")
    assert is_with_agencies("Kari Moe with AFP and dpa")
    assert not is_with_agencies("Kari Moe with friends")
    found = byline("Today's Paper | May 3, 2030")
    assert found is None or not found.names


@pytest.mark.parametrize(
    ("text", "place", "date", "agency"),
    [
        ("Ostvik, May 3 (Coast Press)--The harbour was shut.", "Ostvik", "May 3", "Coast Press"),
        ("OSTVIK, May 3 (NPP):The harbour was shut.", "OSTVIK", "May 3", "NPP"),
        ("Kota (Rajasthan) [India], May 3 (ANI): The lake was shut.", "Kota (Rajasthan) [India]",
         "May 3", "ANI"),
        ("STA, 3 May 2030 - The harbour was shut.", None, "3 May 2030", "STA"),
        ("NPP - OSTVIK, 3 May 2030 - The harbour was shut.", "OSTVIK", "3 May 2030", "NPP"),
        ("Ulaanbaatar /MONTSAME/. The harbour was shut.", "Ulaanbaatar", None, "MONTSAME"),
    ],
)  # fmt: skip
def test_datelines(text: str, place: str | None, date: str | None, agency: str | None) -> None:
    found = leading(text)
    assert found is not None
    assert (found.place, found.date, found.agency) == (place, date, agency)


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        ("Qvernes – The harbour was shut.", "Qvernes", None), ("Harbour – The basin was shut.", None, None),
        ("Luvik/Qvernes (NPPC) – The harbour was shut.", "Luvik/Qvernes", "NPPC"),
        ("NNA - The harbour was shut.", None, "NNA"), ("End - The harbour was shut.", None, None),
    ],
)  # fmt: skip
def test_datelines_of_first_paragraphs(text: str, place: str | None, agency: str | None) -> None:
    found = leading_first(text, "")
    assert (found and found.place, found and found.agency) == (place, agency)


def test_rows_of_scores_are_no_datelines() -> None:
    assert leading("CHARLOTTE (96) - Ball 8-19, Miller 7-15.") is None


def test_a_place_alone_with_a_colon_is_a_dateline() -> None:
    story = read_text(f"Crane falls into harbour basin\nMumbai:\n{FIRST}\n{SECOND}")
    assert story.dateline is not None
    assert story.dateline.place == "Mumbai"


def test_each_item_of_news_in_brief_has_its_dateline() -> None:
    text = "\n".join(
        ("In brief from the north", f"OSTVIK (NTB): {FIRST}", f"LUVIK (NTB): {SECOND}", f"MOE: {SECOND}")
    )
    kinds = [zone.kind for zone in read_text(text).zones]
    assert kinds == ["headline", "dateline", "body", "dateline", "body", "body"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A crane in the basin, May 3, 2030. (AA Photo)", True), ("A crane in the basin. [YONHAP]", True),
        ("A crane in the basin Image: Elin Fosse/dpa/picture alliance", True),
        ("She lived by the basin. (AA meetings)", False), ("He was 64. [sic]", False),
    ],
)  # fmt: skip
def test_captions(text: str, expected: bool) -> None:
    assert is_caption(text, None) == expected


def test_credits() -> None:
    assert is_credit("SUPPLIED/COAST")
    assert is_credit("picture alliance / dpa")
    assert not is_credit("supplied/by sea")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(AFP).", True), ("//Petra// AK", True), ("— VNS", True), ("======= Petra", True),
        ("AFP", False), ("— Moe", False), ("(AFP) The crane fell", False),
    ],
)  # fmt: skip
def test_signs_of_agencies(text: str, expected: bool) -> None:
    assert is_agency_sign(text) == expected


def test_the_last_paragraph_may_be_signed_by_the_agency_that_filed() -> None:
    story = read_text(
        f"Crane falls into basin\nOstvik, May 3 (ANI): {FIRST}\n{SECOND}\nIt lies there still. (ANI)"
    )
    assert [zone.kind for zone in story.zones] == ["headline", "dateline", "body", "body", "body"]


def test_what_readers_say_is_none_of_the_story() -> None:
    heard = ("Comments (2)", "BogMan7", "2 hours ago", "About time. That crane was old.", "Reply", "Maureen")
    story = read_text("\n".join(("Crane falls into basin", FIRST, SECOND, FIRST, SECOND, *heard)))
    assert [zone.kind for zone in story.zones if zone.start > story.text.index("Comments (2)")] == [
        "boilerplate"
    ] * 5
    assert (
        read_text("\n".join(("Crane falls into basin", FIRST, "Comments (2)", SECOND, FIRST))).zones[-1].kind
        == "body"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norvik Radio is supported by our community.", True),
        ("norvik.example is the English-language online news portal of a Norvik publisher", True),
        ("Ostvik Times is run by a small editorial team.", True),
        ("Norvik Radio is to be closed in May.", False), ("The basin is part of the port.", False),
        ("Norvik Radio is a club for fishers.", False),
    ],
)  # fmt: skip
def test_outlets_speak_of_themselves_at_the_end(text: str, expected: bool) -> None:
    assert is_ending(text, last=True) == expected


def test_what_an_author_covers_is_none_of_the_story() -> None:
    lines = ("Crane falls into harbour basin", "By Kari Moe", FIRST, SECOND, "Kari covers ports and ships.")
    assert [zone.kind for zone in read_text("\n\n".join(lines)).zones][-1] == "boilerplate"


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        (("Crane falls into harbour basin", "Share", "Facebook", "Officials say the inquiry may take a year",
          "By Kari Moe"), ["headline", "boilerplate", "boilerplate", "caption", "byline"]),
        (("OFFICES TO SHUT IN OSTVIK", "3 May 2030, 10:15"), ["headline", "byline"]),
        (("3 May 2030, 10:15", "CRANE FALLS INTO OSTVIK BASIN"), ["byline", "headline"]),
        (("Crane falls into harbour basin", "The crane at rest. Photograph: Elin Fosse",
          "The port will look into it.", "By Kari Moe", "3 May 2030"),
         ["headline", "caption", "standfirst", "byline", "byline"]),
        (("By Ysmer Strand Norvik News", "Crane falls into harbour basin"), ["byline", "headline"]),
        (("Ysmer Strand, Senior Writer", "Crane falls into harbour basin"), ["byline", "headline"]),
        (("Crane falls into harbour basin", "May 7, 20303:14 PM UTCUpdated 40 mins ago"),
         ["headline", "byline"]),
    ],
)  # fmt: skip
def test_in_whatever_order_a_page_has_its_lines(lines: tuple[str, ...], kinds: list[str]) -> None:
    found = [zone.kind for zone in read_text("\n\n".join((*lines, FIRST, SECOND))).zones]
    assert found == [*kinds, "body", "body"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The trench at the village of Moe (Ministry of Ports photo)", True),
        ("The crane rests in the basin. Picture supplied", True),
        ("Pupils at the pool of the school in Luvik. [Elin Fosse, Coast Standard]", True),
        ("It fell. It sank. Nobody knows why it did. [Elin Fosse, Coast Standard]", False),
        ("A crane, May 3. REUTERS/Elin Fosse/File Photo Purchase Licensing Rights, opens new tab", True),
        ("A crane is lifted in the port of Luvik — VNA/VNS Photo Minh Le", True),
    ],
)  # fmt: skip
def test_credits_behind_captions(text: str, expected: bool) -> None:
    assert is_caption(text, None) == expected


def test_a_known_place_in_capitals_is_a_dateline_below_a_sentence_too() -> None:
    text = "\n\n".join(("Otters take over pool", "The guests do not mind it.", f"SINGAPORE: {FIRST}", SECOND))
    story = read_text(text)
    assert story.dateline is not None
    assert story.dateline.place == "SINGAPORE"
