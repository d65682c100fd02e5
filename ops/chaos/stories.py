"""The wire of the chaos: invented stories in many versions, kills and withheld ones, in any order."""

import json
import random
from dataclasses import dataclass
from zlib import crc32

KILLS, WITHHELD, AGAIN = 0.10, 0.05, 0.02
"""Shares of the records: that kill, that withhold, that come a second time, byte for byte."""
NAMES = ("Marta Velinska", "Tomas Okonjo", "Elise Brandvold", "Ravi Deshmukh", "Hana Ilves", "Jorge Almada")
OFFICES = ("Harbour Bank", "Nordlys Energy", "the European Commission", "the United Nations")
CITIES = ("Geneva", "Oslo", "Nairobi", "Lima", "Tallinn", "Jakarta")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One raw record."""

    uri: str
    version: int
    status: str
    value: bytes

    @property
    def key(self) -> bytes:
        """Its key on Kafka."""
        return self.uri.encode()

    def partition(self, partitions: int) -> int:
        """Where a publisher on librdkafka puts it: by CRC-32, not by murmur2 as Java's and ours would."""
        return crc32(self.key) % partitions


def wire(stories: int, uris: int, seed: int) -> list[Sent]:
    """Return so many ``stories`` of so many ``uris``, in an order that tells nothing of their versions."""
    chance = random.Random(seed)
    again = int(AGAIN * stories)
    numbers = [*range(uris), *(chance.randrange(uris) for _ in range(stories - again - uris))]
    versions = dict.fromkeys(range(uris), 0)
    made: list[Sent] = []
    for number in numbers:
        versions[number] += 1
        made.append(story(number, versions[number]))
    ends = chance.sample(range(len(made)), int((KILLS + WITHHELD) * stories))
    for place, index in enumerate(ends):
        status = "canceled" if place < KILLS * stories else "withheld"
        # every second one has the version of another record: which of the two comes first must not matter
        version = max(1, made[index].version - place % 2)
        made[index] = story(numbers[index], version, status)
    made += chance.sample(made, again)
    chance.shuffle(made)
    return made


def story(number: int, version: int, status: str = "usable") -> Sent:
    """Return a version of a story: the same for the same arguments; half of it stays through all versions."""
    fixed, moving = random.Random(number), random.Random(f"{number}/{version}")
    spokes, city, office = fixed.choice(NAMES), fixed.choice(CITIES), fixed.choice(OFFICES)
    other, place = moving.choice(NAMES), moving.choice(CITIES)
    uri = f"urn:newsml:chaos.invalid:{number}"
    item = {
        "uri": uri, "version": str(version), "type": "text", "pubstatus": status, "language": "en",
        "headline": f"{office} talks in {city} enter day {version}",
        "body_text": (
            f'{city.upper()} - "We will not accept part {number % 7} of the plan," said {spokes}, who speaks '
            f"for {office}.\n\n"
            f"{other} told reporters in {place} that round {version} of the talks had cost "
            f"{moving.randint(3, 90)} million euros."
        ),
    }  # fmt: skip
    return Sent(uri=uri, version=version, status=status, value=json.dumps(item).encode())
