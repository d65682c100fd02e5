"""Prints what the register of many stories takes: memory, and CPU time to build it from its rows on Kafka.

    python -m benchmarks.register_memory [1000000]

The rows stand in the registers of eight partitions, as in a worker alone; each was a record of 25 events,
read as when a partition is taken over. Memory is the resident size of the process, so what the interpreter
wastes counts. What a Kafka client takes to fetch the records comes on top of the time.
"""

import gc
import sys
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import Final

from slugline.folds.register.known import Register, known_of
from slugline.folds.register.ledger import Item, written
from slugline.records.codec import decode, encode
from slugline.records.ids import event_id
from slugline.records.register_row import RegisterRow, RegisterRowRead

PARTITIONS: Final = 8
STORIES: Final = 1_000_000


def row(number: int) -> RegisterRow:
    """Return the row of an invented story with 25 events."""
    uri, part = f"urn:newsml:wire.example:20310407:{number:08}", number % PARTITIONS
    names = [(kind, f"{words} {n}") for kind, words, many in EVENTS for n in range(many)]
    items = [Item(kind=kind, id=event_id(kind, uri, what), what=what) for kind, what in names]
    return RegisterRow(
        uri=uri, version=1 + number % 5, versioned=True, status="usable", moment=1_933_316_100_000 + number,
        seen=1_933_316_101_000 + number, content=f"{number:016x}", made_by="89abcdef", events=written(items),
        slug="HARBOUR-REOPENS", source="Example Wire", raw=f"wire.stories.raw.v1/{part}/{number}",
    )  # fmt: skip


EVENTS: Final = (
    ("entity", "Chief Inspector Ana Silva", 15),
    ("quote", "The bridge at Varo will be rebuilt and the road, too", 6),
    ("topic", "economy, business and finance", 4),
)


def resident() -> int:
    """Return the bytes of memory that the process takes now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


def main(stories: int) -> None:
    """Print the figures."""
    first = row(0)
    data = encode(first)
    registers = [Register() for _ in range(PARTITIONS)]
    gc.collect()
    before, started, reading = resident(), process_time(), 0.0
    for number in range(stories):
        begun = process_time()
        read = decode(RegisterRowRead, data)
        reading += process_time() - begun
        read = replace(read, uri=f"{first.uri}:{number}")
        partition = number % PARTITIONS
        registers[partition].put(read.uri, known_of(read, offset=number, partition=partition))
    spent, taken = process_time() - started, resident() - before
    assert sum(map(len, registers)) == stories
    print(f"{stories:,} stories, a row of {len(data):,} bytes each on Kafka")
    print(f"{taken / 2**20:.0f} MiB resident, {taken / stories:.0f} bytes a story")
    print(f"{spent:.1f} s of CPU to build it, {reading:.1f} s of it to read the rows")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else STORIES)
