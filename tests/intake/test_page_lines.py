"""What pages have around headline and story: menus, sections, dates, captions, points, links."""

import pytest

from slugline.intake.formats.found import Found, story
from slugline.intake.formats.html_paragraphs import Paragraph
from slugline.intake.formats.plain_text import read_text
from slugline.intake.zones.captions import is_credit

HEAD = "Ferry firm fined over oil spill"
BODY = "The ministers agreed on Monday to meet again in June, officials said."
LAST = "Nobody was hurt in the fire, the harbour said."


def kinds(*lines: str) -> list[str]:
    return [zone.kind for zone in read_text("\n\n".join(lines)).zones]


ABOVE: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "two sections": (("News", "Ireland", HEAD, BODY), ["section", "section", "headline", "body"]),
    "a section and a place": (("World|Norway", HEAD, BODY), ["section", "headline", "body"]),
    "the day": (("24 Aug, 10:40", HEAD, BODY), ["byline", "headline", "body"]),
    "a section of the day": (
        ("General News of Monday, 11 December 2030", HEAD, BODY),
        ["byline", "headline", "body"],
    ),
    "a menu": (
        ("Norvik Homepage", "Skip to content", HEAD, BODY),
        ["boilerplate", "boilerplate", "headline", "body"],
    ),
    "a headline of four words": (
        ("Skip to content", "Gold hits new high", "Analysts say it may go higher yet", BODY),
        ["boilerplate", "headline", "standfirst", "body"],
    ),
    "a headline in the form of a link": (
        ("World", "FACT CHECK: Old video of a flood", "By Amina Moe", BODY),
        ["section", "headline", "byline", "body"],
    ),
    "a heading with a colon": (
        ("Skip to content", "Next up:", "Gold hits new high", "By Amina Moe", BODY),
        ["boilerplate", "boilerplate", "headline", "byline", "body"],
    ),
    "the way to the headline": (
        ("Zones / Indian Stories / Mayor of Bonn quits", "Mayor of Bonn quits", "By Amina Moe", BODY),
        ["boilerplate", "headline", "byline", "body"],
    ),
    "a menu below a line of it": (
        ("Skip now to main text", "Zones", "Ports", "The court jails two over the harbour fire",
         "Updated 7 November 2030", "By Amina Moe", BODY),
        ["boilerplate", "boilerplate", "boilerplate", "headline", "byline", "byline", "body"],
    ),
    "a line below the author is no headline": (
        ("Bonn: A city of many bridges", "By Amina Moe", "4 November 2030", "Listen now to this text", BODY),
        ["headline", "byline", "byline", "boilerplate", "body"],
    ),
    "a name and outlet below the headline are no credit": (
        ("Zonks for all of the sea", "Zonk on", "The court jails two over the harbour fire",
         "Amina Moe / Harbour Times", "3 hours ago · 4 min read", BODY),
        ["boilerplate", "boilerplate", "headline", "byline", "boilerplate", "body"],
    ),
    "names of a menu below its first line": (
        ("Dtub fa wiuz lazfozf", "Zohd", "Dbacf", "Bviyoc", "Court jails Moe for 3 years",
         "Updated / Saturday, 27 Dec 2030 11:34", "A judge heard of the hall (file image)",
         "By Jon Moe", "Midlands Correspondent", BODY),
        [*["boilerplate"] * 4, "headline", "byline", "caption", "byline", "byline", "body"],
    ),
    "a page of pictures": (
        ("Home / Photos", "Desert town wakes up to first snow", "6 Photos", "4 November 2030",
         "1 / 2", "A camel stands in the snow. (AFP)"),
        ["boilerplate", "headline", "boilerplate", "byline", "boilerplate", "caption"],
    ),
    "a sum cut short ends the headline": (
        ("Briefs", "Share", "Norvik Co. to buy Bonn hotel for $17m.", BODY),
        ["boilerplate", "boilerplate", "headline", "body"],
    ),
    "a place is a headline's beginning": (("Norway", BODY), ["body", "body"]),
    "much between headline and story": (
        (HEAD, "https://x.example/1", "Norvik Press", "Updated 7 November 2030", "Follow", "Talks to go on",
         "Rivals to meet", "Mayor hails step", BODY),
        ["headline", "boilerplate", "byline", "byline", "boilerplate", "bullet", "bullet", "bullet", "body"],
    ),
    "one line is no point": (
        (HEAD, "Norvik Press", "Updated 7 November 2030", "Follow", "Rivals to meet", BODY),
        ["headline", "byline", "byline", "boilerplate", "boilerplate", "body"],
    ),
    "no page, so nothing is said of short lines": (
        (HEAD, "Hall 3", "One by one", BODY),
        ["headline", "body", "body", "body"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ABOVE)
def test_above_the_story(name: str) -> None:
    lines, expected = ABOVE[name]
    assert kinds(*lines) == expected


DATE = "Updated: 3 November 2026, 10:12"
TOP: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "a name that no list has, and a role": (("Oono Ruul", "Staff Writer"), ["byline", "byline"]),
    "a name that no list has, and an address": (("Oono Ruul", "oono@x.example"), ["byline", "boilerplate"]),
    "a name and role below buttons": (
        (DATE, "Share", "Ana Moe, Ferry Reporter"),
        ["byline", "boilerplate", "byline"],
    ),
    "a kicker in capitals is no place": (("COMPANIES & MARKETS", DATE), ["standfirst", "byline"]),
    "a town with its state is a place above figures": (
        ("ZUNKEL, Calif.", "Shr 30 cts vs 24 cts", "Net 1,142 vs 987"),
        ["dateline", "body", "body"],
    ),
    "a scene": ((DATE, "Cars queue for fuel in Bonn."), ["byline", "caption"]),
    "a caption without an end": (
        (DATE, "Amina Moe was at the port when it burnt"),
        ["byline", "caption"],
    ),
    "a caption above its credit": (
        (DATE, "The hall in Ostvik", "Image: Ida Holm/dpa/picture alliance"),
        ["byline", "caption", "caption"],
    ),
    "a sentence above its credit and the author": (
        (DATE, "Children wait for water in Ostvik, Norway.", "Ida Holm/AFP", "By Amina Moe"),
        ["byline", "caption", "caption", "byline"],
    ),
    "a standfirst above a credit": (
        ("Police are looking for a white van", "Pic: Ida Holm"),
        ["standfirst", "caption"],
    ),
    "a name and the date": ((DATE, "Amina Moe"), ["byline", "byline"]),
    "an agency and the date": (("PTI", DATE), ["byline", "byline"]),
    "a role": (("By Amina Moe", "Courts Reporter"), ["byline", "byline"]),
    "few words of the page": ((DATE, "Hall of fame"), ["byline", "boilerplate"]),
    "few words below author and day": (
        ("By Amina Moe", DATE, "Hall of fame"),
        ["byline", "byline", "boilerplate"],
    ),
    "an author and an outlet": (("Amina Moe / Norvik Press",), ["byline"]),
    "points in short": ((DATE, "Key points", "Rates stay as they are"), ["byline", "boilerplate", "bullet"]),
    "a sentence for a standfirst": (
        ("Farmers blocked roads on Friday, as talks went on.", DATE),
        ["standfirst", "byline"],
    ),
    "the place of the desk and the day": (("TOKYO", "PUBLISHED AUGUST 3, 2030"), ["dateline", "byline"]),
    "short paragraphs": ((DATE, "Boats and trains.", "Rain."), ["byline", "body", "body"]),
    "a handle behind the name": (("By: Amina Moe - @aminamoe",), ["byline"]),
    "where a writer is": (("By Amina Moe (Ostvik, Norway, correspondent)",), ["byline"]),
    "for whom a writer is": (("Amina Moe (Norvik Press)",), ["byline"]),
    "a town behind the day": (("Published on August 17, 2030, at 10:39 am (Paris)",), ["byline"]),
    "a standfirst below the day": (
        (DATE, "Inspectors have fined firms that dumped waste", "Photo by Ida Holm"),
        ["byline", "standfirst", "caption"],
    ),
    "rows of figures": (("Shr 30 cts vs 24 cts", "Net 1,142 vs 987"), ["body", "body"]),
    "a dateline without an end": (("OSTVIK (AP) — The latest on the fire:",), ["dateline", "body"]),
}  # fmt: skip


