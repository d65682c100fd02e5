"""What stands before a headline's words and behind them: embargoes, leads, takes; and how copy ends."""

import json

import pytest

from slugline.intake import record
from slugline.intake.formats.found import Found, story
from slugline.intake.formats.plain_text import read_text
from slugline.intake.signals.field_signals import of_note
from slugline.records.story import Story

HEAD = "Lunden study finds link between sleep and work"
LEAD = "LUNDEN (AP) - Sleep and work go together, a study in Lunden found on Tuesday."
MAIL = "From: a@lunden.example\nSubject: {}\nDate: Tue, 3 Nov 2026 10:00:00 +0000\nMessage-ID: <1@x>\n\n{}\n"


def ways(headline: str) -> list[Story]:
    """The same headline in copy, in ninjs, in others' JSON, in a mail."""
    items = (
        {"uri": "urn:x:1", "type": "text", "headline": headline, "body_text": LEAD},
        {"url": "https://x.example/1", "title": headline, "text": LEAD},
    )
    return [
        read_text(f"{headline}\n\n{LEAD}"),
        *(record.read(json.dumps(item).encode()) for item in items),
        record.read(MAIL.format(headline, LEAD).encode()),
    ]


@pytest.mark.parametrize(
    ("front", "until"),
    [
        ("EMBARGOED UNTIL 0600 GMT MON 9 NOV 2026: ", "2026-11-09T06:00:00+00:00"),
        ("EMBARGOED UNTIL 0600 GMT, JANUARY 5, 2031 - ", "2031-01-05T06:00:00+00:00"),
        ("EMBARGOED UNTIL 00:01 GMT 5 JANUARY 2031 | ", "2031-01-05T00:01:00+00:00"),
        ("[EMBARGOED UNTIL 00:01 GMT 5 JANUARY 2031] ", "2031-01-05T00:01:00+00:00"),
        ("Embargoed until 6 a.m. EST, Jan. 5, 2031 -- ", "2031-01-05T06:00:00-05:00"),
        ("STRICTLY EMBARGOED TO 0600 GMT: ", None),
        ("EMBARGOED: ", None),
        ("EMBARGOED - ", None),
    ],
)
def test_embargoes_before_the_headline(front: str, until: str | None) -> None:
    for one in ways(front + HEAD):
        assert (one.headline, one.embargoed) == (HEAD, until)
        assert "embargo" in one.signals
        assert one.status == ("usable" if until else "withheld")


@pytest.mark.parametrize(
    ("headline", "until"),
    [
        ("EMBARGOED UNTIL 00:01 GMT TUESDAY 31 DECEMBER 2030", "2030-12-31T00:01:00+00:00"),
        ("[Embargoed until 00:01 GMT 31 December 2030]", "2030-12-31T00:01:00+00:00"),
        ("embargoed until 6 a.m. EST, Jan. 5, 2031.", "2031-01-05T06:00:00-05:00"),
    ],
)
def test_a_headline_that_is_an_embargo_holds_the_story(headline: str, until: str) -> None:
    for one in ways(headline):
        assert (one.embargoed, "embargo" in one.signals) == (until, True)


@pytest.mark.parametrize(
    ("note", "until"),
    [
        ("EMBARGOED UNTIL 00:01 GMT 31 DECEMBER 2030. Photos to follow.", "2030-12-31T00:01:00+00:00"),
        ("Photos to follow. Embargoed until 00:01 GMT 31 December 2030.", "2030-12-31T00:01:00+00:00"),
        ("This story is embargoed until 0600 GMT, January 5, 2031.", "2031-01-05T06:00:00+00:00"),
        ("Note: embargoed until 0600 GMT, January 5, 2031", "2031-01-05T06:00:00+00:00"),
        ("The embargo of 5 January 2031 was lifted early.", None),
        ("Adds that the oil embargo ends on 5 January 2031, minister says.", None),
    ],
)
def test_an_embargo_in_a_sentence_of_a_note(note: str, until: str | None) -> None:
    said = of_note(note, None)
    assert (said.embargoed, "embargo" in said.signals) == (until, until is not None)


