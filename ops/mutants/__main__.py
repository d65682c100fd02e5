"""``python -m ops.mutants``: how many small faults in a room's code its tests notice; 1 if too few."""

import argparse
import math
import os
import random
import sys

from ops.mutants import trials
from ops.mutants.trials import Mutant, Room

LEFT_OUT = (
    "test_damaged", "test_properties", "takes_work", "takes_bounded_work", "work_grows", "arbitrary_bytes",
    "point_at_their_words", "english_news",
)  # fmt: skip
TABLES = f"-knot {' and not '.join(LEFT_OUT)}"
"""Tests that only look for crashes, count work, or read shared data: they cost most and notice least."""
WHOLE = "--whole-tables"
"""A table is one test, and ends with its first row that fails: most that a mutant costs is pytest's own."""
ROOMS = {
    "quotes": Room("slugline.quotes", ("tests/quotes", TABLES, WHOLE), 0.80),
    "entities": Room("slugline.entities", ("tests/entities", TABLES, WHOLE), 0.75),
    "intake": Room("slugline.intake", ("tests/intake", TABLES, WHOLE), 0.75),
}
SAMPLE, SHORT = 150, 30
LUCK = 3
"""Standard deviations by which a small sample may fall short: one in a thousand does by chance."""


def main() -> int:
    """Read the command line, try the mutants, print what was noticed."""
    options = _options()
    chosen = options.room or list(ROOMS)
    if options.list or options.show:
        found = {name: trials.mutants(ROOMS[name]) for name in chosen}
        return _show(found, options.show) if options.show else _list(found)
    os.chdir(trials.ROOT)
    size = options.sample or (SHORT if options.short else SAMPLE)
    below = False
    rows: list[tuple[str, int, int]] = []
    with trials.warm():
        for name in chosen:
            room = ROOMS[name]
            tried = _sample(trials.mutants(room), size, f"{options.seed}:{name}")
            noticed = 0
            for number, (mutant, seen) in enumerate(trials.trials(room, tried, options.jobs), 1):
                noticed += seen
                if not seen:
                    print(f"survived {number:>4}/{len(tried)}  {mutant}", flush=True)
            rows.append((name, len(tried), noticed))
            below |= noticed < needed(room.floor, len(tried))
    print(f"\n{'room':<10}{'mutants':>9}{'noticed':>9}{'share':>8}{'floor':>8}")
    for name, count, noticed in rows:
        floor = needed(ROOMS[name].floor, count) / max(count, 1)
        print(f"{name:<10}{count:>9}{noticed:>9}{noticed / max(count, 1):>8.0%}{floor:>8.0%}")
    return int(below)


def needed(floor: float, count: int) -> int:
    """Return how many of ``count`` mutants must be noticed where a share of ``floor`` is asked for.

    Of fewer than the usual sample the luck of the draw is taken off: a small one tells a room whose tests
    look at nothing, not one that is a little below its floor.
    """
    luck = LUCK * math.sqrt(count * floor * (1 - floor)) if count < SAMPLE else 0.0
    return max(math.ceil(count * floor - luck), 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ops.mutants", description=__doc__)
    parser.add_argument("--room", action="append", choices=list(ROOMS), help="only this one; may be repeated")
    parser.add_argument("--sample", type=int, help=f"mutants a room, {SAMPLE} if not said")
    parser.add_argument("--seed", type=int, default=1, help="which sample, 1 if not said")
    parser.add_argument(
        "--short", action="store_true", help=f"{SHORT} mutants a room and a floor to match, for every change"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once")
    parser.add_argument("--list", action="store_true", help="list all mutants with their numbers, try none")
    parser.add_argument("--show", type=int, metavar="NUMBER", help="run the tests against one of --list")
    return parser.parse_args()


def _sample(found: list[Mutant], size: int, seed: str) -> list[Mutant]:
    chance = random.Random(seed)  # a sample anyone can draw again
    numbers = sorted(chance.sample(range(len(found)), min(size, len(found))))
    return [found[number] for number in numbers]


def _list(found: dict[str, list[Mutant]]) -> int:
    for name, all_of_it in found.items():
        for number, mutant in enumerate(all_of_it, 1):
            print(f"{name} {number}  {mutant}")
    return 0


def _show(found: dict[str, list[Mutant]], number: int) -> int:
    """Run the tests of the one room named against one mutant, as pytest shows them."""
    if len(found) != 1:
        sys.exit("--show needs one --room")
    ((name, all_of_it),) = found.items()
    mutant = all_of_it[number - 1]
    print(mutant)
    return trials.show(ROOMS[name], mutant)


if __name__ == "__main__":
    sys.exit(main())
