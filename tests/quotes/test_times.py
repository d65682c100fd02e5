"""Phrases of time: in each row the phrase that begins at "[" ends at "]"; right behind it where none is."""

from collections.abc import Callable

import pytest

from slugline.quotes import times
from slugline.quotes.paragraph import Line
from tests.quotes.test_cues import read


def told(text: str, behind: Callable[[Line, int, int], int]) -> tuple[int, int]:
    """Return the item that is found, and the one that is wanted."""
    line = read(text.replace("[", "").replace("]", ""))
    start, stop = text.index("["), text.index("]") - 1
    begin = next((at for at, offset in enumerate(line.start) if offset >= start), len(line))
    wanted = next((at for at, offset in enumerate(line.start) if offset >= stop), len(line))
    return behind(line, begin, len(line)), wanted


DATES = """
on [May 3] he left
on [May 3 2021] he left
on [3 May] he left
on [3 May 2021] he left
on [May 2021] he left
on [May] he left
in [May] 30 people left
he left [May 3]
he left [3 May]
he left [3 May 2021]
at [10:15] he left
at [10:15 p.m.] he left
at [3 p.m.] he left
[May 3] he left
[May 3] 202 people left
[3 May] 202 people left
[]3 ferries left
[]the pier left
he left []3
in [May 2021] 30 people left
he left on []
"""
CLOCKS = """
at [10:15] he left
at [10:15 a.m.] he left
at [3 p.m.] he left
at [10:15]
at [3 p.m.]
at []10: he left
at []10:
at []10
at []the pier
at []
"""
OPENING = """
[Two days later] Klein left
[On Monday] Klein left
[Last Monday] Klein left
[On Monday night] Klein left
[Early on Monday] Klein left
[On May 3] Klein left
[Monday quietly] left
[]Klein left
[]On the pier left
[]April Klein left
[]The Morning Post left
[]The Monday's pier left
In [April] Klein left
"""


@pytest.mark.parametrize("text", DATES.strip().split("\n"))
def test_where_a_date_ends(text: str) -> None:
    found, wanted = told(text, times.behind_date)
    assert found == wanted


@pytest.mark.parametrize("text", CLOCKS.strip().split("\n"))
def test_where_a_time_of_day_ends(text: str) -> None:
    found, wanted = told(text, times.behind_clock)
    assert found == wanted


@pytest.mark.parametrize("text", OPENING.strip().split("\n"))
def test_where_a_time_ends_that_opens(text: str) -> None:
    found, wanted = told(text, times.behind_time)
    assert found == wanted


NAMES = {
    "Theresa ^May left": True,
    "Minister ^May left": True,
    "In ^May left": False,
    "He ^May left": False,
    "Last ^May left": False,
    "Monday ^May left": False,
    "Theresa ^May 3 left": False,
    "Theresa ^may left": False,
    "theresa ^May left": False,
    "Theresa ^Monday left": False,
    "^May left": False,
    "The ^May left": False,
    "Theresa ^May": True,
}


@pytest.mark.parametrize(("text", "wanted"), NAMES.items())
def test_a_month_that_is_a_name(text: str, wanted: bool) -> None:
    line = read(text.replace("^", ""))
    assert times.called_so(line, line.start.index(text.index("^")), 0) == wanted


IN_NAMES = {
    "^April Klein left": True,
    "In ^April Klein left": False,
    "the ^April Klein left": True,
    "a ^Morning Post poll": True,
    "a ^morning poll": False,
    "^Morning Post polls": False,
    "a ^Monday's poll": True,
    "a ^Monday": False,
}


@pytest.mark.parametrize(("text", "wanted"), IN_NAMES.items())
def test_a_time_in_a_name(text: str, wanted: bool) -> None:
    line = read(text.replace("^", ""))
    at = line.start.index(text.index("^"))
    assert times.names_time(line, at, at if "pril" in text else 0) == wanted
