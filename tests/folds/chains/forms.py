"""An invented wire of forms: notices of one form that are no takes of each other, and takes that are.

Each form of forms.txt (headline, paragraphs, which fields differ) gives notices with another party, figures,
day or verdict, which are of two chains, and takes that are of one: a corrected figure or party, paragraphs
more, a third, another dateline, an alert and its story.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from slugline.intake.formats.plain_text import read_text
from slugline.records.story import Story

FIRMS = (
    "Norvik Lines", "Aruma Foods", "Telsa Brick", "Ostmark Rail", "Kivu Power", "Lindqvist Paper",
    "Sambor Steel", "Quillon Shipping", "Baraka Cement", "Ferro Norte", "Halden Glass",
    "Mirzan Oil", "Tovali Bank", "Peshko Mills", "Drumlin Motors", "Cassava Trust", "Ellery Grain",
    "Wexmoor Water", "Junot Cables", "Yarrow Textiles",
)  # fmt: skip
CITIES = (
    "OSLO", "NAIROBI", "LIMA", "HANOI", "WARSAW", "ACCRA", "TURIN", "QUITO", "DAKAR", "PERTH",
    "RIGA", "DHAKA", "SPLIT", "OSAKA", "TUNIS", "BERGEN", "PORTO", "CALI", "AMMAN", "DURBAN",
    "GDANSK", "TALLINN", "LUSAKA", "CUSCO",
)  # fmt: skip
PEOPLE = (
    "Ana Felgar",
    "Boris Tunde",
    "Chiara Mokoe",
    "Daud Lindgren",
    "Esi Varga",
    "Felix Oduya",
    "Greta Salim",
)
GOODS = ("transformers", "patrol boats", "harvesters", "school buses", "turbines", "radar masts")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
MONTHS = ("April", "May", "June", "July", "September", "October")


@dataclass(frozen=True, slots=True)
class Form:
    """A headline, paragraphs, and the fields that tell one notice of it from another."""

    headline: str
    paragraphs: tuple[str, ...]
    differ: tuple[str, ...]


def _read() -> tuple[Form, ...]:
    blocks = (Path(__file__).parent / "forms.txt").read_text("utf-8").strip().split("\n\n")
    rows = (block.split("\n") for block in blocks)
    return tuple(Form(head, tuple(body), _differ(last)) for head, *body, last in rows)


def _differ(line: str) -> tuple[str, ...]:
    return tuple(line.removeprefix("differ: ").split(" | "))


FORMS = _read()
VERDICTS = (("stops", "lets"), ("stopped", "allowed"), ("backs", "fights"), ("deserved", "did not deserve"),
            ("siding with", "ruling against"), ("An appeals court", "The highest court"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Take:
    """One text of the wire; ``chain`` is what it is a take of, ``kind`` why it is there."""

    chain: str
    kind: str
    form: int
    moment: int
    headline: str
    paragraphs: tuple[str, ...]

    def story(self, number: int) -> Story:
        """Return it as the wire would bring it."""
        return read_text("\n\n".join((self.headline, *self.paragraphs)), uri=f"urn:forms:{number}")


def takes(seed: int, forms: tuple[int, ...], rounds: int = 4) -> list[Take]:
    """Return so many notices of each form, with others of it that differ and with takes of each, in order."""
    luck = random.Random(seed)
    rows = [take for at in forms for turn in range(rounds) for take in _round(at, f"{at}-{turn}", luck)]
    return sorted(rows, key=lambda take: take.moment)


def notices(form: int, differ: str, seed: int) -> tuple[Take, Take]:
    """Return two notices of one form in which the fields of ``differ`` are others."""
    luck = random.Random(seed * 100 + form)
    fields = particulars(luck)
    first = Take("first", "first", form, 0, *_filled(form, fields))
    return first, Take("other", f"other {differ}", form, 1, *_other(form, fields, differ, luck))


def particulars(luck: random.Random) -> dict[str, str]:
    """Return invented parties, places, days and figures by the names that forms have for them."""
    firms, cities, months = luck.sample(FIRMS, 2), luck.sample(CITIES, 2), luck.sample(MONTHS, 2)
    found = {"firm": firms[0], "firm2": firms[1], "city": cities[0], "city2": cities[1], "month": months[0]}
    found |= {"month2": months[1], "person": luck.choice(PEOPLE), "goods": luck.choice(GOODS)}
    found |= {name: str(number) for name, number in zip("abcdm", luck.sample(range(11, 97), 5), strict=True)}
    return found | {"day": luck.choice(DAYS), "n": str(luck.randint(2, 28))}


def _filled(at: int, fields: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    form = FORMS[at]
    dated = fields | {"city": fields["city"].title()}
    first, *rest = (one.format(**dated) for one in form.paragraphs)
    return form.headline.format(**dated), (first.replace(dated["city"], fields["city"], 1), *rest)


def _round(at: int, name: str, luck: random.Random) -> Iterator[Take]:
    fields, moment = particulars(luck), luck.randrange(18 * 60)
    headline, body = _filled(at, fields)
    yield Take(name, "first", at, moment, headline, body)
    for number, differ in enumerate(FORMS[at].differ):
        later = moment + luck.choice((3, 40, 200, 24 * 60))
        yield Take(f"{name}-other-{number}", f"other {differ}", at, later, *_other(at, fields, differ, luck))
    yield from _same(at, name, fields, moment, luck)


def _other(at: int, fields: dict[str, str], differ: str, luck: random.Random) -> tuple[str, tuple[str, ...]]:
    if differ == "verdict":
        headline, body = _filled(at, fields)
        for old, new in VERDICTS:
            headline, body = headline.replace(old, new), tuple(one.replace(old, new) for one in body)
        return headline.replace("Appeals court", "Highest court"), body
    while True:
        fresh = particulars(luck)
        if all(fresh[name] != fields[name] for name in differ.split()):
            return _filled(at, fields | {name: fresh[name] for name in differ.split()})


MORE = (
    "A spokesman said no more would be told before the week was over.",
    "It was the second time this year that such a thing was made known on short notice.",
    "Nobody could be reached for comment at night.",
)


def _same(at: int, name: str, fields: dict[str, str], moment: int, luck: random.Random) -> Iterator[Take]:
    headline, body = _filled(at, fields)
    wrong = fields | {"a": str(int(fields["a"]) + luck.choice((1, 2, 10)))}
    later = moment + luck.randint(5, 120)
    yield Take(name, "corrected figure", at, later, *_filled(at, wrong))
    party = fields | {"firm": fields["firm"].split()[0] + " Group"}
    if "{firm}" in FORMS[at].headline:
        yield Take(name, "corrected party", at, later + 1, *_filled(at, party))
    yield Take(name, "paragraphs more", at, later + 2, headline, (*body, *luck.sample(MORE, 2)))
    if {"firm", "person"} & set(re.findall(r"\w+", FORMS[at].headline)):
        yield Take(
            name, "alert", at, moment - luck.randint(2, 12), headline, ()
        )  # one that tells whose it is
    yield Take(name, "cut", at, later + 4, headline, body[:1])
    yield Take(name, "dateline", at, later + 5, headline, (body[0].split(" - ", 1)[1], *body[1:]))


SEEN = tuple(range(0, len(FORMS), 2))
UNSEEN = tuple(range(1, len(FORMS), 2))
