"""``python -m ops.chaos [--short] [--seed N] [--worker "COMMAND"]``: exit code 1 where something is wrong."""

import argparse
import asyncio
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from ops.chaos.run import LONG, SHORT, Outcome, run
from ops.chaos.workers import command_of

SHOWN = 10


def main() -> int:
    """Run it and print what came of it."""
    asked = argparse.ArgumentParser(prog="python -m ops.chaos", description=__doc__)
    asked.add_argument("--short", action="store_true", help="600 stories and 4 faults")
    asked.add_argument("--seed", type=int, default=1, help="of the wire and the faults")
    asked.add_argument("--worker", metavar="COMMAND", help="how a worker is started")
    asked.add_argument("--logs", type=Path, help="keep the workers' logs in this folder")
    options = asked.parse_args()
    chaos = replace(SHORT if options.short else LONG, seed=options.seed)
    folder = options.logs or Path(tempfile.mkdtemp(prefix="slugline-chaos-"))
    folder.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()

    def say(words: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {words}", flush=True)

    print(f"{chaos.stories:,} records of {chaos.uris:,} stories; logs in {folder}", flush=True)
    outcome = asyncio.run(run(chaos, command_of(options.worker), folder, say))
    _show(outcome)
    return 0 if outcome.report.ok else 1


def _show(outcome: Outcome) -> None:
    report = outcome.report
    print(f"\n{report.records:,} records of {report.uris:,} stories in {outcome.seconds:.0f} s")
    print(", ".join(f"{count} x {name}" for name, count in sorted(outcome.done.items())))
    stand = ", ".join(f"{count:,} {kind}" for kind, count in report.events.items())
    print(f"{report.enriched:,} enriched records, {report.retractions:,} retractions; standing: {stand}")
    for name, found in report.faults().items():
        print(f"{name:8} {len(found):6,}")
        for line in found[:SHOWN]:
            print(f"           {line}")


if __name__ == "__main__":
    sys.exit(main())
