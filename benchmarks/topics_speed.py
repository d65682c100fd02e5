"""Prints how fast topics are assigned on one core, beside a fixed piece of plain work measured in turns.

python -m benchmarks.topics_speed [../shared]

The fixed work (counting the words of the same stories) says how fast the machine was at that moment: compare
the ratio between runs, not the stories per second.
"""

import gzip
import json
import sys
from collections import Counter
from pathlib import Path
from time import process_time

import numpy as np

from slugline.intake.formats.plain_text import read_text
from slugline.reading.reading import Reading
from slugline.records.story import Story
from slugline.topics import extract

ROUNDS = 5


def stories(shared: Path) -> list[Story]:
    """Return the development stories of 600 to 800 words."""
    found = []
    for name in ("wikinews", "masakhane"):
        with gzip.open(shared / f"eval/topics/{name}_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if 600 <= len(row["text"].split()) <= 800:
                    found.append(read_text(row["text"], uri=row["id"]))
    return found


def main(shared: Path) -> None:
    """Print stories per second of CPU time, the slowest, and the ratio to the fixed work."""
    taken = stories(shared)
    start = process_time()
    list(extract(Reading(story=taken[0])))
    print(f"{len(taken)} stories; first one, with loading: {process_time() - start:.2f} s")
    times, plain = [], 0.0
    for turn in range(ROUNDS + 1):
        for story in taken:
            start = process_time()
            list(extract(Reading(story=story)))
            middle = process_time()
            for _ in range(10):
                Counter(story.text.split())
            if turn:  # the first round fills the memories
                times.append(middle - start)
                plain += process_time() - middle
    millis = np.array(times) * 1000
    middle_one, slow = np.percentile(millis, [50, 99])
    print(f"{1000 / millis.mean():.0f} stories/s; p50 {middle_one:.2f} ms, p99 {slow:.2f} ms")
    print(f"one story costs {sum(times) / plain * 10:.1f} times counting its words")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
