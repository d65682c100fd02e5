"""``python -m ops.fuzz.growth``: what shapes cost as they grow; 1 if one is over the bar.

With ``--into FILE`` each figure is noted there as it is found, and what stands there is not measured again:
all shapes take an hour or two of CPU, and the run may be stopped. ``--worst 200`` takes the dearest of a
``FILE`` alone, to try them at their full size.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from ops.fuzz.measured import Cost, measured
from ops.fuzz.shapes import KIB, Shape, shapes
from slugline import intake
from slugline.enrichment import enrich
from slugline.intake.refused import Refused
from slugline.reading.reader import Reader, load
from slugline.records.story import Story

SECONDS, MIBS = 20.0, 150.0
"""The bar for 1 MiB."""
IDLE_MIBS, IDLE_SECONDS = 60.0, 1.0
"""What any text may cost, however short: the model reads in steps of so many words."""
DOUBLING = 2.3
"""How many times as long twice the text may take."""
WARM = tuple(
    Shape(unit, " ", wrap)
    for unit in ("GENEVA (AP) -- {name} said {town} {word} {letters}.", "{loud}")
    for wrap in ("plain", "json", "html")
)
"""Read before anything is measured: whatever is loaded when it is first needed."""

Key = tuple[str, int]


def main() -> int:
    """Read the command line, measure, print a line for each shape that is dear or grows too fast."""
    options = _options()
    found = _noted(options.into)
    chosen = _chosen(options, found)
    over = 0
    for number, shape in enumerate(chosen, 1):
        costs: dict[int, Cost] = {}
        for size in sorted(options.sizes):
            key = (str(shape), size)
            if key not in found:
                found[key] = measured(_work(_reader(), shape, size * KIB), seconds=60, mib=3072)
                _note(options.into, key, found[key])
            costs[size] = found[key]
            if too_dear(costs):
                break
        bad = too_dear(costs) or grows(costs)
        over += bad
        if bad or options.all:
            print("OVER" if bad else "    ", _told(costs), shape, flush=True)
        if number % 100 == 0:
            print(f"{number} of {len(chosen)}", file=sys.stderr, flush=True)
    print(f"{over} of {len(chosen)} over the bar")
    return int(over > 0)


@cache
def _reader() -> Reader:
    """Return the reader, warm. It is there from the first measurement on: figures alone need none."""
    reader = load()
    for shape in WARM:
        enrich_record(reader, shape.record(8 * KIB))
    return reader


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ops.fuzz.growth", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[64, 1024], help="KiB")
    parser.add_argument("--only", default="", help="shapes with this in their name")
    parser.add_argument("--every", type=int, default=1, help="every nth shape")
    parser.add_argument("--share", default="0/1", help="this share of them: 0/2, 1/2")
    parser.add_argument("--all", action="store_true", help="print every shape")
    parser.add_argument("--into", type=Path, help="note figures in this file, and go by those it has")
    parser.add_argument("--worst", type=int, help="the dearest so many of those that --into has")
    return parser.parse_args()


def _chosen(options: argparse.Namespace, found: dict[Key, Cost]) -> list[Shape]:
    part, parts = map(int, options.share.split("/"))
    chosen = [shape for shape in shapes() if options.only in str(shape)][:: options.every][part::parts]
    if options.worst:
        dearest: dict[str, float] = {}
        for (name, _), cost in found.items():
            dearest[name] = max(cost.seconds, dearest.get(name, 0.0))
        chosen.sort(key=lambda shape: -dearest.get(str(shape), 0.0))
        return chosen[: options.worst]
    if options.into:
        random.Random(0).shuffle(chosen)  # what is done when it is stopped is a fair sample
    return chosen


def _noted(path: Path | None) -> dict[Key, Cost]:
    if path is None or not path.exists():
        return {}
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return {(name, size): Cost(*cost) for name, size, *cost in rows}


def _note(path: Path | None, key: Key, cost: Cost) -> None:
    if path is not None:
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([*key, *cost]) + "\n")


def _work(reader: Reader, shape: Shape, size: int) -> Callable[[], object]:
    record = shape.record(size)
    return lambda: enrich_record(reader, record)


def enrich_record(reader: Reader, record: bytes) -> int:
    """Take a record the whole way; return how many stories were in it."""
    try:
        stories = [item for item in intake.items(record, limit=2 * intake.LIMIT) if isinstance(item, Story)]
    except Refused:
        return 0
    for at in range(0, len(stories), 8):
        for split in enrich(stories[at : at + 8], reader):
            if split.failures:
                raise RuntimeError(f"{split.failures[0].kind}: {split.failures[0].detail}")
    return len(stories)


def too_dear(costs: dict[int, Cost]) -> bool:
    """Tell whether the largest of ``costs``, by size in KiB, is over its part of the bar for 1 MiB."""
    size = max(costs)
    last, part = costs[size], size / 1024
    return bool(
        last.fault
        or last.seconds > max(SECONDS * part, IDLE_SECONDS)
        or not last.mib <= max(MIBS * part, IDLE_MIBS)
    )


def grows(costs: dict[int, Cost]) -> bool:
    """Tell whether it takes longer with every doubling than it may; what is quick tells nothing."""
    sizes: Sequence[int] = sorted(costs)
    small, large = costs[sizes[0]], costs[sizes[-1]]
    doublings = (sizes[-1] // sizes[0]).bit_length() - 1
    return small.seconds > 0.2 and large.seconds > small.seconds * DOUBLING**doublings


def _told(costs: dict[int, Cost]) -> str:
    return " | ".join(
        f"{size:>4}K {one.seconds:6.2f}s {one.mib:5.0f}M {one.fault}" for size, one in costs.items()
    )


if __name__ == "__main__":
    sys.exit(main())
