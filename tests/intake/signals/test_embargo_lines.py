"""Until when a line holds a story: each way to write a day, a time and a zone, and what is no moment."""

import pytest

from slugline.intake.signals.embargoes import LONGEST, embargo, in_front, within

SENT = "2030-11-03T10:00:00Z"
"""A Sunday."""
DAY = "5 NOVEMBER 2030"


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("06:05", "06:05:00"),
        ("6.05", "06:05:00"),
        ("6h05", "06:05:00"),
        ("0605", "06:05:00"),
        ("2359", "23:59:00"),
        ("06:05:59", "06:05:59"),
        ("6 am", "06:00:00"),
        ("6am", "06:00:00"),
        ("6 a.m.", "06:00:00"),
        ("6 pm", "18:00:00"),
        ("6 p.m.", "18:00:00"),
        ("6:05 PM", "18:05:00"),
        ("12 pm", "12:00:00"),
        ("12 am", "00:00:00"),
        ("12:05 a.m.", "00:05:00"),
        ("11 a.m.", "11:00:00"),
        ("13:00 pm", "13:00:00"),
        ("noon", "12:00:00"),
        ("midday", "12:00:00"),
        ("midnight", "00:00:00"),
        ("MIDNIGHT", "00:00:00"),
        ("", "00:00:00"),
        ("23:59", "23:59:00"),
        ("00:00", "00:00:00"),
    ],
)
def test_times_of_day(clock: str, expected: str) -> None:
    for text in (
        f"EMBARGOED UNTIL {clock} GMT {DAY}",
        f"EMBARGOED: {DAY}, {clock} GMT",
        f"Embargo - {clock} GMT {DAY}",
    ):
        found = embargo(text, SENT)
        assert found and found.until == f"2030-11-05T{expected}+00:00"


@pytest.mark.parametrize(
    ("clock", "until"),
    [("24:00", "2030-11-06T00:00:00"), ("25:00", "2030-11-06T00:00:00"), ("12:60", "2030-11-06T00:00:00")],
)
def test_a_time_behind_the_last_is_the_next_day(clock: str, until: str) -> None:
    found = embargo(f"EMBARGOED UNTIL {clock} GMT {DAY}", SENT)
    assert found and found.until == f"{until}+00:00"


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("Z", "+00:00"),
        ("GMT", "+00:00"),
        ("gmt", "+00:00"),
        ("UTC", "+00:00"),
        ("UT", "+00:00"),
        ("BST", "+01:00"),
        ("IST", "+05:30"),
        ("CET", "+01:00"),
        ("CEST", "+02:00"),
        ("MSK", "+03:00"),
        ("ET", "-05:00"),
        ("EST", "-05:00"),
        ("EDT", "-04:00"),
        ("CDT", "-05:00"),
        ("PT", "-08:00"),
        ("PDT", "-07:00"),
        ("AEST", "+10:00"),
        ("NZDT", "+13:00"),
        ("London time", "+00:00"),
        ("New York time", "-05:00"),
        ("U.S. Eastern time", "-05:00"),
        ("Indian Standard Time", "+05:30"),
        ("GMT+2", "+02:00"),
        ("UTC-05:30", "-05:30"),
        ("UTC+0530", "+05:30"),
        ("+14", "+14:00"),
        ("+1", "+01:00"),
        ("+15", "-12:00"),
        ("local time", "-12:00"),
        ("", "-12:00"),
        ("hrs", "-12:00"),
    ],
)
def test_zones(zone: str, offset: str) -> None:
    found = embargo(f"Embargoed until 06:00 {zone}, {DAY}", SENT)
    assert found and found.until == f"2030-11-05T06:00:00{offset}"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("5 November 2030", "2030-11-05"),
        ("Nov. 5, 2030", "2030-11-05"),
        ("5th Nov 2030", "2030-11-05"),
        ("Tuesday 5 November 2030", "2030-11-05"),
        ("2030-11-05", "2030-11-05"),
        ("5 November", "2030-11-05"),
        ("November 5", "2030-11-05"),
        ("Nov. 5", "2030-11-05"),
        ("5th of November 2030", None),
        ("Tuesday", "2030-11-05"),
        ("TUE", "2030-11-05"),
        ("Sunday", "2030-11-03"),
        ("Saturday", "2030-11-09"),
        ("Monday", "2030-11-04"),
        ("weds", "2030-11-06"),
        ("Wednesday", "2030-11-06"),
        ("Thurs", "2030-11-07"),
        ("Friday", "2030-11-08"),
        ("3 October", "2030-10-03"),
        ("2 October", "2031-10-02"),
        ("29 February", None),
        ("31 November", None),
        ("31 November 2030", None),
    ],
)
def test_days(day: str, expected: str | None) -> None:
    found = embargo(f"EMBARGOED UNTIL 06:00 GMT {day}", SENT)
    assert found and found.until == (f"{expected}T06:00:00+00:00" if expected else None)


@pytest.mark.parametrize("day", ["Tuesday", "5 November", "November 5"])
@pytest.mark.parametrize("sent", [None, "", "soon", "2030-13-01"])
def test_a_day_that_cannot_be_reckoned_holds_until_someone_says(day: str, sent: str | None) -> None:
    found = embargo(f"EMBARGOED UNTIL 06:00 GMT {day}", sent)
    assert found and found.until is None


