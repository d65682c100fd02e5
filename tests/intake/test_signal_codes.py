"""Codes and terms of fields that are signals: every one, in the spellings that agencies use."""

import pytest

from slugline.intake.formats.signal_codes import signals_of

CODES = {
    "kill": "kill killed mandatorykill bulletinkill withdrawal withdrawn retraction retracted",
    "withhold": "withhold withheld hold",
    "advisory": "advisory advis editorialadvisory",
    "correction": "correction corrections corrected corrects corr rectify rectification",
    "clarification": "clarification clarifies clarified",
    "refile": "refile refiled",
    "repeat": "repeat repeats repeated rpt resend",
    "update": "update updated updates upd",
    "writethru": "writethru writethrough",
    "adds": "adds add addition append",
    "takeout": "takeout",
    "wrapup": "wrap wrapup",
    "embargo": "embargo embargoed",
    "urgent": "urgent",
    "flash": "flash newsflash",
    "alert": "alert newsalert",
    "bulletin": "bulletin newsbulletin",
    "breaking": "breaking breakingnews",
    "exclusive": "exclusive",
    "factbox": "factbox factfile listingoffacts",
    "analysis": "analysis newsanalysis",
    "timeline": "timeline chronology",
    "q-and-a": "qanda questionandanswer questionandanswersession",
    "explainer": "explainer",
    "opinion": "opinion commentary column editorial",
    "feature": "feature",
    "interview": "interview",
    "profile": "profile biography",
    "obituary": "obituary obit",
    "background": "background backgrounder",
    "summary": "summary synopsis",
    "schedule": "schedule daybook diary calendar newsplan",
    "live": "live liveblog livecoverage",
    "test": "test testmessage",
    "promotional": "pressrelease pressreleases advertisement advertorial sponsored promotional paidcontent",
}


@pytest.mark.parametrize(
    ("signal", "code"), [(one, code) for one, codes in CODES.items() for code in codes.split()]
)
def test_each_code(signal: str, code: str) -> None:
    for spelled in (
        code,
        code.upper(),
        f" sig:{code} ",
        f"http://cv.example/signal/{code}/",
        f"{code[:2]}-{code[2:]}",
    ):
        assert signals_of(spelled) == (signal,)


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
