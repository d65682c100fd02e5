"""Signals that a field gives by a code or a term: "sig:correction", the genre "Factbox"."""

from slugline.records.signals import Signal

_SIGNALS: dict[Signal, str] = {
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
_BY_CODE = {code: signal for signal, codes in _SIGNALS.items() for code in codes.split()}
_SCHEMES = {"edstat:u": "update", "edstat:c": "correction"}
"""Codes that say nothing but in their scheme: Reuters' editorial status."""


def signals_of(*codes: str | None) -> tuple[Signal, ...]:
    """Return the signals that ``codes`` (qcodes, uris, terms) name, in order, each once."""
    found = (_BY_CODE.get(_bare(code)) for code in codes if code)
    return tuple(dict.fromkeys(signal for signal in found if signal))


def _bare(code: str) -> str:
    code = code.strip().casefold()[:200]
    code = _SCHEMES.get(code, code)
    last = code.rstrip("/").rpartition("/")[2].rpartition(":")[2]
    return "".join(filter(str.isalnum, last.replace("&", "and")))
