"""How well the mentions of a story are merged into entities, on gold spans: B-cubed against gold links.

    python -m benchmarks.bcubed GOLD.jsonl[.gz] ...

GOLD holds one story a line: {"id", "text", "entities": [{"start", "end", "id"}]}; mentions without a link are
left out. Gold spans take the place of the model's, so only typing and merging are measured, against merging
by exact string. B-cubed (Bagga and Baldwin 1998): for each mention, which share of its cluster belongs there,
and which share of those that belong there its cluster has; both averaged over all mentions of all stories.
"""

import gzip
import json
import sys
from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from slugline.entities.merging import merge
from slugline.entities.name_spans import NameSpan, named_spans
from slugline.entities.name_types import settle_types
from slugline.intake.formats.plain_text import read_text
from slugline.reading.reader import Reader, load
from slugline.records.story import Story

Mention: TypeAlias = tuple[int, int]
Grouping: TypeAlias = dict[Mention, Hashable]


def b_cubed(gold: Sequence[Grouping], found: Sequence[Grouping]) -> tuple[float, float, float]:
    """Return precision, recall and F of the groupings of the same mentions, story by story."""
    precision = recall = 0.0
    count = 0
    for right, ours in zip(gold, found, strict=True):
        for mention, key in ours.items():
            together = {other for other, its in ours.items() if its == key}
            belong = {other for other, its in right.items() if its == right[mention]}
            precision += len(together & belong) / len(together)
            recall += len(together & belong) / len(belong)
            count += 1
    p, r = precision / count, recall / count
    return p, r, 2 * p * r / (p + r)


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the gold stories in ``path``."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from map(json.loads, data.decode("utf-8").splitlines())


def grouped(story: Story, spans: Sequence[NameSpan], mentions: Sequence[Mention]) -> Grouping:
    """Return the cluster number of each of ``mentions``, given the model's ``spans`` for their types."""
    labels = {(span.start, span.end): span.label for span in spans}
    touching = [(span.start, span.end, span.label) for span in spans]
    own: list[NameSpan] = []
    for start, end in sorted(set(mentions)):
        near = next((label for low, high, label in touching if low < end and start < high), "ORG")
        own.append(NameSpan(start, end, story.text[start:end], labels.get((start, end), near), "body"))
    settle_types(story.text, own)
    return {
        (span.start, span.end): number for number, cluster in enumerate(merge(own)) for span in cluster.spans
    }


def measure(path: Path, reader: Reader) -> dict[str, tuple[float, float, float]]:
    """Return B-cubed precision, recall and F for exact string match and for Slugline's merging."""
    gold: list[Grouping] = []
    exact: list[Grouping] = []
    ours: list[Grouping] = []
    for line in lines(path):
        story = read_text(line["text"], uri=line["id"])
        linked = {
            (one["start"], one["end"]): one["id"]
            for one in line["entities"]
            if one.get("id") and not one["id"].endswith(":NIL")
        }
        spans = named_spans(reader.read([story])[0])
        gold.append(linked)
        exact.append({mention: story.text[mention[0] : mention[1]] for mention in linked})
        ours.append(grouped(story, spans, list(linked)))
    return {"exact string": b_cubed(gold, exact), "slugline": b_cubed(gold, ours)}


def main() -> None:
    """Print the figures of each file named on the command line."""
    if len(sys.argv) < 2:
        sys.exit((__doc__ or "").strip())
    reader = load()
    for name in sys.argv[1:]:
        print(name)
        for kind, (precision, recall, both) in measure(Path(name), reader).items():
            print(f"  {kind:13} P {100 * precision:5.1f}  R {100 * recall:5.1f}  F {100 * both:5.1f}")


if __name__ == "__main__":
    main()
