"""Prints how long the codec takes for enriched stories, beside what orjson alone takes for the same bytes.

    slugline extract -o jsonl STORIES... > enriched.jsonl
    python -m benchmarks.codec_speed enriched.jsonl

One line a story, milliseconds of CPU time, the least of some rounds: decoding it whole, decoding what the
trends count of it, encoding it; and orjson into dicts, which says how fast the machine was at that moment.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time

import slugline
from slugline.folds.trends.counted import CountedStory
from slugline.records.codec import decode, encode, parse
from slugline.records.story import EnrichedStory

ROUNDS = 9
TIMES = 50


def least(work: Callable[[], object]) -> float:
    """Return the milliseconds that ``work`` takes at its fastest."""
    taken = []
    for _ in range(ROUNDS):
        started = process_time()
        for _ in range(TIMES):
            work()
        taken.append(process_time() - started)
    return 1000 * min(taken) / TIMES


def measured(line: bytes) -> dict[str, float]:
    """Return the size and the words of an enriched story, and the milliseconds it takes."""
    story = decode(EnrichedStory, line)
    return {
        "bytes": len(line),
        "words": len(story.text.split()),
        "decode": least(partial(decode, EnrichedStory, line)),
        "counted": least(partial(decode, CountedStory, line)),
        "encode": least(partial(encode, story)),
        "orjson": least(partial(parse, line)),
    }


def of_text(text: str) -> dict[str, float]:
    """Return the same of a story that is still to be enriched."""
    return measured(encode(slugline.enrich(text)))


def main() -> None:
    """Print the table."""
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        raise SystemExit(__doc__)
    print("   bytes   words  decode  counted  encode  orjson")
    for line in Path(sys.argv[1]).read_bytes().splitlines():
        size, words, *times = measured(line).values()
        whole, counted, written, alone = times
        print(f"{size:8,}{words:8,}{whole:8.3f}{counted:9.3f}{written:8.3f}{alone:8.3f}")


if __name__ == "__main__":
    main()
