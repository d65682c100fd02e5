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
        record = _last(line)
        found.pop(record["id"], None)
        if "retracted" not in record:
            found[record["id"]] = record
    return found


def _last(line: str) -> Any:
    """Return the last record in a ``line``.

    Where Connect was killed within a line, the next one goes on behind what there was of it; what was cut
    off comes again behind that. Only a whole record ends where the line does. Raises ValueError.
    """
    at = 0
    while True:
        try:
            return json.loads(line[at:])
        except ValueError:
            at = line.find("{", at + 1)
            if at < 0:
                raise


if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        for one in fold(file).values():
            print(json.dumps(one, ensure_ascii=False))