@pytest.mark.parametrize(
    "headline",
    [
        "Embargo: a history of trade wars",
        "Embargo lifts prices of oil in Lunden: bank",
        "Embargoed goods seized at port of Lunden",
        "Embargo until January 2031: Lunden stays firm",
        "EMBARGO-Oil tankers wait off Lunden",
        "Under embargo - Lunden's farmers sell less",
    ],
)
def test_headlines_about_embargoes(headline: str) -> None:
    for one in ways(headline):
        assert (one.headline, one.embargoed, one.status) == (headline, None, "usable")
        assert "embargo" not in one.signals


def test_a_weekday_in_a_subject_is_reckoned_from_the_mail() -> None:
    one = record.read(MAIL.format(f"EMBARGOED UNTIL 0600 GMT MON 9 NOV: {HEAD}", LEAD).encode())
    assert one.embargoed == "2026-11-09T06:00:00+00:00"


@pytest.mark.parametrize(
    ("published", "signals"),
    [
        ("2031-01-04T10:00:00Z", ("embargo",)),
        ("2031-01-05T06:00:00Z", ()),
        ("2031-02-01T10:00:00Z", ()),
        (None, ("embargo",)),
    ],
)
def test_an_embargo_that_is_over_is_a_field_and_no_signal(
    published: str | None, signals: tuple[str, ...]
) -> None:
    text = f"EMBARGOED UNTIL 0600 GMT, JANUARY 5, 2031\n\n{HEAD}\n\n{LEAD}"
    one = story(Found(body=text, published=published))
    assert (one.embargoed, one.signals) == ("2031-01-05T06:00:00+00:00", signals)


@pytest.mark.parametrize(
    ("headline", "take"),
    [
        ("Wheat rises (take 2 of 3)", (2, 3)),
        ("Wheat rises, take 2 of 3", (2, 3)),
        ("Wheat rises (take 2)", (2, None)),
        ("Wheat rises (2 of 3)", (2, 3)),
        ("Wheat rises (2/3)", (2, 3)),
        ("Wheat rises - take 2", (2, None)),
        ("2nd take - Wheat rises", (2, None)),
        ("(3rd take) Wheat rises", (3, None)),
        ("UPDATE 1-Wheat rises (Take 2 of 3)", (2, 3)),
    ],
)
def test_takes_behind_the_headline(headline: str, take: tuple[int, int | None]) -> None:
    for one in ways(headline):
        assert one.headline == "Wheat rises"
        assert one.take and (one.take.number, one.take.of) == take
        assert [one.text[z.start : z.end] for z in one.zones if z.kind == "headline"] == ["Wheat rises"]


@pytest.mark.parametrize(
    "headline",
    [
        "Lunden beats Tarn (2)", "Wheat rises, 2 of 3 traders say",
        "How it began (part 2)", "Lunden 2, Tarn 3",
        "Lunden's mayor gives, takes 2", "Wheat rises (5 of 3)", "Boy, 3",
        "2nd take of Lunden film opens",
    ],
)  # fmt: skip
def test_what_is_no_take(headline: str) -> None:
    one = read_text(f"{headline}\n\n{LEAD}")
    assert one.take is None and one.text.startswith(headline)
    assert one.headline in (headline, None)


@pytest.mark.parametrize(
    ("front", "signals"),
    [
        ("1st Ld-Writethru ", ("lead", "writethru")),
        ("3rd Ld-Writethru: ", ("lead", "writethru")),
        ("INSTANT VIEW 3-", ("analysis",)),
        ("BRIEF-", ("summary",)),
        ("FOR IMMEDIATE RELEASE: ", ("promotional",)),
    ],
)
def test_more_labels(front: str, signals: tuple[str, ...]) -> None:
    one = read_text(f"{front}Wheat rises\n\n{LEAD}")
    assert (one.headline, one.signals) == ("Wheat rises", signals)


def test_for_immediate_release_is_no_place() -> None:
    one = read_text(f"FOR IMMEDIATE RELEASE\n\n{HEAD}\n\n{LEAD}")
    assert (one.headline, one.signals) == (HEAD, ("promotional",))
    assert one.dateline and one.dateline.place == "LUNDEN"


@pytest.mark.parametrize("mark", ["-30-", "--30--", "- 30 -", "(-30-)", "###", "# # #"])
def test_thirty_ends_the_copy(mark: str) -> None:
    one = read_text(f"{HEAD}\n\n{LEAD}\n\nThe study is out on Friday.\n\n{mark}")
    assert one.signals == ("end",)
    assert one.zones[-1].kind == "boilerplate"
