"""What the copy says about a story: notes, slugs, takes, kills and embargoes, and what only looks like it."""

from dataclasses import dataclass
from typing import Any

import pytest

from slugline.enrichment import enrich
from slugline.intake.formats.plain_text import read_text
from slugline.intake.signals.embargoes import embargo
from slugline.intake.signals.notes import note
from slugline.intake.signals.slug_lines import slug_line
from slugline.reading.reader import Reader
from slugline.records.story import Story

HEAD = "Fire destroys ferry terminal in Ostvik"
LEAD = "OSTVIK, Norway, Nov 3 (Norvik) - Fire destroyed the ferry terminal on Monday, Lene Strand said."
REST = "The cause is not known. Police found no sign of arson."


def story(*parts: str) -> Story:
    return read_text("\n\n".join(parts))


def kinds(one: Story, kind: str) -> list[str]:
    return [one.text[zone.start : zone.end] for zone in one.zones if zone.kind == kind]


@pytest.mark.parametrize(
    ("text", "signals"),
    [
        ("(Corrects number of injured in paragraph 3 to four from 14)", ("correction",)),
        ("(Corrects typo in headline; adds quote)", ("correction", "adds")),
        ("(Repeats Monday's story, no change to text)", ("repeat",)),
        ("(Refiles to fix typo)", ("refile",)),
        ("(Adds details, quotes)", ("adds",)),
        ("(Recasts with vote)", ("update",)),
        ("[Updates with police statement]", ("update",)),
        ("(Removes extraneous word in paragraph 2)", ()),
        ("Eds: Adds quotes. With AP Photos.", ("adds",)),
        ("EDITORS: Graphic to follow.", ()),
        ("ATTN EDITORS - Pictures to follow", ()),
        ("Editor's note: Names have been changed.", ()),
        ("(This Nov. 3 story has been corrected to fix a name in paragraph 5)", ("correction",)),
        ("This story has been updated with a statement from the mayor.", ("update",)),
        ("An earlier version of this article misstated the age of the mayor.", ()),
        ("(Clarifies who owns the ferry)", ("clarification",)),
    ],
)
def test_notes(text: str, signals: tuple[str, ...]) -> None:
    found = note(text)
    assert found and found.signals == signals
    one = story(HEAD, text, LEAD, REST)
    assert kinds(one, "editor_note") == [text]
    assert kinds(one, "body") == [LEAD.split(" - ")[1], REST]
    assert one.editor_note == found.text and set(signals) <= set(one.signals)


@pytest.mark.parametrize(
    "text",
    [
        "(He adds that nobody was hurt)",
        "Adds up to 40 places, the school said.",
        "(Updates)x",
        "The editors: who they are",
        "This story begins in a small town.",
        "(Reuters) - Fire broke out.",
        "He corrects the pupils' work at night.",
        "(Correspondent's name withheld)",
        "“This story has been corrected,” he said",
    ],
)
def test_what_is_no_note(text: str) -> None:
    assert note(text) is None


@pytest.mark.parametrize(
    ("text", "slug", "signals", "take"),
    [
        (
            "BC-EU--Norway-Ferry Fire, 2nd Ld-Writethru,310",
            "BC-EU--Norway-Ferry Fire",
            ("lead", "writethru"),
            None,
        ),
        ("BC-Norway-Ferry Fire, KILL", "BC-Norway-Ferry Fire", ("kill",), None),
        ("AM-Norway-Ferry, Bjt", "AM-Norway-Ferry", (), None),
        ("PM-Ferry,350", "PM-Ferry", (), None),
        ("^BC-Norway-Ferry, 1st Ld, 200", "BC-Norway-Ferry", ("lead",), None),
        ("Norway-Ferry, 3rd Ld-Writethru", "Norway-Ferry", ("lead", "writethru"), None),
        ("BC-Norway-Ferry, take 2", "BC-Norway-Ferry", (), (2, None)),
    ],
)
def test_slug_lines(text: str, slug: str, signals: tuple[str, ...], take: Any) -> None:
    found = slug_line(text)
    assert found and (found.slug, found.signals, found.take) == (slug, signals, take)
    if "kill" not in signals:
        one = story(text, HEAD, LEAD, REST)
        assert (one.slugline, one.headline) == (slug, HEAD)
        assert kinds(one, "editor_note") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "BC government to close mine",
        "AM radio stations merge",
        "PM-elect names cabinet.",
        "Jean-Paul, 31",
        "A-B, C",
        "Rolls-Royce, Airbus sign deal",
    ],
)
def test_what_is_no_slug_line(text: str) -> None:
    assert slug_line(text) is None