@pytest.mark.parametrize(
    ("iso", "until"),
    [
        ("2030-11-05T10:30:00Z", "2030-11-05T10:30:00+00:00"),
        ("2030-11-05 10:30Z", "2030-11-05T10:30:00+00:00"),
        ("2030-11-05T10:30+02:00", "2030-11-05T10:30:00+02:00"),
        ("2030-11-05T10:30 -0500", "2030-11-05T10:30:00-05:00"),
        ("2030-11-05T10:30", "2030-11-05T10:30:00-12:00"),
        ("2030-11-05 10:30 EST", "2030-11-05T10:30:00-05:00"),
        ("2030-13-05T10:30Z", None),
    ],
)
def test_moments_of_machines(iso: str, until: str | None) -> None:
    found = embargo(f"Embargoed until {iso}", None)
    assert found and found.until == until


LABELS = [
    "EMBARGO",
    "Embargoed",
    "embargoed till",
    "Embargoed for release at",
    "EMBARGOED FOR PUBLICATION UNTIL",
    "Embargo lifts",
    "Strictly embargoed until",
    "Under strict embargo until",
    "Hold for release until",
    "For release after",
    "Not for release before",
    "Not for publication before",
    "Not to be published before",
    "Not to be used before",
    "Do not publish before",
    "Do not use before",
    "Press embargo",
    "(Embargoed until",
    "*** EMBARGOED UNTIL",
    "[Embargoed:",
]


@pytest.mark.parametrize("label", LABELS)
def test_labels(label: str) -> None:
    found = embargo(f"{label} 06:00 GMT {DAY}", None)
    assert found and found.until == "2030-11-05T06:00:00+00:00"


@pytest.mark.parametrize(
    "text",
    [
        f"The embargo until 06:00 GMT {DAY}",
        f"Embargoes 06:00 GMT {DAY}",
        f"Embargo-buster 06:00 GMT {DAY}",
        "Embargoed until 2030 oil",
        f"Embargoed\n\nuntil {DAY}",
        "Embargoed goods",
        "",
        f"Embargoed until {DAY}{' ' * LONGEST}.",
    ],
)
def test_what_is_a_paragraph_about_one(text: str) -> None:
    assert embargo(text, SENT) is None


def test_a_line_may_be_so_long() -> None:
    text = f"Embargoed until {DAY}"
    assert embargo(text + " " * (LONGEST - len(text)), SENT)
    assert embargo("EMBARGOED", SENT) and embargo("Embargoed until further notice", SENT)


@pytest.mark.parametrize(
    ("headline", "rest", "until"),
    [
        (f"EMBARGOED UNTIL 06:00 GMT {DAY}: Gold rises", "Gold rises", "2030-11-05T06:00:00+00:00"),
        (f"EMBARGOED UNTIL 06:00 GMT {DAY} - Gold rises", "Gold rises", "2030-11-05T06:00:00+00:00"),
        (f"EMBARGOED UNTIL 06:00 GMT {DAY} -- Gold rises", "Gold rises", "2030-11-05T06:00:00+00:00"),
        (f"EMBARGOED UNTIL 06:00 GMT {DAY}-Gold rises", "Gold rises", "2030-11-05T06:00:00+00:00"),
        (f"(EMBARGOED UNTIL 06:00 GMT {DAY}) Gold rises", "Gold rises", "2030-11-05T06:00:00+00:00"),
        (f"*EMBARGOED UNTIL 06:00 GMT {DAY}* Gold rises", "Gold rises", "2030-11-05T06:00:00+00:00"),
        ("EMBARGOED: Gold rises", "Gold rises", None),
        ("EMBARGOED - Gold rises", "Gold rises", None),
        ("(EMBARGOED) Gold rises", "Gold rises", None),
        ("STRICT EMBARGO: Gold rises", "Gold rises", None),
    ],
)
def test_in_front_of_a_headline(headline: str, rest: str, until: str | None) -> None:
    found = in_front(headline, SENT)
    assert found is not None
    assert (found[0].until, headline[found[1] :]) == (until, rest)


@pytest.mark.parametrize(
    "headline",
    [
        "EMBARGOED Gold rises",
        "Embargoed: Gold rises",
        "EMBARGO: Gold rises",
        "EMBARGOED: Gold",
        "EMBARGOED:",
        f"EMBARGOED UNTIL {DAY}: Gold",
        f"EMBARGOED UNTIL {DAY} Gold rises",
        "Gold rises: EMBARGOED",
        "EMBARGOED UNTIL NOVEMBER 2030: Gold rises",
        "EMBARGOED: GOLD RISES",
        "Embargo oil: Gold rises",
    ],
)
def test_a_headline_that_only_begins_so(headline: str) -> None:
    assert in_front(headline, SENT) is None


@pytest.mark.parametrize(
    ("sentence", "until"),
    [
        (f"This story is embargoed until 06:00 GMT {DAY}.", "2030-11-05T06:00:00+00:00"),
        ("Note that it is embargoed till noon GMT Tuesday", "2030-11-05T12:00:00+00:00"),
        (f"The oil embargo was embargoed until 06:00 GMT {DAY}", "2030-11-05T06:00:00+00:00"),
        ("It is embargoed until November 5", "2030-11-05T00:00:00-12:00"),
        ("It is embargoed until 2030-11-05T06:00Z", "2030-11-05T06:00:00+00:00"),
    ],
)
def test_within_a_sentence(sentence: str, until: str) -> None:
    found = within(sentence, SENT)
    assert found and found.until == until


@pytest.mark.parametrize(
    "sentence",
    [
        "This story is embargoed.",
        "The embargo ends in November 2030.",
        f"The embargo of {DAY} was lifted.",
        f"Disembargoed until {DAY}",
        "It is embargoed until May",
        f"{'x' * LONGEST} embargoed until {DAY}",
    ],
)
def test_a_sentence_about_one(sentence: str) -> None:
    assert within(sentence, SENT) is None
