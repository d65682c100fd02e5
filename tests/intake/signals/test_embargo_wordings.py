"""Lines that hold a story, whatever they are put together of, and lines about embargoes, which hold none."""

import json
from itertools import product

import pytest

from slugline import intake
from slugline.intake.signals.embargoes import embargo
from slugline.records.story import Story

SENT = "2030-12-19T10:00:00Z"
"""A Thursday."""
HEAD = "Council sells harbour to bank"
BODY = (
    "OSLO - The council voted on the harbour, officials said on Monday. Anna Lindqvist said it was wrong.\n\n"
    "It will vote again in June, she said."
)
FRONTS = [
    "", "CHECK AGAINST DELIVERY - ", "PRESS RELEASE - ", "News release: ", "Check against delivery. ", "*** ",
    "CONFIDENTIAL - CHECK AGAINST DELIVERY - ", "ATTENTION EDITORS: ",
]  # fmt: skip
WORDINGS = [
    "EMBARGOED UNTIL", "Embargoed until", "EMBARGO: Strictly embargoed until", "Under strict embargo until",
    "EMBARGO UNTIL", "NOT FOR PUBLICATION BEFORE", "This release is embargoed until",
    "The following news report is under embargo until", "EMBARGOED TO", "Embargo lifts", "EMBARGO -",
    "HOLD FOR RELEASE UNTIL",
]  # fmt: skip
TIMES: list[tuple[str, str | None]] = [
    ("00.01 hours Tuesday 24 December 2030", "2030-12-24T00:01:00-12:00"),
    ("10:00 GMT on 24 December 2030.", "2030-12-24T10:00:00+00:00"),
    ("9:30 AM ET, TUESDAY, DECEMBER 24, 2030 (1430 GMT)", "2030-12-24T09:30:00-05:00"),
    ("0600 CET Tuesday 31 December", "2030-12-31T06:00:00+01:00"),
    ("6 o'clock on Friday", "2030-12-20T06:00:00-12:00"),
    ("6pm Weds 25 December", "2030-12-25T18:00:00-12:00"),
    ("TOMORROW 6 AM", None),
    ("MIDNIGHT TONIGHT", None),
    ("tomorrow morning", None),
    ("Thursday evening", None),
    ("end of trading 24 December 2030", None),
    ("close of business on Friday", None),
    ("24/12/30 at 10am", None),
]
UNTIL = [one for one in WORDINGS if one.casefold().endswith("until")]
EVENTS: list[tuple[str, str | None]] = [
    ("DELIVERY", None),
    ("DELIVERY, EXPECTED AT 1030 GMT ON 24 DECEMBER 2030", None),
    ("the minister's speech has been delivered", None),
    ("THE SPEECH IS GIVEN", None),
    ("further notice", None),
    ("PUBLICATION IN THE HARBOUR REVIEW, 24 DECEMBER 2030 23:30 UK TIME", "2030-12-24T23:30:00+00:00"),
]
LANGUAGES: list[tuple[str, str | None]] = [
    ("SPERRFRIST: 24. Dezember 2030, 12 Uhr", "2030-12-24T12:00:00-12:00"),
    ("Es gilt das gesprochene Wort - Sperrfrist: 24. Dezember 2030, 18.30 Uhr", "2030-12-24T18:30:00-12:00"),
    ("Sperrfrist: Redebeginn", None),
    ("SPERRFRIST Donnerstag, 6 Uhr", None),
    ("EMBARGO JUSQU\u2019AU 24 DÉCEMBRE 2030 À 6H00", "2030-12-24T06:00:00-12:00"),
    ("Sous embargo jusqu'au 24 décembre 2030 à 18h30", "2030-12-24T18:30:00-12:00"),
    ("Embargado hasta el 24 de diciembre de 2030", "2030-12-24T00:00:00-12:00"),
    ("EMBARGO HASTA MAÑANA", None),
    ("EMBARGO FINO AL 24 DICEMBRE 2030", "2030-12-24T00:00:00-12:00"),
    ("Embargo fino alle 12 del 24 dicembre 2030", None),
    ("ONDER EMBARGO TOT 24 DECEMBER 2030 10.00 UUR", "2030-12-24T10:00:00-12:00"),
    ("Onder embargo tot donderdag 6 uur", None),
    ("SOB EMBARGO ATÉ 24 DE DEZEMBRO DE 2030, 10H", None),
    ("EMBARGO ATÉ AMANHÃ", None),
]
LINES = [
    *((f"{front}{words} {time}", until) for front, words, (time, until) in product(FRONTS, WORDINGS, TIMES)),
    *((f"{front}{words} {event}", until) for front, words, (event, until) in product(FRONTS, UNTIL, EVENTS)),
    *LANGUAGES,
    ("MINISTRY OF TRADE - EMBARGOED UNTIL 10:00 GMT 24 DECEMBER 2030", "2030-12-24T10:00:00+00:00"),
    ("EMBARGOED UNTIL 0600 GMT 31 DECEMBER 2030. Photos to follow.", "2030-12-31T06:00:00+00:00"),
    ("Embargoed until 2030-12-24T10:00:30.250Z", "2030-12-24T10:00:30+00:00"),
]
ABOUT = [
    "EU lifts arms embargo until 2035",
    "Trade embargo ends on Friday",
    "Embargo on oil extended until 24 December 2030",
    "Embargo to end after talks",
    "Embargo until end of war, says minister",
    "EMBARGO ON CUBA TO END BEFORE CHRISTMAS",
    "Embargoed until recently, island oil finds buyers",
    "EMBARGOED UNTIL RECENTLY, ISLAND CIGARS REACH MIAMI",
    "Embargoed until 2035, island oil finds no buyers",
    "EMBARGOED GOODS SEIZED AT THE BORDER",
    "Arms embargo: what happens until 2035",
    "Bajo embargo, la isla busca socios hasta 2035",
    "Sous embargo, la ville cherche des partenaires",
    "Sperrfrist für Minister nach Wechsel in die Wirtschaft",
    "L'embargo jusqu'au printemps, dit le ministre",
    "Onder embargo gaat de handel door",
    "Under embargo until the election, the report was leaked to a newspaper.",
    "Press embargo broken by newspaper on Friday",
    "For release after 20 years: the tapes of 1994",
    "Hold until dawn, troops told",
    "Do not use before checking the label, agency says",
    "This report is embargoed, says the ministry",
    "The story is embargoed until Friday, the ministry told reporters, who published it at once.",
    '"This release is embargoed until 10:00 GMT on 24 December 2030," the e-mail began.',
    "The e-mail said: Embargoed until 10:00 GMT on 24 December 2030.",
    "Analysis: embargoed until 24 December 2030",
]


