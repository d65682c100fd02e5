"""Takes of invented stories, and stories that a form has made: what is one chain, and what is not."""

import random
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from slugline.intake.formats.plain_text import read_text
from slugline.records.story import Story
from tests.quality.gold import Gold, load

MINUTE = 60_000
PREFIXES = ("UPDATE 2-", "REFILE-", "RPT-", "WRAPUP 1-", "CORRECTED-", "2nd Ld: ", "BREAKING: ", "(LEAD) ")
CITIES = ("OSLO", "NAIROBI", "LIMA", "HANOI", "WARSAW", "ACCRA")
FURNITURE = (
    "Sign up for our morning newsletter and never miss a story.",
    "Read more: the week in pictures",
    "We use cookies to make this page work for you.",
    "Follow us on all channels. All rights reserved.",
)
FRESH = (
    "Officials added late in the evening that five people would look into it by the end of the month.",
    "A spokeswoman for the ministry declined to say how much the work had cost so far.",
    "Two neighbours told the agency they had heard of it on the radio and gone out to see.",
)


@dataclass(frozen=True, slots=True)
class Copy:
    """A story before it is put together: what takes are made of."""

    headline: str
    paragraphs: tuple[str, ...]


Change = Callable[[Copy, random.Random], Copy]


def prefix(copy: Copy, luck: random.Random) -> Copy:
    return Copy(luck.choice(PREFIXES) + copy.headline, copy.paragraphs)


def paragraph_on_top(copy: Copy, luck: random.Random) -> Copy:
    first, *rest = copy.paragraphs
    return Copy(copy.headline, (first, luck.choice(FRESH), *rest))


def cut_from_the_bottom(copy: Copy, luck: random.Random) -> Copy:
    return Copy(copy.headline, copy.paragraphs[: max(2, len(copy.paragraphs) - luck.randint(1, 2))])


def corrected_number(copy: Copy, luck: random.Random) -> Copy:
    text = "\n\n".join(copy.paragraphs)
    numbers = list(re.finditer(r"\b\d{1,3}\b", text))
    if not numbers:
        return prefix(copy, luck)
    one = luck.choice(numbers)
    corrected = text[: one.start()] + str(int(one[0]) + 3) + text[one.end() :]
    return Copy(copy.headline, tuple(corrected.split("\n\n")))


def other_dateline(copy: Copy, luck: random.Random) -> Copy:
    first, *rest = copy.paragraphs
    bare = re.sub(r"^[A-Z][A-Z, ]+(?:[A-Z][a-z]+)? ?[-–—] ", "", first)
    return Copy(copy.headline, (f"{luck.choice(CITIES)} (Norvik) - {bare}", *rest))


def rewrapped(copy: Copy, luck: random.Random) -> Copy:
    return Copy(copy.headline, tuple(textwrap.fill(one, luck.randint(50, 70)) for one in copy.paragraphs))


def other_marks(copy: Copy, luck: random.Random) -> Copy:
    table = str.maketrans({"“": '"', "”": '"', "’": "'", "—": "-", "–": "-"})
    straight = [one.translate(table) for one in copy.paragraphs]
    return Copy(copy.headline, tuple(re.sub(r'"([^"\n]*)"', "“\\1”", one) for one in straight))


def cut_to_sixty(copy: Copy, luck: random.Random) -> Copy:
    return Copy(copy.headline, copy.paragraphs[: max(1, round(0.6 * len(copy.paragraphs)))])


def furniture(copy: Copy, luck: random.Random) -> Copy:
    at = luck.randint(1, len(copy.paragraphs))
    return Copy(copy.headline, (*copy.paragraphs[:at], *luck.sample(FURNITURE, 2), *copy.paragraphs[at:]))


CHANGES: tuple[Change, ...] = (
    prefix, paragraph_on_top, cut_from_the_bottom, corrected_number, other_dateline, rewrapped, other_marks,
    cut_to_sixty, furniture,
)  # fmt: skip

FORMS: tuple[tuple[str, str], ...] = (
    ("{party} sets quarterly dividend",
     "{city} - {party} said it will pay {a} cents a share, against {b} cents a year ago.\n\n"
     "Payable {c} to holders of record on {d}."),
    ("{party} net up in third quarter",
     "{city} - {party} reported net of {a}.{b} million, against {c}.{d} million.\n\nRevenue {b}{c} million."),
    ("{party} beat {other} {a}-{b}",
     "{city} - {party} beat {other} {a}-{b} on Saturday before a crowd of {c},{d}00.\n\n"
     "The hosts led at the break. The visitors had two shots in the second half."),
    ("Weather warning for {city}",
     "{city} - The weather office warned of winds of up to {a} km an hour and {b} mm of rain.\n\n"
     "Residents were told to stay indoors until the warning ends."),
    ("{party} sells {a} mln euro bond",
     "{city} - {party} is issuing a {a} million euro bond due 20{b} at {d}, coupon {c}/8 percent.\n\n"
     "The lead manager is {other}. Fees are one percent for selling and half a percent for underwriting."),
    ("Rates at {city}",
     "{city} - Overnight {a}.{b}, one month {c}.{d}, three months {b}.{c}, a year {d}.{a}."),
)  # fmt: skip
PARTIES = (
    "Norvik Lines", "Aruma Foods", "Telsa Brick", "Ostmark Rail", "Kivu Power", "Lindqvist Paper",
    "Sambor Steel", "Quillon Shipping", "Baraka Cement", "Ferro Norte", "Halden Glass", "Mirzan Oil",
)  # fmt: skip


def copies(folder: str) -> list[Copy]:
    """Return the invented stories with a headline and some paragraphs."""
    found = [_copy(gold) for gold in load(folder)]
    return [one for one in found if one.headline and len(one.paragraphs) >= 3]


def _copy(gold: Gold) -> Copy:
    headline = next((gold.text[start:end] for kind, start, end in gold.zones if kind == "headline"), "")
    below = gold.text.replace(headline, "", 1) if headline else gold.text
    return Copy(headline.strip(), tuple(one.strip() for one in below.split("\n") if one.strip()))


def stream(folder: str, seed: int) -> Iterator[tuple[str, Story, int]]:
    """Yield chain, story and moment: takes of the stories of ``folder``, strewn in each other, in order."""
    luck = random.Random(seed)
    rows: list[tuple[int, str, Copy]] = []
    for number, copy in enumerate(copies(folder)):
        moment = luck.randrange(24 * 60)
        rows.append((moment, f"story-{number}", copy))
        for change in CHANGES:
            moment += luck.randint(2, 90)
            rows.append((moment, f"story-{number}", change(copy, luck)))
    rows += [(luck.randrange(24 * 60), f"form-{number}", one) for number, one in enumerate(formed(luck, 120))]
    for number, (moment, chain, copy) in enumerate(sorted(rows, key=lambda row: row[0])):
        text = "\n\n".join((copy.headline, *copy.paragraphs))
        yield chain, read_text(text, uri=f"urn:takes:{number}"), moment * MINUTE


def formed(luck: random.Random, count: int) -> Iterator[Copy]:
    """Yield stories of one form each with other parties, places and figures."""
    for _ in range(count):
        headline, body = luck.choice(FORMS)
        party, other = luck.sample(PARTIES, 2)
        fields = {"party": party, "other": other, "city": luck.choice(CITIES)}
        fields |= {name: str(luck.randint(2, 97)) for name in "abcd"}
        yield Copy(headline.format(**fields), tuple(body.format(**fields).split("\n\n")))
