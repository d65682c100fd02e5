"""Lines of pages that their shape and place tell: a row for each rule, near misses beside them."""

import pytest

from slugline.intake.formats.plain_text import read_text
from slugline.intake.zones.bylines import byline
from slugline.intake.zones.endings import is_ending
from slugline.intake.zones.head_lines import is_initialled
from slugline.intake.zones.reader_calls import is_reader_call
from slugline.intake.zones.scenes import ENOUGH, is_thing, scene

HEAD, BY, DAY = "Taps run dry as pump fails", "By Kari Moe", "October 4, 2030, 8:15 am"
FIRST = "The town of Ostvik has been without water since Monday, when the larger of its two pumps broke down."
SECOND = "Kari Lund told a meeting on Thursday that a spare part was on its way from Bonn."
LAST = "Water was last rationed in the town in 2019."


def kinds(*lines: str) -> list[str]:
    return [zone.kind for zone in read_text("\n\n".join(lines)).zones]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Norvik Post", "boilerplate"), ("Staff Writer", "boilerplate"), ("(tn)", "boilerplate"),
        ("TN.", "boilerplate"), ("— MPA", "boilerplate"), ("—30—", "boilerplate"), ("/ends", "boilerplate"),
        ("Distributed by Norvik News.", "boilerplate"), ("Editor's note: Names were changed.", "boilerplate"),
        ("The views expressed are the author's own.", "boilerplate"),
        ("We rely on readers like you.", "boilerplate"),
        ("The post Taps run dry appeared first on Norvik Post.", "boilerplate"),
        ("Published in The Norvik Mail, November 4th, 2030.", "boilerplate"),
        ("For media enquiries, please contact:", "boilerplate"),
        ("Results (by ward)", "body"), ("Bonn 3, Ostvik 1", "body"), ("Rain", "boilerplate"),
        ("“All of it”", "body"), ("and so on", "body"),
    ],
)  # fmt: skip
def test_below_the_last_sentence_of_copy(line: str, expected: str) -> None:
    assert kinds(HEAD, FIRST, SECOND, LAST, line)[-1] == expected


def test_who_said_it_stands_below_a_quotation() -> None:
    assert kinds(HEAD, FIRST, SECOND, "“We boil what we have.”", "Kari Lund, a farmer")[-1] == "body"
    assert kinds(HEAD, FIRST, SECOND, "Lund called it “a bad joke”", "Norvik News, Bonn")[-1] == "boilerplate"
    assert kinds(HEAD, FIRST, SECOND, "“We boil it,” said Lund.", "Norvik News, Bonn")[-1] == "boilerplate"


def test_initials_stand_below_a_sentence() -> None:
    assert kinds(HEAD, FIRST, SECOND, "The full name of the firm is Norvik Ferries", "inc.")[-1] == "body"


def test_an_agency_behind_the_last_sentence_is_no_line_of_the_page() -> None:
    found = kinds(HEAD, BY, DAY, FIRST, "The council has put up a sign. (PAP)", "PAP - Ewa Moe", "tr. RL")
    assert found[3:5] == ["body", "body"]


def test_no_credit_below_the_story_makes_a_caption_of_its_last_sentence() -> None:
    assert kinds(HEAD, BY, DAY, FIRST, SECOND, LAST, "Photography: Kari Moe", "Share")[5] == "body"


def test_an_author_is_one_again_below_the_story() -> None:
    assert kinds(HEAD, BY, DAY, FIRST, SECOND, "Kari Moe", "Share")[5:] == ["byline", "boilerplate"]
    assert kinds(HEAD, BY, "Kari Moe", DAY, FIRST, SECOND)[1:4] == ["byline"] * 3


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Background: Council sells last bus", "boilerplate"), ("NMA/6203344", "boilerplate"),
        ("AFP", "boilerplate"), ("➤ Council sells last bus", "boilerplate"),
        ("Kari Moe: Council sells last bus", "section"),
        ("The broken pump at the works of Ostvik", "caption"), ("A tanker at the clinic", "caption"),
        ("Kari Lund in the market of Ostvik", "caption"),
        ("A long wait", "section"), ("What next for Ostvik", "section"),
        ("WATER WOES: Women walk to the well in Ostvik on Monday.", "caption"),
        ("Women carrying buckets in Ostvik", "caption"),
    ],
)  # fmt: skip
def test_between_paragraphs(line: str, expected: str) -> None:
    assert kinds(HEAD, BY, DAY, FIRST, line, SECOND, LAST)[4] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Kari Lund speaks to women in Ostvik.", "caption"), ("Kari Lund.", "caption"),
        ("The broken pump at the works of Ostvik.", "caption"), ("A tanker brings water.", "caption"),
        ("The pump was bought in 1974.", "body"), ("Kari Lund says so.", "body"),
        ("A bus carrying women from Bonn to Ostvik overturned.", "body"),
    ],
)  # fmt: skip
def test_between_head_and_first_paragraph(line: str, expected: str) -> None:
    assert kinds(HEAD, BY, DAY, line, FIRST, SECOND)[3] == expected


