"""How desks write kills and withholds: headlines, slug lines, calls to editors and notes in fields."""

import json

import pytest

from slugline.intake import record
from slugline.intake.formats.plain_text import read_text
from slugline.intake.signals.field_signals import of_note

TOLD = "LUNDEN (AP) - The item about a bus crash in Lunden has been withdrawn. No substitute follows."


@pytest.mark.parametrize(
    ("headline", "target"),
    [
        ("STORY REMOVED: Lunden-Bus", "Lunden-Bus"),
        ("STORY REMOVED: BC-EU--Lunden-Bus", "BC-EU--Lunden-Bus"),
        ("WITHDRAWN-Bus overturns near Lunden", "Bus overturns near Lunden"),
        ("AP KILL: Lunden-Bus", "Lunden-Bus"),
        ("Kill: BC-Lunden-Bus", "BC-Lunden-Bus"),
        ("KILL ORDER: BC-Lunden-Bus", "BC-Lunden-Bus"),
        ("MANDATORY KILL BC-Lunden-Bus", "BC-Lunden-Bus"),
        ("BULLETIN KILL BC-EU--Lunden-Bus", "BC-EU--Lunden-Bus"),
        ("ELIMINATION: Lunden-bus", "Lunden-bus"),
        ("NOTICE: KILL Lunden-bus", "Lunden-bus"),
        ("+++ KILL +++ Bus overturns near Lunden", "Bus overturns near Lunden"),
        ("ADVISORY-Lunden bus story withdrawn", None),
    ],
)
def test_headlines_of_kills(headline: str, target: str | None) -> None:
    one = read_text(f"{headline}\n\n{TOLD}")
    assert one.signals[:2] == ("kill", "advisory")
    assert [link.uri for link in one.links] == ([target] if target else [])
    assert one.dateline and one.dateline.place == "LUNDEN"
    item = {"uri": "urn:x:1", "type": "text", "headline": headline, "body_text": TOLD}
    found = record.read(json.dumps(item).encode())
    assert (found.signals[:2], found.links) == (one.signals[:2], one.links)


@pytest.mark.parametrize(
    ("text", "rel", "target"),
    [
        (
            "BULLETIN KILL\n\nLUNDEN -- Kill the story slugged BC-EU--Lunden-Bus. It was wrong.",
            "kills",
            "BC-EU--Lunden-Bus",
        ),
        (
            "ADVISORY: WITHHOLD Lunden-bus\n\nEDITORS: Please withhold the story Lunden-bus sent today.",
            "withholds",
            "Lunden-bus",
        ),
        (
            "Lunden-bus\n\nEDITORS:\n\nPlease kill our story Lunden-bus, sent at 1015 GMT.",
            "kills",
            "Lunden-bus",
        ),
        ("KILL\n\nEDITORS: Please kill urn:k:2. It was wrong.", "kills", "urn:k:2"),
        ("MANDATORY KILL\n\nKill the story with id 77-a, sent at 0900.", "kills", "77-a"),
        ("KILL\n\nEditors, please kill item tag:w.example,2026:9 at once.", "kills", "tag:w.example,2026:9"),
        ("WITHHOLD\n\nEDITORS: Hold urn:nvk:2026:9 for now.", "withholds", "urn:nvk:2026:9"),
    ],
)
def test_targets(text: str, rel: str, target: str) -> None:
    assert [(link.rel, link.uri) for link in read_text(text).links] == [(rel, target)]


ANPA = (
    "a0123-----\r\nb i BC-EU--Lunden-Bus{tail}   11-03 0100\r\n^BC-EU--Lunden-Bus{tail},80<\r\n"
    "^{call}<\r\n\t   Kill BC-EU--Lunden-Bus, a0120. The story was wrong. \r\n\t   The desk \r\n"
    "\t   AP-WF-11-03-26 0337GMT<\r\n"
)


@pytest.mark.parametrize(
    ("tail", "call"),
    [(", BULLETIN KILL", "EDITORS:"), (", Mandatory Kill", "MANDATORY KILL"), ("", "MANDATORY KILL"),
     ("", "EDITORS:")],
)  # fmt: skip
def test_kills_in_anpa(tail: str, call: str) -> None:
    one = record.read(ANPA.format(tail=tail, call=call).encode())
    assert one.signals[:2] == ("kill", "advisory")
    assert [(link.rel, link.uri) for link in one.links] == [("kills", "BC-EU--Lunden-Bus")]