@pytest.mark.parametrize("name", TOP)
def test_between_headline_and_story(name: str) -> None:
    lines, expected = TOP[name]
    assert kinds(HEAD, *lines, BODY, LAST) == ["headline", *expected, "body", "body"]


def test_a_role_of_the_markup_is_no_menu() -> None:
    parts = [Paragraph("In short", "caption"), Paragraph("Gold hits a new high", None), Paragraph(BODY, None)]
    told = story(Found(body=parts))
    assert [zone.kind for zone in told.zones] == ["caption", "headline", "body"]


def test_a_first_paragraph_above_a_credit_is_body() -> None:
    assert kinds(HEAD, BODY, "Photo: Ida Holm", LAST) == ["headline", "body", "caption", "body"]


BELOW: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "links behind furniture": (("Share", "Ferry sails", "Norway"), ["boilerplate"] * 3),
    "a list before furniture": (
        ("2012: Solvang burns", "Share", "Norway"),
        ["body", "boilerplate", "boilerplate"],
    ),
    "a caption stays": (("Share", "The hall. REUTERS/Ida Holm"), ["boilerplate", "caption"]),
    "items of a list stay": (("Share", "• One thing", "• Two things"), ["boilerplate", "bullet", "bullet"]),
    "what somebody says stays": (("Share", "“No,” she said"), ["boilerplate", "body"]),
    "about a company": (("About Norvik Ferries", "Norvik Ferries sails in Norway."), ["boilerplate"] * 2),
    "about a thing": (("About the fire nobody spoke.", LAST), ["body", "body"]),
    "statements": (("Forward-Looking Statements", "This release has some."), ["boilerplate"] * 2),
    "who sent it": (("SOURCE Norvik Ferries",), ["boilerplate"]),
    "initials": (("==Kyodo",), ["boilerplate"]),
    "writers' initials": (("burs-kh/jm",), ["boilerplate"]),
    "an outlet in brackets": (("(BusinessDesk)",), ["boilerplate"]),
    "an outlet with an agency": (("(Norvik Press with AFP)",), ["boilerplate"]),
    "an agency behind a name": (("Amina Moe, The Canadian Press",), ["boilerplate"]),
    "helpers": (("With reporting by Reuters and dpa",), ["boilerplate"]),
    "topics with a full stop": (("Categories: Economy, International, Peru.",), ["boilerplate"]),
    "a sentence that begins like topics": (("Published accounts, he said, were late.",), ["body"]),
    "a note of the author": (
        ("Note from the author:", "Please consider supporting us."),
        ["boilerplate"] * 2,
    ),
    "an agency alone": (("Reuters",), ["boilerplate"]),
    "codes": (("51 77 03 CRO01 1113 GEST GEST03 MAE03",), ["boilerplate"]),
    "scores are no codes": (("ARS 3 CHE 1 LIV 2",), ["body"]),
    "a name is who wrote it": (("Amina Moe",), ["byline"]),
    "whom to ask": (("Anyone who saw the crash is asked to call police on 101.",), ["boilerplate"]),
    "where there is more": (("For more videos, visit our site.",), ["boilerplate"]),
    "more than": (("For more than a week students marched.",), ["body"]),
    "a reporter's beat": (
        ("Amina Moe covers schools for the Herald. Reach her at kari@herald.example.",),
        ["boilerplate"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BELOW)
def test_below_the_story(name: str) -> None:
    lines, expected = BELOW[name]
    assert kinds(HEAD, BODY, LAST, *lines) == ["headline", "body", "body", *expected]


@pytest.mark.parametrize(
    "line",
    [
        "[1/3]", "+2", "list of 3 items", "list 1 of 3", "49k viewing now", "8 min Reading time", "10.58 BST",
        "Updated at 10.21 BST", "Accessibility Help", "More information", "News ID: 3220285", "Change size",
        "This is AI generated summarization, which may have errors.",
    ],
)  # fmt: skip
def test_notices_between_paragraphs(line: str) -> None:
    assert kinds(HEAD, BODY, line, LAST) == ["headline", "body", "boilerplate", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "Smoke over the port of Ostvik in Norway (Elena Dahl)",
        "Amina Moe (pictured) said she was 'lucky to be alive'",
        "Tractors on the road to Ostvik, Norway, November 3, 2030. © Ruth Young, AFP",
        "Amina Moe leaves the hall in Ostvik on Monday.IDA HOLM/The Canadian Press",
    ],
)  # fmt: skip
def test_captions_between_paragraphs(line: str) -> None:
    assert kinds(HEAD, BODY, line, LAST) == ["headline", "body", "caption", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "Amina Moe (pictured) told the court she was lucky.", "It burnt (Elena Dahl)",
        "The port (left) was shut, he said.",
    ],
)  # fmt: skip
def test_no_captions_between_paragraphs(line: str) -> None:
    assert kinds(HEAD, BODY, line, LAST) == ["headline", "body", "body", "body"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Image: Ida Holm/dpa/picture alliance", True), ("© UNICEF/Ida Holm", True),
        ("Amina Moe / Norvik Press", True),
        ("Credit: Ida Holm", True), ("Photo credit: Ida Holm | Norvik Media", True),
        ("Image: a port that burnt in Ostvik, and more than that", False), ("Ostvik / Norway", False),
        ("Amina Moe and/or others", False), ("x" * 91, False),
    ],
)  # fmt: skip
def test_credits(line: str, expected: bool) -> None:
    assert is_credit(line) == expected


@pytest.mark.parametrize(
    ("front", "place"),
    [
        ("Tokyo, Jun 18 (PTI) ", "Tokyo"),
        ("TOKYO, Norway--(BUSINESS WIRE)--", "TOKYO, Norway"),
        ("St. John's, Jan 1 (PTI) ", "St. John's"),
        ("Tokyo (PTI) ", "Tokyo"),
        ("Labour (PTI) ", None),
        ("Tokyo, Jun 18 (Labour) ", None),
        ("The talks on Jun 18 (PTI) ", None),
    ],
)
def test_a_date_and_an_agency_need_no_mark(front: str, place: str | None) -> None:
    found = read_text(f"{HEAD}\n\n{front}{BODY}\n\n{LAST}").dateline
    assert (found and found.place) == place
