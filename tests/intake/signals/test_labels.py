"""Sixty labels in front of twenty headlines: a signal is a field, and never part of a name."""

from itertools import product

import pytest

from slugline.enrichment import Split, enrich
from slugline.intake.formats.plain_text import read_text
from slugline.intake.signals import labels
from slugline.reading.reader import Reader

PREFIXES = {
    "CORRECTED-": "correction",
    "CORRECTION-": "correction",
    "CORRECTED - ": "correction",
    "Correction: ": "correction",
    "(CORRECTED) ": "correction",
    "CORRECTED: ": "correction",
    "CLARIFICATION-": "clarification",
    "REFILE-": "refile",
    "REFILE - ": "refile",
    "RPT-": "repeat",
    "REPEAT: ": "repeat",
    "(RPT) ": "repeat",
    "UPDATE 1-": "update",
    "UPDATE 12-": "update",
    "UPDATE 2 - ": "update",
    "UPDATE: ": "update",
    "Updated: ": "update",
    "(UPDATE) ": "update",
    "1st LEAD ": None,
    "1ST LEAD: ": "lead",
    "(LEAD) ": "lead",
    "(2nd LD) ": "lead",
    "LEAD: ": "lead",
    "2nd Ld-Writethru: ": "lead",
    "WRITETHRU-": "writethru",
    "ADDS-": "adds",
    "ADDS: ": "adds",
    "WRAPUP 3-": "wrapup",
    "WRAPUP-": "wrapup",
    "TOP WRAP 4-": "wrapup",
    "URGENT-": "urgent",
    "URGENT: ": "urgent",
    "*URGENT* ": "urgent",
    "FLASH: ": "flash",
    "FLASH - ": "flash",
    "ALERT: ": "alert",
    "NEWS ALERT: ": "alert",
    "BULLETIN: ": "bulletin",
    "BREAKING: ": "breaking",
    "Breaking News: ": "breaking",
    "BREAKING NEWS - ": "breaking",
    "EXCLUSIVE-": "exclusive",
    "EXCLUSIVE: ": "exclusive",
    "Exclusive: ": "exclusive",
    "FACTBOX-": "factbox",
    "Factbox: ": "factbox",
    "ANALYSIS-": "analysis",
    "ANALYSIS | ": "analysis",
    "TIMELINE-": "timeline",
    "Timeline: ": "timeline",
    "Q&A-": "q-and-a",
    "Q&A: ": "q-and-a",
    "EXPLAINER-": "explainer",
    "INTERVIEW-": "interview",
    "OBITUARY-": "obituary",
    "NEWSMAKER-": "profile",
    "PRESS RELEASE: ": "promotional",
    "ADVERTORIAL: ": "promotional",
    "SPONSORED: ": "promotional",
    "CORRECTED-UPDATE 2-": "correction",
    "REFILE-WRAPUP 3-": "refile",
    "RPT-EXCLUSIVE-": "repeat",
    "TAKE 2 - ": None,
}
del PREFIXES["1st LEAD "]
"""With the first signal that each tells; None where it tells a take and no signal."""

HEADLINES = {
    "Merkel says Berlin will not wait for Paris": "Merkel",
    "Kenya asks for more time on port loan": "Kenya",
    "Toyota to close plant in Ohio": "Toyota",
    "Lagos governor names new police chief": "Lagos",
    "WHO says Ebola outbreak in Congo is over": "Congo",
    "Amina Okafor wins Nigeria's chess title": "Amina Okafor",
    "Peru's Castillo meets miners in Cusco": "Peru",
    "Boeing sees fewer orders from China": "Boeing",
    "Norway cuts rates, says governor Lindqvist": "Norway",
    "Putin and Erdogan to meet in Sochi": "Putin",
    "Sydney ferries collide, two hurt": "Sydney",
    "Nintendo raises outlook on console sales": "Nintendo",
    "France's Macron to visit flood-hit Nice": "France",
    "Jon Dahl, who built the Ostvik bridge, dies at 91": "Jon Dahl",
    "Tokyo shares close higher on Monday": "Tokyo",
    "Brazil court frees former minister": "Brazil",
    "Volkswagen recalls 40,000 cars in Spain": "Volkswagen",
    "Zelensky says talks with Poland go on": "Zelensky",
    "Quito bans fireworks after fire": "Quito",
    "Ireland votes on Friday": "Ireland",
}
BODY = "The talks went on until late on Monday, two officials said. A new round is due next week."


