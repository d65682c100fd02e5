"""What stands, of a file that Kafka Connect wrote: ``python -m ops.sinks.connect.fold quotes.jsonl``.

The file is a log: a quote may be there twice, and later lines replace or retract earlier ones. Of one
story all lines are in order, since they stand in one partition.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def fold(lines: Iterable[str]) -> dict[str, Any]:
    """Return the events that stand after ``lines``, by id. What is cut off at the end is not yet there."""
    found: dict[str, Any] = {}
    for line in lines:
        if not line.endswith("\n"):
            break
        record = json.loads(line)
        found.pop(record["id"], None)
        if "retracted" not in record:
            found[record["id"]] = record
    return found


if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        for one in fold(file).values():
            print(json.dumps(one, ensure_ascii=False))
