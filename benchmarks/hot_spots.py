"""Where the time of a story goes, on one core: `make profile`.

    python -m benchmarks.hot_spots [--stories N] [FILE ...]

Prints the CPU milliseconds of each stage per 1,000 tokens, and the ten functions that take most by themselves
(cProfile: calls of small functions look dearer than they are). Stories: the FILEs (one each, text), else
those of ../shared/data where present, else the demo's own. Some more are read before, to warm up.
"""

import argparse
import cProfile
import pstats
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.bench import texts
from benchmarks.slugline_child import Tasks
from slugline.intake import read
from slugline.reading.reader import load

HOTTEST = 10
PACKAGES = ("streams", "site-packages")
"""Folders whose functions are shown by their path below them."""


def chosen(files: Sequence[Path], most: int) -> tuple[list[list[str]], str]:
    """Return stories to warm up on and those to measure, and where they are from."""
    if files:
        given = [path.read_text("utf-8") for path in files][:most]
        return [given, given, given], "the files"
    (warm, *measured), source = texts(2, most)
    return [warm[-max(1, most // 8) :], *(each[:most] for each in measured)], source


def place(function: tuple[str, int, str]) -> str:
    """Return where a function of cProfile's is, as a person would look for it."""
    file, line, name = function
    for package in PACKAGES:
        _, found, below = file.rpartition(f"/{package}/")
        if found:
            return f"{below}:{line} {name}"
    return name if file == "~" else f"{Path(file).name}:{line} {name}"


def show(tasks: Tasks, source: str, console: Console) -> None:
    """Measure and print both tables; ``tasks`` has lists to warm up, for the stages, for the functions."""
    nlp, stories = tasks.reader.nlp, [read(value) for value in tasks.lists[1]]
    tokens = sum(len(nlp.make_doc(story.text)) for story in stories)
    tasks.whole(0)
    stages = tasks.stages(1)
    total = sum(stages.values())
    table = Table(title=f"{len(stories)} stories ({source}), {tokens:,} tokens, one core")
    for column in ("stage", "CPU ms per 1,000 tokens", "share"):
        table.add_column(column, justify="left" if column == "stage" else "right")
    for stage, seconds in [*stages.items(), ("all", total)]:
        table.add_row(stage, f"{1e6 * seconds / tokens:.2f}", f"{seconds / total:.0%}")
    console.print(table)
    profile = cProfile.Profile()
    profile.runcall(tasks.whole, 2)
    rows = pstats.Stats(profile).stats  # type: ignore[attr-defined]  # the stubs do not have it
    whole = sum(own for _, _, own, _, _ in rows.values())
    hot = Table(title="Hottest functions, by their own time")
    for column in ("function", "calls", "share", "with what it calls"):
        hot.add_column(column, justify="left" if column == "function" else "right", overflow="fold")
    for function, (_, calls, own, below, _) in sorted(rows.items(), key=lambda row: -row[1][2])[:HOTTEST]:
        hot.add_row(place(function), f"{calls:,}", f"{own / whole:.1%}", f"{below / whole:.1%}")
    console.print(hot)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.hot_spots", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--stories", type=int, default=64, metavar="N", help="at most so many (default 64)")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="a story each, as text")
    parsed = parser.parse_args(arguments)
    if parsed.stories < 1:
        parser.error("--stories: at least 1")
    try:
        lists, source = chosen(parsed.files, parsed.stories)
    except (OSError, UnicodeDecodeError) as error:
        parser.error(f"cannot read a story: {error}")
    show(Tasks(lists, load()), source, Console())


if __name__ == "__main__":
    main()