def test_below_the_headline_a_thing_and_its_place_is_a_caption() -> None:
    assert kinds(HEAD, "The broken pump at Ostvik", BY, DAY, FIRST, SECOND)[1] == "caption"
    assert kinds(HEAD, "Kari Moe in Ostvik", DAY, FIRST, SECOND)[1] == "byline"
    assert kinds(HEAD, "The pump in Ostvik is from 1974", BY, DAY, FIRST, SECOND)[1] == "standfirst"


def test_what_stands_above_the_time_is_the_headline() -> None:
    shown = "Bosun, a dog of Ostvik, is said to have rung the bell of fog for two nights"
    above = "Menu", "More menu", "Ostvik", HEAD, "3 hours ago", "Share", "Save", "Harbour House"
    assert read_text("\n".join((*above, shown, FIRST, LAST))).headline == HEAD


def test_about_an_agency_the_end_begins_but_not_about_a_thing_of_the_story() -> None:
    assert kinds(HEAD, FIRST, SECOND, "About the Norvik News Agency", "It is in Bonn.")[-1] == "boilerplate"
    assert kinds(HEAD, FIRST, SECOND, "About the Hotel", "It was built in Bonn in 1974.")[-1] == "body"


@pytest.mark.parametrize(
    "line", ["(By Kari Moe)", "[By Kari Moe]", "-- By Kari Moe", "By- Kari Moe", "Interview by Kari Moe"]
)
def test_marks_around_bylines(line: str) -> None:
    found = byline(line)
    assert found is not None and found.names == ("Kari Moe",)


def test_initials_in_front_of_a_name() -> None:
    assert all(map(is_initialled, ("M.K. Subramaniam", "B.Enkhjargal", "Þ. Jónsson")))
    assert not any(map(is_initialled, ("U.S. Navy ships", "Kari Moe", "N.Y. OK")))
    assert kinds(HEAD, "B.Enkhjargal", FIRST, SECOND)[1] == "byline"


def test_who_speaks_and_who_is_spoken_to_meet_in_one_sentence() -> None:
    assert is_reader_call("We'll never share your email.")
    assert not is_reader_call("Thanks for your company. We're closing the gate here.")
    assert is_reader_call("(Catch all the latest stories and updates on our app.)")
    assert not is_reader_call("((NP)) Tell us more about your stories.")


def test_things_and_scenes() -> None:
    assert is_thing("Kari Lund with the pump") and not is_thing("Kari Lund with the pump", named=False)
    assert not any(
        map(is_thing, ("A pump at the works was bought", "The pump in Bonn is old", "Pumps at work"))
    )
    assert (
        scene("Kari Lund speaks in Bonn on Monday.") < ENOUGH <= scene("Kari Lund speaks in Bonn", wide=True)
    )
    assert is_ending("Powered by Norvik", last=False)


SHOWN = "Women wait at a well in Ostvik. Photo: Kari Moe"


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ((SHOWN,), ["caption"]), (("A man walks past a dry well in Ostvik.",), ["caption"]),
        (("The broken pump at Ostvik",), ["caption"]),
        (("Women wait at a well in Ostvik", "01:12 - Source: Norvik TV"), ["caption", "caption"]),
        (("Most read", "Council sells last bus to museum", "Mayor keeps his goat"), ["boilerplate"] * 3),
        ((f"{HEAD} | Norvik Post",), ["headline"]),
    ],
)  # fmt: skip
def test_above_the_headline(above: tuple[str, ...], expected: list[str]) -> None:
    found = read_text("\n\n".join((*above, HEAD, BY, DAY, FIRST, SECOND)))
    assert [zone.kind for zone in found.zones][: len(above) + 1] == [*expected, "headline"]
    assert found.headline == HEAD


def test_a_headline_is_no_caption_for_the_standfirst_below_it() -> None:
    found = read_text("\n\n".join(("Women march in Ostvik over water", "Taps have run dry", BY, DAY, FIRST)))
    assert found.headline == "Women march in Ostvik over water"
