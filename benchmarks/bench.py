"""Slugline beside stock spaCy, in one run, in turn: `make bench`.

    python -m benchmarks.bench [--quick] [--no-broker] [--source] [--json FILE]

(a) stock spaCy 3.8.18, en_core_web_sm with all pipes, ``nlp.pipe``, in an environment of its own, against (b)
Slugline from raw bytes to encoded events with entities, quotes and topics on, (c) entities alone, and (d) the
whole from the sources: (b), (c) and what follows are the compiled wheel (ops/compiled.py), but for --source.
Each process keeps to one core; every ratio is the median over rounds that ran one after the other. Then what
each step costs, the latency of one story by itself and its time in the codec, two processes against one,
memory over stories with ever new names, and the way through Apache Kafka where Java is at hand. Prints tables
and writes all figures as JSON.

Texts: Wikinews stories from ../shared/data where present, else the demo's own. The seed story from there too.
"""

import argparse
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import codec_speed, formats
from benchmarks.children import Child, slugline, stock
from ops.compiled import compiled

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
OWN = ROOT / "streams" / "slugline" / "cli" / "demo" / "stories"
MUST = {
    "whole": 5.0,
    "entities": 6.0,
    "p95 ms": 35.0,
    "two processes": 1.8,
    "growth MB": 10.0,
    "decode ms": 0.25,
}
"""What Slugline has promised itself to reach."""


