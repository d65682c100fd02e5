"""``python -m ops.fuzz.growth``: what shapes cost as they grow; 1 if one is over the bar."""

import argparse
import sys
from collections.abc import Callable

from ops.fuzz.measured import Cost, measured
from ops.fuzz.shapes import KIB, Shape, shapes
from slugline import intake
from slugline.enrichment import enrich
from slugline.intake.refused import Refused
from slugline.reading.reader import Reader, load
from slugline.records.story import Story

SECONDS, MIBS = 20.0, 150.0
"""The bar for 1 MiB."""
WARM = tuple(
    Shape(unit, " ", wrap)
    for unit in ("GENEVA (AP) -- {name} said {town} {word} {letters}.", "{loud}")
    for wrap in ("plain", "json", "html")
)
"""Read before anything is measured: whatever is loaded when it is first needed."""


def main() -> int:
    """Read the command line, measure, print a line for each shape that is dear or grows too fast."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[64, 1024], help="KiB")
    parser.add_argument("--only", default="", help="shapes with this in their name")
    parser.add_argument("--every", type=int, default=1, help="every nth shape")
    parser.add_argument("--share", default="0/1", help="this share of them: 0/2, 1/2")
    parser.add_argument("--all", action="store_true", help="print every shape")
    options = parser.parse_args()
    reader = load()
    for shape in WARM:
        enrich_record(reader, shape.record(8 * KIB))
    part, parts = map(int, options.share.split("/"))
    chosen = [shape for shape in shapes() if options.only in str(shape)][:: options.every][part::parts]
    over = 0
    for number, shape in enumerate(chosen, 1):
        costs = []
        for size in options.sizes:
            costs.append(measured(_work(reader, shape, size * KIB), seconds=60, mib=3072))
            if costs[-1].fault or costs[-1].seconds > 2 * SECONDS * max(size, 64) / 1024 + 1:
                break
        bad = _over(costs, options.sizes)
        over += bad
        if bad or options.all:
            print("OVER" if bad else "    ", _told(costs, options.sizes), shape, flush=True)
        if number % 100 == 0:
            print(f"{number} of {len(chosen)}", file=sys.stderr, flush=True)
    print(f"{over} of {len(chosen)} over the bar")
    return int(over > 0)


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


def _over(costs: list[Cost], sizes: list[int]) -> bool:
    size = sizes[len(costs) - 1]
    last = costs[-1]
    allowed = max(size / 1024, 0.05)
    grows = (
        len(costs) > 1 and costs[0].seconds > 0.2 and last.seconds / costs[0].seconds > 1.8 * size / sizes[0]
    )
    return (
        bool(last.fault) or last.seconds > SECONDS * allowed or last.mib > MIBS * max(allowed, 0.3) or grows
    )


def _told(costs: list[Cost], sizes: list[int]) -> str:
    return " | ".join(
        f"{size:>4}K {one.seconds:6.2f}s {one.mib:5.0f}M {one.fault}"
        for one, size in zip(costs, sizes, strict=False)
    )


if __name__ == "__main__":
    sys.exit(main())
