"""Invented wire stories by number, as a publisher would send them."""

import json
import random

NAMES = ("Marta Velinska", "Tomas Okonjo", "Elise Brandvold", "Ravi Deshmukh", "Hana Ilves", "Jorge Almada")
OFFICES = ("NATO", "the United Nations", "the European Commission", "Harbour Bank", "Nordlys Energy")
CITIES = ("Geneva", "Oslo", "Nairobi", "Lima", "Tallinn", "Jakarta")


def uri(number: int) -> str:
    """The uri of story ``number``."""
    return f"urn:newsml:wire.invalid:{number}"


def story(number: int, version: int = 1, paragraphs: int = 3, **more: object) -> bytes:
    """A ninjs 1.x item, the same for the same arguments; ``more`` adds or replaces fields."""
    chance = random.Random(f"{number}/{version}")
    first, second = chance.sample(NAMES, 2)
    office, city = chance.choice(OFFICES), chance.choice(CITIES)
    blocks = [f"{city.upper()} - Talks on story {number} went into day {version}, officials said."]
    for part in range(paragraphs):
        blocks.append(
            f'"We will not accept part {part} of the plan," said {first}, spokeswoman of {office}. '
            f"The session lasted {chance.randint(2, 9)} hours."
        )
        blocks.append(
            f"{second} told reporters the budget of {chance.randint(3, 90)} million euros was enough, "
            f"while unions in {chance.choice(CITIES)} called for a strike at the port."
        )
    item = {
        "uri": uri(number), "version": str(version), "type": "text", "pubstatus": "usable", "language": "en",
        "headline": f"{office} talks in {city} enter day {version}", "body_text": "\n\n".join(blocks),
    }  # fmt: skip
    return json.dumps(item | more).encode()
