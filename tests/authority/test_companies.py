"""Listed companies as entries of an authority file: names, and ids where what is told fits together."""

import builtins
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner

from slugline.authority import Entry, GazetteerError, Ids, companies, entries
from slugline.authority.index import built
from slugline.cli.commands.authority import command
from slugline.cli.problem import Exit, Problem
from slugline.intake.formats.plain_text import read_text
from slugline.reading.authority_names import AuthorityNames
from slugline.reading.reading import Name
from slugline.records.events import EntityType

GOOD, HOME, OTHER, THIRD = "US0231351067", "FR0000131104", "DE0007164600", "FR0000120271"
"""ISINs whose check digits are right."""


def stock(name: str, symbol: str, isins: tuple[str, ...] = (), traded: str = "") -> dict[str, Any]:
    return {"name": name, "symbol": symbol, "isins": list(isins), "metadata": {"traded_as": traded}}


@pytest.mark.parametrize(
    ("told", "ids", "country"),
    [
        (stock("Dovrel", "DOV", (GOOD,), "NYSE : DOV S&P 500"), Ids(ticker="XNYS:DOV", isin=GOOD), "US"),
        (stock("Dovrel", "DOV", traded="Nasdaq : DOV"), Ids(ticker="XNAS:DOV"), "US"),
        (stock("Dovrel", "DOV.B", traded="NYSE : DOV.A NYSE : DOV.B"), Ids(ticker="XNYS:DOV.B"), "US"),
        (stock("Dovrel", "DOV", traded="NYSE : XDV"), Ids(ticker="DOV"), "US"),
        (stock("Dovrel", "DOV.PA", (HOME, OTHER)), Ids(ticker="XPAR:DOV", isin=HOME), "FR"),
        (stock("Dovrel", "DOV.PA", (HOME, THIRD)), Ids(ticker="XPAR:DOV"), "FR"),
        (stock("Dovrel", "DOV.L", (HOME, OTHER)), Ids(ticker="XLON:DOV"), "GB"),
        (stock("Dovrel", "DOV.L", (OTHER,)), Ids(ticker="XLON:DOV", isin=OTHER), "GB"),
        (stock("Dovrel", "DOV.L", (OTHER[:-1] + "1",)), Ids(ticker="XLON:DOV"), "GB"),
    ],
)  # fmt: skip
def test_ids_that_fit_together(told: dict[str, Any], ids: Ids, country: str) -> None:
    (found,) = companies.entries([told])
    assert (found.ids, found.country) == (ids, country)


@pytest.mark.parametrize(
    "told", [stock("Dovrel", "DOV.XX"), stock("", "DOV"), stock("Dovrel", ""), {"name": None, "symbol": None}]
)
def test_what_has_no_name_or_no_home_is_left_out(told: dict[str, Any]) -> None:
    assert list(companies.entries([told])) == []


def test_a_name_and_a_symbol_come_once() -> None:
    told = [stock("Dovrel", "DOV"), stock("Dovrel", "DVL"), stock("Dovrel Rail", "DOV")]
    assert [one.name for one in companies.entries(told)] == ["Dovrel"]


@pytest.mark.parametrize(
    ("name", "symbol", "has", "lacks"),
    [
        ("Dovrel, Inc.", "DOV", {"Dovrel", "Dovrel Inc", "Dovrel Corp", "Dovrel Co"}, {"Dovrel plc"}),
        ("The Dovrel Company", "DOV", {"Dovrel", "Dovrel Inc"}, {"The Dovrel"}),
        ("Dovrel & Co.", "DOV", {"Dovrel"}, {"Dovrel &"}),
        ("Dovrel Holdings plc", "DOV.L", {"Dovrel", "Dovrel plc", "Dovrel Group"}, {"Dovrel Inc"}),
        ("Dovrel", "DOV.DE", {"Dovrel AG", "Dovrel SE"}, {"Dovrel"}),
        ("AB SE", "AB.DE", {"AB SE AG"}, {"AB"}),
    ],
)
def test_names_with_and_without_legal_forms(name: str, symbol: str, has: set[str], lacks: set[str]) -> None:
    (found,) = companies.entries([stock(name, symbol)])
    assert has <= set(found.aliases)
    assert not lacks & set(found.aliases)


@pytest.mark.parametrize("text", [GOOD, HOME, OTHER, THIRD])
def test_the_check_digit_of_an_isin(text: str) -> None:
    assert companies.is_isin(text)
    others = [text[:-1] + digit for digit in "0123456789" if digit != text[-1]]
    assert not any(map(companies.is_isin, [*others, text.lower(), text[:-1], f"{text}0"]))


def test_a_line_has_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [Entry(name="Dovrel", type="ORG", ids=Ids(ticker="XNYS:DOV"), country="US")]
    monkeypatch.setattr(companies, "installed", lambda: iter(made))
    shown = CliRunner().invoke(command, ["companies"])
    assert shown.exit_code == 0
    assert shown.output == '{"name":"Dovrel","type":"ORG","ids":{"ticker":"XNYS:DOV"},"country":"US"}\n'
    assert [entries.entry(line, "it") for line in shown.output.splitlines()] == made


def test_without_the_package_it_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def none(name: str, *rest: Any) -> Any:
        if name == "pytickersymbols":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", none)
    with pytest.raises(GazetteerError, match="pytickersymbols is not installed"):
        next(companies.installed())
    shown = CliRunner().invoke(command, ["companies"])
    assert isinstance(shown.exception, Problem)
    assert str(shown.exception).endswith("pip install 'slugline[companies]'")
    assert shown.exception.code is Exit.USAGE


def company(text: str, *model: tuple[str, EntityType]) -> Iterator[str]:
    """Yield the companies of two in a text in which the model has found names."""
    files = [built(companies.entries([stock("Next plc", "NXT.L"), stock("Dovrel Rail", "DOV.L")]))]
    story = read_text(text, uri="test:1")
    names = []
    for name, kind in model:
        start = story.text.index(name)
        names.append(Name(start=start, end=start + len(name), label=kind))
    found = AuthorityNames(files)(story, [0], names)
    for one in found.names:
        if one.entry:
            yield f"{found.entries[one.entry].name} at {story.text[one.start : one.end]}"


@pytest.mark.parametrize(
    ("text", "model", "found"),
    [
        ("Shares in Next fell.", [("Next", "ORG")], ["Next plc at Next"]),
        ("Shares in Next fell.", [], []),
        ("She chose Next on the list.", [("Next", "PERSON")], []),
        ("Shares in Next plc fell.", [], ["Next plc at Next plc"]),
        ("Shares in Dovrel Rail fell.", [], ["Dovrel Rail at Dovrel Rail"]),
    ],
)
def test_a_single_word_is_a_company_only_where_the_model_sees_a_body(
    text: str, model: list[tuple[str, EntityType]], found: list[str]
) -> None:
    assert list(company(text, *model)) == found