NOV_3 = "2030-11-03"  # a Sunday


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("EMBARGOED UNTIL 00:01 GMT TUESDAY 31 DECEMBER 2030", "2030-12-31T00:01:00+00:00"),
        ("Embargoed until 6 a.m. EST on November 5, 2030", "2030-11-05T06:00:00-05:00"),
        ("EMBARGO: 0001 GMT, 5 November 2030", "2030-11-05T00:01:00+00:00"),
        ("STRICTLY EMBARGOED FOR 00.01 BST ON 5 JUNE 2030", "2030-06-05T00:01:00+01:00"),
        ("***EMBARGOED FOR RELEASE AT 1900 GMT ON 5 NOVEMBER 2030***", "2030-11-05T19:00:00+00:00"),
        ("Not for publication before 10:00 CET, 5 Nov 2030", "2030-11-05T10:00:00+01:00"),
        ("HOLD FOR RELEASE UNTIL noon GMT Nov. 5, 2030", "2030-11-05T12:00:00+00:00"),
        ("Under embargo until 2030-11-05T10:30:00Z", "2030-11-05T10:30:00+00:00"),
        ("EMBARGOED UNTIL 2030-11-05 10:30 +02:00", "2030-11-05T10:30:00+02:00"),
        ("EMBARGOED UNTIL MIDNIGHT GMT, 5 NOVEMBER 2030", "2030-11-05T00:00:00+00:00"),
        ("EMBARGOED UNTIL 5 NOVEMBER 2030", "2030-11-05T00:00:00-12:00"),
        ("EMBARGOED UNTIL 00:01 GMT TUESDAY", "2030-11-05T00:01:00+00:00"),
        ("EMBARGOED UNTIL 00:01 GMT SUNDAY", "2030-11-03T00:01:00+00:00"),
        ("EMBARGOED UNTIL 1 p.m. ET Nov 5", "2030-11-05T13:00:00-05:00"),
        ("EMBARGOED UNTIL 00:01 GMT 2 JANUARY", "2031-01-02T00:01:00+00:00"),
        ("EMBARGOED UNTIL 00:01 GMT", None),
        ("UNDER STRICT EMBARGO", None),
        ("EMBARGOED", None),
        ("EMBARGOED UNTIL 24:00 GMT 5 NOVEMBER 2030", "2030-11-06T00:00:00+00:00"),
        ("EMBARGOED UNTIL 25:00 GMT 31 DECEMBER 2030", "2031-01-01T00:00:00+00:00"),
    ],
)
def test_embargoes(text: str, until: str | None) -> None:
    found = embargo(text, NOV_3)
    assert found and found.until == until


def test_a_weekday_or_a_day_without_a_year_cannot_be_reckoned_from_nothing() -> None:
    for text in ("EMBARGOED UNTIL 00:01 GMT TUESDAY", "EMBARGOED UNTIL 00:01 GMT NOV 5"):
        found = embargo(text)
        assert found and found.until is None


@pytest.mark.parametrize(
    "text",
    [
        "Embargo on arms sales to end in May",
        "Embargoed goods rot at the port",
        "The embargo ends on Tuesday, officials said.",
        "Hold for release papers were signed",
        "EU embargo until 2031 hurts fishermen",
        "Embargo: a history of trade wars",
        "Embargo lifts prices of oil in Ohio",
        "Not for use in schools, the label says.",
        "For release on bail, he paid 5,000",
        "Embargoed until now by the court, the papers show who paid.",
    ],
)
def test_what_is_no_embargo(text: str) -> None:
    assert embargo(text, NOV_3) is None


def test_an_embargo_in_copy_holds_the_story() -> None:
    one = story("EMBARGOED UNTIL 00:01 GMT 31 DECEMBER 2030", HEAD, LEAD)
    assert (one.status, one.embargoed, one.headline) == ("usable", "2030-12-31T00:01:00+00:00", HEAD)
    assert "embargo" in one.signals
    dated = story("EMBARGOED UNTIL 00:01 GMT TUESDAY", HEAD, "By Ana Silva | 3 November 2030", LEAD)
    assert dated.embargoed == "2030-11-05T00:01:00+00:00"
    filed = story("EMBARGOED UNTIL 00:01 GMT TUESDAY", HEAD, "OSTVIK, Nov 3, 2030 (Norvik) - Fire broke out.")
    assert filed.embargoed == "2030-11-05T00:01:00+00:00"
    held = story("EMBARGOED", HEAD, LEAD)
    assert (held.status, held.embargoed) == ("withheld", None)


@dataclass
class Killed:
    text: str
    rel: str
    uri: str