def test_each_line_holds_until_its_moment_or_without_an_end() -> None:
    wrong = [
        (line, until, found)
        for line, until in LINES
        if (found := embargo(line, SENT)) is None or found.until != until
    ]
    assert not wrong


@pytest.mark.parametrize("place", ["first", "brackets", "slug line", "note", "plain text"])
def test_it_holds_the_story_wherever_it_stands(place: str) -> None:
    for line, until in LINES[::7]:
        story = placed(line, place)
        assert story.status == ("usable" if story.embargoed else "withheld"), line
        assert "embargo" in story.signals
        if place != "plain text":  # which tells no day of sending
            assert story.embargoed == until, line


def placed(line: str, place: str) -> Story:
    if place == "plain text":
        return intake.read(f"{line}\n\n{HEAD}\n\n{BODY}".encode())
    above = {
        "first": f"{line}\n\n", "brackets": f"[{line}]\n\n", "note": "",
        "slug line": f"BC-Norway-Harbour, 310\n\n{line}\n\n",
    }  # fmt: skip
    item = {"uri": "urn:x:1", "type": "text", "headline": HEAD, "body_text": above[place] + BODY}
    note = {"ednote": line} if place == "note" else {}
    return intake.read(json.dumps(item | note | {"versioncreated": SENT}).encode())


@pytest.mark.parametrize("line", ABOUT)
def test_a_line_about_an_embargo_holds_nothing(line: str) -> None:
    for headline, body in ((line, BODY), (HEAD, f"{line}\n\n{BODY}"), (HEAD, f"{BODY}\n\n{line}")):
        item = {"uri": "urn:x:1", "type": "text", "headline": headline, "body_text": body}
        story = intake.read(json.dumps(item | {"versioncreated": SENT}).encode())
        assert (story.status, story.embargoed) == ("usable", None)
    story = intake.read(f"{line}\n\n{BODY}".encode())
    assert (story.status, story.embargoed) == ("usable", None)
