"""News about embargoes and kills is news; what desks write does what it says all the same."""

import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from slugline import intake
from slugline.records.story import Story

FOLDER = Path(__file__).parent
HEADLINES = FOLDER.joinpath("ordinary_headlines.txt").read_text("utf-8").splitlines()
LINES = FOLDER.joinpath("ordinary_lines.txt").read_text("utf-8").splitlines()
HEAD = "Port of Oslo stays shut"
BODY = """\
OSLO - Ministers met on Monday to talk about the port, and no decision was taken before the evening.

"We will look at it again," said Marta Velinska, who speaks for Harbour Bank. The talks go on next week.

The harbour is the largest in the region, with 4,000 people working there, and it is disputed."""
SENT = "2030-11-27T10:00:00Z"


def item(headline: str, body: str) -> bytes:
    told = {"headline": headline, "body_text": body, "versioncreated": SENT}
    return json.dumps({"uri": "urn:x:1", "type": "text", **told}).encode()


def headlined(number: int, headline: str) -> Iterator[bytes]:
    """Yield a story with it alone, and in two of four other ways by turns."""
    yield f"{headline}\n\n{BODY}".encode()
    ways = (
        item(headline, BODY),
        f"{headline}\n\n{BODY.partition(chr(10))[0]}".encode(),
        f"Port-Oslo\n\n{headline}\n\n{BODY}".encode(),
        f"{headline}\n\n{HEAD}\n\n{BODY}".encode(),
    )
    yield from (ways[number % 4], ways[(number + 1) % 4])


def within(line: str) -> Iterator[bytes]:
    yield f"{line}\n\n{BODY}".encode()
    for body in (
        line,
        f"{line} {BODY}",
        f"{line}\n\n{BODY}",
        f"OSLO (Wire) - {line} {BODY}",
        f"{BODY}\n\n{line}",
    ):
        yield f"{HEAD}\n\n{body}".encode()


def orders(story: Story) -> list[object]:
    """Return what holds the story, or takes back another."""
    signals = [one for one in story.signals if one in ("kill", "withhold", "embargo")]
    links = [one for one in story.links if one.rel in ("kills", "withholds", "replaces")]
    status = [] if story.status == "usable" else [story.status]
    return [*signals, *links, *status, *([story.embargoed] if story.embargoed else [])]


@pytest.mark.parametrize("start", range(0, len(HEADLINES), 60))
def test_a_headline_about_it_is_none(start: int) -> None:
    lines = enumerate(HEADLINES[start : start + 60])
    some = [(line, value) for number, line in lines for value in headlined(number, line)]
    assert [(line, found) for line, value in some if (found := orders(intake.read(value)))] == []


def test_a_sentence_about_it_is_none() -> None:
    some = [(line, value) for line in LINES for value in within(line)]
    assert [(line, found) for line, value in some if (found := orders(intake.read(value)))] == []


def test_there_are_enough_of_them() -> None:
    assert len(HEADLINES) > 300
    assert len(HEADLINES) == len(set(HEADLINES))


SLUG = "Norvik-Ferry-Fire"
LABELS = [
    "MANDATORY KILL", "KILL", "BULLETIN KILL", "URGENT KILL", "ADVISORY KILL", "STORY KILL", "WITHHOLD",
    "MANDATORY WITHHOLD",
]  # fmt: skip
SAID = [
    "Editors: Please {do} the story slugged {slug}, sent at 1012 GMT. Its source has withdrawn it.",
    "Editors: {Do} {slug}. The police statement could not be confirmed.",
    'Clients, please {do} the item headlined "Ferry burns off Norvik". It is not for use.',
    "The story {slug} that moved at 1012 GMT is {done}. No substitute.",
]
CALLS = ["EDITORS:", "ATTENTION EDITORS:", "Editors:", "NOTE TO EDITORS:", "ATTENTION CLIENTS -", "Eds:"]
CALLED = [
    "Kill the story slugged {slug}.", "Please kill {slug}, sent at 1012 GMT.",
    "The story {slug} has been withdrawn.", "{slug} is killed. Do not use the story.",
    "{slug}, sent at 1012 GMT, is withdrawn. The story was wrong.",
    "Withhold the story slugged {slug} until further notice.", "Please kill urn:newsml:wire.example:7.",
]  # fmt: skip


def killing() -> Iterator[bytes]:
    for label, mark, said in product(LABELS, (" - ", ": ", " -- "), SAID):
        do = ("withhold", "withheld") if "WITHHOLD" in label else ("kill", "withdrawn")
        body = said.format(do=do[0], Do=do[0].title(), done=do[1], slug=SLUG)
        yield item(f"{label}{mark}{SLUG}", body)
        yield from (f"{label}{mark}{SLUG}\n\n{body}{end}".encode() for end in ("", "\n\nValdora News Agency"))
    for call, said in product(CALLS, CALLED):
        body = f"{call} {said.format(slug=SLUG)}"
        yield item("Advisory", body)
        yield from (text.encode() for text in (body, f"ADVISORY\n\n{body}\n\nValdora News Agency"))


def test_what_desks_write_kills_or_withholds_the_story_it_names() -> None:
    values = list(killing())
    assert len(values) > 300
    names = {SLUG, "Ferry burns off Norvik", "urn:newsml:wire.example:7"}
    wrong = []
    for value in values:
        story = intake.read(value)
        told = {one.uri for one in story.links if one.rel in ("kills", "withholds")}
        if not told or told - names or not {"kill", "withhold"} & set(story.signals):
            wrong.append((value, story.signals, told))
    assert wrong == []


HOLDS = """\
Embargo ends: Friday
EMBARGO ENDS FRIDAY
Embargo until Friday
Embargo till Monday
EMBARGO UNTIL 2030
EMBARGOED UNTIL 2030
Embargoed until 2030
Embargo until 2030 GMT
Embargo until 2030 hrs
Embargo until 2030 hours Friday
Embargo until 2030 local time
Embargo until 2030 tonight
Embargo until 8.30pm
Embargo lifts 24 December 2030
Embargo ends 31 July
Embargo expires Friday 6am
Embargo until tomorrow
Embargo until further notice
Embargo: Friday
Embargo: Friday 10:00
Embargo 24 December
Strict embargo until 2030
Embargo until June 30, 2031
Hold for release Friday: Gold rises in Oslo
Not for publication before Monday: Gold rises in Oslo
Embargo lifts Friday 0600 GMT: Gold rises in Oslo
Hold until Friday 6am: Gold rises in Oslo
HOLD UNTIL FRIDAY: Gold rises in Oslo
For release on Monday 24 December: Gold rises in Oslo
FOR RELEASE ON MONDAY: Gold rises in Oslo
Not to be used before 1000 GMT Monday: Gold rises in Oslo
Do not use before 24 December: Gold rises in Oslo
Under embargo until Friday: Gold rises in Oslo""".splitlines()


@pytest.mark.parametrize("line", HOLDS)
def test_what_holds_a_story_holds_it(line: str) -> None:
    for value in (item(line, BODY), f"{line}\n\n{BODY}".encode(), f"{line}\n\n{BODY}\n\nMore copy.".encode()):
        story = intake.read(value)
        assert story.embargoed or story.status == "withheld"
