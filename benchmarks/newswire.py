"""Invented wire copy without end: every story has names no other story has."""

import random
from collections.abc import Iterator

from slugline.intake.formats.plain_text import read_text
from slugline.records.story import Story

SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "de",
    "do",
    "fa",
    "fe",
    "ga",
    "go",
    "ha",
    "he",
    "ja",
    "jo",
    "ka",
    "ke",
    "ki",
    "ko",
    "la",
    "le",
    "li",
    "lo",
    "ma",
    "me",
    "mi",
    "mo",
    "na",
    "ne",
    "ni",
    "no",
    "pa",
    "pe",
    "ra",
    "re",
    "ri",
    "ro",
    "sa",
    "se",
    "si",
    "so",
    "ta",
    "te",
    "ti",
    "to",
    "va",
    "ve",
    "vi",
    "vo",
    "ya",
    "yo",
    "za",
    "ze",
    "zo",
    "bran",
    "dor",
    "fel",
    "gar",
    "hol",
    "kin",
    "lan",
    "mar",
    "nor",
    "ost",
    "pel",
    "ras",
    "sen",
    "tal",
    "ven",
    "wil",
]
PLACES = [
    "Nairobi",
    "Lima",
    "Oslo",
    "Jakarta",
    "Geneva",
    "Manila",
    "Dakar",
    "Quito",
    "Amman",
    "Vienna",
    "Bogota",
    "Hanoi",
    "Lagos",
    "Ankara",
    "Ottawa",
]
NATIONS = [
    "Kenyan",
    "Peruvian",
    "Norwegian",
    "Indonesian",
    "Swiss",
    "Philippine",
    "Senegalese",
    "Ecuadorean",
    "Jordanian",
    "Austrian",
]
OFFICES = (
    "Finance Minister",
    "President",
    "Prime Minister",
    "Police Commissioner",
    "Health Minister",
    "Governor",
)
TRADES = ("Shipping", "Mining", "Airlines", "Energy", "Foods", "Telecom", "Textiles", "Motors")
FORMS = ("Inc", "Corp", "Group", "Holdings", "Ltd", "plc")
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
OPENINGS = """
{nation} {office} {first} {last} said on {day} that {firm} would close in {town}, with {n} jobs at risk.
At least {n} people were killed when a ferry operated by {firm} sank off {town} late on {day}, officials said.
{firm} agreed on {day} to buy the {town} harbour from the {nation} government for ${n} million.
A court in {place} sentenced the former head of {firm}, {first} {last}, to {n} months in prison on {day}.
""".strip().split("\n")
MIDDLES = """
"We did not expect this, and we will not accept it," {last} told reporters in {place}.
{last} said the talks with {other} of the {town} Workers' Union had "failed completely" after {n} hours.
The {nation} central bank put the damage at ${n} million, or {m} percent of last year's output.
Shares in {firm} fell {m} percent in {place}. "It was a bad day," said analyst {other}.
{other}, who lives in {town}, described how the river rose by {m} metres within {n} minutes.
According to {other}, a spokeswoman for the United Nations, aid reached {town} only on {day}.
The company, founded in {town} by {other}'s grandfather, employs {n} people in {m} countries.
Opposition lawmakers from the {town} Front demanded that the {office} resign; {last} refused.
""".strip().split("\n")


def invent(count: int, seed: int = 1, paragraphs: int = 6) -> Iterator[Story]:
    """Yield ``count`` stories of a headline and ``paragraphs`` paragraphs; the same ``seed`` gives the same
    ones.
    """
    chance = random.Random(seed)
    for number in range(count):
        yield read_text(_text(chance, paragraphs), uri=f"invented:{seed}:{number}")


def _text(chance: random.Random, paragraphs: int) -> str:
    town = _word(chance)
    names = {
        "first": _word(chance, 2),
        "last": _word(chance),
        "town": town,
        "firm": f"{_word(chance)} {chance.choice(TRADES)} {chance.choice(FORMS)}",
        "other": f"{_word(chance, 2)} {_word(chance)}",
        "nation": chance.choice(NATIONS),
        "office": chance.choice(OFFICES),
        "place": chance.choice(PLACES),
        "day": chance.choice(DAYS),
    }
    opening = chance.choice(OPENINGS).format(n=chance.randint(3, 900), **names)
    lines = [f"{names['firm']} under pressure as {names['last']} visits {town}", ""]
    lines.append(f"{names['place'].upper()} ({town} News) - {opening}")
    for _ in range(paragraphs - 1):
        picked = chance.sample(MIDDLES, 3)
        lines.append("")
        lines.append(
            " ".join(s.format(n=chance.randint(3, 900), m=chance.randint(2, 40), **names) for s in picked)
        )
    return "\n".join(lines) + "\n"


def _word(chance: random.Random, length: int = 3) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(length)).capitalize()
