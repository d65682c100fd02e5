"""``python -m ops.soak [--short | --minutes N]``: exit code 1 where something is not level at the end."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from ops.kafka.jars import JarsMissing
from ops.soak.figures import Line, Sample, quarters, verdict
from ops.soak.run import Plan, run

SHORT = Plan(seconds=600.0, look=10.0)
COLUMNS = f"{'time':>8} {'done':>8} {'lag':>6} {'memory MB':>10} {'files':>6} {'threads':>8} {'p95 s':>7}"


def main() -> int:
    """Run it, print a table while it runs, and the verdict."""
    asked = argparse.ArgumentParser(prog="python -m ops.soak", description=__doc__)
    asked.add_argument("--short", action="store_true", help="ten minutes instead of an hour")
    asked.add_argument("--minutes", type=float, help="so long")
    asked.add_argument("--logs", type=Path, help="keep the worker's log in this folder")
    options = asked.parse_args()
    plan = SHORT if options.short else Plan()
    if options.minutes:
        plan = Plan(seconds=60 * options.minutes, look=max(2.0, min(30.0, options.minutes)))
    folder = options.logs or Path(tempfile.mkdtemp(prefix="slugline-soak-"))
    folder.mkdir(parents=True, exist_ok=True)
    print(
        f"{plan.seconds / 60:g} minutes at half load on Apache Kafka; the worker's log is in {folder}",
        flush=True,
    )
    print(COLUMNS, flush=True)
    try:
        samples, end = asyncio.run(run(plan, folder, print, _show))
    except (RuntimeError, JarsMissing, OSError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1
    lines = verdict(samples, end)
    print("", *quarters(samples), sep="\n")
    _conclude(lines)
    return 0 if all(line.well for line in lines) else 1


def _show(one: Sample) -> None:
    p95 = "-" if one.p95 is None else f"{one.p95:.2f}"
    print(
        f"{one.at:6.0f} s {one.done:8,} {one.lag:6,} {one.memory:10.1f} {one.files:6} "
        f"{one.threads:8} {p95:>7}",
        flush=True,
    )


def _conclude(lines: list[Line]) -> None:
    print()
    for line in lines:
        print(f"{'ok ' if line.well else 'BAD'} {line.what:14} {line.found:26} allowed: {line.allowed}")
    print("level" if all(line.well for line in lines) else "NOT LEVEL")


if __name__ == "__main__":
    sys.exit(main())
