"""Codes and terms of fields that are signals, as desks write them."""

import pytest

from slugline.intake.formats.signal_codes import _BY_CODE, signals_of

TERMS = {
    "kill": ("Mandatory Kill", "sig:kill", "RETRACTION"),
    "withhold": ("Hold", "withheld"),
    "advisory": ("Editorial Advisory",),
    "correction": ("Corrected", "CORR"),
    "clarification": ("Clarifies",),
    "refile": ("re-file",),
    "repeat": ("RPT", "Repeats"),
    "update": ("UPD", "Updates"),
    "writethru": ("Write-Thru", "Writethrough"),
    "adds": ("ADD", "Append"),
    "takeout": ("Take-Out",),
    "wrapup": ("Wrap-Up", "WRAP"),
    "embargo": ("Embargoed",),
    "urgent": ("URGENT",),
    "flash": ("NewsFlash",),
    "alert": ("News Alert",),
    "bulletin": ("News Bulletin",),
    "breaking": ("Breaking News",),
    "exclusive": ("exclusive",),
    "factbox": ("Listing of Facts", "Fact Box", "factfile"),
    "analysis": ("News Analysis",),
    "timeline": ("Chronology", "Time-line"),
    "q-and-a": ("Question and Answer Session", "Q and A"),
    "explainer": ("Explainer",),
    "opinion": ("Editorial", "Column"),
    "feature": ("Feature",),
    "interview": ("Interview",),
    "profile": ("Biography",),
    "obituary": ("Obit",),
    "background": ("Backgrounder",),
    "summary": ("Synopsis",),
    "schedule": ("Daybook", "News Plan"),
    "live": ("Live Blog", "Live Coverage"),
    "test": ("Test Message",),
    "promotional": ("Press Releases", "Paid Content", "Advertorial"),
}
"""As desks write them."""


@pytest.mark.parametrize(
    ("signal", "term"), [(signal, term) for signal, terms in TERMS.items() for term in terms]
)
def test_a_term(signal: str, term: str) -> None:
    assert signals_of(term) == (signal,)


def test_every_signal_of_a_field_has_a_term_here() -> None:
    assert set(TERMS) == set(_BY_CODE.values())


@pytest.mark.parametrize("code", ["kill", "KILL", " sig:kill ", "http://cv.example/signal/kill/", "k-ill"])
def test_a_code_in_each_spelling(code: str) -> None:
    assert signals_of(code) == ("kill",)


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (("edStat:U",), ("update",)),
        (("edStat:C",), ("correction",)),
        (("other:U",), ()),
        (("Q&A",), ("q-and-a",)),
        (("Question & Answer",), ("q-and-a",)),
        (("kill", "Killed", "update", "kill"), ("kill", "update")),
        ((None, "", "nothing", "kill-not"), ()),
        (("x" * 200 + ":kill",), ()),
        (("x" * 195 + ":kill",), ("kill",)),
        ((), ()),
        (("kill/update",), ("update",)),
    ],
)
def test_codes_together(codes: tuple[str | None, ...], expected: tuple[str, ...]) -> None:
    assert signals_of(*codes) == expected
