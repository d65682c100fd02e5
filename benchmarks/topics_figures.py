"""Prints how good the topics are on the development sets, with the reliability of their scores.

python -m benchmarks.topics_figures [../shared]
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from slugline.intake.formats.plain_text import read_text
from slugline.reading.reading import Reading
from slugline.records.events import TopicEvent
from slugline.topics import extract, vocabulary

SETS = {
    "wikinews + worldwide": ("wikinews", "worldwide"),
    "masakhane": ("masakhane",),
    "bbc": ("bbc",),
    "reuters": ("reuters",),
}
KNOWN = vocabulary.load()
Judged = tuple[dict[str, list[str]], list[TopicEvent]]


def main(shared: Path) -> None:
    """Print a line per set, then the reliability table of the first and the confusions of all but reuters."""
    for name, files in SETS.items():
        rows = [row for file in files for row in judged(shared / f"eval/topics/{file}_dev.jsonl.gz")]
        print(f"{name}: {len(rows)} stories, {line(rows)}")
        if len(files) > 1:
            reliability(rows)
        if name != "reuters":
            confusions(rows)


def judged(path: Path) -> Iterator[Judged]:
    """Yield gold and topics of every story of a development set."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for text in lines:
            gold = json.loads(text)
            yield gold, list(extract(Reading(story=read_text(gold["text"], uri=gold["id"]))))


def line(rows: Sequence[Judged]) -> str:
    """Return the figures of score.py (README of the shared data) that the project promises."""
    count: Counter[str] = Counter()
    both = given = wanted = 0
    for gold, events in rows:
        found, good = tops(events), {top(code) for code in gold["acceptable"]}
        count["primary"] += found[:1] == [top(gold["gold"][0])]
        count["acceptable"] += bool(good & set(found[:1]))
        count["first three"] += bool(good & set(found[:3]))
        count["deeper"] += any(len(event.path) > 1 for event in events)
        codes = {event.qcode for event in events}
        right = {step for code in gold["acceptable"] for step in KNOWN.concepts[code].path}
        count["exact"] += bool(codes & set(gold["acceptable"]))
        both, given, wanted = both + len(codes & right), given + len(codes), wanted + len(right)
    shares = ", ".join(f"{name} {number / len(rows):.3f}" for name, number in count.items())
    return f"{shares}, hierarchical F1 {2 * both / (given + wanted):.3f}"


def reliability(rows: Sequence[Judged]) -> None:
    """Print, for each tenth of score, how many top-level topics had it and which share was acceptable."""
    table: dict[int, list[bool]] = {}
    sure = [(gold, events) for gold, events in rows if events and events[0].score >= 0.5]
    for gold, events in rows:
        good = {top(code) for code in gold["acceptable"]}
        for event in events:
            if len(event.path) == 1:
                table.setdefault(min(int(event.score * 10), 9), []).append(event.qcode in good)
    print("  score      topics  acceptable")
    for tenth, right in sorted(table.items()):
        print(f"  {tenth / 10:.1f} - {(tenth + 1) / 10:.1f}  {len(right):6}  {sum(right) / len(right):10.2f}")
    right_ones = sum(tops(events)[0] in {top(c) for c in gold["acceptable"]} for gold, events in sure)
    share, right_share = len(sure) / len(rows), right_ones / len(sure)
    print(f"  primary at score >= 0.5: {share:.3f} of stories, {right_share:.3f} acceptable")


def confusions(rows: Sequence[Judged]) -> None:
    """Print the ten commonest wrong answers."""
    wrong: Counter[str] = Counter()
    for gold, events in rows:
        found, good = tops(events), {top(code) for code in gold["acceptable"]}
        if not good & set(found[:1]):
            answer = KNOWN.concepts[found[0]].name if found else "nothing"
            wrong[f"{KNOWN.concepts[top(gold['gold'][0])].name} taken for {answer}"] += 1
    for text, number in wrong.most_common(10):
        print(f"  {number:4}  {text}")


def top(code: str) -> str:
    """Return the top-level topic of a concept."""
    return KNOWN.concepts[code].path[0]


def tops(events: Sequence[TopicEvent]) -> list[str]:
    """Return the top-level topics, the best first."""
    return [event.qcode for event in events if len(event.path) == 1]


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