def texts(rounds: int, each: int) -> tuple[list[list[str]], str]:
    """Return a list of texts to warm up on and one for each round, and where they are from; none comes twice.

    The demo's own stories are too few for that: they come again in every round.
    """
    wire = SHARED / "wikinews" / "stories.jsonl.gz"
    if wire.is_file():
        stories = [
            json.loads(line) for line in gzip.decompress(wire.read_bytes()).decode("utf-8").splitlines()
        ]
        whole = [f"{story['title']}\n\n{story['text']}" for story in stories]
        each = min(each, len(whole) // (rounds + 1))
        warm = len(whole) - rounds * each
        return [whole[:warm], *(whole[at : at + each] for at in range(warm, len(whole), each))], "wikinews"
    own = sorted(OWN.glob("*.txt"))
    return [[path.read_text("utf-8") for path in own]] * (rounds + 1), "demo"


def seed() -> tuple[str, str]:
    """Return the story whose latency is measured: the shared seed, else the longest demo story."""
    seeds = sorted((SHARED / "seeds").glob("*.txt"))
    if seeds:
        return seeds[0].read_text("utf-8"), "seed"
    return max((path.read_text("utf-8") for path in OWN.glob("*.txt")), key=len), "longest demo story"


def in_turn(rounds: int, theirs: Child, ours: Child, alone: Child, source: Child) -> dict[str, Any]:
    """Return seconds and ratios of stock spaCy against Slugline, whole, with entities alone and from the
    sources, by rounds.
    """
    runs = []
    tokens = []
    for number in range(1, rounds + 1):
        one = {
            "stock": theirs.run("whole", number),
            "whole": ours.run("whole", number),
            "entities": alone.run("entities", number),
            "source": source.run("whole", number),
        }
        tokens.append(one["stock"]["value"])
        runs.append({name: {"cpu": run["cpu"], "wall": run["wall"]} for name, run in one.items()})
    result: dict[str, Any] = {"rounds": runs, "tokens": tokens}
    for kind in ("cpu", "wall"):
        for name in ("whole", "entities", "source"):
            ratios = [one["stock"][kind] / one[name][kind] for one in runs]
            result[f"{name} ratio, {kind}"] = statistics.median(ratios)
        for name in ("stock", "whole", "entities", "source"):
            speeds = [count / one[name][kind] for count, one in zip(tokens, runs, strict=True)]
            result[f"{name} tokens a second, {kind}"] = statistics.median(speeds)
    return result


def stages(path: Path, rounds: int, stories: int, package: Path | None) -> dict[str, float]:
    """Return the CPU milliseconds a story each step takes, over all rounds' stories."""
    with slugline(path, 0, package) as child:
        runs = [child.run("stages", number)["value"] for number in range(1, rounds + 1)]
    return {name: 1e3 * sum(run[name] for run in runs) / stories for name in runs[0]}


def latency(path: Path, package: Path | None) -> dict[str, float]:
    """Return p50 and p95 of one story by itself, in CPU milliseconds."""
    with slugline(path, 0, package) as child:
        took = sorted(child.run("single", 1)["value"])
    return {f"p{share}": 1e3 * took[int(len(took) * share / 100)] for share in (50, 95)}


def two_processes(path: Path, rounds: int, package: Path | None) -> dict[str, Any]:
    """Return the rate of two processes over that of one, by wall time: the median of ``rounds``, in turn."""
    ratios = []
    with slugline(path, None, package) as one, slugline(path, None, package) as other:
        for number in range(1, rounds + 1):
            alone = one.run("again", number)["wall"]
            one.ask("again", number)
            other.ask("again", number)
            together = max(one.answer()["wall"], other.answer()["wall"])
            ratios.append(2 * alone / together)
    return {"ratio": statistics.median(ratios), "rounds": ratios, "cores": os.cpu_count()}


def memory(path: Path, package: Path | None) -> dict[str, float]:
    """Return megabytes in use along the way, and how much they grew after the warm-up."""
    with slugline(path, None, package) as child:
        marks: dict[str, float] = child.run("memory", 0)["value"]
    first, *_, last = marks.values()
    return marks | {"growth": last - first}


def broker(package: Path | None) -> dict[str, Any] | str:
    """Return the figures of benchmarks/broker.py, or why there are none."""
    environment = os.environ | ({} if package is None else {"PYTHONPATH": str(package)})
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        command = [sys.executable, "-m", "benchmarks.broker", "--json", file.name]
        run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        if run.returncode:
            return f"failed: {(run.stderr.strip().splitlines() or ['no reason given'])[-1]}"
        figures: dict[str, Any] = json.loads(Path(file.name).read_text("utf-8"))
        return figures


def measure(arguments: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Run everything and return the figures."""
    rounds, each = (3, 8) if arguments.quick else (7, 32)
    lists, source = texts(rounds, each)
    story, name = seed()
    path, alone = folder / "texts.json", folder / "alone.json"
    path.write_text(json.dumps(lists), "utf-8")
    alone.write_text(json.dumps([lists[0], [story]]), "utf-8")
    os.environ["SLUGLINE_BENCH_GROW"] = "2000" if arguments.quick else "20000"
    count = sum(map(len, lists[1:]))
    package = None if arguments.source else compiled()
    figures: dict[str, Any] = {"texts": source, "stories": count, "latency story": name}
    figures["package"] = "sources" if package is None else "compiled"
    with (
        stock(path, core=0) as theirs,
        slugline(path, 0, package) as ours,
        slugline(path, 0, package) as entities,
        slugline(path, 0) as plain,
    ):
        figures["speed"] = in_turn(rounds, theirs, ours, entities, plain)
    figures["stages, ms a story"] = stages(path, rounds, count, package)
    figures["latency, ms"] = latency(alone, package)
    figures["two processes"] = two_processes(path, rounds, package)
    figures["memory, MB"] = memory(alone, package)
    figures["codec, ms"] = codec_speed.of_text(story)
    figures["formats, ms a record"] = formats.measure()
    figures["broker"] = "left out" if arguments.no_broker or arguments.quick else broker(package)
    return figures


def show(figures: dict[str, Any], console: Console) -> None:
    """Print the figures as tables."""
    speed, stages_ms = figures["speed"], figures["stages, ms a story"]
    what = f"{figures['stories']} stories ({figures['texts']}), {sum(speed['tokens']):,} tokens"
    table = Table(title=f"{what}, one core, {figures['package']}")
    for column in ("", "tokens/s (CPU)", "x stock (CPU)", "x stock (wall)", "must reach"):
        table.add_column(column, justify="right" if column else "left")
    table.add_row(
        "stock spaCy 3.8.18, all pipes", f"{speed['stock tokens a second, cpu']:,.0f}", "1.0", "1.0", ""
    )
    rows = (
        ("whole", "bytes to events"),
        ("entities", "entities alone"),
        ("source", "bytes to events, sources"),
    )
    for name, what in rows:
        ratios = [f"{speed[f'{name} ratio, {kind}']:.2f}" for kind in ("cpu", "wall")]
        must = f"{MUST[name]:.1f}" if name in MUST else ""
        speeds = f"{speed[f'{name} tokens a second, cpu']:,.0f}"
        table.add_row(f"Slugline, {what}", speeds, *ratios, must)
    console.print(table)
    steps = Table(title="What a story costs, CPU ms")
    for column in ("step", "ms", "share"):
        steps.add_column(column, justify="left" if column == "step" else "right")
    total = sum(stages_ms.values())
    for step, cost in [*stages_ms.items(), ("all", total)]:
        steps.add_row(step, f"{cost:.2f}", f"{cost / total:.0%}")
    console.print(steps)
    rest = Table(title="The rest")
    for column in ("figure", "measured", "must reach"):
        rest.add_column(column, justify="left" if column == "figure" else "right")
    timing, grown, two = figures["latency, ms"], figures["memory, MB"], figures["two processes"]
    rest.add_row(
        f"one story alone ({figures['latency story']}), p50 / p95",
        f"{timing['p50']:.1f} / {timing['p95']:.1f} ms",
        "p95 <= 35 ms",
    )
    codec = figures["codec, ms"]
    rest.add_row(
        f"that story enriched ({codec['bytes']:,} bytes), to decode / to encode",
        f"{codec['decode']:.3f} / {codec['encode']:.3f} ms",
        f"decode <= {MUST['decode ms']} ms",
    )
    rest.add_row(f"two processes over one ({two['cores']} cores)", f"{two['ratio']:.2f}", ">= 1.8")
    rest.add_row(
        f"memory growth ({', '.join(key for key in grown if key != 'growth')} stories)",
        f"{grown['growth']:.1f} MB",
        "<= 10 MB",
    )
    console.print(rest)
    read = Table(title="Intake of a record, CPU ms")
    for column in ("format", "ms"):
        read.add_column(column, justify="left" if column == "format" else "right")
    for name, cost in figures["formats, ms a record"].items():
        read.add_row(name, f"{cost:.2f}")
    console.print(read)
    console.print(f"Through Apache Kafka: {figures['broker']}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and write the JSON file."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.bench", description="Slugline beside stock spaCy."
    )
    parser.add_argument("--quick", action="store_true", help="fewer stories and rounds, for development")
    parser.add_argument("--no-broker", action="store_true", help="leave Apache Kafka out")
    parser.add_argument("--source", action="store_true", help="measure the sources; nothing is compiled")
    parser.add_argument("--json", type=Path, default=ROOT / "bench-results.json", help="where the figures go")
    parsed = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        try:
            figures = measure(parsed, Path(folder))
        except RuntimeError as error:
            raise SystemExit(f"error: {error}\nWithout one: --source") from None
    parsed.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    show(figures, Console())
    print(f"written to {parsed.json.name}")


if __name__ == "__main__":
    main()
