"""Which events differ between two runs of ``slugline extract -o jsonl`` over the same stories.

    slugline extract -o jsonl wire.jsonl > before.jsonl      # with one release, the other with the next
    python -m benchmarks.equal_events before.jsonl after.jsonl
    python -m benchmarks.equal_events --show 3 before after  # folders: files of one name are compared

``pipeline`` is left out: it says which release read the story. Exit code 1 where anything differs.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Story = dict[str, Any]


def differences(before: Story, after: Story) -> Iterator[tuple[str, str, Any]]:
    """Yield (field, "-" or "+", event) for what only one of two enriched stories has."""
    for field in sorted({*before, *after} - {"pipeline"}):
        old, new = (
            story[field] if isinstance(story.get(field), list) else [story.get(field)]
            for story in (before, after)
        )
        yield from ((field, "-", one) for one in old if one not in new)
        yield from ((field, "+", one) for one in new if one not in old)
        if old != new and sorted(map(repr, old)) == sorted(map(repr, new)):
            yield field, "order", None


def compare(before: Path, after: Path, show: int = 0) -> Counter[str]:
    """Print and return how many stories and events differ between two files; ``show`` stories in full."""
    counts: Counter[str] = Counter()
    with before.open(encoding="utf-8") as old, after.open(encoding="utf-8") as new:
        for number, (one, other) in enumerate(zip(old, new, strict=True), 1):
            found = list(differences(json.loads(one), json.loads(other)))
            counts["stories that differ"] += bool(found)
            counts.update(f"{field} {sign}" for field, sign, _ in found)
            if found and counts["stories that differ"] <= show:
                for field, sign, event in found:
                    print(f"{after.name}:{number} {field} {sign} {json.dumps(event, ensure_ascii=False)}")
    print(f"{after.name}: {dict(counts) if counts['stories that differ'] else 'equal'}")
    return counts


def main(arguments: list[str] | None = None) -> int:
    """Compare what the command line names; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument(
        "--show", type=int, default=0, metavar="N", help="show the first N stories that differ"
    )
    chosen = parser.parse_args(arguments)
    if chosen.after.is_dir():
        pairs = [(chosen.before / path.name, path) for path in sorted(chosen.after.glob("*.jsonl"))]
    else:
        pairs = [(chosen.before, chosen.after)]
    total: Counter[str] = Counter()
    for before, after in pairs:
        total.update(compare(before, after, chosen.show))
    return int(total["stories that differ"] > 0)


if __name__ == "__main__":
    sys.exit(main())
