"""``python -m ops.fuzz``: seeded inputs through intake and reading; 1 if one fails.

It goes on where it was stopped: what it has done stands in ``fuzz-results/SEED.json``, with every fault, the
ten inputs that took longest and the ten of which most came. ``--keep`` writes those twenty to the list that
the tests try.
"""

import argparse
import json
import multiprocessing
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from ops.fuzz.inputs import record
from ops.fuzz.trial import Outcome, tried
from slugline.reading.reader import Reader, load

ALL, SHORT = 1_000_000, 1_000
BLOCK = 250
KEPT = 10
FOLDER = Path("fuzz-results")
LIST = Path(__file__).with_name("kept.tsv")
_readers: list[Reader] = []


def main() -> int:
    """Read the command line, try the inputs, tell what came of them."""
    options = _options()
    path = FOLDER / f"{options.seed}.json"
    state = _state(path)
    count = options.count or (SHORT if options.short else ALL)
    blocks = [number for number in range(-(-count // BLOCK)) if number not in state["blocks"]]
    _readers.append(load())
    started, done = time.monotonic(), 0
    for number, outcomes in _outcomes(options.seed, blocks, options.jobs):
        _note(state, number, outcomes)
        done += len(outcomes)
        if not options.short:
            FOLDER.mkdir(exist_ok=True)
            path.write_text(json.dumps(state))
        rate = f"{done / (time.monotonic() - started):.0f} a second"
        told = f"{len(state['blocks']) * BLOCK:,} of {count:,}, {rate}, {len(state['faults'])} faults"
        print(f"\r{told}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    _tell(state, options.seed)
    if options.keep:
        kept = sorted({row[0] for name in ("slowest", "largest") for row in state[name]})
        LIST.write_text("".join(f"{options.seed}\t{number}\n" for number in kept))
    return int(bool(state["faults"]))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ops.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, help=f"inputs, {ALL:,} unless told otherwise")
    parser.add_argument("--short", action="store_true", help=f"{SHORT:,}, and nothing is remembered")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--keep", action="store_true", help=f"write the slowest and largest to {LIST.name}")
    return parser.parse_args()


def _state(path: Path) -> dict[str, Any]:
    if path.exists() and "--short" not in sys.argv:
        state: dict[str, Any] = json.loads(path.read_text())
        return state
    return {"blocks": [], "refused": 0, "faults": [], "slowest": [], "largest": []}


def _outcomes(seed: int, blocks: Sequence[int], jobs: int) -> Iterator[tuple[int, list[Outcome]]]:
    work = ((seed, number) for number in blocks)
    if jobs < 2:
        yield from map(_block, work)
        return
    with multiprocessing.get_context("fork").Pool(jobs) as pool:  # the model is loaded once
        yield from pool.imap_unordered(_block, work)


def _block(work: tuple[int, int]) -> tuple[int, list[Outcome]]:
    seed, block = work
    first = block * BLOCK
    return block, [tried(_readers[0], number, record(seed, number)) for number in range(first, first + BLOCK)]


def _note(state: dict[str, Any], block: int, outcomes: Sequence[Outcome]) -> None:
    state["blocks"].append(block)
    state["refused"] += sum(bool(one.refused) for one in outcomes)
    state["faults"] += [(one.number, one.fault) for one in outcomes if one.fault]
    for name, measure in (("slowest", "seconds"), ("largest", "size")):
        rows = [*map(tuple, state[name]), *((one.number, getattr(one, measure)) for one in outcomes)]
        state[name] = sorted(rows, key=lambda row: (-row[1], row[0]))[:KEPT]


def _tell(state: dict[str, Any], seed: int) -> None:
    done, faults = len(state["blocks"]) * BLOCK, len(state["faults"])
    print(f"seed {seed}: {done:,} inputs, {state['refused']:,} refused, {faults} faults")
    for number, fault in islice(state["faults"], 20):
        print(f"  {number}: {fault}")
    print("slowest:", ", ".join(f"{number} ({seconds:.2f} s)" for number, seconds in state["slowest"]))
    print("largest:", ", ".join(f"{number} ({size:,} bytes)" for number, size in state["largest"]))


if __name__ == "__main__":
    sys.exit(main())
