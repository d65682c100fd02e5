"""Entries for listed companies, from the package pytickersymbols (MIT; extra ``companies``).

Its lists are collected from several sites and have companies with another's country, symbols and ISINs. So
what they say must fit together: a market and an ISIN are told where they fit the symbol at home.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from slugline.authority.entries import Entry, GazetteerError, Ids

MARKETS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "AS": ("XAMS", "NL"), "BR": ("XBRU", "BE"), "CO": ("XCSE", "DK"), "DE": ("XETR", "DE"),
        "HE": ("XHEL", "FI"), "IR": ("XDUB", "IE"), "L": ("XLON", "GB"), "LS": ("XLIS", "PT"),
        "MC": ("XMAD", "ES"), "MI": ("XMIL", "IT"), "OL": ("XOSL", "NO"), "PA": ("XPAR", "FR"),
        "ST": ("XSTO", "SE"), "SW": ("XSWX", "CH"), "T": ("XTKS", "JP"), "VI": ("XWBO", "AT"),
    }
)  # fmt: skip
"""Market (ISO 10383) and country by what the package's symbols end with; without an ending, or with a class
of shares, they are of the United States."""
AMERICAN: Final = MappingProxyType({"NYSE": "XNYS", "Nasdaq": "XNAS", "NASDAQ": "XNAS"})
LEGAL_FORMS: Final = MappingProxyType(
    dict.fromkeys(("BE", "ES", "FR"), ("SA", "SE", "Group"))
    | {
        "AT": ("AG",), "CH": ("AG", "SA", "Ltd", "Group"), "DE": ("AG", "SE", "Group"), "DK": ("A/S",),
        "FI": ("Oyj", "Corp", "Corporation"), "GB": ("plc", "PLC", "Ltd", "Limited", "Group"),
        "IE": ("plc", "PLC"), "IT": ("SpA",), "JP": ("Corp", "Corporation", "Co", "Inc", "Ltd", "Group"),
        "NL": ("NV", "SE"), "NO": ("ASA",), "SE": ("AB", "Group"),
        "US": ("Inc", "Corp", "Corporation", "Co", "Company"),
    }
)  # fmt: skip
"""What stands behind a company's name, by the country of its market."""
_FORM: Final = re.compile(
    r",? (?:Inc|Corp|Corporation|Co|Company|Ltd|Limited|plc|PLC|AG|SE|SA|NV|N\.V|AB|Oyj|KGaA|Group|"
    r"Holdings?)\.?$"
)
_ISIN: Final = re.compile(r"[A-Z]{2}[A-Z0-9]{9}\d")
_TRADED: Final = re.compile(r"\b(NYSE|N(?:asdaq|ASDAQ)) ?: ?([A-Z.]+)")
LEAST: Final = 3
"""Letters of a company's name without its legal form that is still its name."""


def installed() -> Iterator[Entry]:
    """Yield the companies of the package that is installed. Raises GazetteerError where there is none."""
    try:
        from pytickersymbols import PyTickerSymbols
    except ImportError as error:
        raise GazetteerError(
            "the package pytickersymbols is not installed: pip install 'slugline[companies]'"
        ) from error
    yield from entries(PyTickerSymbols().get_all_stocks())


def entries(stocks: Iterable[Mapping[str, Any]]) -> Iterator[Entry]:
    """Yield an entry for each company that has a symbol: its name, names with and without a legal form, ids.

    A stock is {"name", "symbol", "isins", "metadata": {"traded_as"}}. ``ids.ticker`` is "XNYS:KO", the market
    by ISO 10383 and the symbol there, or the symbol alone; ``ids.isin`` is there if one fits. The same symbol
    or name comes once.
    """
    seen: set[str] = set()
    for stock in stocks:
        name, symbol = str(stock.get("name") or "").strip(), str(stock.get("symbol") or "").strip()
        bare, _, ending = symbol.partition(".")
        market, country = MARKETS.get(ending, ("", "US" if ending in ("", "A", "B") else ""))
        bare = symbol if country == "US" else bare
        if not name or not bare or not country or {name, symbol} & seen:
            continue
        seen |= {name, symbol}
        traded = _TRADED.findall(str((stock.get("metadata") or {}).get("traded_as") or ""))
        market = market or next((AMERICAN[one] for one, there in traded if there == bare), "")
        yield Entry(
            name=name,
            type="ORG",
            aliases=tuple(_aliases(name, country)),
            ids=Ids(
                ticker=f"{market}:{bare}" if market else bare, isin=_isin(stock.get("isins") or (), country)
            ),
            country=country,
        )


def _aliases(name: str, country: str) -> Iterator[str]:
    """Yield the other names under which copy knows a company."""
    plain = name.removeprefix("The ")
    while (shorter := _FORM.sub("", plain)) != plain and len(shorter) >= LEAST:
        plain = shorter.removesuffix(" &").removesuffix(" and")
    if plain != name:
        yield plain
    for form in LEGAL_FORMS.get(country, ()):
        if f"{plain} {form}" != name:
            yield f"{plain} {form}"


def _isin(told: Iterable[str], country: str) -> str | None:
    """Return the ISIN of those that is the company's: the one of its market's country, or the only one."""
    good = list(dict.fromkeys(one for one in told if is_isin(one)))
    home = [one for one in good if one.startswith(country)]
    return home[0] if len(home) == 1 else good[0] if len(good) == 1 else None


def is_isin(text: str) -> bool:
    """Tell whether a text is an ISIN with a right check digit (ISO 6166: letters as numbers, then Luhn)."""
    if _ISIN.fullmatch(text) is None:
        return False
    digits = "".join(str(int(one, 36)) for one in text)
    doubled = sum(sum(divmod(int(one) * (2 if at % 2 else 1), 10)) for at, one in enumerate(reversed(digits)))
    return doubled % 10 == 0