@pytest.mark.parametrize(
    ("slug", "headline"),
    [("Lunden/bus/KILL/", "++ KILL ++ Bus overturns ++"), ("Lunden-bus-KILL", "+++ KILL +++ KILL +++")],
)
def test_kills_in_iptc_7901(slug: str, headline: str) -> None:
    text = f"afx0125 1 i 80  afx 0300\n\n{slug}\n{headline}\n\nEDITORS: Please kill our story Lunden-bus.\n\n"
    one = record.read(f"{text}afx jd\n031100 Nov 26\n".encode())
    assert one.signals[:2] == ("kill", "advisory")
    assert "Lunden-bus" in [link.uri for link in one.links]


@pytest.mark.parametrize(
    ("note", "status"),
    [
        ("KILL", "canceled"),
        ("KILL. The story is wrong.", "canceled"),
        ("MANDATORY KILL. Story is wrong.", "canceled"),
        ("MANDATORY KILL of urn:newsml:lunden:1", "canceled"),
        ("BULLETIN KILL BC-Lunden-Bus, a0120", "canceled"),
        ("Please kill this story.", "canceled"),
        ("The quote was made up. Kill this item.", "canceled"),
        ("This story has been withdrawn.", "canceled"),
        ("With photos.\nMANDATORY KILL! Do not use.", "canceled"),
        ("Please kill.", "canceled"),
        ("PLEASE KILL", "canceled"),
        ("Pls kill story", "canceled"),
        ("Kill the above", "canceled"),
        ("Story is killed: the figure was wrong.", "canceled"),
        ("Story killed", "canceled"),
        ("Item cancelled", "canceled"),
        ("Story withdrawn at the request of police.", "canceled"),
        ("This story has been withdrawn because the source recanted.", "canceled"),
        ("This item is being withdrawn due to an error in the attribution.", "canceled"),
        ("EDITORS: Story killed, duplicates BC-Lunden-Bus.", "canceled"),
        ("Article withdrawn, see update.", "canceled"),
        ("Story is held.", "withheld"),
        ("Please hold", "withheld"),
        ("Story on hold pending legal advice", "withheld"),
        ("The report was withdrawn by ministers after publication.", "usable"),
        ("The article was withdrawn by the journal.", "usable"),
        ("Please remove photo 3.", "usable"),
        ("Please delete the second paragraph.", "usable"),
        ("Kill paragraph 4.", "usable"),
        ("Story killed 3 people", "usable"),
        ("Story to be killed?", "usable"),
        ("Story holds for Sunday", "usable"),
        ("NOT FOR PUBLICATION", "withheld"),
        ("Not for publication.", "withheld"),
        ("WITHHOLD. Facts being checked.", "withheld"),
        ("Please hold this story.", "withheld"),
        ("DO NOT USE.", "withheld"),
        ("With BC-Lunden-Hunt: hunters kill a deer.", "usable"),
        ("See also the story about the kill of a deer.", "usable"),
        ("Killer whale story updated", "usable"),
        ("Kill of deer story to follow at 1500.", "usable"),
        ("Contacts below are not for publication.", "usable"),
        ("Not for publication\nDesk: Anna Berg", "usable"),
        ("Not for publication: Anna Berg, +47 900 00 000", "usable"),
        ("KILL BILL premiere moved to Friday", "usable"),
        ("Adds police spokesman on story of mass kill", "usable"),
        ("Hold the front page: elections at 2000 GMT", "usable"),
    ],
)
def test_orders_in_notes_of_fields(note: str, status: str) -> None:
    assert of_note(note, None).status == status


@pytest.mark.parametrize(
    "text",
    [
        "KILL LIST: Inside the Lunden squad\n\nLUNDEN (AP) - Police remove a report from court.",
        "Story removed from shelves angers pupils\n\nLUNDEN (AP) - The school has withdrawn the story.",
        "Notice: kill switch for buses\n\nLUNDEN (AP) - The maker has withdrawn its report.",
        "Editors say paper has withdrawn story\n\nLUNDEN (AP) - The paper has withdrawn its story of a fire.",
        "AP kills row in Lunden\n\nLUNDEN (AP) - The report is withdrawn.",
    ],
)
def test_what_is_no_kill(text: str) -> None:
    assert not {"kill", "withhold"} & set(read_text(text).signals)