KILLS = [
    Killed(
        "BC-Norway-Ferry Fire, KILL\n\nEDITORS: Please KILL the story slugged BC-Norway-Ferry Fire, sent "
        "Nov. 3. "
        "The quotes attributed to Lene Strand were fabricated. Do not use.",
        "kills",
        "BC-Norway-Ferry Fire",
    ),
    Killed(
        'MANDATORY KILL\n\nEditors: Kill the story headlined "Fire destroys ferry terminal" sent at 0912.',
        "kills",
        "Fire destroys ferry terminal",
    ),
    Killed(
        "BULLETIN KILL\n\nThe story slugged NORWAY-FERRY should not be used. It is withdrawn.",
        "kills",
        "NORWAY-FERRY",
    ),
    Killed(
        "KILL-Fire destroys ferry terminal\n\nPlease disregard the item "
        "with uri urn:newsml:norvik:20301103:1, which was sent in error.",
        "kills",
        "urn:newsml:norvik:20301103:1",
    ),
    Killed(
        'WITHDRAWN-Fire destroys ferry terminal\n\nThe story slugged "Norway-Ferry" is withdrawn.',
        "kills",
        "Norway-Ferry",
    ),
    Killed(
        "ATTN EDITORS - Please withhold the story slugged Norway-Ferry until further notice.",
        "withholds",
        "Norway-Ferry",
    ),
    Killed(
        "MANDATORY WITHHOLD\n\nEditors: Please withhold the story slugged Norway-Ferry, sent on Monday.",
        "withholds",
        "Norway-Ferry",
    ),
    Killed(
        "BC-Norway-Ferry, WITHHOLD\n\nEDITORS: Please hold the story for now.", "withholds", "BC-Norway-Ferry"
    ),
]


@pytest.mark.parametrize("one", KILLS, ids=lambda one: one.text[:20])
def test_a_kill_in_copy_is_an_advisory_with_a_link_and_has_no_events(one: Killed, reader: Reader) -> None:
    found = read_text(one.text)
    assert {"advisory", "withhold" if one.rel == "withholds" else "kill"} <= set(found.signals)
    assert (one.rel, one.uri) in [(link.rel, link.uri) for link in found.links]
    enriched = enrich([found], reader)[0].enriched
    assert enriched.skipped == "advisory"
    assert not (enriched.entities or enriched.quotes or enriched.topics)


@pytest.mark.parametrize(
    "text",
    [
        f"Kill the bill, students say\n\n{LEAD}\n\n{REST}",
        f"Editors walk out at Norvik\n\nEditors said he tried to kill the story of the ferry.\n\n{REST}",
        f"{HEAD}\n\nEds: Adds quotes.\n\n{LEAD}\n\nThe mayor asked the paper to withdraw the story.",
        f'Paper drops story on ferry\n\nIt says the story titled "Fire" is withdrawn.\n\n{REST}',
        f"Retraction of study shakes clinic\n\n{LEAD}\n\n{REST}",
    ],
)
def test_stories_about_kills_are_stories(text: str) -> None:
    one = read_text(text)
    assert not {"kill", "withhold", "advisory"} & set(one.signals) and not one.links


def test_a_note_alone_is_an_advisory() -> None:
    assert read_text("EDITORS: The ferry story will be sent at 1500 GMT. Pictures will follow.").signals == (
        "advisory",
    )


def test_a_take_and_its_end() -> None:
    one = story("BC-Norway-Ferry, take 2 of 3", HEAD, LEAD, REST, "(MORE)")
    assert one.take and (one.take.number, one.take.of) == (2, 3)
    assert one.signals == ("more",)
    assert kinds(one, "boilerplate") == ["(MORE)"]
    assert story(HEAD, LEAD, REST, "-30-").zones[-1].kind == "boilerplate"


def test_ap_leads() -> None:
    one = story(
        "BC-EU--Norway-Ferry Fire, 2nd Ld-Writethru,310",
        "Eds: UPDATES: Adds quotes. Stands for previous BC-EU--Norway-Ferry Fire, 1st Ld.",
        HEAD,
        "By KARI MOE\nNorvik Press",
        "OSTVIK, Norway (AP) _ Fire destroyed the terminal, Lene Strand said.",
        REST,
        "___",
        "Moe reported from Oslo. Norvik writer Jon Dahl in Bergen contributed to this report.",
    )
    assert (one.headline, one.byline, one.source) == (HEAD, ("Kari Moe",), "AP")
    assert one.dateline and one.dateline.place == "OSTVIK, Norway"
    assert one.signals[:2] == ("lead", "writethru")