@pytest.mark.parametrize("label", PREFIXES)
def test_a_label_is_cut_off_every_headline(label: str) -> None:
    for headline in HEADLINES:
        found = labels.prefix(label + headline)
        assert found and (label + headline)[found.length :] == headline
        assert found.signals[:1] == ((PREFIXES[label],) if PREFIXES[label] else ())


@pytest.fixture(scope="module")
def plain(reader: Reader) -> list[Split]:
    """What is found below each headline without a label."""
    return enrich([read_text(f"{headline}\n\n{BODY}") for headline in HEADLINES], reader)


@pytest.mark.parametrize("label", PREFIXES)
def test_it_is_no_name_and_hides_none(label: str, plain: list[Split], reader: Reader) -> None:
    """Read before every fourth headline, others for the next label: each is cut off all of them above."""
    some = slice(list(PREFIXES).index(label) % 4, None, 4)
    rows = [*zip(HEADLINES.items(), plain, strict=True)][some]
    found = enrich([read_text(f"{label}{headline}\n\n{BODY}") for (headline, _), _ in rows], reader)
    for ((headline, name), bare), labelled in zip(rows, found, strict=True):
        story = labelled.enriched
        assert story.headline == headline
        names = {entity.name for entity in story.entities}
        assert names == {entity.name for entity in bare.enriched.entities}
        assert any(name.split()[0] in one or one in name for one in names), (label, headline, names)
        assert [one.speaker and one.speaker.text for one in story.quotes] == [
            one.speaker and one.speaker.text for one in bare.enriched.quotes
        ]


def test_there_are_sixty_and_twenty() -> None:
    assert len(PREFIXES) >= 60
    assert len(list(product(PREFIXES, HEADLINES))) >= 1_200


@pytest.mark.parametrize(
    "headline",
    [
        "Alert guard saves boy from fire",
        "FLASH-FLOOD KILLS NINE IN OHIO",
        "Kill the bill, say students",
        "Lead paint found in toys",
        "LEAD MINE COLLAPSES IN PERU",
        "Update on ferry talks expected",
        "Correction of prices worries farmers",
        "Flash flood kills nine",
        "Breaking the ice in Ostvik",
        "Exclusive school burns down",
        "Urgent-care clinics close",
        "Live music returns to Lagos",
        "Analysis of soil samples under way",
        "More: the utopia of a saint",
        "KILL BILL",
        "Hold that thought",
        "Repeat offenders to be freed",
        "Timeline of the war",
        "End of an era",
        "Test cricket returns",
        "Alert: guards asleep",
        "Lead: the poison in our pipes",
        "Release of hostages delayed",
        "PR firms merge",
        "Q and A sites lose readers",
        "UPDATE",
        "CORRECTED-",
        "Take 2 aspirin, doctors say",
        "Part 2 of film out",
    ],
)
def test_headlines_that_begin_like_a_label(headline: str) -> None:
    assert labels.prefix(headline) is None


@pytest.mark.parametrize(
    ("text", "signals", "take"),
    [
        ("URGENT", ("urgent",), None),
        ("***BREAKING NEWS***", ("breaking",), None),
        ("(MORE)", ("more",), None),
        ("-MORE-", ("more",), None),
        ("more follows", ("more",), None),
        ("ENDS", ("end",), None),
        ("2nd Ld-Writethru", ("lead", "writethru"), None),
        ("Take 2 of 3", (), (2, 3)),
        ("TAKE 2", (), (2, None)),
        ("BULLETIN KILL", ("bulletin", "kill"), None),
        ("MANDATORY KILL", ("kill",), None),
        ("URGENT / CORRECTION", ("urgent", "correction"), None),
    ],
)
def test_lines_of_signals_alone(
    text: str, signals: tuple[str, ...], take: tuple[int, int | None] | None
) -> None:
    found = labels.line(text)
    assert found and (set(found.signals) >= set(signals) - {"bulletin"}, found.take) == (True, take)


@pytest.mark.parametrize(
    "text", ["Urgent", "Live", "The urgent talks", "Feature film", "Kill him", "x" * 200, "2"]
)
def test_lines_that_are_no_signals(text: str) -> None:
    assert labels.line(text) is None
